/* rejects.h - what was refused, kept for the people who sent it: --rejects DIR.
 *
 * For a file NAME: DIR/NAME.reasons.csv (line, field, reason, consequence), and beside it DIR/NAME with the
 * refused rows (of a workbook, as text in DIR/NAME.csv) or the refused file word for word, unless the file is
 * about people: then row numbers and reasons only. */
#ifndef CLAUSIER_CLI_REJECTS_H
#define CLAUSIER_CLI_REJECTS_H

#include "base/diag.h"

typedef struct Rejects Rejects;

Rejects *rejects_new(Str folder);
Str rejects_folder(const Rejects *rejects);
void rejects_add(Rejects *rejects, const Diag *diag, bool personal);
/* Writes everything. False after saying why. */
bool rejects_write(Rejects *rejects, Diags *diags);
void rejects_free(Rejects *rejects);

#endif

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
/* For a run, which is done with one file after another: what is refused of an archive's members stands with
 * the archive, nobody else's reasons are written over, and nothing is written before rejects_settle(). */
Rejects *rejects_new_by_file(Str folder);

/* What was refused of one file. */
typedef struct Rejected {
    uint64_t count; /* rows, notices, members; the file itself is one */
    Str reason;     /* the first: `place: what`, without the file's name */
} Rejected;
/* What was refused of a file so far; none: count is 0. */
Rejected rejects_of(const Rejects *rejects, Str path);
/* The name under which the reasons of a settled file stand. */
Str rejects_name(const Rejects *rejects, Str path);
/* Whether the file itself may be moved to its reasons: no table that may be somebody's list of people. */
bool rejects_may_keep(const Rejects *rejects, Str path);
/* Writes the reasons, and the refused rows unless they are about people; forgets the file. `whole`: the file
 * itself will be moved to its reasons, so that no other may stand there under the name. False after saying
 * why. */
bool rejects_settle(Rejects *rejects, Str path, bool whole, Rejected *rejected, Diags *diags);

Str rejects_folder(const Rejects *rejects);
void rejects_add(Rejects *rejects, const Diag *diag, bool personal);
/* Writes everything. False after saying why. */
bool rejects_write(Rejects *rejects, Diags *diags);
void rejects_free(Rejects *rejects);

#endif

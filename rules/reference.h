/* reference.h - the kinds of sections with their keys, and the fields, as the program's own tables have them.
 */
#ifndef CLAUSIER_RULES_REFERENCE_H
#define CLAUSIER_RULES_REFERENCE_H

#include "base/str.h"

/* Two lists in English, a line each; the manual page of the format is held against them. */
Str rules_reference(Arena *arena);

#endif

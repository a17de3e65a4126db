/* reference.h - the keys of convention.conf and the columns of the tables, as the program's own tables have
 * them.
 */
#ifndef CLAUSIER_REGISTRY_REFERENCE_H
#define CLAUSIER_REGISTRY_REFERENCE_H

#include "base/str.h"

/* Two lists in English; the manual page of the convention is held against them. */
Str convention_reference(Arena *arena);

#endif

/* change.h - what packs say together: a later pack changes or disables sections of those before it.
 *
 *     [change rule volume]       its keys take the place of the same keys; yes, no and source are added; with
 *     effect = +1                new words or a new pattern the examples of the old ones are dropped
 *     [change list territory]    add and remove single items of a list, or single words of a rule or trade
 *     add = 75*
 *     [change pack]              points and working times; name and version stay
 *     [disable rule intellectual]
 *     because = ...              never true any more; whatever names it goes on working
 *
 * Only what stands before can be changed, so that the order of packs is the order of authority. */
#ifndef CLAUSIER_RULES_CHANGE_H
#define CLAUSIER_RULES_CHANGE_H

#include "rules/pack.h"

/* A section as it stands after all changes. Its place is that of the last change. */
typedef struct Draft {
    Section section;
    Pack *origin;     /* the pack that wrote it */
    const Pack *pack; /* the pack that wrote or changed it last */
    bool disabled;
    bool owns_entries; /* those of its section are in no pack */
} Draft;

typedef struct Drafts {
    Arena *arena;
    Diags *diags;
    Draft **at; /* in load order */
    size_t n, cap;
    Map *names; /* "kind name" -> the first Draft of that name */
} Drafts;

Drafts drafts_new(Arena *arena, Diags *diags);

/* Adds the sections of a pack, and applies its changes to those that are there. Says every change that cannot
 * be made. */
void drafts_add(Drafts *drafts, Pack *pack);

#endif

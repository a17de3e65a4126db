/* newest.h - rows held back until every notice has been seen: of a notice that was published several times
 * only the state that counts is printed (registry/procedure.h).
 *
 * Rows wait in a spool, with 32 bytes a notice beside the keys of its procedure. */
#ifndef CLAUSIER_CLI_NEWEST_H
#define CLAUSIER_CLI_NEWEST_H

#include "cli/cli.h"
#include "registry/procedure.h"

/* Where a notice was read: a file by its number, an archive's member by its place (archive!member), a record
 * by its line. */
typedef struct NoticePlace {
    size_t file;
    Str member; /* empty: the file itself */
    uint32_t line;
} NoticePlace;

typedef struct Newest Newest;
Newest *newest_new(Cli *cli);
void newest_free(Newest *newest);

/* The rows of one notice; `about` (may be empty) is its line in a chain. */
void newest_add(Newest *newest, NoticePlace place, const NoticeKeys *keys, Str about, Str rows);

/* Once all are added. The notices that count and whose deadlines a corrigendum corrects: how many, and each.
 */
size_t newest_settle(Newest *newest);
size_t newest_corrected(const Newest *newest, size_t i, NoticePlace *place);
bool newest_deadline(const Newest *newest, size_t number, Str lot_id, DateTime *deadline);
/* Other rows for a notice, by its number. */
void newest_replace(Newest *newest, size_t number, Str rows);

/* One notice of a chain, the oldest first. */
typedef struct ChainLink {
    Str about;
    Standing standing;
    NoticeRole role;
    bool counts; /* it is the one whose rows stand above */
} ChainLink;

typedef struct NewestOutput {
    bool (*rows)(void *to, Str rows); /* false: no more is taken */
    /* What follows the rows of a notice that was published several times; may be NULL. */
    Str (*chain)(void *to, Arena *scratch, const ChainLink *links, size_t n);
    void *to;
} NewestOutput;

/* Hands out the rows of all notices that count, in the order of their files and of the names in an archive.
 * Says how many were not judged, and why. */
void newest_print(Newest *newest, const NewestOutput *output);

#endif

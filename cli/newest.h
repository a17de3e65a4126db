/* newest.h - rows held back until every notice has been seen: of a notice that was published several times
 * only the state that counts is printed (registry/procedure.h).
 *
 * Rows wait in a spool; what stays in memory of a notice are 24 bytes, its name where it lies in an archive,
 * and the keys of its procedure. */
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

/* The rows of one notice; `about` (may be empty) is its line in a chain. False where rows cannot be put
 * aside: there is no use in more of them. */
bool newest_add(void *newest, NoticePlace place, const NoticeKeys *keys, Str about, Str rows);

/* Once all are added. The notices that count and whose deadlines a corrigendum corrects, in the order in
 * which they were added: how many (0 too where something that was put aside is lost), and each. */
size_t newest_settle(Newest *newest);
size_t newest_corrected(const Newest *newest, size_t i, NoticePlace *place);
/* Whether these are the keys that were added with this number. */
bool newest_same(const Newest *newest, size_t number, const NoticeKeys *keys);
bool newest_deadline(const Newest *newest, size_t number, Str lot_id, DateTime *deadline);
/* All corrected deadlines of a notice, in no particular order. */
const DeadlineCorrection *newest_deadlines(const Newest *newest, size_t number, size_t *count);
/* Other rows for a notice, by its number. */
void newest_replace(Newest *newest, size_t number, Str rows);

/* One notice of a chain, the oldest first. */
typedef struct ChainLink {
    Str about;
    Standing standing;
    NoticeRole role;
    bool counts; /* it is the one whose rows stand above */
} ChainLink;

/* More of a chain is not shown: its oldest, and the notice that it is shown for. */
enum { CHAIN_MOST = 40 };

typedef struct NewestOutput {
    bool (*begin)(void *to);          /* before the first row, and where there is none; may be NULL */
    bool (*rows)(void *to, Str rows); /* false: no more is taken */
    /* What follows the rows of a notice that was published several times, `all` in number of which these are
     * `n`; may be NULL. */
    Str (*chain)(void *to, Arena *scratch, const ChainLink *links, size_t n, size_t all);
    void *to;
} NewestOutput;

/* Hands out the rows of all notices that count, in the order of their files and of the names in an archive.
 * Says how many were not judged, and why. Nothing is handed out where something that was put aside is lost.
 * False where not all have been handed out. */
bool newest_print(Newest *newest, const NewestOutput *output);

#endif

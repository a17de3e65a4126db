/* shelf.h - rows on their way from the workers to standard output: which are wanted, and in which order.
 *
 * What comes from loose files is written at once, in the order of the files. Members of an archive are put
 * aside until the archive ends, and written in the order of their names, as a folder's files would be. Of a
 * table's records that count once a file (Notice.once), the first is written. Of a document that is refused
 * in the middle, nothing is written behind the place. Whoever wants the rows of each notice by themselves, in
 * the order of arrival, has an outlet. */
#ifndef CLAUSIER_CLI_SHELF_H
#define CLAUSIER_CLI_SHELF_H

#include "cli/crew.h"
#include "cli/newest.h"

typedef struct Shelf Shelf;

/* Takes the rows of a notice in the caller's thread; false: no more are wanted. */
typedef struct ShelfOutlet {
    bool (*take)(void *to, NoticePlace place, const NoticeKeys *keys, Str about, Str rows);
    void *to;
} ShelfOutlet;

/* Without an outlet (take is NULL) all rows go to standard output. */
Shelf *shelf_new(Cli *cli, ShelfOutlet outlet);

/* In a worker: the rows of the haul from `from` on are those of this notice, read from this item. `keys` and
 * `about`, which live in the haul's arena, are for an outlet. */
void shelf_note(Haul *haul, const FeedItem *item, const Notice *notice, size_t from, const NoticeKeys *keys,
                Str about);
/* In a worker: what is said from here on is said of this item, which is not the first part of its document,
 * and the last in the haul. */
void shelf_note_part(Haul *haul, const FeedItem *item);
/* In a worker: of the notice just noted, that its document has its id a second time is worth a word. */
void shelf_note_id(Haul *haul, const Notice *notice);
/* In a worker: the document of the item is refused here, and has more parts. */
void shelf_note_broken(Haul *haul, const FeedItem *item);

/* In the caller's thread, in input order: the haul's messages, but those behind the place where their
 * document is refused, and its rows. False when standard output takes no more. */
bool shelf_take(Shelf *shelf, Haul *haul);

/* Writes what is still put aside, and frees the shelf. */
void shelf_end(Shelf *shelf);

#endif

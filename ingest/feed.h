/* feed.h - all that the arguments hold, one piece at a time: loose files, members of archives, parts of huge
 * files.
 *
 * Nothing is unpacked to disk, and never more than a part (and what lies between two cuts) is in memory. A
 * file is taken for what it holds, never for its name. One thread at a time may call a feed. */
#ifndef CLAUSIER_INGEST_FEED_H
#define CLAUSIER_INGEST_FEED_H

#include "base/diag.h"
#include "ingest/table.h"

enum {
    FEED_PART = 1 << 20, /* bytes of a part, unless the caller says otherwise */
    FEED_MOST_WHOLE =
        64 << 20, /* bytes of what cannot be cut: a notice, a workbook, UTF-16; and between cuts */
};

typedef struct FeedItem {
    Piece piece;
    size_t file;     /* which of the files, from 0 */
    size_t document; /* counts documents: a file, or a member of an archive */
    bool unread;     /* a small file: whoever takes it reads it by itself, in a thread of its own */
    bool member;     /* of an archive */
} FeedItem;

typedef struct Feed Feed;

/* `files` as source_list() gives them; they and `columns` are borrowed. `part`: bytes of a part. */
Feed *feed_open(StrList files, size_t part, const ColumnNames *columns);
/* Small files are read by the feed itself too: no item is unread. */
void feed_read_all(Feed *feed);

/* Of one file that has been read whole, numbered `file`: what is packed in it, if it is an archive. */
bool feed_is_packed(Str bytes);
Feed *feed_of_bytes(Str path, Str bytes, size_t file, size_t part, const ColumnNames *columns);

/* The next piece: it lives in `arena`. What cannot be read is said and passed over. False at the end. */
bool feed_next(Feed *feed, Arena *arena, FeedItem *item, Diags *diags);
void feed_close(Feed *feed);

#endif

/* feed.c - a file is opened, unpacked if it is packed, and handed out whole or cut.
 *
 * Bytes come from a Stream (of a file, of what gzip holds, of an archive's member) into a window, and leave
 * it as pieces. The window holds what has not been handed out yet; it grows only while no cut is found. */
#include "ingest/feed.h"
#include "base/file.h"
#include "ingest/archive.h"
#include "ingest/encoding.h"
#include "ingest/gunzip.h"
#include "ingest/line.h"
#include "ingest/prolog.h"
#include "ingest/reader.h"
#include "ingest/table_cut.h"
#include "ingest/workbook.h"
#include "ingest/xml.h"
#include "ingest/xml_cut.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PADDING = 16,
    PART_MOST = 16 << 20, /* bytes: what is larger is cut, whatever the caller says */
    WINDOW_KEPT = 8 << 20,
};

typedef enum Cutting { CUT_NOTHING, CUT_RECORDS, CUT_ROWS } Cutting;

/* Bytes of a document that are in memory: n of them from p + at on. */
typedef struct Window {
    Arena *arena; /* of the bytes alone */
    char *p;
    size_t at, n, cap;
    bool ended; /* the stream has no more */
} Window;

struct Feed {
    Arena *home;
    StrList files;
    size_t next, first; /* number of the next file; that of the first */
    size_t part;
    const ColumnNames *columns;
    Str bytes; /* of feed_of_bytes(): of the only file */
    bool in_memory;
    bool reads_all; /* small files too */

    /* The open file. */
    Arena *arena; /* of its streams */
    Str path;
    int fd;
    struct stat before;
    Stream *stream; /* its bytes, unpacked where gzip had packed them; NULL: no file is open */
    Archive *archive;

    /* The open document. */
    Arena *own; /* of its texts */
    Str place;  /* path, or archive!member */
    size_t documents;
    Stream *source; /* NULL: no document is open */
    Window window;
    Cutting cutting;
    bool begun; /* a part has been handed out */
    uint32_t line;
    XmlRecords records;
    const TableKind *kind;
    Str head;
};

static Feed *feed_new(StrList files, size_t part, const ColumnNames *columns) {
    Arena *home = arena_new();
    Feed *feed = ARENA_NEW(home, Feed);
    *feed = (Feed){.home = home,
                   .files = files,
                   .part = !part              ? FEED_PART
                           : part < PART_MOST ? part
                                              : PART_MOST,
                   .columns = columns,
                   .arena = arena_new(),
                   .own = arena_new(),
                   .fd = -1,
                   .window = {.arena = arena_new()}};
    return feed;
}

Feed *feed_open(StrList files, size_t part, const ColumnNames *columns) {
    return feed_new(files, part, columns);
}

void feed_read_all(Feed *feed) {
    feed->reads_all = true;
}

Feed *feed_of_bytes(Str path, Str bytes, size_t file, size_t part, const ColumnNames *columns) {
    Feed *feed = feed_new((StrList){0}, part, columns);
    strlist_add(feed->home, &feed->files, path);
    feed->bytes = bytes;
    feed->in_memory = true;
    feed->first = file;
    return feed;
}

static bool is_gzip(Str start) {
    return str_starts(start, STR("\x1F\x8B"));
}

/* A workbook is a zip too, but a document. */
static bool is_archive(Str start) {
    return archive_is(start) && !workbook_is(start);
}

bool feed_is_packed(Str bytes) {
    return is_gzip(bytes) || is_archive(bytes);
}

static void say(Diags *diags, DiagKind kind, Str place, const char *consequence, const char *what) {
    diag_add(diags, kind, (Loc){.file = place}, consequence, "%s", what);
}

static void say_trouble(Diags *diags, const Stream *stream, Str place, const char *consequence) {
    say(diags, stream->world ? DIAG_WORLD : DIAG_REFUSED, place, consequence, stream->trouble);
}

/* Room for `want` bytes from `at` on. */
static void window_reserve(Window *window, size_t want) {
    if (window->at + want <= window->cap) return;
    if (want <= window->cap) {
        memmove(window->p, window->p + window->at, window->n);
    } else {
        Arena *larger = arena_new();
        char *p = arena_text(larger, want);
        if (window->n) memcpy(p, window->p + window->at, window->n);
        arena_free(window->arena);
        window->arena = larger;
        window->p = p;
        window->cap = want;
    }
    window->at = 0;
}

/* Reads until the window holds `want` bytes or the stream ends. False after saying what went wrong. */
static bool window_fill(Feed *feed, size_t want, Diags *diags) {
    Window *window = &feed->window;
    window_reserve(window, want);
    while (window->n < want && !window->ended) {
        char *end = window->p + window->at + window->n;
        ptrdiff_t n = feed->source->read(feed->source, end, want - window->n);
        if (n < 0) {
            say_trouble(diags, feed->source, feed->place, "file refused from here on");
            return false;
        }
        window->ended = n == 0;
        window->n += (size_t)n;
    }
    return true;
}

static Str window_text(const Feed *feed) {
    return (Str){feed->window.p + feed->window.at, feed->window.n};
}

/* The first `n` bytes leave the window. */
static void window_drop(Window *window, size_t n) {
    window->at += n;
    window->n -= n;
}

/* What one document needed much room for, the next may not need. */
static void window_empty(Window *window) {
    if (window->cap > WINDOW_KEPT) {
        arena_free(window->arena);
        *window = (Window){.arena = arena_new()};
    }
    window->at = window->n = 0;
    window->ended = false;
}

static void document_close(Feed *feed) {
    feed->source = NULL;
    feed->cutting = CUT_NOTHING;
    window_empty(&feed->window);
}

static void file_close(Feed *feed, Diags *diags) {
    struct stat after;
    if (feed->archive) archive_close(feed->archive);
    feed->archive = NULL;
    feed->stream = NULL;
    if (feed->fd < 0) return;
    bool changed = S_ISREG(feed->before.st_mode) &&
                   (fstat(feed->fd, &after) != 0 || after.st_size != feed->before.st_size ||
                    after.st_mtim.tv_sec != feed->before.st_mtim.tv_sec ||
                    after.st_mtim.tv_nsec != feed->before.st_mtim.tv_nsec);
    if (changed)
        say(diags, DIAG_REFUSED, feed->path, "what was read of it may be wrong", "changed while it was read");
    if (feed->fd != STDIN_FILENO) close(feed->fd);
    feed->fd = -1;
}

/* A piece of these bytes, with what must stand before and behind them. */
static Piece piece_make(const Feed *feed, Arena *arena, Str before, Str bytes, Str behind) {
    size_t n = before.n + bytes.n + behind.n;
    char *p = arena_text(arena, n + PADDING), *to = p;
    const Str parts[] = {before, bytes, behind};
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].n) memcpy(to, parts[i].p, parts[i].n);
        to += parts[i].n;
    }
    memset(to, 0, PADDING);
    return (Piece){.file = str_copy(arena, feed->place), .bytes = {p, n}, .line = 1};
}

/* Hands out what is in the window as the whole document. */
static void hand_out_whole(Feed *feed, Arena *arena, Piece *piece) {
    *piece = piece_make(feed, arena, (Str){0}, window_text(feed), (Str){0});
    document_close(feed);
}

static size_t wider(size_t want, size_t most) {
    return want > most / 2 ? most : want * 2;
}

/* Where the records in the window are to be cut; 0: nowhere, the rest is the last part; SIZE_MAX after saying
 * why there is none. The window is as large as it takes to find a cut. */
static size_t find_record_cut(Feed *feed, Diags *diags) {
    size_t most = FEED_MOST_WHOLE - feed->records.prolog.n - feed->records.close.n;
    for (size_t want = feed->part;; want = wider(want, most)) {
        if (!window_fill(feed, want, diags)) return SIZE_MAX;
        if (feed->window.ended && feed->window.n <= want) return 0;
        size_t cut = xml_cut(&feed->records, str_sub(window_text(feed), 0, want));
        if (cut) return cut;
        if (want < most) continue;
        diag_add(diags, DIAG_REFUSED, (Loc){.file = feed->place, .line = feed->line},
                 "file refused from here on", "no end of a record in %d bytes", FEED_MOST_WHOLE);
        return SIZE_MAX;
    }
}

/* The next records of the document. False after saying why there are none. */
static bool next_records(Feed *feed, Arena *arena, Piece *piece, Diags *diags) {
    size_t cut = find_record_cut(feed, diags);
    if (cut == SIZE_MAX) return false;
    bool last = !cut;
    Str text = str_sub(window_text(feed), 0, last ? SIZE_MAX : cut);
    Str prolog = {0}, close = {0};
    if (feed->begun) prolog = feed->records.prolog;
    if (!last) close = feed->records.close;
    *piece = piece_make(feed, arena, prolog, text, close);
    piece->line = feed->line;
    piece->prolog = line_feeds(prolog);
    piece->continues = feed->begun;
    piece->goes_on = !last;
    feed->line += line_feeds(text);
    feed->begun = true;
    if (last) document_close(feed);
    else window_drop(&feed->window, cut);
    return true;
}

/* Where the rows in a text from the window may be cut; SIZE_MAX if that takes more of them. */
static size_t row_cut_in(Feed *feed, Str text) {
    Arena *scratch = arena_new();
    Diags unsaid = diags_new(scratch);
    Piece piece = {
        .file = feed->place, .bytes = text, .head = feed->head, .line = 1, .continues = feed->begun};
    Table *table = table_open(scratch, piece, feed->kind, feed->columns, &unsaid);
    size_t cut = SIZE_MAX;
    if (table) {
        Str rows = table_text(table);
        bool marked = !feed->begun && rows.p == text.p + 3; /* a byte order mark is no row's */
        cut = table_cut(table, feed->part);
        if (cut != SIZE_MAX && marked) cut += 3;
        else if (cut != SIZE_MAX && rows.p != text.p)
            cut = str_chars(str_sub(rows, 0, cut)); /* Windows-1252 */
        table_abandon(table);
    }
    arena_free(scratch);
    return cut;
}

/* Where the rows in the window are to be cut; 0: nowhere, the rest is the last part; SIZE_MAX after saying
 * why there is none. A header stands in the head, so that much is always looked at first. */
static size_t find_row_cut(Feed *feed, Diags *diags) {
    size_t want = feed->part + feed->part / 8;
    if (!feed->begun && want < PIECE_HEAD) want = PIECE_HEAD;
    for (;; want = wider(want, FEED_MOST_WHOLE)) {
        if (!window_fill(feed, want, diags)) return SIZE_MAX;
        if (feed->window.ended && feed->window.n <= feed->part) return 0;
        size_t cut = row_cut_in(feed, str_sub(window_text(feed), 0, want));
        if (cut != SIZE_MAX) return cut;
        if (feed->window.ended && feed->window.n <= want) return 0;
        if (want < FEED_MOST_WHOLE) continue;
        diag_add(diags, DIAG_REFUSED, (Loc){.file = feed->place, .line = feed->line},
                 "file refused from here on", "rows of one record over %d bytes", FEED_MOST_WHOLE);
        return SIZE_MAX;
    }
}

/* The next rows of the document. False after saying why there are none. */
static bool next_rows(Feed *feed, Arena *arena, Piece *piece, Diags *diags) {
    size_t cut = find_row_cut(feed, diags);
    if (cut == SIZE_MAX) return false;
    Str text = str_sub(window_text(feed), 0, cut ? cut : SIZE_MAX);
    *piece = piece_make(feed, arena, (Str){0}, text, (Str){0});
    piece->head = str_copy(arena, feed->head);
    piece->line = feed->line;
    piece->continues = feed->begun;
    piece->goes_on = cut > 0;
    if (cut) feed->line += line_count(text);
    feed->begun = true;
    if (cut) window_drop(&feed->window, cut);
    else document_close(feed);
    return true;
}

static bool is_utf16(Str start) {
    Str name;
    XmlEncoding encoding = prolog_encoding(start, &name);
    return encoding == XML_UTF16_LITTLE || encoding == XML_UTF16_BIG ||
           memchr(start.p, '\0', start.n < 4 ? start.n : 4) || text_is_wide(start);
}

/* Of a table that is none of notices, the head is enough to say so. */
static void hand_out_head(Feed *feed, Arena *arena, Piece *piece) {
    *piece = piece_make(feed, arena, (Str){0}, feed->head, (Str){0});
    document_close(feed);
}

/* What cannot be cut is read whole. */
static bool whole(Feed *feed, Arena *arena, Piece *piece, Diags *diags) {
    if (!window_fill(feed, FEED_MOST_WHOLE + 1, diags)) return false;
    if (feed->window.n > FEED_MOST_WHOLE) {
        diag_add(diags, DIAG_REFUSED, (Loc){.file = feed->place}, "file refused", "more than %d bytes",
                 FEED_MOST_WHOLE);
        return false;
    }
    hand_out_whole(feed, arena, piece);
    return true;
}

/* Looks at the start of a document that is larger than a part: how can it be cut? */
static void choose_cutting(Feed *feed, Arena *arena) {
    Str text = window_text(feed), root;
    feed->cutting = CUT_NOTHING;
    feed->begun = false;
    feed->line = 1;
    if (workbook_is(text) || is_utf16(text)) return;
    if (xml_root(arena, text, &root)) {
        if (!xml_records(feed->own, text, &feed->records)) return;
        Buf prolog = {.arena = feed->own};
        buf_add(&prolog, feed->records.prolog);
        buf_byte(&prolog, '\n'); /* lines of the prolog are not those of records */
        feed->records.prolog = buf_str(&prolog);
        feed->cutting = CUT_RECORDS;
        return;
    }
    feed->head = str_copy(feed->own, str_sub(text, 0, PIECE_HEAD));
    feed->kind = notice_table_kind(arena, piece_whole(feed->place, feed->head), feed->columns);
    feed->cutting = CUT_ROWS;
}

/* The first piece of the document whose bytes `source` gives: the open file, or a member of it. False after
 * saying why there is none. */
static bool document_open(Feed *feed, Stream *source, Str member, Arena *arena, Piece *piece, Diags *diags) {
    feed->source = source;
    feed->documents++;
    arena_reset(feed->own);
    feed->place = feed->path;
    if (member.n) feed->place = str_print(feed->own, "%.*s!%.*s", STR_ARG(feed->path), STR_ARG(member));
    size_t look = feed->part > PIECE_HEAD ? feed->part : PIECE_HEAD;
    if (!window_fill(feed, look + 1, diags)) return false;
    if (member.n && feed_is_packed(window_text(feed))) {
        say(diags, DIAG_REFUSED, feed->place, "file refused", "an archive within an archive");
        return false;
    }
    if (feed->window.ended && feed->window.n <= feed->part) {
        hand_out_whole(feed, arena, piece);
        return true;
    }
    choose_cutting(feed, arena);
    if (feed->cutting == CUT_RECORDS) return next_records(feed, arena, piece, diags);
    if (feed->cutting == CUT_NOTHING) return whole(feed, arena, piece, diags);
    if (feed->kind) return next_rows(feed, arena, piece, diags);
    hand_out_head(feed, arena, piece);
    return true;
}

/* Opens the file's stream, through gzip where it is packed so; *start is its first bytes. */
static bool stream_open(Feed *feed, Stream *raw, Str *start, Diags *diags) {
    enum { LAYERS = 2 }; /* the file itself, and what gzip holds */
    Stream *stream = raw;
    for (int layer = 0; layer < LAYERS; layer++) {
        char *seen = arena_text(feed->arena, ARCHIVE_WINDOW);
        size_t n = 0;
        for (ptrdiff_t got; n < ARCHIVE_WINDOW; n += (size_t)got) {
            got = stream->read(stream, seen + n, ARCHIVE_WINDOW - n);
            if (got < 0) say_trouble(diags, stream, feed->path, stream->world ? "not read" : "file refused");
            if (got < 0) return false;
            if (got == 0) break;
        }
        *start = (Str){seen, n};
        AgainStream *again = ARENA_NEW(feed->arena, AgainStream);
        *again = stream_again(*start, stream);
        stream = &again->stream;
        if (layer || !is_gzip(*start)) break;
        stream = gunzip_stream(feed->arena, stream);
    }
    feed->stream = stream;
    return true;
}

static Stream *raw_stream(Feed *feed) {
    if (feed->in_memory) {
        MemoryStream *memory = ARENA_NEW(feed->arena, MemoryStream);
        *memory = stream_of_bytes(feed->bytes);
        return &memory->stream;
    }
    FileStream *file = ARENA_NEW(feed->arena, FileStream);
    *file = stream_of_file(feed->fd);
    return &file->stream;
}

/* A regular file that is not larger than a part is left to whoever takes it. */
static bool is_small(Feed *feed) {
    struct stat there;
    return !feed->in_memory && !feed->reads_all && !str_is(feed->path, "-") &&
           stat(str_cstr(feed->arena, feed->path), &there) == 0 && S_ISREG(there.st_mode) &&
           (uint64_t)there.st_size <= feed->part;
}

static bool file_open(Feed *feed, Diags *diags) {
    if (feed->in_memory) return true;
    bool standard_input = str_is(feed->path, "-");
    feed->fd = standard_input ? STDIN_FILENO : open(str_cstr(feed->arena, feed->path), O_RDONLY | O_CLOEXEC);
    bool good = feed->fd >= 0 && fstat(feed->fd, &feed->before) == 0;
    if (good && S_ISDIR(feed->before.st_mode)) {
        errno = EISDIR;
        good = false;
    }
    if (!good) say(diags, DIAG_WORLD, feed->path, "not read", strerror(errno));
    if (!good && feed->fd > STDIN_FILENO) close(feed->fd);
    if (!good) feed->fd = -1;
    return good;
}

/* The next file. True if it gave an item. */
static bool next_file(Feed *feed, Arena *arena, FeedItem *item, Diags *diags) {
    Str start;
    arena_reset(feed->arena);
    feed->path = feed->files.at[feed->next++];
    if (is_small(feed)) {
        feed->documents++;
        item->unread = true;
        item->piece = piece_whole(str_copy(arena, feed->path), (Str){0});
        return true;
    }
    if (!file_open(feed, diags)) return false;
    if (!stream_open(feed, raw_stream(feed), &start, diags)) {
        file_close(feed, diags);
        return false;
    }
    if (is_archive(start)) {
        feed->archive = archive_open(feed->arena, feed->path, feed->stream);
        return false;
    }
    if (document_open(feed, feed->stream, (Str){0}, arena, &item->piece, diags)) return true;
    document_close(feed);
    file_close(feed, diags);
    return false;
}

/* The next member of the open archive. True if it gave an item. */
static bool next_member(Feed *feed, Arena *arena, FeedItem *item, Diags *diags) {
    Str name;
    Stream *bytes;
    size_t said = diags->count[DIAG_REFUSED] + diags->count[DIAG_WORLD];
    if (!archive_next(feed->archive, &name, &bytes, diags)) {
        bool unsaid = said == diags->count[DIAG_REFUSED] + diags->count[DIAG_WORLD];
        if (!archive_members(feed->archive) && unsaid)
            say(diags, DIAG_REFUSED, feed->path, "passed over", "no file of notices in this archive");
        file_close(feed, diags);
        return false;
    }
    item->member = true;
    Diags trouble = diags_new(feed->own);
    if (document_open(feed, bytes, name, arena, &item->piece, &trouble)) return true;
    if (archive_may_say(feed->archive, diags)) diags_move(diags, &trouble);
    document_close(feed);
    return false;
}

/* The next part of the open document. */
static bool next_part(Feed *feed, Arena *arena, FeedItem *item, Diags *diags) {
    bool given = feed->cutting == CUT_RECORDS ? next_records(feed, arena, &item->piece, diags)
                                              : next_rows(feed, arena, &item->piece, diags);
    if (!given) document_close(feed);
    item->member = feed->archive != NULL;
    return given;
}

bool feed_next(Feed *feed, Arena *arena, FeedItem *item, Diags *diags) {
    for (;;) {
        *item = (FeedItem){0};
        bool given = false;
        if (feed->source) given = next_part(feed, arena, item, diags);
        else if (feed->archive) given = next_member(feed, arena, item, diags);
        else if (feed->stream) file_close(feed, diags);
        else if (feed->next < feed->files.n) given = next_file(feed, arena, item, diags);
        else return false;
        item->file = feed->first + feed->next - 1;
        item->document = feed->documents;
        if (given) return true;
    }
}

void feed_close(Feed *feed) {
    if (!feed) return;
    Diags unsaid = diags_new(feed->home);
    file_close(feed, &unsaid);
    arena_free(feed->window.arena);
    arena_free(feed->arena);
    arena_free(feed->own);
    arena_free(feed->home);
}

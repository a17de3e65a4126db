/* parts.h - what comes out of a file that is read in parts, as one text; archives made by hand; chance. */
#ifndef CLAUSIER_TESTS_PARTS_H
#define CLAUSIER_TESTS_PARTS_H

#include "ingest/feed.h"
#include "ingest/reader.h"
#include <stdio.h>
#include <string.h>

/* Chance that is the same on every machine. */
static uint64_t draw_state;
static inline unsigned draw(unsigned below) {
    draw_state = draw_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((draw_state >> 33) % below);
}

/* All that came out of a file's bytes: notices with their lots and lines, messages, line accounting. */
typedef struct Parts {
    Buf notices, messages;
    Lines lines;
    size_t pieces, count; /* of notices */
    size_t largest;       /* bytes of a piece */
} Parts;

static inline void parts_show(void *to, Arena *arena, const Notice *notice) {
    Parts *out = to;
    Buf *buf = &out->notices;
    out->count++;
    buf_print(buf, "%.*s:%.*s", STR_ARG(notice->file), STR_ARG(notice->id));
    for (size_t i = 0; i < notice->lot_count; i++) {
        const Lot *lot = &notice->lots[i];
        buf_print(buf, " [%u %.*s %.*s %.*s %.*s", lot->at.line, STR_ARG(lot->id), STR_ARG(lot->title),
                  STR_ARG(lot->description), STR_ARG(hundredths_print(arena, lot->amount.cents)));
        if (lot->award_amount != HUNDREDTHS_ABSENT && lot->award_currency.n)
            buf_print(buf, " %.*s %.*s", STR_ARG(hundredths_print(arena, lot->award_amount)),
                      STR_ARG(lot->winner_id));
        buf_byte(buf, ']');
    }
    buf_byte(buf, '\n');
}

/* A note holds for its file: it is listened to once (cli_say() does the same). How many records a refusal
 * leaves standing is known of the whole only, and which of libxml2's words fit depends on what follows. */
static inline void parts_hear(Arena *scratch, Parts *out, Diags *diags) {
    for (Diag *diag = diags->first; diag; diag = diag->next) {
        if (diag->kind == DIAG_REFUSED &&
            str_ends(diag->consequence, STR("before it kept, the rest refused")))
            diag->consequence = STR("file refused");
        Str malformed = STR("not well-formed");
        if (str_starts(diag->what, malformed)) diag->what = malformed;
        Str text = diag_print(scratch, diag);
        if (diag->once && str_find(buf_str(&out->messages), diag->consequence) != SIZE_MAX) continue;
        if (diag->kind == DIAG_NOTE) text = str_sub(text, str_find(text, STR(": ")), SIZE_MAX);
        if (diag->kind == DIAG_NOTE && str_find(buf_str(&out->messages), text) != SIZE_MAX) continue;
        buf_print(&out->messages, "%.*s\n", STR_ARG(text));
    }
}

/* Reads what the feed gives; behind the place where a document is refused, nothing of it counts, as
 * cli/shelf.c has it. */
static inline Parts parts_take(Arena *arena, Feed *feed) {
    static NoticeReader *reader;
    if (!reader) reader = notice_reader_new(NULL);
    Parts out = {.notices = {.arena = arena}, .messages = {.arena = arena}};
    Arena *scratch = arena_new();
    FeedItem item;
    size_t refused = 0;
    for (bool more = true; more;) {
        Diags diags = diags_new(scratch);
        more = feed_next(feed, scratch, &item, &diags);
        if (more && item.document != refused) {
            if (item.piece.bytes.n > out.largest) out.largest = item.piece.bytes.n;
            if (!notice_read(reader, item.piece, parts_show, &out, &out.lines, &diags))
                refused = item.document;
            out.pieces++;
        }
        parts_hear(scratch, &out, &diags);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return out;
}

static inline Parts parts_of(Arena *arena, const char *path, Str bytes, size_t part) {
    Feed *feed = feed_of_bytes(str_of(path), bytes, 0, part, NULL);
    Parts out = parts_take(arena, feed);
    feed_close(feed);
    return out;
}

static inline Str parts_text(Arena *arena, const Parts *parts) {
    return str_print(arena, "%.*s%.*s%zu = %zu + %zu + %zu + %zu\n", STR_ARG(buf_str(&parts->notices)),
                     STR_ARG(buf_str(&parts->messages)), (size_t)parts->lines.read,
                     (size_t)parts->lines.header, (size_t)parts->lines.kept, (size_t)parts->lines.refused,
                     (size_t)parts->lines.blank);
}

/* A member of a tar: its type is '0' for a file, '2' for a link, '5' for a folder. */
typedef struct Member {
    const char *name;
    char type;
    Str bytes;
} Member;

static inline void tar_add(Buf *tar, const Member *member) {
    char header[512] = {0};
    snprintf(header, 100, "%s", member->name);
    memcpy(header + 100, "0000644\0000000000\0000000000\000", 24);
    snprintf(header + 124, 12, "%011zo", member->bytes.n);
    memcpy(header + 136, "00000000000", 12);
    memset(header + 148, ' ', 8);
    header[156] = member->type;
    if (member->type == '2') memcpy(header + 157, "/etc/passwd", 12);
    memcpy(header + 257, "ustar\00000", 8);
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof header; i++) sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06o", sum);
    buf_add(tar, (Str){header, sizeof header});
    buf_add(tar, member->bytes);
    static const char zeros[512];
    if (member->bytes.n % 512) buf_add(tar, (Str){zeros, 512 - member->bytes.n % 512});
}

static inline Str tar_of(Arena *arena, const Member *members, size_t count) {
    Buf tar = {.arena = arena};
    static const char zeros[1024];
    for (size_t i = 0; i < count; i++) tar_add(&tar, &members[i]);
    buf_add(&tar, (Str){zeros, sizeof zeros});
    return buf_str(&tar);
}

static inline uint32_t crc_of(Str s) {
    uint32_t crc = ~0u;
    for (size_t i = 0; i < s.n; i++) {
        crc ^= (unsigned char)s.p[i];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static inline void add_little(Buf *buf, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++) buf_byte(buf, (char)(value >> 8 * i & 0xFF));
}

/* A gzip stream of stored blocks: its bytes stand in it as they are. */
static inline Str gzip_of(Arena *arena, Str s) {
    Buf out = {.arena = arena};
    buf_add(&out, (Str){"\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10});
    for (size_t at = 0;; at += 0xFFFF) {
        Str block = str_sub(s, at, 0xFFFF);
        bool last = at + 0xFFFF >= s.n;
        buf_byte(&out, last);
        add_little(&out, (uint32_t)block.n, 2);
        add_little(&out, (uint32_t)~block.n, 2);
        buf_add(&out, block);
        if (last) break;
    }
    add_little(&out, crc_of(s), 4);
    add_little(&out, (uint32_t)s.n, 4);
    return buf_str(&out);
}

/* A zip with one stored member and no directory: a stream that was cut there. */
static inline Str zip_of(Arena *arena, const char *name, Str s) {
    Buf out = {.arena = arena};
    buf_add(&out, (Str){"PK\3\4\x0A\0\0\0\0\0\0\0\x21\0", 14});
    add_little(&out, crc_of(s), 4);
    add_little(&out, (uint32_t)s.n, 4);
    add_little(&out, (uint32_t)s.n, 4);
    add_little(&out, (uint32_t)strlen(name), 2);
    add_little(&out, 0, 2);
    buf_add(&out, str_of(name));
    buf_add(&out, s);
    return buf_str(&out);
}

#endif

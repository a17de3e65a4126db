/* line.c - see line.h. */
#include "ingest/line.h"
#include <string.h>

static size_t find_end(Str text, size_t from, char c) {
    const char *p = from < text.n ? memchr(text.p + from, c, text.n - from) : NULL;
    return p ? (size_t)(p - text.p) : text.n;
}

LineCursor line_start(Str text, size_t at, uint32_t line) {
    return (LineCursor){
        .at = at, .cr = find_end(text, at, '\r'), .lf = find_end(text, at, '\n'), .line = line};
}

Str line_take(Str text, LineCursor *cursor) {
    size_t at = cursor->at;
    if (cursor->cr < at) cursor->cr = find_end(text, at, '\r');
    if (cursor->lf < at) cursor->lf = find_end(text, at, '\n');
    size_t end = cursor->cr < cursor->lf ? cursor->cr : cursor->lf;
    bool pair = end == cursor->cr && cursor->lf == end + 1 && cursor->lf < text.n;
    cursor->at = end == text.n ? end : end + (pair ? 2 : 1);
    cursor->line++;
    return (Str){text.p + at, end - at};
}

/* Line feeds in eight bytes at once: a byte is zero in the exclusive or where it is one. The test is exact
 * for each byte (no borrow crosses), so that they can be counted. */
static unsigned feeds_in(uint64_t eight) {
    const uint64_t low = 0x7F7F7F7F7F7F7F7Fu, feeds = 0x0A0A0A0A0A0A0A0Au;
    uint64_t x = eight ^ feeds;
    return str_tops(~(((x & low) + low) | x | low));
}

uint32_t line_feeds(Str text) {
    uint32_t count = 0;
    uint64_t eight;
    size_t i = 0;
    for (; i + sizeof eight <= text.n; i += sizeof eight) {
        memcpy(&eight, text.p + i, sizeof eight);
        count += feeds_in(eight);
    }
    for (; i < text.n; i++) count += text.p[i] == '\n';
    return count;
}

uint32_t line_count(Str text) {
    if (!text.n) return 0;
    if (!memchr(text.p, '\r', text.n)) return line_feeds(text) + (text.p[text.n - 1] != '\n');
    LineCursor cursor = line_start(text, 0, 0);
    while (cursor.at < text.n) line_take(text, &cursor);
    return cursor.line;
}

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

/* Bytes counted side by side: a comparison gives -1 in each that is equal. */
typedef unsigned char Lanes __attribute__((vector_size(16)));

uint32_t line_feeds(Str text) {
    enum { ROUNDS = 255 }; /* as many as a lane can count */
    uint32_t count = 0;
    size_t i = 0;
    while (text.n - i >= sizeof(Lanes)) {
        Lanes lanes, sums = {0};
        for (int round = 0; round < ROUNDS && text.n - i >= sizeof lanes; round++, i += sizeof lanes) {
            memcpy(&lanes, text.p + i, sizeof lanes);
            sums -= (Lanes)(lanes == '\n');
        }
        for (size_t lane = 0; lane < sizeof lanes; lane++) count += sums[lane];
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

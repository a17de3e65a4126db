/* markup.c - five characters mean something in markup; these are their names. Others may not stand in it. */
#include "report/markup.h"
#include "base/utf8.h"

/* Control characters, which no XML may have, and turns of direction, which would go on behind the text; the
 * marks that keep what is behind in its place are welcome. */
static bool is_foreign(uint32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFFFE || c == 0xFFFF;
}

static Str without_foreign(Arena *arena, Str text) {
    Buf buf = {.arena = arena};
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        if (!is_foreign(utf8_next(text, &at))) buf_add(&buf, str_sub(text, from, at - from));
    }
    return buf_str(&buf);
}

void markup_text(Buf *buf, Str text) {
    if (utf8_has_control(text)) text = without_foreign(buf->arena, text);
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case '&':
            buf_add(buf, STR("&amp;"));
            break;
        case '<':
            buf_add(buf, STR("&lt;"));
            break;
        case '>':
            buf_add(buf, STR("&gt;"));
            break;
        case '"':
            buf_add(buf, STR("&quot;"));
            break;
        case '\'':
            buf_add(buf, STR("&#39;"));
            break;
        default:
            buf_byte(buf, text.p[i]);
        }
    }
}

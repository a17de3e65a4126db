/* markup.c - five characters mean something in markup; these are their names. */
#include "report/markup.h"

void markup_text(Buf *buf, Str text) {
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

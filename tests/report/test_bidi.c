/* In which pieces a line is cut, and in which order they stand on paper. */
#include "base/utf8.h"
#include "report/bidi.h"
#include "tests/tap.h"

static Arena *arena;

/* A line as it stands on paper, its characters from left to right. */
static const struct {
    int line;
    const char *text, *paper;
} rows[] = {
    {__LINE__, "", ""},
    {__LINE__, "Société du Pont, 12 %", "Société du Pont, 12 %"},
    {__LINE__, "Ελληνική ΑΕ", "Ελληνική ΑΕ"},
    {__LINE__, "漢字 \U0001F3D7", "漢字 \U0001F3D7"},
    {__LINE__, "אבג", "גבא"},
    {__LINE__, "Société אבג SARL", "Société גבא SARL"},
    {__LINE__, "ab אב גד cd", "ab דג בא cd"},
    {__LINE__, "אב 12 גד", "דג 12 בא"},
    {__LINE__, "lot 2 : אב 34", "lot 2 : 34 בא"},
    {__LINE__, "אב, 1\u202F234,5 h", "1\u202F234,5 ,בא h"},
    {__LINE__, "אב (גד) x", ")דג( בא x"},
    /* An order to turn what follows round, among the data, is not obeyed. */
    {__LINE__, "a\u202Ebc", "a\u202Ebc"},
    {__LINE__, "א \u202Ebc", "א \u202Ebc"},
};

static Str paper_of(Str text) {
    BidiPiece *pieces;
    size_t n = bidi_pieces(arena, text, &pieces);
    if (!n) return text;
    Buf out = {.arena = arena};
    for (size_t place = 0; place < n; place++) {
        size_t i = 0;
        while (i < n && pieces[i].place != place) i++;
        if (!OK(i < n)) return text;
        Str piece = str_sub(text, pieces[i].from, pieces[i].to - pieces[i].from), turned = {0};
        for (size_t at = 0; at < piece.n;) {
            size_t from = at;
            utf8_next(piece, &at);
            turned = str_print(arena, "%.*s%.*s", STR_ARG(str_sub(piece, from, at - from)), STR_ARG(turned));
        }
        buf_add(&out, pieces[i].leftward ? turned : piece);
    }
    return buf_str(&out);
}

/* Every byte is in one piece, in the order of reading. */
static bool covers(Str text) {
    BidiPiece *pieces;
    size_t n = bidi_pieces(arena, text, &pieces), at = 0;
    for (size_t i = 0; i < n; at = pieces[i++].to)
        if (pieces[i].from != at || pieces[i].to <= at) return false;
    return !n || at == text.n;
}

static void closed(void) {
    IS(bidi_closed(arena, STR("Pont")), STR("Pont"));
    IS(bidi_closed(arena, STR("אבג")), STR("אבג\u200E"));
    Str text = str_print(arena, "%.*s · 1er mars", STR_ARG(bidi_closed(arena, STR("אבג"))));
    IS(paper_of(text), STR("גבא\u200E · 1er mars"));
}

int main(void) {
    arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = str_of(rows[i].text), paper = paper_of(text);
        OK_AT(rows[i].line, covers(text));
        if (!OK_AT(rows[i].line, str_eq(paper, str_of(rows[i].paper)))) printf("# %.*s\n", STR_ARG(paper));
    }
    closed();
    arena_free(arena);
    return tap_done();
}

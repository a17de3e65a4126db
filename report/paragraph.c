/* paragraph.c - rich text, broken into lines and painted.
 *
 * Lines are filled greedily and set to the left. A word is hyphenated only where the line would else stay
 * visibly short, and cut between any two characters only where it is wider than a whole line: text may look
 * poor then, but it never leaves its column. */
#include "report/compose.h"

#include "base/utf8.h"

#include <assert.h>

#define SHORT_LINE 0.85 /* of the width: a line that long needs no hyphen */
#define LINE_BYTES 2048 /* more than any line holds: so much text is not even measured as a whole */

/* Between two runs, in the text on its way to typeset(), which looks through control characters. */
#define RUN_MARK 0x1f

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool run_continues(const Rich *rich, Face face, Color color, const Anchor *link) {
    if (!rich->n) return false;
    const Run *last = &rich->runs[rich->n - 1];
    bool same_color = last->color.r == color.r && last->color.g == color.g && last->color.b == color.b;
    return last->face == face && same_color && last->link == link;
}

void rich_add(Composer *composer, Rich *rich, Str text, Face face, Color color, Anchor *link) {
    rich->raw.arena = composer->arena;
    if (!rich->cap) rich->runs = ARENA_ARRAY(composer->arena, Run, rich->cap = 1); /* cells have one */
    if (!run_continues(rich, face, color, link)) {
        *ARENA_PUSH(composer->arena, rich->runs, rich->n, rich->cap) =
            (Run){.face = face, .color = color, .link = link};
        rich->linked |= link != NULL;
        buf_byte(&rich->raw, RUN_MARK);
    }
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (is_blank(text.p[i])) buf_byte(&rich->raw, ' ');
        else if (c >= ' ' && c != 0x7f) buf_byte(&rich->raw, text.p[i]);
    }
}

/* One space for a run of them, across the marks too; none at either end. */
static Str squeeze(Arena *arena, Str text) {
    Buf out = {.arena = arena};
    bool blank = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == ' ' && blank) continue;
        if (c != RUN_MARK) blank = c == ' ';
        buf_byte(&out, c);
    }
    if (out.n && out.p[out.n - 1] == ' ') out.n--;
    return buf_str(&out);
}

void rich_end(Composer *composer, Rich *rich) {
    Str text = typeset(composer->arena, composer->words, squeeze(composer->arena, buf_str(&rich->raw)));
    char *out = arena_text(composer->arena, text.n);
    size_t n = 0, run = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != RUN_MARK) {
            out[n++] = text.p[i];
            continue;
        }
        if (run) rich->runs[run - 1].to = n;
        rich->runs[run++].from = n;
    }
    assert(run == rich->n);
    if (run) rich->runs[run - 1].to = n;
    rich->text = (Str){out, n};
}

Rich rich_of(Composer *composer, Str text, Style style) {
    Rich rich = {0};
    rich_add(composer, &rich, text, style.face, style.color, NULL);
    rich_end(composer, &rich);
    return rich;
}

double rich_width(Composer *composer, const Rich *rich, double size, size_t from, size_t to) {
    double width = 0;
    for (size_t i = 0; i < rich->n; i++) {
        const Run *run = &rich->runs[i];
        size_t a = run->from > from ? run->from : from, b = run->to < to ? run->to : to;
        if (a < b) width += font_width(composer->fonts, run->face, size, str_sub(rich->text, a, b - a));
    }
    return width;
}

/* `to` without the blanks before it. */
static size_t trimmed(Str text, size_t from, size_t to) {
    while (to > from && text.p[to - 1] == ' ') to--;
    return to;
}

double rich_widest_piece(Composer *composer, const Rich *rich, double size) {
    unsigned char *breaks = breaks_find(composer->arena, NULL, rich->text);
    double widest = 0;
    for (size_t from = 0, at = 1; at <= rich->text.n; at++) {
        if (at < rich->text.n && breaks[at - 1] == BREAK_NO) continue;
        double width = rich_width(composer, rich, size, from, trimmed(rich->text, from, at));
        if (width > widest) widest = width;
        from = at;
    }
    return widest;
}

typedef struct Breaker {
    Composer *composer;
    const Rich *rich;
    double size, width;
    const unsigned char *breaks;
    Line *lines;
    size_t n, cap;
    size_t from;   /* of the line being filled */
    size_t filled; /* to here it is */
    double used;   /* the width of from..filled, trailing blanks included */
} Breaker;

static double span(const Breaker *b, size_t from, size_t to) {
    return rich_width(b->composer, b->rich, b->size, from, to);
}

static void line_end(Breaker *b, size_t to, bool hyphen) {
    size_t next = to;
    if (str_ends(str_sub(b->rich->text, b->from, to - b->from), STR(LINE_SEPARATOR)))
        to -= sizeof LINE_SEPARATOR - 1;
    size_t end = trimmed(b->rich->text, b->from, to);
    double width = span(b, b->from, end);
    if (hyphen) width += font_width(b->composer->fonts, FACE_REGULAR, b->size, STR("-"));
    *ARENA_PUSH(b->composer->arena, b->lines, b->n, b->cap) = (Line){b->from, to, hyphen, width};
    b->from = b->filled = next;
    b->used = 0;
}

/* The last place in the piece filled..to where a hyphen fits on the line; 0 if there is none. */
static size_t hyphen_place(const Breaker *b, size_t to) {
    double hyphen = font_width(b->composer->fonts, FACE_REGULAR, b->size, STR("-"));
    if (to - b->filled > LINE_BYTES) to = b->filled + LINE_BYTES;
    for (size_t at = to - 1; at > b->filled; at--)
        if (b->breaks[at - 1] == BREAK_HYPHEN && b->used + span(b, b->filled, at) + hyphen <= b->width)
            return at;
    return 0;
}

/* The last place of a piece wider than a line that still fits: between any two characters, at least one. */
static size_t forced_place(const Breaker *b, size_t to) {
    size_t fits = b->from, at = b->from;
    double used = 0;
    while (at < to) {
        size_t next = at;
        utf8_next(b->rich->text, &next);
        used += span(b, at, next);
        if (used > b->width && fits > b->from) break;
        fits = at = next;
    }
    return fits;
}

/* Puts the piece filled..to on the line, or on as many lines as it needs. */
static void piece_set(Breaker *b, size_t to) {
    while (b->filled < to) {
        size_t end = trimmed(b->rich->text, b->filled, to);
        bool blank = end == b->filled, fits = blank;
        if (!blank && end - b->filled < LINE_BYTES)
            fits = b->used + span(b, b->filled, end) <= b->width + 0.001;
        if (fits) {
            b->used += span(b, b->filled, to);
            b->filled = to;
            return;
        }
        bool may = b->rich->whole_words ? b->filled == b->from : b->used < SHORT_LINE * b->width;
        size_t hyphen = may ? hyphen_place(b, end) : 0;
        if (hyphen) line_end(b, hyphen, true);
        else if (b->filled > b->from) line_end(b, b->filled, false);
        else line_end(b, forced_place(b, end), false);
    }
}

size_t rich_lines(Composer *composer, const Rich *rich, double size, double width, Line **lines) {
    Breaker b = {.composer = composer, .rich = rich, .size = size, .width = width};
    bool short_text = rich->text.n < LINE_BYTES && str_find(rich->text, STR(LINE_SEPARATOR)) == SIZE_MAX;
    double whole = short_text ? rich_width(composer, rich, size, 0, rich->text.n) : width + 1;
    if (whole <= width) {
        *lines = ARENA_NEW(composer->arena, Line);
        **lines = (Line){0, rich->text.n, false, whole};
        return 1;
    }
    b.breaks = breaks_find(composer->arena, composer->hyphenator, rich->text);
    for (size_t at = 1; at <= rich->text.n; at++) {
        unsigned char kind = at == rich->text.n ? BREAK_MUST : b.breaks[at - 1];
        if (kind == BREAK_NO || kind == BREAK_HYPHEN) continue;
        piece_set(&b, at);
        if (kind == BREAK_MUST) line_end(&b, at, false);
    }
    *lines = b.lines;
    return b.n;
}

size_t rich_lines_cut(Composer *composer, Rich *rich, double size, double width, size_t most, Line **lines) {
    size_t n = rich_lines(composer, rich, size, width, lines);
    if (n <= most) return n;
    Line last = (*lines)[most - 1];
    Run *run = rich->runs;
    while (run->to < last.to) run++;
    Style style = {.size = size, .face = run->face, .color = run->color};
    Str kept = str_sub(rich->text, 0, last.from), tail = str_sub(rich->text, last.from, SIZE_MAX);
    tail = text_cut(composer, style, str_sub(tail, 0, str_find(tail, STR(LINE_SEPARATOR))), width);
    rich->text = str_print(composer->arena, "%.*s%.*s", STR_ARG(kept), STR_ARG(tail));
    run->to = rich->text.n;
    rich->n = (size_t)(run - rich->runs) + 1;
    double cut = rich_width(composer, rich, size, last.from, rich->text.n);
    (*lines)[most - 1] = (Line){last.from, rich->text.n, false, cut};
    return most;
}

Str text_cut(Composer *composer, Style style, Str text, double width) {
    if (font_width(composer->fonts, style.face, style.size, text) <= width) return text;
    double used = font_width(composer->fonts, style.face, style.size, STR("…"));
    size_t fits = 0;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        utf8_next(text, &at);
        used += font_width(composer->fonts, style.face, style.size, str_sub(text, from, at - from));
        if (used > width) break;
        fits = at;
    }
    return str_print(composer->arena, "%.*s…", STR_ARG(str_sub(text, 0, trimmed(text, 0, fits))));
}

double text_paint(Composer *composer, Strip *strip, Element *element, Style style, double x, double baseline,
                  Str text) {
    Item *item = strip_item(composer->arena, strip, ITEM_TEXT, element);
    item->x = x, item->y = baseline;
    item->size = style.size, item->face = style.face, item->color = style.color;
    item->text = text;
    return item->width = font_width(composer->fonts, style.face, style.size, text);
}

/* A link's own element, and the place on the page that answers to it. */
static void link_paint(Composer *composer, Strip *strip, const Run *run, double x, double baseline,
                       double size, double width) {
    Mark *mark = strip_mark(composer->arena, strip);
    mark->anchor = run->link;
    mark->item = (Item){.kind = ITEM_LINK,
                        .element = run->element,
                        .x = x,
                        .y = baseline - size,
                        .width = width,
                        .height = 1.3 * size};
}

/* In a text with links every run has an element of its own, so that the tree keeps the reading order. */
static Element *run_element(Composer *composer, const Rich *rich, Run *run, Element *element) {
    if (!rich->linked || !element) return element;
    if (run->element) return run->element;
    run->element = element_new(composer->pages, element, run->link ? ELEMENT_LINK : ELEMENT_SPAN);
    Str text = str_sub(rich->text, run->from, run->to - run->from);
    if (run->link)
        run->element->alt = run->link->title.n ? run->link->title : str_copy(composer->pages->arena, text);
    return run->element;
}

void line_paint(Composer *composer, Strip *strip, Rich *rich, const Line *line, double x, double baseline,
                double size, Element *element) {
    for (size_t i = 0; i < rich->n; i++) {
        Run *run = &rich->runs[i];
        size_t from = run->from > line->from ? run->from : line->from;
        size_t to = run->to < line->to ? run->to : line->to;
        if (from >= to) continue;
        Str text = str_sub(rich->text, from, to - from);
        if (line->hyphen && to == line->to) text = str_print(composer->arena, "%.*s\u00AD", STR_ARG(text));
        Element *own = run_element(composer, rich, run, element);
        double width =
            text_paint(composer, strip, own, (Style){.size = size, .face = run->face, .color = run->color}, x,
                       baseline, text);
        if (run->link && own) link_paint(composer, strip, run, x, baseline, size, width);
        x += width;
    }
}

void paragraph(Composer *composer, Strips *strips, Rich *rich, Style style, double width, Element *element,
               double before, double after) {
    Line *lines;
    size_t n = rich_lines(composer, rich, style.size, width, &lines);
    for (size_t i = 0; i < n; i++) {
        Strip *strip = strip_add(composer->arena, strips, style.leading);
        line_paint(composer, strip, rich, &lines[i], 0, style_baseline(style), style.size, element);
        if (i == 0) strip->before = before;
        if (i + 1 == n) strip->after = after;
        strip->keep = i + 1 < n && (i == 0 || i + 2 == n);
    }
}

/* pages_html.c - the structure tree with the words and shapes of the pages put back into it.
 *
 * First every item is given to its element, in the order of painting; then the tree is written once. Lines
 * that a column broke are joined again: a word that was cut by a hyphen is whole, and two texts that do not
 * touch have a space between them. A link says where it leads, for its page has no number here. */
#include "report/pages_html.h"
#include "report/markup.h"
#include "report/pages_style.h"
#include "report/pages_svg.h"

#include <math.h>

#define SOFT_HYPHEN "\u00AD"
#define SCREEN 1.4 /* pixels of a drawing for each of its points */
#define LEAD 11.0  /* points: a paragraph in this size or more is a finding, */
#define KEY 18.0   /* a figure that stands by itself, */
#define SMALL 9.0  /* or, below this, a note */

enum { COLUMNS = 64 }; /* of a table, whose figures may be told from words */

/* One item of an element. */
typedef struct Piece Piece;
struct Piece {
    const Item *item;
    size_t order; /* of painting, from 1 */
    Piece *next;
};

/* What an element holds by itself, and when it begins. */
typedef struct Held {
    Piece *first, *last;
    size_t order;         /* of the first piece here or below; 0: there is none */
    const Element *leads; /* LINK: to where; NULL: nowhere */
    bool target;          /* of a link */
} Held;

typedef struct Writer {
    const Pages *pages;
    Buf *out;
    Held *held;         /* by Element.number */
    const Item *before; /* the latest text of the paragraph or cell */
    unsigned deeper;    /* levels between a heading of the pages and one of HTML */
    const Element *title;
    bool numeric[COLUMNS]; /* columns of the table that is being written */
    size_t column;
} Writer;

static void put(Writer *w, const char *markup) {
    buf_add(w->out, str_of(markup));
}

static Held *held_of(const Writer *w, const Element *element) {
    return &w->held[element->number];
}

static void take_item(Writer *w, const Item *item, size_t order) {
    Held *held = held_of(w, item->element);
    if (item->kind == ITEM_LINK) {
        held->leads = item->target;
        if (item->target) held_of(w, item->target)->target = true;
        return;
    }
    Piece *piece = ARENA_NEW(w->pages->arena, Piece);
    *piece = (Piece){.item = item, .order = order};
    if (held->last) held->last->next = piece;
    else held->first = piece;
    held->last = piece;
    for (const Element *at = item->element; at && !held_of(w, at)->order; at = at->parent)
        held_of(w, at)->order = order;
}

static void take_items(Writer *w) {
    size_t order = 0;
    for (size_t page = 0; page < w->pages->n; page++)
        for (size_t i = 0; i < w->pages->at[page].n; i++) {
            const Item *item = &w->pages->at[page].items[i];
            if (item->element) take_item(w, item, ++order);
        }
}

/* Whether a text goes on where the one before ended. */
static bool touches(const Item *before, const Item *item) {
    if (str_ends(before->text, STR(" ")) || str_starts(item->text, STR(" "))) return true;
    if (str_ends(before->text, STR("-")) || str_ends(before->text, STR(SOFT_HYPHEN))) return true;
    return before->y == item->y && fabs(item->x - before->x - before->width) < item->size / 10;
}

static void put_words(Writer *w, const Item *item, bool strong) {
    if (item->kind != ITEM_TEXT || !item->text.n) return;
    Str text = item->text;
    if (w->before && !touches(w->before, item)) put(w, " ");
    w->before = item;
    if (str_ends(text, STR(SOFT_HYPHEN))) text.n -= sizeof SOFT_HYPHEN - 1;
    if (strong) put(w, "<b>");
    markup_text(w->out, text);
    if (strong) put(w, "</b>");
}

static bool is_bold_by_itself(ElementKind kind) {
    return kind != ELEMENT_P && kind != ELEMENT_SPAN && kind != ELEMENT_LBODY;
}

static void put_pieces(Writer *w, const Element *element, const Piece **piece, size_t until) {
    for (; *piece && (*piece)->order < until; *piece = (*piece)->next) {
        const Item *item = (*piece)->item;
        put_words(w, item, item->face == FACE_BOLD && !is_bold_by_itself(element->kind));
    }
}

static void put_element(Writer *w, const Element *element);

/* An element's own words and its children, each where it was painted. */
static void put_inside(Writer *w, const Element *element) {
    const Piece *piece = held_of(w, element)->first;
    for (const Element *child = element->first; child; child = child->next) {
        size_t order = held_of(w, child)->order;
        if (!order) continue;
        put_pieces(w, element, &piece, order);
        put_element(w, child);
    }
    put_pieces(w, element, &piece, SIZE_MAX);
}

static void put_attribute(Writer *w, const char *name, Str value) {
    buf_print(w->out, " %s=\"", name);
    markup_text(w->out, value);
    put(w, "\"");
}

static void open_tag(Writer *w, const char *tag, const Element *element) {
    buf_print(w->out, "<%s", tag);
    if (held_of(w, element)->target) buf_print(w->out, " id=\"e%zu\"", element->number);
}

static void put_block(Writer *w, const char *tag, const char *class, const Element *element) {
    open_tag(w, tag, element);
    if (class) put_attribute(w, "class", str_of(class));
    put(w, ">");
    w->before = NULL;
    put_inside(w, element);
    buf_print(w->out, "</%s>\n", tag);
}

/* How a paragraph looks, by the size of its first words. */
static const char *paragraph_class(const Writer *w, const Element *element) {
    const Piece *piece = held_of(w, element)->first;
    for (const Element *child = element->first; child && !piece; child = child->next)
        piece = held_of(w, child)->first;
    if (!piece) return NULL;
    double size = piece->item->size;
    return size >= KEY ? "key" : size >= LEAD ? "lead" : size < SMALL ? "small" : NULL;
}

static void put_heading(Writer *w, const Element *element) {
    unsigned level = (unsigned)(element->kind - ELEMENT_H1) + 1;
    if (element != w->title) level += w->deeper;
    char tag[3] = {'h', (char)('0' + level), 0};
    put_block(w, tag, NULL, element);
}

/* Words that the tree explains: a hidden cell. */
static void put_span(Writer *w, const Element *element) {
    if (element->alt.n) {
        put(w, "<abbr");
        put_attribute(w, "title", element->alt);
        put(w, ">");
    }
    put_inside(w, element);
    if (element->alt.n) put(w, "</abbr>");
}

static void put_link(Writer *w, const Element *element) {
    const Held *held = held_of(w, element);
    const Piece *first = held->first;
    if (first && w->before && !touches(w->before, first->item)) put(w, " ");
    if (held->leads) buf_print(w->out, "<a href=\"#e%zu\">", held->leads->number);
    markup_text(w->out, element->alt);
    if (held->leads) put(w, "</a>");
    if (held->last) w->before = held->last->item;
}

static void put_figure(Writer *w, const Element *element) {
    const double *box = element->box;
    open_tag(w, "figure", element);
    put(w, ">\n<svg role=\"img\"");
    put_attribute(w, "aria-label", element->alt);
    buf_print(w->out, " viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">", ceil(box[2]),
              ceil(box[3]), SCREEN * ceil(box[2]), SCREEN * ceil(box[3]));
    for (const Piece *piece = held_of(w, element)->first; piece; piece = piece->next)
        svg_shape(w->out, piece->item, piece->item->x - box[0], piece->item->y - box[1]);
    put(w, "</svg>\n</figure>\n");
}

/* What a cell starts with tells figures from words: a digit, a sign, or what stands for a hidden or missing
 * one. */
static bool is_figure(const Writer *w, const Element *cell) {
    const Held *held = held_of(w, cell);
    if (!held->order || (cell->first && cell->first->alt.n)) return true;
    if (!held->first) return false;
    Str text = held->first->item->text;
    return str_starts(text, STR("\u2212")) || str_starts(text, STR("–")) ||
           (text.p[0] >= '0' && text.p[0] <= '9');
}

static void find_numeric(Writer *w, const Element *table) {
    for (size_t c = 0; c < COLUMNS; c++) w->numeric[c] = true;
    for (const Element *part = table->first; part; part = part->next) {
        if (part->kind != ELEMENT_TBODY) continue;
        for (const Element *row = part->first; row; row = row->next) {
            size_t c = 0;
            for (const Element *cell = row->first; cell && c < COLUMNS; cell = cell->next, c++)
                w->numeric[c] &= cell->kind == ELEMENT_TD && is_figure(w, cell);
        }
    }
}

static void put_cell(Writer *w, const Element *element) {
    const char *tag = element->kind == ELEMENT_TH ? "th" : "td";
    open_tag(w, tag, element);
    if (element->scope) put(w, element->scope == SCOPE_ROW ? " scope=\"row\"" : " scope=\"col\"");
    if (element->column_span > 1) buf_print(w->out, " colspan=\"%u\"", element->column_span);
    if (w->column < COLUMNS && w->numeric[w->column]) put(w, " class=\"n\"");
    w->column += element->column_span > 1 ? element->column_span : 1;
    put(w, ">");
    w->before = NULL;
    put_inside(w, element);
    buf_print(w->out, "</%s>\n", tag);
}

static void put_row(Writer *w, const Element *element) {
    w->column = 0;
    put(w, "<tr>\n");
    for (const Element *cell = element->first; cell; cell = cell->next) put_cell(w, cell);
    put(w, "</tr>\n");
}

/* HTML wants the caption first. */
static void put_table(Writer *w, const Element *element) {
    find_numeric(w, element);
    put(w, "<div class=\"frame\" tabindex=\"0\">\n");
    open_tag(w, "table", element);
    put(w, ">\n");
    for (const Element *part = element->first; part; part = part->next)
        if (part->kind == ELEMENT_CAPTION) put_block(w, "caption", NULL, part);
    for (const Element *part = element->first; part; part = part->next)
        if (part->kind != ELEMENT_CAPTION) put_element(w, part);
    put(w, "</table>\n</div>\n");
}

/* A contents list inside of one belongs to the entry before it. */
static void put_contents(Writer *w, const Element *element) {
    put(w, "<ol>\n");
    for (const Element *entry = element->first; entry; entry = entry->next) {
        w->before = NULL;
        put(w, "<li>");
        put_inside(w, entry);
        if (entry->next && entry->next->kind == ELEMENT_TOC) put_contents(w, entry = entry->next);
        put(w, "</li>\n");
    }
    put(w, "</ol>\n");
}

static void put_toc(Writer *w, const Element *element) {
    put(w, "<nav>\n");
    put_contents(w, element);
    put(w, "</nav>\n");
}

static void put_paragraph(Writer *w, const Element *element) {
    put_block(w, "p", paragraph_class(w, element), element);
}

static void put_list_body(Writer *w, const Element *element) {
    w->before = NULL;
    put_inside(w, element);
}

static void put_nothing(Writer *w, const Element *element) {
    (void)w, (void)element;
}

/* How each kind is written: by its tag, or by a function that knows more. */
static const struct {
    const char *tag;
    void (*put)(Writer *w, const Element *element);
} kinds[] = {
    [ELEMENT_DOCUMENT] = {NULL, put_inside},
    [ELEMENT_SECT] = {"section", NULL},
    [ELEMENT_H1] = {NULL, put_heading},
    [ELEMENT_H2] = {NULL, put_heading},
    [ELEMENT_H3] = {NULL, put_heading},
    [ELEMENT_P] = {NULL, put_paragraph},
    [ELEMENT_SPAN] = {NULL, put_span},
    [ELEMENT_L] = {"ul", NULL},
    [ELEMENT_LI] = {"li", NULL},
    [ELEMENT_LBL] = {NULL, put_nothing}, /* the browser draws its own bullets */
    [ELEMENT_LBODY] = {NULL, put_list_body},
    [ELEMENT_TABLE] = {NULL, put_table},
    [ELEMENT_CAPTION] = {"caption", NULL},
    [ELEMENT_THEAD] = {"thead", NULL},
    [ELEMENT_TBODY] = {"tbody", NULL},
    [ELEMENT_TFOOT] = {"tfoot", NULL},
    [ELEMENT_TR] = {NULL, put_row},
    [ELEMENT_TH] = {NULL, put_cell},
    [ELEMENT_TD] = {NULL, put_cell},
    [ELEMENT_FIGURE] = {NULL, put_figure},
    [ELEMENT_TOC] = {NULL, put_toc},
    [ELEMENT_TOCI] = {NULL, put_inside},
    [ELEMENT_REFERENCE] = {NULL, put_inside},
    [ELEMENT_LINK] = {NULL, put_link},
    [ELEMENT_NOTE] = {NULL, put_paragraph},
};

static void put_element(Writer *w, const Element *element) {
    if (kinds[element->kind].tag) put_block(w, kinds[element->kind].tag, NULL, element);
    else kinds[element->kind].put(w, element);
}

/* The first heading; with a cover it is the page's title, and the chapters' stand one level below. */
static const Element *first_heading(const Element *element) {
    if (element->kind == ELEMENT_H1) return element;
    const Element *found = NULL;
    for (const Element *child = element->first; child && !found; child = child->next)
        found = first_heading(child);
    return found;
}

static bool has_below(const Element *element, ElementKind kind) {
    bool has = element->kind == kind;
    for (const Element *child = element->first; child && !has; child = child->next)
        has = has_below(child, kind);
    return has;
}

static void find_title(Writer *w) {
    w->title = first_heading(w->pages->root);
    const Element *part = w->title ? w->title->parent : NULL;
    w->deeper = part && part->next && !has_below(part, ELEMENT_H2);
}

Str pages_html(Arena *arena, const Pages *pages) {
    Buf out = {.arena = arena};
    Writer w = {.pages = pages, .out = &out, .held = ARENA_ARRAY(arena, Held, pages->element_count + 1)};
    take_items(&w);
    find_title(&w);
    put(&w, "<!DOCTYPE html>\n<html");
    put_attribute(&w, "lang", pages->language);
    put(&w, ">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; img-src data:\">\n<title>");
    markup_text(&out, pages->title);
    buf_print(&out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", pages_style);
    svg_hatches(&out, pages);
    put(&w, "<main>\n");
    put_element(&w, pages->root);
    put(&w, "</main>\n</body>\n</html>\n");
    return buf_str(&out);
}

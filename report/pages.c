/* pages.c - building the display list, and printing it as text.
 *
 * The dump is what golden tests read: first the document's metadata and structure tree, then page by page
 * what is painted, in order, under the element that it belongs to. Lengths have two decimals, and spaces
 * that look alike on paper are told apart. Nothing is checked here: what stands outside a page or a
 * paragraph without words is for layout.c to avoid. */
#include "report/pages.h"
#include "base/utf8.h"
#include <assert.h>

Pages *pages_new(Arena *arena) {
    Pages *pages = ARENA_NEW(arena, Pages);
    pages->arena = arena;
    pages->root = element_new(pages, NULL, ELEMENT_DOCUMENT);
    return pages;
}

enum { FURNITURE = 6 }; /* room for what is painted on every page at last */

/* The new page takes over the memory in which the last one grew. */
Page *pages_add(Pages *pages) {
    Page grown = {0};
    if (pages->n) {
        Page *last = &pages->at[pages->n - 1];
        grown = (Page){.items = last->items, .cap = last->cap};
        last->cap = last->n + FURNITURE;
        last->items = ARENA_ARRAY(pages->arena, Item, last->cap);
        if (last->n) memcpy(last->items, grown.items, last->n * sizeof(Item));
    }
    Page *page = ARENA_PUSH(pages->arena, pages->at, pages->n, pages->cap);
    *page = grown;
    return page;
}

Element *element_new(Pages *pages, Element *parent, ElementKind kind) {
    Element *element = ARENA_NEW(pages->arena, Element);
    element->kind = kind;
    element->parent = parent;
    element->number = ++pages->element_count;
    if (kind == ELEMENT_FIGURE) element->box = ARENA_ARRAY(pages->arena, double, 4);
    if (!parent) return element;
    if (parent->last) parent->last->next = element;
    else parent->first = element;
    parent->last = element;
    return element;
}

const char *element_name(ElementKind kind) {
    static const char *const names[] = {
        [ELEMENT_DOCUMENT] = "Document",
        [ELEMENT_SECT] = "Sect",
        [ELEMENT_H1] = "H1",
        [ELEMENT_H2] = "H2",
        [ELEMENT_H3] = "H3",
        [ELEMENT_P] = "P",
        [ELEMENT_SPAN] = "Span",
        [ELEMENT_L] = "L",
        [ELEMENT_LI] = "LI",
        [ELEMENT_LBL] = "Lbl",
        [ELEMENT_LBODY] = "LBody",
        [ELEMENT_TABLE] = "Table",
        [ELEMENT_CAPTION] = "Caption",
        [ELEMENT_THEAD] = "THead",
        [ELEMENT_TBODY] = "TBody",
        [ELEMENT_TFOOT] = "TFoot",
        [ELEMENT_TR] = "TR",
        [ELEMENT_TH] = "TH",
        [ELEMENT_TD] = "TD",
        [ELEMENT_FIGURE] = "Figure",
        [ELEMENT_TOC] = "TOC",
        [ELEMENT_TOCI] = "TOCI",
        [ELEMENT_REFERENCE] = "Reference",
        [ELEMENT_LINK] = "Link",
        [ELEMENT_NOTE] = "Note",
    };
    assert((size_t)kind < sizeof names / sizeof *names);
    return names[kind];
}

Item *page_item(Pages *pages, Page *page, ItemKind kind, Element *element) {
    Item *item = ARENA_PUSH(pages->arena, page->items, page->n, page->cap);
    *item = (Item){.kind = kind, .element = element};
    return item;
}

Item *page_copy(Pages *pages, Page *page, const Item *item) {
    Item *copy = page_item(pages, page, item->kind, item->element);
    *copy = *item;
    if (item->kind == ITEM_TEXT) copy->text = str_copy(pages->arena, item->text);
    return copy;
}

void pages_outline(Pages *pages, Str title, unsigned level, size_t page, double y) {
    *ARENA_PUSH(pages->arena, pages->outlines, pages->outline_count, pages->outline_cap) =
        (Outline){.title = title, .level = level, .page = page, .y = y};
}

void pages_attach(Pages *pages, Attachment attachment) {
    *ARENA_PUSH(pages->arena, pages->attachments, pages->attachment_count, pages->attachment_cap) =
        attachment;
}

/* A text in quotes; controls, and the spaces and hyphens that do not break, as \u and their number. */
static void dump_text(Buf *buf, Str text) {
    buf_byte(buf, '"');
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '"' || c == '\\') buf_byte(buf, '\\');
        if (c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
            c == 0x2011 || (c >= 0x2028 && c <= 0x202F) || (c >= 0x2060 && c <= 0x206F))
            buf_print(buf, "\\u%04X", (unsigned)c);
        else buf_add(buf, str_sub(text, from, at - from));
    }
    buf_byte(buf, '"');
}

/* A length with two decimals; what rounds to zero has no sign. */
static void dump_length(Buf *buf, double length) {
    buf_print(buf, " %.2f", length > -0.005 && length < 0.005 ? 0.0 : length);
}

static void dump_color(Buf *buf, Color color) {
    buf_print(buf, " #%02x%02x%02x", (unsigned)color.r, (unsigned)color.g, (unsigned)color.b);
}

static void dump_path(Buf *buf, const Element *element) {
    if (element->parent) {
        dump_path(buf, element->parent);
        buf_byte(buf, '/');
    }
    buf_add(buf, str_of(element_name(element->kind)));
}

static void dump_element(Buf *buf, const Element *element, size_t depth) {
    for (size_t i = 0; i < depth; i++) buf_add(buf, STR("  "));
    buf_print(buf, "%s %zu", element_name(element->kind), element->number);
    if (element->scope == SCOPE_COLUMN) buf_add(buf, STR(" scope column"));
    if (element->scope == SCOPE_ROW) buf_add(buf, STR(" scope row"));
    if (element->column_span > 1) buf_print(buf, " span %u", element->column_span);
    if (element->kind == ELEMENT_FIGURE) {
        buf_add(buf, STR(" box"));
        for (size_t i = 0; i < 4; i++) dump_length(buf, element->box[i]);
    }
    if (element->alt.n) {
        buf_add(buf, STR(" alt "));
        dump_text(buf, element->alt);
    }
    buf_byte(buf, '\n');
}

/* In reading order. The tree is as deep as a template's sections, never as an input's. */
static void dump_tree(Buf *buf, const Element *element, size_t depth) {
    dump_element(buf, element, depth);
    for (const Element *child = element->first; child; child = child->next) dump_tree(buf, child, depth + 1);
}

static void dump_item(Buf *buf, const Item *item) {
    static const char *const names[] = {
        [ITEM_TEXT] = "text",   [ITEM_LINE] = "line",   [ITEM_BOX] = "box",
        [ITEM_HATCH] = "hatch", [ITEM_IMAGE] = "image", [ITEM_LINK] = "link",
    };
    buf_print(buf, "    %s", names[item->kind]);
    dump_length(buf, item->x);
    dump_length(buf, item->y);
    if (item->kind != ITEM_TEXT) {
        dump_length(buf, item->width);
        dump_length(buf, item->height);
    }
    if (item->kind == ITEM_LINK) {
        buf_print(buf, " to page %zu", item->target_page + 1);
        dump_length(buf, item->target_y);
    } else if (item->kind == ITEM_IMAGE) {
        buf_print(buf, " of %u by %u pixels", (unsigned)item->image->width, (unsigned)item->image->height);
    } else {
        if (item->kind == ITEM_TEXT || item->kind == ITEM_LINE) dump_length(buf, item->size);
        dump_color(buf, item->color);
    }
    if (item->kind == ITEM_TEXT) {
        buf_add(buf, item->face == FACE_BOLD ? STR(" bold ") : STR(" "));
        dump_text(buf, item->text);
    }
    buf_byte(buf, '\n');
}

/* Where the items that follow belong. */
static void dump_owner(Buf *buf, const Item *item) {
    static const char *const artifacts[] = {
        [ARTIFACT_LAYOUT] = "layout",
        [ARTIFACT_HEADER] = "header",
        [ARTIFACT_FOOTER] = "footer",
        [ARTIFACT_REPEATED_HEAD] = "repeated head",
    };
    buf_add(buf, STR("  "));
    if (item->element) {
        dump_path(buf, item->element);
        buf_print(buf, " %zu\n", item->element->number);
    } else {
        buf_print(buf, "artifact: %s\n", artifacts[item->artifact]);
    }
}

bool same_owner(const Item *a, const Item *b) {
    return a->element == b->element && (a->element || a->artifact == b->artifact);
}

static void dump_page(Buf *buf, const Page *page, size_t number) {
    buf_print(buf, "page %zu\n", number);
    for (size_t i = 0; i < page->n; i++) {
        if (i == 0 || !same_owner(&page->items[i - 1], &page->items[i])) dump_owner(buf, &page->items[i]);
        dump_item(buf, &page->items[i]);
    }
}

static void dump_named(Buf *buf, const char *name, Str value) {
    if (!value.n) return;
    buf_print(buf, "%s ", name);
    dump_text(buf, value);
    buf_byte(buf, '\n');
}

Str pages_dump(Arena *arena, const Pages *pages) {
    Buf buf = {.arena = arena};
    dump_named(&buf, "title", pages->title);
    dump_named(&buf, "author", pages->author);
    dump_named(&buf, "subject", pages->subject);
    dump_named(&buf, "language", pages->language);
    for (size_t i = 0; i < pages->attachment_count; i++)
        dump_named(&buf, "attachment", pages->attachments[i].name);
    buf_add(&buf, STR("tree\n"));
    dump_tree(&buf, pages->root, 1);
    for (size_t i = 0; i < pages->n; i++) dump_page(&buf, &pages->at[i], i + 1);
    for (size_t i = 0; i < pages->outline_count; i++) {
        const Outline *outline = &pages->outlines[i];
        buf_print(&buf, "outline %u page %zu", outline->level, outline->page + 1);
        dump_length(&buf, outline->y);
        buf_byte(&buf, ' ');
        dump_text(&buf, outline->title);
        buf_byte(&buf, '\n');
    }
    return buf_str(&buf);
}

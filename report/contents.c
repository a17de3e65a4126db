/* contents.c - the table of contents: every chapter and section, its page, and a link over the whole line. */
#include "report/compose.h"

#define INDENT 16.0
#define NUMBER_ROOM 26.0 /* for the page's number at the right end */

static Str entry_text(Composer *composer, const Anchor *anchor) {
    if (!anchor->number.n) return anchor->title;
    return str_print(composer->pages->arena, "%.*s." NO_BREAK_SPACE "%.*s", STR_ARG(anchor->number),
                     STR_ARG(anchor->title));
}

static void page_number(Composer *composer, Strip *strip, Anchor *anchor, Element *link, Style style) {
    Mark *mark = strip_mark(composer->arena, strip);
    mark->kind = MARK_PAGE_NUMBER;
    mark->anchor = anchor;
    mark->item = (Item){.kind = ITEM_TEXT,
                        .element = link,
                        .x = column_width(composer->theme),
                        .y = style_baseline(style),
                        .size = style.size,
                        .face = style.face,
                        .color = style.color};
}

static void entry_compose(Composer *composer, Strips *strips, Anchor *anchor, Element *toc) {
    Arena *arena = composer->arena;
    Pages *pages = composer->pages;
    Style style = style_of(composer, STYLE_BODY);
    bool chapter = anchor->level == 1;
    if (chapter) style.face = FACE_BOLD, style.color = color_of(composer, ROLE_TITLE);
    double x = chapter ? 0 : INDENT;
    Element *item = element_new(pages, toc, ELEMENT_TOCI);
    Element *link = element_new(pages, element_new(pages, item, ELEMENT_REFERENCE), ELEMENT_LINK);
    link->alt = entry_text(composer, anchor);
    Strip *strip = strip_add(arena, strips, style.leading);
    strip->before = chapter ? 9 : 2;
    Str text = text_cut(composer, style, link->alt, column_width(composer->theme) - x - NUMBER_ROOM);
    double width = text_paint(composer, strip, link, style, x, style_baseline(style), text);
    strip_line(arena, strip, NULL, x + width + 6, style_baseline(style),
               column_width(composer->theme) - NUMBER_ROOM - x - width, 0, RULE_HAIR,
               color_of(composer, ROLE_RULE));
    page_number(composer, strip, anchor, link, style);
    Mark *mark = strip_mark(arena, strip);
    mark->anchor = anchor;
    mark->item = (Item){
        .kind = ITEM_LINK, .element = link, .width = column_width(composer->theme), .height = strip->height};
}

void contents_compose(Composer *composer, Strips *strips, Element *parent) {
    Element *toc = element_new(composer->pages, parent, ELEMENT_TOC), *inner = NULL;
    for (size_t i = 0; i < composer->numbering->n; i++) {
        Anchor *anchor = &composer->numbering->at[i]->anchor;
        if (anchor->level == 1) inner = NULL;
        if (anchor->level == 2 && !inner) inner = element_new(composer->pages, toc, ELEMENT_TOC);
        if (anchor->level) entry_compose(composer, strips, anchor, anchor->level == 1 ? toc : inner);
    }
}

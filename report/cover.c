/* cover.c - the first page: what this is, over which period, by whom. It has no header and no number. */
#include "report/compose.h"

#include <math.h>

#define BAND 9.0
#define LOGO_TOP 50.0
#define TITLE_TOP 210.0
#define PARTIES_TOP (PAGE_HEIGHT - 108.0)
#define TITLE_MOST 440.0

static double title_width(const Composer *composer) {
    return fmin(TITLE_MOST, column_width(composer->theme));
}

/* The title in the largest size in which it stays short; a title that is long even then is cut. */
static void title_set(Composer *composer, Strips *strips, const XmlNode *node, Element *parent) {
    static const struct {
        double size;
        size_t lines;
    } sizes[] = {{36, 3}, {26, 5}, {18, 8}};
    Element *element = element_new(composer->pages, parent, ELEMENT_H1);
    for (size_t i = 0; i < 3; i++) {
        Style style = style_of(composer, STYLE_COVER);
        style.size = sizes[i].size;
        style.leading = 1.1 * style.size;
        Rich rich = inline_rich(composer, node, style);
        rich.whole_words = true;
        Line *lines;
        size_t n = rich_lines(composer, &rich, style.size, title_width(composer), &lines);
        if (i < 2 && n > sizes[i].lines) continue;
        n = rich_lines_cut(composer, &rich, style.size, title_width(composer), sizes[i].lines, &lines);
        for (size_t l = 0; l < n; l++) {
            Strip *strip = strip_add(composer->arena, strips, style.leading);
            line_paint(composer, strip, &rich, &lines[l], 0, style_baseline(style), style.size, element);
            if (l == 0) strip->before = 12;
        }
        strips->last->after = 14;
        return;
    }
}

/* A text of the cover, cut after `most` lines. */
static void lines_set(Composer *composer, Strips *strips, const XmlNode *node, Style style, double width,
                      size_t most, Element *parent) {
    Rich rich = inline_rich(composer, node, style);
    if (!rich.text.n) return;
    rich.whole_words = true;
    Line *lines;
    size_t n = rich_lines_cut(composer, &rich, style.size, width, most, &lines);
    Element *element = element_new(composer->pages, parent, ELEMENT_P);
    for (size_t i = 0; i < n; i++)
        line_paint(composer, strip_add(composer->arena, strips, style.leading), &rich, &lines[i], 0,
                   style_baseline(style), style.size, element);
}

/* Who takes part, side by side below a rule. */
static void parties_set(Composer *composer, Strip *page, const XmlNode *cover, Element *parent) {
    size_t n = 0, i = 0;
    for (const XmlNode *child = cover->first; child; child = child->next)
        n += str_is(child->name, "party") && node_shows(composer->figures, child);
    if (!n) return;
    double width = (column_width(composer->theme) - COLUMN_GAP * (double)(n - 1)) / (double)n;
    strip_line(composer->arena, page, NULL, 0, PARTIES_TOP, column_width(composer->theme), 0, RULE_STRONG,
               color_of(composer, ROLE_TITLE));
    for (const XmlNode *child = cover->first; child; child = child->next) {
        if (!str_is(child->name, "party") || !node_shows(composer->figures, child)) continue;
        Strips party = {0};
        Style bold = style_of(composer, STYLE_BODY), role = style_of(composer, STYLE_ALERT);
        bold.face = FACE_BOLD;
        bold.leading = 13.5;
        role.color = color_of(composer, ROLE_MUTED);
        for (const XmlNode *part = child->first; part; part = part->next) {
            if (str_is(part->name, "who")) lines_set(composer, &party, part, bold, width, 3, parent);
            if (str_is(part->name, "role")) lines_set(composer, &party, part, role, width, 2, parent);
        }
        strip_take(composer->arena, page, &party, (width + COLUMN_GAP) * (double)i++, PARTIES_TOP + 10);
    }
}

/* Above the title; its place on the page is known here, so its element has its box at once. */
static void logo_set(Composer *composer, Strip *page, Element *parent) {
    const Logo *logo = &composer->template->cover_logo;
    if (!logo->image) return;
    Element *figure = element_new(composer->pages, parent, ELEMENT_FIGURE);
    figure->alt = typeset(composer->pages->arena, composer->words, logo->alt);
    double box[] = {composer->theme->margin, LOGO_TOP, logo->width, logo->height};
    for (size_t i = 0; i < 4; i++) figure->box[i] = box[i];
    Item *item = strip_item(composer->arena, page, ITEM_IMAGE, figure);
    item->image = logo->image;
    item->y = LOGO_TOP, item->width = logo->width, item->height = logo->height;
}

void cover_compose(Composer *composer, const XmlNode *node) {
    Arena *arena = composer->arena;
    Element *sect = element_new(composer->pages, composer->pages->root, ELEMENT_SECT);
    Strip page = {0};
    strip_box(arena, &page, NULL, -composer->theme->margin, 0, PAGE_WIDTH, BAND,
              color_of(composer, ROLE_TITLE));
    logo_set(composer, &page, sect);
    Strips strips = {0};
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (str_is(child->name, "overline"))
            lines_set(composer, &strips, child, style_of(composer, STYLE_OVERLINE),
                      column_width(composer->theme), 2, sect);
        if (str_is(child->name, "title")) title_set(composer, &strips, child, sect);
        if (str_is(child->name, "subtitle"))
            lines_set(composer, &strips, child, style_of(composer, STYLE_SUBTITLE), title_width(composer), 4,
                      sect);
    }
    strip_take(arena, &page, &strips, 0, TITLE_TOP);
    parties_set(composer, &page, node, sect);
    size_t first = composer->pages->n;
    pages_add(composer->pages);
    for (size_t i = 0; i < page.n; i++) {
        Item *item = page_copy(composer->pages, &composer->pages->at[first], &page.marks[i].item);
        item->x += composer->theme->margin;
    }
}

/* layout.c - a template and figures become pages.
 *
 * The journey: numbering (what is shown), cover, blocks to strips, strips to pages, then what every
 * page repeats. Everything is composed at its final size before it is placed, so the table of contents needs
 * no second layout: its page numbers are filled in when all is placed. A block is placed as soon as nothing
 * that follows can move it, and its memory used again: a long review takes no more of it than its longest
 * table. */
#include "report/compose.h"

#include "base/utf8.h"

#define DICTIONARIES "/usr/share/hyphen/" /* packages hyphen-fr, hyphen-en-gb, ... */

#define FOLLOW_ROOM 140.0  /* a chapter starts on the page of the one before if this much is left */
#define COLUMNS_MOST 480.0 /* the height of two sides that stand beside each other */
#define WORDS_MOST 200.0   /* a section of words that is not higher stays on one page */

static void blocks_compose(Composer *composer, Strips *strips, const XmlNode *node, double width,
                           Element *parent, unsigned level);

static double page_height(const Composer *composer) {
    return page_bottom(composer->theme) - composer->theme->top;
}

/* "page 9", a link at the right end of a heading's line. */
static void heading_see(Composer *composer, Strip *strip, Str id, double width, double baseline,
                        Element *parent) {
    Anchor *anchor = map_get(composer->numbering->by_id, id);
    if (!anchor) return;
    Style style = style_of(composer, STYLE_CAPTION);
    Element *p = element_new(composer->pages, parent, ELEMENT_P);
    Element *link = element_new(composer->pages, p, ELEMENT_LINK);
    link->alt = anchor->title;
    Str word = str_print(composer->arena, "%.*s" NO_BREAK_SPACE,
                         STR_ARG(words_get(composer->words, "reference.page")));
    double room = font_width(composer->fonts, style.face, style.size, word) + 3 * style.size;
    Mark *number = strip_mark(composer->arena, strip);
    number->kind = MARK_PAGE_NUMBER;
    number->anchor = anchor;
    number->item = (Item){.kind = ITEM_TEXT,
                          .element = link,
                          .x = width,
                          .y = baseline,
                          .size = style.size,
                          .face = style.face,
                          .color = color_of(composer, ROLE_LINK),
                          .text = word};
    Mark *place = strip_mark(composer->arena, strip);
    place->anchor = anchor;
    place->item = (Item){.kind = ITEM_LINK,
                         .element = link,
                         .x = width - room,
                         .y = baseline - style.size,
                         .width = room,
                         .height = 1.3 * style.size};
}

/* A heading stays with what follows it, and so do its own lines. */
static void heading_compose(Composer *composer, Strips *strips, const XmlNode *node, Anchor *anchor,
                            double width, Element *parent, unsigned level) {
    static const ElementKind kinds[] = {ELEMENT_H1, ELEMENT_H2, ELEMENT_H3};
    const Style styles[] = {style_of(composer, STYLE_H1), style_of(composer, STYLE_H2),
                            style_of(composer, STYLE_H3)};
    const double before[] = {34, 18, 12}, after[] = {4, 5, 3};
    size_t depth = level > 3 ? 2 : level - 1;
    Style style = styles[depth];
    Str title = anchor->title;
    if (anchor->number.n)
        title = str_print(composer->arena, "%.*s." NO_BREAK_SPACE "%.*s", STR_ARG(anchor->number),
                          STR_ARG(title));
    Rich rich = rich_of(composer, title, style);
    Strip *above = strips->last;
    Element *heading = element_new(composer->pages, parent, kinds[depth]);
    paragraph(composer, strips, &rich, style, width, heading, before[depth], after[depth]);
    anchor->element = heading;
    Strip *first = above ? above->next : strips->first;
    for (Strip *strip = first; strip; strip = strip->next) strip->keep = true;
    strip_anchor(composer->arena, first, anchor);
    if (level == 1) {
        bool follows = str_is(xml_node_attr(node, "page"), "follow");
        first->new_page = !follows;
        first->room = follows ? FOLLOW_ROOM : 0;
    }
    heading_see(composer, first, xml_node_attr(node, "see"), width, style_baseline(style), parent);
}

static bool only_words(const XmlNode *section) {
    for (const XmlNode *child = section->first; child; child = child->next)
        if (child->name.n && !str_is(child->name, "p")) return false;
    return true;
}

static void section_compose(Composer *composer, Strips *strips, const XmlNode *node, double width,
                            Element *parent, unsigned level) {
    Anchor *anchor = numbering_next(composer->numbering, node);
    Element *sect = element_new(composer->pages, parent, ELEMENT_SECT);
    /* A chapter without a number is a page by itself, the synthesis: it may stand a little closer for that.
     */
    bool alone = level == 1 && str_is(xml_node_attr(node, "numbered"), "no");
    bool words = level > 1 && only_words(node);
    Strips page = {0}, *to = alone || words ? &page : strips;
    heading_compose(composer, to, node, anchor, width, sect, level);
    blocks_compose(composer, to, node, width, sect, level + 1);
    if (to == strips) return;
    if (alone) strips_squeeze(page.first, page_height(composer));
    if (words) strips_keep(&page, WORDS_MOST);
    strips_append(strips, &page);
}

/* How high the head of the table is with which a side begins; 0: it begins with something else. */
static double head_height(const Strips *side) {
    const Strip *first = side->first;
    return first && first->next && first->next->head == first ? first->height : 0;
}

/* Two sides as one strip: never broken, each in its own order of reading; two tables begin with their rows
 * beside each other. Sides that are too high for that stand one below the other. */
static void columns_compose(Composer *composer, Strips *strips, const XmlNode *node, double width,
                            Element *parent, unsigned level) {
    Strips sides[2] = {{0}, {0}};
    size_t n = 0, shown = 0;
    bool high = false;
    for (const XmlNode *child = node->first; child; child = child->next)
        shown += child->name.n && node_shows(composer->figures, child);
    double side = shown > 1 ? (width - COLUMN_GAP) / 2 : width;
    for (const XmlNode *child = node->first; child && n < 2; child = child->next) {
        if (!child->name.n || !node_shows(composer->figures, child)) continue;
        blocks_compose(composer, &sides[n], child, side, parent, level);
        high |= strips_height(&sides[n++]) > COLUMNS_MOST;
    }
    if (high || n < 2) {
        for (size_t i = 0; i < n; i++) strips_append(strips, &sides[i]);
        return;
    }
    Strip *strip = strip_add(composer->arena, strips, 0);
    strip->before = sides[0].first ? sides[0].first->before : 0;
    strip->after = 12;
    double heads[2] = {head_height(&sides[0]), head_height(&sides[1])};
    double most = heads[0] > heads[1] ? heads[0] : heads[1];
    for (size_t i = 0; i < n; i++) {
        double down = heads[0] > 0 && heads[1] > 0 ? most - heads[i] : 0;
        strip_take(composer->arena, strip, &sides[i], (side + COLUMN_GAP) * (double)i, down);
    }
}

static void contents_block(Composer *composer, Strips *strips, const XmlNode *node, double width,
                           Element *parent) {
    Element *sect = element_new(composer->pages, parent, ELEMENT_SECT);
    Anchor *anchor = ARENA_NEW(composer->arena, Anchor);
    anchor->title = typeset(composer->arena, composer->words, xml_node_attr(node, "title"));
    Strips page = {0};
    heading_compose(composer, &page, node, anchor, width, sect, 1);
    contents_compose(composer, &page, sect);
    strips_squeeze(page.first, page_height(composer));
    strips_append(strips, &page);
}

typedef void BlockCompose(Composer *composer, Strips *strips, const XmlNode *node, double width,
                          Element *parent);

static BlockCompose *block_compose(Str name) {
    static const struct {
        const char *name;
        BlockCompose *compose;
    } blocks[] = {
        {"contents", contents_block}, {"finding", finding_compose}, {"p", p_compose},
        {"note", note_compose},       {"list", list_compose},       {"figures", figures_compose},
        {"facts", facts_compose},     {"table", table_compose},     {"chart", chart_compose},
        {"alerts", alerts_compose},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (str_is(name, blocks[i].name)) return blocks[i].compose;
    return NULL;
}

/* Whether a block stays with the next one: a text with what it speaks about, a finding with its chapter, a
 * chart with the table of its data. */
static bool stays_with_next(const Composer *composer, const XmlNode *block) {
    const XmlNode *next = block->next;
    while (next && (!next->name.n || !node_shows(composer->figures, next))) next = next->next;
    if (!next) return false;
    if (str_is(block->name, "chart"))
        return str_is(next->name, "table") &&
               str_eq(xml_node_attr(block, "data"), xml_node_attr(next, "data"));
    if (str_is(block->name, "finding")) return true;
    return str_is(block->name, "p") && (str_is(next->name, "chart") || str_is(next->name, "table") ||
                                        str_is(next->name, "facts") || str_is(next->name, "columns"));
}

/* Gives the strips so far their places and their memory back. */
static void strips_place(Composer *composer) {
    flow_place(&composer->flow, &composer->strips);
    composer->strips = (Strips){0};
    arena_reset(composer->arena);
}

static void blocks_compose(Composer *composer, Strips *strips, const XmlNode *node, double width,
                           Element *parent, unsigned level) {
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (!child->name.n || !node_shows(composer->figures, child)) continue;
        BlockCompose *compose = block_compose(child->name);
        if (compose) compose(composer, strips, child, width, parent);
        else if (str_is(child->name, "section") || str_is(child->name, "annex"))
            section_compose(composer, strips, child, width, parent, level);
        else if (str_is(child->name, "columns"))
            columns_compose(composer, strips, child, width, parent, level);
        if (strips->last && stays_with_next(composer, child)) strips->last->keep = true;
        bool settled = strips == &composer->strips && strips->last && !strips->last->keep;
        if (settled) strips_place(composer);
    }
}

static Item *furniture(Composer *composer, size_t page, ItemKind kind, ArtifactKind artifact) {
    Item *item = page_item(composer->pages, &composer->pages->at[page], kind, NULL);
    item->artifact = artifact;
    return item;
}

/* What the logo takes of the header, at its right end. */
static double logo_room(const Composer *composer) {
    const Logo *logo = &composer->template->header_logo;
    return logo->image ? logo->width + 8 : 0;
}

static void furniture_logo(Composer *composer, size_t page) {
    const Logo *logo = &composer->template->header_logo;
    if (!logo->image) return;
    Item *item = furniture(composer, page, ITEM_IMAGE, ARTIFACT_HEADER);
    item->image = logo->image;
    item->width = logo->width, item->height = logo->height;
    item->x = PAGE_WIDTH - composer->theme->margin - logo->width;
    item->y = composer->theme->top - HEADER_ABOVE - 0.36 * style_of(composer, STYLE_RUNNING).size -
              logo->height / 2;
}

static void furniture_text(Composer *composer, size_t page, ArtifactKind artifact, double y, Str text,
                           bool right) {
    if (!text.n) return;
    Style style = style_of(composer, STYLE_RUNNING);
    Item *item = furniture(composer, page, ITEM_TEXT, artifact);
    item->text = text;
    item->size = style.size, item->face = style.face, item->color = style.color;
    item->width = font_width(composer->fonts, style.face, style.size, text);
    item->x = right ? PAGE_WIDTH - composer->theme->margin - item->width : composer->theme->margin;
    if (right && artifact == ARTIFACT_HEADER) item->x -= logo_room(composer);
    item->y = y;
}

/* A running line of the template, cut to its share of the column. */
static Str running_text(Composer *composer, const XmlNode *node, double width) {
    Style style = style_of(composer, STYLE_RUNNING);
    Str text = text_cut(composer, style, inline_rich(composer, node, style).text, width);
    return str_copy(composer->pages->arena, text);
}

typedef struct Running {
    Str header, header_right, footer;
} Running;

static Running running_read(Composer *composer, const XmlNode *root) {
    Running running = {0};
    double header = column_width(composer->theme) - logo_room(composer);
    for (const XmlNode *child = root->first; child; child = child->next) {
        if (!child->name.n || !node_shows(composer->figures, child)) continue;
        if (str_is(child->name, "header")) running.header = running_text(composer, child, 0.68 * header);
        if (str_is(child->name, "header-right"))
            running.header_right = running_text(composer, child, 0.3 * header);
        if (str_is(child->name, "footer"))
            running.footer = running_text(composer, child, 0.9 * column_width(composer->theme));
    }
    return running;
}

/* What every page but the cover repeats: artifacts, so that nobody has to listen to it again. */
static void furniture_paint(Composer *composer, const XmlNode *root, size_t first) {
    Running running = running_read(composer, root);
    for (size_t page = first; page < composer->pages->n; page++) {
        furniture_text(composer, page, ARTIFACT_HEADER, composer->theme->top - HEADER_ABOVE, running.header,
                       false);
        furniture_text(composer, page, ARTIFACT_HEADER, composer->theme->top - HEADER_ABOVE,
                       running.header_right, true);
        furniture_logo(composer, page);
        Item *rule = furniture(composer, page, ITEM_LINE, ARTIFACT_FOOTER);
        rule->x = composer->theme->margin, rule->y = page_bottom(composer->theme) + FOOTER_RULE_BELOW;
        rule->width = column_width(composer->theme);
        rule->size = RULE_HAIR;
        rule->color = color_of(composer, ROLE_RULE);
        furniture_text(composer, page, ARTIFACT_FOOTER, page_bottom(composer->theme) + FOOTER_BELOW,
                       running.footer, false);
        furniture_text(composer, page, ARTIFACT_FOOTER, page_bottom(composer->theme) + FOOTER_BELOW,
                       str_print(composer->pages->arena, "%zu", page + 1), true);
    }
}

/* As metadata, which no layout looks through: a window has the title for its own. */
static Str value_text(Composer *composer, Str name) {
    const Cell *cell = figures_value(composer->figures, name);
    if (!cell || cell->kind == CELL_ABSENT) return (Str){0};
    Arena *arena = composer->pages->arena;
    return utf8_visible(arena, typeset(arena, composer->words, cell_said(arena, composer->words, cell)));
}

static void metadata_set(Composer *composer) {
    Pages *pages = composer->pages;
    pages->title = value_text(composer, STR("title"));
    if (!pages->title.n) pages->title = words_get(composer->words, "document.title");
    pages->author = value_text(composer, STR("agency"));
    pages->subject = words_get(composer->words, "document.subject");
    pages->language = words_language(composer->words)->tag;
    const Cell *published = figures_value(composer->figures, STR("published"));
    if (published && published->kind == CELL_DATE) pages->made_at = published->number * 86400;
}

/* NULL: words are not hyphenated, or cannot be, which is said. */
static Hyphenator *hyphenator_of(Arena *arena, const Words *words, Diags *diags) {
    Str name = words_language(words)->hyphenation;
    if (!name.n) return NULL;
    Str path = str_print(arena, DICTIONARIES "%.*s", STR_ARG(name));
    Hyphenator *hyphenator = hyphenator_open(path);
    if (!hyphenator)
        diag_add(diags, DIAG_NOTE, (Loc){.file = path}, "words are not hyphenated", "no such dictionary");
    return hyphenator;
}

Pages *layout_review(Arena *arena, const Template *template, const Figures *figures, const Words *words,
                     Fonts *fonts, Diags *diags) {
    Pages *pages = pages_new(arena);
    Composer composer = {.arena = arena_new(),
                         .flow = {.pages = pages, .fonts = fonts, .theme = &template->theme},
                         .pages = pages,
                         .figures = figures,
                         .words = words,
                         .theme = &template->theme,
                         .template = template,
                         .fonts = fonts,
                         .hyphenator = hyphenator_of(arena, words, diags),
                         .numbering = numbering_new(arena, template->root, figures, words)};
    fonts_speak(fonts, words_language(words)->tag);
    metadata_set(&composer);
    for (const XmlNode *child = template->root->first; child; child = child->next)
        if (str_is(child->name, "cover")) cover_compose(&composer, child);
    size_t first = pages->n;
    blocks_compose(&composer, &composer.strips, template->root, column_width(composer.theme), pages->root, 1);
    strips_place(&composer);
    flow_end(&composer.flow);
    furniture_paint(&composer, template->root, first);
    hyphenator_close(composer.hyphenator);
    arena_free(composer.arena);
    return pages;
}

/* inline.c - the running text of a template: words as written, values in their place. */
#include "report/bidi.h"
#include "report/compose.h"

/* "61 personnes", "1 personne": the count with its noun, where the template gives both forms. */
static Str value_text(Composer *composer, const XmlNode *node, const Cell *cell) {
    Cell rounded = cell_rounded(cell);
    bool exact = !str_is(xml_node_attr(node, "round"), "yes");
    Str number = cell_said(composer->arena, composer->words, exact ? cell : &rounded);
    Str one = xml_node_attr(node, "one"), many = xml_node_attr(node, "many");
    if (!one.n) return number;
    Str noun = one_said(composer->words, cell) ? one : many;
    if (str_is(xml_node_attr(node, "number"), "no")) return noun;
    return str_print(composer->arena, "%.*s" NO_BREAK_SPACE "%.*s", STR_ARG(number), STR_ARG(noun));
}

/* <v name=""> prints a value, <v rows=""> how many rows a table has. */
static Str value_of(Composer *composer, const XmlNode *node) {
    Str rows = xml_node_attr(node, "rows");
    if (rows.n) {
        const FigureTable *table = figures_table(composer->figures, rows);
        Cell count = {.kind = CELL_COUNT, .number = table ? (int64_t)table->row_count : 0};
        return value_text(composer, node, &count);
    }
    const Cell *cell = figures_value(composer->figures, xml_node_attr(node, "name"));
    static const Cell absent = {.kind = CELL_ABSENT};
    return value_text(composer, node, cell ? cell : &absent);
}

/* "chapitre 3", a link; nothing where that chapter is left out. */
static void add_reference(Composer *composer, Rich *rich, const XmlNode *node, Face face) {
    Anchor *anchor = map_get(composer->numbering->by_id, xml_node_attr(node, "to"));
    if (!anchor) return;
    Str text = anchor->title;
    if (anchor->number.n)
        text = words_say(composer->arena, composer->words, "reference.chapter",
                         (WordsValue[]){{"number", anchor->number}}, 1);
    rich_add(composer, rich, text, face, color_of(composer, ROLE_LINK), anchor);
}

static void add_children(Composer *composer, Rich *rich, const XmlNode *node, Face face, Color color) {
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (!child->name.n) rich_add(composer, rich, child->text, face, color, NULL);
        else if (!node_shows(composer->figures, child)) continue;
        else if (str_is(child->name, "v"))
            rich_add(composer, rich, bidi_closed(composer->arena, value_of(composer, child)), face, color,
                     NULL);
        else if (str_is(child->name, "b"))
            add_children(composer, rich, child, FACE_BOLD, color_of(composer, ROLE_INK));
        else if (str_is(child->name, "br"))
            rich_add(composer, rich, STR(" " LINE_SEPARATOR), face, color, NULL);
        else if (str_is(child->name, "ref")) add_reference(composer, rich, child, face);
        else add_children(composer, rich, child, face, color);
    }
}

Rich inline_rich(Composer *composer, const XmlNode *node, Style style) {
    Rich rich = {0};
    if (node) add_children(composer, &rich, node, style.face, style.color);
    rich_end(composer, &rich);
    return rich;
}

Rich caption_rich(Composer *composer, const char *word, const Anchor *anchor, const XmlNode *caption,
                  bool hidden, Str data_of) {
    Style style = style_of(composer, STYLE_CAPTION);
    Rich rich = {0};
    Str label =
        words_say(composer->arena, composer->words, word, (WordsValue[]){{"number", anchor->number}}, 1);
    rich_add(composer, &rich, label, FACE_BOLD, color_of(composer, ROLE_INK), NULL);
    rich_add(composer, &rich, STR(" "), style.face, style.color, NULL);
    if (caption) add_children(composer, &rich, caption, style.face, style.color);
    if (hidden) {
        rich_add(composer, &rich, STR(" "), style.face, style.color, NULL);
        rich_add(composer, &rich, words_get(composer->words, "caption.masked"), style.face, style.color,
                 NULL);
    }
    Anchor *source = data_of.n ? map_get(composer->numbering->by_data, data_of) : NULL;
    if (source) {
        rich_add(composer, &rich, STR(" "), style.face, style.color, NULL);
        rich_add(composer, &rich, words_get(composer->words, "caption.data"), style.face, style.color, NULL);
        Str number = words_say(composer->arena, composer->words, "reference.table",
                               (WordsValue[]){{"number", source->number}}, 1);
        rich_add(composer, &rich, STR(" "), style.face, style.color, NULL);
        rich_add(composer, &rich, number, style.face, color_of(composer, ROLE_LINK), source);
        rich_add(composer, &rich, STR("."), style.face, style.color, NULL);
    } else if (data_of.n) {
        rich_add(composer, &rich, STR(" "), style.face, style.color, NULL);
        rich_add(composer, &rich, words_get(composer->words, "caption.attached"), style.face, style.color,
                 NULL);
    }
    rich.whole_words = true;
    rich_end(composer, &rich);
    return rich;
}

/* A display list as HTML: words joined again, every tag closed, nothing of the text taken for markup. */
#include "report/pages_html.h"
#include "tests/tap.h"

static Element *element(Pages *pages, Element *parent, ElementKind kind, Str words) {
    Element *made = element_new(pages, parent, kind);
    if (!words.n) return made;
    Item *item = page_item(pages, &pages->at[0], ITEM_TEXT, made);
    *item =
        (Item){.kind = ITEM_TEXT, .element = made, .y = 10 * (double)made->number, .size = 10, .text = words};
    item->width = 5 * (double)words.n;
    return made;
}

static Item *line(Pages *pages, Element *owner, double x, double y, Str words) {
    Item *item = page_item(pages, &pages->at[0], ITEM_TEXT, owner);
    *item =
        (Item){.kind = ITEM_TEXT, .element = owner, .x = x, .y = y, .width = 20, .size = 10, .text = words};
    return item;
}

static Pages *blank(Arena *arena) {
    Pages *pages = pages_new(arena);
    pages->title = STR("Bilan");
    pages->language = STR("fr-FR");
    pages_add(pages);
    return pages;
}

static bool says(Str html, const char *markup) {
    bool there = str_find(html, str_of(markup)) != SIZE_MAX;
    if (!there) printf("# not there: %s\n", markup);
    return there;
}

static void test_words(Arena *arena) {
    Pages *pages = blank(arena);
    Element *p = element_new(pages, pages->root, ELEMENT_P);
    line(pages, p, 0, 10, STR("une con\u00AD"));
    line(pages, p, 0, 20, STR("vention sous-"));
    line(pages, p, 0, 30, STR("traitée de"));
    line(pages, p, 0, 40, STR("loin "));
    line(pages, p, 20, 40, STR("en gras"))->face = FACE_BOLD;
    line(pages, p, 40, 40, STR(", collé"));
    Item *running = line(pages, NULL, 0, 800, STR("pied de page"));
    running->artifact = ARTIFACT_FOOTER;
    Str html = pages_html(arena, pages);
    OK(says(html, "<p>une convention sous-traitée de loin <b>en gras</b>, collé</p>"));
    OK(!says(html, "pied de page"));
    OK(says(html, "<html lang=\"fr-FR\">"));
}

static void test_hostile(Arena *arena) {
    Pages *pages = blank(arena);
    pages->title = STR("</title><script>");
    element(pages, pages->root, ELEMENT_P, STR("<script>alert('x')</script> & \"y\""));
    Element *figure = element_new(pages, pages->root, ELEMENT_FIGURE);
    figure->alt = STR("\"><img src=x>");
    figure->box[2] = 100, figure->box[3] = 20;
    line(pages, figure, 3, 4, STR("</svg>"));
    Str html = pages_html(arena, pages);
    OK(!says(html, "<script>"));
    OK(!says(html, "<img"));
    OK(says(html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"));
    OK(says(html, "aria-label=\"&quot;&gt;&lt;img src=x&gt;\" viewBox=\"0 0 100 20\""));
    OK(says(html, ">&lt;/svg&gt;</text></svg>"));
}

/* Figures stand to the right with their head, the caption comes first, a hidden cell says what it is. */
static void test_table(Arena *arena) {
    Pages *pages = blank(arena);
    Element *table = element_new(pages, pages->root, ELEMENT_TABLE);
    Element *head = element_new(pages, element_new(pages, table, ELEMENT_THEAD), ELEMENT_TR);
    element(pages, head, ELEMENT_TH, STR("Marché"))->scope = SCOPE_COLUMN;
    element(pages, head, ELEMENT_TH, STR("Heures"))->scope = SCOPE_COLUMN;
    Element *body = element_new(pages, table, ELEMENT_TBODY), *row = element_new(pages, body, ELEMENT_TR);
    element(pages, row, ELEMENT_TH, STR("2e lot"))->scope = SCOPE_ROW;
    element(pages, row, ELEMENT_TD, STR("12,5"));
    row = element_new(pages, body, ELEMENT_TR);
    element(pages, row, ELEMENT_TH, STR("Lot 3"))->scope = SCOPE_ROW;
    element(pages, element_new(pages, row, ELEMENT_TD), ELEMENT_SPAN, STR("s"))->alt = STR("chiffre protégé");
    element(pages, table, ELEMENT_CAPTION, STR("Heures."));
    Item *link =
        page_item(pages, &pages->at[0], ITEM_LINK, element(pages, pages->root, ELEMENT_LINK, STR("page 3")));
    link->element->alt = STR("tableau 1");
    link->target = table;
    Str html = pages_html(arena, pages);
    OK(says(html, "<table id=\"e2\">\n<caption>Heures.</caption>\n<thead>"));
    OK(says(html, "<th scope=\"col\">Marché</th>\n<th scope=\"col\" class=\"n\">Heures</th>"));
    OK(says(html, "<th scope=\"row\">2e lot</th>\n<td class=\"n\">12,5</td>"));
    OK(says(html, "<td class=\"n\"><abbr title=\"chiffre protégé\">s</abbr></td>"));
    OK(says(html, "<a href=\"#e2\">tableau 1</a>"));
}

/* With a cover, chapters stand one level below its title; without one, the first heading is the page's. */
static void test_headings(Arena *arena) {
    Pages *pages = blank(arena);
    element(pages, element_new(pages, pages->root, ELEMENT_SECT), ELEMENT_H1, STR("Bilan"));
    Element *chapter = element_new(pages, pages->root, ELEMENT_SECT);
    element(pages, chapter, ELEMENT_H1, STR("Heures"));
    element(pages, element_new(pages, chapter, ELEMENT_SECT), ELEMENT_H2, STR("Par mois"));
    Str html = pages_html(arena, pages);
    OK(says(html, "<h1>Bilan</h1>") && says(html, "<h2>Heures</h2>") && says(html, "<h3>Par mois</h3>"));

    pages = blank(arena);
    chapter = element_new(pages, pages->root, ELEMENT_SECT);
    element(pages, chapter, ELEMENT_H1, STR("Note"));
    element(pages, element_new(pages, chapter, ELEMENT_SECT), ELEMENT_H2, STR("Heures"));
    html = pages_html(arena, pages);
    OK(says(html, "<h1>Note</h1>") && says(html, "<h2>Heures</h2>"));
}

int main(void) {
    void (*const tests[])(Arena *) = {test_words, test_hostile, test_table, test_headings};
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        Arena *arena = arena_new();
        tests[i](arena);
        arena_free(arena);
    }
    return tap_done();
}

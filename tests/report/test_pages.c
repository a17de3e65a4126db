/* The display list: how it is built, and the text that golden tests read. */
#include "report/pages.h"
#include "tests/tap.h"

static Item *text(Pages *pages, Page *page, Element *element, double x, double y, Str words) {
    Item *item = page_item(pages, page, ITEM_TEXT, element);
    item->x = x;
    item->y = y;
    item->size = 10;
    item->text = words;
    return item;
}

static void test_elements(Arena *arena) {
    Pages *pages = pages_new(arena);
    Element *list = element_new(pages, pages->root, ELEMENT_L);
    Element *first = element_new(pages, list, ELEMENT_LI);
    Element *second = element_new(pages, list, ELEMENT_LI);
    NUM(pages->element_count, 4);
    NUM(pages->root->number, 1);
    NUM(second->number, 4);
    OK(list->first == first && first->next == second && list->last == second && !second->next);
    OK(second->parent == list && !pages->root->parent);
    for (ElementKind kind = ELEMENT_DOCUMENT; kind <= ELEMENT_NOTE; kind++)
        OK_AT((int)kind, element_name(kind) && *element_name(kind));
}

static void test_empty_dump(Arena *arena) {
    IS(pages_dump(arena, pages_new(arena)), STR("tree\n"
                                                "  Document 1\n"));
}

static void test_dump(Arena *arena) {
    Pages *pages = pages_new(arena);
    pages->title = STR("Bilan « 2025 »");
    pages->language = STR("fr-FR");
    Element *title = element_new(pages, pages->root, ELEMENT_H1);
    Element *figure = element_new(pages, pages->root, ELEMENT_FIGURE);
    figure->alt = STR("Heures \"par\" mois");
    figure->box[2] = 100;
    figure->box[3] = 50.5;
    Element *row = element_new(pages, element_new(pages, pages->root, ELEMENT_TABLE), ELEMENT_TR);
    Element *head = element_new(pages, row, ELEMENT_TH);
    head->scope = SCOPE_ROW;
    head->column_span = 2;

    Page *page = pages_add(pages);
    text(pages, page, title, 20, 30.004, STR("19\u202F012,5\u00A0h"))->face = FACE_BOLD;
    *page_item(pages, page, ITEM_BOX, figure) = (Item){
        .kind = ITEM_BOX, .element = figure, .x = 1, .width = 2, .height = -0.001, .color = {0, 114, 178}};
    *page_item(pages, page, ITEM_HATCH, figure) = (Item){.kind = ITEM_HATCH, .element = figure};
    Item *line = page_item(pages, page, ITEM_LINE, NULL);
    line->width = 481.5;
    line->size = 0.5;
    text(pages, page, NULL, 20, 800, STR("1"))->artifact = ARTIFACT_FOOTER;
    page = pages_add(pages);
    text(pages, page, head, 1, 2, STR("\\"));
    Item *link = page_item(pages, page, ITEM_LINK, title);
    link->target_page = 1;
    link->target_y = 12;
    pages_outline(pages, STR("Heures"), 2, 1, 40);
    pages_attach(pages, (Attachment){.name = STR("chiffres.csv")});

    IS(pages_dump(arena, pages),
       STR("title \"Bilan « 2025 »\"\n"
           "language \"fr-FR\"\n"
           "attachment \"chiffres.csv\"\n"
           "tree\n"
           "  Document 1\n"
           "    H1 2\n"
           "    Figure 3 box 0.00 0.00 100.00 50.50 alt \"Heures \\\"par\\\" mois\"\n"
           "    Table 4\n"
           "      TR 5\n"
           "        TH 6 scope row span 2\n"
           "page 1\n"
           "  Document/H1 2\n"
           "    text 20.00 30.00 10.00 #000000 bold \"19\\u202F012,5\\u00A0h\"\n"
           "  Document/Figure 3\n"
           "    box 1.00 0.00 2.00 0.00 #0072b2\n"
           "    hatch 0.00 0.00 0.00 0.00 #000000\n"
           "  artifact: layout\n"
           "    line 0.00 0.00 481.50 0.00 0.50 #000000\n"
           "  artifact: footer\n"
           "    text 20.00 800.00 10.00 #000000 \"1\"\n"
           "page 2\n"
           "  Document/Table/TR/TH 6\n"
           "    text 1.00 2.00 10.00 #000000 \"\\\\\"\n"
           "  Document/H1 2\n"
           "    link 0.00 0.00 0.00 0.00 to page 2 12.00\n"
           "outline 2 page 2 40.00 \"Heures\"\n"));
}

int main(void) {
    Arena *arena = arena_new();
    test_elements(arena);
    test_empty_dump(arena);
    test_dump(arena);
    arena_free(arena);
    return tap_done();
}

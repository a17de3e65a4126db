/* bench_pdf.c - writes the document of annex.h in one of three ways, or says what is in it.
 * usage: bench_pdf plain|tagged|review PAGES FILE.pdf, bench_pdf data PAGES
 *
 *     plain    libharu alone: text and boxes, nothing tagged
 *     tagged   the same strings at the same places as a display list: shaped, tagged, archivable
 *     review   the same tables and charts as figures and a template, laid out as a review is: more pages
 *     data     JSON for the peers: heads; pages: rows, title, bars (label, hours, the hours as said) */
#include "base/file.h"
#include "report/layout.h"
#include "report/pdf.h"
#include "tests/bench/annex.h"
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>

static const Color blue = {0, 0x72, 0xb2};

static Item *put_text(Pages *pages, Page *page, Element *element, Face face, double x, double y, Str text) {
    Item *item = page_item(pages, page, ITEM_TEXT, element);
    item->x = x;
    item->y = y;
    item->size = TEXT_SIZE;
    item->face = face;
    item->text = str_copy(pages->arena, text);
    return item;
}

static void tagged_row(Pages *pages, Page *page, Fonts *fonts, Element *table, int number, int row) {
    Text text;
    bool repeated = row == 0 && number > 0;
    Element *line = repeated ? NULL : element_new(pages, table, ELEMENT_TR);
    for (int i = 0; i < COLUMNS; i++) {
        Str words = annex_cell(text, number, row, i);
        Face face = row ? FACE_REGULAR : FACE_BOLD;
        bool head = row == 0 || i == 0;
        Element *element = repeated ? NULL : element_new(pages, line, head ? ELEMENT_TH : ELEMENT_TD);
        if (element && head) element->scope = row == 0 ? SCOPE_COLUMN : SCOPE_ROW;
        double x = annex_edges[i];
        if (annex_right(i)) x = annex_edges[i + 1] - 8 - font_width(fonts, face, TEXT_SIZE, words);
        Item *item = put_text(pages, page, element, face, x, annex_baseline(row), words);
        item->artifact = ARTIFACT_REPEATED_HEAD;
    }
    Item *rule = page_item(pages, page, ITEM_LINE, NULL);
    rule->x = annex_edges[0];
    rule->y = annex_baseline(row) + RULE_BELOW;
    rule->width = annex_edges[COLUMNS] - annex_edges[0];
    rule->size = 0.3;
}

static void tagged_bar(Pages *pages, Page *page, Fonts *fonts, Element *figure, int number, int bar) {
    Text text;
    double y = annex_bar_baseline(bar), length = annex_bar_length(number, bar);
    Str label = annex_bar_label(text, number, bar);
    double width = font_width(fonts, FACE_REGULAR, TEXT_SIZE, label);
    put_text(pages, page, figure, FACE_REGULAR, LABELS_END - width, y, label);
    Item *box = page_item(pages, page, ITEM_BOX, figure);
    box->x = BARS_LEFT;
    box->y = y - BAR_HEIGHT + 2;
    box->width = length;
    box->height = BAR_HEIGHT;
    box->color = blue;
    put_text(pages, page, figure, FACE_REGULAR, BARS_LEFT + length + 5, y,
             annex_bar_value(text, number, bar));
}

/* What the chart shows, in words. */
static Str chart_said(Arena *arena, int number) {
    Text text;
    Buf said = {.arena = arena};
    buf_add(&said, annex_chart_title(text, number));
    for (int i = 0; i < BARS; i++) {
        buf_add(&said, i ? STR(" ; ") : STR(" : "));
        buf_add(&said, annex_bar_label(text, number, i));
        buf_byte(&said, ' ');
        buf_add(&said, annex_bar_value(text, number, i));
    }
    return buf_str(&said);
}

static void tagged_chart(Pages *pages, Page *page, Fonts *fonts, int number) {
    Text text;
    Element *figure = element_new(pages, pages->root, ELEMENT_FIGURE);
    figure->alt = chart_said(pages->arena, number);
    figure->box[0] = annex_edges[0], figure->box[1] = annex_bar_baseline(-2);
    figure->box[2] = annex_edges[COLUMNS] - annex_edges[0];
    figure->box[3] = annex_bar_baseline(BARS) - annex_bar_baseline(-2);
    put_text(pages, page, figure, FACE_BOLD, annex_edges[0], annex_bar_baseline(-1),
             annex_chart_title(text, number));
    for (int i = 0; i < BARS; i++) tagged_bar(pages, page, fonts, figure, number, i);
}

/* One table through all pages, whose charts stand behind it in the order of reading. */
static Pages *tagged(Arena *arena, Fonts *fonts, int count, Diags *diags) {
    (void)diags;
    Pages *pages = pages_new(arena);
    pages->title = STR("Annexe");
    pages->language = STR("fr-FR");
    Element *table = element_new(pages, pages->root, ELEMENT_TABLE);
    for (int i = 0; i < count; i++) {
        Page *page = pages_add(pages);
        for (int row = 0; row <= ROWS; row++) tagged_row(pages, page, fonts, table, i, row);
        tagged_chart(pages, page, fonts, i);
    }
    return pages;
}

static FigureTable *table_add(Arena *arena, Figures *figures, Str name, size_t columns, size_t rows) {
    static const char *const names[COLUMNS] = {"a", "b", "c", "d", "e", "f"};
    FigureTable *table = ARENA_PUSH(arena, figures->tables, figures->table_count, figures->table_cap);
    *table = (FigureTable){.name = name, .column_count = columns, .row_count = rows};
    table->columns = ARENA_ARRAY(arena, FigureColumn, columns);
    for (size_t i = 0; i < columns; i++) table->columns[i].name = str_of(names[i]);
    table->cells = ARENA_ARRAY(arena, Cell, rows * columns);
    return table;
}

static Cell text_cell(Arena *arena, Str text) {
    return (Cell){.kind = CELL_TEXT, .text = str_copy(arena, text)};
}

/* Figures, and the template that shows all of them. */
static Str figures_make(Arena *arena, Figures *figures, int count) {
    Text text;
    Buf xml = {.arena = arena};
    buf_add(&xml, STR("<review lang=\"fr\"><cover><title>Annexe</title></cover><section title=\"Annexe\">"));
    for (int page = 0; page < count; page++) {
        Str name = str_print(arena, "table%d", page);
        FigureTable *table = table_add(arena, figures, name, COLUMNS, ROWS);
        for (int i = 0; i < ROWS * COLUMNS; i++)
            table->cells[i] = text_cell(arena, annex_cell(text, page, 1 + i / COLUMNS, i % COLUMNS));
        buf_print(&xml, "<table data=\"table%d\">", page);
        for (int i = 0; i < COLUMNS; i++)
            buf_print(&xml, "<column field=\"%c\"%s>%s</column>", 'a' + i, i ? "" : " header=\"row\"",
                      annex_cell(text, page, 0, i).p);
        buf_add(&xml, STR("</table>"));

        FigureTable *chart = table_add(arena, figures, str_print(arena, "chart%d", page), 2, BARS);
        for (int i = 0; i < BARS; i++) {
            chart->cells[2 * i] = text_cell(arena, annex_bar_label(text, page, i));
            chart->cells[2 * i + 1] = (Cell){.kind = CELL_COUNT, .number = annex_bar(page, i)};
        }
        buf_print(&xml, "<chart type=\"bars\" data=\"chart%d\" label=\"a\" value=\"b\" unit=\"h\">%s</chart>",
                  page, annex_chart_title(text, page).p);
    }
    buf_add(&xml, STR("</section></review>"));
    buf_add(&xml, (Str){"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16}); /* room behind it, as file_read() gives */
    return (Str){xml.p, xml.n - 16};
}

/* Without template_read(), which wants the data of every chart in a table, too: no other way has those. */
static Pages *review(Arena *arena, Fonts *fonts, int count, Diags *diags) {
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-pages.words"));
    Words *words = words_read(arena, &paths, diags);
    Str schema;
    if (!words || !file_read(arena, STR("templates/review.rng"), 0, &schema, diags)) return NULL;
    Figures figures = {0};
    Str xml = figures_make(arena, &figures, count);
    Template template = {.root = xml_tree(arena, STR("annex"), xml, STR("review.rng"), schema, diags),
                         .theme = theme_default()};
    return template.root ? layout_review(arena, &template, &figures, words, fonts, diags) : NULL;
}

typedef Pages *Compose(Arena *arena, Fonts *fonts, int count, Diags *diags);

static bool ours(Compose *compose, int count, const char *path) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Fonts *fonts = fonts_open(arena, STR("Lato"), &diags);
    Pages *pages = fonts ? compose(arena, fonts, count, &diags) : NULL;
    bool good = pages && file_write(arena, str_of(path), pdf_write(arena, pages, fonts, &diags), &diags);
    for (const Diag *diag = diags.first; diag; diag = diag->next) {
        Str said = diag_print(arena, diag);
        fprintf(stderr, "%.*s\n", STR_ARG(said));
    }
    if (fonts) fonts_close(fonts);
    arena_free(arena);
    return good;
}

static void plain_text(HPDF_Page page, HPDF_Font font, double x, double y, const char *text) {
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font, (float)TEXT_SIZE);
    HPDF_Page_MoveTextPos(page, (float)x, HPDF_Page_GetHeight(page) - (float)y);
    HPDF_Page_ShowText(page, text);
    HPDF_Page_EndText(page);
}

/* Ending at x. */
static void plain_text_right(HPDF_Page page, HPDF_Font font, double x, double y, const char *text) {
    HPDF_Page_SetFontAndSize(page, font, (float)TEXT_SIZE);
    plain_text(page, font, x - (double)HPDF_Page_TextWidth(page, text), y, text);
}

static void plain_row(HPDF_Page page, HPDF_Font font, int number, int row) {
    Text text;
    for (int i = 0; i < COLUMNS; i++) {
        annex_cell(text, number, row, i);
        if (annex_right(i)) plain_text_right(page, font, annex_edges[i + 1] - 8, annex_baseline(row), text);
        else plain_text(page, font, annex_edges[i], annex_baseline(row), text);
    }
    float y = HPDF_Page_GetHeight(page) - (float)(annex_baseline(row) + RULE_BELOW);
    HPDF_Page_SetLineWidth(page, 0.3F);
    HPDF_Page_MoveTo(page, (float)annex_edges[0], y);
    HPDF_Page_LineTo(page, (float)annex_edges[COLUMNS], y);
    HPDF_Page_Stroke(page);
}

static void plain_chart(HPDF_Page page, HPDF_Font regular, HPDF_Font bold, int number) {
    Text text;
    annex_chart_title(text, number);
    plain_text(page, bold, annex_edges[0], annex_bar_baseline(-1), text);
    for (int i = 0; i < BARS; i++) {
        double y = annex_bar_baseline(i), length = annex_bar_length(number, i);
        annex_bar_label(text, number, i);
        plain_text_right(page, regular, LABELS_END, y, text);
        HPDF_Page_SetRGBFill(page, blue.r / 255.0F, blue.g / 255.0F, blue.b / 255.0F);
        HPDF_Page_Rectangle(page, (float)BARS_LEFT, HPDF_Page_GetHeight(page) - (float)y - 2, (float)length,
                            (float)BAR_HEIGHT);
        HPDF_Page_Fill(page);
        HPDF_Page_SetRGBFill(page, 0, 0, 0);
        annex_bar_value(text, number, i);
        plain_text(page, regular, BARS_LEFT + length + 5, y, text);
    }
}

static HPDF_Font plain_font(HPDF_Doc pdf, const char *path) {
    return HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE), "UTF-8");
}

static bool plain(int count, const char *path) {
    HPDF_Doc pdf = HPDF_New(NULL, NULL);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(pdf);
    HPDF_Font regular = plain_font(pdf, "/usr/share/fonts/truetype/lato/Lato-Regular.ttf");
    HPDF_Font bold = plain_font(pdf, "/usr/share/fonts/truetype/lato/Lato-Bold.ttf");
    for (int i = 0; i < count; i++) {
        HPDF_Page page = HPDF_AddPage(pdf);
        HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
        for (int row = 0; row <= ROWS; row++) plain_row(page, row ? regular : bold, i, row);
        plain_chart(page, regular, bold, i);
    }
    bool good = HPDF_SaveToFile(pdf, path) == HPDF_OK;
    HPDF_Free(pdf);
    return good;
}

/* No string of the document needs escaping. */
static void data(int count) {
    Text text;
    printf("{\"heads\": [");
    for (int i = 0; i < COLUMNS; i++) printf("%s\"%s\"", i ? ", " : "", annex_cell(text, 0, 0, i).p);
    printf("],\n\"pages\": [");
    for (int page = 0; page < count; page++) {
        printf("%s\n{\"rows\": [", page ? "," : "");
        for (int i = 0; i < ROWS * COLUMNS; i++)
            printf("%s\"%s\"%s",
                   i % COLUMNS ? ", "
                   : i         ? ", ["
                               : "[",
                   annex_cell(text, page, 1 + i / COLUMNS, i % COLUMNS).p, i % COLUMNS == 5 ? "]" : "");
        printf("],\n \"title\": \"%s\", \"bars\": [", annex_chart_title(text, page).p);
        for (int i = 0; i < BARS; i++) {
            printf("%s[\"%s\", %d, ", i ? ", " : "", annex_bar_label(text, page, i).p, annex_bar(page, i));
            printf("\"%s\"]", annex_bar_value(text, page, i).p);
        }
        printf("]}");
    }
    printf("]}\n");
}

int main(int argc, char **argv) {
    Str way = str_of(argc > 2 ? argv[1] : "");
    int count = argc > 2 ? atoi(argv[2]) : 0;
    const char *path = argc > 3 ? argv[3] : "";
    if (count < 1) return 2;
    if (str_is(way, "data")) data(count);
    else if (str_is(way, "plain")) return plain(count, path) ? 0 : 3;
    else if (str_is(way, "tagged")) return ours(tagged, count, path) ? 0 : 3;
    else if (str_is(way, "review")) return ours(review, count, path) ? 0 : 3;
    else return 2;
    return 0;
}

#include "tests/report/pages_check.h"
#include "tests/report/world.h"
#include "tests/tap.h"

#include <string.h>

static void sane(const Pages *pages, int line) {
    if (!OK_AT(line, pages != NULL)) return;
    NUM_AT(line, pages_outside(pages), 0);
    NUM_AT(line, pages_overlaps(pages), 0);
    NUM_AT(line, pages_lonely_headings(pages), 0);
    NUM_AT(line, pages_loose_ends(pages), 0);
    NUM_AT(line, pages_torn(pages), 0);
    NUM_AT(line, pages_faint(pages), 0);
}

static Cell *table_cell(const FigureTable *table, size_t row, size_t column) {
    return &table->cells[row * table->column_count + column];
}

static FigureTable *table_named(Figures *figures, const char *name) {
    for (size_t i = 0; i < figures->table_count; i++)
        if (str_is(figures->tables[i].name, name)) return &figures->tables[i];
    abort();
}

static Cell *value_named(Figures *figures, const char *name) {
    for (size_t i = 0; i < figures->value_count; i++)
        if (str_is(figures->values[i].name, name)) return &figures->values[i].cell;
    abort();
}

/* Repeats the rows of a table until it has so many. */
static void table_lengthen(Arena *arena, FigureTable *table, size_t rows) {
    if (!table->row_count) return;
    Cell *cells = ARENA_ARRAY(arena, Cell, rows * table->column_count);
    for (size_t i = 0; i < rows * table->column_count; i++)
        cells[i] = table->cells[i % (table->row_count * table->column_count)];
    table->cells = cells;
    table->row_count = rows;
}

static bool is_painted(const Pages *pages, const char *text) {
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->at[p].n; i++)
            if (str_find(pages->at[p].items[i].text, str_of(text)) != SIZE_MAX) return true;
    return false;
}

static size_t count_kind(const Element *element, ElementKind kind) {
    size_t n = element->kind == kind;
    for (const Element *child = element->first; child; child = child->next) n += count_kind(child, kind);
    return n;
}

static bool is_heading(const Item *item) {
    return item->kind == ITEM_TEXT && item->element && item->element->kind >= ELEMENT_H1 &&
           item->element->kind <= ELEMENT_H3;
}

/* Whether the page where a link of the contents leads is the one it names, and a heading stands there. */
static bool is_true(Arena *arena, const Pages *pages, const Page *page, const Item *link) {
    Str number = str_print(arena, "%zu", link->target_page + 1);
    bool printed = false, heading = false;
    for (size_t i = 0; i < page->n; i++)
        printed |= page->items[i].element == link->element && str_eq(page->items[i].text, number);
    const Page *target = &pages->at[link->target_page];
    for (size_t i = 0; i < target->n; i++)
        heading |= is_heading(&target->items[i]) && target->items[i].y > link->target_y &&
                   target->items[i].y < link->target_y + 30;
    return printed && heading;
}

static size_t count_true_contents(Arena *arena, const Pages *pages) {
    size_t n = 0;
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->at[p].n; i++) {
            const Item *link = &pages->at[p].items[i];
            n += link->kind == ITEM_LINK && link->element->parent->kind == ELEMENT_REFERENCE &&
                 is_true(arena, pages, &pages->at[p], link);
        }
    return n;
}

static Figures *year(World *world) {
    return figures_by_hand(world->arena, STR("tests/report/year.figures"));
}

static void whole_year(World *world) {
    Pages *pages = world_pages(world, year(world), world_file(world, "templates/review.xml"));
    sane(pages, __LINE__);
    IS(pages->title, STR("Bilan annuel 2025 – 2026"));
    IS(pages->language, STR("fr-FR"));
    NUM(pages->made_at, 20532LL * 86400);
    OK(pages->outline_count > 20);
    NUM(pages->outlines[0].level, 1);
    NUM(pages->outlines[0].page, 1);  /* the synthesis is page 2 ... */
    OK(pages->outlines[1].page >= 3); /* ... alone: the contents are page 3 */
    OK(is_painted(pages, "non déclaré"));
    NUM(count_true_contents(world->arena, pages), count_kind(pages->root, ELEMENT_TOCI));
    NUM(count_kind(pages->root, ELEMENT_TOCI), pages->outline_count);
    Str once = pages_dump(world->arena, pages);
    Pages *again = world_pages(world, year(world), world_file(world, "templates/review.xml"));
    OK(str_eq(once, pages_dump(world->arena, again)));
}

/* No contract, no person, nothing read: still a document. */
static void empty_year(World *world) {
    Figures *figures = year(world);
    for (size_t i = 0; i < figures->table_count; i++) figures->tables[i].row_count = 0;
    for (size_t i = 0; i < figures->value_count; i++)
        if (figures->values[i].cell.kind != CELL_TEXT) figures->values[i].cell = (Cell){.kind = CELL_ABSENT};
    *value_named(figures, "title") = (Cell){.kind = CELL_ABSENT};
    Pages *pages = world_pages(world, figures, world_file(world, "templates/review.xml"));
    sane(pages, __LINE__);
    IS(pages->title, STR("Bilan annuel"));
    OK(is_painted(pages, "Bilan annuel 2025"));
    NUM(count_kind(pages->root, ELEMENT_FIGURE), 0);
    NUM(count_kind(pages->root, ELEMENT_TABLE), 0);
    OK(!is_painted(pages, "Annexes"));
    OK(!is_painted(pages, "<")); /* a word that is not there would print as <name> */
}

/* Every word that the code asks for is there. */
static void words(World *world) {
    static const char *const names[] = {
        "month.1",          "month.12",       "month_short.1",      "month_short.12",    "cell.masked",
        "cell.absent",      "caption.table",  "caption.data",       "caption.masked",    "table.part",
        "chart.most",       "chart.line_met", "caption.figure",     "reference.chapter", "reference.page",
        "reference.table",  "table.total",    "alerts.more",        "chart.bars",        "chart.stack",
        "chart.months",     "chart.alt",      "chart.item",         "chart.item_part",   "chart.masked",
        "chart.line_value", "chart.absent",   "chart.absent_short", "chart.rest",        "chart.grey",
        "document.subject", "document.title"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str word = words_get(world->words, names[i]);
        OK(word.n && word.p[0] != '<');
    }
}

static void masked_year(World *world) {
    Figures *figures = year(world);
    for (size_t i = 0; i < figures->table_count; i++) {
        FigureTable *table = &figures->tables[i];
        for (size_t c = 0; c < table->row_count * table->column_count; c++)
            if (table->cells[c].kind == CELL_COUNT || table->cells[c].kind == CELL_HOURS ||
                table->cells[c].kind == CELL_PERCENT)
                table->cells[c] = (Cell){.kind = CELL_MASKED};
    }
    sane(world_pages(world, figures, world_file(world, "templates/review.xml")), __LINE__);
}

/* Words without end, titles of a page, five hundred contracts. */
static void monstrous_year(World *world) {
    Arena *arena = world->arena;
    Figures *figures = year(world);
    char *word = arena_text(arena, 3000), *title = arena_text(arena, 3000);
    memset(word, 'W', 3000);
    for (size_t i = 0; i < 3000; i++) title[i] = "restructuration "[i % 16];
    *value_named(figures, "title") = (Cell){.kind = CELL_TEXT, .text = {word, 3000}};
    *value_named(figures, "body") = (Cell){.kind = CELL_TEXT, .text = {title, 3000}};
    *value_named(figures, "note") = (Cell){.kind = CELL_TEXT, .text = {title, 3000}};
    value_named(figures, "hours_done")->number = 9000000000000012;
    for (size_t i = 0; i < figures->table_count; i++) {
        FigureTable *table = &figures->tables[i];
        if (str_is(table->name, "hours_by_month")) continue;
        table_lengthen(arena, table, str_is(table->name, "contracts_annex") ? 500 : 45);
        for (size_t c = 0; c < 2; c++) {
            Cell *cell = table_cell(table, 1, c);
            if (cell->kind == CELL_TEXT) cell->text = (Str){c ? word : title, c ? 400 : 3000};
        }
    }
    table_lengthen(arena, table_named(figures, "hours_by_month"), 36);
    Pages *pages = world_pages(world, figures, world_file(world, "templates/review.xml"));
    if (!OK(pages != NULL)) return;
    NUM(pages_outside(pages), 0);
    NUM(pages_overlaps(pages), 0);
    NUM(pages_loose_ends(pages), 0);
}

/* Every page of a long table begins with its head, as an artifact that the tree does not know. */
static void long_table(World *world) {
    Figures *figures = year(world);
    table_lengthen(world->arena, table_named(figures, "contracts_annex"), 200);
    Str text = STR("<review lang='fr'><section title='T'><table data='contracts_annex'>"
                   "<column field='id' header='row'>Référence</column><column field='title'>Marché</column>"
                   "<column field='amount'>Montant</column><caption>Tous.</caption></table>"
                   "</section></review>");
    Pages *pages = world_pages(world, figures, text);
    sane(pages, __LINE__);
    if (!OK(pages->n > 4)) return;
    size_t heads = 0;
    for (size_t p = 1; p < pages->n; p++) {
        const Item *first = &pages->at[p].items[0];
        heads +=
            first->artifact == ARTIFACT_REPEATED_HEAD && !first->element && str_is(first->text, "Référence");
    }
    NUM(heads, pages->n - 1);
    NUM(count_kind(pages->root, ELEMENT_THEAD), 1);
    NUM(count_kind(pages->root, ELEMENT_TR), 201);
}

/* What was composed is forgotten once it has its place: many tables take little more memory than what stands
 * on their pages. */
static void many_tables(World *world) {
    Figures *figures = year(world);
    table_lengthen(world->arena, table_named(figures, "contracts_annex"), 50);
    Buf text = {.arena = world->arena};
    buf_add(&text, STR("<review lang='fr'><section title='T'>"));
    for (size_t i = 0; i < 100; i++)
        buf_add(&text, STR("<table data='contracts_annex'><column field='id'>R</column><column field='title'>"
                           "M</column><column field='amount'>E</column></table>"));
    buf_add(&text, STR("</section></review>"));
    size_t before = arena_held(world->arena), items = 0;
    Pages *pages = world_pages(world, figures, buf_str(&text));
    if (!OK(pages && pages->n > 100)) return;
    for (size_t p = 0; p < pages->n; p++) items += pages->at[p].n;
    size_t least = items * sizeof(Item) + pages->element_count * sizeof(Element);
    OK(arena_held(world->arena) - before < 2 * least);
}

/* Figures of a column have the same decimals and end at the same place. */
static void column_of_figures(World *world) {
    Str text = STR("<review lang='fr'><section title='T'><table data='hours_by_trade' total='no'>"
                   "<column field='hours'>Heures</column></table></section></review>");
    Pages *pages = world_pages(world, year(world), text);
    sane(pages, __LINE__);
    double end = 0;
    size_t figures = 0, straight = 0;
    for (size_t i = 0; i < pages->at[0].n; i++) {
        const Item *item = &pages->at[0].items[i];
        if (!item->element || item->element->kind != ELEMENT_TD || item->kind != ITEM_TEXT) continue;
        if (!figures++) end = item->x + item->width;
        double off = item->x + item->width - end;
        straight += off < 0.01 && off > -0.01 && str_find_byte(item->text, ',') == item->text.n - 2;
    }
    NUM(figures, 7);
    NUM(straight, 7);
}

/* The text that begins so, on the first page. */
static const Item *painted(const Pages *pages, const char *text) {
    static const Item none;
    for (size_t i = 0; i < pages->at[0].n; i++)
        if (str_starts(pages->at[0].items[i].text, str_of(text))) return &pages->at[0].items[i];
    return &none;
}

/* A row that is a part of the one above stands in; its figure does not. */
static void parts(World *world) {
    Str text = STR("<review lang='fr'><section title='T'><facts label='L' now='N'>"
                   "<fact value='people'>Personnes</fact><fact value='women'>dont femmes</fact>"
                   "</facts></section></review>");
    Pages *pages = world_pages(world, year(world), text);
    sane(pages, __LINE__);
    OK(painted(pages, "dont femmes")->x > painted(pages, "Personnes")->x + 5);
    OK(painted(pages, "L")->x == painted(pages, "Personnes")->x);
}

/* Two tables beside each other begin their rows at one height, whatever their heads; a side that is alone
 * has the whole width. */
static void sides(World *world) {
    const char *form =
        "<review lang='fr'><section title='T'><columns>"
        "<side><table data='people_by_exit'><column field='label' header='row'>S</column>"
        "<column field='count'>N</column></table><p>Seul, ce côté a toute la largeur de la page, et son "
        "texte tient en moins de lignes que dans une colonne étroite.</p></side>"
        "<side><table data='%s'><column field='label' header='row'>E</column>"
        "<column field='count'>Un intitulé qui tient bien plus de lignes que son voisin, et de "
        "loin</column></table></side></columns></section></review>";
    Pages *pages = world_pages(world, year(world), str_print(world->arena, form, "people_by_sex"));
    sane(pages, __LINE__);
    OK(painted(pages, "CDI")->y == painted(pages, "femmes")->y);
    OK(painted(pages, "Un ")->y < painted(pages, "N")->y);
    Figures *figures = year(world);
    table_named(figures, "people_by_sex")->row_count = 0;
    pages = world_pages(world, figures, str_print(world->arena, form, "people_by_sex"));
    sane(pages, __LINE__);
    OK(painted(pages, "Seul")->width > PAGE_WIDTH / 2);
}

/* So many short paragraphs in a chapter. */
static Pages *chapter(World *world, const char *attribute, size_t paragraphs) {
    Buf text = {.arena = world->arena};
    buf_print(&text, "<review lang='fr'><section title='T'%s>", attribute);
    for (size_t i = 0; i < paragraphs; i++) buf_add(&text, STR("<p>Une ligne.</p>"));
    buf_add(&text, STR("</section></review>"));
    return world_pages(world, year(world), buf_str(&text));
}

/* The synthesis stands closer to stay on its page, but not at any price; other chapters go on as they are. */
static void one_page(World *world) {
    NUM(chapter(world, "", 30)->n, 1);
    NUM(chapter(world, "", 34)->n, 2);
    NUM(chapter(world, " numbered='no'", 34)->n, 1);
    NUM(chapter(world, " numbered='no'", 44)->n, 2);
    sane(chapter(world, " numbered='no'", 34), __LINE__);
}

/* Paragraphs of two to nine lines, wherever on a page they begin. */
static void widows(World *world) {
    Buf text = {.arena = world->arena};
    buf_add(&text, STR("<review lang='fr'><section title='T'><list>"));
    for (size_t i = 0; i < 90; i++) {
        buf_add(&text, i == 45 ? STR("</list><p>") : i > 45 ? STR("<p>") : STR("<item>"));
        for (size_t word = 0; word < 20 + 17 * (i * 7 % 8); word++)
            buf_add(&text, STR("des heures réalisées "));
        buf_add(&text, i >= 45 ? STR("</p>") : STR("</item>"));
    }
    buf_add(&text, STR("</section></review>"));
    Pages *pages = world_pages(world, year(world), buf_str(&text));
    sane(pages, __LINE__);
    OK(pages->n > 10);
}

/* A chart of which all figures are hidden is left out, and with it the section that only explains it. */
static void nothing_to_see(World *world) {
    const char *form =
        "<review lang='fr'><section title='A'><p>x</p><section title='Femmes'><p>Ce que montre "
        "la figure.</p>%s<chart type='bars' data='people_by_sex' value='count'>C</chart></section>"
        "<section title='Liste'><table data='people_by_sex'><column field='label'>T</column>"
        "</table></section></section></review>";
    Figures *figures = year(world);
    Pages *pages = world_pages(world, figures, str_print(world->arena, form, ""));
    OK(is_painted(pages, "Femmes") && is_painted(pages, "Ce que montre"));
    FigureTable *table = table_named(figures, "people_by_sex");
    for (size_t row = 0; row < table->row_count; row++)
        table_cell(table, row, figure_column(table, STR("count")))->kind = CELL_MASKED;
    pages = world_pages(world, figures, str_print(world->arena, form, ""));
    OK(!is_painted(pages, "Femmes") && !is_painted(pages, "Ce que montre") && is_painted(pages, "Liste"));
    pages = world_pages(world, figures, str_print(world->arena, form, "<p if='people'>Mais ceci.</p>"));
    OK(is_painted(pages, "Femmes") && is_painted(pages, "Mais ceci."));
}

static double widest_rule(const Pages *pages) {
    double most = 0;
    for (size_t i = 0; i < pages->at[0].n; i++) {
        const Item *item = &pages->at[0].items[i];
        bool furniture = !item->element && item->artifact != ARTIFACT_LAYOUT;
        if (item->kind == ITEM_LINE && !furniture && item->width > most) most = item->width;
    }
    return most;
}

/* Half the column, two thirds, or all of it: as its words need. */
static void table_widths(World *world) {
    static const struct {
        int line;
        const char *head;
        double share; /* of the column */
    } heads[] = {
        {__LINE__, "Personnes", 0.477},
        {__LINE__, "Personnes comptées pendant la période de la convention", 0.667},
        {__LINE__, "Personnes comptées pendant la période de la convention et qui ont déclaré des heures", 1},
    };
    Theme theme = theme_default();
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        Str text =
            str_print(world->arena,
                      "<review lang='fr'><section title='T'><table data='people_by_sex'><column "
                      "field='label'>S</column><column field='count'>%s</column></table></section></review>",
                      heads[i].head);
        double width = widest_rule(world_pages(world, year(world), text));
        NUM_AT(heads[i].line, width / column_width(&theme) * 100 + 0.5, heads[i].share * 100 + 0.5);
    }
}

/* "s" is explained where one stands, and only there; who listens hears what it stands for. */
static void hidden_cells(World *world) {
    Figures *figures = year(world);
    Str text = STR("<review lang='fr'><section title='T'><table data='people_by_sex'>"
                   "<column field='label' header='row'>S</column><column field='count'>N</column>"
                   "<caption>C.</caption></table></section></review>");
    Pages *pages = world_pages(world, figures, text);
    OK(!is_painted(pages, "secret statistique"));
    size_t spans = count_kind(pages->root, ELEMENT_SPAN);
    table_cell(table_named(figures, "people_by_sex"), 0, 1)->kind = CELL_MASKED;
    pages = world_pages(world, figures, text);
    sane(pages, __LINE__);
    OK(is_painted(pages, "secret statistique"));
    NUM(count_kind(pages->root, ELEMENT_SPAN), spans + 1);
}

/* Words of any width leave the figures and dates beside them whole. */
static void wide_words(World *world) {
    Figures *figures = year(world);
    FigureTable *table = table_named(figures, "contracts");
    char *word = arena_text(world->arena, 200);
    memset(word, 'W', 200);
    for (size_t c = 0; c < 2; c++)
        *table_cell(table, 0, figure_column(table, c ? STR("title") : STR("contractor"))) =
            (Cell){.kind = CELL_TEXT, .text = {word, 200}};
    Str text = STR("<review lang='fr'><section title='T'><table data='contracts'>"
                   "<column field='title'>Marché</column><column field='contractor'>Titulaire</column>"
                   "<column field='mechanism'>Mécanisme</column><column field='start'>Début</column>"
                   "<column field='end'>Fin</column></table></section></review>");
    Pages *pages = world_pages(world, figures, text);
    sane(pages, __LINE__);
    size_t dates = 0;
    for (size_t i = 0; i < pages->at[0].n; i++) {
        Str item = pages->at[0].items[i].text;
        dates += item.n == 10 && item.p[2] == '/' && item.p[5] == '/';
    }
    NUM(dates, 2 * table->row_count);
}

/* What is hidden is in no sentence; zero is. */
static void known(World *world) {
    Figures *figures = year(world);
    Str text = STR("<review lang='fr'><section title='T'><p>A<span known='women'> dont "
                   "<v name='women'/></span>.</p></section></review>");
    static const struct {
        int line;
        Cell cell;
        const char *painted;
    } rows[] = {
        {__LINE__, {.kind = CELL_COUNT, .number = 0}, "A dont 0."},
        {__LINE__, {.kind = CELL_MASKED, .number = 3}, "A."},
        {__LINE__, {.kind = CELL_ABSENT}, "A."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *value_named(figures, "women") = rows[i].cell;
        OK_AT(rows[i].line, is_painted(world_pages(world, figures, text), rows[i].painted));
    }
}

/* On a page of few rows each alert is cut, so that the page holds them. */
static void brief_alerts(World *world) {
    Figures *figures = year(world);
    FigureTable *table = table_named(figures, "alerts");
    char *long_text = arena_text(world->arena, 3000);
    for (size_t i = 0; i < 3000; i++) long_text[i] = "restructuration "[i % 16];
    table_lengthen(world->arena, table, 6);
    for (size_t row = 0; row < 6; row++)
        for (size_t c = 0; c < 2; c++)
            *table_cell(table, row, c) = (Cell){.kind = CELL_TEXT, .text = {long_text, 3000}};
    Pages *pages = world_pages(world, figures, world_file(world, "templates/review.xml"));
    sane(pages, __LINE__);
    NUM(pages->outlines[0].page, 1);
    bool contents = false;
    for (size_t i = 0; i < pages->at[2].n; i++) contents |= str_is(pages->at[2].items[i].text, "Sommaire");
    OK(contents);
}

/* Conditions, both forms of a noun, links, forced lines. */
static void running_text(World *world) {
    Figures *figures = year(world);
    value_named(figures, "people")->number = 1;
    Str text = STR("<review lang='fr'><section title='T' id='t'>"
                   "<p><v name='people' one='personne' many='personnes'/><span if='lots'> oui</span>"
                   "<span unless='lots'> non</span> <b if='pack_title'>gras</b><br/>et <ref to='t'/>.</p>"
                   "<p if='rows_blank' unless='lots'>caché</p></section>"
                   "<section title='Vide'><table data='alerts' if='target_missed'>"
                   "<column field='text'>T</column></table><figures><figure value='people' "
                   "unless='people'>x</figure></figures><table data='alerts'><column field='text' "
                   "if='target_missed'>T</column></table></section></review>");
    Pages *pages = world_pages(world, figures, text);
    sane(pages, __LINE__);
    OK(is_painted(pages, "1\u00a0personne oui "));
    OK(is_painted(pages, "gras"));
    OK(is_painted(pages, "chapitre\u00a01"));
    OK(!is_painted(pages, "caché"));
    OK(!is_painted(pages, "Vide"));
    NUM(count_kind(pages->root, ELEMENT_LINK), 1);
}

/* The whole list of a small review, as text: a change of looks is a change of this file. */
static void golden(World *world) {
    Pages *pages = world_pages(world, year(world), world_file(world, "tests/golden/small.xml"));
    sane(pages, __LINE__);
    Str got = pages_dump(world->arena, pages), want = world_file(world, "tests/golden/small.pages");
    if (OK(str_eq(got, want))) return;
    FILE *file = fopen("build/small.pages", "wb");
    if (!file) return;
    fwrite(got.p, 1, got.n, file);
    fclose(file);
    printf("# see: diff tests/golden/small.pages build/small.pages\n");
}

int main(void) {
    World world;
    if (!world_open(&world)) {
        SKIP("no Lato");
        return tap_done();
    }
    whole_year(&world);
    empty_year(&world);
    words(&world);
    masked_year(&world);
    monstrous_year(&world);
    long_table(&world);
    many_tables(&world);
    column_of_figures(&world);
    parts(&world);
    sides(&world);
    hidden_cells(&world);
    wide_words(&world);
    known(&world);
    brief_alerts(&world);
    running_text(&world);
    one_page(&world);
    widows(&world);
    nothing_to_see(&world);
    table_widths(&world);
    golden(&world);
    world_close(&world);
    return tap_done();
}

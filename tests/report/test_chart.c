#include "report/chart.h"
#include "tests/report/pages_check.h"
#include "tests/report/world.h"
#include "tests/tap.h"

static void axis(void) {
    static const struct {
        int line;
        double most, step;
    } rows[] = {
        {__LINE__, 0, 1},          {__LINE__, 1, 1},          {__LINE__, 5, 1},
        {__LINE__, 6, 2},          {__LINE__, 24, 5},         {__LINE__, 26, 10},
        {__LINE__, 100, 20},       {__LINE__, 189300, 50000}, {__LINE__, 99999, 20000},
        {__LINE__, 100001, 50000}, {__LINE__, 9e18, 2e18},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        OK_AT(rows[i].line, chart_axis_step(rows[i].most, 5) == rows[i].step);
}

/* A table of labels and counts; a negative count is hidden, INT64_MIN not declared. */
static Figures *counted(Arena *arena, const int64_t *counts, size_t n, const char *const *labels,
                        size_t label_count) {
    Figures *figures = ARENA_NEW(arena, Figures);
    FigureTable *table = ARENA_PUSH(arena, figures->tables, figures->table_count, figures->table_cap);
    *table = (FigureTable){.name = STR("t"), .column_count = 2, .row_count = n};
    table->columns = ARENA_ARRAY(arena, FigureColumn, 2);
    table->columns[0].name = STR("label");
    table->columns[1].name = STR("count");
    table->cells = ARENA_ARRAY(arena, Cell, 2 * n);
    for (size_t i = 0; i < n; i++) {
        table->cells[2 * i] = (Cell){.kind = CELL_TEXT, .text = str_of(labels[i % label_count])};
        Cell *cell = &table->cells[2 * i + 1];
        if (counts[i] == INT64_MIN) cell->kind = CELL_ABSENT;
        else if (counts[i] < 0) cell->kind = CELL_MASKED;
        else *cell = (Cell){.kind = CELL_COUNT, .number = counts[i]};
    }
    return figures;
}

static Pages *drawn(World *world, const Figures *figures, const char *type) {
    Str text =
        str_print(world->arena,
                  "<review lang='fr'><section title='T'><chart type='%s' data='t' value='count'>C."
                  "</chart><table data='t'><column field='label'>L</column></table></section></review>",
                  type);
    return world_pages(world, figures, text);
}

static const Element *figure_of(const Element *element) {
    if (element->kind == ELEMENT_FIGURE) return element;
    for (const Element *child = element->first; child; child = child->next) {
        const Element *found = figure_of(child);
        if (found) return found;
    }
    return NULL;
}

static const char *const exits[] = {"CDI",       "CDD de six mois et plus", "CDD de moins de six mois",
                                    "formation", "sans solution connue",    "issue inconnue",
                                    "en cours"};

/* Whatever the numbers, labels never touch and nothing leaves the figure. */
static void any_numbers(World *world) {
    uint32_t seed = 1;
    size_t bad = 0;
    for (size_t round = 0; round < 200; round++) {
        int64_t counts[14];
        size_t n = 1 + round % 14;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525 + 1013904223;
            counts[i] = (int64_t)(seed >> 24) * (seed >> 31 ? 1 : 1000) - 20;
            if (counts[i] < -15) counts[i] = INT64_MIN;
        }
        counts[0] = 1;
        Figures *figures = counted(world->arena, counts, n, exits, 7);
        static const char *const types[] = {"stack", "bars", "months"};
        for (size_t t = 0; t < 3; t++) {
            Pages *pages = drawn(world, figures, types[t]);
            bad += !pages || pages_overlaps(pages) || pages_outside(pages) || pages_faint(pages);
        }
    }
    NUM(bad, 0);
}

/* Of three years beside another block: every year stands below its own January. */
static void years(World *world) {
    int64_t counts[36];
    for (size_t i = 0; i < 36; i++) counts[i] = 100;
    Figures *figures = counted(world->arena, counts, 36, exits, 7);
    for (size_t i = 0; i < 36; i++)
        figures->tables[0].cells[2 * i] = (Cell){.kind = CELL_MONTH, .number = month_of(2022, 11) + (Month)i};
    Pages *pages = world_pages(world, figures,
                               STR("<review lang='fr'><section title='T'><columns>"
                                   "<side><chart type='months' data='t' value='count'>C.</chart></side>"
                                   "<side><table data='t'><column field='label'>L</column></table></side>"
                                   "</columns></section></review>"));
    if (!OK(pages != NULL)) return;
    size_t named = 0;
    for (size_t i = 1; i < pages->at[0].n; i++) {
        const Item *year = &pages->at[0].items[i], *name = year - 1;
        if (str_starts(year->text, STR("20")) && year->text.n == 4) named += str_is(name->text, "janv.");
    }
    NUM(named, 3);
}

/* The width of the one hatched box, and the sum of the others'. */
static double hatch_width(const Pages *pages) {
    for (size_t i = 0; i < pages->at[0].n; i++)
        if (pages->at[0].items[i].kind == ITEM_HATCH) return pages->at[0].items[i].width;
    return 0;
}

/* A hidden figure is as wide among small ones as among large ones. */
static void hidden(World *world) {
    static const char *const types[] = {"stack", "bars", "months"};
    for (size_t t = 0; t < 3; t++) {
        Figures *small = counted(world->arena, (int64_t[]){1, -1, 2}, 3, exits, 7);
        Figures *large = counted(world->arena, (int64_t[]){10000, -1, 20000, 7}, 4, exits, 7);
        Pages *a = drawn(world, small, types[t]), *b = drawn(world, large, types[t]);
        OK(hatch_width(a) == HIDDEN_WIDTH);
        OK(hatch_width(b) == HIDDEN_WIDTH);
    }
}

static void described(World *world) {
    Figures *figures = counted(world->arena, (int64_t[]){16, -1, INT64_MIN, 0}, 4, exits, 7);
    Pages *pages = drawn(world, figures, "bars");
    IS(figure_of(pages->root)->alt,
       STR("Graphique à barres. C. CDI\u00a0: 16\u202f; CDD de six mois et plus\u00a0: chiffre "
           "protégé\u202f; CDD de moins de six mois\u00a0: non déclaré\u202f; formation\u00a0: 0."));
    OK(figure_of(pages->root)->box[2] > 400);
    /* nothing to draw: no chart, and no figure number is used up */
    pages = drawn(world, counted(world->arena, (int64_t[]){0, INT64_MIN}, 2, exits, 7), "bars");
    OK(figure_of(pages->root) == NULL);
}

/* Rows beyond the template's limit become one; a hidden one among them hides their sum. */
static void rest(World *world) {
    static const struct {
        int line;
        int64_t counts[4];
        const char *alt;
    } rows[] = {
        {__LINE__,
         {5, 4, 3, 2},
         "Graphique à barres. C. CDI\u00a0: 5\u202f; CDD de six mois et plus\u00a0: 4\u202f; Autres "
         "(2)\u00a0: 5."},
        {__LINE__,
         {5, 4, 3, -1},
         "Graphique à barres. C. CDI\u00a0: 5\u202f; CDD de six mois et plus\u00a0: 4\u202f; Autres "
         "(2)\u00a0: chiffre protégé."},
        {__LINE__,
         {5, 4, 3, INT64_MIN},
         "Graphique à barres. C. Maximum\u00a0: CDI, 5. CDI\u00a0: 5\u202f; CDD de six mois et plus\u00a0: "
         "4\u202f; Autres (2)\u00a0: 3."},
        {__LINE__,
         {1, 2, 5, 0}, /* "others" are no category of their own */
         "Graphique à barres. C. CDI\u00a0: 1\u202f; CDD de six mois et plus\u00a0: 2\u202f; Autres "
         "(2)\u00a0: 5."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Figures *figures = counted(world->arena, rows[i].counts, 4, exits, 7);
        Pages *pages =
            world_pages(world, figures,
                        STR("<review lang='fr'><section title='T'><chart type='bars' rows='3' data='t' "
                            "value='count'>C.</chart><table data='t'><column field='label'>L</column>"
                            "</table></section></review>"));
        IS_AT(rows[i].line, figure_of(pages->root)->alt, str_of(rows[i].alt));
    }
}

int main(void) {
    axis();
    World world;
    if (!world_open(&world)) {
        SKIP("no Lato");
        return tap_done();
    }
    any_numbers(&world);
    years(&world);
    hidden(&world);
    described(&world);
    rest(&world);
    world_close(&world);
    return tap_done();
}

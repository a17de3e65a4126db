/* fuzz_layout.c - any text in every place of a page where text from outside may stand: typesetting it twice
 * changes nothing, its breaks lie between characters, nothing is painted outside the margins, and none of it
 * becomes markup of the page in HTML. */
#include "base/utf8.h"
#include "report/breaks.h"
#include "report/pages_html.h"
#include "report/typography.h"
#include "tests/report/pages_check.h"
#include "tests/report/world.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_typography(Arena *arena, const Words *words, Str text) {
    Str once = typeset(arena, words, text);
    assert(utf8_check(once) == once.n);
    assert(str_eq(typeset(arena, words, once), once));
    unsigned char *breaks = breaks_find(arena, NULL, text);
    for (size_t i = 0; i + 1 < text.n; i++)
        assert(breaks[i] == BREAK_NO || ((unsigned char)text.p[i + 1] & 0xc0) != 0x80);
}

/* A table whose labels are the lines of the text. */
static Figures *figures_of(Arena *arena, Str text) {
    Figures *figures = ARENA_NEW(arena, Figures);
    FigureTable *table = ARENA_PUSH(arena, figures->tables, figures->table_count, figures->table_cap);
    *table = (FigureTable){.name = STR("t"), .column_count = 2};
    table->columns = ARENA_ARRAY(arena, FigureColumn, 2);
    table->columns[0].name = STR("label");
    table->columns[1].name = STR("count");
    Str rest = text, line;
    size_t cells = 0, cap = 0;
    while (str_next(&rest, '\n', &line)) {
        *ARENA_PUSH(arena, table->cells, cells, cap) = (Cell){.kind = CELL_TEXT, .text = line};
        Cell *count = ARENA_PUSH(arena, table->cells, cells, cap);
        *count = (Cell){.kind = CELL_COUNT, .number = (int64_t)line.n};
    }
    table->row_count = cells / 2;
    *ARENA_PUSH(arena, figures->values, figures->value_count, figures->value_cap) =
        (FigureValue){.name = STR("title"), .cell = {.kind = CELL_TEXT, .text = text}};
    return figures;
}

static Str template_text(void) {
    return STR(
        "<review lang='fr'><header><v name='title'/></header><cover><title><v name='title'/></title>"
        "<party><who><v name='title'/></who></party></cover><section title='T'><p><b>a</b><v "
        "name='title'/></p>"
        "<figures><figure value='title'><v name='title'/></figure></figures>"
        "<alerts data='t' lead='label' text='label'/><chart type='bars' data='t' value='count'>C</chart>"
        "<chart type='stack' data='t' value='count'><v name='title'/></chart>"
        "<table data='t'><column field='label'>L</column><column field='count'>C</column></table>"
        "</section></review>");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Str text = {(const char *)data, size};
    if (size > 4096 || utf8_check(text) != size) {
        arena_free(arena);
        return 0;
    }
    static World shared; /* words, fonts and schema, opened once */
    static bool opened;
    if (!shared.arena) opened = world_open(&shared);
    if (opened) {
        check_typography(arena, shared.words, text);
        World world = shared;
        world.arena = arena;
        Pages *pages = world_pages(&world, figures_of(arena, text), template_text());
        assert(pages && !pages_outside(pages) && !pages_loose_ends(pages));
        Str html = pages_html(arena, pages);
        assert(utf8_check(html) == html.n && str_find(html, STR("<script")) == SIZE_MAX);
    }
    arena_free(arena);
    return 0;
}

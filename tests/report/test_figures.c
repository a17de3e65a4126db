/* The names that templates use, each with its columns; and that a masked cell carries nothing. */
#include "report/attachment.h"
#include "report/year.h"
#include "tests/report/year_world.h"

enum { SHEET_NAME_MOST = 31 }; /* characters, in a workbook */

static const char *const values[] = {
    "title",
    "body",
    "body_role",
    "agency",
    "agency_role",
    "note",
    "period_from",
    "period_to",
    "year",
    "published",
    "target_hours",
    "hours_committed",
    "hours_done",
    "hours_training",
    "rate",
    "people",
    "previous_people",
    "previous_hours",
    "contracts",
    "contracts_late",
    "contracts_declared",
    "months_missing",
    "months_missing_before",
    "notices",
    "lots",
    "eligible",
    "to_check",
    "not_eligible",
    "proposed",
    "inserted",
    "awarded",
    "structures",
    "structures_declared",
    "hours_per_person",
    "fte",
    "fte_hours",
    "women",
    "women_share",
    "cdi_share",
    "work_contracts",
    "exits_positive",
    "threshold",
    "sensitive_threshold",
    "hidden_primary",
    "hidden_secondary",
    "merged_rows",
    "pack_title",
    "pack_digest",
    "rows_read",
    "rows_kept",
    "rows_refused",
    "rows_blank",
    "top_criterion_share",
    "top_criterion",
    "top_trade",
    "top_commune",
    "method_hours",
    "method_people",
    "method_commitment",
    "method_pace",
    "method_late",
    "method_exits",
    "method_work_contracts",
    "method_disclosure",
    "method_criteria",
    "target_met",
    "target_missed",
    "published_on",
    "previous_on",
    "supersedes_on",
    "supersedes_reason",
    "contract_id",
    "contract_title",
    "contract_buyer",
    "contract_contractor",
    "contract_trade",
    "contract_nature",
    "contract_mechanism",
    "contract_amount",
    "contract_status",
    "contract_start",
    "contract_end",
    "contract_committed",
    "contract_done",
    "contract_rate",
    "contract_people",
    "contract_whole",
    "contract_cumulated",
    "contract_rate_low",
    "contract_rate_high",
    "contract_elapsed",
    "contract_missing",
};

#define CONTRACTS "label|count|share|hours"
#define PEOPLE "label|count|share|hours"
#define HOURS "label|hours|share|people"
static const struct {
    const char *name, *columns;
} tables[] = {
    {"contracts", "title|trade|mechanism|nature|contractor|committed|done|rate|people|start|end"},
    {"contracts_annex", "id|title|buyer|nature|procedure|mechanism|amount|committed|done|start|end|status"},
    {"contracts_by_nature", CONTRACTS},
    {"contracts_by_mechanism", CONTRACTS},
    {"contracts_by_trade", CONTRACTS},
    {"contracts_by_procedure", CONTRACTS},
    {"contracts_by_amount_band", CONTRACTS},
    {"contracts_by_buyer", CONTRACTS},
    {"hours_by_month", "month|hours|training|pace|cumulated|target"},
    {"hours_by_contract", "title|trade|committed|done|rate|people"},
    {"hours_by_trade", HOURS},
    {"hours_by_company", HOURS},
    {"hours_by_employer_kind", HOURS},
    {"hours_by_contract_type", HOURS},
    {"people_by_sex", PEOPLE},
    {"people_by_age_band", PEOPLE},
    {"people_by_main_criterion", PEOPLE},
    {"people_by_criterion", PEOPLE},
    {"people_by_education", PEOPLE},
    {"people_by_commune", PEOPLE},
    {"people_by_qpv", PEOPLE},
    {"people_by_prescriber", PEOPLE},
    {"people_by_exit", PEOPLE},
    {"people_by_hours", "label|count|share"},
    {"structures", "label|kind|contracts|hours|share|people"},
    {"work_contracts_by_type", "label|count|share|people|hours"},
    {"screening", "label|count|share"},
    {"funnel", "label|count|committed|done"},
    {"pace", "title|committed|cumulated|rate_low|rate_high|elapsed|missing|end"},
    {"missing", "contract|months|count|before"},
    {"years", "label|contracts|committed|done|rate|people|source"},
    {"alerts", "contract|text|rate_low|rate_high|elapsed|end"},
    {"replaced", "contract|month|before|after"},
    {"quality", "label|count"},
    {"published_figures", "figure|published|recomputed|difference"},
    {"published_causes", "cause|detail"},
    {"previous_figures", "figure|published|recomputed|difference"},
    {"previous_causes", "cause|detail"},
};

static Str columns_of(Arena *arena, const FigureTable *table) {
    StrList names = {0};
    for (size_t i = 0; i < table->column_count; i++) strlist_add(arena, &names, table->columns[i].name);
    return str_join(arena, names, STR("|"));
}

/* The closed list, whatever the data hold. */
static void check_names(Arena *arena, const Figures *figures) {
    NUM(figures->value_count, sizeof values / sizeof *values);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        tap_ok(figures_value(figures, str_of(values[i])) != NULL, __FILE__, __LINE__, values[i]);
    NUM(figures->table_count, sizeof tables / sizeof *tables);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const FigureTable *table = figures_table(figures, str_of(tables[i].name));
        tap_is(table ? columns_of(arena, table) : (Str){0}, str_of(tables[i].columns), __FILE__, __LINE__,
               tables[i].name);
    }
}

static bool cell_clean(const Cell *cell) {
    bool numberless = cell->kind == CELL_MASKED || cell->kind == CELL_ABSENT || cell->kind == CELL_TEXT;
    return (!numberless || cell->number == 0) && (cell->kind == CELL_TEXT) == (cell->text.n > 0);
}

/* A masked or absent cell has neither number nor text. */
static void check_cells(const Figures *figures) {
    size_t dirty = 0, masked = 0;
    for (size_t i = 0; i < figures->value_count; i++) dirty += !cell_clean(&figures->values[i].cell);
    for (size_t i = 0; i < figures->table_count; i++) {
        const FigureTable *table = &figures->tables[i];
        for (size_t k = 0; k < table->row_count * table->column_count; k++) {
            dirty += !cell_clean(&table->cells[k]);
            masked += table->cells[k].kind == CELL_MASKED;
        }
        for (size_t k = 0; table->total && k < table->column_count; k++)
            dirty += !cell_clean(&table->total[k]);
    }
    NUM(dirty, 0);
    OK(masked > 0);
}

static void test_names(void) {
    World world = world_new();
    check_names(world.arena, review_figures(world.arena, world_fold(&world)));
    world_fill(&world, 14, 61);
    Figures *figures = review_figures(world.arena, world_fold(&world));
    check_names(world.arena, figures);
    check_cells(figures);
    OK(!figures_value(figures, STR("no_such_name")) && !figures_table(figures, STR("no_such_table")));
    const FigureTable *contracts = figures_table(figures, STR("contracts"));
    NUM(figure_column(contracts, STR("rate")), 7);
    NUM(figure_column(contracts, STR("no_such_column")), SIZE_MAX);
    NUM(contracts->row_count, figures_value(figures, STR("contracts"))->number);
    arena_free(world.arena);
}

static void test_any(void) {
    static const struct {
        int line;
        Cell cell;
        bool want;
    } rows[] = {
        {__LINE__, {.kind = CELL_ABSENT}, false},
        {__LINE__, {.kind = CELL_TEXT}, false},
        {__LINE__, {.kind = CELL_TEXT, .text = STR("x")}, true},
        {__LINE__, {.kind = CELL_COUNT}, false},
        {__LINE__, {.kind = CELL_HOURS, .number = 1}, true},
        {__LINE__, {.kind = CELL_PERCENT, .number = -1}, true},
        {__LINE__, {.kind = CELL_DATE}, true}, /* the first of January 1970 is a day */
        {__LINE__, {.kind = CELL_MASKED}, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        FigureValue value = {STR("v"), rows[i].cell, false};
        FigureTable empty = {.name = STR("empty")}, full = {.name = STR("full"), .row_count = 1};
        FigureTable both[] = {empty, full};
        Figures figures = {.values = &value, .value_count = 1, .tables = both, .table_count = 2};
        OK_AT(rows[i].line, figures_any(&figures, STR("v")) == rows[i].want);
        OK_AT(rows[i].line, !figures_any(&figures, STR("empty")) && figures_any(&figures, STR("full")));
        OK_AT(rows[i].line, !figures_any(&figures, STR("nothing")));
    }
}

/* Every cell of the attached table, as a spreadsheet of the language and as a program read it; a hidden one
 * has a letter and no number. */
static void test_attachment(void) {
    World world = world_new();
    FigureColumn columns[] = {{STR("label")}, {STR("hours")}};
    Cell cells[] = {{.kind = CELL_TEXT, .text = STR("=2+3, ou pas")},
                    {.kind = CELL_HOURS, .number = 150},
                    {.kind = CELL_TEXT, .text = STR("b")},
                    {.kind = CELL_MASKED}};
    Cell total[] = {{.kind = CELL_TEXT, .text = STR("Total")}, {.kind = CELL_ABSENT}};
    FigureTable table = {.name = STR("t"),
                         .columns = columns,
                         .column_count = 2,
                         .cells = cells,
                         .row_count = 2,
                         .total = total};
    FigureValue kinds[] = {
        {STR("a"), {.kind = CELL_COUNT, .number = 61}, false},
        {STR("b"), {.kind = CELL_PERCENT, .number = -5}, false},
        {STR("c"), {.kind = CELL_MONEY, .number = 12345}, false},
        {STR("d"), {.kind = CELL_DATE, .number = 0}, false},
        {STR("e"), {.kind = CELL_MONTH, .number = month_of(2026, 3)}, false},
    };
    Figures figures = {.values = kinds, .value_count = 5, .tables = &table, .table_count = 1};
    Attachment csv = table_attachment(world.arena, &table, world.words);
    IS(csv.bytes, STR("\uFEFFLigne;Libellé;Heures (h)\n1;'=2+3, ou pas;1,50\n2;b;s\ntotal;Total;\n"));
    IS(csv.mime, STR("text/csv"));
    table.name = STR("hours_by_employer_kind");
    csv = table_attachment(world.arena, &table, world.words);
    IS(csv.name, STR("heures-par-type-d-employeur.csv"));
    IS(csv.description, STR("Heures par type d’employeur"));
    csv = values_attachment(world.arena, &figures, world.words);
    IS(csv.bytes, STR("\uFEFFNom;Libellé;Valeur\na;a;61\nb;b (%);-0,05\nc;c "
                      "(EUR);123,45\nd;d;1970-01-01\ne;e;2026-03\n"));
    Attachment json = figures_attachment(world.arena, &figures, world.words);
    IS(json.bytes,
       STR("{\"schema\":\"clausier.figures/1\",\"values\":["
           "{\"name\":\"a\",\"title\":\"a\",\"kind\":\"count\",\"value\":61},"
           "{\"name\":\"b\",\"title\":\"b\",\"kind\":\"percent\",\"unit\":\"%\",\"value\":\"-0.05\"},"
           "{\"name\":\"c\",\"title\":\"c\",\"kind\":\"money\",\"unit\":\"EUR\",\"value\":\"123.45\"},"
           "{\"name\":\"d\",\"title\":\"d\",\"kind\":\"date\",\"value\":\"1970-01-01\"},"
           "{\"name\":\"e\",\"title\":\"e\",\"kind\":\"month\",\"value\":\"2026-03\"}],"
           "\"tables\":[{\"name\":\"hours_by_employer_kind\",\"title\":\"Heures par type d’employeur\","
           "\"columns\":[{\"name\":\"label\",\"title\":\"Libellé\",\"kind\":\"text\"},"
           "{\"name\":\"hours\",\"title\":\"Heures\",\"kind\":\"hours\",\"unit\":\"h\"}],"
           "\"rows\":[[\"=2+3, ou pas\",\"1.50\"],[\"b\",{\"masked\":true}]],\"total\":[\"Total\",null]}]}"));
    IS(json.mime, STR("application/json"));

    /* a column of two kinds: its cells say theirs */
    cells[2] = (Cell){.kind = CELL_COUNT, .number = 7};
    json = figures_attachment(world.arena, &figures, world.words);
    OK(str_find(json.bytes, STR("\"Libellé\",\"kind\":null}")) != SIZE_MAX);
    OK(str_find(json.bytes, STR("[{\"kind\":\"count\",\"value\":7},{\"masked\":true}]")) != SIZE_MAX);
    arena_free(world.arena);
}

/* Every table, column and value has its title, and no two tables have one file, or one sheet of a workbook.
 */
static void test_titles(void) {
    World world = world_new();
    StrList titles = {0};
    Figures *figures = review_figures(world.arena, world_fold(&world));
    for (size_t i = 0; i < figures->value_count; i++)
        OK(words_has(world.words, "figure_value", figures->values[i].name));
    for (size_t i = 0; i < figures->table_count; i++) {
        const FigureTable *table = &figures->tables[i];
        Str title = words_label(world.words, "figure_table", table->name);
        OK(words_has(world.words, "figure_table", table->name));
        OK(str_chars(title) <= SHEET_NAME_MOST);
        for (size_t k = 0; k < table->column_count; k++)
            OK(words_has(world.words, "figure_column", table->columns[k].name));
        Attachment csv = table_attachment(world.arena, table, world.words);
        for (size_t k = 0; k < titles.n; k++) OK(!str_eq(titles.at[k], csv.name));
        strlist_add(world.arena, &titles, csv.name);
    }
    arena_free(world.arena);
}

/* Twelve people at 40 h a month each: 480 h a month on the contract "late", which needs 1 000. */
static World late_world(size_t people, const char *status) {
    static const char *const refs[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    World world = world_new();
    world.convention.to = date_of(2026, 6, 30);
    world_contract(&world, "late", 12000)->status = str_of(status);
    world_contract(&world, "silent", 1200);
    world_contract(&world, "in time", 0);
    if (people < 5) world_contract(&world, "other", 0);
    for (size_t i = 0; i < 12; i++) {
        Person *person = world_person(&world, refs[i]);
        world_hours(&world, STR("in time"), person->ref, month_of(2026, 2), 60000);
        for (int month = 1; people < 5 && i < 6 && month <= 4; month++)
            world_hours(&world, STR("other"), person->ref, month_of(2026, month), 5000);
        if (i >= people) continue;
        for (int month = 1; month <= 4; month++)
            world_hours(&world, STR("late"), person->ref, month_of(2026, month), 4000);
    }
    return world;
}

static Str alert(const Figures *figures, size_t row, const char *column) {
    const FigureTable *alerts = figures_table(figures, STR("alerts"));
    if (row >= alerts->row_count) return STR("no such row");
    return alerts->cells[row * alerts->column_count + figure_column(alerts, str_of(column))].text;
}

static void test_alerts(void) {
    World world = late_world(12, "running");
    Figures *figures = review_figures(world.arena, world_fold(&world));
    NUM(figures_value(figures, STR("contracts_late"))->number, 2);
    IS(alert(figures, 0, "contract"), STR("late")); /* it lacks more hours */
    IS(alert(figures, 1, "contract"), STR("silent"));
    IS(alert(figures, 0, "text"), STR("Entre 16 % et 24 % de l'engagement pour 49 % du temps écoulé : "
                                      "mai\u00a02026 et juin\u00a02026 non déclarés."));
    IS(alert(figures, 1, "text"), STR("Aucune heure déclarée pour 49 % du temps écoulé."));

    /* The facilitator's own words come first. */
    Str words = STR("Rencontrer l'entreprise.");
    map_put(world.convention.decisions, STR("late"), &words);
    figures = review_figures(world.arena, world_fold(&world));
    IS(alert(figures, 0, "text"), words);
    arena_free(world.arena);

    /* Three people's rate is theirs: said without a number, and behind, for its place would be one. */
    world = late_world(3, "running");
    figures = review_figures(world.arena, world_fold(&world));
    IS(alert(figures, 0, "contract"), STR("silent"));
    IS(alert(figures, 1, "text"), STR("Moins que le rythme attendu, pour 49 % du temps écoulé : "
                                      "mai\u00a02026 et juin\u00a02026 non déclarés ; taux protégé."));
    const FigureTable *alerts = figures_table(figures, STR("alerts"));
    const Cell *row = alerts->cells + alerts->column_count;
    NUM(row[2].kind, CELL_MASKED);
    NUM(row[3].kind, CELL_MASKED);
    NUM(row[4].number, 4958);
    arena_free(world.arena);

    /* Beside one other hidden contract that has many more hours, being late would say how many at least. */
    world = late_world(3, "running");
    world.contracts.n--, world.hours.n = 0;
    for (size_t i = 0; i < 12; i++) {
        if (i < 3) world_hours(&world, STR("late"), world.people.at[i].ref, month_of(2026, 1), 4000);
        world_hours(&world, STR("in time"), world.people.at[i].ref, month_of(2026, 2), 60000);
    }
    figures = review_figures(world.arena, world_fold(&world));
    NUM(figures_value(figures, STR("contracts_late"))->number, 1);
    IS(alert(figures, 0, "contract"), STR("silent"));
    arena_free(world.arena);

    world = late_world(12, "attested");
    figures = review_figures(world.arena, world_fold(&world));
    NUM(figures_value(figures, STR("contracts_late"))->number, 1);
    arena_free(world.arena);
}

/* Every code that the records know has a French label, and every sentence is there. */
static void test_words(void) {
    static const struct {
        const char *section, *keys;
    } rows[] = {
        {"nature", "works|services|supplies"},
        {"mechanism", "execution_clause|reserved_insertion|reserved_disability|reserved_both|reserved_prison|"
                      "reserved_ess|award_criterion|training_clause|insertion_market"},
        {"employer_kind", "direct|ETTI|AI|EI|ACI|GEIQ|EA|ESAT"},
        {"contract_type", "CDI|CDD|CTT|CDDI|CDDU|apprenticeship|professionalisation|other"},
        {"sex", "F|M"},
        {"age_band", "<26|26-29|30-39|40-49|50+"},
        {"criterion", "RSA|DELD|DETLD|TH|<26|50+|ASS|AAH|QPV|refugee|PPSMJ|SIAE"},
        {"education", "infra 3|3|4|5|6+"},
        {"qpv", "yes|no"},
        {"exit", "CDI|CDD>6m|CDD<6m|training|other|none|ongoing|unknown"},
        {"amount_band", "lt100k|lt500k|lt1m|lt5m|ge5m"},
        {"status", "signed|running|closed|attested|ended_early"},
        {"screening", "eligible|to_check|not_eligible"},
        {"quality", "read|kept|refused|blank|unmatched|replaced|months_missing"},
        {"label", "total|unknown|merged|merged_unknown"},
        {"fallback", "commune|postal"},
        {"alert",
         "exact|between|between_one|hidden|hidden_missing|hidden_missing_one|nothing|months|comma|and"},
        {"method", "hours|people|commitment|pace|late|exits|work_contracts|criteria|disclosure"},
    };
    World world = world_new();
    OK(world.words != NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str rest = str_of(rows[i].keys), key;
        while (str_next(&rest, '|', &key))
            tap_ok(words_has(world.words, rows[i].section, key), __FILE__, __LINE__,
                   str_cstr(world.arena, str_print(world.arena, "%s.%.*s", rows[i].section, STR_ARG(key))));
    }
    IS(label_of(world.arena, world.words, "exit", STR("CDD>=6m")), STR("CDD de six mois et plus"));
    IS(label_of(world.arena, world.words, "commune", STR("92050")), STR("Nanterre"));
    IS(label_of(world.arena, world.words, "commune", STR("01004")), STR("Commune 01004"));
    IS(label_of(world.arena, world.words, "commune", STR("postal:92000")), STR("Code postal 92000"));
    IS(label_of(world.arena, world.words, "prescriber", STR("Mission locale : Nord")),
       STR("Mission locale : Nord"));
    IS(label_of(world.arena, world.words, "prescriber", (Str){0}), STR("Non renseigné"));
    arena_free(world.arena);
}

int main(void) {
    test_names();
    test_any();
    test_attachment();
    test_titles();
    test_alerts();
    test_words();
    return tap_done();
}

/* Counts of a corpus: what rules say and decide, what labels say of the verdicts, and the two halves. */
#include "rules/measure.h"
#include "tests/rules/world.h"

#define PACK                                                                                                 \
    "[trade cleaning]\nwords = nettoyage\n"                                                                  \
    "[rule works]\nwhen = nature = works\neffect = +3\n"                                                     \
    "[rule long_enough]\nwhen = duration >= 6 months\neffect = +2\n"                                         \
    "[rule short]\nwhen = known duration and duration < 1 months\neffect = exclude\n"                        \
    "[rule remark]\nwhen = nature = works\neffect = note\n"                                                  \
    "[rule never]\nwhen = lots = 900\neffect = +1\n"

typedef struct Row {
    int line;
    const char *file, *id, *title, *nature;
    Hundredths duration;
    VerdictKind kind;
} Row;
static const Row rows[] = {
    {__LINE__, "in/a.xml", "A", "Nettoyage", "works", 1200, VERDICT_ELIGIBLE},
    {__LINE__, "in/b.xml", "B", "Nettoyage", "works", HUNDREDTHS_ABSENT, VERDICT_TO_CHECK},
    {__LINE__, "x.tgz!in/c.xml", "C", "Voirie", "works", 50, VERDICT_NOT_ELIGIBLE},
    {__LINE__, "in/table.csv", "D", "Voirie", "supplies", 1200, VERDICT_NOT_ELIGIBLE},
    {__LINE__, "in/table.csv", "E", "Voirie", "", 1200, VERDICT_TO_CHECK},
};

static Str note(World *world, const Ruleset *rules, const Row *row) {
    Lot lot = {.title = str_of(row->title),
               .nature = str_of(row->nature),
               .duration_months = row->duration,
               .amount = MONEY_ABSENT,
               .start_date = DATE_ABSENT,
               .end_date = DATE_ABSENT,
               .deadline = DATETIME_ABSENT};
    Notice notice = {.file = str_of(row->file),
                     .id = str_of(row->id),
                     .issue_date = DATE_ABSENT,
                     .publication_date = DATE_ABSENT,
                     .procedure_amount = MONEY_ABSENT,
                     .lots = &lot,
                     .lot_count = 1};
    Judge *judge = judge_new(rules);
    Verdict *verdict = judge_lot(judge, world->arena, &notice, &lot);
    Buf buf = {.arena = world->arena};
    measure_note(&buf, world->arena, &notice, &lot, verdict);
    NUM_AT(row->line, verdict->kind, row->kind);
    judge_free(judge);
    return buf_str(&buf);
}

static const char labels_csv[] = "file,notice_id,lot_id,label,why\n"
                                 "elsewhere/a.xml,A,,1,\n"
                                 "b.xml,B,,1,known\n"
                                 "c.xml,C,,1,\n"
                                 "table.csv,D,,0,\n"
                                 "table.csv,D,,0,twice the same\n"
                                 "table.csv,Z,,1,of no lot\n";

static Labels labels_of(World *world, const char *csv, bool *good) {
    Labels labels;
    Buf bytes = {.arena = world->arena}; /* with the NULs behind that a file has */
    buf_add(&bytes, str_of(csv));
    for (int i = 0; i < 16; i++) buf_byte(&bytes, '\0');
    world->diags = diags_new(world->arena);
    *good = labels_read(world->arena, STR("labels.csv"), str_sub(buf_str(&bytes), 0, strlen(csv)), &labels,
                        &world->diags);
    return labels;
}

static const RuleCount *rule_named(const MeasureCounts *counts, const char *name) {
    for (size_t i = 0; i < counts->rule_count; i++)
        if (str_is(counts->rules[i].name, name)) return &counts->rules[i];
    return NULL;
}

static void test_rules(const MeasureCounts *counts) {
    static const struct {
        int line;
        const char *name;
        size_t truths, unknowns, decides;
        bool eager;
    } want[] = {
        {__LINE__, "works", 3, 1, 3, true}, /* without it A, B and E would have 2 points at most */
        {__LINE__, "long_enough", 3, 1, 3, true},
        {__LINE__, "short", 1, 0, 0, false}, /* C has not enough points either */
        {__LINE__, "remark", 3, 1, 0, true},
        {__LINE__, "never", 0, 0, 0, false},
    };
    NUM(counts->rule_count, sizeof want / sizeof *want);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const RuleCount *rule = rule_named(counts, want[i].name);
        if (!OK_AT(want[i].line, rule)) continue;
        NUM_AT(want[i].line, rule->truths, want[i].truths);
        NUM_AT(want[i].line, rule->unknowns, want[i].unknowns);
        NUM_AT(want[i].line, rule->decides, want[i].decides);
        OK_AT(want[i].line, rule_is_eager(rule, counts->lots) == want[i].eager);
    }
}

static void test_counts(World *world) {
    const Ruleset *rules = world_rules(world, PACK);
    bool good;
    Labels labels = labels_of(world, labels_csv, &good);
    OK(good);
    Measure *measure = measure_new(world->arena, rules, &labels);
    Buf all = {.arena = world->arena}; /* notes of several lots may come at once */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) buf_add(&all, note(world, rules, &rows[i]));
    measure_add(measure, world->arena, buf_str(&all));
    measure_add(measure, world->arena, STR(""));
    MeasureCounts counts = measure_counts(measure);
    NUM(counts.lots, 5);
    NUM(counts.verdicts[VERDICT_ELIGIBLE], 1);
    NUM(counts.verdicts[VERDICT_TO_CHECK], 2);
    NUM(counts.verdicts[VERDICT_NOT_ELIGIBLE], 2);
    test_rules(&counts);

    NUM(counts.trade_count, 2);
    IS(counts.trades[0].name, STR("cleaning"));
    NUM(counts.trades[0].verdicts[VERDICT_ELIGIBLE], 1);
    NUM(counts.trades[0].verdicts[VERDICT_TO_CHECK], 1);
    IS(counts.trades[1].name, STR(""));
    NUM(counts.trades[1].verdicts[VERDICT_NOT_ELIGIBLE], 2);

    NUM(counts.all.lots, 4); /* E has no label */
    NUM(counts.all.clauses, 3);
    NUM(counts.all.found[FIND_ELIGIBLE], 1);
    NUM(counts.all.right[FIND_ELIGIBLE], 1);
    NUM(counts.all.found[FIND_OPEN], 2);
    NUM(counts.all.right[FIND_OPEN], 2);
    NUM(counts.halves[HALF_EVEN].lots + counts.halves[HALF_ODD].lots, 4);
    NUM(counts.by_trade[0].clauses, 2);
    NUM(counts.by_trade[1].clauses, 1);
    NUM(counts.strange, 1);
}

static void test_labels(World *world) {
    static const struct {
        int line;
        const char *csv, *said; /* the first message */
        size_t labels;
        bool good;
    } tables[] = {
        {__LINE__, "file,notice_id,lot_id,label\na.xml,A,,1\n", "", 1, true},
        {__LINE__, "file,notice_id,lot_id,label\n", "", 0, true},
        {__LINE__, "label;lot_id;notice_id;file\n0;LOT-1;A;a.xml\n", "", 1, true},
        {__LINE__, "file,notice_id,lot_id,label\na.xml,A,,yes\nb.xml,B,,1\n", "a label is 1 or 0", 1, true},
        {__LINE__, "file,notice_id,lot_id,label\na.xml,A,,1\na.xml,A,,0\n", "another label of the same lot",
         1, true},
        {__LINE__, "file,notice_id,label\na.xml,A,1\n", "", 0, false},
        {__LINE__, "", "", 0, false},
        {__LINE__,
         "\x7f"
         "ELF\x01\x02",
         "", 0, false},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        int line = tables[i].line;
        bool good;
        Labels labels = labels_of(world, tables[i].csv, &good);
        OK_AT(line, good == tables[i].good);
        NUM_AT(line, map_count(labels.by_lot), tables[i].labels);
        if (!good) OK_AT(line, world->diags.count[DIAG_USAGE] == 1);
        if (*tables[i].said)
            OK_AT(line, world->diags.first && str_starts(world->diags.first->what, str_of(tables[i].said)));
    }
}

/* A half is a matter of file and notice alone, and halves are halves. */
static void test_halves(World *world) {
    LotName name = {STR("a.xml"), STR("A"), STR("LOT-0001")},
            other = {STR("a.xml"), STR("A"), STR("LOT-0002")};
    NUM(measure_half(name), measure_half(other));
    size_t odd = 0;
    for (int i = 0; i < 1000; i++) {
        name.notice_id = str_print(world->arena, "%d", i);
        odd += measure_half(name) == HALF_ODD;
    }
    OK(odd > 400 && odd < 600);
}

int main(void) {
    World world = world_new();
    test_counts(&world);
    test_labels(&world);
    test_halves(&world);
    world_free(&world);
    return tap_done();
}

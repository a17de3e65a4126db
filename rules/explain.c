/* explain.c - a verdict as a sheet of text: a head, one row a rule, and what would settle it.
 *
 * A row has four columns: mark, name, body, place. Only the body wraps. Everything that a notice or a pack
 * said passes through visible(), so that no control character reaches a terminal.
 * Nothing is judged here: the sheet says what the Verdict holds, in the words of fr-rules.words. */
#include "rules/explain.h"
#include "base/columns.h"
#include "rules/question.h"
#include "rules/worktime.h"

enum { WIDTH_MIN = 80, WIDTH_MAX = 160, MARK_WIDTH = 4, GAP = 2, NAME_MAX = 28, BODY_MIN = 20 };

typedef struct Sheet {
    Arena *arena;
    const Words *words;
    const Notice *notice;
    const Lot *lot;
    const Verdict *verdict;
    size_t width, name_width, place_width;
    Buf text;
} Sheet;

#define FILL(...) (WordsValue[]){__VA_ARGS__}, sizeof((WordsValue[]){__VA_ARGS__}) / sizeof(WordsValue)

static Str say(const Sheet *sheet, const char *name, const WordsValue *values, size_t n) {
    return words_say(sheet->arena, sheet->words, name, values, n);
}

static Str visible(const Sheet *sheet, Str s) {
    return columns_visible(sheet->arena, s);
}

static Str points(const Sheet *sheet, int value) {
    return str_print(sheet->arena, "%+d", value);
}

/* Text on the left, wrapped, and text at the right edge of its last line, or of a line of its own. */
static void add_ends(Sheet *sheet, size_t indent, Str left, Str right) {
    StrList lines = {0};
    columns_wrap(sheet->arena, &lines, left, sheet->width - indent);
    if (!lines.n) strlist_add(sheet->arena, &lines, (Str){0});
    size_t used = 0;
    for (size_t i = 0; i < lines.n; i++) {
        if (i) buf_byte(&sheet->text, '\n');
        if (lines.at[i].n) columns_advance(&sheet->text, 0, indent);
        buf_add(&sheet->text, lines.at[i]);
        used = indent + columns_of(lines.at[i]);
    }
    size_t wanted = columns_of(right);
    if (used + GAP + wanted > sheet->width) {
        buf_byte(&sheet->text, '\n');
        used = 0;
    }
    columns_advance(&sheet->text, used + wanted, sheet->width);
    buf_add(&sheet->text, right);
    buf_byte(&sheet->text, '\n');
}

typedef struct Row {
    Str mark, name;
    Str body, source; /* the source follows the body on its line, or on the next */
    Str place;
} Row;

static size_t body_column(const Sheet *sheet) {
    return MARK_WIDTH + GAP + sheet->name_width + GAP;
}

static StrList body_lines(const Sheet *sheet, const Row *row) {
    size_t place = sheet->place_width ? sheet->place_width + GAP : 0;
    size_t taken = body_column(sheet) + place;
    size_t width = taken + BODY_MIN < sheet->width ? sheet->width - taken : BODY_MIN;
    StrList lines = {0};
    if (columns_of(row->name) > sheet->name_width) strlist_add(sheet->arena, &lines, (Str){0});
    columns_wrap(sheet->arena, &lines, row->body, width);
    if (!row->source.n) return lines;
    Str *last = lines.n ? &lines.at[lines.n - 1] : NULL;
    if (last && last->n && columns_of(*last) + GAP + columns_of(row->source) <= width)
        *last = str_print(sheet->arena, "%.*s  %.*s", STR_ARG(*last), STR_ARG(row->source));
    else columns_wrap(sheet->arena, &lines, row->source, width);
    return lines;
}

static void add_row(Sheet *sheet, const Row *row) {
    Buf *text = &sheet->text;
    StrList lines = body_lines(sheet, row);
    size_t place = columns_of(row->place);
    columns_advance(text, columns_of(row->mark), MARK_WIDTH);
    buf_print(text, "%.*s  %.*s", STR_ARG(row->mark), STR_ARG(row->name));
    size_t used = MARK_WIDTH + GAP + columns_of(row->name);
    for (size_t i = 0; i < lines.n; i++) {
        if (i) {
            buf_byte(text, '\n');
            used = 0;
        }
        if (lines.at[i].n) {
            columns_advance(text, used, body_column(sheet));
            buf_add(text, lines.at[i]);
            used = body_column(sheet) + columns_of(lines.at[i]);
        }
        if (i == 0 && place) {
            bool fits = used + GAP + place <= sheet->width;
            columns_advance(text, used + place, fits ? sheet->width : used + place + GAP);
            buf_add(text, row->place);
        }
    }
    buf_byte(text, '\n');
}

static Str score(const Sheet *sheet) {
    const Verdict *verdict = sheet->verdict;
    const char *name = verdict->low == verdict->high ? "verdict.firm" : "verdict.between";
    Str range = say(sheet, name,
                    FILL({"low", str_print(sheet->arena, "%d", verdict->low)},
                         {"high", str_print(sheet->arena, "%d", verdict->high)},
                         {"from", str_print(sheet->arena, "%d", verdict->eligible_from)}));
    Str word = words_label(sheet->words, "verdict", str_of(verdict_name(verdict->kind)));
    return say(sheet, "explain.score", FILL({"verdict", word}, {"points", range}));
}

static void add_head(Sheet *sheet) {
    const Notice *notice = sheet->notice;
    const Lot *lot = sheet->lot;
    Str id = notice->publication_number.n ? notice->publication_number : notice->id;
    Str title = lot->title.n ? lot->title : notice->title;
    if (!id.n) id = words_get(sheet->words, "explain.no_id");
    if (!title.n) title = words_get(sheet->words, "explain.no_title");
    Str head = say(sheet, lot->id.n ? "explain.head_lot" : "explain.head",
                   FILL({"notice", id}, {"lot", lot->id}, {"title", title}));
    add_ends(sheet, 0, visible(sheet, head), score(sheet));
}

static Str missing_fact(const Sheet *sheet, Str field) {
    return fact_absent(sheet->arena, sheet->words, field, str_is(sheet->notice->source_format, "eforms"));
}

/* The facts that are absent; or the note that says why a fact that is there does not help, and their names.
 */
static Str why_unknown(const Sheet *sheet, const Finding *finding) {
    StrList facts = {0};
    for (size_t i = 0; i < finding->missing.n; i++) {
        Str field = finding->missing.at[i];
        strlist_add(sheet->arena, &facts,
                    finding->note.n ? words_label(sheet->words, "field", field) : missing_fact(sheet, field));
    }
    Str all = str_join(sheet->arena, facts, STR(", "));
    if (!finding->note.n) return say(sheet, "explain.missing", FILL({"facts", all}));
    const char *name = facts.n ? "explain.missing_note" : "explain.missing";
    return say(sheet, name, FILL({"facts", facts.n ? all : finding->note}, {"note", finding->note}));
}

/* A rule's points, or the word for what else it does. */
static Str effect(const Sheet *sheet, const Finding *finding, const char *exclude, const char *require) {
    switch (finding->effect) {
    case EFFECT_POINTS:
        return points(sheet, finding->points);
    case EFFECT_EXCLUDE:
        return words_get(sheet->words, exclude);
    case EFFECT_REQUIRE:
        return words_get(sheet->words, require);
    case EFFECT_NOTE:
        break;
    }
    return words_get(sheet->words, "explain.note");
}

static Str weight(const Sheet *sheet, const Finding *finding) {
    return effect(sheet, finding, "explain.excludes", "explain.requires");
}

static Str mark(const Sheet *sheet, const Finding *finding) {
    if (finding->truth == TRUTH_UNKNOWN) return words_get(sheet->words, "explain.unknown");
    return effect(sheet, finding, "explain.exclude", "explain.require");
}

/* The field that spoke, and its words unless the reason quotes them already. */
static Str source_of(const Sheet *sheet, const Finding *finding) {
    if (!finding->quote.n) return (Str){0};
    bool quoted = str_find(finding->reason, finding->quote) != SIZE_MAX;
    return say(
        sheet, quoted ? "explain.source_field" : "explain.source",
        FILL({"field", words_label(sheet->words, "field", finding->field)}, {"quote", finding->quote}));
}

static Row finding_row(const Sheet *sheet, const Finding *finding) {
    Row row = {.mark = mark(sheet, finding), .name = finding->rule};
    row.place = visible(sheet, str_print(sheet->arena, "%.*s:%u", STR_ARG(finding->pack), finding->line));
    if (finding->truth == TRUTH_UNKNOWN) {
        row.name =
            say(sheet, "explain.weight", FILL({"rule", finding->rule}, {"weight", weight(sheet, finding)}));
        row.body = why_unknown(sheet, finding);
    } else {
        row.body = finding->reason;
        row.source = source_of(sheet, finding);
    }
    row.name = visible(sheet, row.name);
    row.body = visible(sheet, row.body);
    row.source = visible(sheet, row.source);
    return row;
}

static Str hours_unknown(const Sheet *sheet) {
    if (!sheet->verdict->trade.n) return words_get(sheet->words, "explain.no_trade");
    if (sheet->lot->amount.cents == HUNDREDTHS_ABSENT) return missing_fact(sheet, STR("amount"));
    return words_get(sheet->words, "explain.no_estimate");
}

static Str questions(const Sheet *sheet, StrList fields) {
    return str_join(sheet->arena, facts_questions(sheet->arena, sheet->words, fields), STR(" "));
}

/* What to ask for the hours alone: the facts that are not asked for at the foot. */
static StrList only_for_hours(const Sheet *sheet) {
    StrList fields = {0};
    for (size_t i = 0; i < sheet->verdict->missing.n; i++) {
        Str field = sheet->verdict->missing.at[i];
        if (!strlist_has(sheet->verdict->open, field)) strlist_add(sheet->arena, &fields, field);
    }
    return fields;
}

static Str hours_absent(const Sheet *sheet) {
    bool refused = sheet->verdict->kind == VERDICT_NOT_ELIGIBLE;
    Str asked = refused ? (Str){0} : questions(sheet, only_for_hours(sheet));
    return say(sheet, asked.n ? "explain.hours_ask" : "explain.hours_unknown",
               FILL({"why", hours_unknown(sheet)}, {"questions", asked}));
}

static Row hours_row(const Sheet *sheet) {
    const Verdict *verdict = sheet->verdict;
    Row row = {.name = words_get(sheet->words, "explain.hours_row")};
    if (verdict->hours.low < 0) row.body = hours_absent(sheet);
    else
        row.body =
            say(sheet, "explain.hours",
                FILL({"hours", worktime_say(sheet->arena, sheet->words, verdict->hours, verdict->work_time)},
                     {"labour", worktime_hours(sheet->arena, sheet->words, verdict->labour_hours)}));
    return row;
}

static Row inherited_row(const Sheet *sheet) {
    static const struct {
        unsigned flag;
        const char *field;
    } facts[] = {{LOT_TITLE, "title"},
                 {LOT_DESCRIPTION, "description"},
                 {LOT_NATURE, "nature"},
                 {LOT_CPV, "cpv"},
                 {LOT_PLACE, "place"},
                 {LOT_AMOUNT, "amount"},
                 {LOT_ADDITIONAL_INFORMATION, "additional_information"}};
    StrList taken = {0};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (sheet->lot->inherited & facts[i].flag)
            strlist_add(sheet->arena, &taken, words_label(sheet->words, "field", str_of(facts[i].field)));
    Row row = {.name = words_get(sheet->words, "explain.inherited_row")};
    if (taken.n)
        row.body = say(sheet, "explain.inherited", FILL({"facts", str_join(sheet->arena, taken, STR(", "))}));
    return row;
}

/* "this, or that" of the ways that lead to a verdict of this kind; empty if none does. */
static Str ways_to(const Sheet *sheet, VerdictKind kind, size_t *count) {
    Str ways = {0};
    *count = 0;
    for (size_t i = 0; i < sheet->verdict->settle_count; i++) {
        const Settle *settle = &sheet->verdict->settles[i];
        if (settle->becomes != kind) continue;
        ways = (*count)++ ? say(sheet, "explain.either", FILL({"one", ways}, {"other", settle->text}))
                          : settle->text;
    }
    return ways;
}

/* Why the rules that could not tell could not, where no fact is missing. */
static Str notes(const Sheet *sheet) {
    StrList list = {0};
    for (size_t i = 0; i < sheet->verdict->finding_count; i++) {
        const Finding *finding = &sheet->verdict->findings[i];
        bool weighs = finding->truth == TRUTH_UNKNOWN && finding->effect != EFFECT_NOTE;
        if (weighs && finding->note.n && !strlist_has(list, finding->note))
            strlist_add(sheet->arena, &list, finding->note);
    }
    return str_join(sheet->arena, list, STR(", "));
}

static Str what_settles(const Sheet *sheet) {
    size_t in, out;
    Str ways_in = ways_to(sheet, VERDICT_ELIGIBLE, &in);
    Str ways_out = ways_to(sheet, VERDICT_NOT_ELIGIBLE, &out);
    Str sentence, asked = questions(sheet, sheet->verdict->open);
    if (in && asked.n)
        sentence = say(sheet, in > 1 ? "explain.settle_any_ask" : "explain.settle_one_ask",
                       FILL({"ways", ways_in}, {"questions", asked}));
    else if (in)
        sentence = say(sheet, in > 1 ? "explain.settle_any" : "explain.settle", FILL({"ways", ways_in}));
    else if (asked.n) sentence = say(sheet, "explain.settle_ask", FILL({"questions", asked}));
    else sentence = say(sheet, "explain.settle_read", FILL({"why", notes(sheet)}));
    if (!out) return sentence;
    Str against = say(sheet, "explain.settle_out", FILL({"ways", ways_out}));
    return str_print(sheet->arena, "%.*s %.*s", STR_ARG(sentence), STR_ARG(against));
}

static Str decisive_rules(const Sheet *sheet, Effect effect, int sign) {
    StrList list = {0};
    for (size_t i = 0; i < sheet->verdict->finding_count; i++) {
        const Finding *finding = &sheet->verdict->findings[i];
        if (finding->truth != TRUTH_TRUE || finding->effect != effect) continue;
        if (effect == EFFECT_POINTS && finding->points * sign <= 0) continue;
        Str label = finding->label.n ? finding->label : finding->rule;
        strlist_add(
            sheet->arena, &list,
            say(sheet, "explain.decisive_rule", FILL({"label", label}, {"weight", weight(sheet, finding)})));
    }
    return str_join(sheet->arena, list, STR(", "));
}

/* The exclusion or the requirement that decided alone, else the points. */
static Str what_decided(const Sheet *sheet) {
    const Verdict *verdict = sheet->verdict;
    bool eligible = verdict->kind == VERDICT_ELIGIBLE;
    Str rules = decisive_rules(sheet, eligible ? EFFECT_REQUIRE : EFFECT_EXCLUDE, 0);
    if (rules.n) return say(sheet, "explain.decisive", FILL({"rules", rules}));
    rules = decisive_rules(sheet, EFFECT_POINTS, eligible ? 1 : -1);
    if (!rules.n) return verdict->balance;
    return say(sheet, eligible ? "explain.decisive" : "explain.decisive_against",
               FILL({"rules", rules}, {"high", str_print(sheet->arena, "%d", verdict->high)},
                    {"from", str_print(sheet->arena, "%d", verdict->eligible_from)}));
}

static void add_foot(Sheet *sheet) {
    const Verdict *verdict = sheet->verdict;
    Str last = verdict->kind == VERDICT_TO_CHECK ? what_settles(sheet) : what_decided(sheet);
    Str rules = say(sheet, "explain.rules",
                    FILL({"pack", verdict->pack}, {"digest", str_sub(verdict->pack_digest, 0, 4)}));
    add_ends(sheet, GAP, visible(sheet, last), visible(sheet, rules));
}

static void measure(Sheet *sheet, const Row *row) {
    size_t name = columns_of(row->name), place = columns_of(row->place);
    if (name <= NAME_MAX && name > sheet->name_width) sheet->name_width = name;
    if (place > sheet->place_width) sheet->place_width = place;
}

Str explain_lot(Arena *arena, const Words *words, const Notice *notice, const Lot *lot,
                const Verdict *verdict, unsigned width) {
    Sheet sheet = {.arena = arena, .words = words, .notice = notice, .lot = lot, .verdict = verdict};
    sheet.width = width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
    sheet.text.arena = arena;
    size_t n = 0;
    Row *rows = ARENA_ARRAY(arena, Row, verdict->finding_count + 2);
    for (size_t i = 0; i < verdict->finding_count; i++)
        rows[n++] = finding_row(&sheet, &verdict->findings[i]);
    rows[n++] = hours_row(&sheet);
    rows[n] = inherited_row(&sheet);
    if (rows[n].body.n) n++;
    for (size_t i = 0; i < n; i++) measure(&sheet, &rows[i]);
    add_head(&sheet);
    for (size_t i = 0; i < n; i++) add_row(&sheet, &rows[i]);
    add_foot(&sheet);
    return buf_str(&sheet.text);
}

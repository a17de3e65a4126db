/* explain.c - a verdict as a sheet of text: a head, one row a rule, the trade with its hours, what the law
 * and the packs advise, and what would settle it.
 *
 * Nothing is judged here: the sheet says what the Verdict holds, in the words of fr-rules.words. */
#include "rules/explain.h"
#include "rules/question.h"
#include "rules/reason.h"
#include "rules/sheet.h"
#include "rules/worktime.h"

enum { WIDTH_MIN = 80, WIDTH_MAX = 160 };

/* What is explained, and in which words. */
typedef struct Explain {
    Arena *arena;
    const Words *words;
    const Notice *notice;
    const Lot *lot;
    const Verdict *verdict;
} Explain;

#define FILL(...) (WordsValue[]){__VA_ARGS__}, sizeof((WordsValue[]){__VA_ARGS__}) / sizeof(WordsValue)

static Str say(const Explain *of, const char *name, const WordsValue *values, size_t n) {
    return words_say(of->arena, of->words, name, values, n);
}

static Str points(const Explain *of, int value) {
    return str_print(of->arena, "%+d", value);
}

static Str score(const Explain *of) {
    const Verdict *verdict = of->verdict;
    const char *name = verdict->low == verdict->high ? "verdict.firm" : "verdict.between";
    Str range = say(of, name,
                    FILL({"low", str_print(of->arena, "%d", verdict->low)},
                         {"high", str_print(of->arena, "%d", verdict->high)},
                         {"from", str_print(of->arena, "%d", verdict->eligible_from)}));
    Str word = words_label(of->words, "verdict", str_of(verdict_name(verdict->kind)));
    return say(of, "explain.score", FILL({"verdict", word}, {"points", range}));
}

static SheetEnds head(const Explain *of) {
    const Notice *notice = of->notice;
    const Lot *lot = of->lot;
    Str id = notice->publication_number.n ? notice->publication_number : notice->id;
    Str title = lot->title.n ? lot->title : notice->title;
    if (!id.n) id = words_get(of->words, "explain.no_id");
    if (!title.n) title = words_get(of->words, "explain.no_title");
    Str named = say(of, lot->id.n ? "explain.head_lot" : "explain.head",
                    FILL({"notice", id}, {"lot", lot->id}, {"title", title}));
    return (SheetEnds){named, score(of)};
}

static Str missing_fact(const Explain *of, Str field) {
    return fact_absent(of->arena, of->words, field, str_is(of->notice->source_format, "eforms"));
}

/* The facts that are absent; or the note that says why a fact that is there does not help, and their names.
 */
static Str why_unknown(const Explain *of, StrList missing, Str note) {
    StrList facts = {0};
    for (size_t i = 0; i < missing.n; i++) {
        Str field = missing.at[i];
        if (note.n && !words_has(of->words, "field", field))
            continue; /* a figure of the law: the note names it */
        strlist_add(of->arena, &facts,
                    note.n ? words_label(of->words, "field", field) : missing_fact(of, field));
    }
    Str all = str_join(of->arena, facts, STR(", "));
    if (!note.n) return all;
    return facts.n ? say(of, "explain.missing_note", FILL({"facts", all}, {"note", note})) : note;
}

static Str place(const Explain *of, Str pack, uint32_t line) {
    return str_print(of->arena, "%.*s:%u", STR_ARG(pack), line);
}

/* A rule's points, or the word for what else it does. */
static Str effect(const Explain *of, const Finding *finding, const char *exclude, const char *require) {
    switch (finding->effect) {
    case EFFECT_POINTS:
        return points(of, finding->points);
    case EFFECT_EXCLUDE:
        return words_get(of->words, exclude);
    case EFFECT_REQUIRE:
        return words_get(of->words, require);
    case EFFECT_NOTE:
        break;
    }
    return words_get(of->words, "explain.note");
}

static Str weight(const Explain *of, const Finding *finding) {
    return effect(of, finding, "explain.excludes", "explain.requires");
}

static Str mark(const Explain *of, const Finding *finding) {
    if (finding->truth == TRUTH_UNKNOWN) return words_get(of->words, "explain.unknown");
    return effect(of, finding, "explain.exclude", "explain.require");
}

/* The field that spoke, and its words unless the reason quotes them already. */
static Str source_of(const Explain *of, const Finding *finding) {
    if (!finding->quote.n) return (Str){0};
    bool quoted = str_find(finding->reason, finding->quote) != SIZE_MAX;
    return say(of, quoted ? "explain.source_field" : "explain.source",
               FILL({"field", words_label(of->words, "field", finding->field)}, {"quote", finding->quote}));
}

static SheetRow finding_row(const Explain *of, const Finding *finding) {
    SheetRow row = {.mark = mark(of, finding), .name = finding->rule};
    row.place = place(of, finding->pack, finding->line);
    if (finding->truth == TRUTH_UNKNOWN) {
        row.name = say(of, "explain.weight", FILL({"rule", finding->rule}, {"weight", weight(of, finding)}));
        row.body =
            say(of, "explain.missing", FILL({"facts", why_unknown(of, finding->missing, finding->note)}));
    } else {
        row.body = finding->reason;
        row.source = source_of(of, finding);
    }
    return row;
}

static Str hours_unknown(const Explain *of) {
    if (!of->verdict->trade.n) return words_get(of->words, "explain.no_trade");
    if (of->verdict->hours_note.n) return of->verdict->hours_note;
    if (of->lot->amount.cents == HUNDREDTHS_ABSENT) return missing_fact(of, STR("amount"));
    return words_get(of->words, "explain.no_estimate");
}

static Str questions(const Explain *of, StrList fields) {
    return str_join(of->arena, facts_questions(of->arena, of->words, fields), STR(" "));
}

/* What to ask for the hours alone: the facts that are not asked for at the foot. */
static StrList only_for_hours(const Explain *of) {
    StrList fields = {0};
    for (size_t i = 0; i < of->verdict->missing.n; i++) {
        Str field = of->verdict->missing.at[i];
        if (!strlist_has(of->verdict->open, field)) strlist_add(of->arena, &fields, field);
    }
    return fields;
}

static Str hours_absent(const Explain *of) {
    Str asked = {0}; /* nobody is asked about a lot that is out */
    if (of->verdict->kind != VERDICT_NOT_ELIGIBLE) asked = questions(of, only_for_hours(of));
    return say(of, asked.n ? "explain.hours_ask" : "explain.hours_unknown",
               FILL({"why", hours_unknown(of)}, {"questions", asked}));
}

static Str factor(const Explain *of, Field field, Factor factor) {
    return reason_number(of->arena, of->words, field, factor.low, factor.high);
}

/* The hours in several units, and the estimate that they come from with its figures. */
static Str hours_known(const Explain *of) {
    const Verdict *verdict = of->verdict;
    const Estimate *estimate = &verdict->estimate;
    Hundredths cents = of->lot->amount.cents;
    return say(of, "explain.hours",
               FILL({"hours", worktime_say(of->arena, of->words, verdict->hours, verdict->work_time)},
                    {"labour", worktime_hours(of->arena, of->words, verdict->labour_hours)},
                    {"amount", reason_number(of->arena, of->words, FIELD_AMOUNT, cents, cents)},
                    {"labour_share", factor(of, FIELD_LABOUR_SHARE, estimate->labour_share)},
                    {"insertion_share", factor(of, FIELD_LABOUR_SHARE, estimate->insertion_share)},
                    {"hourly_cost", factor(of, FIELD_AMOUNT, estimate->hourly_cost)}));
}

static SheetRow hours_row(const Explain *of) {
    bool known = of->verdict->hours.low >= 0;
    return (SheetRow){.name = words_get(of->words, "explain.hours_row"),
                      .body = known ? hours_known(of) : hours_absent(of)};
}

static SheetRow trade_row(const Explain *of) {
    const Verdict *verdict = of->verdict;
    SheetRow row = {.name = words_get(of->words, "explain.trade_row"), .body = verdict->trade_label};
    if (verdict->rome.n)
        row.body = say(of, "explain.trade_rome",
                       FILL({"trade", row.body}, {"rome", str_join(of->arena, verdict->rome, STR(", "))}));
    if (verdict->estimate.source.n)
        row.source = say(of, "explain.trade_source", FILL({"source", verdict->estimate.source}));
    return row;
}

/* With its article, where it has one. */
static Str with_article(const Explain *of, const char *name, Str text, Str article) {
    return article.n ? say(of, name, FILL({"text", text}, {"article", article})) : text;
}

static SheetRow advice_row(const Explain *of, const char *name, const AdviceFinding *finding) {
    bool known = finding->truth == TRUTH_TRUE;
    SheetRow row = {.mark = words_get(of->words, known ? "explain.advice" : "explain.unknown"),
                    .name = words_get(of->words, name)};
    row.place = place(of, finding->pack, finding->line);
    if (!known)
        row.body =
            say(of, "explain.advice_unknown",
                FILL({"label", finding->label}, {"why", why_unknown(of, finding->missing, finding->note)}));
    return row;
}

/* The duties that are due or unknown; where none is, that none is. */
static void add_duties(const Explain *of, Sheet *sheet) {
    const AdviceFindings *duties = &of->verdict->duties;
    StrList not_due = {0};
    for (size_t i = 0; i < duties->n; i++) {
        const AdviceFinding *duty = &duties->at[i];
        if (duty->truth == TRUTH_FALSE) {
            strlist_add(of->arena, &not_due, duty->article.n ? duty->article : duty->label);
            continue;
        }
        SheetRow row = advice_row(of, "explain.duty_row", duty);
        if (duty->truth == TRUTH_TRUE)
            row.body = with_article(of, "explain.article_first", duty->reason, duty->article);
        sheet_add(sheet, row);
    }
    if (!duties->n || not_due.n < duties->n) return;
    Str articles = str_join(of->arena, not_due, STR(", "));
    sheet_add(sheet, (SheetRow){.name = words_get(of->words, "explain.duty_row"),
                                .body = say(of, "explain.duty_none", FILL({"articles", articles}))});
}

static bool is_due(const Verdict *verdict, Str duty) {
    for (size_t i = 0; i < verdict->duties.n; i++)
        if (str_eq(verdict->duties.at[i].name, duty)) return verdict->duties.at[i].truth == TRUTH_TRUE;
    return false;
}

/* Only of a duty that is due: nobody waives what may not be asked for. */
static void add_waivers(const Explain *of, Sheet *sheet) {
    const AdviceFindings *waivers = &of->verdict->waivers;
    for (size_t i = 0; i < waivers->n; i++) {
        const AdviceFinding *waiver = &waivers->at[i];
        if (!is_due(of->verdict, waiver->of)) continue;
        SheetRow row = advice_row(of, "explain.waiver_row", waiver);
        Str label = with_article(of, "explain.article", waiver->label, waiver->article);
        if (waiver->truth == TRUTH_TRUE)
            row.body = say(of, "explain.waiver", FILL({"label", label}, {"sentence", waiver->reason}));
        sheet_add(sheet, row);
    }
}

/* The one recommended and the others that fit; or those to choose from, and what would decide. */
static SheetRow mechanism_row(const Explain *of) {
    const AdviceFindings *mechanisms = &of->verdict->mechanisms;
    const AdviceFinding *first = &mechanisms->at[0];
    bool recommended = first->truth == TRUTH_TRUE;
    StrList labels = {0};
    for (size_t i = recommended; i < mechanisms->n; i++)
        strlist_add(of->arena, &labels,
                    with_article(of, "explain.article", mechanisms->at[i].label, mechanisms->at[i].article));
    Str others = str_join(of->arena, labels, STR("\u00A0; "));
    SheetRow row = advice_row(of, "explain.mechanism_row", first);
    if (!recommended) {
        row.body = say(of, "explain.mechanism_open",
                       FILL({"labels", others}, {"why", why_unknown(of, first->missing, first->note)}));
        return row;
    }
    row.body = say(of, labels.n ? "explain.mechanism_among" : "explain.mechanism",
                   FILL({"label", with_article(of, "explain.article", first->label, first->article)},
                        {"others", others}));
    if (first->reason.n) row.source = first->reason;
    return row;
}

static SheetRow inherited_row(const Explain *of) {
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
        if (of->lot->inherited & facts[i].flag)
            strlist_add(of->arena, &taken, words_label(of->words, "field", str_of(facts[i].field)));
    return (SheetRow){
        .name = words_get(of->words, "explain.inherited_row"),
        .body = say(of, "explain.inherited", FILL({"facts", str_join(of->arena, taken, STR(", "))}))};
}

/* "this, or that" of the ways that lead to a verdict of this kind; empty if none does. */
static Str ways_to(const Explain *of, VerdictKind kind, size_t *count) {
    Str ways = {0};
    *count = 0;
    for (size_t i = 0; i < of->verdict->settle_count; i++) {
        const Settle *settle = &of->verdict->settles[i];
        if (settle->becomes != kind) continue;
        ways = (*count)++ ? say(of, "explain.either", FILL({"one", ways}, {"other", settle->text}))
                          : settle->text;
    }
    return ways;
}

/* Why the rules that could not tell could not, where no fact is missing. */
static Str notes(const Explain *of) {
    StrList list = {0};
    for (size_t i = 0; i < of->verdict->finding_count; i++) {
        const Finding *finding = &of->verdict->findings[i];
        bool weighs = finding->truth == TRUTH_UNKNOWN && finding->effect != EFFECT_NOTE;
        if (weighs && finding->note.n && !strlist_has(list, finding->note))
            strlist_add(of->arena, &list, finding->note);
    }
    return str_join(of->arena, list, STR(", "));
}

static Str what_settles(const Explain *of) {
    size_t in, out;
    Str ways_in = ways_to(of, VERDICT_ELIGIBLE, &in);
    Str ways_out = ways_to(of, VERDICT_NOT_ELIGIBLE, &out);
    Str sentence, asked = questions(of, of->verdict->open);
    if (in && asked.n)
        sentence = say(of, in > 1 ? "explain.settle_any_ask" : "explain.settle_one_ask",
                       FILL({"ways", ways_in}, {"questions", asked}));
    else if (in)
        sentence = say(of, in > 1 ? "explain.settle_any" : "explain.settle", FILL({"ways", ways_in}));
    else if (asked.n) sentence = say(of, "explain.settle_ask", FILL({"questions", asked}));
    else sentence = say(of, "explain.settle_read", FILL({"why", notes(of)}));
    if (!out) return sentence;
    Str against = say(of, "explain.settle_out", FILL({"ways", ways_out}));
    return str_print(of->arena, "%.*s %.*s", STR_ARG(sentence), STR_ARG(against));
}

static Str decisive_rules(const Explain *of, Effect effect, int sign) {
    StrList list = {0};
    for (size_t i = 0; i < of->verdict->finding_count; i++) {
        const Finding *finding = &of->verdict->findings[i];
        if (finding->truth != TRUTH_TRUE || finding->effect != effect) continue;
        if (effect == EFFECT_POINTS && finding->points * sign <= 0) continue;
        Str label = finding->label.n ? finding->label : finding->rule;
        strlist_add(
            of->arena, &list,
            say(of, "explain.decisive_rule", FILL({"label", label}, {"weight", weight(of, finding)})));
    }
    return str_join(of->arena, list, STR(", "));
}

/* The exclusion or the requirement that decided alone, else the points. */
static Str what_decided(const Explain *of) {
    const Verdict *verdict = of->verdict;
    bool eligible = verdict->kind == VERDICT_ELIGIBLE;
    Str rules = decisive_rules(of, eligible ? EFFECT_REQUIRE : EFFECT_EXCLUDE, 0);
    if (rules.n) return say(of, "explain.decisive", FILL({"rules", rules}));
    rules = decisive_rules(of, EFFECT_POINTS, eligible ? 1 : -1);
    if (!rules.n) return verdict->balance;
    return say(of, eligible ? "explain.decisive" : "explain.decisive_against",
               FILL({"rules", rules}, {"high", str_print(of->arena, "%d", verdict->high)},
                    {"from", str_print(of->arena, "%d", verdict->eligible_from)}));
}

static SheetEnds foot(const Explain *of) {
    const Verdict *verdict = of->verdict;
    Str last = verdict->kind == VERDICT_TO_CHECK ? what_settles(of) : what_decided(of);
    Str rules = say(of, "explain.rules",
                    FILL({"pack", verdict->pack}, {"digest", str_sub(verdict->pack_digest, 0, 4)}));
    return (SheetEnds){last, rules};
}

Str explain_lot(Arena *arena, const Words *words, const Notice *notice, const Lot *lot,
                const Verdict *verdict, unsigned width) {
    Explain of = {.arena = arena, .words = words, .notice = notice, .lot = lot, .verdict = verdict};
    Sheet sheet = {.arena = arena};
    sheet.width = width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
    for (size_t i = 0; i < verdict->finding_count; i++)
        sheet_add(&sheet, finding_row(&of, &verdict->findings[i]));
    if (verdict->trade_label.n) sheet_add(&sheet, trade_row(&of));
    sheet_add(&sheet, hours_row(&of));
    add_duties(&of, &sheet);
    add_waivers(&of, &sheet);
    if (verdict->mechanisms.n) sheet_add(&sheet, mechanism_row(&of));
    if (lot->inherited) sheet_add(&sheet, inherited_row(&of));
    return sheet_print(&sheet, head(&of), foot(&of));
}

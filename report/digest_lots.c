/* digest_lots.c - the sections about lots: what must be decided first, then news. No lot is told at length
 * twice, except that whom to call stands in one place only. */
#include "report/digest.h"
#include "report/night_lots.h"
#include "report/said.h"
#include "report/typography.h"
#include "rules/worktime.h"

enum { URGENT_DAYS = 2 };

static Str say(const DigestMaker *maker, const char *name, const WordsValue *values, size_t n) {
    return night_say(maker->arena, maker->words, name, values, n);
}

/* mardi 24 novembre 2026 à 12 h 30 */
static Str moment_said(const DigestMaker *maker, DateTime at) {
    const WordsValue values[] = {
        {"weekday", digest_weekday(maker, at.day)},
        {"date", date_said(maker->arena, maker->words, at.day)},
        {"hour", str_print(maker->arena, "%d", at.minute / 60)},
        {"minute", str_print(maker->arena, "%02d", at.minute % 60)},
    };
    const char *name = at.minute < 0    ? "digest.day"
                       : at.minute % 60 ? "digest.moment_minute"
                                        : "digest.moment";
    return say(maker, name, values, sizeof values / sizeof *values);
}

static void put_deadline(const DigestMaker *maker, DigestCell *cell, const NightLot *lot) {
    DateTime at = lot->lot.deadline;
    if (at.day == DATE_ABSENT) {
        digest_line(maker, cell, LINE_QUIET, say(maker, "digest.no_deadline", NULL, 0));
        return;
    }
    if (lot->news == NEWS_WITHDRAWN) { /* nothing presses any more */
        digest_line(maker, cell, LINE_QUIET, moment_said(maker, at));
        return;
    }
    int64_t days = (int64_t)at.day - maker->night->date;
    bool urgent = days >= 0 && days <= URGENT_DAYS;
    DigestRole role = days < 0 ? LINE_QUIET : urgent ? LINE_URGENT : LINE_STRONG;
    digest_line(maker, cell, role, digest_left(maker, at.day));
    digest_line(maker, cell, LINE_QUIET, moment_said(maker, at));
}

static void put_verdict(const DigestMaker *maker, DigestCell *cell, VerdictKind verdict) {
    static const DigestRole roles[] = {[VERDICT_NOT_ELIGIBLE] = LINE_TAG_OUT,
                                       [VERDICT_TO_CHECK] = LINE_TAG_TO_CHECK,
                                       [VERDICT_ELIGIBLE] = LINE_TAG_ELIGIBLE};
    digest_line(maker, cell, roles[verdict], said_verdict(maker->words, verdict));
}

/* Décision : attendre, le 3 novembre 2026 */
static void put_decision(const DigestMaker *maker, DigestCell *cell, const NightLot *lot) {
    if (!lot->decision.n) return;
    WordsValue values[] = {{"decision", words_label(maker->words, "decision", lot->decision)},
                           {"date", date_said(maker->arena, maker->words, lot->decided_on)}};
    bool dated = lot->decided_on != DATE_ABSENT;
    digest_line(maker, cell, LINE_PLAIN,
                say(maker, dated ? "digest.decided" : "digest.decided_undated", values, 2));
}

static void add_if(const DigestMaker *maker, StrList *list, Str text) {
    if (text.n) strlist_add(maker->arena, list, text);
}

/* Nettoyage et propreté · 1 470 000 € HT · 36 mois */
static Str terms_said(const DigestMaker *maker, const LotRecord *lot) {
    StrList list = {0};
    WordsValue amount = {"amount", said_amount(maker->arena, maker->words, lot->amount)};
    add_if(maker, &list, typeset(maker->arena, maker->words, lot->trade));
    if (amount.value.n) add_if(maker, &list, say(maker, "digest.amount", &amount, 1));
    add_if(maker, &list, said_duration(maker->arena, maker->words, lot->duration));
    return str_join(maker->arena, list, STR(NO_BREAK_SPACE "· "));
}

static void put_lot(const DigestMaker *maker, DigestCell *cell, const NightLot *lot) {
    const LotRecord *record = &lot->lot;
    digest_line(maker, cell, LINE_TITLE, record->title);
    digest_line(maker, cell, LINE_PLAIN, record->buyer);
    digest_line(maker, cell, LINE_QUIET, terms_said(maker, record));
    digest_line(maker, cell, LINE_CODE, lot_reference(maker->arena, record));
}

static void put_tags(const DigestMaker *maker, DigestCell *cell, const NightLot *lot, bool verdict) {
    bool fresh = lot->news == NEWS_NEW && maker->night->since != DATE_ABSENT; /* the first time all are */
    if (verdict) put_verdict(maker, cell, lot->lot.verdict);
    if (verdict && fresh) digest_line(maker, cell, LINE_TAG_NEWS, words_get(maker->words, "news.new"));
    if (lot->lot.planning) digest_line(maker, cell, LINE_TAG_NEWS, say(maker, "digest.planning", NULL, 0));
    digest_line(maker, cell, LINE_TAG_OUT, lot->lot.status);
}

static void put_hours(const DigestMaker *maker, DigestCell *cell, const LotRecord *lot) {
    Arena *arena = maker->arena;
    const Words *words = maker->words;
    Str hours = worktime_hours(arena, words, lot->hours);
    if (!hours.n) {
        digest_line(maker, cell, LINE_QUIET, words_get(words, "table.no_hours"));
        return;
    }
    WordsValue values[] = {{"days", worktime_part(arena, words, lot->hours, lot->work_time, WORK_DAYS)},
                           {"weeks", worktime_part(arena, words, lot->hours, lot->work_time, WORK_WEEKS)}};
    digest_line(maker, cell, LINE_STRONG, typeset(arena, words, hours));
    if (values[0].value.n && values[1].value.n)
        digest_line(maker, cell, LINE_QUIET, say(maker, "digest.work_time", values, 2));
}

/* Where several may fit, the first ones: the workbook has them all. */
static void put_mechanism(const DigestMaker *maker, DigestCell *cell, Str mechanism) {
    enum { NAMED = 2 };
    Str between = STR(", ");
    size_t more = 0;
    for (size_t at = 0; mechanism.n && at != SIZE_MAX;) {
        at = str_find(mechanism, between);
        Str one = str_sub(mechanism, 0, at);
        if (cell->n < NAMED) digest_line(maker, cell, LINE_PLAIN, typeset(maker->arena, maker->words, one));
        else more++;
        if (at != SIZE_MAX) mechanism = str_sub(mechanism, at + between.n, SIZE_MAX);
    }
    WordsValue value = {"n", count_said(maker->arena, maker->words, (int64_t)more)};
    const char *name = more < 2 ? "digest.mechanism_more_one" : "digest.mechanism_more";
    if (more) digest_line(maker, cell, LINE_QUIET, say(maker, name, &value, 1));
}

/* A lot with what a decision needs. */
static void put_row(const DigestMaker *maker, DigestCell *row, const NightLot *lot, bool verdict) {
    put_deadline(maker, &row[0], lot);
    put_tags(maker, &row[1], lot, verdict);
    put_lot(maker, &row[1], lot);
    put_decision(maker, &row[1], lot);
    put_hours(maker, &row[2], &lot->lot);
    put_mechanism(maker, &row[3], lot->lot.mechanism);
}

#define DECISION_COLUMNS "deadline narrow|lot wide|hours middle named|mechanism middle named"

static void add_to_decide(const DigestMaker *maker) {
    NightLots lots = night_pick(maker->arena, maker->night, night_to_decide);
    DigestSection *section = digest_section(maker, "decide", DECISION_COLUMNS, 1, lots.n);
    enum { WEEK = 7 };
    int64_t soon = maker->night->convention->soon_days;
    WordsValue value = {"n", count_said(maker->arena, maker->words, soon)};
    if (!section) return;
    section->heading =
        say(maker, soon == WEEK ? "digest_heading.decide_week" : "digest_heading.decide", &value, 1);
    for (size_t i = 0; i < section->rows; i++) put_row(maker, digest_row(section, i), lots.at[i], true);
    digest_more(maker, section, "notices.xlsx");
}

static void add_note(const DigestMaker *maker, DigestSection *section, const char *one, const char *many,
                     size_t n, Str link) {
    WordsValue values[] = {{"n", count_said(maker->arena, maker->words, (int64_t)n)},
                           {"file", STR("notices.xlsx")},
                           {"until", date_said(maker->arena, maker->words, night_soon(maker->night))}};
    if (section && n)
        section->notes[1] = (DigestLine){.text = say(maker, n < 2 ? one : many, values, 3), .link = link};
}

static bool is_new_and_later(const Night *night, const NightLot *lot) {
    return night_new_eligible(night, lot) && !night_to_decide(night, lot);
}

static void add_new(const DigestMaker *maker) {
    NightLots lots = night_pick(maker->arena, maker->night, is_new_and_later);
    size_t all = night_pick(maker->arena, maker->night, night_new_eligible).n;
    DigestSection *section = digest_section(maker, "new", DECISION_COLUMNS, 1, lots.n);
    if (!section) return;
    for (size_t i = 0; i < section->rows; i++) put_row(maker, digest_row(section, i), lots.at[i], false);
    digest_more(maker, section, "notices.xlsx");
    add_note(maker, section, "digest.above_one", "digest.above", all - lots.n, (Str){0});
}

/* A number that a telephone can dial: digits and a plus in front; empty if the text is more than one. */
static Str dialled(Arena *arena, Str phone) {
    enum { LEAST = 4, MOST = 15 };
    Buf number = {.arena = arena};
    buf_add(&number, STR("tel:"));
    size_t digits = 0;
    for (size_t i = 0; i < phone.n; i++) {
        char c = phone.p[i];
        bool trunk = str_starts(str_sub(phone, i, 3), STR("(0)")); /* +33 (0)1: not dialled from abroad */
        if (trunk && phone.p[0] == '+') i += 2;
        else if (c >= '0' && c <= '9') buf_byte(&number, c), digits++;
        else if (c == '+' && !i) buf_byte(&number, c);
        else if (!strchr(" .-()", c)) return (Str){0};
    }
    return digits >= LEAST && digits <= MOST ? buf_str(&number) : (Str){0};
}

/* Letters, digits and a few marks around one @: what needs no escape in an address. */
static Str mailed(Arena *arena, Str email) {
    size_t at = str_find_byte(email, '@');
    if (at == SIZE_MAX || !at || at + 1 == email.n) return (Str){0};
    for (size_t i = 0; i < email.n; i++) {
        char c = email.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && i != at && !(c && strchr("._-+", c))) return (Str){0};
    }
    return str_cat(arena, STR("mailto:"), email);
}

static void put_contact(const DigestMaker *maker, DigestCell *cell, const LotRecord *lot) {
    Str phone = str_trim_wide(lot->buyer_phone), email = str_trim_wide(lot->buyer_email);
    digest_line(maker, cell, LINE_PLAIN, lot->buyer_contact);
    digest_link(maker, cell, phone, dialled(maker->arena, phone));
    digest_link(maker, cell, email, mailed(maker->arena, email));
    if (!cell->n) digest_line(maker, cell, LINE_QUIET, say(maker, "digest.no_contact", NULL, 0));
}

static void put_questions(const DigestMaker *maker, DigestCell *cell, const LotRecord *lot) {
    for (size_t i = 0; i < lot->questions.n; i++)
        digest_line(maker, cell, LINE_ITEM, typeset(maker->arena, maker->words, lot->questions.at[i]));
    if (!cell->n) digest_line(maker, cell, LINE_PLAIN, say(maker, "digest.no_question", NULL, 0));
}

static bool is_open_question(const Night *night, const NightLot *lot) {
    return night_workable(night, lot) && night_undecided(lot) && lot->lot.verdict == VERDICT_TO_CHECK;
}

/* What is older and does not press would be the same every night. */
static bool is_to_ask_now(const Night *night, const NightLot *lot) {
    bool now = lot->news == NEWS_NEW || lot->news == NEWS_CHANGED || night_to_decide(night, lot);
    return now && is_open_question(night, lot);
}

/* The first two cells of most rows: until when, and what. */
static void put_head(const DigestMaker *maker, DigestCell *row, const NightLot *lot) {
    put_deadline(maker, &row[0], lot);
    put_tags(maker, &row[1], lot, false);
    put_lot(maker, &row[1], lot);
}

static void add_to_check(const DigestMaker *maker) {
    NightLots lots = night_pick(maker->arena, maker->night, is_to_ask_now);
    size_t all = night_pick(maker->arena, maker->night, is_open_question).n;
    DigestSection *section = digest_section(
        maker, "to_check", "deadline narrow|lot wide|contact large named|ask middle named", 1, lots.n);
    if (!section) return;
    for (size_t i = 0; i < section->rows; i++) {
        DigestCell *row = digest_row(section, i);
        put_head(maker, row, lots.at[i]);
        put_decision(maker, &row[1], lots.at[i]);
        put_contact(maker, &row[2], &lots.at[i]->lot);
        put_questions(maker, &row[3], &lots.at[i]->lot);
    }
    digest_more(maker, section, "notices.xlsx");
    add_note(maker, section, "digest.older_one", "digest.older", all - lots.n, STR("notices.xlsx"));
}

/* NON ÉLIGIBLE → ÉLIGIBLE, and why. */
static void put_change(const DigestMaker *maker, DigestCell *cell, const NightLot *lot) {
    WordsValue values[] = {{"before", said_verdict(maker->words, lot->before)},
                           {"after", said_verdict(maker->words, lot->lot.verdict)},
                           {"verdict", said_verdict(maker->words, lot->lot.verdict)}};
    bool same = lot->before == lot->lot.verdict;
    digest_line(maker, cell, LINE_STRONG, say(maker, same ? "digest.same" : "digest.change", values, 3));
    const char *why = lot->by_data && lot->by_rules ? "digest.by_both"
                      : lot->by_rules               ? "digest.by_rules"
                                                    : "digest.by_data";
    if (lot->by_data || lot->by_rules) digest_line(maker, cell, LINE_QUIET, say(maker, why, NULL, 0));
    put_decision(maker, cell, lot);
}

static void put_was(const DigestMaker *maker, DigestCell *cell, const NightLot *lot) {
    WordsValue value = {"verdict", said_verdict(maker->words, lot->before)};
    digest_line(maker, cell, LINE_PLAIN, say(maker, "digest.before", &value, 1));
    put_decision(maker, cell, lot);
}

typedef void PutChange(const DigestMaker *maker, DigestCell *cell, const NightLot *lot);

static void add_changes(const DigestMaker *maker, const char *name, NightPick *pick, const char *columns,
                        PutChange *put) {
    NightLots lots = night_pick(maker->arena, maker->night, pick);
    DigestSection *section = digest_section(maker, name, columns, 1, lots.n);
    if (!section) return;
    for (size_t i = 0; i < section->rows; i++) {
        DigestCell *row = digest_row(section, i);
        put_head(maker, row, lots.at[i]);
        put(maker, &row[2], lots.at[i]);
        if (section->column_count > 3) put_hours(maker, &row[3], &lots.at[i]->lot);
    }
    digest_more(maker, section, "run.json");
}

void digest_lots(const DigestMaker *maker) {
    add_to_decide(maker);
    add_new(maker);
    add_to_check(maker);
    add_changes(maker, "changed", night_changed,
                "deadline narrow|lot wide|change middle named|hours middle named", put_change);
    add_changes(maker, "withdrawn", night_withdrawn, "deadline narrow|lot wide|was middle named", put_was);
}

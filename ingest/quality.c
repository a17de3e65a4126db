/* quality.c - checks that need no more than the notice itself. What is known only where a value stands, its
 * line above all, is said by the readers: numbers of companies, amounts, codes, days. */
#include "ingest/quality.h"
#include "ingest/mend.h"
#include <string.h>

static Date last_sunday(int year, int month) {
    Date last = month_last(month_of(year, month));
    return last - (last + 4) % 7; /* 1970-01-01 was a Thursday */
}

Str quality_french_offset(Date day) {
    int year, month, of_month;
    date_split(day, &year, &month, &of_month);
    bool summer = day >= last_sunday(year, 3) && day < last_sunday(year, 10);
    return summer ? STR("+02:00") : STR("+01:00");
}

bool quality_zone_is_wrong(Str stamp, Date day) {
    enum { ZONE = 6, DAY = 10 }; /* bytes of +01:00, of 2024-07-25 */
    stamp = str_trim(stamp);
    if (day == DATE_ABSENT || stamp.n <= DAY) return false;
    if (str_ends(stamp, STR("Z"))) return true;
    if (stamp.n < DAY + ZONE) return false;
    Str zone = str_sub(stamp, stamp.n - ZONE, ZONE);
    bool stated = (zone.p[0] == '+' || zone.p[0] == '-') && zone.p[3] == ':';
    return stated && !str_eq(zone, quality_french_offset(day));
}

bool quality_is_overseas(Str department) {
    return str_starts(department, STR("97")) || str_starts(department, STR("98"));
}

typedef struct Check {
    Arena *scratch;
    const Notice *notice;
    const Lot *lot; /* NULL: the notice itself */
    Diags *diags;
} Check;

static void say(const Check *check, const char *field, const char *defect, Str value) {
    const Lot *lot = check->lot;
    Loc at = {.file = check->notice->file, .line = lot ? lot->at.line : 0, .field = str_of(field)};
    Str record = check->notice->id;
    if (lot && lot->id.n) record = str_print(check->scratch, "%.*s#%.*s", STR_ARG(record), STR_ARG(lot->id));
    defect_keep(check->diags, at, defect, record, value);
}

/* Empty, or 00000000-0000. A row of DECP says so itself; a plan needs no ids. */
static void check_id(Check *check) {
    const Notice *notice = check->notice;
    Str id = notice->id;
    if (str_is(notice->source_format, "decp") || str_is(notice->source_format, "csv")) return;
    for (size_t i = 0; i < id.n; i++)
        if (id.p[i] != '0' && id.p[i] != '-') return;
    bool row = notice->lot_count == 1 && !notice->lots[0].id.n; /* its line is the notice's */
    check->lot = row ? notice->lots : NULL;
    say(check, "notice_id", DEFECT_NO_ID, id);
}

/* A procedure's total that stands on each of its lots. */
static bool repeats_total(const Notice *notice) {
    Hundredths total = notice->procedure_amount.cents;
    if (total == HUNDREDTHS_ABSENT || total < AMOUNT_LEAST || notice->lot_count < 2) return false;
    for (size_t i = 0; i < notice->lot_count; i++)
        if (notice->lots[i].amount.cents != total) return false;
    return true;
}

static void check_dates(const Check *check) {
    const Lot *lot = check->lot;
    Date sent = check->notice->issue_date;
    if (lot->start_date != DATE_ABSENT && lot->end_date != DATE_ABSENT && lot->end_date < lot->start_date)
        say(check, "end_date", DEFECT_ORDER, date_print(check->scratch, lot->end_date));
    if (lot->deadline.day != DATE_ABSENT && sent != DATE_ABSENT && lot->deadline.day < sent)
        say(check, "deadline", DEFECT_ORDER, datetime_print(check->scratch, lot->deadline));
}

/* Whether a byte is one of a word, letters beyond ASCII included. */
static bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Where a French text has lost an apostrophe, by words that are none: "lobjet". SIZE_MAX: nowhere. Such a
 * text keeps rules from seeing what it says. */
static size_t lost_apostrophe(Str text) {
    static const char *const words[] = {
        "lobjet",      "dinsertion",  "lensemble",    "lentreprise",  "lentretien",    "dentretien",
        "lassistance", "dassistance", "lacheteur",    "doffres",      "loffre",        "quil",
        "aujourdhui",  "jusquau",     "dapplication", "lapplication", "lexploitation", "demploi"};
    for (size_t from = 0, to; from < text.n; from = to + 1) {
        for (to = from; to < text.n && is_of_word(text.p[to]);) to++;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (strlen(words[i]) == to - from && strncasecmp(text.p + from, words[i], to - from) == 0)
                return from;
    }
    return SIZE_MAX;
}

static bool is_french(const Notice *notice) {
    static const char *const formats[] = {"boamp", "decp", "csv"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_is(notice->source_format, formats[i])) return true;
    return str_is(notice->language, "FRA");
}

static void check_text(const Check *check, const char *field, Str text) {
    size_t at = text_damage(text);
    if (at == SIZE_MAX && is_french(check->notice)) at = lost_apostrophe(text);
    if (at != SIZE_MAX) say(check, field, DEFECT_TEXT, str_sub(text, at, SIZE_MAX));
}

/* The lot's own words; what it took over is the notice's, but for notes, which only the first lot is asked
 * for. */
static void check_texts(const Check *check) {
    const Lot *lot = check->lot;
    const struct {
        const char *field;
        Str text;
        unsigned inherited;
    } texts[] = {{"title", lot->title, LOT_TITLE},
                 {"description", lot->description, LOT_DESCRIPTION},
                 {"additional_information", lot->additional_information,
                  lot == check->notice->lots ? 0 : LOT_ADDITIONAL_INFORMATION}};
    bool shared = lot > check->notice->lots && lot[-1].execution_terms.p == lot->execution_terms.p;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!(lot->inherited & texts[i].inherited)) check_text(check, texts[i].field, texts[i].text);
    if (!shared) check_text(check, "execution_terms", lot->execution_terms);
}

/* Of a row of a table the title is its lot's. */
static void check_notice_texts(Check *check) {
    const Notice *notice = check->notice;
    const Lot *first = notice->lots;
    bool lots_own = !(first->inherited & LOT_TITLE) && str_eq(notice->title, first->title);
    check->lot = NULL;
    if (!lots_own) check_text(check, "title", notice->title);
    check_text(check, "description", notice->description);
}

void quality_check(Arena *scratch, const Notice *notice, Diags *diags) {
    Check check = {.scratch = scratch, .notice = notice, .diags = diags};
    bool total = repeats_total(notice);
    check_id(&check);
    check_notice_texts(&check);
    for (size_t i = 0; i < notice->lot_count; i++) {
        check.lot = &notice->lots[i];
        check_dates(&check);
        check_texts(&check);
        if (!check.lot->id.n && notice->lot_count > 1) say(&check, "lot_id", DEFECT_NO_ID, (Str){0});
        if (total) say(&check, "amount", DEFECT_TOTAL, hundredths_print(scratch, check.lot->amount.cents));
    }
}

/* quality.c - checks that need no more than the notice itself. */
#include "ingest/quality.h"
#include "ingest/cell.h"
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

/* Whether the notice is French: only then is a company's number a SIRET. */
static bool is_french(const Notice *notice) {
    if (str_is(notice->source_format, "boamp") || str_is(notice->source_format, "decp")) return true;
    for (size_t i = 0; i < notice->lot_count; i++)
        for (size_t k = 0; k < notice->lots[i].nuts.n; k++)
            if (str_starts(notice->lots[i].nuts.at[k], STR("FR"))) return true;
    return false;
}

static size_t digits_in(Str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] >= '0' && s.p[i] <= '9';
    return n;
}

/* NULL for a SIRET, and for what is visibly the number of another register. */
static const char *number_defect(Arena *scratch, Str number) {
    static const char *const words[] = {"nc",  "n/a",       "na",      "none",
                                        "nan", "sansobjet", "inconnu", "nonrenseigne"};
    Str folded = code_fold(scratch, number), siret;
    int64_t whole;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(folded, words[i])) return DEFECT_NOT_STATED;
    if (number_read(number, 0, &whole) == NUMBER_EXPONENT) return DEFECT_EXPONENT;
    if (!siret_trouble(scratch, number, &siret)) return NULL;
    size_t digits = digits_in(siret);
    if (digits < siret.n)
        return digits >= 9 && siret.n > 2 && str_starts(siret, STR("fr")) ? NULL : DEFECT_SIRET;
    return digits == 13 ? DEFECT_SIRET_ZERO : digits == 9 ? DEFECT_SIREN : DEFECT_SIRET;
}

static void check_numbers(const Check *check, const char *field, Str numbers) {
    Str number;
    while (str_next(&numbers, ';', &number)) {
        const char *defect = number.n ? number_defect(check->scratch, number) : NULL;
        if (defect) say(check, field, defect, number);
    }
}

static void check_amount(const Check *check, const char *field, Hundredths cents) {
    if (cents != HUNDREDTHS_ABSENT && cents < AMOUNT_LEAST)
        say(check, field, DEFECT_PLACEHOLDER, hundredths_print(check->scratch, cents));
}

/* A procedure's total that stands on each of its lots. */
static bool repeats_total(const Notice *notice) {
    Hundredths total = notice->procedure_amount.cents;
    if (total == HUNDREDTHS_ABSENT || total < AMOUNT_LEAST || notice->lot_count < 2) return false;
    for (size_t i = 0; i < notice->lot_count; i++)
        if (notice->lots[i].amount.cents != total) return false;
    return true;
}

static void check_lot(const Check *check) {
    const Lot *lot = check->lot;
    Date sent = check->notice->issue_date;
    check_amount(check, "amount", lot->amount.cents);
    check_amount(check, "award_amount", lot->award_amount);
    if (lot->start_date != DATE_ABSENT && lot->end_date != DATE_ABSENT && lot->end_date < lot->start_date)
        say(check, "end_date", DEFECT_ORDER, date_print(check->scratch, lot->end_date));
    if (lot->deadline.day != DATE_ABSENT && sent != DATE_ABSENT && lot->deadline.day < sent)
        say(check, "deadline", DEFECT_ORDER, datetime_print(check->scratch, lot->deadline));
}

void quality_check(Arena *scratch, const Notice *notice, Diags *diags) {
    Check check = {.scratch = scratch, .notice = notice, .diags = diags};
    bool french = is_french(notice), decp = str_is(notice->source_format, "decp"),
         total = repeats_total(notice);
    if (!notice->id.n) say(&check, "notice_id", DEFECT_NO_ID, (Str){0});
    if (french) check_numbers(&check, "buyer_id", notice->buyer_id);
    check_amount(&check, "procedure_amount", notice->procedure_amount.cents);
    for (size_t i = 0; i < notice->lot_count; i++) {
        check.lot = &notice->lots[i];
        check_lot(&check);
        if (french && !decp)
            check_numbers(&check, "winner_id", check.lot->winner_id); /* DECP's reader does */
        if (total) say(&check, "amount", DEFECT_TOTAL, hundredths_print(scratch, check.lot->amount.cents));
    }
}

/* quality.c - checks that need no more than the notice itself. */
#include "ingest/quality.h"

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
    if (lot->start_date != DATE_ABSENT && lot->end_date != DATE_ABSENT && lot->end_date < lot->start_date)
        say(check, "end_date", DEFECT_ORDER, date_print(check->scratch, lot->end_date));
    if (lot->deadline.day != DATE_ABSENT && sent != DATE_ABSENT && lot->deadline.day < sent)
        say(check, "deadline", DEFECT_ORDER, datetime_print(check->scratch, lot->deadline));
}

void quality_check(Arena *scratch, const Notice *notice, Diags *diags) {
    Check check = {.scratch = scratch, .notice = notice, .diags = diags};
    bool total = repeats_total(notice);
    if (!notice->id.n) say(&check, "notice_id", DEFECT_NO_ID, (Str){0});
    for (size_t i = 0; i < notice->lot_count; i++) {
        check.lot = &notice->lots[i];
        check_lot(&check);
        if (total) say(&check, "amount", DEFECT_TOTAL, hundredths_print(scratch, check.lot->amount.cents));
    }
}

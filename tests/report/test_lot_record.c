/* What people read of a lot as a line: written and read it is the same, whatever stands in it. */
#include "report/lot_record.h"
#include "tests/report/lots_world.h"

static Arena *arena;
static const Words *words;

static Str line_of(const Notice *notice, const Lot *lot, const Verdict *verdict) {
    Buf line = {.arena = arena};
    lot_record_write(&line, arena, words, notice, lot, verdict);
    return buf_str(&line);
}

static void test_full(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_TO_CHECK);
    notice.version = STR("02");
    notice.status = STR("changed");
    notice.form = STR("planning");
    notice.buyer_contact = STR("Service des marchés");
    notice.buyer_phone = STR("+33 1");
    notice.buyer_email = STR("a@b.example");
    lot.start_date = date_of(2026, 6, 1);
    strlist_add(arena, &verdict.missing, STR("amount"));
    strlist_add(arena, &verdict.missing, STR("duration"));
    lots_advice(arena, &verdict.mechanisms, "Clause", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.mechanisms, "Critère", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.duties, "Considération", TRUTH_TRUE, NULL);
    lots_advice(arena, &verdict.waivers, "Courte", TRUTH_TRUE, NULL);
    Str line = line_of(&notice, &lot, &verdict);
    OK(line.n && line.p[line.n - 1] == LOT_RECORD_END);
    NUM(str_find_byte(line, LOT_RECORD_END), line.n - 1);
    NUM(str_find_byte(line, '\n'), SIZE_MAX);
    LotRecord record = lot_record_read(arena, line);
    NUM(record.verdict, VERDICT_TO_CHECK);
    IS(record.notice, STR("00990112-2025"));
    IS(record.title, lot.title);
    IS(record.buyer, notice.buyer_name);
    IS(record.buyer_contact, notice.buyer_contact);
    IS(record.buyer_phone, notice.buyer_phone);
    IS(record.buyer_email, notice.buyer_email);
    IS(record.status, STR("rectifié"));
    NUM(record.issued, notice.issue_date);
    IS(record.nature, STR("Services"));
    IS(record.cpv, lot.cpv_main);
    NUM(record.amount.cents, 147000050);
    IS(record.amount.currency, STR("EUR"));
    NUM(record.duration, 3600);
    NUM(record.deadline.day, lot.deadline.day);
    NUM(record.deadline.minute, lot.deadline.minute);
    NUM(record.start, lot.start_date);
    OK(record.planning);
    IS(record.trade, verdict.trade_label);
    NUM(record.hours.low, 834);
    NUM(record.hours.high, 900);
    NUM(record.work_time.week, 3500);
    IS(record.mechanism, STR("Clause"));
    IS(record.mechanisms, STR("Clause, Critère"));
    IS(record.duty, STR("oui"));
    IS(record.waivers, STR("Courte"));
    IS(record.reasons, STR("Hors territoire. Une clause est annoncée."));
    IS(record.missing, STR("montant absent, durée absente"));
    NUM(record.questions.n, 2);
    IS(lot_reference(arena, &record), STR("4bc3edad-a434-4f87-9928-495dd876b3a7@02#LOT-0001"));
}

static void test_absent(void) {
    Notice notice = {.publication_date = DATE_ABSENT, .issue_date = DATE_ABSENT};
    Lot lot = {.amount = MONEY_ABSENT,
               .duration_months = HUNDREDTHS_ABSENT,
               .deadline = DATETIME_ABSENT,
               .start_date = DATE_ABSENT};
    Verdict verdict = {.hours = HOURS_UNKNOWN};
    const Str lines[] = {line_of(&notice, &lot, &verdict), STR("not_eligible\x1F\x1E"), STR(""),
                         STR("\x1F\x1F\x1F"), STR("noise")};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        LotRecord record = lot_record_read(arena, lines[i]);
        NUM_AT((int)i, record.verdict, VERDICT_NOT_ELIGIBLE);
        NUM_AT((int)i, record.amount.cents, HUNDREDTHS_ABSENT);
        NUM_AT((int)i, record.duration, HUNDREDTHS_ABSENT);
        NUM_AT((int)i, record.deadline.day, DATE_ABSENT);
        NUM_AT((int)i, record.issued, DATE_ABSENT);
        NUM_AT((int)i, record.start, DATE_ABSENT);
        NUM_AT((int)i, record.hours.low, -1);
        NUM_AT((int)i, record.questions.n, 0);
        OK_AT((int)i, !record.planning && !record.trade.n && !record.buyer_phone.n);
        IS_AT((int)i, lot_reference(arena, &record), (Str){0});
    }
}

/* Days before 1970, a deadline without an hour, and marks of our own in a text. */
static void test_odd(void) {
    Notice notice = lots_notice();
    Lot lot = lots_lot();
    Verdict verdict = lots_verdict(arena, VERDICT_ELIGIBLE);
    notice.issue_date = date_of(1969, 7, 20);
    notice.id = STR("a@b#c\x1F\x1E\x1D");
    lot.deadline = (DateTime){date_of(1960, 1, 2), -1};
    LotRecord record = lot_record_read(arena, line_of(&notice, &lot, &verdict));
    NUM(record.issued, date_of(1969, 7, 20));
    NUM(record.deadline.day, date_of(1960, 1, 2));
    NUM(record.deadline.minute, -1);
    IS(record.notice_id, STR("a@b#c\\x1F\\x1E\\x1D"));
    IS(record.title, lot.title);
}

int main(void) {
    arena = arena_new();
    words = lots_words(arena);
    if (OK(words != NULL)) {
        test_full();
        test_absent();
        test_odd();
    }
    arena_free(arena);
    return tap_done();
}

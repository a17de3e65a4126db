/* opening.c - until when a lot can be answered, and what a notice says as one text. */
#include "registry/notices.h"

enum {
    CALL_DAYS = 90,  /* where no deadline is stated: the minimum of an open procedure is 35 (R2161-2), and a
                        call is not worth deciding on much later */
    PLAN_DAYS = 365, /* plans are published for a year */
};

static Date published(const Notice *notice) {
    return notice->issue_date != DATE_ABSENT ? notice->issue_date : notice->publication_date;
}

bool notice_is_plan(const Notice *notice) {
    Stage stage = notice_stage(notice);
    bool unsaid = stage == STAGE_UNKNOWN && notice_family(notice) == FAMILY_CSV;
    return stage == STAGE_PLANNING || (unsaid && notice->lots[0].deadline.day == DATE_ABSENT);
}

Date lot_open_until(const Notice *notice, const Lot *lot, Date today) {
    Stage stage = notice_stage(notice);
    Act act = notice_act(notice);
    if (stage == STAGE_RESULT || stage == STAGE_MODIFICATION || act == ACT_CANCELS || act == ACT_CORRECTS ||
        lot->winner_name.n)
        return DATE_ABSENT;
    if (lot->deadline.day != DATE_ABSENT) return lot->deadline.day;
    Date from = published(notice) != DATE_ABSENT ? published(notice) : today;
    if (!notice_is_plan(notice)) return from + CALL_DAYS;
    return lot->start_date != DATE_ABSENT ? lot->start_date : from + PLAN_DAYS;
}

static void add_text(Buf *buf, Str text) {
    buf_add(buf, text);
    buf_byte(buf, '\x1F');
}

static void add_number(Buf *buf, int64_t number) {
    buf_add(buf, (Str){(const char *)&number, sizeof number});
}

static void add_list(Buf *buf, StrList list) {
    for (size_t i = 0; i < list.n; i++) add_text(buf, list.at[i]);
    buf_byte(buf, '\x1E');
}

static void add_lot(Buf *buf, const Lot *lot) {
    add_text(buf, lot->id);
    add_text(buf, lot->title);
    add_text(buf, lot->description);
    add_text(buf, lot->execution_terms);
    add_text(buf, lot->additional_information);
    add_text(buf, lot->nature);
    add_text(buf, lot->cpv_main);
    add_list(buf, lot->cpv_additional);
    add_number(buf, lot->amount.cents);
    add_text(buf, lot->amount.currency);
    add_text(buf, lot->amount_source);
    add_number(buf, lot->duration_months);
    add_number(buf, lot->start_date);
    add_number(buf, lot->end_date);
    add_list(buf, lot->nuts);
    add_text(buf, lot->postal_code);
    add_number(buf, lot->deadline.day);
    add_number(buf, lot->deadline.minute);
    add_text(buf, lot->framework);
    add_text(buf, lot->reserved_participation);
    add_text(buf, lot->reserved_execution);
    add_list(buf, lot->strategic_procurement);
    add_list(buf, lot->social_objective);
    add_list(buf, lot->social_considerations);
    add_number(buf, lot->award_amount);
    add_text(buf, lot->winner_name);
    add_text(buf, lot->winner_id);
    add_text(buf, lot->contract_ref);
    add_text(buf, lot->contract_date);
}

Str notice_statement(Arena *scratch, const Notice *notice) {
    Buf buf = {.arena = scratch};
    add_text(&buf, notice->type);
    add_text(&buf, notice->form);
    add_text(&buf, notice->status);
    add_text(&buf, notice->procedure_id);
    add_text(&buf, notice->publication_number);
    add_number(&buf, notice->publication_date);
    add_number(&buf, notice->issue_date);
    add_text(&buf, notice->change_of);
    add_list(&buf, notice->earlier);
    add_text(&buf, notice->buyer_name);
    add_text(&buf, notice->buyer_id);
    add_text(&buf, notice->buyer_contact);
    add_text(&buf, notice->buyer_phone);
    add_text(&buf, notice->buyer_email);
    add_text(&buf, notice->title);
    add_text(&buf, notice->description);
    add_number(&buf, notice->procedure_amount.cents);
    add_text(&buf, notice->procedure_type);
    for (size_t i = 0; i < notice->correction_count; i++) {
        add_text(&buf, notice->corrections[i].lot_id);
        add_text(&buf, notice->corrections[i].before);
        add_text(&buf, notice->corrections[i].after);
    }
    for (size_t i = 0; i < notice->lot_count; i++) add_lot(&buf, &notice->lots[i]);
    return buf_str(&buf);
}

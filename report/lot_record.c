/* lot_record.c - the fields by one table, which writing and reading follow. */
#include "report/lot_record.h"
#include "base/columns.h"
#include "report/said.h"
#include <stddef.h>

enum { FIELD_END = '\x1F', ITEM_END = '\x1D' };

typedef enum FieldKind {
    FIELD_VERDICT,
    FIELD_TEXT,
    FIELD_TEXTS,
    FIELD_DAY,
    FIELD_MOMENT,     /* day and minute, with a blank between */
    FIELD_HUNDREDTHS, /* as a whole number of them */
    FIELD_COUNT,      /* absent where negative */
    FIELD_FLAG,       /* 1, or nothing */
} FieldKind;

/* clang-format off */
#define FIELD(kind, member) {FIELD_##kind, offsetof(LotRecord, member)}
static const struct {
    FieldKind kind;
    size_t offset;
} fields[] = {
    FIELD(VERDICT, verdict),
    FIELD(TEXT, notice),
    FIELD(TEXT, notice_id),
    FIELD(TEXT, notice_version),
    FIELD(TEXT, lot_id),
    FIELD(TEXT, title),
    FIELD(TEXT, buyer),
    FIELD(TEXT, buyer_contact),
    FIELD(TEXT, buyer_phone),
    FIELD(TEXT, buyer_email),
    FIELD(TEXT, status),
    FIELD(DAY, issued),
    FIELD(TEXT, nature),
    FIELD(TEXT, cpv),
    FIELD(HUNDREDTHS, amount.cents),
    FIELD(TEXT, amount.currency),
    FIELD(HUNDREDTHS, duration),
    FIELD(MOMENT, deadline),
    FIELD(DAY, start),
    FIELD(FLAG, planning),
    FIELD(TEXT, trade),
    FIELD(COUNT, hours.low),
    FIELD(COUNT, hours.high),
    FIELD(COUNT, work_time.day),
    FIELD(COUNT, work_time.week),
    FIELD(COUNT, work_time.year),
    FIELD(TEXT, mechanism),
    FIELD(TEXT, mechanisms),
    FIELD(TEXT, duty),
    FIELD(TEXT, waivers),
    FIELD(TEXT, reasons),
    FIELD(TEXT, missing),
    FIELD(TEXTS, questions),
};
/* clang-format on */

enum { FIELDS = sizeof fields / sizeof *fields };

static void put_field(Buf *line, Arena *scratch, FieldKind kind, const void *value) {
    switch (kind) {
    case FIELD_VERDICT:
        buf_add(line, str_of(verdict_name(*(const VerdictKind *)value)));
        break;
    case FIELD_TEXT:
        buf_add(line, columns_visible(scratch, *(const Str *)value));
        break;
    case FIELD_TEXTS: {
        const StrList *list = value;
        for (size_t i = 0; i < list->n; i++) {
            buf_add(line, columns_visible(scratch, list->at[i]));
            buf_byte(line, ITEM_END);
        }
        break;
    }
    case FIELD_DAY:
        if (*(const Date *)value != DATE_ABSENT) buf_print(line, "%ld", (long)*(const Date *)value);
        break;
    case FIELD_MOMENT: {
        const DateTime *at = value;
        if (at->day != DATE_ABSENT) buf_print(line, "%ld %d", (long)at->day, at->minute);
        break;
    }
    case FIELD_HUNDREDTHS:
        if (*(const Hundredths *)value != HUNDREDTHS_ABSENT)
            buf_print(line, "%lld", (long long)*(const Hundredths *)value);
        break;
    case FIELD_COUNT:
        if (*(const int64_t *)value >= 0) buf_print(line, "%lld", (long long)*(const int64_t *)value);
        break;
    case FIELD_FLAG:
        if (*(const bool *)value) buf_byte(line, '1');
    }
    buf_byte(line, FIELD_END);
}

static LotRecord record_of(Arena *scratch, const Words *words, const Notice *notice, const Lot *lot,
                           const Verdict *verdict) {
    bool priced = lot->amount.cents != HUNDREDTHS_ABSENT;
    bool dated = notice->issue_date != DATE_ABSENT;
    return (LotRecord){
        .verdict = verdict->kind,
        .notice = said_notice(notice),
        .notice_id = notice->id,
        .notice_version = notice->version,
        .lot_id = lot->id,
        .title = said_title(words, notice, lot),
        .buyer = notice->buyer_name,
        .buyer_contact = notice->buyer_contact,
        .buyer_phone = notice->buyer_phone,
        .buyer_email = notice->buyer_email,
        .status = said_status(words, notice),
        .issued = dated ? notice->issue_date : notice->publication_date,
        .nature = lot->nature.n ? words_label(words, "nature", lot->nature) : (Str){0},
        .cpv = lot->cpv_main,
        .amount = {lot->amount.cents, priced ? lot->amount.currency : (Str){0}},
        .duration = lot->duration_months,
        .deadline = lot->deadline,
        .start = lot->start_date,
        .planning = str_is(notice->form, "planning") || str_is(notice->source_format, "csv"),
        .trade = verdict->trade_label,
        .hours = verdict->hours,
        .work_time = verdict->work_time,
        .mechanism = said_mechanism(scratch, words, verdict),
        .mechanisms = said_mechanisms(scratch, words, verdict),
        .duty = said_duty(scratch, words, verdict),
        .waivers = said_waivers(scratch, words, verdict),
        .reasons = said_reasons(scratch, verdict),
        .missing = said_missing(scratch, words, verdict),
        .questions = said_questions(scratch, words, verdict),
    };
}

void lot_record_write(Buf *line, Arena *scratch, const Words *words, const Notice *notice, const Lot *lot,
                      const Verdict *verdict) {
    LotRecord record = record_of(scratch, words, notice, lot, verdict);
    for (size_t i = 0; i < FIELDS; i++)
        put_field(line, scratch, fields[i].kind, (const char *)&record + fields[i].offset);
    buf_byte(line, LOT_RECORD_END);
}

static int64_t number_of(Str text, int64_t absent) {
    int64_t number;
    return number_read_plain(text, 0, false, &number) == NUMBER_OK ? number : absent;
}

static Date day_of(Str text) {
    int64_t day = number_of(text, DATE_ABSENT);
    return day < INT32_MIN || day > INT32_MAX ? DATE_ABSENT : (Date)day;
}

static DateTime moment_of(Str text) {
    Str day, minute;
    if (!str_word(&text, &day) || !str_word(&text, &minute)) return DATETIME_ABSENT;
    return (DateTime){day_of(day), (int)number_of(minute, -1)};
}

static VerdictKind verdict_of(Str name) {
    VerdictKind kind = VERDICT_ELIGIBLE;
    while (kind > VERDICT_NOT_ELIGIBLE && !str_is(name, verdict_name(kind))) kind--;
    return kind;
}

static void take_field(Arena *arena, FieldKind kind, Str text, void *value) {
    switch (kind) {
    case FIELD_VERDICT:
        *(VerdictKind *)value = verdict_of(text);
        return;
    case FIELD_TEXT:
        *(Str *)value = text;
        return;
    case FIELD_TEXTS:
        for (Str item; str_next(&text, ITEM_END, &item);) strlist_add(arena, value, item);
        return;
    case FIELD_DAY:
        *(Date *)value = day_of(text);
        return;
    case FIELD_MOMENT:
        *(DateTime *)value = moment_of(text);
        return;
    case FIELD_HUNDREDTHS:
        *(Hundredths *)value = number_of(text, HUNDREDTHS_ABSENT);
        return;
    case FIELD_COUNT:
        *(int64_t *)value = number_of(text, -1);
        return;
    case FIELD_FLAG:
        *(bool *)value = text.n > 0;
    }
}

LotRecord lot_record_read(Arena *arena, Str line) {
    LotRecord record = {0};
    size_t end = str_find_byte(line, LOT_RECORD_END);
    if (end != SIZE_MAX) line = str_sub(line, 0, end);
    for (size_t i = 0; i < FIELDS; i++) {
        Str text = {0};
        str_next(&line, FIELD_END, &text);
        take_field(arena, fields[i].kind, text, (char *)&record + fields[i].offset);
    }
    return record;
}

Str lot_reference(Arena *arena, const LotRecord *record) {
    Str version = record->notice_version, lot = record->lot_id;
    return str_print(arena, "%.*s%s%.*s%s%.*s", STR_ARG(record->notice_id), version.n ? "@" : "",
                     STR_ARG(version), lot.n ? "#" : "", STR_ARG(lot));
}

/* case.c - sections [case]: a lot made of the facts that a case states, and nothing else. */
#include "rules/code.h"
#include "rules/pack_read.h"
#include "rules/quantity.h"

typedef struct CaseReader {
    PackReader *reader;
    Arena *arena;
    Notice *notice;
    Lot *lot;
} CaseReader;

static void fact_error(CaseReader *reader, const Entry *entry, Str word, const char *what) {
    entry_error(reader->reader->diags, entry, (size_t)(word.p - entry->value.p), "%s", what);
}

static void read_cpv(CaseReader *reader, const Entry *entry) {
    Str rest = entry->value, word;
    while (str_word(&rest, &word)) {
        Item item;
        const char *why;
        if (!item_read(FIELD_CPV, word, &item, &why)) fact_error(reader, entry, word, why);
        else if (item.open) fact_error(reader, entry, word, "a lot has whole CPV codes");
        else if (!reader->lot->cpv_main.n) reader->lot->cpv_main = item.stem;
        else strlist_add(reader->arena, &reader->lot->cpv_additional, item.stem);
    }
}

static void read_place(CaseReader *reader, const Entry *entry) {
    Str rest = entry->value, word;
    while (str_word(&rest, &word)) {
        if (place_is_nuts(word)) strlist_add(reader->arena, &reader->lot->nuts, word);
        else if (place_is_postal(word) && !reader->lot->postal_code.n) reader->lot->postal_code = word;
        else fact_error(reader, entry, word, "a place is NUTS codes (FR105) and one postal code (92800)");
    }
}

static void read_words(CaseReader *reader, const Entry *entry, Field field, StrList *words) {
    Str rest = entry->value, word;
    while (str_word(&rest, &word)) {
        if (!field_has_word(field, word)) {
            Str all = field_words(reader->arena, field);
            Str what = str_print(reader->arena, "one of %.*s is wanted", STR_ARG(all));
            fact_error(reader, entry, word, str_cstr(reader->arena, what));
        }
        strlist_add(reader->arena, words, word);
    }
}

static void read_word(CaseReader *reader, const Entry *entry, Field field, Str *to) {
    StrList words = {0};
    read_words(reader, entry, field, &words);
    if (words.n > 1) fact_error(reader, entry, words.at[1], "one word is wanted");
    if (words.n) *to = words.at[0];
}

static void read_reserved(CaseReader *reader, const Entry *entry) {
    StrList words = {0}, participation = {0};
    read_words(reader, entry, FIELD_RESERVED, &words);
    reader->lot->reserved_execution = strlist_has(words, STR("execution")) ? STR("yes") : STR("no");
    for (size_t i = 0; i < words.n; i++)
        if (!str_is(words.at[i], "execution")) strlist_add(reader->arena, &participation, words.at[i]);
    reader->lot->reserved_participation =
        participation.n ? str_join(reader->arena, participation, STR(";")) : STR("none");
}

static void read_number(CaseReader *reader, const Entry *entry, Field field, int64_t *to) {
    Quantity quantity;
    const char *why;
    if (quantity_read_whole(entry->value, &quantity, &why) &&
        quantity_suits(quantity, field_info[field].unit, &why))
        *to = quantity.hundredths;
    else fact_error(reader, entry, entry->value, why);
}

static void read_date(CaseReader *reader, const Entry *entry, Date *to) {
    if (!date_read(entry->value, to)) fact_error(reader, entry, entry->value, "a date is wanted: 2026-08-22");
}

static void read_flag(CaseReader *reader, const Entry *entry, Tristate *to) {
    bool yes = str_is(entry->value, "yes");
    *to = yes ? TRISTATE_YES : TRISTATE_NO;
    if (!yes && !str_is(entry->value, "no")) fact_error(reader, entry, entry->value, "yes or no");
}

enum { MOST_LOTS = 100 };

static void read_lots(CaseReader *reader, const Entry *entry) {
    int64_t hundredths = 0;
    read_number(reader, entry, FIELD_LOTS, &hundredths);
    if (hundredths >= 100 && hundredths <= MOST_LOTS * 100)
        reader->notice->lot_count = (size_t)hundredths / 100;
    else fact_error(reader, entry, entry->value, "a number of lots from 1 to 100 is wanted");
}

static void read_fact(CaseReader *reader, const Entry *entry, Field field) {
    Lot *lot = reader->lot;
    Notice *notice = reader->notice;
    switch (field) {
    case FIELD_TITLE:
        lot->title = entry->value;
        break;
    case FIELD_DESCRIPTION:
        lot->description = entry->value;
        break;
    case FIELD_EXECUTION_TERMS:
        lot->execution_terms = entry->value;
        break;
    case FIELD_ADDITIONAL_INFORMATION:
        lot->additional_information = entry->value;
        break;
    case FIELD_CPV:
        read_cpv(reader, entry);
        break;
    case FIELD_PLACE:
        read_place(reader, entry);
        break;
    case FIELD_NATURE:
        read_word(reader, entry, field, &lot->nature);
        break;
    case FIELD_PROCEDURE:
        read_word(reader, entry, field, &notice->procedure_type);
        break;
    case FIELD_BUYER_KIND:
        read_word(reader, entry, field, &notice->buyer_kind);
        break;
    case FIELD_RESERVED:
        read_reserved(reader, entry);
        break;
    case FIELD_SOCIAL_OBJECTIVE:
        read_words(reader, entry, field, &lot->social_objective);
        break;
    case FIELD_SOCIAL_CONSIDERATIONS:
        read_words(reader, entry, field, &lot->social_considerations);
        break;
    case FIELD_STATUS:
        read_word(reader, entry, field, &notice->status);
        break;
    case FIELD_FRAMEWORK:
        read_word(reader, entry, field, &lot->framework);
        break;
    case FIELD_DEFENCE:
        read_flag(reader, entry, &notice->defence);
        break;
    case FIELD_CONCESSION:
        read_flag(reader, entry, &notice->concession);
        break;
    case FIELD_NOTICE_DATE:
        read_date(reader, entry, &notice->issue_date);
        break;
    case FIELD_DEADLINE:
        read_date(reader, entry, &lot->deadline.day);
        break;
    case FIELD_AMOUNT:
        read_number(reader, entry, field, &lot->amount.cents);
        break;
    case FIELD_PROCEDURE_AMOUNT:
        read_number(reader, entry, field, &notice->procedure_amount.cents);
        break;
    case FIELD_DURATION:
        read_number(reader, entry, field, &lot->duration_months);
        break;
    case FIELD_LOTS:
        read_lots(reader, entry);
        break;
    default:
        break; /* no case states it: check_keys() has refused it */
    }
}

void case_read(PackReader *reader, const Section *section, Case *example) {
    Arena *arena = reader->ruleset->arena;
    Lot lot = {.amount = {HUNDREDTHS_ABSENT, STR("EUR")},
               .duration_months = HUNDREDTHS_ABSENT,
               .start_date = DATE_ABSENT,
               .end_date = DATE_ABSENT,
               .deadline = DATETIME_ABSENT,
               .award_amount = HUNDREDTHS_ABSENT};
    Notice *notice = &example->notice;
    *notice = (Notice){.source_format = STR("case"),
                       .file = section->at.file,
                       .id = section->name,
                       .form = STR("competition"),
                       .publication_date = DATE_ABSENT,
                       .issue_date = DATE_ABSENT,
                       .procedure_amount = {HUNDREDTHS_ABSENT, STR("EUR")},
                       .lot_count = 1};
    CaseReader case_reader = {.reader = reader, .arena = arena, .notice = notice, .lot = &lot};
    for (size_t i = 0; i < section->n; i++) {
        Field field;
        if (field_find(section->entries[i].key, &field)) read_fact(&case_reader, &section->entries[i], field);
    }
    example->expect = section_entry(section, "expect");
    if (!example->expect)
        section_error(reader->diags, section, "a case needs: expect = eligible, to_check or not_eligible");
    notice->lots = ARENA_ARRAY(arena, Lot, notice->lot_count);
    for (size_t i = 0; i < notice->lot_count; i++) notice->lots[i] = lot;
}

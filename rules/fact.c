/* fact.c - from a notice and its lot to facts.
 *
 * What counts as unknown is decided here, in one place: an amount in another currency, an award read where an
 * estimate is meant, a placeholder, a date that is not the call's, a buyer whose level the notice does not
 * tell. */
#include "rules/fact.h"
#include "base/fold.h"
#include "rules/code.h"
#include "rules/trade.h"
#include <assert.h>

static void know(Facts *facts, Field field, int64_t value) {
    facts->number[field] = (NumberFact){FACT_KNOWN, value, value};
}

/* An amount without a currency is taken for euros: French purchase plans do not say it. */
static void read_amount(Facts *facts, Field field, Money money, bool award) {
    if (money.cents == HUNDREDTHS_ABSENT) return;
    if (money.currency.n && !str_is(money.currency, "EUR")) facts->note[field] = "reason.currency";
    else if (award) facts->note[field] = "reason.award";
    else if (money.cents < FACT_LEAST_AMOUNT) facts->note[field] = "reason.placeholder";
    else know(facts, field, money.cents);
}

/* Whole months from one day to another and the days left over, as hundredths of a month. */
static int64_t months_between(Date from, Date to) {
    int year, month, day, to_year, to_month, to_day;
    date_split(from, &year, &month, &day);
    date_split(to, &to_year, &to_month, &to_day);
    int64_t months = (int64_t)(to_year - year) * 12 + to_month - month;
    int64_t days = to_day - day;
    if (days < 0) {
        months--;
        days += 30;
    }
    return months * 100 + days * 1600 / 487; /* a month is 30.4375 days */
}

/* The stated duration, else the time from the first day to the last. */
static void read_duration(Facts *facts, const Lot *lot) {
    if (lot->duration_months != HUNDREDTHS_ABSENT) {
        if (lot->duration_months > 0) know(facts, FIELD_DURATION, lot->duration_months);
    } else if (lot->start_date != DATE_ABSENT && lot->end_date != DATE_ABSENT &&
               lot->end_date > lot->start_date) {
        know(facts, FIELD_DURATION, months_between(lot->start_date, lot->end_date + 1));
    }
}

/* The day on which the call was sent. A planning notice comes before it, an award or a change after it: of
 * these only the side is known. */
static void read_notice_date(Facts *facts, const Notice *notice, const Lot *lot) {
    Date date = notice->issue_date != DATE_ABSENT ? notice->issue_date : notice->publication_date;
    bool call = !notice->form.n || str_is(notice->form, "competition") || str_is(notice->form, "dir-awa-pre");
    Str contract = lot->contract_date, day;
    if (date == DATE_ABSENT && str_next(&contract, ';', &day)) { /* no call was sent after its contract */
        call = false;
        date_read(day, &date);
    }
    if (date == DATE_ABSENT) return;
    if (call && !notice->change_of.n) know(facts, FIELD_NOTICE_DATE, date);
    else facts->note[FIELD_NOTICE_DATE] = "reason.not_the_call";
    if (facts->number[FIELD_NOTICE_DATE].state == FACT_KNOWN) return;
    bool before = str_is(notice->form, "planning");
    facts->call_date = (NumberFact){FACT_KNOWN, before ? date : INT32_MIN, before ? INT32_MAX : date};
}

/* Codes of eForms' list buyer-legal-type whose level is certain; and our own words, as a table of notices or
 * a case has them. */
static void read_buyer_kind(Facts *facts, Str kind) {
    static const char *const levels[][2] = {
        {"state", "state"},
        {"cga", "state"},
        {"local", "local"},
        {"la", "local"},
        {"ra", "local"},
        {"body-pl-la", "local"},
        {"body-pl-ra", "local"},
        {"org-sub-la", "local"},
        {"org-sub-ra", "local"},
        {"utility", "utility"},
        {"pub-undert", "utility"},
        {"pub-undert-cga", "utility"},
        {"pub-undert-la", "utility"},
        {"pub-undert-ra", "utility"},
        {"spec-rights-entity", "utility"},
    };
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (str_is(kind, levels[i][0])) facts->word[FIELD_BUYER_KIND] = str_of(levels[i][1]);
    if (kind.n && !facts->word[FIELD_BUYER_KIND].n) facts->note[FIELD_BUYER_KIND] = "reason.buyer_kind";
}

/* All NUTS codes and, in France, the postal code. Where a single region and the postal code say the same,
 * the postal code says it better. */
static void read_places(Arena *scratch, Facts *facts, const Lot *lot) {
    bool french = !lot->nuts.n;
    for (size_t i = 0; i < lot->nuts.n; i++)
        if (str_starts(lot->nuts.at[i], STR("FR"))) french = true;
    bool postal = french && place_is_postal(lot->postal_code);
    bool refined = postal && lot->nuts.n == 1 && place_refines(lot->postal_code, lot->nuts.at[0]);
    for (size_t i = 0; i < lot->nuts.n && !refined; i++)
        if (place_is_nuts(lot->nuts.at[i])) strlist_add(scratch, &facts->places, lot->nuts.at[i]);
    if (postal) strlist_add(scratch, &facts->places, lot->postal_code);
}

/* The words for what DECP and BOAMP write: "Clause sociale", "Marché réservé". "Sans objet" and "NC" say
 * nothing. */
static void read_considerations(Arena *scratch, Facts *facts, StrList stated) {
    static const char *const known[][2] = {
        {"clause sociale", "clause"},   {"critere social", "criterion"},
        {"marche reserve", "reserved"}, {"pas de consideration sociale", "none"},
        {"sociaux", "stated"}, /* BOAMP says no more */
    };
    for (size_t i = 0; i < stated.n; i++) {
        Str folded = fold(scratch, stated.at[i]);
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (str_is(folded, known[k][0]) || str_is(folded, known[k][1]))
                strlist_add(scratch, &facts->considerations, str_of(known[k][1]));
    }
}

void facts_read(Arena *scratch, const Notice *notice, const Lot *lot, Facts *facts) {
    *facts = (Facts){.notice = notice, .lot = lot};
    facts->flag[FIELD_DEFENCE] = notice->defence;
    facts->flag[FIELD_CONCESSION] = notice->concession;
    for (int i = 0; i < FIELDS; i++) facts->cause[i] = FIELD_BIT(i);
    read_amount(facts, FIELD_AMOUNT, lot->amount, str_is(lot->amount_source, "total-value"));
    read_amount(facts, FIELD_PROCEDURE_AMOUNT, notice->procedure_amount, false);
    read_duration(facts, lot);
    read_notice_date(facts, notice, lot);
    if (lot->deadline.day != DATE_ABSENT) know(facts, FIELD_DEADLINE, lot->deadline.day);
    know(facts, FIELD_LOTS, (int64_t)notice->lot_count * 100);
    facts->word[FIELD_NATURE] = lot->nature;
    facts->word[FIELD_PROCEDURE] = notice->procedure_type;
    facts->word[FIELD_FRAMEWORK] = lot->framework;
    facts->word[FIELD_STATUS] =
        notice->status.n ? notice->status : STR("none"); /* none is a word of its own */
    read_buyer_kind(facts, notice->buyer_kind);
    read_places(scratch, facts, lot);
    read_considerations(scratch, facts, lot->social_considerations);
}

/* Labour share and hours: of a known trade by its factors, of no trade none, else unknown with the trade's
 * cause. */
static void derive(Facts *facts) {
    static const Field derived[] = {FIELD_LABOUR_SHARE, FIELD_LABOUR_HOURS, FIELD_HOURS};
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        facts->number[derived[i]] =
            (NumberFact){.state = facts->trade_state == FACT_NONE ? FACT_NONE : FACT_UNKNOWN};
        facts->cause[derived[i]] = facts->cause[FIELD_TRADE];
    }
    NumberFact amount = facts->number[FIELD_AMOUNT];
    if (facts->trade_state == FACT_UNKNOWN && amount.state == FACT_UNKNOWN) {
        facts->cause[FIELD_LABOUR_HOURS] |= FIELD_BIT(FIELD_AMOUNT);
        facts->cause[FIELD_HOURS] |= FIELD_BIT(FIELD_AMOUNT);
    }
    if (facts->trade_state != FACT_KNOWN) return;
    Factor share = facts->trade->labour_share;
    if (share.low >= 0) facts->number[FIELD_LABOUR_SHARE] = (NumberFact){FACT_KNOWN, share.low, share.high};
    facts->number[FIELD_LABOUR_HOURS] = trade_labour_hours(facts->trade, amount);
    facts->number[FIELD_HOURS] = trade_hours(facts->trade, amount);
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) /* a factor that the pack does not state */
        facts->cause[derived[i]] = FIELD_BIT(derived[i]);
    if (amount.state == FACT_KNOWN) return;
    facts->cause[FIELD_LABOUR_HOURS] = FIELD_BIT(FIELD_AMOUNT);
    facts->cause[FIELD_HOURS] = FIELD_BIT(FIELD_AMOUNT);
}

void facts_set_trade(Facts *facts, FactState state, const Trade *trade, FieldSet cause) {
    assert((state == FACT_KNOWN) == (trade != NULL));
    facts->trade_state = state;
    facts->trade = trade;
    facts->cause[FIELD_TRADE] = cause;
    derive(facts);
}

void facts_suppose(Facts *facts, Field field, int64_t number) {
    know(facts, field, number);
    if (field == FIELD_AMOUNT) derive(facts);
}

void facts_suppose_word(Facts *facts, Field field, Str word) {
    if (field_info[field].kind == KIND_FLAG)
        facts->flag[field] = str_is(word, "yes") ? TRISTATE_YES : TRISTATE_NO;
    else facts->word[field] = word;
}

static Truth truth_of(bool is) {
    return is ? TRUTH_TRUE : TRUTH_FALSE;
}

/* Participation (BT-71) and execution (BT-736) are one answer in two parts; "not-known" is none. */
static bool reserved_is_stated(const Lot *lot) {
    Str execution = lot->reserved_execution;
    return lot->reserved_participation.n || str_is(execution, "yes") || str_is(execution, "no");
}

/* Once one part is answered, silence on the other says no: a form half filled in reserves nothing more. */
static Truth reserved_has(const Lot *lot, Str word) {
    if (!reserved_is_stated(lot)) return TRUTH_UNKNOWN;
    Str participation = lot->reserved_participation, part;
    bool execution = str_is(lot->reserved_execution, "yes");
    if (str_is(word, "execution")) return truth_of(execution);
    if (str_is(word, "none"))
        return truth_of(!execution && (!participation.n || str_is(participation, "none")));
    while (str_next(&participation, ';', &part))
        if (str_eq(part, word)) return TRUTH_TRUE;
    return TRUTH_FALSE;
}

/* A notice that lists no objective has not said that there is none, unless it says that nothing in it is
 * strategic. */
static Truth objective_has(const Lot *lot, Str word) {
    if (lot->social_objective.n) return truth_of(strlist_has(lot->social_objective, word));
    bool none = lot->strategic_procurement.n == 1 && str_is(lot->strategic_procurement.at[0], "none");
    return none ? truth_of(str_is(word, "none")) : TRUTH_UNKNOWN;
}

static Truth cpv_has(const Lot *lot, const Item *item) {
    if (!lot->cpv_main.n && !lot->cpv_additional.n) return TRUTH_UNKNOWN;
    if (lot->cpv_main.n && item_has(item, lot->cpv_main)) return TRUTH_TRUE;
    for (size_t i = 0; i < lot->cpv_additional.n; i++)
        if (item_has(item, lot->cpv_additional.at[i])) return TRUTH_TRUE;
    return TRUTH_FALSE;
}

/* True if any of the places lies there, false only if none can. */
static Truth places_have(StrList places, const Item *item) {
    Truth best = places.n ? TRUTH_FALSE : TRUTH_UNKNOWN;
    for (size_t i = 0; i < places.n; i++) {
        Truth truth = place_in(places.at[i], item);
        if (truth > best) best = truth;
    }
    return best;
}

static bool text_is_there(const Lot *lot, Field field) {
    switch (field) {
    case FIELD_TITLE:
        return lot->title.n;
    case FIELD_DESCRIPTION:
        return lot->description.n;
    case FIELD_EXECUTION_TERMS:
        return lot->execution_terms.n;
    case FIELD_ADDITIONAL_INFORMATION:
        return lot->additional_information.n;
    default:
        return false;
    }
}

static FactState known_if(bool known) {
    return known ? FACT_KNOWN : FACT_UNKNOWN;
}

FactState facts_state(const Facts *facts, Field field) {
    const Lot *lot = facts->lot;
    switch (field) {
    case FIELD_CPV:
        return known_if(lot->cpv_main.n || lot->cpv_additional.n);
    case FIELD_PLACE:
        return known_if(facts->places.n);
    case FIELD_RESERVED:
        return known_if(reserved_is_stated(lot));
    case FIELD_SOCIAL_OBJECTIVE:
        return known_if(objective_has(lot, STR("none")) != TRUTH_UNKNOWN);
    case FIELD_SOCIAL_CONSIDERATIONS:
        return known_if(facts->considerations.n);
    case FIELD_TRADE:
        return facts->trade_state;
    default:
        break;
    }
    switch (field_info[field].kind) {
    case KIND_TEXT:
        return known_if(text_is_there(lot, field));
    case KIND_WORD:
        return known_if(facts->word[field].n);
    case KIND_FLAG:
        return known_if(facts->flag[field] != TRISTATE_UNKNOWN);
    default:
        return facts->number[field].state;
    }
}

Truth facts_has(const Facts *facts, Field field, const Item *item) {
    switch (field) {
    case FIELD_CPV:
        return cpv_has(facts->lot, item);
    case FIELD_PLACE:
        return places_have(facts->places, item);
    case FIELD_RESERVED:
        return reserved_has(facts->lot, item->stem);
    case FIELD_SOCIAL_OBJECTIVE:
        return objective_has(facts->lot, item->stem);
    case FIELD_SOCIAL_CONSIDERATIONS:
        if (!facts->considerations.n) return TRUTH_UNKNOWN;
        return truth_of(strlist_has(facts->considerations, item->stem));
    case FIELD_TRADE:
        if (facts->trade_state == FACT_UNKNOWN) return TRUTH_UNKNOWN;
        return truth_of(facts->trade && str_eq(facts->trade->name, item->stem));
    default:
        if (!facts->word[field].n) return TRUTH_UNKNOWN;
        return truth_of(str_eq(facts->word[field], item->stem));
    }
}

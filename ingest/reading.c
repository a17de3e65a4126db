/* reading.c - rows of a table meet the events of a document. */
#include "ingest/reading.h"
#include "ingest/cell.h"

enum { DOUBTS_MOST = 10000 /* said of one notice: a hostile one must not fill the memory */ };

Reading reading_new(Arena *arena, Str file, const Field *fields, size_t count, const Str *record,
                    Diags *diags) {
    return (Reading){.arena = arena,
                     .diags = diags,
                     .doubts = diags_new(arena),
                     .fields = fields,
                     .field_count = count,
                     .file = file,
                     .record = record};
}

XmlFormat *reading_format(const XmlNamespace *namespaces, size_t namespace_count, const Field *fields,
                          size_t count) {
    Arena *arena = arena_new();
    XmlPath *paths = ARENA_ARRAY(arena, XmlPath, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (fields[i].path) paths[n++] = (XmlPath){fields[i].path, (int)i, fields[i].wants};
    return xml_format(arena, namespaces, namespace_count, paths, n);
}

bool reading_take(Reading *reading, const XmlEvent *event) {
    const Field *field = &reading->fields[event->id], *end = reading->fields + reading->field_count;
    do {
        if (!field->attr || str_is(xml_attr(event, field->attr), field->value))
            field->take(reading, event, (char *)reading + field->at);
        field++;
    } while (field < end && !field->path);
    return !reading->refused;
}

bool reading_is_full(Reading *reading, uint32_t line, size_t count, size_t most, const char *what) {
    if (count < most) return false;
    Loc at = {.file = reading->file, .line = line};
    diag_add(reading->diags, DIAG_REFUSED, at, "file refused", "more than %zu %s", most, what);
    reading->refused = true;
    return true;
}

void reading_end(Reading *reading, Diags *diags) {
    for (Diag *diag = reading->doubts.first; diag; diag = diag->next)
        if (diag->defect && !diag->record.n) diag->record = *reading->record;
    diags_move(diags, &reading->doubts);
}

Str reading_keep(Reading *reading, Str text) {
    Str clean = str_squeeze(reading->arena, text);
    return clean.p == text.p ? str_copy(reading->arena, clean) : clean;
}

/* False, and so said once, where there are too many. */
static bool has_room(Reading *reading, Loc at) {
    const size_t *count = reading->doubts.count;
    if (count[DIAG_DOUBT] + count[DIAG_DEFECT] < DOUBTS_MOST) return true;
    if (!count[DIAG_NOTE])
        diag_add(&reading->doubts, DIAG_NOTE, at, "no longer said",
                 "more than %d values that are not what they claim to be", DOUBTS_MOST);
    return false;
}

void reading_suspect(Reading *reading, const XmlEvent *event, const char *defect, Str value) {
    Loc at = {.file = reading->file, .line = event->line, .field = xml_name(event)};
    Str record = reading->record ? *reading->record : (Str){0};
    if (has_room(reading, at))
        defect_keep(&reading->doubts, at, defect, record, str_squeeze(reading->arena, value));
}

void reading_defect(Reading *reading, const XmlEvent *event, const char *defect, Str value, const char *why,
                    const char *done) {
    Loc at = {.file = reading->file, .line = event->line, .field = xml_name(event)};
    if (!has_room(reading, at)) return;
    Str shown = str_squeeze(reading->arena, value);
    Str record = reading->record ? *reading->record : (Str){0};
    Str what = str_print(reading->arena, "%s: %.*s", why, STR_ARG(shown.n > 40 ? STR("a long text") : shown));
    defect_say(&reading->doubts, at, defect, record, shown, str_cstr(reading->arena, what), done);
}

static void left_out(Reading *reading, const XmlEvent *event, const char *defect, Str value,
                     const char *why) {
    reading_defect(reading, event, defect, value, why, "left out");
}

void take_str(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (!to->n) *to = reading_keep(reading, event->text);
}

void take_list(Reading *reading, const XmlEvent *event, void *at) {
    Str s = reading_keep(reading, event->text);
    if (s.n) strlist_add(reading->arena, at, s);
}

void reading_text(Reading *reading, const XmlEvent *event, bool french, Text *text) {
    if (text->s.n && (text->french || !french)) return;
    Str s = reading_keep(reading, event->text);
    if (s.n) *text = (Text){s, french};
}

void take_text(Reading *reading, const XmlEvent *event, void *at) {
    reading_text(reading, event, str_is(xml_attr(event, "languageID"), "FRA"), at);
}

bool reading_cpv(Reading *reading, const XmlEvent *event, Str text, Str *cpv) {
    Str s = str_trim(text);
    if (!s.n) return false;
    size_t digits = 0;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9') digits++;
    bool checked =
        digits + 2 == s.n && s.p[digits] == '-' && s.p[digits + 1] >= '0' && s.p[digits + 1] <= '9';
    bool code = digits == 8 && (digits == s.n || checked);
    if (code && str_cmp(s, STR("03")) >= 0 && str_cmp(s, STR("99")) < 0) {
        *cpv = str_copy(reading->arena, str_sub(s, 0, 8));
        return true;
    }
    bool short_by_one = digits == 7 && (digits == s.n || checked);
    left_out(reading, event, short_by_one ? DEFECT_CPV_ZERO : DEFECT_CPV, s, "not a CPV code");
    return false;
}

void take_cpv(Reading *reading, const XmlEvent *event, void *at) {
    Str *to = at;
    if (!to->n) reading_cpv(reading, event, event->text, to);
}

void take_cpvs(Reading *reading, const XmlEvent *event, void *at) {
    Str cpv;
    if (reading_cpv(reading, event, event->text, &cpv)) strlist_add(reading->arena, at, cpv);
}

static const char *number_defect(Str text) {
    return is_exponent(text) ? DEFECT_EXPONENT : DEFECT_NUMBER;
}

void reading_money(Reading *reading, const XmlEvent *event, Str text, Str currency, Money *money) {
    int64_t cents;
    if (money->cents != HUNDREDTHS_ABSENT) return;
    NumberTrouble trouble = number_read_plain(text, 2, true, &cents);
    if (trouble == NUMBER_EMPTY) return;
    if (trouble) left_out(reading, event, number_defect(text), text, number_trouble_text(trouble));
    else if (cents < 0) left_out(reading, event, DEFECT_NEGATIVE, text, "an amount below zero");
    else *money = (Money){cents, reading_keep(reading, currency)};
    if (is_placeholder(money->cents, AMOUNT_LEAST)) reading_suspect(reading, event, DEFECT_PLACEHOLDER, text);
}

void take_money(Reading *reading, const XmlEvent *event, void *at) {
    reading_money(reading, event, event->text, xml_attr(event, "currencyID"), at);
}

/* A month has 30.4375 days, which is 487 / 16; rounded to the nearest hundredth. */
void reading_months(Reading *reading, const XmlEvent *event, Str unit, Hundredths *months) {
    static const struct {
        const char *code;
        int64_t months, per;
    } units[] = {{"MONTH", 1, 1}, {"YEAR", 12, 1}, {"WEEK", 7 * 16, 487}, {"DAY", 16, 487}};
    Hundredths value, twice;
    if (*months != HUNDREDTHS_ABSENT || !str_trim(event->text).n) return;
    NumberTrouble trouble = number_read_plain(event->text, 2, true, &value);
    if (trouble) {
        left_out(reading, event, number_defect(event->text), event->text, number_trouble_text(trouble));
        return;
    }
    if (value < 0) {
        left_out(reading, event, DEFECT_NEGATIVE, event->text, "a duration below zero");
        return;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_is(unit, units[i].code)) continue;
        if (hundredths_scale(value, 2 * units[i].months, units[i].per, &twice)) *months = (twice + 1) / 2;
        else left_out(reading, event, DEFECT_NUMBER, event->text, number_trouble_text(NUMBER_RANGE));
        return;
    }
    left_out(reading, event, DEFECT_UNIT, event->text, "a duration in an unknown unit");
}

void take_months(Reading *reading, const XmlEvent *event, void *at) {
    reading_months(reading, event, STR("MONTH"), at);
}

void take_years(Reading *reading, const XmlEvent *event, void *at) {
    reading_months(reading, event, STR("YEAR"), at);
}

void take_days(Reading *reading, const XmlEvent *event, void *at) {
    reading_months(reading, event, STR("DAY"), at);
}

void reading_date(Reading *reading, const XmlEvent *event, Str text, Date *date) {
    if (*date != DATE_ABSENT || !str_trim(text).n) return;
    if (!date_read(text, date)) left_out(reading, event, DEFECT_DATE, text, "not a date");
}

void take_date(Reading *reading, const XmlEvent *event, void *at) {
    reading_date(reading, event, event->text, at);
}

void take_minute(Reading *reading, const XmlEvent *event, void *at) {
    int *to = at;
    if (*to >= 0 || !str_trim(event->text).n) return;
    if (!minute_read(event->text, to)) left_out(reading, event, DEFECT_DATE, event->text, "not a time");
}

void take_seen(Reading *reading, const XmlEvent *event, void *at) {
    (void)reading, (void)event;
    *(bool *)at = true;
}

Str lot_own_or(Lot *lot, Str own, Str whole, unsigned flag) {
    if (own.n || !whole.n) return own;
    lot->inherited |= flag;
    return whole;
}

void lot_choose_amount(Lot *lot, const AmountChoice *choices, size_t count, bool single) {
    lot->amount = MONEY_ABSENT;
    for (size_t i = 0; i < count; i++) {
        const AmountChoice *choice = &choices[i];
        if (choice->amount.cents == HUNDREDTHS_ABSENT || (choice->of_whole && !single)) continue;
        lot->amount = choice->amount;
        lot->amount_source = str_of(choice->source);
        if (choice->of_whole) lot->inherited |= LOT_AMOUNT;
        return;
    }
}

void awarded_add(Awarded *awarded, Money amount) {
    if (!money_add(&awarded->total, amount)) awarded->no_sum = true;
}

void awarded_fill(const Awarded *awarded, Reading *reading, Lot *lot, const char *what) {
    Arena *arena = reading->arena;
    lot->contract_ref = str_join(arena, awarded->refs, STR(";"));
    lot->contract_date = str_join(arena, awarded->dates, STR(";"));
    lot->winner_name = str_join(arena, awarded->names, STR(";"));
    lot->winner_id = str_join(arena, awarded->numbers, STR(";"));
    lot->award_amount = HUNDREDTHS_ABSENT;
    if (awarded->no_sum) {
        diag_add(&reading->doubts, DIAG_DOUBT, lot->at, "award amount left out",
                 "the %s of lot %.*s have no common sum", what, STR_ARG(lot->id));
        return;
    }
    lot->award_amount = awarded->total.cents;
    lot->award_currency = awarded->total.currency;
}

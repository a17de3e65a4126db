/* Codes, places and quantities, as packs write them. */
#include "rules/code.h"
#include "rules/quantity.h"
#include "tests/tap.h"

static const char *const names[] = {"false", "unknown", "true"};

/* A place of a notice, an item of a territory, and whether the one lies in the other. */
static const struct {
    int line;
    const char *place, *item, *truth;
} places[] = {
#define P(place, item, truth)                                                                                \
    { __LINE__, place, item, truth }
    P("FR105", "FR105", "true"),    P("FR105", "FR1*", "true"),     P("FR105", "FR1", "true"),
    P("FR1", "FR105", "unknown"),   P("FR", "FR105", "unknown"),    P("FRB", "FR1", "false"),
    P("FR105", "92*", "true"),      P("FR105", "92", "true"),       P("FR105", "9*", "true"),
    P("FR105", "92800", "unknown"), P("FR105", "928*", "unknown"),  P("FR105", "75*", "false"),
    P("FR1", "92*", "unknown"),     P("FR1", "FR*", "true"),        P("FRK", "92*", "false"),
    P("FR71", "DE3", "false"),      P("FRZ", "DE", "false"),        P("FR71", "69*", "unknown"),
    P("DE300", "92*", "false"),     P("92800", "92*", "true"),      P("92800", "92800", "true"),
    P("92801", "92800", "false"),   P("92800", "92", "true"),       P("92800", "FR105", "true"),
    P("92800", "FR1", "true"),      P("75001", "FR105", "false"),   P("92", "92*", "true"),
    P("92", "92800", "unknown"),    P("92", "FR105", "true"),       P("92", "FR1*", "true"),
    P("20090", "2A", "true"),       P("20200", "2A", "false"),      P("2A", "20*", "true"),
    P("2A", "200*", "unknown"),     P("FRM01", "2A", "true"),       P("FRM0", "20*", "true"),
    P("FRM0", "2A", "unknown"),     P("97110", "971", "true"),      P("FRY10", "971*", "true"),
    P("FRY", "97*", "true"),        P("97400", "FRY40", "true"),    P("01000", "FRK21", "true"),
    P("01000", "1*", "false"),      P("98000", "FR105", "unknown"), P("FR71", "FRK2*", "unknown"),
    P("FR71", "FR71*", "true"),     P("FRZZZ", "FR1", "unknown"),   P("DE300", "FR1", "false"),
    P("98000", "DE3", "false"),     P("98000", "98", "unknown"),
#undef P
};

static void test_places(void) {
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *why;
        Item item;
        OK_AT(places[i].line, item_read(FIELD_PLACE, str_of(places[i].item), &item, &why));
        Str truth = str_of(names[place_in(str_of(places[i].place), &item)]);
        IS_AT(places[i].line, truth, str_of(places[i].truth));
    }
    OK(place_refines(STR("92800"), STR("FR1")) && place_refines(STR("92800"), STR("FR105")));
    OK(!place_refines(STR("92800"), STR("FR101")) && !place_refines(STR("98000"), STR("FR")));
}

/* What is no place, no code. NULL: it is one. */
static const struct {
    int line;
    Field field;
    const char *word, *why;
} items[] = {
#define I(field, word, why)                                                                                  \
    { __LINE__, field, word, why }
#define PLACE "a place is a NUTS code (FR105), a postal code (92800, 92*) or a department (92)"
#define CPV "a CPV code is eight digits, or a prefix with *"
    I(FIELD_PLACE, "1", PLACE),
    I(FIELD_PLACE, "9280", PLACE),
    I(FIELD_PLACE, "928000*", PLACE),
    I(FIELD_PLACE, "*", PLACE),
    I(FIELD_PLACE, "fr105", PLACE),
    I(FIELD_PLACE, "FR1055", PLACE),
    I(FIELD_PLACE, "F", PLACE),
    I(FIELD_PLACE, "2A*", PLACE),
    I(FIELD_PLACE, "2A", NULL),
    I(FIELD_PLACE, "971", NULL),
    I(FIELD_CPV, "45442100", NULL),
    I(FIELD_CPV, "45442100-8", NULL),
    I(FIELD_CPV, "45442100-", CPV),
    I(FIELD_CPV, "45442100-88", CPV),
    I(FIELD_CPV, "454421000", CPV),
    I(FIELD_CPV, "peinture", CPV),
    I(FIELD_CPV, "9000000", "seven digits: leading zero lost in a spreadsheet?"),
    I(FIELD_CPV, "9000000-5", "seven digits: leading zero lost in a spreadsheet?"),
    I(FIELD_CPV, "45*", NULL),
    I(FIELD_CPV, "4*", "a CPV prefix is 2 to 8 digits and a star"),
    I(FIELD_CPV, "45-*", "a CPV prefix is 2 to 8 digits and a star"),
    I(FIELD_NATURE, "work*", "a star belongs to codes only"),
#undef I
};

static void test_items(void) {
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        const char *why = NULL;
        Item item;
        bool good = item_read(items[i].field, str_of(items[i].word), &item, &why);
        OK_AT(items[i].line, good == !items[i].why);
        if (!good) IS_AT(items[i].line, str_of(why), str_of(items[i].why));
    }
}

/* A text, hundredths and unit read from its front, and how much of it was read; -1: refused. */
static const struct {
    int line;
    const char *text;
    int64_t hundredths;
    Unit unit;
    size_t used;
} quantities[] = {
#define Q(text, hundredths, unit, used)                                                                      \
    { __LINE__, text, hundredths, unit, used }
    Q("5 538 000", 553800000, UNIT_NONE, 9),
    Q("5\u202F538\u00A0000 EUR", 553800000, UNIT_EUR, 16),
    Q("100 000 and", 10000000, UNIT_NONE, 7),
    Q("2 of", 200, UNIT_NONE, 1),
    Q("12 3456", 1200, UNIT_NONE, 2),
    Q("12,5 %", 1250, UNIT_PERCENT, 6),
    Q("12.5%", 1250, UNIT_PERCENT, 5),
    Q("6 months", 600, UNIT_MONTHS, 8),
    Q("1 month)", 100, UNIT_MONTHS, 7),
    Q("90 days", 296, UNIT_MONTHS, 7),
    Q("42 days", 138, UNIT_MONTHS, 7),
    Q("30 hours", 3000, UNIT_HOURS, 8),
    Q("30 h", 3000, UNIT_HOURS, 4),
    Q("30 hens", 3000, UNIT_NONE, 2),
    Q("3 \u20AC", 300, UNIT_EUR, 5),
    Q("1,", 100, UNIT_NONE, 1),
    Q("", -1, UNIT_NONE, 0),
    Q("x", -1, UNIT_NONE, 0),
    Q("1,234", -1, UNIT_NONE, 0),
    Q("1,2345", -1, UNIT_NONE, 0),
    Q("99999999999999999999", -1, UNIT_NONE, 0),
    Q("1000000000000000,01", -1, UNIT_NONE, 0),
    Q("900000000000000 days", -1, UNIT_NONE, 0),
#undef Q
};

static void test_quantities(void) {
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++) {
        Quantity quantity = {0};
        size_t used = 0;
        const char *why;
        bool good = quantity_read(str_of(quantities[i].text), &used, &quantity, &why);
        NUM_AT(quantities[i].line, good ? quantity.hundredths : -1, quantities[i].hundredths);
        if (!good) continue;
        NUM_AT(quantities[i].line, quantity.unit, quantities[i].unit);
        NUM_AT(quantities[i].line, used, quantities[i].used);
    }
}

int main(void) {
    test_places();
    test_items();
    test_quantities();
    return tap_done();
}

/* Numbers as people and machines write them, and sums that must not overflow. */
#include "base/decimal.h"
#include "tests/tap.h"

typedef struct Row {
    int line;
    const char *text;
    NumberTrouble trouble;
    int64_t value;
} Row;

static void test_reading(void) {
    static const Row rows[] = {
        {__LINE__, "1234.5", NUMBER_OK, 123450},
        {__LINE__, "1 234,5", NUMBER_OK, 123450},
        {__LINE__, "1\u202F234,50", NUMBER_OK, 123450},
        {__LINE__, "1\u00A0234\u00A0567,05\u00A0", NUMBER_OK, 123456705},
        {__LINE__, "12'345", NUMBER_OK, 1234500},
        {__LINE__, "72,25", NUMBER_OK, 7225},
        {__LINE__, "-3,5", NUMBER_OK, -350},
        {__LINE__, "0,5", NUMBER_OK, 50},
        {__LINE__, "0,500", NUMBER_OK, 50},
        {__LINE__, "7,1000", NUMBER_OK, 710},
        {__LINE__, "007", NUMBER_OK, 700},
        {__LINE__, "1,234", NUMBER_AMBIGUOUS, 0},
        {__LINE__, "1.234", NUMBER_AMBIGUOUS, 0},
        {__LINE__, "7,125", NUMBER_AMBIGUOUS, 0},
        {__LINE__, "1 234,125", NUMBER_DIGITS, 0},
        {__LINE__, "2,13301E+13", NUMBER_EXPONENT, 0},
        {__LINE__, "1e5", NUMBER_EXPONENT, 0},
        {__LINE__, "", NUMBER_EMPTY, 0},
        {__LINE__, " ", NUMBER_EMPTY, 0},
        {__LINE__, "#REF!", NUMBER_NOT, 0},
        {__LINE__, "12 h", NUMBER_NOT, 0},
        {__LINE__, "1 23", NUMBER_NOT, 0},
        {__LINE__, "1 2345", NUMBER_NOT, 0},
        {__LINE__, "1,2,3", NUMBER_NOT, 0},
        {__LINE__, "1.234,5", NUMBER_NOT, 0},
        {__LINE__, ",5", NUMBER_NOT, 0},
        {__LINE__, "5,", NUMBER_NOT, 0},
        {__LINE__, "-", NUMBER_NOT, 0},
        {__LINE__, "--5", NUMBER_NOT, 0},
        {__LINE__, "99999999999999999999", NUMBER_RANGE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 0;
        NUM_AT(rows[i].line, number_read(str_of(rows[i].text), 2, &value), rows[i].trouble);
        NUM_AT(rows[i].line, value, rows[i].value);
    }
}

static void test_reading_plain(void) {
    static const Row rows[] = {
        {__LINE__, "135934.90", NUMBER_OK, 13593490},
        {__LINE__, "150000000", NUMBER_OK, 15000000000},
        {__LINE__, "-0.01", NUMBER_OK, -1},
        {__LINE__, "1.230", NUMBER_OK, 123},
        {__LINE__, "1.234", NUMBER_DIGITS, 0},
        {__LINE__, "1,5", NUMBER_NOT, 0},
        {__LINE__, "1 000", NUMBER_NOT, 0},
        {__LINE__, ".5", NUMBER_NOT, 0},
        {__LINE__, "5.", NUMBER_NOT, 0},
        {__LINE__, "1e5", NUMBER_NOT, 0},
        {__LINE__, "", NUMBER_EMPTY, 0},
        {__LINE__, "92233720368547758.08", NUMBER_RANGE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 0;
        NUM_AT(rows[i].line, number_read_plain(str_of(rows[i].text), 2, false, &value), rows[i].trouble);
        NUM_AT(rows[i].line, value, rows[i].value);
    }
    int64_t value = 0;
    OK(number_read_plain(STR("1.239"), 2, true, &value) == NUMBER_OK);
    NUM(value, 123);
}

static void test_sums(void) {
    Hundredths sum = 7;
    OK(hundredths_add(1, 2, &sum));
    NUM(sum, 3);
    OK(!hundredths_add(INT64_MAX, 1, &sum));
    OK(!hundredths_add(INT64_MIN + 1, -1, &sum)); /* the absent value is no sum */
    NUM(sum, 3);
    OK(hundredths_scale(100000000, 50, 100, &sum));
    NUM(sum, 50000000);
    OK(hundredths_scale(INT64_MAX, 100, 200, &sum)); /* exact beyond 64 bits in between */
    NUM(sum, INT64_MAX / 2);
    OK(!hundredths_scale(INT64_MAX, 2, 1, &sum));
    OK(!hundredths_scale(1, 1, 0, &sum));
    OK(hundredths_scale(-7, 1, 2, &sum));
    NUM(sum, -3); /* towards zero */
}

static void test_printing(Arena *arena) {
    static const Hundredths values[] = {0,       1,       -1,        10,        100,          123450,
                                        -123456, 1901250, 100000000, INT64_MAX, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int64_t back = 0;
        OK(number_read_plain(hundredths_print(arena, values[i]), 2, false, &back) == NUMBER_OK);
        NUM(back, values[i]);
    }
    IS(hundredths_print(arena, HUNDREDTHS_ABSENT), STR(""));
    IS(hundredths_print_short(arena, 1200), STR("12"));
    IS(hundredths_print_short(arena, 1250), STR("12.5"));
    IS(hundredths_print_short(arena, 0), STR("0"));
    IS(hundredths_print_fr(arena, 1901250, 1), STR("19\u202F012,5"));
    IS(hundredths_print_fr(arena, 1901200, 1), STR("19\u202F012,0"));
    IS(hundredths_print_fr(arena, 1901200, 0), STR("19\u202F012"));
    IS(hundredths_print_fr(arena, 1901225, 0), STR("19\u202F012,25"));
    IS(hundredths_print_fr(arena, 123456789000, 2), STR("1\u202F234\u202F567\u202F890,00"));
    IS(hundredths_print_fr(arena, -150, 0), STR("\u22121,5"));
    IS(count_print_fr(arena, 999), STR("999"));
    IS(count_print_fr(arena, 1000), STR("1\u202F000"));
}

int main(void) {
    Arena *arena = arena_new();
    test_reading();
    test_reading_plain();
    test_sums();
    test_printing(arena);
    arena_free(arena);
    return tap_done();
}

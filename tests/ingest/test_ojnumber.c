/* One publication, however it is written, and nothing that only looks like one. */
#include "ingest/ojnumber.h"
#include "tests/tap.h"

static void test_oj_numbers(void) {
    static const struct {
        int at;
        const char *text;
        uint32_t number, year; /* 0: none */
    } cases[] = {
        {__LINE__, "00047522-2024", 47522, 2024},
        {__LINE__, "47522-2024", 47522, 2024},
        {__LINE__, "2024/S 017-047522", 47522, 2024},
        {__LINE__, "2024/S 17-47522", 47522, 2024},
        {__LINE__, "2024/S017-047522", 47522, 2024},
        {__LINE__, "2024 / s 017 - 047522", 47522, 2024},
        {__LINE__, "  422781-2023 ", 422781, 2023},
        {__LINE__, "2023/S\u00A0129-422781", 422781, 2023},
        {__LINE__, "1-2024", 1, 2024},
        {__LINE__, "12345678-2020", 12345678, 2020},
        {__LINE__, "24-2019", 24, 2019},
        {__LINE__, "16-186394", 0, 0}, /* BOAMP */
        {__LINE__, "24_76932", 0, 0},
        {__LINE__, "", 0, 0},
        {__LINE__, "-", 0, 0},
        {__LINE__, "2024", 0, 0},
        {__LINE__, "47522-", 0, 0},
        {__LINE__, "-2024", 0, 0},
        {__LINE__, "00000000-2024", 0, 0},
        {__LINE__, "123456789-2024", 0, 0},
        {__LINE__, "47522-0024", 0, 0},
        {__LINE__, "47522-1979", 0, 0},
        {__LINE__, "47522-2200", 0, 0},
        {__LINE__, "47522-02024", 0, 0},
        {__LINE__, "47522-2024-01", 0, 0},
        {__LINE__, "47522-2024x", 0, 0},
        {__LINE__, "x47522-2024", 0, 0},
        {__LINE__, "2024/T 017-047522", 0, 0},
        {__LINE__, "2024/S -047522", 0, 0},
        {__LINE__, "2024/S 0017-047522", 0, 0},
        {__LINE__, "02024/S 017-047522", 0, 0},
        {__LINE__, "2024/S 017-123456789", 0, 0},
        {__LINE__, "99999999999999999999999999-2024", 0, 0},
        {__LINE__, "da4d46e9-490b-41ff-a2ae-8166d356a619-01", 0, 0},
        {__LINE__, "12345678-2024-4000-8000-000000000000", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        OjNumber oj = {0};
        bool read = oj_number_read(str_of(cases[i].text), &oj);
        if (!tap_ok(read == (cases[i].number > 0) && oj.number == cases[i].number && oj.year == cases[i].year,
                    __FILE__, cases[i].at, cases[i].text))
            printf("# got %u of %u\n", (unsigned)oj.number, (unsigned)oj.year);
    }
}

static void test_boamp_numbers(void) {
    static const char *const good[] = {"16-186394", "24_76932", "20-1", " 24-2019 "};
    static const char *const bad[] = {"",           "16",         "16-",       "6-186394",
                                      "116-186394", "16-1863941", "16/186394", "16-1x"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        tap_ok(boamp_number_is(str_of(good[i])), __FILE__, __LINE__, good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        tap_ok(!boamp_number_is(str_of(bad[i])), __FILE__, __LINE__, bad[i]);
}

int main(void) {
    test_oj_numbers();
    test_boamp_numbers();
    return tap_done();
}

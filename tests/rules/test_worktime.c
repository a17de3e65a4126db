/* Hours in days, weeks and full-time equivalents: rounded to the nearest, and said in French. */
#include "rules/worktime.h"
#include "tests/tap.h"

static const WorkTime usual = {700, 3500, 160700};

static void test_numbers(void) {
    static const struct {
        int line;
        int64_t hours;
        Hundredths days, weeks, years;
    } rows[] = {
        {__LINE__, 0, 0, 0, 0},
        {__LINE__, 1, 10, 0, 0},      /* 0,14 day, 0,03 week */
        {__LINE__, 9, 130, 30, 1},    /* 1,29; 0,26; 0,0056 */
        {__LINE__, 8, 110, 20, 0},    /* 1,14; 0,23; 0,00498 */
        {__LINE__, 69, 990, 200, 4},  /* 9,86; 1,97 */
        {__LINE__, 70, 1000, 200, 4}, /* 10; 2 */
        {__LINE__, 834, 11900, 2400, 52},
        {__LINE__, 1607, 23000, 4600, 100}, /* 229,57; 45,91 */
        {__LINE__, 19012, 271600, 54300, 1183},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        NUM_AT(rows[i].line, worktime_in(rows[i].hours, usual, WORK_DAYS), rows[i].days);
        NUM_AT(rows[i].line, worktime_in(rows[i].hours, usual, WORK_WEEKS), rows[i].weeks);
        NUM_AT(rows[i].line, worktime_in(rows[i].hours, usual, WORK_YEARS), rows[i].years);
    }
    /* halves go up: 3,5 h of 7 h and 0,35 of 7 h at a tenth */
    NUM(worktime_in(73, (WorkTime){200, 3500, 160700}, WORK_DAYS), 3700);
    NUM(worktime_in(1, (WorkTime){2000, 3500, 160700}, WORK_DAYS), 10);
    /* no norm, no hours, no room */
    NUM(worktime_in(834, (WorkTime){0}, WORK_DAYS), HUNDREDTHS_ABSENT);
    NUM(worktime_in(-1, usual, WORK_DAYS), HUNDREDTHS_ABSENT);
    NUM(worktime_in(INT64_MAX, (WorkTime){1, 1, 1}, WORK_YEARS), HUNDREDTHS_ABSENT);
}

static void test_words(Arena *arena) {
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-rules.words"));
    const Words *words = words_read(arena, &paths, &diags);
    if (!OK(words != NULL)) return;
    static const struct {
        int line;
        HoursRange hours;
        const char *said;
    } rows[] = {
        {__LINE__,
         {834, 834},
         "834\u00A0h d'insertion, soit 119\u00A0jours, 24\u00A0semaines ou 0,52\u00A0équivalent temps plein "
         "(1\u202F607\u00A0h par an)"},
        {__LINE__,
         {319, 355},
         "319 à 355\u00A0h d'insertion, soit 46 à 51\u00A0jours, 9,1 à 10\u00A0semaines ou "
         "0,20 à 0,22\u00A0équivalent temps plein (1\u202F607\u00A0h par an)"},
        {__LINE__,
         {5, 5},
         "5\u00A0h d'insertion, soit 0,7\u00A0jour, 0,1\u00A0semaine ou moins de 0,01\u00A0équivalent temps "
         "plein (1\u202F607\u00A0h par an)"},
        {__LINE__, {0, 0}, "0\u00A0h d'insertion"},
        {__LINE__,
         {3000, 3214},
         "3\u202F000 à 3\u202F214\u00A0h d'insertion, soit 429 à 459\u00A0jours, 86 à 92\u00A0semaines ou "
         "1,87 à 2,00\u00A0équivalents temps plein (1\u202F607\u00A0h par an)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        IS_AT(rows[i].line, worktime_say(arena, words, rows[i].hours, usual), str_of(rows[i].said));
    IS(worktime_say(arena, words, (HoursRange){834, 834}, (WorkTime){0}), STR("834\u00A0h d'insertion"));
    IS(worktime_hours(arena, words, HOURS_UNKNOWN), STR(""));
    IS(worktime_part(arena, words, HOURS_UNKNOWN, usual, WORK_DAYS), STR(""));
}

int main(void) {
    Arena *arena = arena_new();
    test_numbers();
    test_words(arena);
    arena_free(arena);
    return tap_done();
}

/* Words and patterns: folding without harm, mandatory literals, whole words, limits, quotes. */
#include "base/fold.h"
#include "rules/regex.h"
#include "rules/text.h"
#include "tests/rules/world.h"

/* A pattern as written and as it is compiled. */
static const struct {
    int line;
    const char *pattern, *folded;
} folds[] = {
#define F(pattern, folded)                                                                                   \
    { __LINE__, pattern, folded }
    F("Étude", "etude"),
    F("\\bMaîtrise d’Œuvre\\b", "\\bmaitrise d'oeuvre\\b"),
    F("\\W\\S\\D\\B\\H\\N{1}\\R", "\\W\\S\\D\\B\\H\\N{1}\\R"),
    F("\\p{Lu}\\P{L}\\pL\\x{C9}\\x4A", "\\p{Lu}\\P{L}\\pL\\x{C9}\\x4a"),
    F("(?<Nom>A)\\k<Nom>", "(?<Nom>a)\\k<Nom>"),
    F("(?U:A)(?i)B", "(?U:a)(?i)b"),
    F("(?<=À)(?<!É)", "(?<=a)(?<!e)"),
    F("[éèÊ]\\é", "[eee]e"),
    F("heures\u00A0d\u2019insertion", "heures d'insertion"),
    F("\\", "\\"),
    F("(*UTF)", "(*UTF)"),
#undef F
};

/* A folded pattern and the literals it cannot match without. */
static const struct {
    int line;
    const char *pattern, *literals;
} needs[] = {
#define N(pattern, literals)                                                                                 \
    { __LINE__, pattern, literals }
    N("\\bheures? d'insertion\\b", " d'insertion"),
    N("\\binsertion (professionnelle|par l'activite)\\b", "professionnelle|par l'activite"),
    N("clauses? sociales?", " sociale"),
    N("a|bc", ""),
    N("abc|def", "abc|def"),
    N("abc|d*", ""),
    N("abc(def)?", "abc"),
    N("abc(def)+", "abc"),
    N("ab(cdef){2,}", "cdef"),
    N("ab(cdef){0,2}", "ab"),
    N("ab{2,x}", "ab{2,x}"),
    N("abc{2,3 |def)?g}", "abc{2,3 |def"),
    N("abc{,3}", ""),
    N("abc{ 2 }", ""),
    N("abcd?e", "abc"),
    N("abc*de", "ab"),
    N("abc+de", "abc"),
    N("a.bc.d", "bc"),
    N("(?=abc)de", "de"),
    N("(?:abc|de)", "abc|de"),
    N("(?<name>abc)", "abc"),
    N("(?i)abc", ""),
    N("(?(?=a)abc|def)", ""),
    N("\\Qabc\\E", ""),
    N("\\x61bc", ""),
    N("(abc)\\1", ""),
    N("[ee]tude", "etude"),
    N("[ae]tude", "tude"),
    N("[]e]tude", "tude"),
    N("[[:alpha:]e]tude", "tude"),
    N("[\\]e]tude", "tude"),
    N("tude\\.s", "tude.s"),
    N("{abc}", "{abc}"),
    N("(a(b(c(defg))))h", "defg"),
    N("", ""),
#undef N
};

/* The most units from where a match begins to where its literal ends. */
static const struct {
    int line;
    const char *key, *value;
    size_t before;
} befores[] = {
#define B(key, value, before)                                                                                \
    { __LINE__, key, value, before }
    B("words", "peint*", 1),
    B("words", "nettoyage des locaux | gaz", 5),
    B("words", "bois* d'oeuvre*", 5), /* bois, a blank, d, an apostrophe, oeuvre */
    B("words", "a* bcd*", 3),
    B("pattern", "audit", 1),
    B("pattern", "\\bheures? d'insertion\\b", 7), /* \b, heure, s?, a blank, d, an apostrophe, insertion */
    B("pattern", "[0-9]{1,3} ?heures", 5),
    B("pattern", "[0-9]{3,}heures", SCAN_FAR),
    B("pattern", "(?: ?[0-9]{3}){0,3}heures", 13),
    B("pattern", "(?: ?[0-9]{3})*heures", SCAN_FAR),
    B("pattern", "\\s+\\s*audit", 3),
    B("pattern", "abc+de", 1),
    B("pattern", "-+audit", SCAN_FAR),
    B("pattern", "a+audit", 2),
    B("pattern", "^.{0,60}\\baudit", 63),
    B("pattern", "(?<!pas d')(?=aud)audit", 1),
    B("pattern", "ab|x{2}cdef", 2),
    B("pattern", "(?:x|(abcd)){2}", SCAN_FAR), /* no literal is sure: it is looked for everywhere */
#undef B
};

/* Words, a text, and what is quoted from it; NULL: no match. */
static const struct {
    int line;
    const char *key, *value, *text, *quote;
} searches[] = {
#define S(key, value, text, quote)                                                                           \
    { __LINE__, key, value, text, quote }
    S("words", "nettoyage des locaux", "Le NETTOYAGE  des\n locaux", "NETTOYAGE  des\n locaux"),
    S("words", "audit | audits", "Rénovation d'un auditorium", NULL),
    S("words", "audit | audits", "Des audits.", "audits"),
    S("words", "lavage | lavage de* vitre* | lavage des", "Lavage des vitres.", "Lavage des vitres"),
    S("words", "plateau* | plateaux-repas | plateaux - r*", "des plateaux-repas", "plateaux-repas"),
    S("words", "a b | a | a  b-c | ab", "a b-c", "a b-c"),
    S("words", "peint*", "Lot 8 : PEINTURES intérieures", "PEINTURES"),
    S("words", "étude* de faisabilité", "Études\u00A0de faisabilité", "Études\u00A0de faisabilité"),
    S("words", "maîtrise d'œuvre", "la maîtrise d’œuvre !", "maîtrise d’œuvre"),
    S("words", "maîtrise d’oeuvre", "MAI\u0302TRISE D'ŒUVRE", "MAI\u0302TRISE D'ŒUVRE"),
    S("words", "c++ | a.b", "du a.b", "a.b"),
    S("words", "c++ | a.b", "du aXb", NULL),
    S("words", "gaz", "gazé", NULL),
    S("words", "gaz", "Ωgaz", NULL), /* a letter of any script */
    S("words", "Ελλάδα", "στην ΕΛΛΆΔΑ.", "ΕΛΛΆΔΑ"),
    S("words", "espaces verts", "espaces_verts", NULL),
    S("words", "verts", "espaces_verts", "verts"),
    S("pattern", "\\bheures? d'insertion\\b", "500 heures d\u2019insertion", "heures d\u2019insertion"),
    S("pattern", "o$", "cœ", NULL),
    S("pattern", "co", "cœur", "cœ"), /* a match that ends within œ quotes all of it */
    S("pattern", "e", "œ", "œ"),
    S("pattern", "(?<=clause )sociale", "Clause  sociale", NULL),
    S("pattern", "a\\Kb", "ab", "b"),
    S("pattern", "x*", "abc", ""),
    S("pattern", "[[:upper:]]", "ABC", NULL),
    S("pattern", "1\\p{L}", "1a", "1a"),
#undef S
};

static const struct {
    int line;
    const char *key, *value, *why;
    unsigned column;
} faults[] = {
#define F(key, value, why, column)                                                                           \
    { __LINE__, key, value, why, column }
    F("pattern", "é(a", "pattern: missing closing parenthesis", 3 + 1),
    F("pattern", "Œuvre[", "pattern: missing terminating ] for character class", 6 + 1),
    F("pattern", "a**b(", "pattern: quantifier does not follow a repeatable item", 3),
    F("pattern", "(*UTF)a", "pattern: using UTF is disabled by the application", 7),
    F("pattern", "", "an empty pattern", 1),
    F("words", "", "an empty word: nothing stands between two |", 1),
    F("words", "a | | b", "an empty word: nothing stands between two |", 4),
    F("words", "a |", "an empty word: nothing stands between two |", 4),
    F("words", "a | *b", "a * stands for the free ending of a word: peint*", 4),
    F("words", "*", "a * stands for the free ending of a word: peint*", 1),
    F("words", "a*b", "a * stands for the free ending of a word: peint*", 1),
#undef F
};

static void test_folding(Arena *arena) {
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        FoldedRegex folded = regex_fold(arena, str_of(folds[i].pattern));
        IS_AT(folds[i].line, folded.text, str_of(folds[i].folded));
        NUM_AT(folds[i].line, folded.origin[folded.text.n], strlen(folds[i].pattern));
    }
}

static void test_literals(Arena *arena) {
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        Str literals = str_join(arena, regex_need(arena, str_of(needs[i].pattern)).literals, STR("|"));
        IS_AT(needs[i].line, literals, str_of(needs[i].literals));
    }
}

static void test_befores(World *world) {
    for (size_t i = 0; i < sizeof befores / sizeof *befores; i++) {
        const Ruleset *ruleset =
            world_rules(world, "[rule r]\n%s = %s\neffect = note\n", befores[i].key, befores[i].value);
        if (!OK_AT(befores[i].line, ruleset != NULL)) continue;
        const RegexNeed *need = &ruleset->rules[0]->text.need;
        NUM_AT(befores[i].line, need->literals.n ? need->before : SCAN_FAR, befores[i].before);
    }
}

static void test_searches(World *world) {
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        Ruleset *ruleset =
            world_rules(world, "[rule r]\n%s = %s\neffect = note\n", searches[i].key, searches[i].value);
        if (!OK_AT(searches[i].line, ruleset != NULL)) continue;
        Matcher *matcher = matcher_new(world->arena);
        Str text = str_of(searches[i].text);
        Span span = {0};
        PatternResult result = text_find(world->arena, &ruleset->rules[0]->text, matcher, text, &span);
        NUM_AT(searches[i].line, result, searches[i].quote ? PATTERN_YES : PATTERN_NO);
        if (searches[i].quote)
            IS_AT(searches[i].line, str_sub(text, span.from, span.to - span.from), str_of(searches[i].quote));
        matcher_free(matcher);
    }
}

static void test_faults(World *world) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        OK_AT(faults[i].line,
              !world_rules(world, "[rule r]\n%s = %s\neffect = note\n", faults[i].key, faults[i].value));
        IS_AT(faults[i].line, world_fault(world), str_of(faults[i].why));
        if (!world->diags.first) continue;
        size_t before = strlen(faults[i].key) + (*faults[i].value ? 3 : 2);
        NUM_AT(faults[i].line, world->diags.first->at.column, before + faults[i].column);
    }
}

/* A search that costs too much is unknown, and says so; it is never "no match". With a literal and without,
 * in a title and in a text of 3,000 characters, which is scanned in several lanes. */
static void test_limit(World *world) {
    static const char *const patterns[] = {"(a+)+$", "(?:aa)(a+)+$", "clause (a+)+$"};
    static const struct {
        int line;
        const char *key;
        unsigned length;
        bool clause;
    } texts[] = {{__LINE__, "title", 40, true},
                 {__LINE__, "description", 3000, true},
                 {__LINE__, "description", 3000, false}};
    for (size_t i = 0; i < 3; i++)
        for (size_t p = 0; p < 3; p++) {
            Buf text = {.arena = world->arena};
            if (texts[i].clause) buf_add(&text, STR("La clause "));
            for (unsigned n = 0; n < texts[i].length; n++) buf_byte(&text, 'a');
            Ruleset *ruleset = world_rules(world,
                                           "[rule r]\npattern = %s\neffect = +5\nreason = {match}\n"
                                           "[case c]\n%s = %.*sb\nexpect = to_check\n",
                                           patterns[p], texts[i].key, STR_ARG(buf_str(&text)));
            if (!OK_AT(texts[i].line, ruleset != NULL)) continue;
            Verdict *verdict = world_judge(world, ruleset, 0);
            bool possible = p < 2 || texts[i].clause; /* the literal rules it out */
            NUM_AT(texts[i].line, world_truth(verdict, "r"), possible ? TRUTH_UNKNOWN : TRUTH_FALSE);
            NUM_AT(texts[i].line, verdict->kind, possible ? VERDICT_TO_CHECK : VERDICT_NOT_ELIGIBLE);
            if (verdict->finding_count)
                IS_AT(texts[i].line, verdict->findings[0].note,
                      words_get(world->words, "reason.match_limit"));
        }
}

int main(void) {
    World world = world_new();
    test_folding(world.arena);
    test_literals(world.arena);
    test_befores(&world);
    test_searches(&world);
    test_faults(&world);
    test_limit(&world);
    world_free(&world);
    return tap_done();
}

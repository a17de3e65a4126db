/* A search between the places that the scan names finds what a search of the whole text finds: for packs of
 * random patterns and words over random texts. */
#include "tests/rules/world.h"

static uint64_t seed = 20261127;
static unsigned dice(unsigned sides) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % sides);
}

#define PICK(list) (list)[dice(sizeof(list) / sizeof *(list))]

static void add_literal(Buf *pattern) {
    static const char letters[] = "aaabbc -'";
    for (unsigned n = 1 + dice(4); n; n--) buf_byte(pattern, letters[dice(sizeof letters - 1)]);
}

static void add_branches(Buf *pattern, unsigned depth);

static void add_part(Buf *pattern, unsigned depth) {
    static const char *const atoms[] = {".", "\\s", "\\w", "\\d", "[ab]", "[^a]", "[aa]", "\\R", "\\."};
    static const char *const places[] = {"\\b", "^", "$", "\\B", "(?<!a)", "(?<=b )", "(?=a)", "(?!ba)"};
    static const char *const groups[] = {"(?:", "(", "(?>"};
    static const char *const repeats[] = {"?", "*", "+", "{0,2}", "{2}", "{1,}", "*?", "+?"};
    switch (dice(depth ? 6 : 4)) {
    case 0:
        buf_add(pattern, str_of(PICK(places)));
        return;
    case 1:
        buf_add(pattern, str_of(PICK(atoms)));
        break;
    case 2:
    case 3:
        add_literal(pattern);
        break;
    default:
        buf_add(pattern, str_of(PICK(groups)));
        add_branches(pattern, depth - 1);
        buf_byte(pattern, ')');
    }
    if (!dice(3)) buf_add(pattern, str_of(PICK(repeats)));
}

static void add_branches(Buf *pattern, unsigned depth) {
    for (unsigned branch = 0, branches = 1 + dice(3); branch < branches; branch++) {
        if (branch) buf_byte(pattern, '|');
        for (unsigned n = 1 + dice(4); n; n--) add_part(pattern, depth);
    }
}

static void add_words(Buf *words) {
    for (unsigned word = 0, count = 1 + dice(3); word < count; word++) {
        if (word) buf_add(words, STR(" | "));
        for (unsigned part = 0, parts = 1 + dice(3); part < parts; part++) {
            if (part) buf_byte(words, ' ');
            for (unsigned n = 1 + dice(3); n; n--) buf_byte(words, "abc"[dice(3)]);
            if (!dice(3)) buf_byte(words, '*');
        }
    }
}

static Str random_pack(Arena *arena, unsigned rules) {
    Buf pack = {.arena = arena};
    for (unsigned i = 0; i < rules; i++) {
        bool words = dice(3) == 0;
        buf_print(&pack, "[rule r%u]\n%s = ", i, words ? "words" : "pattern");
        if (words) add_words(&pack);
        else
            buf_add(&pack, STR("(?:)")),
                add_branches(&pack, 2); /* blanks that a value begins with are lost */
        buf_add(&pack, STR("\neffect = note\n"));
    }
    return buf_str(&pack);
}

static Str random_text(Arena *arena) {
    static const char letters[] = "aaaabbbcc  \n-'.d1";
    Buf text = {.arena = arena};
    for (unsigned n = dice(8) ? dice(60) : 300 + dice(300); n; n--)
        buf_byte(&text, letters[dice(sizeof letters - 1)]);
    return buf_str(&text);
}

typedef struct Counts {
    size_t searches, matches, narrow, wrong;
} Counts;

static void search_both(const TextTest *test, Matcher *matcher, Str text, const ScanFound *found,
                        Counts *counts) {
    size_t from = 0, to = 0, whole_from = 0, whole_to = 0;
    PatternResult whole = pattern_find(test->pattern, matcher, text, &whole_from, &whole_to);
    PatternResult result = PATTERN_NO;
    if (found->last) {
        ScanSpan span = scan_span(text, *found, test->need.before);
        result = pattern_find_between(test->pattern, matcher, text, span, &from, &to);
        counts->narrow += span.from > 0;
    }
    bool given_up = whole == PATTERN_LIMIT; /* within the span it may come to an end */
    bool same = given_up || (result == whole && from == whole_from && to == whole_to);
    counts->searches++;
    counts->matches += whole == PATTERN_YES;
    counts->wrong += !same;
    if (!same && counts->wrong < 4)
        printf("# %.*s\n#   in: \"%.*s\"\n#   %d at %zu, %d at %zu within the span\n",
               STR_ARG(test->entry->value), STR_ARG(text), (int)whole, whole_from, (int)result, from);
}

static void test_random_packs(void) {
    enum { PACKS = 400, RULES = 20, TEXTS = 20 };
    Counts counts = {0};
    for (int i = 0; i < PACKS; i++) {
        World world = world_new();
        Str pack = random_pack(world.arena, RULES);
        const Ruleset *ruleset = world_rules(&world, "%.*s", STR_ARG(pack));
        if (!ruleset) {
            printf("# %.*s: %.*s\n", STR_ARG(world_fault(&world)), STR_ARG(world.diags.first->source));
            OK(ruleset != NULL);
            break;
        }
        Matcher *matcher = matcher_new(world.arena);
        ScanFound found[RULES];
        for (int t = 0; t < TEXTS; t++) {
            Str text = random_text(world.arena);
            scan_text(ruleset->scan, text, found);
            for (size_t r = 0; r < RULES; r++)
                search_both(&ruleset->rules[r]->text, matcher, text, &found[r], &counts);
        }
        matcher_free(matcher);
        world_free(&world);
    }
    printf("# %zu searches, %zu matches, %zu not from the start\n", counts.searches, counts.matches,
           counts.narrow);
    NUM(counts.wrong, 0);
    OK(counts.searches == (size_t)PACKS * RULES * TEXTS);
    OK(counts.matches > counts.searches / 10);
    OK(counts.narrow > counts.searches / 20);
}

/* A thousand rules, a third of them without a literal, and a text in which every fourth matches and the
 * others almost do. */
static void test_thousand(void) {
    enum { MANY = 1000 };
    static const struct {
        const char *rule, *match, *miss;
    } kinds[] = {
        {"words = mot%03u* fin", "Mot%03us  fin, ", "mot%03us fine, "},
        {"pattern = \\bclé%03u\\w* fin\\b", "CLÉ%03us fin, ", "clé%03us fine, "},
        {"pattern = \\b[xy]%03u[xy]\\b", "x%03uy, ", "x%03uz, "},
    };
    World world = world_new();
    Buf pack = {.arena = world.arena}, text = {.arena = world.arena};
    for (unsigned i = 0; i < MANY; i++) {
        buf_print(&pack, "[rule r%u]\n", i);
        buf_print(&pack, kinds[i % 3].rule, i);
        buf_add(&pack, STR("\neffect = note\nreason = {match}\n"));
        buf_print(&text, i % 4 ? kinds[i % 3].miss : kinds[i % 3].match, i);
    }
    const Ruleset *ruleset = world_rules(&world, "%.*s[case c]\ndescription = %.*s\nexpect = to_check\n",
                                         STR_ARG(buf_str(&pack)), STR_ARG(buf_str(&text)));
    if (OK(ruleset != NULL)) {
        const Verdict *verdict = world_judge(&world, ruleset, 0);
        size_t wrong = 0;
        for (unsigned i = 0; i < MANY; i++) {
            Truth truth = world_truth(verdict, str_cstr(world.arena, str_print(world.arena, "r%u", i)));
            wrong += truth != (i % 4 ? TRUTH_FALSE : TRUTH_TRUE);
        }
        NUM(wrong, 0);
        NUM(verdict->finding_count, MANY / 4);
    }
    world_free(&world);
}

int main(void) {
    test_random_packs();
    test_thousand();
    return tap_done();
}

/* A lot without what names a clause: sentences, fields, and nothing left for any [blind] to find. */
#include "rules/blind.h"
#include "rules/text.h"
#include "tests/rules/world.h"

/* A pattern within a sentence, one that may run over sentences, and one that stands at a beginning. */
#define SECTION                                                                                                \
    "[blind]\npattern = \\bclauses? sociales?\\b|réservée? \\w+\npattern = insertion\\W+sociale\npattern = " \
    "^esat\nyes = esat\nno = a\n"

static const struct {
    int line;
    const char *text, *title, *description; /* what is left of it as a title, and as a description */
} texts[] = {
    {__LINE__, "", "", ""},
    {__LINE__, "Nettoyage des locaux", "Nettoyage des locaux", "Nettoyage des locaux"},
    {__LINE__, "Nettoyage. Une clause sociale est prévue. Durée : 4 ans", "Nettoyage.. Durée : 4 ans",
     "Nettoyage.. Durée : 4 ans"},
    {__LINE__, "Lot 2 - Voirie - lot réservé insertion", "Lot 2 - Voirie - ", "…"},
    {__LINE__, "Paris 10e — réservé insertion", "Paris 10e —", "…"},
    {__LINE__, "Peinture (CLAUSES SOCIALES)", "Peinture ()", "…"},
    {__LINE__, "Peinture, clause sociale : oui", "Peinture,: oui", "…"},
    {__LINE__, "Clause sociale", "…", "…"},
    {__LINE__, "Une clause sociale ; une clause sociale !", "…", "…"},
    {__LINE__, "Clause sociale\nNettoyage\r\nlot réservé voirie?", "\nNettoyage\r\n?", "\nNettoyage\r\n?"},
    {__LINE__, "A; insertion; sociale; b", "A;;; b", "A;;; b"}, /* over two sentences */
    {__LINE__, "insertion. clause sociale. sociale", "…", "…"}, /* what is left may not match anew */
    {__LINE__, "Un ESAT. esat : oui", "Un ESAT. esat : oui",
     "Un ESAT. esat : oui"}, /* not at the beginning */
    {__LINE__, "A.esat. b", "A.. b", "A.. b"},
    {__LINE__, "Vingt-deux lots : a, b", "Vingt-deux lots : a, b", "Vingt-deux lots : a, b"},
    {__LINE__, "...", "…", "…"}, /* says nothing to begin with */
};

static Lot lot_of(const char *text) {
    Str same = str_of(text);
    return (Lot){.title = same, .description = same, .execution_terms = same, .additional_information = same};
}

static void test_texts(World *world, const Ruleset *rules, Matcher *matcher) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Lot lot = lot_of(texts[i].text);
        const Lot *blind = blind_lot(rules, matcher, world->arena, &lot);
        IS_AT(texts[i].line, blind->title, str_of(texts[i].title));
        IS_AT(texts[i].line, blind->description, str_of(texts[i].description));
        IS_AT(texts[i].line, blind->execution_terms, str_of(texts[i].description));
        IS_AT(texts[i].line, blind->additional_information, str_of(texts[i].description));
        IS_AT(texts[i].line, lot.title, str_of(texts[i].text)); /* the lot itself is left alone */
    }
}

static void test_facts(World *world, const Ruleset *rules, Matcher *matcher) {
    Lot lot = {.id = STR("LOT-0001"),
               .cpv_main = STR("90911200"),
               .amount = {5000000, STR("EUR")},
               .duration_months = 4800,
               .postal_code = STR("92000"),
               .reserved_participation = STR("res-ws"),
               .reserved_execution = STR("yes")};
    strlist_add(world->arena, &lot.social_objective, STR("opp"));
    strlist_add(world->arena, &lot.strategic_procurement, STR("soc-obj"));
    strlist_add(world->arena, &lot.social_considerations, STR("Clause sociale"));
    const Lot *blind = blind_lot(rules, matcher, world->arena, &lot);
    IS(blind->reserved_participation, STR(""));
    IS(blind->reserved_execution, STR(""));
    NUM(blind->social_objective.n, 0);
    NUM(blind->strategic_procurement.n, 0);
    NUM(blind->social_considerations.n, 0);
    IS(blind->id, lot.id);
    IS(blind->cpv_main, lot.cpv_main);
    NUM(blind->amount.cents, lot.amount.cents);
    NUM(blind->duration_months, lot.duration_months);
    IS(blind->postal_code, lot.postal_code);
    NUM(lot.social_objective.n, 1);
}

static bool still_there(const World *world, const Ruleset *rules, Matcher *matcher, Str text) {
    Span span;
    return text_find(world->arena, &rules->blinds[0]->text, matcher, text, &span) == PATTERN_YES;
}

/* Texts at random from parts that may or may not make a clause together: none is left of it. */
static void test_property(World *world, const Ruleset *rules, Matcher *matcher) {
    static const char *const parts[] = {
        "clause ", "sociale", ".", "; ", "\n", " - ", ", ",  "insertion", "esat",      "réservé ",
        "voirie",  "œ",       " ", "…",  "(",  ")",   " : ", "— ",        "Nettoyage "};
    enum { TEXTS = 5000, PARTS_MOST = 14 };
    size_t leaks = 0, dropped = 0;
    uint64_t state = 42;
    for (size_t i = 0; i < TEXTS; i++) {
        Buf text = {.arena = world->arena};
        size_t n = state % PARTS_MOST;
        for (size_t k = 0; k <= n; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            buf_add(&text, str_of(parts[(state >> 33) % (sizeof parts / sizeof *parts)]));
        }
        Lot lot = {.title = buf_str(&text), .description = buf_str(&text)};
        const Lot *blind = blind_lot(rules, matcher, world->arena, &lot);
        leaks += still_there(world, rules, matcher, blind->title);
        leaks += still_there(world, rules, matcher, blind->description);
        dropped += !str_eq(blind->description, lot.description);
    }
    NUM(leaks, 0);
    OK(dropped > TEXTS / 10 && dropped < TEXTS);
}

/* A search that is given up hides its sentence: the next ones stay. More matches over several sentences than
 * anybody writes hide the whole text. */
static void test_limits(World *world, Matcher *matcher) {
    const Ruleset *slow = world_rules(world, "[blind]\npattern = (a+)+$\n");
    Buf text = {.arena = world->arena};
    buf_add(&text, STR("Voirie."));
    for (int i = 0; i < 60; i++) buf_byte(&text, 'a');
    buf_add(&text, STR("%.Béton"));
    Lot lot = {.title = STR("Voirie"), .description = buf_str(&text)};
    size_t from, to;
    NUM(pattern_find(slow->blinds[0]->text.pattern, matcher, str_sub(lot.description, 7, SIZE_MAX), &from,
                     &to),
        PATTERN_LIMIT);
    const Lot *blind = blind_lot(slow, matcher, world->arena, &lot);
    IS(blind->title, STR("Voirie"));
    IS(blind->description, STR("Voirie..Béton"));

    const Ruleset *wide = world_rules(world, "[blind]\nwords = clause sociale\n");
    Buf many = {.arena = world->arena};
    for (int i = 0; i < 1000; i++) buf_add(&many, STR("la clause\nsociale, voirie;"));
    lot = (Lot){.description = buf_str(&many)};
    IS(blind_lot(wide, matcher, world->arena, &lot)->description, STR("…"));
}

/* What several packs say adds up; each may say it once. */
static void test_sections(World *world, Matcher *matcher) {
    static const char *const head = PACK_HEAD;
    PackBytes packs[] = {{STR("a.rules"), str_print(world->arena, "%s[blind]\nwords = siae\n", head)},
                         {STR("b.rules"), str_print(world->arena, "%s[blind]\nwords = geiq\n", head)}};
    Diags diags = diags_new(world->arena);
    Ruleset *rules = ruleset_build(world->arena, packs, 2, world->words, &diags);
    *ARENA_PUSH(world->arena, world->rulesets, world->n, world->cap) = rules;
    OK(ruleset_sees_clauses(rules));
    Lot lot = {.description = STR("Voirie. Une SIAE. Un GEIQ.")};
    IS(blind_lot(rules, matcher, world->arena, &lot)->description, STR("Voirie..."));

    static const struct {
        int line;
        const char *pack, *fault;
    } faults[] = {
        {__LINE__, "[blind]\nwords = a\n[blind]\nwords = b\n", "a second [blind]: one pack has one"},
        {__LINE__, "[blind clause]\nwords = a\n", "a [blind] has no name"},
        {__LINE__, "[blind]\nlabel = a\n", "a [blind] needs words or a pattern"},
        {__LINE__, "[blind]\nwords = a\neffect = +1\n", "a blind has no effect"},
        {__LINE__, "[blind]\npattern = (\n", "pattern: missing closing parenthesis"},
        {__LINE__, "[blind]\nwords = a\npattern = b\npattern = c\n", "words or a pattern, not both"},
        {__LINE__, "[blind]\npattern = a\npattern = b\n  c(\n", "pattern: missing closing parenthesis"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        OK_AT(faults[i].line, !world_rules(world, "%s", faults[i].pack));
        IS_AT(faults[i].line, world_fault(world), str_of(faults[i].fault));
    }
    OK(!world_rules(world, "[blind]\npattern = a\npattern = b\npattern = c[z-a]\npattern = d\n"));
    NUM(world->diags.first->at.line, 8); /* the line of the fault, not the first one */
    OK(!ruleset_sees_clauses(world_rules(world, "[rule r]\nwords = a\neffect = note\n")));
}

int main(void) {
    World world = world_new();
    const Ruleset *rules = world_rules(&world, SECTION);
    Matcher *matcher = matcher_new(world.arena);
    test_texts(&world, rules, matcher);
    test_facts(&world, rules, matcher);
    test_property(&world, rules, matcher);
    test_limits(&world, matcher);
    test_sections(&world, matcher);
    matcher_free(matcher);
    world_free(&world);
    return tap_done();
}

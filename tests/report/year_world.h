/* year_world.h - a convention's year made by hand or at random, for the tests of reviews and figures. */
#ifndef CLAUSIER_TESTS_REPORT_YEAR_WORLD_H
#define CLAUSIER_TESTS_REPORT_YEAR_WORLD_H

#include "report/review.h"
#include "tests/tap.h"

typedef struct World {
    Arena *arena;
    Convention convention;
    Contracts contracts;
    HoursRows hours;
    People people;
    Structures structures;
    Ledger ledger;
    const PublishedThen *previous;
    Words *words;
    Diags diags;
    uint64_t random;
} World;

/* A year 2026 with nothing in it. */
static inline World world_new(void) {
    Arena *arena = arena_new();
    World world = {.arena = arena, .convention = convention_default(arena), .random = 2463534242};
    world.diags = diags_new(arena);
    world.convention.from = date_of(2026, 1, 1);
    world.convention.to = date_of(2026, 12, 31);
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-pages.words"));
    strlist_add(arena, &paths, STR("templates/fr-figures.words"));
    strlist_add(arena, &paths, STR("templates/communes.words"));
    world.words = words_read(arena, &paths, &world.diags);
    return world;
}

static inline Contract *world_contract(World *world, const char *id, int committed) {
    Contract *contract =
        ARENA_PUSH(world->arena, world->contracts.at, world->contracts.n, world->contracts.cap);
    *contract = (Contract){.id = str_of(id),
                           .title = str_of(id),
                           .mechanism = STR("execution_clause"),
                           .amount = MONEY_ABSENT,
                           .hours_committed = committed * 100,
                           .start_date = date_of(2026, 1, 1),
                           .end_date = date_of(2026, 12, 31)};
    return contract;
}

static inline Person *world_person(World *world, const char *ref) {
    Person *person = ARENA_PUSH(world->arena, world->people.at, world->people.n, world->people.cap);
    *person = (Person){.ref = str_of(ref),
                       .sex = STR("unknown"),
                       .age_band = STR("unknown"),
                       .qpv = STR("unknown"),
                       .available_from = DATE_ABSENT,
                       .entry_date = DATE_ABSENT,
                       .exit_date = DATE_ABSENT};
    return person;
}

static inline HoursRow *world_hours(World *world, Str contract, Str person, Month month, int hundredths) {
    HoursRow *row = ARENA_PUSH(world->arena, world->hours.at, world->hours.n, world->hours.cap);
    *row = (HoursRow){.contract_id = contract,
                      .declarant_siret = STR("73282932000074"),
                      .declared_on = date_of(2027, 1, 15),
                      .person_ref = person,
                      .month = month,
                      .hours = hundredths,
                      .training_hours = HUNDREDTHS_ABSENT};
    return row;
}

/* NULL when the review is refused. */
static inline Review *world_fold(World *world) {
    world->ledger =
        ledger_join(world->arena, &world->contracts, &world->hours, &world->people, &world->diags);
    ReviewInput input = {.convention = &world->convention,
                         .from = world->convention.from,
                         .to = world->convention.to,
                         .ledger = &world->ledger,
                         .structures = world->structures.n ? &world->structures : NULL,
                         .previous = world->previous,
                         .words = world->words};
    return review_fold(world->arena, &input, &world->diags);
}

static inline size_t world_random(World *world, size_t limit) {
    world->random ^= world->random << 13;
    world->random ^= world->random >> 7;
    world->random ^= world->random << 17;
    return (size_t)(world->random % limit);
}

/* One of the texts separated by |, the earlier ones more often. */
static inline Str world_pick(World *world, const char *texts) {
    Str rest = str_of(texts), text;
    StrList list = {0};
    while (str_next(&rest, '|', &text)) strlist_add(world->arena, &list, text);
    size_t a = world_random(world, list.n), b = world_random(world, list.n);
    return list.at[a < b ? a : b];
}

/* `people` persons of every kind on `contracts` contracts, over the year and a little around it. */
static inline void world_fill(World *world, size_t contracts, size_t people) {
    for (size_t i = 0; i < contracts; i++) {
        Contract *contract =
            world_contract(world, str_cstr(world->arena, str_print(world->arena, "C%02zu", i)),
                           (int)world_random(world, 3000));
        contract->trade = world_pick(world, "cleaning|roads|green_spaces|catering|waste");
        contract->contractor_name = world_pick(world, "Une|Deux|Trois|Quatre|Cinq|Six");
        contract->mechanism = world_pick(world, "execution_clause|reserved_insertion|reserved_disability");
        contract->nature = world_pick(world, "works|services|supplies|");
        contract->start_date += (Date)world_random(world, 200) - 60;
        contract->end_date += (Date)world_random(world, 300) - 100;
    }
    for (size_t i = 0; i < people; i++) {
        Person *person = world_person(world, str_cstr(world->arena, str_print(world->arena, "P%03zu", i)));
        person->sex = world_pick(world, "M|F|unknown");
        person->age_band = world_pick(world, "30-39|40-49|<26|26-29|50+|unknown");
        person->main_criterion = world_pick(world, "RSA|DELD|<26|TH|50+|refugee|PPSMJ|");
        for (size_t k = world_random(world, 3); k; k--)
            strlist_add(world->arena, &person->criteria, world_pick(world, "DELD|QPV|RSA|TH|ASS"));
        if (str_is(person->age_band, "<26")) strlist_add(world->arena, &person->criteria, STR("<26"));
        if (str_is(person->age_band, "50+")) strlist_add(world->arena, &person->criteria, STR("50+"));
        person->education = world_pick(world, "3|infra 3|4|5|6+|");
        person->commune = world_pick(world, "92050|92025|92036|92004|92024|92007|95018|75117|");
        person->qpv = world_pick(world, "no|yes|unknown");
        person->prescriber = world_pick(world, "France Travail|PLIE|Mission locale|SPIP|Cap emploi|");
        person->exit = world_pick(world, "CDI|CDD>=6m|training||none|CDD<6m|other|unknown");
        Str contract = world->contracts.at[world_random(world, contracts)].id;
        Str other = world->contracts.at[world_random(world, contracts)].id;
        Month first = month_of(2025, 11) + (Month)world_random(world, 12);
        size_t months = 1 + world_random(world, 8);
        Str kind = world_pick(world, "direct|ETTI|AI|EI|EA|"), type = world_pick(world, "CDD|CTT|CDI|CDDI|");
        for (size_t k = 0; k < months; k++) {
            Str at = k > 4 ? other : contract;
            HoursRow *row =
                world_hours(world, at, person->ref, first + (Month)k, (int)world_random(world, 15000));
            row->employer_kind = kind;
            row->contract_type = type;
            if (!world_random(world, 4)) row->training_hours = row->hours / 4;
        }
    }
}

#endif

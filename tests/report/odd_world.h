/* odd_world.h - conventions at random, odd ones above all: few people, one company, one month, everybody
 * alike. */
#ifndef CLAUSIER_TESTS_REPORT_ODD_WORLD_H
#define CLAUSIER_TESTS_REPORT_ODD_WORLD_H

#include "tests/report/year_world.h"

static World odd_world(uint64_t seed) {
    World world = world_new();
    world.random = 88172645463325252u + seed * 7919;
    for (size_t i = 0; i < 5; i++) world_random(&world, 2);
    size_t kind = world_random(&world, 12);
    size_t contracts = kind == 0 ? 0 : 1 + world_random(&world, kind < 4 ? 3 : 9);
    size_t people = kind == 0 ? 0 : kind == 1 ? 1 : 1 + world_random(&world, kind < 6 ? 14 : 45);
    size_t spread = kind == 2 ? 1 : 1 + world_random(&world, 4); /* kinds of each trait that there are */
    size_t months = kind == 3 || kind == 7 ? 1 : 1 + world_random(&world, 11);
    bool one_contract_each = world_random(&world, 2);
    static const char *const traits[][4] = {
        {"M", "M|F", "M|F|unknown", "M|M|M|F"},
        {"30-39", "30-39|<26", "30-39|<26|50+|unknown", "50+|26-29|30-39|40-49|<26"},
        {"TH", "RSA|TH", "RSA|DELD|TH|PPSMJ|", "RSA|DELD|<26|TH|50+|refugee|PPSMJ|"},
        {"3", "3|4", "3|infra 3|", "3|infra 3|4|5|6+|"},
        {"92050", "92050|92025", "92050|92025|92036", "92050|92025|92036|92004|92024|92007|95018|"},
        {"no", "no|yes", "no|yes|unknown", "no|no|no|yes"},
        {"PLIE", "PLIE|SPIP", "PLIE|SPIP|Cap emploi|", "PLIE|SPIP|Cap emploi|France Travail|Mission locale|"},
        {"CDI", "none|CDI", "none|CDI|training|", "none|CDI|CDD>=6m|CDD<6m|training|other|unknown|"},
        {"EA", "direct|EA", "ETTI|direct|EA|", "direct|ETTI|AI|EI|EA|ACI|"},
        {"CDD", "CDD|CTT", "CDD|CTT|CDI|", "CDD|CTT|CDI|CDDI|CDDU|apprenticeship|"},
        {"cleaning", "cleaning|roads", "cleaning|roads|waste", "cleaning|roads|green_spaces|catering|waste"},
        {"Une", "Une|Deux", "Une|Deux|Trois", "Une|Deux|Trois|Quatre|Cinq|Six"},
    };
    for (size_t i = 0; i < contracts; i++) {
        Str id = str_print(world.arena, "C%02zu", i);
        Contract *contract =
            world_contract(&world, str_cstr(world.arena, id), (int)world_random(&world, 3000));
        contract->trade = world_pick(&world, traits[10][spread - 1]);
        contract->contractor_name = kind == 2 ? STR("Une") : world_pick(&world, traits[11][spread - 1]);
        contract->mechanism = world_pick(&world, "execution_clause|execution_clause|reserved_disability");
        if (kind > 8) contract->start_date = date_of(2025, 6, 1);
    }
    for (size_t i = 0; i < people; i++) {
        Person *person = world_person(&world, str_cstr(world.arena, str_print(world.arena, "P%03zu", i)));
        size_t at = spread - 1;
        person->sex = world_pick(&world, traits[0][at]);
        person->age_band = world_pick(&world, traits[1][at]);
        person->main_criterion = world_pick(&world, traits[2][at]);
        for (size_t k = world_random(&world, 3); k; k--)
            strlist_add(world.arena, &person->criteria, world_pick(&world, "DELD|QPV|RSA|TH|ASS"));
        if (str_is(person->age_band, "<26")) strlist_add(world.arena, &person->criteria, STR("<26"));
        if (str_is(person->age_band, "50+")) strlist_add(world.arena, &person->criteria, STR("50+"));
        person->education = world_pick(&world, traits[3][at]);
        person->commune = world_pick(&world, traits[4][at]);
        person->qpv = world_pick(&world, traits[5][at]);
        person->prescriber = world_pick(&world, traits[6][at]);
        person->exit = world_pick(&world, traits[7][at]);
        Str contract = world.contracts.at[world_random(&world, contracts)].id;
        Str employer = world_pick(&world, traits[8][at]), type = world_pick(&world, traits[9][at]);
        size_t rows = 1 + world_random(&world, months);
        Month first = month_of(2026, 1) + (Month)world_random(&world, 12 - (months < 12 ? months - 1 : 11));
        if (kind > 9 && !world_random(&world, 3)) first = month_of(2025, 10);
        for (size_t k = 0; k < rows; k++) {
            int hours = 100 + (int)world_random(&world, 15000);
            if (!world_random(&world, 9)) hours *= 5; /* one who does most of it */
            HoursRow *row = world_hours(&world, contract, person->ref, first + (Month)k, hours);
            row->employer_kind = employer;
            row->contract_type = type;
            if (!world_random(&world, 3))
                row->training_hours = row->hours / (1 + (int)world_random(&world, 4));
            if (kind == 5 && !world_random(&world, 5)) row->person_ref = (Str){0}; /* nobody knows whose */
            if (!one_contract_each && !world_random(&world, 3))
                contract = world.contracts.at[world_random(&world, contracts)].id;
        }
    }
    return world;
}

/* Structures of insertion, each with its kind; what people work for them. */
static void odd_structures(World *world) {
    static const char *const sirets[] = {"S1", "S2", "S3", "S4"}, *const kinds[] = {"ETTI", "AI", "EA", "EI"};
    size_t known = 1 + world_random(world, 4);
    for (size_t i = 0; i < known; i++) {
        Structure *structure =
            ARENA_PUSH(world->arena, world->structures.at, world->structures.n, world->structures.cap);
        *structure =
            (Structure){.siret = str_of(sirets[i]), .name = str_of(sirets[i]), .kind = str_of(kinds[i])};
    }
    for (size_t p = 0; p < world->people.n; p++) {
        size_t own = world_random(world, 5), other = world_random(world, 5);
        for (size_t i = 0; i < world->hours.n; i++) {
            HoursRow *row = &world->hours.at[i];
            if (!str_eq(row->person_ref, world->people.at[p].ref)) continue;
            size_t at = world_random(world, 5) ? own : other;
            row->employer_kind = at < 4 ? str_of(kinds[at]) : STR("direct");
            if (at < 4) row->declarant_siret = str_of(sirets[at]);
        }
    }
}

/* Earlier declarations of some scopes, with some hours that were others. */
static void odd_replaced(World *world) {
    size_t n = world->hours.n, from = world_random(world, 3), step = 2 + world_random(world, 4);
    for (size_t i = 0; i < n; i++) {
        HoursRow row = world->hours.at[i];
        if (((size_t)row.month + (size_t)row.contract_id.p[row.contract_id.n - 1] + from) % step) continue;
        row.declared_on = date_of(2026, 12, 31);
        if (!world_random(world, 2)) row.hours += 100 + (int)world_random(world, 4000);
        *ARENA_PUSH(world->arena, world->hours.at, world->hours.n, world->hours.cap) = row;
    }
}

/* The year before, as it was published, with hours that have changed since. */
typedef struct Before {
    HoursRows hours;
    Ledger ledger;
    Publication publication;
    PublishedThen then;
} Before;

static void odd_previous(World *world, Before *before) {
    size_t n = world->hours.n, changed = world_random(world, 3);
    for (size_t i = 0; i < n; i++) {
        HoursRow row = world->hours.at[i];
        row.month -= 12;
        if (row.month < month_of(2025, 1) || row.month > month_of(2025, 12) || world_random(world, 5) == 0)
            continue;
        row.hours = 100 + (int)world_random(world, 12000);
        row.training_hours = HUNDREDTHS_ABSENT;
        *ARENA_PUSH(world->arena, world->hours.at, world->hours.n, world->hours.cap) = row;
        if (changed && !world_random(world, changed == 1 ? 20 : 4))
            row.hours += 50 + (int)world_random(world, 2000);
        *ARENA_PUSH(world->arena, before->hours.at, before->hours.n, before->hours.cap) = row;
    }
    for (size_t i = 0; i < world->contracts.n; i++) world->contracts.at[i].start_date = date_of(2025, 1, 1);
    Diags unsaid = diags_new(world->arena);
    before->ledger = ledger_join(world->arena, &world->contracts, &before->hours, &world->people, &unsaid);
    before->publication = (Publication){.from = date_of(2025, 1, 1), .to = date_of(2025, 12, 31)};
    before->publication.day = date_of(2026, 1, 20);
    before->publication.superseded = DATE_ABSENT;
    before->publication.program = STR("test");
    before->then = (PublishedThen){.publication = &before->publication, .ledger = &before->ledger};
    world->previous = &before->then;
    Convention then = world->convention;
    ReviewInput input = {.convention = &then,
                         .from = before->publication.from,
                         .to = before->publication.to,
                         .ledger = &before->ledger,
                         .words = world->words};
    const Review *review = review_fold(world->arena, &input, &unsaid);
    if (review) publication_take(world->arena, review_figures(world->arena, review), &before->publication);
    else world->previous = NULL;
}

#endif

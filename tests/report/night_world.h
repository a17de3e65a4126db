/* night_world.h - nights as a run would find them: quiet, first, full, huge and hostile. For the tests of the
 * digest and for the pages that a browser looks at. */
#ifndef CLAUSIER_TESTS_NIGHT_WORLD_H
#define CLAUSIER_TESTS_NIGHT_WORLD_H

#include "base/words.h"
#include "report/night.h"
#include "tests/tap.h"

static inline const Words *night_words(Arena *arena) {
    static const char *const paths[] = {"templates/fr-rules.words",   "templates/fr-check.words",
                                        "templates/fr-figures.words", "templates/fr-pages.words",
                                        "templates/fr-digest.words",  "templates/fr-follow.words"};
    StrList list = {0};
    Diags diags = diags_new(arena);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) strlist_add(arena, &list, str_of(paths[i]));
    const Words *words = words_read(arena, &list, &diags);
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        printf("# %.*s\n", STR_ARG(diag_print(arena, diag)));
    return words;
}

static inline Date night_day(int day) { /* of November 2026; 0 and less: October */
    return date_of(2026, 11, 1) + day - 1;
}

/* 22 November 2026, a Sunday; the run before was the day before. */
static inline Night *night_quiet(Arena *arena) {
    Convention *convention = ARENA_NEW(arena, Convention);
    *convention = convention_default(arena);
    convention->title = STR("Convention d'insertion 2026");
    convention->agency = STR("Montabry Insertion");
    convention->from = date_of(2026, 1, 1);
    convention->to = date_of(2026, 12, 31);
    Night *night = ARENA_NEW(arena, Night);
    *night = (Night){.convention = convention,
                     .date = night_day(22),
                     .since = night_day(21),
                     .packs = STR("Socle social 2026-11-01 + Montabry 2026-05-02"),
                     .packs_digest = STR("3f9c2d0a7b1e4c58"),
                     .notices = 31,
                     .lots_counted = 44,
                     .eligible = 18,
                     .to_check = 5,
                     .not_eligible = 21};
    return night;
}

/* A lot with all that people read of one; the tests change what they are about. */
static inline LotRecord night_record(const char *id, const char *title) {
    return (LotRecord){.verdict = VERDICT_ELIGIBLE,
                       .notice = STR("00990112-2026"),
                       .notice_id = str_of(id),
                       .notice_version = STR("01"),
                       .lot_id = STR("LOT-0001"),
                       .title = str_of(title),
                       .buyer = STR("Établissement public d'aménagement de Montabry"),
                       .buyer_contact = STR("Direction de la commande publique"),
                       .buyer_phone = STR("+33 (0)1 99 00 11 22"),
                       .buyer_email = STR("marches@montabry.example"),
                       .issued = night_day(2),
                       .nature = STR("Services"),
                       .cpv = STR("90911200"),
                       .amount = {147000000, STR("EUR")},
                       .duration = 3600,
                       .deadline = {night_day(24), 12 * 60},
                       .start = DATE_ABSENT,
                       .trade = STR("Nettoyage et propreté"),
                       .hours = {834, 834},
                       .work_time = {700, 3500, 160700},
                       .mechanism = STR("Clause d'exécution"),
                       .mechanisms = STR("Clause d'exécution, Critère d'attribution"),
                       .duty = STR("oui"),
                       .reasons = STR("Une clause est annoncée."),
                       .missing = (Str){0}};
}

typedef struct NightMaker {
    Arena *arena;
    Night *night;
    size_t cap, file_cap, replaced_cap;
} NightMaker;

static inline NightLot *night_add(NightMaker *maker, LotRecord record, NewsKind news) {
    NightLot *lot = ARENA_PUSH(maker->arena, maker->night->lots, maker->night->lot_count, maker->cap);
    *lot = (NightLot){.lot = record, .open = true, .news = news, .decided_on = DATE_ABSENT};
    return lot;
}

static inline void night_ask(NightMaker *maker, LotRecord *record, const char *missing,
                             const char *question) {
    record->verdict = VERDICT_TO_CHECK;
    record->hours = HOURS_UNKNOWN;
    record->missing = str_of(missing);
    strlist_add(maker->arena, &record->questions, str_of(question));
}

static inline void night_file(NightMaker *maker, NightFile file) {
    *ARENA_PUSH(maker->arena, maker->night->files, maker->night->file_count, maker->file_cap) = file;
}

static inline void night_replace(NightMaker *maker, const char *contract, const char *title, Month month,
                                 Hundredths before, Hundredths after) {
    *ARENA_PUSH(maker->arena, maker->night->replaced, maker->night->replaced_count, maker->replaced_cap) =
        (NightReplacement){{.contract_id = str_of(contract),
                            .declarant_siret = STR("99900011100017"),
                            .month = month,
                            .before = before,
                            .after = after,
                            .people_before = 3,
                            .people_changed = 1},
                           str_of(title)};
}

/* Two contracts that are late, one of them with months that nobody declared; three anomalies, which know
 * persons. */
static inline const Follow *night_follow(Arena *arena, const Night *night) {
    enum { CONTRACTS = 2 };
    static const Contract contracts[CONTRACTS] = {
        {.id = {"M25-009", sizeof "M25-009" - 1},
         .title = {"Réseaux de la promenade des Saules", sizeof "Réseaux de la promenade des Saules" - 1},
         .contractor_name = {"Terrassements Lorient", sizeof "Terrassements Lorient" - 1},
         .hours_committed = 180000},
        {.id = {"M26-002", sizeof "M26-002" - 1},
         .title = {"Curage de l'îlot Ferrandière", sizeof "Curage de l'îlot Ferrandière" - 1},
         .contractor_name = {"Démolitions du Val", sizeof "Démolitions du Val" - 1},
         .hours_committed = 95000}};
    Contract *kept = ARENA_ARRAY(arena, Contract, CONTRACTS);
    Followed *followed = ARENA_ARRAY(arena, Followed, CONTRACTS);
    for (size_t i = 0; i < CONTRACTS; i++) {
        kept[i] = contracts[i];
        kept[i].start_date = date_of(2026, 1, 1);
        kept[i].end_date = date_of(2026, 12, 31);
        followed[i].contract = &kept[i];
        followed[i].state = FOLLOW_LATE;
        followed[i].pace = (Pace){.elapsed = 8329, .declared_count = 8, .late = true};
        followed[i].last_declared_on = night_day(5);
    }
    Month *missing = ARENA_ARRAY(arena, Month, 2);
    missing[0] = month_of(2026, 5), missing[1] = month_of(2026, 6);
    followed[0].pace.missing = missing;
    followed[0].pace.missing_count = 2;
    followed[0].pace.declared = followed[0].declared = 93600;
    followed[0].pace.rate_low = 5200;
    followed[0].pace.rate_high = 7150;
    followed[0].left = (HoursBounds){51000, 86400};
    followed[0].monthly = (HoursBounds){25500, 43200};
    followed[0].decision = STR("Demander les déclarations de mai et de juin.");
    followed[1].pace.declared = followed[1].declared = 41800;
    followed[1].pace.rate_low = followed[1].pace.rate_high = 4400;
    followed[1].left = (HoursBounds){53200, 53200};
    followed[1].monthly = (HoursBounds){26600, 26600};
    enum { ANOMALIES = 3 };
    Anomaly *anomalies = ARENA_ARRAY(arena, Anomaly, ANOMALIES);
    for (size_t i = 0; i < ANOMALIES; i++)
        anomalies[i] = (Anomaly){.kind = i ? ANOMALY_TWO_PLACES : ANOMALY_UNKNOWN_PERSON,
                                 .contract_id = STR("M26-002"),
                                 .person_ref = STR("P-4242"),
                                 .month = month_of(2026, 9),
                                 .hours = 19000,
                                 .limit = 16683};
    Follow *follow = ARENA_NEW(arena, Follow);
    *follow = (Follow){.convention = night->convention,
                       .date = night->date,
                       .contracts = followed,
                       .contract_count = CONTRACTS,
                       .late = CONTRACTS,
                       .anomalies = anomalies,
                       .anomaly_count = ANOMALIES};
    return follow;
}

/* Something of everything. */
static inline Night *night_full(Arena *arena) {
    NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
    LotRecord lot = night_record("4bc3edad-a434-4f87-9928-495dd876b3a7", "Nettoyage des locaux municipaux");
    night_add(&maker, lot, NEWS_NONE);

    lot = night_record("0d5a2f60-7c11-4b8e-9a35-1f1c8a6f2b90",
                       "Réhabilitation de la halle des Forges : gros œuvre, démolitions et désamiantage");
    lot.buyer = STR("Ville de Montabry");
    lot.trade = STR("Gros œuvre");
    lot.amount.cents = 412500000;
    lot.duration = 1400;
    lot.hours = (HoursRange){5156, 6187};
    lot.deadline = (DateTime){night_day(27), 16 * 60 + 30};
    night_add(&maker, lot, NEWS_NEW);

    lot =
        night_record("77e1b0cc-3d0a-4f0f-8a0e-2ab0f6a8f1d4", "Entretien des espaces verts du parc des Aubes");
    lot.trade = STR("Espaces verts");
    lot.deadline = (DateTime){night_day(22), 17 * 60};
    night_ask(&maker, &lot, "durée absente", "quelle durée, reconductions comprises ?");
    NightLot *waits = night_add(&maker, lot, NEWS_NONE);
    waits->decision = STR("wait");
    waits->decided_on = night_day(3);
    waits->comment = STR("Le service rappelle après son conseil.");

    lot = night_record("c20f1c7e-93a6-4a53-8d31-6c1f1b1f5c11", "Gardiennage et sécurité incendie");
    lot.trade = STR("Sécurité et gardiennage");
    lot.deadline = (DateTime){night_day(46), 12 * 60};
    night_add(&maker, lot, NEWS_NEW);

    lot = night_record("PA27-07", "Réaménagement de l'accueil de la Maison des services");
    lot.notice_version = lot.lot_id = (Str){0};
    lot.buyer = STR("SPL Montabry Services");
    lot.planning = true;
    lot.trade = STR("Menuiserie intérieure et agencement");
    lot.amount.cents = 26875000;
    lot.duration = 500;
    lot.hours = (HoursRange){180, 180};
    lot.deadline = DATETIME_ABSENT;
    night_add(&maker, lot, NEWS_NEW);

    lot = night_record("e1ab9d54-6a43-4e33-b0f8-3f2f8d0d7c21", "Peinture et sols des halls de parking");
    lot.buyer_contact = lot.buyer_phone = lot.buyer_email = (Str){0};
    lot.trade = STR("Peinture et revêtements muraux");
    lot.amount = MONEY_ABSENT;
    lot.deadline = (DateTime){night_day(40), -1};
    night_ask(&maker, &lot, "montant absent, procédure absente", "quel montant HT est estimé pour ce lot ?");
    strlist_add(arena, &lot.questions, STR("quelle procédure est prévue ?"));
    night_add(&maker, lot, NEWS_NEW);

    lot = night_record("9f7c0e21-52b8-45f7-a6a5-0b9e3e3b6a02", "Blanchisserie du centre de convalescence");
    lot.trade = STR("Blanchisserie et entretien du linge");
    lot.deadline = (DateTime){night_day(43), 12 * 60};
    NightLot *changed = night_add(&maker, lot, NEWS_CHANGED);
    changed->before = VERDICT_TO_CHECK;
    changed->by_data = true;

    lot = night_record("b6f0a9d2-0d6f-4f3e-9b1c-8a4f7d5e6c33", "Navettes pour l'autonomie");
    lot.verdict = VERDICT_NOT_ELIGIBLE;
    lot.trade = STR("Transport de voyageurs");
    lot.deadline = (DateTime){night_day(44), 12 * 60};
    changed = night_add(&maker, lot, NEWS_CHANGED);
    changed->before = VERDICT_ELIGIBLE;
    changed->by_rules = true;
    changed->decision = STR("propose");
    changed->decided_on = night_day(-9);

    lot = night_record("2e5f1a8b-7d3c-4c9b-8f2a-5b6c7d8e9f00", "Mobilier urbain");
    lot.status = STR("annulé");
    lot.trade = STR("Signalisation et mobilier urbain");
    NightLot *gone = night_add(&maker, lot, NEWS_WITHDRAWN);
    gone->before = VERDICT_ELIGIBLE;
    gone->open = false;
    gone->by_data = true;

    lot = night_record("a0000000-0000-4000-8000-00000000000a", "Collecte des encombrants");
    lot.deadline.day = night_day(60);
    night_ask(&maker, &lot, "durée absente", "quelle durée, reconductions comprises ?");
    night_add(&maker, lot, NEWS_NONE); /* older, and not pressing */

    maker.night->follow = night_follow(arena, maker.night);
    night_replace(&maker, "M26-004", "Propreté des espaces publics, secteur nord", month_of(2026, 3), 41200,
                  39800);
    night_replace(&maker, "M26-002", "Curage de l'îlot Ferrandière", month_of(2026, 5), 101050, 99825);
    night_file(&maker, (NightFile){.name = STR("hours-2026-10.csv"),
                                   .kind = STR("hours"),
                                   .kept = 42,
                                   .refused = 3,
                                   .reason = STR("hours: not a number: row refused")});
    night_file(&maker, (NightFile){.name = STR("novembre/avis-boamp.xml"),
                                   .kind = STR("notices"),
                                   .whole = true,
                                   .reason = STR("a DOCTYPE, which no notice has: file refused")});
    night_file(&maker, (NightFile){.name = STR("people.csv"), .kind = STR("people"), .kept = 17});
    return maker.night;
}

/* What stands in a file that somebody wants to do harm with. */
static inline Night *night_hostile(Arena *arena) {
    static const char *const texts[] = {
        "<script>marked=1</script><img src=x onerror=marked=1>",
        "\" onmouseover=\"marked=1\" x='&lt;b&gt;' &amp; </td></tr></table>",
        "\u202Egnp.exe \u2066caché\u2069 \x1b[31mrouge\x07",
        "ניקיון משרדים 2026 – تنظيف المكاتب (12 h)",
        "🧹🪟 Nettoyage 👩🏽‍🔧 清掃業務",
        "e\u0301le\u0301vation\u0301\u0301\u0301\u0301\u0301\u0301",
    };
    NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        LotRecord lot = night_record(texts[i], texts[i]);
        lot.buyer = lot.buyer_contact = lot.trade = lot.mechanism = lot.status = str_of(texts[i]);
        lot.buyer_phone = i % 2 ? STR("01 99 00 11 22 / 23") : STR("javascript:marked=1");
        lot.buyer_email = i % 2 ? STR("a@b.example?subject=x&body=\"y\"") : STR("x@y\" onclick=\"marked=1");
        night_ask(&maker, &lot, texts[i], texts[i]);
        lot.notice_version = lot.lot_id = str_of(texts[i]);
        NightLot *put = night_add(&maker, lot, NEWS_NEW);
        put->decision = STR("wait");
        put->decided_on = night_day(4);
        night_file(&maker, (NightFile){.name = str_of(texts[i]),
                                       .kind = STR("notices"),
                                       .refused = 1,
                                       .reason = str_of(texts[i])});
        night_replace(&maker, texts[i], texts[i], month_of(2026, 3), 1, 2);
    }
    char *word = arena_text(arena, 400);
    for (size_t i = 0; i < 400; i++) word[i] = (char)('a' + i % 26);
    LotRecord lot = night_record("long", "");
    lot.title = lot.buyer = lot.notice_id = lot.buyer_email = lot.buyer_contact = lot.mechanism =
        (Str){word, 400};
    night_add(&maker, lot, NEWS_NONE);
    lot.deadline.day = night_day(60);
    night_add(&maker, lot, NEWS_NEW);
    night_ask(&maker, &lot, "montant absent", "quel montant ?");
    night_add(&maker, lot, NEWS_NEW);
    maker.night->packs = STR("<b>Règles</b> & \"autres\"");
    return maker.night;
}

static inline Night *night_first(Arena *arena) {
    Night *night = night_full(arena);
    night->since = DATE_ABSENT;
    night->replaced_count = 0;
    for (size_t i = 0; i < night->lot_count; i++) {
        night->lots[i].news = NEWS_NEW;
        night->lots[i].decision = (Str){0};
        night->lots[i].decided_on = DATE_ABSENT;
    }
    return night;
}

/* 3,000 lots, in an order that is not theirs. */
static inline Night *night_huge(Arena *arena) {
    enum { LOTS = 3000, PRIME = 1009 };
    NightMaker maker = {.arena = arena, .night = night_quiet(arena)};
    for (unsigned i = 0; i < LOTS; i++) {
        unsigned n = i * PRIME % LOTS;
        Str id = str_print(arena, "notice-%04u", n), title = str_print(arena, "Lot numéro %u", n);
        LotRecord lot = night_record(str_cstr(arena, id), str_cstr(arena, title));
        lot.deadline = (DateTime){night_day(22) + (Date)(n % 60), 12 * 60};
        if (n % 3 == 0) night_ask(&maker, &lot, "durée absente", "quelle durée, reconductions comprises ?");
        NightLot *put = night_add(&maker, lot, n % 5 == 4 ? NEWS_CHANGED : NEWS_NEW);
        if (put->news == NEWS_CHANGED) put->by_rules = true;
    }
    for (unsigned i = 0; i < 200; i++) {
        Str name = str_print(arena, "heures-%03u.csv", i);
        night_file(&maker, (NightFile){.name = name,
                                       .kind = STR("hours"),
                                       .kept = 9,
                                       .refused = 1,
                                       .reason = STR("hours: not a number: row refused")});
        night_replace(&maker, str_cstr(arena, str_print(arena, "M26-%03u", i)), "Propreté urbaine",
                      month_of(2026, 3), 41200, 39800);
    }
    return maker.night;
}

static const struct {
    const char *name;
    Night *(*make)(Arena *arena);
} nights[] = {{"quiet", night_quiet},
              {"first", night_first},
              {"full", night_full},
              {"hostile", night_hostile},
              {"huge", night_huge}};
enum { NIGHTS = sizeof nights / sizeof *nights };

#endif

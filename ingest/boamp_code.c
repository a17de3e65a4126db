/* boamp_code.c - see boamp_code.h. */
#include "ingest/boamp_code.h"

const BoampCode boamp_natures[] = {
    {"TRAVAUX", "works"},    {"FOURNITURES", "supplies"}, {"FOURNITURE", "supplies"},
    {"SERVICE", "services"}, {"SERVICES", "services"},    {0},
};

/* A contest is open or restricted too. Which of the two other kinds of eForms AUTRE is, nobody says. */
const BoampCode boamp_procedures[] = {
    {"OUVERT", "open"},
    {"RESTREINT", "restricted"},
    {"NEGOCIE", "neg-w-call"},
    {"AVEC_PUB_PREALABLE", "neg-w-call"},
    {"SANS_PUB_PREALABLE", "neg-wo-call"},
    {"SANS_MISE_EN_CONCURRENCE", "neg-wo-call"},
    {"PROCEDURE_ADAPTE", "adapted"},
    {"PROCEDURE_ADAPTEE", "adapted"},
    {"ADAPTE", "adapted"},
    {"ADAPTEE", "adapted"},
    {"DIALOGUE_COMPETITIF", "comp-dial"},
    {"PARTENARIAT_INNOVATION", "innovation"},
    {"CONCOURS_OUVERT", "open"},
    {"CONCOURS_RESTREINT", "restricted"},
    {"ATTRIBUE_SANS_PUB_JOUE", "neg-wo-call"},
    {"ATTRIBUE_AVEC_PUB_JOUE", ""},
    {"ACCELERE", ""},
    {"AUTRE", ""},
    {"MARCHE_NEGOCIE", "neg-w-call"},
    {"NEGOCIE_APRES_INFRU", "neg-wo-call"},
    {"DIALOGUE_COMPE", "comp-dial"},
    {"MO_AVEC_CONCOURS", ""},
    {"MO_SANS_CONCOURS", ""},
    {"AUTRE_NEGOCIE", ""},
    {"AUTRE_PROC", ""},
    {"AUTRE_PROCEDURE", ""},
    {0},
};

/* AUTOTRITE is the schema's own spelling, and stands for a regional or local authority. */
const BoampCode boamp_buyers[] = {
    {"ETAT", "cga"},
    {"REGION", "ra"},
    {"DEPARTEMENT", "la"},
    {"COMMUNE", "la"},
    {"EPN", "body-pl-cga"},
    {"EPT", "body-pl-la"},
    {"MIN_AUTORITE_NATIONALE", "cga"},
    {"AGENCE_NATIONAL", "body-pl-cga"},
    {"AUTOTRITE_REGIONAL", "la"},
    {"AUTORITE_REGIONAL", "la"},
    {"AGENCE_REGIONAL", "body-pl-la"},
    {"ORG_DROIT_PUBLIC", "body-pl"},
    {"INSTITUTION_EUROPEENNE", "eu-ins-bod-ag"},
    {"AUTRE", ""},
    {0},
};

const BoampCode boamp_forms[] = {
    {"PRE-INFORMATION", "planning"},
    {"PREINFORMATION", "planning"},
    {"PERIODIQUE", "planning"},
    {"PROFIL_ACHETEUR", "planning"},
    {"APPEL_OFFRE", "competition"},
    {"APPELOFFRE", "competition"},
    {"QUALIFICATION", "competition"},
    {"SOUS-TRAITANCE", "competition"},
    {"INTENTION_CONCLURE", "dir-awa-pre"},
    {"ATTRIBUTION", "result"},
    {"MODIFICATION", "cont-modif"},
    {"RECTIFICATIF", "change"},
    {"ANNULATION", "change"},
    {"AUTRE", ""},
    {0},
};

const BoampCode boamp_statuses[] = {
    {"INITIAL", ""},
    {"RECTIFICATIF", "changed"},
    {"MODIFICATION", "modification"},
    {"ANNULATION", "cancelled"},
    {"AVIS_ANNULE", "cancelled"},
    {"SANS_SUITE", "cancelled"},
    {0},
};

const BoampCode boamp_scopes[] = {
    {"CMP-2006-DEFENSE", "yes"},
    {"DIRECTIVE-81", "yes"},
    {"CMP-2006", "no"},
    {"DIRECTIVE-17", "no"},
    {"DIRECTIVE-18", "no"},
    {"DIRECTIVE-23", "no"},
    {"DIRECTIVE-24", "no"},
    {"DIRECTIVE-25", "no"},
    {"DSP", "no"},
    {"AUTRE", ""},
    {0},
};

static char plain(char c) {
    if (c >= 'a' && c <= 'z') return (char)(c - 'a' + 'A');
    return c == '-' || c == ' ' ? '_' : c;
}

static bool same_name(Str a, Str b) {
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (plain(a.p[i]) != plain(b.p[i])) return false;
    return true;
}

const char *boamp_code(const BoampCode *codes, Str name) {
    for (; codes->name; codes++)
        if (same_name(name, str_of(codes->name))) return codes->code;
    return NULL;
}

bool boamp_is_change(Str word) {
    return str_is(word, "RECTIFICATIF") || str_is(word, "ANNULATION");
}

Str boamp_type(Arena *arena, Str family, Str nature) {
    if (!family.n || !nature.n) return nature.n ? nature : family;
    return str_print(arena, "%.*s/%.*s", STR_ARG(family), STR_ARG(nature));
}

Str boamp_department(Arena *arena, Str s) {
    s = str_trim(s);
    size_t digits = 0;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9') digits++;
    if (str_is(s, "2A") || str_is(s, "2B") || (digits == s.n && (s.n == 2 || s.n == 3)))
        return str_copy(arena, s);
    if (str_is(s, "2a")) return STR("2A");
    if (str_is(s, "2b")) return STR("2B");
    return digits == 1 && s.n == 1 ? str_print(arena, "0%c", s.p[0]) : (Str){0};
}

void boamp_place(Arena *arena, Lot *lot, StrList departments) {
    if (lot->nuts.n || lot->postal_code.n || departments.n != 1) return;
    Str department = boamp_department(arena, departments.at[0]);
    if (!department.n) return;
    lot->postal_code = department;
    lot->inherited |= LOT_PLACE;
}

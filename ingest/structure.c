/* structure.c - structures.csv, row by row. Places come as codes that a spreadsheet has often shortened: a
 * lost zero is named and refused, because 1000 may be 01000 or a name that nobody knows. */
#include "ingest/structure.h"
#include "base/map.h"
#include "ingest/cell.h"

enum {
    SIRET,
    NAME,
    KIND,
    TRADES,
    COMMUNES,
    DEPARTMENTS,
    CAPACITY,
    TURNOVER,
    CONTACT,
};

static const Column columns[] = {
    [SIRET] = {"siret",
               "N° SIRET|Numéro SIRET|SIRET structure|SIRET de la structure|SIRET de l'établissement",
               COLUMN_NEEDED},
    [NAME] = {"name",
              "Nom|Nom de la structure|Structure|Raison sociale|Dénomination|Dénomination sociale|Enseigne|"
              "Organisme|Établissement",
              COLUMN_NEEDED},
    [KIND] = {"kind",
              "Type|Type de structure|Catégorie|Nature|Nature de la structure|Conventionnement|"
              "Type de conventionnement|Agrément",
              COLUMN_NEEDED},
    [TRADES] = {"trades",
                "Métier|Métiers|Activité|Activités|Secteur|Secteurs|Secteur d'activité|Secteurs d'activité|"
                "Domaine|Domaines|Corps d'état|Prestations",
                COLUMN_OPTIONAL},
    [COMMUNES] = {"communes",
                  "Commune|Ville|Villes|Communes d'intervention|Territoire|Territoires|Zone d'intervention",
                  COLUMN_OPTIONAL},
    [DEPARTMENTS] = {"departments",
                     "Département|Départements|Départements d'intervention|Code département|"
                     "Codes départements|Dpt|Dép",
                     COLUMN_OPTIONAL},
    [CAPACITY] = {"capacity",
                  "Capacité|Capacité annuelle|Capacité (heures)|Capacité heures|Heures par an|"
                  "Capacité en heures|Heures d'insertion par an|Capacité annuelle en heures",
                  COLUMN_OPTIONAL},
    [TURNOVER] = {"turnover",
                  "Chiffre d'affaires|CA|CA annuel|Chiffre d'affaires annuel|CA HT|Chiffre d'affaires HT|"
                  "CA (€)|CA en euros",
                  COLUMN_OPTIONAL},
    [CONTACT] = {"contact", "Contacts|Coordonnées|Contact structure|Interlocuteur|Interlocutrice",
                 COLUMN_OPTIONAL},
    {0},
};

const TableKind structures_table = {.name = "structures", .columns = columns};

static const Code kinds[] = {
    {"EI", "entreprisedinsertion"},
    {"ETTI", "entreprisedetravailtemporairedinsertion|interimdinsertion"},
    {"AI", "associationintermediaire"},
    {"ACI",
     "atelierchantierdinsertion|atelieretchantierdinsertion|chantierdinsertion|atelierschantiersdinsertion|"
     "ateliersetchantiersdinsertion"},
    {"GEIQ", "groupementdemployeurs|groupementdemployeurspourlinsertionetlaqualification"},
    {"EA", "entrepriseadaptee"},
    {"EATT", "entrepriseadapteedetravailtemporaire"},
    {"ESAT", "etablissementdaideparletravail|etablissementoudeservicedaideparletravail|"
             "etablissementetservicedaideparletravail"},
    {"other", "autre|autres|regiedequartier|eiti|siae"},
    {0},
};

static size_t digits_in(Str s) {
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9') n++;
    return n;
}

/* 01 to 95, 2A, 2B, and overseas 971 to 978, 984 to 988. */
static bool is_department(Str code) {
    if (str_is(code, "2A") || str_is(code, "2B")) return true;
    int64_t number;
    if (digits_in(code) != code.n || number_read_plain(code, 0, false, &number)) return false;
    if (code.n == 2) return number >= 1 && number <= 95;
    return code.n == 3 && number >= 971 && number <= 988;
}

static bool read_departments(Arena *arena, Table *table, Structure *s) {
    if (!cell_list(arena, table, DEPARTMENTS, "|,; \n", &s->departments)) return false;
    for (size_t i = 0; i < s->departments.n; i++) {
        Str code = s->departments.at[i];
        if (is_department(code)) continue;
        return table_refuse_cell(table, DEPARTMENTS,
                                 code.n == 1 && digits_in(code) == 1
                                     ? "1 digit instead of 2: leading zero lost in a spreadsheet?"
                                     : "no department's code like 01, 2A or 974");
    }
    return true;
}

static bool read_communes(Arena *arena, Table *table, Structure *s) {
    if (!cell_list(arena, table, COMMUNES, "|,;\n", &s->communes)) return false;
    for (size_t i = 0; i < s->communes.n; i++) {
        Str commune = s->communes.at[i];
        size_t digits = digits_in(commune);
        if (!digits || digits < commune.n || digits == 5) continue;
        return table_refuse_cell(table, COMMUNES,
                                 digits == 4 ? "4 digits instead of 5: leading zero lost in a spreadsheet?"
                                             : "not a code of 5 digits");
    }
    return true;
}

static bool structure_fill(Arena *arena, Table *table, Structure *s) {
    s->name = cell_text(arena, table, NAME);
    s->contact = cell_text(arena, table, CONTACT);
    s->turnover.currency = STR("EUR"); /* structures.csv has no column for another */
    if (!cell_siret(arena, table, SIRET, &s->siret) || !cell_code(table, KIND, kinds, &s->kind) ||
        !cell_list(arena, table, TRADES, "|,;\n", &s->trades) || !read_communes(arena, table, s) ||
        !read_departments(arena, table, s) || !cell_hours(table, CAPACITY, &s->capacity) ||
        !cell_amount(table, TURNOVER, &s->turnover))
        return false;
    if (s->turnover.cents == HUNDREDTHS_ABSENT) s->turnover = MONEY_ABSENT;
    return true;
}

/* Remembers it; false, the row refused, where its SIRET and kind stand already. */
static bool is_new(Arena *arena, Table *table, Map *known, const Structure *structure) {
    Str key = str_print(arena, "%.*s %.*s", STR_ARG(structure->siret), STR_ARG(structure->kind));
    Loc *at = ARENA_NEW(arena, Loc), *before = map_get(known, key);
    *at = structure->at;
    if (!before) return !map_put(known, key, at);
    return table_refuse(table, SIRET, "%.*s stands already at %.*s:%u", STR_ARG(key), STR_ARG(before->file),
                        before->line);
}

bool structures_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Structures *structures,
                     Lines *lines, Diags *diags) {
    Arena *scratch = arena_new();
    Table *table =
        table_open(scratch, piece_whole(str_copy(arena, file), bytes), &structures_table, names, diags);
    Map *known = map_new(scratch);
    for (size_t i = 0; table && i < structures->n; i++) is_new(scratch, table, known, &structures->at[i]);
    while (table && table_next(table)) {
        Structure structure = {.at = table_at(table, -1)};
        if (structure_fill(arena, table, &structure) && is_new(scratch, table, known, &structure))
            *ARENA_PUSH(arena, structures->at, structures->n, structures->cap) = structure;
    }
    bool taken = table != NULL;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}

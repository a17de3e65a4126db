/* clause.c - clauses.csv, row by row. */
#include "ingest/clause.h"
#include "ingest/cell.h"

enum {
    NOTICE_ID,
    LOT_ID,
    CONTRACT_ID,
    STATE,
    ON,
};

static const Column columns[] = {
    [NOTICE_ID] = {"notice_id",
                   "Avis|N° avis|N° d'avis|Numéro d'avis|Identifiant de l'avis|Référence de l'avis|idweb",
                   COLUMN_NEEDED},
    [LOT_ID] = {"lot_id", "Lot|N° lot|N° de lot|Numéro de lot|Numéro du lot|Identifiant du lot",
                COLUMN_EXPECTED},
    [CONTRACT_ID] =
        {"contract_id",
         "N° de marché|N° marché|Numéro de marché|Numéro du marché|Marché|Référence marché|"
         "Référence du marché|Réf marché|Identifiant marché|N° de contrat|Numéro de contrat|Contrat",
         COLUMN_OPTIONAL},
    [STATE] = {"state", "État|Étape|Statut|Avancement|État de la clause|Étape de la clause|Situation",
               COLUMN_NEEDED},
    [ON] = {"on", "Le|Date|En date du|Depuis le|Date de l'étape|Date de l'état|Date étape", COLUMN_NEEDED},
    {0},
};

const TableKind clauses_table = {.name = "clauses", .columns = columns};

static const Code states[] = {
    {"screened", "repere|reperee|examine|examinee|analyse|analysee|etudie|etudiee|detecte|detectee"},
    {"proposed", "propose|proposee|clauseproposee|preconise|preconisee"},
    {"inserted", "insere|inseree|inscrit|inscrite|integre|integree|clauseinseree|dansledce|dce"},
    {"awarded", "attribue|attribuee|notifie|notifiee|signe|signee|marcheattribue|marchenotifie"},
    {"declined", "decline|declinee|refuse|refusee|abandonne|abandonnee|sanssuite|nonretenu|nonretenue"},
    {0},
};

static bool clause_fill(Arena *arena, Table *table, Clause *c) {
    c->notice_id = cell_text(arena, table, NOTICE_ID);
    c->lot_id = cell_text(arena, table, LOT_ID);
    c->contract_id = cell_text(arena, table, CONTRACT_ID);
    return cell_code(table, STATE, states, &c->state) && cell_date(table, ON, &c->on);
}

bool clauses_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Clauses *clauses, Lines *lines,
                  Diags *diags) {
    Arena *scratch = arena_new();
    Table *table =
        table_open(scratch, piece_whole(str_copy(arena, file), bytes), &clauses_table, names, diags);
    while (table && table_next(table)) {
        Clause clause = {.at = table_at(table, -1)};
        if (clause_fill(arena, table, &clause))
            *ARENA_PUSH(arena, clauses->at, clauses->n, clauses->cap) = clause;
    }
    bool taken = table != NULL;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}

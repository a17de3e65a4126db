/* decision.c - decisions, row by row. A workbook has a row for every lot that was judged, most of them
 * undecided, and many columns beside these: neither is worth a word. */
#include "ingest/decision.h"
#include "ingest/cell.h"

enum {
    NOTICE_ID,
    LOT_ID,
    DECISION,
    WAIVER,
    DECIDED_ON,
    COMMENT,
};

static const Column columns[] = {
    [NOTICE_ID] = {"notice_id",
                   "Avis|N° avis|N° d'avis|Numéro d'avis|Identifiant de l'avis|Référence de l'avis|idweb",
                   COLUMN_EXPECTED},
    [LOT_ID] = {"lot_id", "Lot|N° lot|N° de lot|Numéro de lot|Numéro du lot|Identifiant du lot",
                COLUMN_EXPECTED},
    [DECISION] = {"decision", "Décision|Décision du facilitateur|Décision prise|Suite donnée|Suites données",
                  COLUMN_EXPECTED},
    [WAIVER] = {"waiver", "Dérogation|Motif de dérogation|Motif de dispense|Motif de la dispense",
                COLUMN_OPTIONAL},
    [DECIDED_ON] = {"decided_on", "Décidé le|Décidée le|Date de décision|Date de la décision|Date décision",
                    COLUMN_OPTIONAL},
    [COMMENT] = {"comment", "Commentaire|Commentaires|Remarque|Remarques|Observation|Observations|Note|Notes",
                 COLUMN_OPTIONAL},
    {0},
};

const TableKind decisions_table = {.name = "decisions", .columns = columns, .beside = true};

static const Code codes[] = {
    {"propose", "proposer|propose|proposee|aproposer|clauseproposee|proposeralacheteur"},
    {"waive", "dispenser|dispense|dispensee|adispenser|derogation|deroger"},
    {"decline", "decliner|decline|declinee|adecliner|refuser|refuse|refusee|ecarter|ecarte|nonretenu|"
                "sanssuite"},
    {"wait", "attendre|attente|enattente|areporter|reporter|aregarder|asuivre|aetudier"},
    {0},
};

static bool decision_fill(Arena *arena, Table *table, Decision *d) {
    d->notice_id = cell_text(arena, table, NOTICE_ID);
    d->lot_id = cell_text(arena, table, LOT_ID);
    d->waiver = cell_text(arena, table, WAIVER);
    d->comment = cell_text(arena, table, COMMENT);
    if (!d->notice_id.n) return table_refuse(table, NOTICE_ID, "empty");
    return cell_code(table, DECISION, codes, &d->decision) && cell_date(table, DECIDED_ON, &d->decided_on);
}

bool decisions_read(Arena *arena, Str file, Str bytes, const ColumnNames *names, Decisions *decisions,
                    Lines *lines, Diags *diags) {
    Arena *scratch = arena_new();
    Table *table =
        table_open(scratch, piece_whole(str_copy(arena, file), bytes), &decisions_table, names, diags);
    while (table && table_next(table)) {
        Decision decision = {.at = table_at(table, -1)};
        if (!table_cell(table, DECISION).n) table_pass(table);
        else if (decision_fill(arena, table, &decision))
            *ARENA_PUSH(arena, decisions->at, decisions->n, decisions->cap) = decision;
    }
    bool taken = table != NULL;
    if (table) table_close(table, lines);
    arena_free(scratch);
    return taken;
}

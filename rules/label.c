/* label.c - labels from a table, found again by the names of lots. */
#include "rules/label.h"
#include "base/file.h"
#include "ingest/table.h"

enum { LABEL_FILE, LABEL_NOTICE, LABEL_LOT, LABEL_LABEL, LABEL_WHY };

static const Column columns[] = {{"file", NULL, COLUMN_NEEDED},     {"notice_id", NULL, COLUMN_EXPECTED},
                                 {"lot_id", NULL, COLUMN_EXPECTED}, {"label", NULL, COLUMN_NEEDED},
                                 {"why", NULL, COLUMN_OPTIONAL},    {0}};
static const TableKind labels_table = {.name = "labels", .columns = columns};

LotName lot_name(const Notice *notice, const Lot *lot) {
    return (LotName){file_own_name(notice->file), notice->id, lot->id};
}

static Str key_of(Arena *arena, LotName name) {
    return str_print(arena, "%.*s\n%.*s\n%.*s", STR_ARG(name.file), STR_ARG(name.notice_id),
                     STR_ARG(name.lot_id));
}

static bool read_row(Arena *arena, Table *table, Labels *labels) {
    Str label = table_cell(table, LABEL_LABEL);
    bool clause = str_is(label, "1");
    if (!clause && !str_is(label, "0")) return table_refuse_cell(table, LABEL_LABEL, "a label is 1 or 0");
    LotName name = {file_own_name(table_cell(table, LABEL_FILE)), table_cell(table, LABEL_NOTICE),
                    table_cell(table, LABEL_LOT)};
    const Label *before = labels_get(table_scratch(table), labels, name);
    if (before && before->clause == clause) return true;
    if (before) return table_refuse(table, -1, "another label of the same lot");
    Label *fresh = ARENA_NEW(arena, Label);
    fresh->clause = clause;
    map_put(labels->by_lot, key_of(arena, name), fresh);
    return true;
}

bool labels_read(Arena *arena, Str path, Str bytes, Labels *labels, Diags *diags) {
    labels->by_lot = map_new(arena);
    Arena *scratch = arena_new();
    Table *table = table_open(scratch, piece_whole(str_copy(arena, path), bytes), &labels_table, NULL, diags);
    while (table && table_next(table)) read_row(arena, table, labels);
    if (table) table_close(table, NULL);
    else diag_add(diags, DIAG_USAGE, (Loc){.file = path}, NULL, "no labels to measure by");
    arena_free(scratch);
    return table != NULL;
}

Label *labels_get(Arena *scratch, const Labels *labels, LotName name) {
    return map_get(labels->by_lot, key_of(scratch, name));
}

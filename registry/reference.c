/* reference.c - printed from the tables that convention.conf and the files of a convention are read by, so
 * that it cannot fall behind them. */
#include "registry/reference.h"
#include "base/columns.h"
#include "registry/convention.h"

/* A key with what it takes, its section before the first of them. */
static void add_key(Buf *buf, const char *section, const char *name, const char *value) {
    buf_print(buf, "  %-12s%-21s%s\n", section, name, value);
}

static void add_keys(Buf *buf) {
    ConventionKey key, before = {.section = ""};
    for (size_t i = 0; convention_key(i, &key); before = key, i++) {
        bool first = strcmp(key.section, before.section) != 0;
        if (first && strcmp(before.section, "review") == 0)
            add_key(buf, "", "decision CONTRACT", "text; several");
        add_key(buf, first ? key.section : "", key.name, key.value);
    }
    add_key(buf, "columns", "KIND", "a column's name = its header; several");
}

static const char *demand_mark(const Column *column) {
    switch (column->demand) {
    case COLUMN_NEEDED:
    case COLUMN_EXPECTED:
        return "*";
    case COLUMN_IDENTITY:
        return "^";
    case COLUMN_OPTIONAL:
        break;
    }
    return "";
}

/* A kind of table and its columns, in lines that fit a terminal. */
static void add_table(Buf *buf, const TableKind *kind) {
    enum { WIDTH = 66 };
    Buf names = {.arena = buf->arena};
    StrList lines = {0};
    for (const Column *column = kind->columns; column->name; column++)
        buf_print(&names, "%s%s%s", names.n ? " " : "", column->name, demand_mark(column));
    columns_wrap(buf->arena, &lines, buf_str(&names), WIDTH);
    for (size_t i = 0; i < lines.n; i++)
        buf_print(buf, "  %-12s%.*s\n", i ? "" : kind->name, STR_ARG(lines.at[i]));
}

Str convention_reference(Arena *arena) {
    Buf buf = {.arena = arena};
    buf_add(&buf, STR("Sections of convention.conf and their keys:\n\n"));
    add_keys(&buf);
    buf_add(&buf, STR("\nColumns of tables (* needed, ^ only with the key of [persons]):\n\n"));
    const TableKind *kind;
    for (size_t i = 0; (kind = convention_table(i)) != NULL; i++) add_table(&buf, kind);
    buf_add(&buf, STR("\nman clausier-convention explains them.\n"));
    return buf_str(&buf);
}

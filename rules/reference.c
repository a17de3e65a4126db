/* reference.c - printed from the tables that packs are read by, so that it cannot fall behind them. */
#include "rules/reference.h"
#include "base/columns.h"
#include "rules/pack_read.h"

static Str kind_text(Arena *arena, Field field) {
    static const char *const kinds[] = {
        [KIND_TEXT] = "text",     [KIND_WORD] = "a word",     [KIND_TRADE] = "the name of a trade",
        [KIND_CPV] = "CPV codes", [KIND_PLACE] = "places",    [KIND_FLAG] = "yes or no",
        [KIND_DATE] = "a date",   [KIND_NUMBER] = "a number",
    };
    static const char *const units[] = {[UNIT_NONE] = "",
                                        [UNIT_EUR] = ", EUR",
                                        [UNIT_MONTHS] = ", months",
                                        [UNIT_PERCENT] = ", %",
                                        [UNIT_HOURS] = ", hours"};
    const FieldInfo *info = &field_info[field];
    if (info->vocabulary) return str_print(arena, "one of: %.*s", STR_ARG(field_words(arena, field)));
    return str_print(arena, "%s%s", kinds[info->kind], info->kind == KIND_NUMBER ? units[info->unit] : "");
}

/* A kind and its keys, in lines that fit a terminal. */
static void add_kind(Buf *buf, const char *kind, Str keys) {
    enum { WIDTH = 66 };
    StrList lines = {0};
    if (str_is(str_of(kind), "value")) keys = str_print(buf->arena, "(from DAY to DAY)+ %.*s", STR_ARG(keys));
    columns_wrap(buf->arena, &lines, keys, WIDTH);
    for (size_t i = 0; i < lines.n; i++)
        buf_print(buf, "  %-10s %.*s\n", i ? "" : kind, STR_ARG(lines.at[i]));
}

static void add_field(Buf *buf, Field field) {
    enum { WIDTH = 52 };
    StrList lines = {0};
    const FieldInfo *info = &field_info[field];
    columns_wrap(buf->arena, &lines, kind_text(buf->arena, field), WIDTH);
    for (size_t i = 0; i < lines.n; i++)
        buf_print(buf, "  %-23s%s %.*s\n", i ? "" : info->name, !i && info->derived ? "*" : " ",
                  STR_ARG(lines.at[i]));
}

Str rules_reference(Arena *arena) {
    Buf buf = {.arena = arena};
    const char *kind, *keys;
    buf_add(&buf, STR("Sections of a pack and their keys (+ may stand several times):\n\n"));
    for (size_t i = 0; pack_section_kind(i, &kind, &keys); i++) add_kind(&buf, kind, str_of(keys));
    add_kind(&buf, "change", STR("the keys of what is changed; add+ remove+ for a list or for words"));
    add_kind(&buf, "disable", STR("because source+"));
    buf_add(&buf, STR("\nFields of conditions (* derived by the rules themselves):\n\n"));
    for (Field field = 0; field < FIELDS; field++) add_field(&buf, field);
    buf_add(&buf, STR("\nman clausier-rules explains them.\n"));
    return buf_str(&buf);
}

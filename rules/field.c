/* field.c - the table of fields. */
#include "rules/field.h"
#include <assert.h>

static const char *const natures[] = {"works", "services", "supplies", NULL};
static const char *const buyer_kinds[] = {"state", "local", "utility", NULL};
static const char *const reservations[] = {"none", "res-ws", "res-pub-ser", "execution", NULL};
static const char *const social_objectives[] = {"none",     "acc-all", "et-eq", "gen-eq",    "hum-right",
                                                "iao-core", "opp",     "other", "work-cond", NULL};
static const char *const considerations[] = {"none", "clause", "criterion", "reserved", "stated", NULL};
static const char *const states[] = {"none", "changed", "cancelled", "modification", NULL};
static const char *const frameworks[] = {"none", "fa-wo-rc", "fa-w-rc", "fa-mix", NULL};

const FieldInfo field_info[FIELDS] = {
    [FIELD_TITLE] = {.name = "title", .kind = KIND_TEXT},
    [FIELD_DESCRIPTION] = {.name = "description", .kind = KIND_TEXT},
    [FIELD_EXECUTION_TERMS] = {.name = "execution_terms", .kind = KIND_TEXT},
    [FIELD_ADDITIONAL_INFORMATION] = {.name = "additional_information", .kind = KIND_TEXT},
    [FIELD_CPV] = {.name = "cpv", .kind = KIND_CPV},
    [FIELD_PLACE] = {.name = "place", .kind = KIND_PLACE},
    [FIELD_NATURE] = {.name = "nature", .kind = KIND_WORD, .vocabulary = natures},
    [FIELD_PROCEDURE] = {.name = "procedure", .kind = KIND_WORD},
    [FIELD_BUYER_KIND] = {.name = "buyer_kind", .kind = KIND_WORD, .vocabulary = buyer_kinds},
    [FIELD_RESERVED] = {.name = "reserved", .kind = KIND_WORD, .vocabulary = reservations},
    [FIELD_SOCIAL_OBJECTIVE] = {.name = "social_objective",
                                .kind = KIND_WORD,
                                .vocabulary = social_objectives},
    [FIELD_SOCIAL_CONSIDERATIONS] = {.name = "social_considerations",
                                     .kind = KIND_WORD,
                                     .vocabulary = considerations},
    [FIELD_STATUS] = {.name = "status", .kind = KIND_WORD, .vocabulary = states},
    [FIELD_FRAMEWORK] = {.name = "framework", .kind = KIND_WORD, .vocabulary = frameworks},
    [FIELD_DEFENCE] = {.name = "defence", .kind = KIND_FLAG},
    [FIELD_CONCESSION] = {.name = "concession", .kind = KIND_FLAG},
    [FIELD_NOTICE_DATE] = {.name = "notice_date", .kind = KIND_DATE},
    [FIELD_DEADLINE] = {.name = "deadline", .kind = KIND_DATE},
    [FIELD_AMOUNT] = {.name = "amount", .kind = KIND_NUMBER, .unit = UNIT_EUR},
    [FIELD_PROCEDURE_AMOUNT] = {.name = "procedure_amount", .kind = KIND_NUMBER, .unit = UNIT_EUR},
    [FIELD_DURATION] = {.name = "duration", .kind = KIND_NUMBER, .unit = UNIT_MONTHS},
    [FIELD_LOTS] = {.name = "lots", .kind = KIND_NUMBER, .unit = UNIT_NONE},
    [FIELD_SUPPLIERS] = {.name = "suppliers", .kind = KIND_NUMBER, .unit = UNIT_NONE},
    [FIELD_SUPPLIER_DEPENDENCY] = {.name = "supplier_dependency", .kind = KIND_NUMBER, .unit = UNIT_PERCENT},
    [FIELD_TRADE] = {.name = "trade", .kind = KIND_TRADE, .derived = true},
    [FIELD_LABOUR_SHARE] = {.name = "labour_share",
                            .kind = KIND_NUMBER,
                            .unit = UNIT_PERCENT,
                            .derived = true},
    [FIELD_LABOUR_HOURS] = {.name = "labour_hours", .kind = KIND_NUMBER, .unit = UNIT_HOURS, .derived = true},
    [FIELD_HOURS] = {.name = "hours", .kind = KIND_NUMBER, .unit = UNIT_HOURS, .derived = true},
};

static_assert(FIELDS <= 32, "a FieldSet is 32 bits");

bool field_find(Str name, Field *field) {
    for (int i = 0; i < FIELDS; i++)
        if (str_is(name, field_info[i].name)) {
            *field = (Field)i;
            return true;
        }
    return false;
}

Str field_name(Field field) {
    return str_of(field_info[field].name);
}

StrList field_names(Arena *arena, FieldSet set) {
    StrList names = {0};
    for (int i = 0; i < FIELDS; i++)
        if (set & FIELD_BIT(i)) strlist_add(arena, &names, field_name((Field)i));
    return names;
}

bool field_has_word(Field field, Str word) {
    const char *const *vocabulary = field_info[field].vocabulary;
    if (!vocabulary) return true;
    for (; *vocabulary; vocabulary++)
        if (str_is(word, *vocabulary)) return true;
    return false;
}

Str field_words(Arena *arena, Field field) {
    StrList words = {0};
    for (const char *const *word = field_info[field].vocabulary; word && *word; word++)
        strlist_add(arena, &words, str_of(*word));
    return str_join(arena, words, STR(", "));
}

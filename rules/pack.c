/* pack.c - the sections of a pack, each by a table of its keys and one reader. */
#include "base/file.h"
#include "base/utf8.h"
#include "rules/blind.h"
#include "rules/change.h"
#include "rules/pack_read.h"

enum { PACK_LIMIT = 8 << 20 }; /* bytes */

void key_error(Diags *diags, const Entry *entry, const char *what) {
    Entry at_key = *entry;
    at_key.at = entry->key_at;
    entry_error(diags, &at_key, 0, "%s", what);
}

/* Rules and conditions share their names: `2 of (...)` may take either. */
static Str name_key(Arena *arena, Str kind, Str name) {
    if (str_is(kind, "condition")) kind = STR("rule");
    return str_print(arena, "%.*s %.*s", STR_ARG(kind), STR_ARG(name));
}

void *pack_find(Ruleset *ruleset, const char *kind, Str name) {
    const Named *named = map_get(ruleset->names, name_key(ruleset->arena, str_of(kind), name));
    return named && str_is(named->section->kind, kind) ? named->thing : NULL;
}

static bool name_is_good(Str name) {
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if (!letter && (i == 0 || (!digit && c != '_'))) return false;
    }
    return name.n > 0;
}

static bool name_is_taken(Str name) {
    Field field;
    return condition_keyword(name) || field_find(name, &field);
}

static void name_put(PackReader *reader, const Section *section, void *thing) {
    Arena *arena = reader->ruleset->arena;
    bool free_text = str_is(section->kind, "case");
    if (!section->name.n)
        section_error(reader->diags, section, "a %.*s needs a name", STR_ARG(section->kind));
    else if (!free_text && !name_is_good(section->name))
        section_error(reader->diags, section, "not a name: %.*s (a-z, 0-9 and _, a letter first)",
                      STR_ARG(section->name));
    else if (!free_text && name_is_taken(section->name))
        section_error(reader->diags, section, "%.*s is the name of a field or a word of the language",
                      STR_ARG(section->name));
    Named *named = ARENA_NEW(arena, Named);
    *named = (Named){.section = section, .thing = thing};
    Named *before = map_put(reader->ruleset->names, name_key(arena, section->kind, section->name), named);
    if (before && section->name.n)
        section_error(reader->diags, section, "%.*s %.*s is already defined at %.*s:%u",
                      STR_ARG(section->kind), STR_ARG(section->name), STR_ARG(before->section->at.file),
                      before->section->at.line);
}

/* Hours of a day, a week or a year of full-time work: more than nothing, and no more than there are. */
static void read_work_time(PackReader *reader, const Section *section, const char *key, int64_t most,
                           int64_t *hundredths) {
    const Entry *entry = section_entry(section, key);
    if (!entry) return;
    int64_t hours;
    if (number_read(entry->value, 2, &hours) != NUMBER_OK || hours <= 0 || hours > most * 100)
        entry_error(reader->diags, entry, 0, "a number of hours is wanted, up to %lld", (long long)most);
    else *hundredths = hours;
}

static void read_pack(PackReader *reader, const Section *section) {
    Pack *pack = reader->origin;
    if (pack->section) {
        section_error(reader->diags, section, "a second [pack]: one file is one pack");
        return;
    }
    pack->section = section;
    pack->name = section_value(section, "name");
    pack->version = section_value(section, "version");
    if (!pack->name.n) section_error(reader->diags, section, "a pack needs a name");
    if (!pack->version.n) section_error(reader->diags, section, "a pack needs a version");
    pack->work_time = (WorkTime){700, 3500, 160700}; /* 35 h a week, 1 607 h a year: Code du travail L3121 */
    read_work_time(reader, section, "day_hours", 24, &pack->work_time.day);
    read_work_time(reader, section, "week_hours", 168, &pack->work_time.week);
    read_work_time(reader, section, "year_hours", 8784, &pack->work_time.year);
    const Entry *eligible = section_entry(section, "eligible");
    if (!eligible) return;
    int64_t points;
    if (number_read_plain(eligible->value, 0, false, &points) || points < 1 || points > MOST_POINTS)
        entry_error(reader->diags, eligible, 0, "eligible is a number of points from 1 to %d", MOST_POINTS);
    else pack->eligible = (int)points;
}

static void read_value(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    Value *value = ARENA_NEW(ruleset->arena, Value);
    *value = (Value){.name = section->name, .pack = reader->pack, .section = section};
    value->label = section_value(section, "label");
    if (!value->label.n) value->label = value->name;
    value_read(reader, section, value);
    name_put(reader, section, value);
    *ARENA_PUSH(ruleset->arena, ruleset->values, ruleset->value_count, ruleset->value_cap) = value;
}

static void read_list(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    List *list = ARENA_NEW(ruleset->arena, List);
    *list = (List){.name = section->name, .pack = reader->pack, .section = section};
    for (size_t i = 0; i < section->n; i++) {
        Str rest = section->entries[i].value, word;
        while (str_is(section->entries[i].key, "contains") && str_word(&rest, &word))
            strlist_add(ruleset->arena, &list->items, word);
    }
    if (!list->items.n) section_error(reader->diags, section, "a list needs: contains = ...");
    name_put(reader, section, list);
    *ARENA_PUSH(ruleset->arena, ruleset->lists, ruleset->list_count, ruleset->list_cap) = list;
}

static void read_trade(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    Trade *trade = ARENA_NEW(ruleset->arena, Trade);
    *trade = (Trade){
        .name = section->name, .pack = reader->pack, .section = section, .disabled = reader->disabled};
    trade_read(reader, section, trade);
    name_put(reader, section, trade);
    *ARENA_PUSH(ruleset->arena, ruleset->trades, ruleset->trade_count, ruleset->trade_cap) = trade;
}

static void read_condition(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    Condition *condition = ARENA_NEW(ruleset->arena, Condition);
    *condition = (Condition){.name = section->name,
                             .pack = reader->pack,
                             .section = section,
                             .number = (uint32_t)ruleset->condition_count};
    const Entry *when = section_entry(section, "when");
    if (when) condition->when = condition_read(ruleset->arena, when, reader->diags);
    else section_error(reader->diags, section, "a condition needs: when = ...");
    name_put(reader, section, condition);
    *ARENA_PUSH(ruleset->arena, ruleset->conditions, ruleset->condition_count, ruleset->condition_cap) =
        condition;
}

static void read_case(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    Case *example = ARENA_NEW(ruleset->arena, Case);
    *example = (Case){.name = section->name, .pack = reader->pack, .section = section};
    case_read(reader, section, example);
    name_put(reader, section, example);
    *ARENA_PUSH(ruleset->arena, ruleset->cases, ruleset->case_count, ruleset->case_cap) = example;
}

static void read_rule(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    Rule *rule = ARENA_NEW(ruleset->arena, Rule);
    *rule = (Rule){.name = section->name,
                   .pack = reader->pack,
                   .section = section,
                   .number = (uint32_t)ruleset->rule_count,
                   .disabled = reader->disabled};
    rule_read(reader, section, rule);
    name_put(reader, section, rule);
    *ARENA_PUSH(ruleset->arena, ruleset->rules, ruleset->rule_count, ruleset->rule_cap) = rule;
}

static void read_advice(PackReader *reader, const Section *section, AdviceKind kind) {
    Arena *arena = reader->ruleset->arena;
    AdviceList *list = &reader->ruleset->advice[kind];
    Advice *advice = ARENA_NEW(arena, Advice);
    *advice = (Advice){.kind = kind,
                       .name = section->name,
                       .pack = reader->pack,
                       .section = section,
                       .disabled = reader->disabled};
    advice_read(reader, section, advice);
    name_put(reader, section, advice);
    *ARENA_PUSH(arena, list->at, list->n, list->cap) = advice;
}

static void read_duty(PackReader *reader, const Section *section) {
    read_advice(reader, section, ADVICE_DUTY);
}

static void read_waiver(PackReader *reader, const Section *section) {
    read_advice(reader, section, ADVICE_WAIVER);
}

static void read_mechanism(PackReader *reader, const Section *section) {
    read_advice(reader, section, ADVICE_MECHANISM);
}

/* Keys of a kind of section, a blank between them; those with a + may stand several times. */
typedef struct SectionKind {
    const char *kind;
    const char *keys;
    void (*read)(PackReader *reader, const Section *section);
} SectionKind;

/* source, and a rule's article, are for whoever reads the pack: no code asks for them. */
static const SectionKind section_kinds[] = {
    {"pack", "name version eligible day_hours week_hours year_hours source+", read_pack},
    {"value", "label source+", read_value}, /* and its periods */
    {"list", "label contains+ source+", read_list},
    {"trade", "label cpv words labour_share hourly_cost insertion_share rome source+ yes+ no+", read_trade},
    {"condition", "label when source+", read_condition},
    {"rule", "label when words pattern in effect reason article source+ yes+ no+", read_rule},
    {"blind", "label words pattern+ source+ yes+ no+", blind_read},
    {"case",
     "title description execution_terms additional_information cpv place nature procedure buyer_kind "
     "reserved "
     "social_objective social_considerations status framework defence concession notice_date deadline amount "
     "procedure_amount duration lots expect",
     read_case},
    {"duty", "label when article reason source+", read_duty},
    {"waiver", "of label when article reason source+", read_waiver},
    {"mechanism", "label when article clause reason source+", read_mechanism},
};

bool pack_section_kind(size_t i, const char **kind, const char **keys) {
    if (i >= sizeof section_kinds / sizeof *section_kinds) return false;
    *kind = section_kinds[i].kind;
    *keys = section_kinds[i].keys;
    return true;
}

/* Whether `key` is one of `keys`; *repeats tells if it may stand several times. */
static bool key_is_one_of(Str key, const char *keys, bool *repeats) {
    Str rest = str_of(keys), word;
    while (str_word(&rest, &word)) {
        *repeats = str_ends(word, STR("+"));
        if (str_eq(key, str_sub(word, 0, word.n - *repeats))) return true;
    }
    return false;
}

static void check_keys(PackReader *reader, const Section *section, const SectionKind *kind) {
    for (size_t i = 0; i < section->n; i++) {
        const Entry *entry = &section->entries[i];
        bool repeats;
        if (str_is(section->kind, "value") && value_period(entry)) continue;
        if (!key_is_one_of(entry->key, kind->keys, &repeats)) {
            Str what = str_print(reader->diags->arena, "a %s has no %.*s", kind->kind, STR_ARG(entry->key));
            key_error(reader->diags, entry, str_cstr(reader->diags->arena, what));
        } else if (!repeats && section_entry(section, str_cstr(reader->diags->arena, entry->key)) != entry) {
            Str what = str_print(reader->diags->arena, "a second %.*s", STR_ARG(entry->key));
            key_error(reader->diags, entry, str_cstr(reader->diags->arena, what));
        }
    }
}

static void read_section(PackReader *reader, const Section *section) {
    for (size_t i = 0; i < sizeof section_kinds / sizeof *section_kinds; i++) {
        const SectionKind *kind = &section_kinds[i];
        if (!str_is(section->kind, kind->kind)) continue;
        check_keys(reader, section, kind);
        kind->read(reader, section);
        return;
    }
    section_error(reader->diags, section, "no such kind of section: %.*s", STR_ARG(section->kind));
}

void pack_parse(Ruleset *ruleset, PackBytes source, Diags *diags) {
    Pack *pack = &ruleset->packs[ruleset->pack_count++];
    Str file = file_name(source.path);
    *pack = (Pack){.path = source.path, .bytes = source.bytes, .file = file};
    if (str_ends(file, STR(".rules"))) pack->file.n -= STR(".rules").n;
    pack->sections = section_parse(ruleset->arena, source.path, source.bytes, diags);
}

bool pack_open(Ruleset *ruleset, Str path, Diags *diags) {
    PackBytes source = {.path = path};
    if (!file_read_settings(ruleset->arena, path, PACK_LIMIT, &source.bytes, diags)) return false;
    pack_parse(ruleset, source, diags);
    return true;
}

void packs_read(Ruleset *ruleset, Diags *diags) {
    Drafts drafts = drafts_new(ruleset->arena, diags);
    for (size_t i = 0; i < ruleset->pack_count; i++) drafts_add(&drafts, &ruleset->packs[i]);
    for (size_t i = 0; i < drafts.n; i++) {
        const Draft *draft = drafts.at[i];
        PackReader reader = {.ruleset = ruleset,
                             .origin = draft->origin,
                             .pack = draft->pack,
                             .disabled = draft->disabled,
                             .diags = diags};
        read_section(&reader, &draft->section);
    }
    for (size_t i = 0; i < ruleset->pack_count; i++) {
        const Pack *pack = &ruleset->packs[i];
        bool readable = utf8_check(pack->bytes) == pack->bytes.n; /* else it has been said */
        if (!pack->section && readable)
            diag_add(diags, DIAG_USAGE, (Loc){.file = pack->path, .line = 1}, NULL, "no [pack] section");
    }
}

/* change.c - sections of a pack applied to those before them, entry by entry: every entry keeps its own
 * place, so that a fault is said where it was written. */
#include "rules/change.h"
#include "base/fold.h"
#include "rules/pack_read.h"

Drafts drafts_new(Arena *arena, Diags *diags) {
    return (Drafts){.arena = arena, .diags = diags, .names = map_new(arena)};
}

static Str draft_key(const Drafts *drafts, const Section *section) {
    return str_print(drafts->arena, "%.*s %.*s", STR_ARG(section->kind), STR_ARG(section->name));
}

static void add_draft(Drafts *drafts, Pack *pack, const Section *section) {
    Draft *draft = ARENA_NEW(drafts->arena, Draft);
    *draft = (Draft){.section = *section, .origin = pack, .pack = pack};
    *ARENA_PUSH(drafts->arena, drafts->at, drafts->n, drafts->cap) = draft;
    Str key = draft_key(drafts, section);
    if (!map_get(drafts->names, key)) map_put(drafts->names, key, draft);
}

/* What a section may have several of: a change adds to them. */
static bool key_adds_up(Str key) {
    return str_is(key, "yes") || str_is(key, "no") || str_is(key, "source");
}

static bool key_is_text(Str key) {
    return str_is(key, "words") || str_is(key, "pattern");
}

static bool key_is_part(Str key) {
    return str_is(key, "add") || str_is(key, "remove");
}

static bool changes_text(const Section *change) {
    return section_entry(change, "words") || section_entry(change, "pattern");
}

/* A pack answers for its name and version itself. */
static bool key_is_own(const Section *change, Str key) {
    return str_is(change->kind, "pack") && (str_is(key, "name") || str_is(key, "version"));
}

/* Whether an entry of the section outlives the change. */
static bool entry_stays(const Section *change, const Entry *entry) {
    bool example = str_is(entry->key, "yes") || str_is(entry->key, "no");
    if (key_is_own(change, entry->key)) return true;
    if (changes_text(change) && (key_is_text(entry->key) || example)) return false;
    for (size_t i = 0; i < change->n; i++)
        if (str_eq(change->entries[i].key, entry->key) && !key_adds_up(entry->key)) return false;
    return true;
}

static void push(Drafts *drafts, Section *section, const Entry *entry) {
    *ARENA_PUSH(drafts->arena, section->entries, section->n, section->cap) = *entry;
}

/* The items of a list are words, those of a rule or a trade stand between bars. */
typedef struct Parts {
    const char *key;
    bool bars;
} Parts;

static bool parts_of(Str kind, Parts *parts) {
    bool list = str_is(kind, "list");
    *parts = list ? (Parts){"contains", false} : (Parts){"words", true};
    return list || str_is(kind, "rule") || str_is(kind, "trade");
}

static bool next_part(const Parts *parts, Str *rest, Str *part) {
    if (!parts->bars) return str_word(rest, part);
    if (!str_next(rest, '|', part)) return false;
    *part = str_trim(*part);
    return true;
}

static bool part_same(Arena *arena, Str a, Str b) {
    return str_eq(str_squeeze(arena, fold(arena, a)), str_squeeze(arena, fold(arena, b)));
}

/* Takes one part out of every entry of the key; false if none has it. */
static bool remove_part(Drafts *drafts, Section *section, const Parts *parts, Str gone) {
    bool found = false;
    for (size_t i = 0; i < section->n; i++) {
        Entry *entry = &section->entries[i];
        if (!str_is(entry->key, parts->key)) continue;
        StrList kept = {0};
        Str rest = entry->value, part;
        bool here = false;
        while (next_part(parts, &rest, &part)) {
            bool same = part_same(drafts->arena, part, gone);
            if (!same) strlist_add(drafts->arena, &kept, part);
            here |= same;
        }
        if (!here) continue;
        found = true;
        entry->value = str_join(drafts->arena, kept, parts->bars ? STR(" | ") : STR(" "));
        entry->more_n = 0; /* its lines are no longer the value's */
    }
    return found;
}

static void remove_parts(Drafts *drafts, Section *section, const Parts *parts, const Entry *removal) {
    Str rest = removal->value, part;
    while (next_part(parts, &rest, &part))
        if (!remove_part(drafts, section, parts, part))
            entry_error(drafts->diags, removal, (size_t)(part.p - removal->value.p), "not in there: %.*s",
                        STR_ARG(part));
}

/* A list takes another entry; words become one with those that are there. */
static void add_parts(Drafts *drafts, Section *section, const Parts *parts, const Entry *addition) {
    Entry *words = NULL;
    for (size_t i = 0; i < section->n && parts->bars; i++)
        if (str_is(section->entries[i].key, parts->key)) words = &section->entries[i];
    if (!words) {
        Entry entry = *addition;
        entry.key = str_of(parts->key);
        push(drafts, section, &entry);
        return;
    }
    const Entry *both[] = {words, addition};
    *words = entries_joined(drafts->arena, both, 2, STR(" | "));
}

static void change_parts(Drafts *drafts, Section *section, const Section *change) {
    Parts parts;
    bool has_parts = parts_of(section->kind, &parts);
    for (size_t i = 0; i < change->n; i++) {
        const Entry *entry = &change->entries[i];
        if (!key_is_part(entry->key)) continue;
        if (!has_parts || (parts.bars && !section_entry(section, "words")))
            key_error(drafts->diags, entry,
                      "add and remove are for a list, and for the words of a rule or trade");
        else if (str_is(entry->key, "add")) add_parts(drafts, section, &parts, entry);
        else remove_parts(drafts, section, &parts, entry);
    }
}

/* Leaves the entries that outlive the change, in an array that is the draft's own: many changes of one list
 * cost no copy each. */
static void keep_entries(Drafts *drafts, Draft *draft, const Section *change) {
    Section *section = &draft->section;
    const Entry *before = section->entries;
    size_t n = section->n;
    if (!draft->owns_entries) {
        section->entries = ARENA_ARRAY(drafts->arena, Entry, n);
        section->cap = n;
        draft->owns_entries = true;
    }
    section->n = 0;
    for (size_t i = 0; i < n; i++)
        if (entry_stays(change, &before[i])) section->entries[section->n++] = before[i];
}

static void change_draft(Drafts *drafts, Draft *draft, const Pack *pack, const Section *change) {
    Section *section = &draft->section;
    section->at = change->at;
    section->line = change->line;
    keep_entries(drafts, draft, change);
    for (size_t i = 0; i < change->n; i++) {
        const Entry *entry = &change->entries[i];
        if (key_is_own(change, entry->key))
            key_error(drafts->diags, entry, "a pack keeps its name and its version");
        else if (!key_is_part(entry->key)) push(drafts, section, entry);
    }
    change_parts(drafts, section, change);
    if (!change->n) section_error(drafts->diags, change, "changes nothing");
    draft->pack = pack;
}

static void disable_draft(Drafts *drafts, Draft *draft, const Section *change) {
    static const char *const kinds[] = {"rule", "trade", "duty", "waiver", "mechanism"};
    bool speaks = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) speaks |= str_is(change->kind, kinds[i]);
    if (!speaks)
        section_error(drafts->diags, change, "a %.*s cannot be disabled: only what speaks of a lot can",
                      STR_ARG(change->kind));
    if (!section_value(change, "because").n)
        section_error(drafts->diags, change, "disabled without a reason: because = ...");
    for (size_t i = 0; i < change->n; i++)
        if (!str_is(change->entries[i].key, "because") && !str_is(change->entries[i].key, "source"))
            key_error(drafts->diags, &change->entries[i], "a [disable ...] has because and source only");
    draft->disabled = true;
}

static void apply(Drafts *drafts, const Pack *pack, const Section *change) {
    Draft *draft = map_get(drafts->names, draft_key(drafts, change));
    if (str_is(change->kind, "case") || str_is(change->kind, "blind"))
        section_error(drafts->diags, change, "a %.*s belongs to its pack: it is neither changed nor disabled",
                      STR_ARG(change->kind));
    else if (!draft)
        section_error(drafts->diags, change, "no %.*s %.*s stands before", STR_ARG(change->kind),
                      STR_ARG(change->name));
    else if (str_is(change->verb, "disable")) disable_draft(drafts, draft, change);
    else change_draft(drafts, draft, pack, change);
}

void drafts_add(Drafts *drafts, Pack *pack) {
    for (size_t i = 0; i < pack->sections.n; i++) {
        const Section *section = &pack->sections.sections[i];
        if (section->verb.n) apply(drafts, pack, section);
        else add_draft(drafts, pack, section);
    }
}

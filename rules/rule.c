/* rule.c - sections [rule]: what it looks for and where, what it weighs, and what it says. */
#include "rules/pack_read.h"
#include "rules/reason.h"
#include "rules/text.h"

static void read_examples(PackReader *reader, const Section *section, TextTest *test) {
    for (size_t i = 0; i < section->n; i++) {
        const Entry *entry = &section->entries[i];
        bool yes = str_is(entry->key, "yes");
        if (!yes && !str_is(entry->key, "no")) continue;
        if (!test->entry) {
            key_error(reader->diags, entry, "an example belongs to words or a pattern");
            return;
        }
        *ARENA_PUSH(reader->ruleset->arena, test->examples, test->n, test->cap) =
            (Example){.yes = yes, .text = entry->value, .entry = entry};
    }
}

void text_test_read(PackReader *reader, const Section *section, TextTest *test) {
    const Entry *words = section_entry(section, "words"), *pattern = section_entry(section, "pattern");
    if (words && pattern) key_error(reader->diags, pattern, "words or a pattern, not both");
    test->entry = words ? words : pattern;
    test->is_pattern = !words && pattern;
    test->in = FIELD_BIT(FIELD_TITLE) | FIELD_BIT(FIELD_DESCRIPTION);
    if (test->entry) text_compile(reader->ruleset->arena, test, reader->diags);
    read_examples(reader, section, test);
}

static void read_in(PackReader *reader, const Section *section, TextTest *test) {
    const Entry *in = section_entry(section, "in");
    if (!in) return;
    if (!test->entry) key_error(reader->diags, in, "`in` belongs to words or a pattern");
    Str rest = in->value, word;
    test->in = 0;
    while (str_word(&rest, &word)) {
        Field field;
        if (field_find(word, &field) && field_info[field].kind == KIND_TEXT) test->in |= FIELD_BIT(field);
        else
            entry_error(reader->diags, in, (size_t)(word.p - in->value.p), "not a text field: %.*s",
                        STR_ARG(word));
    }
    if (!in->value.n) entry_error(reader->diags, in, 0, "in which fields?");
}

static void read_effect(PackReader *reader, const Section *section, Rule *rule) {
    static const struct {
        const char *word;
        Effect effect;
    } effects[] = {{"exclude", EFFECT_EXCLUDE}, {"require", EFFECT_REQUIRE}, {"note", EFFECT_NOTE}};
    const Entry *entry = section_entry(section, "effect");
    if (!entry) {
        section_error(reader->diags, section, "a rule needs: effect = +n, -n, exclude, require or note");
        return;
    }
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        if (str_is(entry->value, effects[i].word)) {
            rule->effect = effects[i].effect;
            return;
        }
    Str digits = str_sub(entry->value, 1, SIZE_MAX);
    int64_t points;
    bool sign = str_starts(entry->value, STR("+")) || str_starts(entry->value, STR("-"));
    if (!sign || number_read_plain(digits, 0, false, &points) || points < 1 || points > MOST_POINTS) {
        entry_error(reader->diags, entry, 0, "an effect is +n or -n (up to %d), exclude, require or note",
                    MOST_POINTS);
        return;
    }
    rule->effect = EFFECT_POINTS;
    rule->points = entry->value.p[0] == '-' ? -(int)points : (int)points;
}

static void read_reason(PackReader *reader, const Section *section, Rule *rule) {
    const Entry *entry = section_entry(section, "reason");
    if (!entry) return;
    rule->reason = entry->value;
    Str rest = entry->value, unknown;
    while ((unknown = reason_unknown_place(&rest, rule->text.entry != NULL)).n)
        entry_error(reader->diags, entry, (size_t)(unknown.p - entry->value.p), "a reason cannot say %.*s",
                    STR_ARG(unknown));
}

void rule_read(PackReader *reader, const Section *section, Rule *rule) {
    rule->label = section_value(section, "label");
    if (!rule->label.n) rule->label = rule->name;
    text_test_read(reader, section, &rule->text);
    read_in(reader, section, &rule->text);
    const Entry *when = section_entry(section, "when");
    if (when && rule->text.entry)
        key_error(reader->diags, when, "a rule has `when`, or words or a pattern, not both");
    else if (when) rule->when = condition_read(reader->ruleset->arena, when, reader->diags);
    else if (!rule->text.entry)
        section_error(reader->diags, section, "a rule needs `when`, words or a pattern");
    read_effect(reader, section, rule);
    read_reason(reader, section, rule);
}

/* blind.c - sentences that name a clause are dropped, and fields that state one.
 *
 * A sentence ends where readers stop; in a title also at a dash, a comma, a colon or a parenthesis, so that
 * the object outlives "lot réservé". Ends stay where they are: two halves of different sentences never become
 * one. A match over several sentences drops them all. */
#include "rules/blind.h"
#include "base/fold.h"
#include "rules/text.h"

/* What remains of a text that loses all its sentences: it is known, and matches nothing. */
#define SAYS_NOTHING STR("…")

/* Matches over several sentences that are looked for, each in all that is left; a text with more is hidden
 * whole. */
enum { ROUNDS_MOST = 16 };

/* A sentence of a text; `dropped` in the end. */
typedef struct Sentence {
    Str text;
    bool dropped;
} Sentence;
typedef struct Sentences {
    Sentence *at;
    size_t n, cap;
} Sentences;

typedef struct Blindfold {
    const Ruleset *ruleset;
    Matcher *matcher;
    Arena *arena;
} Blindfold;

/* The section with its patterns as one, alternatives of each other. */
static Section with_one_pattern(Arena *arena, const Section *section) {
    Section one = *section;
    one.entries = ARENA_ARRAY(arena, Entry, section->n);
    one.n = one.cap = 0;
    const Entry **patterns = ARENA_ARRAY(arena, const Entry *, section->n);
    size_t n = 0, first = 0;
    for (size_t i = 0; i < section->n; i++) {
        const Entry *entry = &section->entries[i];
        bool pattern = str_is(entry->key, "pattern") && entry->value.n;
        if (pattern) patterns[n++] = entry;
        if (pattern && n > 1) continue;
        if (pattern) first = one.n;
        one.entries[one.n++] = *entry;
    }
    if (n) one.entries[first] = entries_joined(arena, patterns, n, STR("|"));
    return one;
}

void blind_read(PackReader *reader, const Section *section) {
    Ruleset *ruleset = reader->ruleset;
    if (section->name.n) section_error(reader->diags, section, "a [blind] has no name");
    for (size_t i = 0; i < ruleset->blind_count; i++)
        if (ruleset->blinds[i]->pack == reader->pack)
            section_error(reader->diags, section, "a second [blind]: one pack has one");
    Blind *blind = ARENA_NEW(ruleset->arena, Blind);
    *blind = (Blind){.pack = reader->pack, .section = section};
    Section *one = ARENA_NEW(ruleset->arena, Section);
    *one = with_one_pattern(ruleset->arena, section);
    text_test_read(reader, one, &blind->text);
    if (!blind->text.entry) section_error(reader->diags, section, "a [blind] needs words or a pattern");
    *ARENA_PUSH(ruleset->arena, ruleset->blinds, ruleset->blind_count, ruleset->blind_cap) = blind;
}

/* Bytes of the end of a sentence that stands here; 0 if there is none. */
static size_t sentence_end(Str rest, bool title) {
    static const char *const ends[] = {".", ";", "\n", "\r", "!", "?"};
    static const char *const title_ends[] = {" - ", "–", "—", "(", ")", ",", ":"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_starts(rest, str_of(ends[i]))) return 1;
    for (size_t i = 0; title && i < sizeof title_ends / sizeof *title_ends; i++)
        if (str_starts(rest, str_of(title_ends[i]))) return strlen(title_ends[i]);
    return 0;
}

/* Sentences and ends in turn, together the whole text: an end is a sentence of its own that nothing drops. */
static Sentences cut(Arena *arena, Str text, bool title) {
    Sentences sentences = {0};
    size_t from = 0;
    for (size_t at = 0; at < text.n;) {
        size_t end = sentence_end(str_sub(text, at, SIZE_MAX), title);
        if (end) {
            *ARENA_PUSH(arena, sentences.at, sentences.n, sentences.cap) =
                (Sentence){.text = str_sub(text, from, at - from)};
            *ARENA_PUSH(arena, sentences.at, sentences.n, sentences.cap) =
                (Sentence){.text = str_sub(text, at, end)};
            from = at + end;
        }
        at += end ? end : 1;
    }
    *ARENA_PUSH(arena, sentences.at, sentences.n, sentences.cap) =
        (Sentence){.text = str_sub(text, from, SIZE_MAX)};
    return sentences;
}

/* Whether the text may name a clause, and where: all of it where that costs too much to tell. */
static bool names_clause(const Blindfold *blindfold, Str text, Span *span) {
    for (size_t i = 0; i < blindfold->ruleset->blind_count; i++) {
        const TextTest *test = &blindfold->ruleset->blinds[i]->text;
        *span = (Span){0, text.n};
        if (text_find(blindfold->arena, test, blindfold->matcher, text, span) != PATTERN_NO) return true;
    }
    return false;
}

static Str joined(Arena *arena, const Sentences *sentences) {
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < sentences->n; i++)
        if (!sentences->at[i].dropped) buf_add(&buf, sentences->at[i].text);
    return buf_str(&buf);
}

/* Drops every sentence that a span of the joined text touches; false if all it touches are ends. */
static bool drop(Sentences *sentences, Span span) {
    size_t at = 0;
    bool dropped = false;
    for (size_t i = 0; i < sentences->n; i++) {
        Sentence *sentence = &sentences->at[i];
        size_t from = at;
        if (sentence->dropped) continue;
        at += sentence->text.n;
        bool is_end = i % 2 == 1;
        if (is_end || !sentence->text.n || from >= span.to || at <= span.from) continue;
        sentence->dropped = true;
        dropped = true;
    }
    return dropped;
}

static bool says_something(const Sentences *sentences) {
    for (size_t i = 0; i < sentences->n; i += 2)
        if (!sentences->at[i].dropped && str_trim_wide(sentences->at[i].text).n) return true;
    return false;
}

static Str blind_text(const Blindfold *blindfold, Str text, bool title) {
    Arena *arena = blindfold->arena;
    Span span;
    if (!text.n) return text;
    Sentences sentences = cut(arena, text, title);
    for (size_t i = 0; i < sentences.n; i += 2)
        sentences.at[i].dropped = names_clause(blindfold, sentences.at[i].text, &span);
    Str rest = joined(arena, &sentences);
    for (int round = 0; says_something(&sentences) && names_clause(blindfold, rest, &span); round++) {
        if (round == ROUNDS_MOST || !drop(&sentences, span)) return SAYS_NOTHING;
        rest = joined(arena, &sentences);
    }
    return says_something(&sentences) ? rest : SAYS_NOTHING;
}

const Lot *blind_lot(const Ruleset *ruleset, Matcher *matcher, Arena *arena, const Lot *lot) {
    Blindfold blindfold = {.ruleset = ruleset, .matcher = matcher, .arena = arena};
    Lot *blind = ARENA_NEW(arena, Lot);
    *blind = *lot;
    blind->reserved_participation = blind->reserved_execution = (Str){0};
    blind->strategic_procurement = blind->social_objective = blind->social_considerations = (StrList){0};
    blind->title = blind_text(&blindfold, lot->title, true);
    blind->description = blind_text(&blindfold, lot->description, false);
    blind->execution_terms = blind_text(&blindfold, lot->execution_terms, false);
    blind->additional_information = blind_text(&blindfold, lot->additional_information, false);
    return blind;
}

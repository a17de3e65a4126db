/* bidi.c - Unicode's bidirectional algorithm (UAX 9) for one line, by FriBidi. Most lines have no letter that
 * runs to the left: FriBidi is not asked. */
#include "report/bidi.h"
#include "base/utf8.h"

#include <fribidi.h>

#define LINE_MOST ((size_t)1 << 20) /* bytes: more is no line */

/* Whether a letter that runs to the left may be in it: all of them are in U+0590..U+08FF, from U+FB1D on, or
 * beyond U+FFFF. */
static bool may_run_left(Str text) {
    for (size_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.p[i];
        if ((byte >= 0xD6 && byte <= 0xE0) || byte >= 0xEF) return true;
    }
    return false;
}

/* Embeddings, overrides and isolates. */
static bool is_order(uint32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* A line, character by character. */
typedef struct Chars {
    FriBidiChar *c;
    size_t *at; /* where each starts, and where the text ends */
    int n;
} Chars;

static Chars chars_of(Arena *arena, Str text) {
    Chars chars = {.c = ARENA_ARRAY(arena, FriBidiChar, text.n),
                   .at = ARENA_ARRAY(arena, size_t, text.n + 1)};
    for (size_t at = 0; at < text.n; chars.n++) {
        chars.at[chars.n] = at;
        uint32_t c = utf8_next(text, &at);
        chars.c[chars.n] = is_order(c) ? 0x200B : c;
    }
    chars.at[chars.n] = text.n;
    return chars;
}

/* One level a character; NULL if there is nothing to order. */
static FriBidiLevel *levels_of(Arena *arena, const Chars *chars) {
    FriBidiCharType *types = ARENA_ARRAY(arena, FriBidiCharType, (size_t)chars->n);
    FriBidiBracketType *brackets = ARENA_ARRAY(arena, FriBidiBracketType, (size_t)chars->n);
    FriBidiLevel *levels = ARENA_ARRAY(arena, FriBidiLevel, (size_t)chars->n);
    FriBidiParType direction = FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(chars->c, chars->n, types);
    fribidi_get_bracket_types(chars->c, chars->n, types, brackets);
    FriBidiLevel most = fribidi_get_par_embedding_levels_ex(types, brackets, chars->n, &direction, levels);
    return most > 1 ? levels : NULL; /* the highest level and one; 0: no memory */
}

static void reverse(size_t *order, size_t from, size_t to) {
    for (; from + 1 < to; from++, to--) {
        size_t piece = order[from];
        order[from] = order[to - 1];
        order[to - 1] = piece;
    }
}

/* Neighbours of one level are a piece; returns how many there are. */
static size_t pieces_cut(const Chars *chars, const FriBidiLevel *levels, BidiPiece *pieces,
                         FriBidiLevel *level) {
    size_t n = 0;
    for (int i = 0; i < chars->n; i++) {
        if (!n || levels[i] != levels[i - 1]) {
            level[n] = levels[i];
            pieces[n++] = (BidiPiece){.from = chars->at[i], .leftward = levels[i] & 1};
        }
        pieces[n - 1].to = chars->at[i + 1];
    }
    return n;
}

/* From the highest level down, what is at least that high changes its order. */
static void places_set(Arena *arena, BidiPiece *pieces, const FriBidiLevel *level, size_t n) {
    size_t *order = ARENA_ARRAY(arena, size_t, n);
    FriBidiLevel most = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
        if (level[i] > most) most = level[i];
    }
    for (FriBidiLevel at = most; at > 0; at--)
        for (size_t from = 0; from < n; from++) {
            size_t to = from;
            while (to < n && level[order[to]] >= at) to++;
            reverse(order, from, to);
            if (to > from) from = to;
        }
    for (size_t i = 0; i < n; i++) pieces[order[i]].place = i;
}

size_t bidi_pieces(Arena *arena, Str text, BidiPiece **pieces) {
    *pieces = NULL;
    if (!may_run_left(text) || text.n > LINE_MOST) return 0;
    Chars chars = chars_of(arena, text);
    FriBidiLevel *levels = levels_of(arena, &chars);
    if (!levels) return 0;
    FriBidiLevel *level = ARENA_ARRAY(arena, FriBidiLevel, (size_t)chars.n);
    *pieces = ARENA_ARRAY(arena, BidiPiece, (size_t)chars.n);
    size_t n = pieces_cut(&chars, levels, *pieces, level);
    places_set(arena, *pieces, level, n);
    return n;
}

Str bidi_closed(Arena *arena, Str text) {
    BidiPiece *pieces;
    return bidi_pieces(arena, text, &pieces) ? str_print(arena, "%.*s\u200E", STR_ARG(text)) : text;
}

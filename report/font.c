/* font.c - lines shaped by HarfBuzz.
 *
 * A line is cut into runs by font: the face asked for where it has the character, else the fallback of the
 * same weight. Each run is shaped by HarfBuzz. Shaped lines are remembered by their text, because a table
 * measures a cell, aligns it and paints it, and the next row says the same word again; when the memory is
 * full it is forgotten as a whole. Nothing here depends on the locale. */
#include "report/font.h"
#include "base/map.h"
#include "base/utf8.h"
#include "report/bidi.h"
#include "report/font_places.h"
#include <assert.h>
#include <hb-ot.h>
#include <hb-subset.h>

#define CACHE_LIMIT ((size_t)32 << 20) /* bytes of shaped lines before they are forgotten: some 50,000 */
#define SOFT_HYPHEN 0xAD
#define MISSING_GLYPH 0x25A1 /* painted for a character that no font has */

typedef struct Font {
    FontFile file;
    hb_face_t *face;
    hb_font_t *hb;
    double scale; /* 1000 / units per em */
} Font;

typedef struct Shape {
    GlyphRun *runs;
    size_t n, cap;
    double width;
} Shape;

struct Fonts {
    Arena *arena;
    Diags *diags;
    Font at[FONT_COUNT];
    hb_buffer_t *buffer;
    hb_language_t language;  /* NULL: none in particular */
    Arena *cache;            /* texts, Shapes and all that is in them */
    Map *shapes[FACE_COUNT]; /* by text */
    Map *missing;            /* characters already said */
};

/* Letters, digits and hyphens of the PostScript name. */
static Str font_name(Arena *arena, hb_face_t *face) {
    char raw[128];
    unsigned n = sizeof raw;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, raw);
    Buf name = {.arena = arena};
    for (unsigned i = 0; i < n; i++) {
        char c = raw[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')
            buf_byte(&name, c);
    }
    return name.n ? buf_str(&name) : STR("Font");
}

/* The box around all glyphs, from the table "head"; zero where the file has none. */
static void font_box(const Font *font, double box[4]) {
    hb_blob_t *head = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned n;
    const uint8_t *p = (const uint8_t *)hb_blob_get_data(head, &n);
    for (size_t i = 0; i < 4 && n >= 44; i++) {
        int raw = p[36 + 2 * i] << 8 | p[37 + 2 * i];
        box[i] = (raw < 0x8000 ? raw : raw - 0x10000) * font->scale;
    }
    hb_blob_destroy(head);
}

static FontFile font_describe(Arena *arena, const Font *font, Face face) {
    hb_font_extents_t line = {0};
    hb_font_get_h_extents(font->hb, &line);
    hb_position_t cap_height;
    if (!hb_ot_metrics_get_position(font->hb, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height))
        cap_height = line.ascender;
    FontFile file = {
        .name = font_name(arena, font->face),
        .ascent = line.ascender * font->scale,
        .descent = line.descender * font->scale,
        .cap_height = cap_height * font->scale,
        .italic_angle = (double)hb_style_get_value(font->hb, HB_STYLE_TAG_SLANT_ANGLE),
        .bold = face == FACE_BOLD,
    };
    font_box(font, file.box);
    hb_blob_t *cff = hb_face_reference_table(font->face, HB_TAG('C', 'F', 'F', ' '));
    file.cff = hb_blob_get_length(cff) > 0;
    hb_blob_destroy(cff);
    return file;
}

static bool font_load(Fonts *fonts, size_t index, FontPlace place) {
    Font *font = &fonts->at[index];
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(str_cstr(fonts->arena, place.path));
    font->face = hb_face_create(blob, (unsigned)place.index);
    hb_blob_destroy(blob);
    font->hb = hb_font_create(font->face);
    if (!hb_face_get_glyph_count(font->face)) {
        diag_add(fonts->diags, DIAG_WORLD, (Loc){.file = place.path}, "no page can be laid out",
                 "cannot be read as a font");
        return false;
    }
    hb_font_make_immutable(font->hb);
    font->scale = 1000.0 / hb_face_get_upem(font->face);
    font->file = font_describe(fonts->arena, font, (Face)(index % FACE_COUNT));
    return true;
}

static void cache_clear(Fonts *fonts) {
    arena_reset(fonts->cache);
    for (size_t face = 0; face < FACE_COUNT; face++) fonts->shapes[face] = map_new(fonts->cache);
}

Fonts *fonts_open(Arena *arena, Str folder_or_family, Diags *diags) {
    Fonts *fonts = ARENA_NEW(arena, Fonts);
    fonts->arena = arena;
    fonts->diags = diags;
    fonts->missing = map_new(arena);
    fonts->cache = arena_new();
    fonts->buffer = hb_buffer_create();
    cache_clear(fonts);
    FontPlace places[FONT_COUNT];
    bool good = font_places(arena, folder_or_family, places, diags);
    for (size_t i = 0; good && i < FONT_COUNT; i++) good = font_load(fonts, i, places[i]);
    if (good) return fonts;
    fonts_close(fonts);
    return NULL;
}

void fonts_close(Fonts *fonts) {
    for (size_t i = 0; i < FONT_COUNT; i++) {
        hb_font_destroy(fonts->at[i].hb);
        hb_face_destroy(fonts->at[i].face);
    }
    hb_buffer_destroy(fonts->buffer);
    arena_free(fonts->cache);
}

static bool font_has(const Font *font, uint32_t c) {
    hb_codepoint_t glyph;
    /* HarfBuzz shapes the no-break hyphen as a hyphen where the font has only that. */
    return hb_font_get_nominal_glyph(font->hb, c, &glyph) ||
           (c == 0x2011 && hb_font_get_nominal_glyph(font->hb, 0x2010, &glyph));
}

/* Default-ignorable: joiners, direction marks, variation selectors, soft hyphens. Never painted. */
static bool is_invisible(uint32_t c) {
    return c == SOFT_HYPHEN || c == 0x34F || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

static bool is_mark(uint32_t c) {
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), c) ==
           HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK;
}

/* The font for a character after one in font `current`: marks stay with their letter where they can. */
static unsigned font_choose(const Fonts *fonts, Face face, unsigned current, uint32_t c) {
    if (c >= 0x80 && (is_invisible(c) || (is_mark(c) && font_has(&fonts->at[current], c)))) return current;
    return font_has(&fonts->at[face], c) ? face : face + FACE_COUNT;
}

static void say_missing(Fonts *fonts, Str character, uint32_t c) {
    if (map_has(fonts->missing, character)) return;
    map_put(fonts->missing, str_copy(fonts->arena, character), fonts);
    diag_add(fonts->diags, DIAG_DOUBT, (Loc){.file = fonts->at[0].file.name}, "painted as an empty square",
             "neither this font nor " FONT_FALLBACK " has U+%04X", (unsigned)c);
}

/* Glyphs from HarfBuzz' buffer, which has them from left to right, each with its part of `text`: taken from
 * the text's end to its start, because a glyph's text ends where the next one's starts. */
static void run_take(Fonts *fonts, Shape *shape, unsigned font, Str text, size_t end, bool leftward) {
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(fonts->buffer, &n);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(fonts->buffer, &n);
    if (!n) return;
    double scale = fonts->at[font].scale, own = 0;
    GlyphRun *run = ARENA_PUSH(fonts->cache, shape->runs, shape->n, shape->cap);
    *run = (GlyphRun){.font = font,
                      .glyphs = ARENA_ARRAY(fonts->cache, Glyph, n),
                      .n = n,
                      .left = shape->width,
                      .start = shape->width};
    for (size_t at = n; at-- > 0;) {
        size_t seen = leftward ? n - 1 - at : at, from = info[seen].cluster;
        double before = own; /* the advance of the glyph that is read next */
        own = place[seen].x_advance * scale;
        run->glyphs[at] = (Glyph){
            .id = info[seen].codepoint,
            .advance = (float)(leftward ? -before : own),
            .dx = (float)(place[seen].x_offset * scale),
            .dy = (float)(place[seen].y_offset * scale),
            .text = str_sub(text, from, end - from),
        };
        run->width += (double)(float)own;
        end = from;
    }
    if (leftward) run->start += run->width - own;
    shape->width += run->width;
}

/* Shapes what is in the buffer, the text up to byte `end`, and empties it. */
static void run_shape(Fonts *fonts, Shape *shape, unsigned font, Str text, size_t end, bool leftward) {
    static const hb_feature_t tabular_digits = {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START,
                                                HB_FEATURE_GLOBAL_END};
    hb_buffer_t *buffer = fonts->buffer;
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_language(buffer, fonts->language ? fonts->language : hb_language_from_string("und", -1));
    hb_buffer_set_direction(buffer, leftward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(fonts->at[font].hb, buffer, &tabular_digits, 1);
    run_take(fonts, shape, font, text, end, leftward);
    hb_buffer_clear_contents(buffer);
}

/* A soft hyphen at the end: the word is broken here. */
static uint32_t shown(Str text, size_t end, uint32_t c) {
    return c == SOFT_HYPHEN && end == text.n ? '-' : c;
}

/* A stretch of a line in one font. */
typedef struct Stretch {
    size_t from, to;
    unsigned font;
} Stretch;

/* The stretch that follows one, no further than to `end`. */
static Stretch stretch_next(const Fonts *fonts, Face face, Str text, Stretch last, size_t end) {
    Stretch next = {.from = last.to, .to = last.to, .font = last.font};
    for (size_t at = last.to; at < end; next.to = at) {
        uint32_t c = utf8_next(text, &at);
        unsigned font = font_choose(fonts, face, next.font, shown(text, at, c));
        if (font != next.font && next.to > next.from) break;
        next.font = font;
    }
    return next;
}

static void stretch_shape(Fonts *fonts, Shape *shape, Str text, Stretch stretch, bool leftward) {
    for (size_t at = stretch.from; at < stretch.to;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        c = shown(text, at, c);
        if (stretch.font >= FACE_COUNT && !is_invisible(c) && !font_has(&fonts->at[stretch.font], c)) {
            say_missing(fonts, str_sub(text, from, at - from), c);
            c = MISSING_GLYPH;
        }
        hb_buffer_add(fonts->buffer, c, (unsigned)from);
    }
    run_shape(fonts, shape, stretch.font, text, stretch.to, leftward);
}

/* Cuts a piece where the font changes. */
static void piece_shape(Fonts *fonts, Face face, Str text, BidiPiece piece, Shape *shape) {
    Stretch stretch = {.to = piece.from, .font = face};
    while (stretch.to < piece.to) {
        stretch = stretch_next(fonts, face, text, stretch, piece.to);
        stretch_shape(fonts, shape, text, stretch, piece.leftward);
    }
}

/* Pieces have been shaped as if all stood behind each other: moves each of them, and the runs in it, to its
 * place. `first` says which run each piece starts with. */
static void places_set(Shape *shape, const BidiPiece *pieces, const size_t *first, size_t n) {
    double left = 0;
    for (size_t place = 0; place < n; place++) {
        size_t piece = 0;
        while (pieces[piece].place != place) piece++;
        size_t from = first[piece], to = first[piece + 1];
        for (size_t i = from; i < to; i++) {
            GlyphRun *run = &shape->runs[pieces[piece].leftward ? to - 1 - (i - from) : i];
            run->start += left - run->left;
            run->left = left;
            left += run->width;
        }
    }
}

static void line_shape(Fonts *fonts, Face face, Str text, Shape *shape) {
    BidiPiece *pieces;
    size_t n = bidi_pieces(fonts->cache, text, &pieces);
    if (!n) {
        piece_shape(fonts, face, text, (BidiPiece){.to = text.n}, shape);
        return;
    }
    size_t *first = ARENA_ARRAY(fonts->cache, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        piece_shape(fonts, face, text, pieces[i], shape);
        first[i + 1] = shape->n;
    }
    places_set(shape, pieces, first, n);
}

static const Shape *shape_of(Fonts *fonts, Face face, Str text) {
    if (arena_held(fonts->cache) > CACHE_LIMIT) cache_clear(fonts);
    Shape *known = map_get(fonts->shapes[face], text);
    if (known) return known;
    Str kept = str_copy(fonts->cache, text);
    Shape *shape = ARENA_NEW(fonts->cache, Shape);
    shape->runs = ARENA_ARRAY(fonts->cache, GlyphRun, 1); /* mostly enough */
    shape->cap = 1;
    line_shape(fonts, face, kept, shape);
    map_put(fonts->shapes[face], kept, shape);
    return shape;
}

void fonts_speak(Fonts *fonts, Str tag) {
    fonts->language = hb_language_from_string(tag.p, (int)tag.n);
    cache_clear(fonts);
}

double font_width(Fonts *fonts, Face face, double size, Str text) {
    return shape_of(fonts, face, text)->width * size / 1000;
}

const GlyphRun *font_shape(Fonts *fonts, Face face, Str text, size_t *count) {
    const Shape *shape = shape_of(fonts, face, text);
    *count = shape->n;
    return shape->runs;
}

size_t fonts_count(const Fonts *fonts) {
    (void)fonts;
    return FONT_COUNT;
}

const FontFile *fonts_file(const Fonts *fonts, size_t font) {
    return &fonts->at[font].file;
}

double font_advance(const Fonts *fonts, size_t font, uint32_t glyph) {
    const Font *from = &fonts->at[font];
    return hb_font_get_glyph_h_advance(from->hb, glyph) * from->scale;
}

static hb_subset_input_t *subset_input(const uint32_t *glyphs, size_t n) {
    static const hb_tag_t unused[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('D', 'S', 'I', 'G'),
        HB_TAG('g', 'a', 's', 'p'),
    };
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
                                         HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof unused / sizeof *unused; i++) hb_set_add(dropped, unused[i]);
    for (size_t i = 0; i < n; i++) hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
    return input;
}

Str font_subset(const Fonts *fonts, Arena *arena, size_t font, const uint32_t *glyphs, size_t n) {
    const Font *from = &fonts->at[font];
    hb_subset_input_t *input = subset_input(glyphs, n);
    hb_face_t *face = input ? hb_subset_or_fail(from->face, input) : NULL;
    hb_blob_t *blob = !face            ? hb_blob_get_empty()
                      : from->file.cff ? hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '))
                                       : hb_face_reference_blob(face);
    unsigned size;
    const char *bytes = hb_blob_get_data(blob, &size);
    Str subset = str_copy(arena, (Str){bytes, size});
    hb_blob_destroy(blob);
    hb_face_destroy(face);
    hb_subset_input_destroy(input);
    if (!subset.n)
        diag_add(fonts->diags, DIAG_WORLD, (Loc){.file = from->file.name}, "no PDF is written",
                 "the font cannot be cut down to the glyphs in use");
    return subset;
}

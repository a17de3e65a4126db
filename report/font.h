/* font.h - the only door to HarfBuzz and fontconfig: which glyphs, how wide, and the font cut down to them.
 *
 * One typeface in two faces, with a fallback for characters that it lacks. Widths and kerning come from
 * shaping, so that what was measured is what is painted. */
#ifndef CLAUSIER_REPORT_FONT_H
#define CLAUSIER_REPORT_FONT_H

#include "base/diag.h"
#include "report/pages.h"

/* One shaped glyph. `cluster` is the byte in the text from which it came. Units: 1/1000 of the font size. */
typedef struct Glyph {
    uint32_t id;
    double advance;
    double dx, dy; /* offset from the pen */
    size_t cluster;
} Glyph;

/* A run of glyphs from one font file. */
typedef struct GlyphRun {
    unsigned font; /* index of the font file: see fonts_count() */
    Glyph *glyphs;
    size_t n;
    size_t from, to; /* bytes of the text */
} GlyphRun;

typedef struct Fonts Fonts;

/* Finds the faces: `folder_or_family` is a family name asked of fontconfig, whose answer is checked ("Lato"),
 * or a folder with .ttf files. NULL after saying why (DIAG_WORLD). */
Fonts *fonts_open(Arena *arena, Str folder_or_family, Diags *diags);
void fonts_close(Fonts *fonts);

double font_width(Fonts *fonts, Face face, double size, Str text); /* in points */
/* The runs of a line, for painting; in the arena. A character no font has is said once (DIAG_DOUBT) and
 * becomes U+25A1. */
size_t font_shape(Fonts *fonts, Arena *arena, Face face, Str text, GlyphRun **runs);

/* For pdf.c: the font files in use, their metrics (1/1000 em), and each cut down to the glyphs that were
 * shaped. */
typedef struct FontFile {
    Str name; /* PostScript name */
    double ascent, descent, cap_height, italic_angle;
    double box[4];
    bool fixed, bold, cff;
} FontFile;
size_t fonts_count(const Fonts *fonts);
const FontFile *fonts_file(const Fonts *fonts, size_t font);
/* The subset keeps glyph ids. Empty after saying why. */
Str fonts_subset(Fonts *fonts, Arena *arena, size_t font);
/* The glyphs used of a font, in rising order of id, each with its advance and the text it stands for
 * (ligatures: several characters). */
typedef struct UsedGlyph {
    uint32_t id;
    double advance;
    Str text;
} UsedGlyph;
size_t fonts_used(Fonts *fonts, Arena *arena, size_t font, UsedGlyph **used);

#endif

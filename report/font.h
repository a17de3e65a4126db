/* font.h - the only door to HarfBuzz and fontconfig: which glyphs, how wide, and the font cut down to them.
 *
 * One typeface in two faces, with a fallback for characters that it lacks. What was measured is what is
 * painted: both come from the same shaping, with kerning, ligatures and digits of one width. */
#ifndef CLAUSIER_REPORT_FONT_H
#define CLAUSIER_REPORT_FONT_H

#include "base/diag.h"
#include "report/pages.h"

typedef struct Fonts Fonts;

/* Finds the faces: `folder_or_family` is the name of a family that must be installed ("Lato"), or, with a
 * slash in it, a folder of font files of which the first upright family in regular and bold is taken. NULL
 * after saying why (DIAG_WORLD), with the Debian package that brings a known family. */
Fonts *fonts_open(Arena *arena, Str folder_or_family, Diags *diags);
void fonts_close(Fonts *fonts);
void fonts_speak(Fonts *fonts, Str tag); /* the language of what is set from now on: fr-FR */

double font_width(Fonts *fonts, Face face, double size, Str text); /* in points */

/* One shaped glyph, with the characters that it stands for: several for a ligature, none for the second glyph
 * of one character. Units: 1/1000 of the font size, y upwards. */
typedef struct Glyph {
    uint32_t id;
    float advance; /* to the next glyph's pen: the glyph's own advance and kerning, or backwards */
    float dx, dy;  /* from the pen */
    Str text;
} Glyph;

/* Glyphs of one font file, in the order of reading. */
typedef struct GlyphRun {
    unsigned font; /* below fonts_count() */
    Glyph *glyphs;
    size_t n;
    double left, width; /* from the line's left end, 1/1000 of the font size */
    double start;       /* the first glyph's pen: at the right where the script runs to the left */
} GlyphRun;

/* The runs of a line in the order of reading, and how many. They live until the next call with these fonts. A
 * character that no font has is said once (DIAG_DOUBT) and painted as U+25A1, but still stands for itself. So
 * does a soft hyphen at the end, which is painted as a hyphen: who copies the broken word gets it whole. */
const GlyphRun *font_shape(Fonts *fonts, Face face, Str text, size_t *count);

/* A font file in use. Units: 1/1000 em. */
typedef struct FontFile {
    Str name; /* PostScript name: letters, digits and hyphens */
    double ascent, descent, cap_height, italic_angle;
    double box[4]; /* left, bottom, right, top of all glyphs */
    bool bold;
    bool cff; /* OpenType with CFF outlines */
} FontFile;

size_t fonts_count(const Fonts *fonts);
const FontFile *fonts_file(const Fonts *fonts, size_t font);
double font_advance(const Fonts *fonts, size_t font, uint32_t glyph); /* its own, without kerning */

/* The font file with only these glyphs, under the ids they had: a whole TrueType file, or the bare CFF table.
 * Empty after saying why (DIAG_WORLD). */
Str font_subset(const Fonts *fonts, Arena *arena, size_t font, const uint32_t *glyphs, size_t n);

#endif

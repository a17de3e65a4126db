/* Fonts: what is measured, which file draws what, and that no character is lost on the way. */
#include "base/utf8.h"
#include "report/font.h"
#include "tests/tap.h"
#include <math.h>

enum { LATO, LATO_BOLD, FALLBACK, FALLBACK_BOLD };

/* The texts of all glyphs of a line, in order: what a reader of the PDF will copy out of it. */
static Str read_back(Fonts *fonts, Arena *arena, Face face, Str text) {
    size_t n;
    const GlyphRun *runs = font_shape(fonts, face, text, &n);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < runs[i].n; j++) buf_add(&buf, runs[i].glyphs[j].text);
    return buf_str(&buf);
}

static bool same(double a, double b) {
    return fabs(a - b) < 1e-6;
}

static void test_every_character_is_kept(Fonts *fonts, Arena *arena) {
    static const struct {
        int line;
        const char *text;
    } rows[] = {
        {__LINE__, ""},
        {__LINE__, "a"},
        {__LINE__, "Société النور للبناء 2024 (فرع) SARL"},
        {__LINE__, "שלום בנייה 12 בע״מ, lot 2"},
        {__LINE__, "Ελληνική Κατασκευή ΑΕ"},
        {__LINE__, "efficace, affluence, fjord, situation"},
        {__LINE__, "L’œuvre d’État : « Çà et là », Ÿ Œ Æ – €"},
        {__LINE__, "19\u202F012,5\u00A0h – 98,7\u202F%"},
        {__LINE__, "trait‑d’union insé\u00ADcable"},
        {__LINE__, "→ ✓ ≥ CO₂ ■"},
        {__LINE__, "e\u0301te\u0301 q\u0303"},
        {__LINE__, "漢字 \U0001F600"},
        {__LINE__, "a\u200Bb\u2060c"},
        {__LINE__, "tab\there"},
        {__LINE__, "expéri\u00AD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (Face face = FACE_REGULAR; face < FACE_COUNT; face++)
            IS_AT(rows[i].line, read_back(fonts, arena, face, str_of(rows[i].text)), str_of(rows[i].text));
}

/* No glyph 0, every character of the basic plane: the empty box of a font is forbidden in PDF/A. */
static void test_no_notdef(Arena *arena) {
    Diags diags = diags_new(arena);
    Fonts *fonts = fonts_open(arena, STR("Lato"), &diags);
    size_t notdef = 0, wrong_text = 0;
    for (uint32_t c = 1; c < 0x20000; c++) {
        if (c >= 0xD800 && c < 0xE000) continue;
        char bytes[4];
        Str text = {bytes, utf8_put(c, bytes)};
        size_t n;
        const GlyphRun *runs = font_shape(fonts, FACE_REGULAR, text, &n);
        size_t length = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < runs[i].n; j++) {
                notdef += runs[i].glyphs[j].id == 0;
                length += runs[i].glyphs[j].text.n;
            }
        wrong_text += n && length != text.n;
    }
    NUM(notdef, 0);
    NUM(wrong_text, 0);
    fonts_close(fonts);
}

static void test_runs(Fonts *fonts) {
    size_t n;
    const GlyphRun *runs = font_shape(fonts, FACE_BOLD, STR("oui ✓ non"), &n);
    NUM(n, 3);
    NUM(runs[0].font, LATO_BOLD);
    NUM(runs[1].font, FALLBACK_BOLD);
    NUM(runs[2].font, LATO_BOLD);
    runs = font_shape(fonts, FACE_REGULAR, STR("trait‑d’union"), &n);
    NUM(n, 1);
    NUM(runs[0].font, LATO);
    runs = font_shape(fonts, FACE_REGULAR, STR("fin"), &n);
    NUM(runs[0].n, 2); /* fi, n */
    IS(runs[0].glyphs[0].text, STR("fi"));
    font_shape(fonts, FACE_REGULAR, STR(""), &n);
    NUM(n, 0);
}

/* Runs in the order of reading; those in between stand from right to left, and none over another. */
static void test_leftward(Fonts *fonts) {
    size_t n;
    const GlyphRun *runs = font_shape(fonts, FACE_REGULAR, STR("a אב גד b"), &n);
    if (!NUM(n, 5)) return; /* "a ", two words and the blank between them, " b" */
    IS(runs[1].glyphs[0].text, STR("א"));
    IS(runs[3].glyphs[1].text, STR("ד"));
    OK(same(runs[0].left, 0));
    OK(same(runs[0].left + runs[0].width, runs[3].left));
    OK(same(runs[3].left + runs[3].width, runs[2].left));
    OK(same(runs[2].left + runs[2].width, runs[1].left));
    OK(same(runs[1].left + runs[1].width, runs[4].left));
    OK(runs[1].start > runs[1].left && runs[1].start < runs[1].left + runs[1].width);
    OK(same(runs[1].start + (double)runs[1].glyphs[0].advance, runs[1].left));
    OK(same(runs[4].start, runs[4].left));
    OK(same(runs[4].left + runs[4].width, font_width(fonts, FACE_REGULAR, 1000, STR("a אב גד b"))));
}

static void test_widths(Fonts *fonts) {
    double one = font_width(fonts, FACE_REGULAR, 10, STR("1"));
    OK(one > 5 && one < 7);
    OK(same(font_width(fonts, FACE_REGULAR, 20, STR("1")), 2 * one));
    for (const char *digit = "0123456789"; *digit; digit++) {
        char many[6] = {*digit, '1', *digit, *digit, '7', *digit};
        OK_AT(*digit, same(font_width(fonts, FACE_REGULAR, 10, (Str){many, 6}), 6 * one));
    }
    OK(font_width(fonts, FACE_REGULAR, 10, STR("AV")) <
       font_width(fonts, FACE_REGULAR, 10, STR("A")) + font_width(fonts, FACE_REGULAR, 10, STR("V")));
    OK(same(font_width(fonts, FACE_REGULAR, 10, STR("")), 0));
    OK(same(font_width(fonts, FACE_REGULAR, 10, STR("a\u200Bb")),
            font_width(fonts, FACE_REGULAR, 10, STR("ab"))));
    OK(same(font_width(fonts, FACE_REGULAR, 10, STR("ex\u00ADpé")),
            font_width(fonts, FACE_REGULAR, 10, STR("expé"))));
    OK(same(font_width(fonts, FACE_REGULAR, 10, STR("expé\u00AD")),
            font_width(fonts, FACE_REGULAR, 10, STR("expé-"))));
}

/* More lines than are remembered: the first one is measured again, and alike. */
static void test_forgetting(Fonts *fonts, Arena *arena) {
    Str first = STR("Un marché de travaux");
    double width = font_width(fonts, FACE_REGULAR, 9, first);
    for (int i = 0; i < 20000; i++)
        font_width(fonts, FACE_REGULAR, 9, str_print(arena, "Marché n° %d, lot unique", i));
    OK(same(font_width(fonts, FACE_REGULAR, 9, first), width));
}

static void test_missing_said_once(Arena *arena) {
    Diags diags = diags_new(arena);
    Fonts *fonts = fonts_open(arena, STR("Lato"), &diags);
    font_width(fonts, FACE_REGULAR, 10, STR("\U0001F9E6 et \U0001F9E6"));
    font_width(fonts, FACE_BOLD, 10, STR("\U0001F9E6!"));
    NUM(diags.count[DIAG_DOUBT], 1);
    IS(diag_print(arena, diags.first),
       STR("Lato-Regular: neither this font nor DejaVu Sans has U+1F9E6: painted as an empty square"));
    fonts_close(fonts);
}

static void test_files(Fonts *fonts, Arena *arena) {
    NUM(fonts_count(fonts), 4);
    const FontFile *file = fonts_file(fonts, LATO_BOLD);
    IS(file->name, STR("Lato-Bold"));
    OK(file->bold && !file->cff);
    OK(file->ascent > 700 && file->descent < -100 && file->cap_height > 600 && file->cap_height < 800);
    OK(file->box[0] < 0 && file->box[1] < 0 && file->box[2] > 1000 && file->box[3] > 800);
    IS(fonts_file(fonts, FALLBACK)->name, STR("DejaVuSans"));

    size_t n;
    uint32_t glyph = font_shape(fonts, FACE_REGULAR, STR("A"), &n)->glyphs[0].id;
    OK(font_advance(fonts, LATO, glyph) > 600);
    Str subset = font_subset(fonts, arena, LATO, &glyph, 1);
    OK(subset.n > 500 && subset.n < 30000);
    OK(str_starts(subset, (Str){"\0\1\0\0", 4}));
}

static void test_refusals(Arena *arena) {
    static const struct {
        int line;
        const char *from, *says;
    } rows[] = {
        {__LINE__, "No Such Type",
         "No Such Type: no upright font file in regular weight; fc-list shows those that are installed: no "
         "page can be laid out"},
        {__LINE__, "no/such/folder",
         "no/such/folder: no upright font file in regular weight; fc-list shows those that are installed: no "
         "page can be laid out"},
        {__LINE__, "./templates/",
         "./templates/: no upright font file in regular weight; fc-list shows those that are installed: no "
         "page can be laid out"},
        {__LINE__, "Lato Black",
         "Lato Black: no upright font file in regular weight; fc-list shows those that are installed: no "
         "page "
         "can be laid out"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags diags = diags_new(arena);
        OK_AT(rows[i].line, !fonts_open(arena, str_of(rows[i].from), &diags));
        NUM_AT(rows[i].line, diags.count[DIAG_WORLD], 1);
        if (diags.first) IS_AT(rows[i].line, diag_print(arena, diags.first), str_of(rows[i].says));
    }
}

/* The same typeface, given as the folder that holds it. */
static void test_folder(Arena *arena) {
    const char *folder = "/usr/share/fonts/truetype/lato";
    Diags diags = diags_new(arena);
    Fonts *fonts = fonts_open(arena, str_of(folder), &diags);
    OK(fonts != NULL);
    if (!fonts) return;
    IS(fonts_file(fonts, LATO)->name, STR("Lato-Regular"));
    IS(fonts_file(fonts, LATO_BOLD)->name, STR("Lato-Bold"));
    fonts_close(fonts);
}

int main(void) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Fonts *fonts = fonts_open(arena, STR("Lato"), &diags);
    if (!OK(fonts != NULL)) return tap_done();
    test_every_character_is_kept(fonts, arena);
    test_runs(fonts);
    test_leftward(fonts);
    test_widths(fonts);
    test_forgetting(fonts, arena);
    test_files(fonts, arena);
    fonts_close(fonts);
    test_no_notdef(arena);
    test_missing_said_once(arena);
    test_refusals(arena);
    test_folder(arena);
    arena_free(arena);
    return tap_done();
}

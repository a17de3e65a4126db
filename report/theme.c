/* theme.c - the default theme, and what a template changes of it. */
#include "report/theme.h"

#include "base/file.h"

#include <math.h>

#define TEXT_CONTRAST 4.5
#define GRAPHIC_CONTRAST 3.0
#define NEIGHBOUR_CONTRAST 1.25 /* between two fills with a white line between them */

static const struct {
    const char *name;
    Color color;
} roles[ROLE_COUNT] = {
    [ROLE_TITLE] = {"title", {0x12, 0x35, 0x5b}},     [ROLE_INK] = {"ink", {0x1b, 0x24, 0x33}},
    [ROLE_MUTED] = {"muted", {0x5b, 0x66, 0x77}},     [ROLE_LINK] = {"link", {0x00, 0x72, 0xb2}},
    [ROLE_RULE] = {"rule", {0xcf, 0xd6, 0xdf}},       [ROLE_TINT] = {"tint", {0xf2, 0xf5, 0xf8}},
    [ROLE_ALERT] = {"alert", {0xd5, 0x5e, 0x00}},     [ROLE_TARGET] = {"target", {0xc2, 0x7a, 0x00}},
    [ROLE_DATA] = {"data", {0x00, 0x72, 0xb2}},       [ROLE_PART] = {"part", {0x56, 0xb4, 0xe9}},
    [ROLE_SERIES3] = {"series3", {0xcc, 0x79, 0xa7}}, [ROLE_SERIES4] = {"series4", {0xe6, 0x9f, 0x00}},
    [ROLE_SERIES5] = {"series5", {0x00, 0x9e, 0x73}}, [ROLE_SERIES6] = {"series6", {0xf0, 0xe4, 0x42}},
    [ROLE_OTHER] = {"other", {0x86, 0x8f, 0x9c}},     [ROLE_UNKNOWN] = {"unknown", {0xdf, 0xe5, 0xec}},
};

Theme theme_default(void) {
    Theme theme = {.margin = 20 * POINTS_PER_MM, .top = 20 * POINTS_PER_MM, .bottom = 22 * POINTS_PER_MM};
    for (size_t i = 0; i < ROLE_COUNT; i++) theme.color[i] = roles[i].color;
    return theme;
}

double color_luminance(Color color) {
    const double weights[] = {0.2126, 0.7152, 0.0722};
    const uint8_t parts[] = {color.r, color.g, color.b};
    double luminance = 0;
    for (size_t i = 0; i < 3; i++) {
        double part = parts[i] / 255.0;
        luminance += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return luminance;
}

double color_contrast(Color a, Color b) {
    double x = color_luminance(a), y = color_luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

Color color_above(const Theme *theme, Color fill) {
    Color ink = theme->color[ROLE_INK];
    return color_contrast(PAPER, fill) > color_contrast(ink, fill) ? PAPER : ink;
}

bool color_is_faint(Color fill) {
    return color_contrast(fill, PAPER) < GRAPHIC_CONTRAST;
}

Color color_edge(Color fill) {
    while (color_is_faint(fill)) {
        fill.r = (uint8_t)(fill.r * 15 / 16);
        fill.g = (uint8_t)(fill.g * 15 / 16);
        fill.b = (uint8_t)(fill.b * 15 / 16);
    }
    return fill;
}

typedef struct Reading {
    const XmlNode *node;
    Theme *theme;
    const XmlNode *set[ROLE_COUNT]; /* where the template gives it a colour; NULL: it does not */
    Diags *diags;
    size_t errors;
} Reading;

#define REFUSE(reading, node, ...)                                                                           \
    ((reading)->errors++, diag_add((reading)->diags, DIAG_USAGE, (node)->at, "template refused", __VA_ARGS__))

static unsigned hex_digit(char c) {
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10;
}

/* "#12355b"; the schema lets nothing else through. */
static Color color_read(Str text) {
    unsigned parts[3] = {0};
    for (size_t i = 1; i < text.n && i < 7; i++)
        parts[(i - 1) / 2] = parts[(i - 1) / 2] * 16 + hex_digit(text.p[i]);
    return (Color){(uint8_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
}

static void colors_read(Reading *reading) {
    for (const XmlNode *node = reading->node->first; node; node = node->next) {
        if (!str_is(node->name, "color")) continue;
        Str name = xml_node_attr(node, "role");
        size_t role = 0;
        while (role < ROLE_COUNT && !str_is(name, roles[role].name)) role++;
        if (role == ROLE_COUNT) {
            REFUSE(reading, node, "no such role of a colour: %.*s", STR_ARG(name));
        } else if (reading->set[role]) {
            REFUSE(reading, node, "two colours for the same role: %.*s", STR_ARG(name));
        } else {
            reading->theme->color[role] = color_read(xml_node_attr(node, "value"));
            reading->set[role] = node;
        }
    }
}

int length_read(Str text) {
    int tenths = 0;
    bool decimal = false;
    for (size_t i = 0; i < text.n && text.p[i] != 'm'; i++) {
        if (text.p[i] == '.') decimal = true;
        else tenths = tenths * 10 + (text.p[i] - '0');
    }
    return decimal ? tenths : 10 * tenths;
}

static void margin_read(Reading *reading, const char *name, int least, int most, double *points) {
    Str text = xml_node_attr(reading->node, name);
    if (!text.n) return;
    int tenths = length_read(text);
    if (tenths < 10 * least || tenths > 10 * most)
        REFUSE(reading, reading->node, "%s is %.*s: from %d to %d mm", name, STR_ARG(text), least, most);
    else *points = tenths / 10.0 * POINTS_PER_MM;
}

/* Where the reader of a message should look: at the colour that the template gave, else at the theme. */
static const XmlNode *place_of(const Reading *reading, Role a, Role b) {
    if (reading->set[a]) return reading->set[a];
    return reading->set[b] ? reading->set[b] : reading->node;
}

/* `back` is ROLE_COUNT for paper. */
static void contrast_check(Reading *reading, Role fore, Role back, double least, const char *what) {
    const Theme *theme = reading->theme;
    bool paper = back == ROLE_COUNT;
    double contrast = color_contrast(theme->color[fore], paper ? PAPER : theme->color[back]);
    if (contrast >= least) return;
    REFUSE(reading, place_of(reading, fore, paper ? fore : back),
           "\"%s\" beside %s%s%s has a contrast of %.2f: %s needs %.2f", roles[fore].name, paper ? "" : "\"",
           paper ? "white" : roles[back].name, paper ? "" : "\"", floor(contrast * 100) / 100, what, least);
}

/* A number is painted on a part of a stack, in ink or in white. */
static void number_check(Reading *reading, Role fill) {
    const Theme *theme = reading->theme;
    double contrast = color_contrast(theme->color[fill], color_above(theme, theme->color[fill]));
    if (contrast >= TEXT_CONTRAST) return;
    REFUSE(reading, place_of(reading, fill, ROLE_INK),
           "on \"%s\" neither ink nor white has a contrast above %.2f: a number needs %.2f", roles[fill].name,
           floor(contrast * 100) / 100, TEXT_CONTRAST);
}

static void colors_check(Reading *reading) {
    static const struct {
        Role fore, back;
        double least;
        const char *what;
    } pairs[] = {
        {ROLE_TITLE, ROLE_COUNT, TEXT_CONTRAST, "text"},
        {ROLE_INK, ROLE_COUNT, TEXT_CONTRAST, "text"},
        {ROLE_MUTED, ROLE_COUNT, TEXT_CONTRAST, "text"},
        {ROLE_LINK, ROLE_COUNT, TEXT_CONTRAST, "text"},
        {ROLE_INK, ROLE_TINT, TEXT_CONTRAST, "text"},
        {ROLE_ALERT, ROLE_COUNT, GRAPHIC_CONTRAST, "a graphic"},
        {ROLE_TARGET, ROLE_COUNT, GRAPHIC_CONTRAST, "a graphic"},
        {ROLE_DATA, ROLE_COUNT, GRAPHIC_CONTRAST, "a graphic"},
        {ROLE_OTHER, ROLE_COUNT, GRAPHIC_CONTRAST, "a graphic"},
        {ROLE_DATA, ROLE_PART, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_PART, ROLE_SERIES3, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_SERIES3, ROLE_SERIES4, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_SERIES4, ROLE_SERIES5, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_SERIES5, ROLE_SERIES6, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_SERIES6, ROLE_DATA, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_OTHER, ROLE_UNKNOWN, NEIGHBOUR_CONTRAST, "a neighbour"},
        {ROLE_DATA, ROLE_OTHER, NEIGHBOUR_CONTRAST, "a neighbour"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        contrast_check(reading, pairs[i].fore, pairs[i].back, pairs[i].least, pairs[i].what);
    for (Role fill = ROLE_DATA; fill <= ROLE_UNKNOWN; fill++) number_check(reading, fill);
}

size_t theme_read(Arena *arena, const XmlNode *node, Str folder, Theme *theme, Diags *diags) {
    *theme = theme_default();
    if (!node) return 0;
    Reading reading = {.node = node, .theme = theme, .diags = diags};
    theme->font = xml_node_attr(node, "font");
    bool is_folder = str_find_byte(theme->font, '/') != SIZE_MAX;
    if (is_folder && theme->font.p[0] != '/') theme->font = file_join(arena, folder, theme->font);
    margin_read(&reading, "margin", 10, 35, &theme->margin);
    margin_read(&reading, "top", 17, 30, &theme->top);
    margin_read(&reading, "bottom", 20, 30, &theme->bottom);
    colors_read(&reading);
    if (!reading.errors) colors_check(&reading);
    return reading.errors;
}

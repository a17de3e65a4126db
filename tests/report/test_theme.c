/* What a template may change of the look: refused with its line where few could read it, and kept to on
 * pages. */
#include "tests/report/pages_check.h"
#include "tests/report/world.h"
#include "tests/tap.h"

#define BODY "\n<section title='A'><p>x</p></section></review>"

/* What is wrong with each, at which line; an empty `what`: nothing. */
static const struct {
    int line;
    const char *theme;
    uint32_t at;
    size_t errors;
    const char *what;
} rows[] = {
    {__LINE__, "", 0, 0, ""},
    {__LINE__, "<theme/>", 0, 0, ""},
    {__LINE__, "<theme font='Lato' margin='25mm' top='17.5mm' bottom='30mm'/>", 0, 0, ""},
    {__LINE__, "<theme>\n<color role='title' value='#7a1f3d'/></theme>", 0, 0, ""},
    {__LINE__, "<theme>\n<color role='muted' value='#aaaaaa'/></theme>", 3, 1,
     "\"muted\" beside white has a contrast of 2.32: text needs 4.50"},
    {__LINE__, "<theme>\n<color role='muted' value='#777777'/></theme>", 3, 1,
     "\"muted\" beside white has a contrast of 4.47: text needs 4.50"},
    {__LINE__, "<theme>\n<color role='muted' value='#767676'/></theme>", 0, 0, ""},
    {__LINE__, "<theme>\n<color role='tint' value='#5B6677'/></theme>", 3, 1,
     "\"ink\" beside \"tint\" has a contrast of 2.68: text needs 4.50"},
    {__LINE__, "<theme>\n<color role='target' value='#e69f00'/></theme>", 3, 1,
     "\"target\" beside white has a contrast of 2.25: a graphic needs 3.00"},
    {__LINE__, "<theme>\n<color role='part' value='#0072b2'/></theme>", 3, 1,
     "\"data\" beside \"part\" has a contrast of 1.00: a neighbour needs 1.25"},
    {__LINE__, "<theme>\n<color role='series5' value='#808080'/></theme>", 3, 1,
     "on \"series5\" neither ink nor white has a contrast above"},
    {__LINE__, "<theme>\n<color role='ink' value='#ffffff'/>\n<color role='link' value='#ffffff'/></theme>",
     3, 0, "\"ink\" beside white has a contrast of 1.00: text needs 4.50"},
    {__LINE__, "<theme>\n<color role='ink' value='#000000'/>\n<color role='ink' value='#000000'/></theme>", 4,
     1, "two colours for the same role: ink"},
    {__LINE__, "<theme>\n<color role='text' value='#000000'/></theme>", 3, 0, ""},
    {__LINE__, "<theme>\n<color role='ink' value='black'/></theme>", 3, 0, ""},
    {__LINE__, "<theme>\n<color role='ink' value='#0000000'/></theme>", 3, 0, ""},
    {__LINE__, "<theme margin='9.9mm'/>", 2, 1, "margin is 9.9mm: from 10 to 35 mm"},
    {__LINE__, "<theme margin='35.1mm'/>", 2, 1, "margin is 35.1mm: from 10 to 35 mm"},
    {__LINE__, "<theme top='14mm' bottom='999mm'/>", 2, 2, "top is 14mm: from 17 to 30 mm"},
    {__LINE__, "<theme margin='20'/>", 2, 0, ""},
    {__LINE__, "<theme margin='-20mm'/>", 2, 0, ""},
};

static bool read(World *world, Str text, Template *template, Diags *diags) {
    char *bytes = arena_take(world->arena, text.n + 16);
    for (size_t i = 0; i < text.n; i++) bytes[i] = text.p[i];
    return template_read(world->arena, STR("folder/t.xml"), (Str){bytes, text.n}, STR("review.rng"),
                         world->schema, figures_by_hand(world->arena, STR("tests/report/year.figures")),
                         template, diags);
}

static void refusals(World *world) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int line = rows[i].line;
        Diags diags = diags_new(world->arena);
        Template template;
        Str text = str_print(world->arena, "<review lang='fr'>\n%s" BODY, rows[i].theme);
        OK_AT(line, read(world, text, &template, &diags) == !rows[i].at);
        if (!rows[i].at || !OK_AT(line, diags.first != NULL)) continue;
        NUM_AT(line, diags.first->kind, DIAG_USAGE);
        NUM_AT(line, diags.first->at.line, rows[i].at);
        if (rows[i].errors) NUM_AT(line, diags.count[DIAG_USAGE], rows[i].errors);
        OK_AT(line, str_find(diags.first->what, str_of(rows[i].what)) != SIZE_MAX);
    }
}

static void values(World *world) {
    Template template;
    Diags diags = diags_new(world->arena);
    OK(read(world,
            STR("<review lang='fr'><theme font='fonts/own' margin='25mm' top='17.5mm' bottom='30mm'>"
                "<color role='title' value='#7A1f3d'/></theme>" BODY),
            &template, &diags));
    Theme theme = template.theme, usual = theme_default();
    IS(theme.font, STR("folder/fonts/own"));
    NUM(theme.margin * 254, 25 * 720);
    NUM(theme.top * 254, 175 * 72);
    NUM(theme.bottom * 254, 30 * 720);
    NUM(theme.color[ROLE_TITLE].r, 0x7a);
    NUM(theme.color[ROLE_TITLE].g, 0x1f);
    NUM(theme.color[ROLE_TITLE].b, 0x3d);
    NUM(theme.color[ROLE_INK].b, usual.color[ROLE_INK].b);
    OK(read(world, STR("<review lang='fr'><theme font='Lato'/>" BODY), &template, &diags));
    IS(template.theme.font, STR("Lato"));
}

/* The whole review within other margins: nothing leaves them, nothing is written over. */
static void layouts(World *world) {
    static const struct {
        int line;
        const char *theme;
    } wide[] = {
        {__LINE__, "<theme margin='10mm' top='17mm' bottom='20mm'/>"},
        {__LINE__, "<theme margin='35mm' top='30mm' bottom='30mm'/>"},
        {__LINE__, "<theme margin='31.5mm'><color role='title' value='#4b1d52'/></theme>"},
    };
    Str whole = world_file(world, "templates/review.xml");
    size_t at = str_find(whole, STR("<header>"));
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        int line = wide[i].line;
        Str text = str_print(world->arena, "%.*s%s%.*s", STR_ARG(str_sub(whole, 0, at)), wide[i].theme,
                             STR_ARG(str_sub(whole, at, SIZE_MAX)));
        Template template;
        Diags diags = diags_new(world->arena);
        Figures *figures = figures_by_hand(world->arena, STR("tests/report/year.figures"));
        if (!OK_AT(line, read(world, text, &template, &diags))) continue;
        Pages *pages = layout_review(world->arena, &template, figures, world->words, world->fonts, &diags);
        NUM_AT(line, pages_outside_of(pages, &template.theme), 0);
        NUM_AT(line, pages_overlaps(pages), 0);
        NUM_AT(line, pages_lonely_headings(pages), 0);
        NUM_AT(line, pages_faint(pages), 0);
    }
}

/* WCAG's own examples: black on white, and the two greys about 4.5. */
static void contrasts(void) {
    NUM(color_contrast((Color){0, 0, 0}, PAPER) * 100, 2100);
    NUM(color_contrast(PAPER, PAPER) * 100, 100);
    OK(color_contrast((Color){0x76, 0x76, 0x76}, PAPER) > 4.5);
    OK(color_contrast((Color){0x77, 0x77, 0x77}, PAPER) < 4.5);
}

int main(void) {
    World world;
    if (OK(world_open(&world))) {
        contrasts();
        refusals(&world);
        values(&world);
        layouts(&world);
    }
    world_close(&world);
    return tap_done();
}

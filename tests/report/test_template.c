#include "base/file.h"
#include "report/grammar.h"
#include "report/review.h"
#include "report/template.h"
#include "tests/report/figures_by_hand.h"
#include "tests/tap.h"

static Str read(Arena *arena, const char *path) {
    Diags diags = diags_new(arena);
    Str bytes = {0};
    file_read(arena, str_of(path), 0, &bytes, &diags);
    return bytes;
}

/* file_read() gives 16 NULs behind the text: so must the tests. */
static Str padded(Arena *arena, Str text) {
    char *bytes = arena_take(arena, text.n + 16);
    for (size_t i = 0; i < text.n; i++) bytes[i] = text.p[i];
    return (Str){bytes, text.n};
}

#define HEAD "<review lang='fr'>\n<section title='A' id='a'>\n"
#define FOOT "\n</section>\n</review>\n"

static const struct {
    int line;
    const char *text;
    uint32_t at; /* the line of the first error; 0: it is good */
    size_t errors;
    const char *what;
} rows[] = {
    {__LINE__, HEAD "<p>En <v name='year'/>, <b>tout</b>.</p>" FOOT, 0, 0, ""},
    {__LINE__, HEAD "<p>x</p>\n<p><v name='yeer'/></p>" FOOT, 4, 1, "no such value: yeer; year?"},
    {__LINE__, HEAD "<p if='nothing'>x</p>" FOOT, 3, 1, "no such value or table: nothing"},
    {__LINE__, HEAD "<p unless='alerts'>x</p>" FOOT, 0, 0, ""},
    {__LINE__, HEAD "<p><v rows='people'/></p>" FOOT, 3, 1, "no such table: people"},
    {__LINE__, HEAD "<table data='alert'><column field='text'>T</column></table>" FOOT, 3, 1,
     "no such table: alert; alerts?"},
    {__LINE__, HEAD "<table data='alerts'>\n<column field='txt'>T</column></table>" FOOT, 4, 1,
     "no such column in alerts, which has contract, text, rate_low, rate_high, elapsed, end: txt"},
    {__LINE__, HEAD "<chart type='bars' data='people_by_sex' value='count'>C</chart>" FOOT, 3, 1,
     "no table shows the data of this chart (or table=\"attached\"): people_by_sex"},
    {__LINE__,
     HEAD "<chart type='bars' data='people_by_sex' value='count'>C</chart>"
          "<table data='people_by_sex'><column field='label'>T</column></table>" FOOT,
     0, 0, ""},
    {__LINE__, HEAD "<chart type='bars' data='people_by_sex' table='attached' value='count'>C</chart>" FOOT,
     0, 0, ""},
    {__LINE__,
     HEAD "<chart type='bars' data='people_by_sex' value='cnt'>C</chart>"
          "<table data='people_by_sex'><column field='label'>T</column></table>" FOOT,
     3, 1, "no such column in people_by_sex, which has label, count, share, hours: cnt"},
    {__LINE__,
     HEAD "<chart type='bars' data='hours_by_month' value='hours'>C</chart>"
          "<table data='hours_by_month'><column field='month'>T</column></table>" FOOT,
     3, 1,
     "no such column in hours_by_month, which has month, hours, training, pace, cumulated, target: label"},
    {__LINE__, HEAD "<figures><figure value='rat'>x</figure></figures>" FOOT, 3, 1,
     "no such value: rat; rate?"},
    {__LINE__, HEAD "<facts label='a' now='b'><fact value='rate' previous='rat'>x</fact></facts>" FOOT, 3, 1,
     "no such value: rat; rate?"},
    {__LINE__, HEAD "<p><ref to='b'/></p>" FOOT, 3, 1, "no section with this id: b"},
    {__LINE__, HEAD "<section title='B' id='a'><p>x</p></section>" FOOT, 3, 1,
     "two sections with the same id: a"},
    {__LINE__, HEAD "<section title='B' see='c'><p><v name='q'/></p>\n<p if='r'>x</p></section>" FOOT, 3, 3,
     "no section with this id: c"},
    {__LINE__,
     HEAD "<columns><side><columns><side><p>x</p></side><side><p>x</p></side></columns></side>"
          "<side><p>x</p></side></columns>" FOOT,
     3, 1, "cannot stand here: columns"},
    {__LINE__,
     "<review lang='fr'><cover><title><ref to='a'/></title></cover>\n<section title='A' id='a'>"
     "<p>x</p>" FOOT,
     1, 1, "cannot stand here: ref"},
    {__LINE__, HEAD "<script>x</script>" FOOT, 3, 1, "<script>: no such element"},
    {__LINE__, HEAD "<colum field='x'>x</colum>" FOOT, 3, 1, "<colum>: no such element; <column>?"},
    {__LINE__, HEAD "<column field='x'>x</column>" FOOT, 3, 1,
     "<column> cannot stand in <section>, which takes section, finding, p, note, list, figures, facts, "
     "table, "
     "chart, alerts, columns"},
    {__LINE__, HEAD "<p>x <b>y <p>z</p></b></p>" FOOT, 3, 1,
     "<p> cannot stand in <b>, which takes v, b, span, ref"},
    {__LINE__, HEAD "<p><br>x</br></p>" FOOT, 3, 1, "text cannot stand in <br>: x"},
    {__LINE__, HEAD "<p><br><b>x</b></br></p>" FOOT, 3, 1, "<b> cannot stand in <br>, which takes nothing"},
    {__LINE__, HEAD "<list> und\n</list>" FOOT, 3, 2, "text cannot stand in <list>: und"},
    {__LINE__, HEAD "<list>\n</list>" FOOT, 3, 1, "<list> needs a <item>"},
    {__LINE__, HEAD "<section title='B'></section>" FOOT, 3, 1,
     "<section> is empty; it takes section, finding, p, note, list, figures, facts, table, chart, alerts, "
     "columns"},
    {__LINE__, HEAD "<p colour='red'>x</p>" FOOT, 3, 1,
     "<p> has no attribute colour; it has: if, unless, known"},
    {__LINE__, HEAD "<p>x<br if='year'/></p>" FOOT, 3, 1, "<br> has no attribute if; it has: none"},
    {__LINE__, HEAD "<chart type='pie' data='alerts' value='end'>x</chart>" FOOT, 3, 1,
     "type=\"pie\" of <chart>; it may be: bars, stack, months"},
    {__LINE__, HEAD "<chart type='bars' value='end'>x</chart>" FOOT, 3, 1, "<chart> needs data="},
    {__LINE__, "<review><section title='A'><p>x</p></section></review>", 1, 1, "<review> needs lang="},
    {__LINE__, "<html/>", 1, 1, "<html> is no template: it begins with <review>"},
    {__LINE__, HEAD "<p><v/></p>" FOOT, 3, 0, ""},
    {__LINE__, HEAD "<alerts data='alerts' lead='contract' text='text' rows='1'/>" FOOT, 3, 0, ""},
    {__LINE__,
     HEAD "<table data='alerts'>\n<caption>x</caption>\n<column field='end'>x</column></table>" FOOT, 4, 0,
     ""},
    {__LINE__, HEAD "<p>x</p>", 3, 0, ""},
    {__LINE__, "", 0, 0, "-"},
    {__LINE__, "<review/>", 1, 0, ""},
    {__LINE__, "<!DOCTYPE review [<!ENTITY a 'b'>]><review lang='fr'/>", 1, 0, ""},
};

/* Every element and attribute says what it is for. */
static void annotated(Arena *arena, Str schema) {
    Diags diags = diags_new(arena);
    const XmlNode *root = xml_tree(arena, STR("review.rng"), schema, (Str){0}, (Str){0}, &diags);
    if (!OK(root != NULL)) return;
    const Grammar *grammar = grammar_read(arena, root);
    OK(grammar->n > 30);
    for (size_t i = 0; i < grammar->n; i++) {
        const GrammarElement *element = grammar->elements[i];
        if (!OK(element->about.n > 0)) printf("# <%.*s>\n", STR_ARG(element->name));
        for (size_t k = 0; k < element->n; k++)
            if (!OK(element->attributes[k].about.n > 0))
                printf("# %.*s= of <%.*s>\n", STR_ARG(element->attributes[k].name), STR_ARG(element->name));
    }
}

/* The errors of a template that is wrong from end to end are counted, not listed. */
static void many(Arena *arena, Str schema, const Figures *figures) {
    static const char *const wrong[] = {"<q/>", "<p if='q'>x</p>"};
    for (size_t i = 0; i < 2; i++) {
        Diags diags = diags_new(arena);
        Template template;
        Buf buf = {.arena = arena};
        buf_add(&buf, STR(HEAD));
        for (int k = 0; k < 10000; k++) buf_add(&buf, str_of(wrong[i]));
        buf_add(&buf, STR(FOOT));
        OK(!template_read(arena, STR("t.xml"), padded(arena, buf_str(&buf)), STR("review.rng"), schema,
                          figures, &template, &diags));
        NUM(diags.count[DIAG_USAGE], 21);
        IS(diags.last->what, STR("and 9980 errors more"));
    }
}

/* The shipped templates, by the names that a review has. */
static void shipped(Arena *arena, Str schema) {
    static const char *const paths[] = {"templates/review.xml",    "templates/review-en.xml",
                                        "templates/note-elus.xml", "templates/quarterly.xml",
                                        "templates/contract.xml",  "templates/example.xml"};
    const Figures *names = review_names(arena);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Diags diags = diags_new(arena);
        Template template;
        OK(template_read(arena, str_of(paths[i]), read(arena, paths[i]), STR("review.rng"), schema, names,
                         &template, &diags));
        NUM(diags.count[DIAG_USAGE], 0);
    }
}

int main(void) {
    Arena *arena = arena_new();
    Figures *figures = figures_by_hand(arena, STR("tests/report/year.figures"));
    Str schema = read(arena, "templates/review.rng");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags diags = diags_new(arena);
        Template template = {0};
        bool good = template_read(arena, STR("t.xml"), padded(arena, str_of(rows[i].text)), STR("review.rng"),
                                  schema, figures, &template, &diags);
        bool wanted = !rows[i].at && !rows[i].what[0];
        OK_AT(rows[i].line, good == wanted);
        OK_AT(rows[i].line, good == (template.root != NULL && !diags.count[DIAG_USAGE]));
        OK_AT(rows[i].line, good || diags.count[DIAG_USAGE] > 0);
        if (rows[i].errors) NUM_AT(rows[i].line, diags.count[DIAG_USAGE], rows[i].errors);
        if (rows[i].errors) IS_AT(rows[i].line, diags.first->what, str_of(rows[i].what));
        if (rows[i].at && diags.first) NUM_AT(rows[i].line, diags.first->at.line, rows[i].at);
    }
    annotated(arena, schema);
    many(arena, schema, figures);
    shipped(arena, schema);
    arena_free(arena);
    return tap_done();
}

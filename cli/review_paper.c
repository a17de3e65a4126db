/* review_paper.c - which template a review is printed by, and in which language. */
#include "base/file.h"
#include "cli/review.h"
#include "report/grammar.h"

enum { TEMPLATE_LIMIT = 1 << 22, NAMES_INDENT = 6, HELP_WIDTH = 80 };

/* Empty after saying that there is none of this name. */
static Str template_path(Cli *cli, Str name) {
    if (str_find_byte(name, '/') != SIZE_MAX || str_ends(name, STR(".xml"))) return name;
    Str path =
        share_path(cli->run, str_cstr(cli->run, str_print(cli->run, "templates/%.*s.xml", STR_ARG(name))));
    if (file_exists(cli->run, path)) return path;
    cli_usage(cli,
              "review: no template is called %.*s: clausier help review lists those that are; the path of "
              "your own has a / or ends in .xml",
              STR_ARG(name));
    return (Str){0};
}

/* The words of a language, and the names of communes, which have none. */
static const Words *words_of(Cli *cli, const Template *template) {
    static const char *const kinds[] = {"figures", "pages"};
    StrList paths = {0};
    strlist_add(cli->run, &paths, share_path(cli->run, "templates/communes.words"));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str name = str_print(cli->run, "templates/%.*s-%s.words", STR_ARG(template->language), kinds[i]);
        Str path = share_path(cli->run, str_cstr(cli->run, name));
        if (!file_exists(cli->run, path)) {
            diag_add(&cli->diags, DIAG_USAGE, template->root->at, "template refused",
                     "lang=\"%.*s\": no words of this language: there is no %.*s",
                     STR_ARG(template->language), STR_ARG(path));
            return NULL;
        }
        strlist_add(cli->run, &paths, path);
    }
    return words_read(cli->run, &paths, &cli->diags);
}

bool review_paper(Cli *cli, Str name, Paper *paper) {
    Str path = template_path(cli, name), schema_path = share_path(cli->run, "templates/review.rng");
    Str bytes, schema;
    if (!path.n || !file_read_settings(cli->run, path, TEMPLATE_LIMIT, &bytes, &cli->diags) ||
        !file_read_settings(cli->run, schema_path, TEMPLATE_LIMIT, &schema, &cli->diags) ||
        !template_read(cli->run, path, bytes, schema_path, schema, review_names(cli->run), &paper->template,
                       &cli->diags))
        return false;
    const Logo *logos[] = {&paper->template.cover_logo, &paper->template.header_logo};
    for (size_t i = 0; i < 2; i++)
        if (logos[i]->image && !cli_output_spares(cli, logos[i]->path)) return false;
    paper->words = words_of(cli, &paper->template);
    return paper->words != NULL;
}

bool review_paper_of(Cli *cli, const ReviewOptions *options, const Convention *convention, Paper *paper) {
    Str name = options->template;
    if (!name.n) name = options->contract.n ? STR("contract") : convention->template;
    return review_paper(cli, name.n ? name : STR("review"), paper);
}

static void put_columns(Buf *buf, const FigureTable *table) {
    size_t width = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        Str name = table->columns[i].name;
        bool fits = width && width + 1 + name.n <= HELP_WIDTH;
        if (width && !fits) buf_byte(buf, '\n');
        buf_print(buf, "%*s%.*s", fits ? 1 : NAMES_INDENT, "", STR_ARG(name));
        width = (fits ? width + 1 : NAMES_INDENT) + name.n;
    }
    buf_byte(buf, '\n');
}

static void put_names(Buf *buf, const Figures *figures) {
    buf_add(buf, STR("Values, for name=, value=, previous=, if=, unless= and known=:\n\n"));
    for (size_t i = 0; i < figures->value_count; i++)
        buf_print(buf, "  %.*s\n", STR_ARG(figures->values[i].name));
    buf_add(buf, STR("\nTables, for data=, rows=, if= and unless=; and their columns, for field=,\n"
                     "value=, label=, ...:\n\n"));
    for (size_t i = 0; i < figures->table_count; i++) {
        const FigureTable *table = &figures->tables[i];
        buf_print(buf, "  %.*s\n", STR_ARG(table->name));
        put_columns(buf, table);
    }
}

Str review_template_reference(Cli *cli) {
    Str path = share_path(cli->run, "templates/review.rng"), schema;
    if (!file_read_settings(cli->run, path, TEMPLATE_LIMIT, &schema, &cli->diags)) return (Str){0};
    const XmlNode *root = xml_tree(cli->run, path, schema, (Str){0}, (Str){0}, &cli->diags);
    if (!root) return (Str){0};
    Buf buf = {.arena = cli->run};
    buf_add(&buf, STR("A template is XML: elements with attributes (* those that must be there).\n"
                      "Blanks, quotes and apostrophes are set by the program. One to begin with is\n"
                      "example.xml, among those that are shipped.\n\n"));
    buf_add(&buf, grammar_print(cli->run, grammar_read(cli->run, root)));
    put_names(&buf, review_names(cli->run));
    return buf_str(&buf);
}

/* template.c - a template is read whole and refused whole.
 *
 * The schema says which elements and attributes there are; here, every name in them must exist: values,
 * tables and columns of the figures, ids of sections, and a logo's file. Errors are said with their line and
 * the name that was meant, if one is near. A chart whose data stand in no table of the template is refused
 * too: who does not see it must be able to read it. */
#include "report/template.h"
#include "base/file.h"
#include "base/map.h"
#include "report/grammar.h"
#include "report/png.h"

enum {
    ERRORS_MOST = 20,
    COLUMNS_MOST = 16, /* of a table as wide as the page */
    SIDE_COLUMNS_MOST = 8,
    PARTIES_MOST = 6,
};

typedef struct Check {
    Arena *arena;
    const Figures *figures;
    Map *ids;    /* of sections, to their nodes */
    Map *tabled; /* data of tables */
    Diags *diags;
    size_t errors;
} Check;

static void refuse(Check *check, const XmlNode *node, const char *what, Str name) {
    if (++check->errors <= ERRORS_MOST)
        diag_add(check->diags, DIAG_USAGE, node->at, "template refused", "%s: %.*s", what, STR_ARG(name));
}

/* What is missing, and the name that was meant, if one is near. */
static void refuse_name(Check *check, const XmlNode *node, const char *what, Str name, StrList names) {
    Str near = name_near(name, names);
    if (near.n) name = str_print(check->arena, "%.*s; %.*s?", STR_ARG(name), STR_ARG(near));
    refuse(check, node, what, name);
}

static StrList value_names(Check *check) {
    StrList names = {0};
    for (size_t i = 0; i < check->figures->value_count; i++)
        strlist_add(check->arena, &names, check->figures->values[i].name);
    return names;
}

static StrList table_names(Check *check) {
    StrList names = {0};
    for (size_t i = 0; i < check->figures->table_count; i++)
        strlist_add(check->arena, &names, check->figures->tables[i].name);
    return names;
}

static StrList column_names(Check *check, const FigureTable *table) {
    StrList names = {0};
    for (size_t i = 0; i < table->column_count; i++)
        strlist_add(check->arena, &names, table->columns[i].name);
    return names;
}

static void need_value(Check *check, const XmlNode *node, Str name) {
    if (name.n && !figures_value(check->figures, name))
        refuse_name(check, node, "no such value", name, value_names(check));
}

static void need_table(Check *check, const XmlNode *node, Str name) {
    if (name.n && !figures_table(check->figures, name))
        refuse_name(check, node, "no such table", name, table_names(check));
}

static void collect(Check *check, XmlNode *node) {
    Str id = xml_node_attr(node, "id"), data = xml_node_attr(node, "data");
    if (id.n && map_put(check->ids, id, node)) refuse(check, node, "two sections with the same id", id);
    if (data.n && str_is(node->name, "table")) map_put(check->tabled, data, node);
    for (XmlNode *child = node->first; child; child = child->next)
        if (child->name.n) collect(check, child);
}

/* Attributes that name a value, and those that name a value or a table. */
static void check_values(Check *check, const XmlNode *node) {
    static const char *const values[] = {"name", "previous", "known"}, *const either[] = {"if", "unless"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        need_value(check, node, xml_node_attr(node, values[i]));
    for (size_t i = 0; i < sizeof either / sizeof *either; i++) {
        Str name = xml_node_attr(node, either[i]);
        if (!name.n || figures_value(check->figures, name) || figures_table(check->figures, name)) continue;
        StrList names = value_names(check), tables = table_names(check);
        for (size_t k = 0; k < tables.n; k++) strlist_add(check->arena, &names, tables.at[k]);
        refuse_name(check, node, "no such value or table", name, names);
    }
    if (str_is(node->name, "v")) need_table(check, node, xml_node_attr(node, "rows"));
    if (str_is(node->name, "fact") || str_is(node->name, "figure"))
        need_value(check, node, xml_node_attr(node, "value"));
}

static void check_column(Check *check, const XmlNode *node, const FigureTable *table, Str column) {
    if (!column.n || figure_column(table, column) != SIZE_MAX) return;
    const char *what = str_cstr(
        check->arena, str_print(check->arena, "no such column in %.*s, which has %.*s", STR_ARG(table->name),
                                STR_ARG(str_join(check->arena, column_names(check, table), STR(", ")))));
    refuse(check, node, what, column);
}

/* A chart's attributes and a table's children name columns of their data. */
static void check_data(Check *check, const XmlNode *node) {
    Str data = xml_node_attr(node, "data");
    if (!data.n) return;
    const FigureTable *table = figures_table(check->figures, data);
    if (!table) {
        need_table(check, node, data);
        return;
    }
    static const char *const attributes[] = {"label", "value", "part", "line", "lead", "text"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        check_column(check, node, table, xml_node_attr(node, attributes[i]));
    for (const XmlNode *child = node->first; child; child = child->next)
        check_column(check, child, table, xml_node_attr(child, "field"));
    if (!str_is(node->name, "chart")) return;
    if (!xml_node_attr(node, "label").n) check_column(check, node, table, STR("label"));
    if (!map_has(check->tabled, data) && !str_is(xml_node_attr(node, "table"), "attached"))
        refuse(check, node, "no table shows the data of this chart (or table=\"attached\")", data);
}

static bool is_inside(const XmlNode *node, const char *what) {
    for (const XmlNode *above = node->parent; above; above = above->parent)
        if (str_is(above->name, what)) return true;
    return false;
}

/* What has no room, or no link, inside of what: the schema cannot say it of every depth. */
static void check_place(Check *check, const XmlNode *node, const char *what, const char *inside) {
    if (str_is(node->name, what) && is_inside(node, inside))
        refuse(check, node, "cannot stand here", node->name);
}

/* What stands side by side needs some paper each. */
static void check_count(Check *check, const XmlNode *node) {
    static const struct {
        const char *holder, *part, *what;
        size_t most, most_in_side;
    } rows[] = {
        {"table", "column", "more columns than there is paper for", COLUMNS_MOST, SIDE_COLUMNS_MOST},
        {"cover", "party", "more parties than there is paper for", PARTIES_MOST, PARTIES_MOST},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!str_is(node->name, rows[i].holder)) continue;
        size_t n = 0, most = is_inside(node, "side") ? rows[i].most_in_side : rows[i].most;
        for (const XmlNode *child = node->first; child; child = child->next)
            n += str_is(child->name, rows[i].part);
        if (n > most) refuse(check, node, rows[i].what, str_print(check->arena, "%zu; at most %zu", n, most));
    }
}

static void check_node(Check *check, const XmlNode *node) {
    check_values(check, node);
    check_data(check, node);
    static const char *const targets[] = {"to", "see"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        Str id = xml_node_attr(node, targets[i]);
        if (id.n && !map_has(check->ids, id)) refuse(check, node, "no section with this id", id);
    }
    check_count(check, node);
    check_place(check, node, "columns", "side");
    check_place(check, node, "ref", "cover");
    for (const XmlNode *child = node->first; child; child = child->next)
        if (child->name.n) check_node(check, child);
}

/* Valid by the schema, whose own messages are the last resort: ours say what is allowed. */
static XmlNode *tree_read(Arena *arena, Str file, Str bytes, Str schema_file, Str schema_bytes,
                          Diags *diags) {
    XmlNode *root = xml_tree(arena, file, bytes, (Str){0}, (Str){0}, diags);
    XmlNode *schema = xml_tree(arena, schema_file, schema_bytes, (Str){0}, (Str){0}, diags);
    if (!root || !schema || grammar_check(arena, grammar_read(arena, schema), root, diags)) return NULL;
    return xml_tree(arena, file, bytes, schema_file, schema_bytes, diags);
}

static const XmlNode *child_named(const XmlNode *node, const char *name) {
    for (const XmlNode *child = node->first; child; child = child->next)
        if (str_is(child->name, name)) return child;
    return NULL;
}

/* The picture that an element names. Its limits, in millimetres: the least and the most width, the most
 * height. */
static void logo_read(Check *check, const XmlNode *node, Str folder, const int limits[3], Logo *logo) {
    if (!node) return;
    Arena *arena = check->arena;
    Str src = xml_node_attr(node, "src"), bytes = {0}, why = {0};
    Str path = str_starts(src, STR("/")) ? src : file_join(arena, folder, src);
    Diags own = diags_new(arena);
    if (file_exists(arena, path) && !file_is_regular(arena, path))
        why = STR("not a regular file"); /* nobody may be at the other end of a pipe */
    else if (!file_read_settings(arena, path, PNG_MOST_BYTES, &bytes, &own)) why = own.first->what;
    const Image *image = why.n ? NULL : png_read(arena, bytes, &why);
    if (!image) {
        refuse(check, node, str_cstr(arena, path), why);
        return;
    }
    double width = length_read(xml_node_attr(node, "width")) / 10.0;
    double height = width * image->height / image->width;
    if (width < limits[0] || width > limits[1] || height > limits[2]) {
        Str size =
            str_print(arena, "%.1f mm wide and %.1f mm high: from %d to %d mm wide, at most %d mm high",
                      width, height, limits[0], limits[1], limits[2]);
        refuse(check, node, str_cstr(arena, path), size);
        return;
    }
    *logo = (Logo){image, width * POINTS_PER_MM, height * POINTS_PER_MM, xml_node_attr(node, "alt"), path};
    if (str_is(node->name, "logo") && !str_trim(logo->alt).n)
        refuse(check, node, "alt says nothing of what is shown", path);
}

static void logos_read(Check *check, Str folder, Template *template) {
    static const int of_cover[] = {10, 80, 50}, of_header[] = {4, 40, 8};
    const XmlNode *cover = child_named(template->root, "cover");
    template->cover_logo = template->header_logo = (Logo){0};
    if (cover) logo_read(check, child_named(cover, "logo"), folder, of_cover, &template->cover_logo);
    logo_read(check, child_named(template->root, "header-logo"), folder, of_header, &template->header_logo);
}

bool template_read(Arena *arena, Str file, Str bytes, Str schema_file, Str schema_bytes,
                   const Figures *figures, Template *template, Diags *diags) {
    XmlNode *root = tree_read(arena, file, bytes, schema_file, schema_bytes, diags);
    if (!root) return false;
    Check check = {
        .arena = arena, .figures = figures, .ids = map_new(arena), .tabled = map_new(arena), .diags = diags};
    collect(&check, root);
    check_node(&check, root);
    if (check.errors > ERRORS_MOST)
        diag_add(diags, DIAG_USAGE, (Loc){.file = file}, "template refused", "and %zu errors more",
                 check.errors - ERRORS_MOST);
    *template = (Template){.root = root, .language = xml_node_attr(root, "lang")};
    check.errors += theme_read(arena, child_named(root, "theme"), file_folder(file), &template->theme, diags);
    logos_read(&check, file_folder(file), template);
    return check.errors == 0;
}

/* Every name that an element gives, to the map. */
static void names_take(Map *names, const XmlNode *node) {
    for (size_t i = 0; i < node->attr_count; i++) map_put(names, node->attrs[i].value, &node->attrs[i]);
    for (const XmlNode *child = node->first; child; child = child->next) names_take(names, child);
}

const Figures *template_attached(Arena *arena, const Template *template, const Figures *figures) {
    if (!str_is(xml_node_attr(template->root, "attached"), "shown")) return figures;
    Map *names = map_new(arena);
    Figures *shown = ARENA_NEW(arena, Figures);
    names_take(names, template->root);
    for (size_t i = 0; i < figures->value_count; i++)
        if (map_has(names, figures->values[i].name))
            *ARENA_PUSH(arena, shown->values, shown->value_count, shown->value_cap) = figures->values[i];
    for (size_t i = 0; i < figures->table_count; i++)
        if (map_has(names, figures->tables[i].name))
            *ARENA_PUSH(arena, shown->tables, shown->table_count, shown->table_cap) = figures->tables[i];
    return shown;
}

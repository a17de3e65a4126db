/* grammar.c - a walk over a schema makes the lists, a walk over a document holds it against them. */
#include "report/grammar.h"

enum { ERRORS_MOST = 20 };

/* The schema. */

typedef struct Reading {
    Arena *arena;
    Grammar *grammar;
    Map *defines; /* name -> its node */
} Reading;

/* Where the walk is in an element. */
typedef struct Spot {
    GrammarElement *element;
    bool optional;
} Spot;

static Str squeezed(Arena *arena, Str text) {
    StrList words = {0};
    Str word;
    while (str_word(&text, &word)) strlist_add(arena, &words, word);
    return str_join(arena, words, STR(" "));
}

/* The annotation of an element or attribute of the schema. */
static Str about_of(Arena *arena, const XmlNode *node) {
    for (const XmlNode *child = node->first; child; child = child->next)
        if (str_is(child->name, "documentation") && child->first) return squeezed(arena, child->first->text);
    return (Str){0};
}

static void take_values(Reading *reading, const XmlNode *node, StrList *values) {
    for (const XmlNode *child = node->first; child; child = child->next) {
        if (str_is(child->name, "value") && child->first)
            strlist_add(reading->arena, values, child->first->text);
        if (str_is(child->name, "choice")) take_values(reading, child, values);
    }
}

static void take_attribute(Reading *reading, const XmlNode *node, Spot spot) {
    GrammarElement *element = spot.element;
    GrammarAttribute *attribute = ARENA_PUSH(reading->arena, element->attributes, element->n, element->cap);
    *attribute = (GrammarAttribute){.name = xml_node_attr(node, "name"),
                                    .about = about_of(reading->arena, node),
                                    .required = !spot.optional};
    take_values(reading, node, &attribute->values);
}

static void take_content(Reading *reading, const XmlNode *node, Spot spot);

static void take_element(Reading *reading, const XmlNode *node) {
    Str name = xml_node_attr(node, "name");
    if (map_has(reading->grammar->by_name, name)) return;
    GrammarElement *element = ARENA_NEW(reading->arena, GrammarElement);
    element->name = name;
    element->about = about_of(reading->arena, node);
    Grammar *grammar = reading->grammar;
    *ARENA_PUSH(reading->arena, grammar->elements, grammar->n, grammar->cap) = element;
    map_put(grammar->by_name, name, element);
    take_content(reading, node, (Spot){.element = element});
}

static void take_child(Reading *reading, const XmlNode *node, Spot spot) {
    Str name = xml_node_attr(node, "name");
    if (!strlist_has(spot.element->children, name))
        strlist_add(reading->arena, &spot.element->children, name);
    if (!spot.optional && !strlist_has(spot.element->required, name))
        strlist_add(reading->arena, &spot.element->required, name);
    take_element(reading, node);
}

/* As deep as the schema: it comes with the program. */
static void take_content(Reading *reading, const XmlNode *node, Spot spot) {
    for (const XmlNode *child = node->first; child; child = child->next) {
        Spot inner = spot;
        inner.optional |= str_is(child->name, "optional") || str_is(child->name, "zeroOrMore") ||
                          str_is(child->name, "choice");
        if (str_is(child->name, "oneOrMore")) spot.element->filled = true;
        if (str_is(child->name, "mixed") || str_is(child->name, "text")) spot.element->text = true;
        if (str_is(child->name, "attribute")) take_attribute(reading, child, spot);
        else if (str_is(child->name, "element")) take_child(reading, child, spot);
        else if (str_is(child->name, "ref")) {
            const XmlNode *define = map_get(reading->defines, xml_node_attr(child, "name"));
            if (define) take_content(reading, define, spot);
        } else if (child->name.n && !str_is(child->name, "documentation"))
            take_content(reading, child, inner);
    }
}

Grammar *grammar_read(Arena *arena, const XmlNode *schema) {
    Grammar *grammar = ARENA_NEW(arena, Grammar);
    *grammar = (Grammar){.by_name = map_new(arena)};
    Reading reading = {.arena = arena, .grammar = grammar, .defines = map_new(arena)};
    for (XmlNode *child = schema->first; child; child = child->next)
        if (str_is(child->name, "define")) map_put(reading.defines, xml_node_attr(child, "name"), child);
    for (const XmlNode *start = schema->first; start; start = start->next) {
        if (!str_is(start->name, "start")) continue;
        for (const XmlNode *child = start->first; child; child = child->next)
            if (str_is(child->name, "element")) take_element(&reading, child);
    }
    return grammar;
}

/* A document. */

typedef struct Checking {
    Arena *arena;
    const Grammar *grammar;
    Diags *diags;
    size_t errors;
} Checking;

__attribute__((format(printf, 3, 4))) static void refuse(Checking *checking, const XmlNode *node,
                                                         const char *format, ...) {
    if (++checking->errors > ERRORS_MOST) return;
    va_list args;
    va_start(args, format);
    Str what = str_vprint(checking->arena, format, args);
    va_end(args);
    diag_add(checking->diags, DIAG_USAGE, node->at, "template refused", "%.*s", STR_ARG(what));
}

static Str listed(Checking *checking, StrList names) {
    return str_join(checking->arena, names, STR(", "));
}

static Str attributes_listed(Checking *checking, const GrammarElement *element) {
    StrList names = {0};
    for (size_t i = 0; i < element->n; i++) strlist_add(checking->arena, &names, element->attributes[i].name);
    return names.n ? listed(checking, names) : STR("none");
}

/* How many letters must change, to 3 at most: names are short. */
static size_t distance(Str a, Str b) {
    enum { LONGEST = 32 };
    size_t row[LONGEST + 1];
    if (a.n > LONGEST || b.n > LONGEST) return 3;
    for (size_t i = 0; i <= b.n; i++) row[i] = i;
    for (size_t k = 1; k <= a.n; k++) {
        size_t corner = row[0];
        row[0] = k;
        for (size_t i = 1; i <= b.n; i++) {
            size_t least = corner + (a.p[k - 1] != b.p[i - 1]);
            if (row[i] + 1 < least) least = row[i] + 1;
            if (row[i - 1] + 1 < least) least = row[i - 1] + 1;
            corner = row[i];
            row[i] = least;
        }
    }
    return row[b.n];
}

Str name_near(Str name, StrList names) {
    Str near = {0};
    size_t least = name.n < 4 ? 2 : 3;
    for (size_t i = 0; i < names.n; i++) {
        size_t far = distance(name, names.at[i]);
        if (far < least) least = far, near = names.at[i];
    }
    return near;
}

static void refuse_unknown(Checking *checking, const XmlNode *node) {
    StrList names = {0};
    for (size_t i = 0; i < checking->grammar->n; i++)
        strlist_add(checking->arena, &names, checking->grammar->elements[i]->name);
    Str near = name_near(node->name, names);
    if (near.n)
        refuse(checking, node, "<%.*s>: no such element; <%.*s>?", STR_ARG(node->name), STR_ARG(near));
    else refuse(checking, node, "<%.*s>: no such element", STR_ARG(node->name));
}

static const GrammarAttribute *attribute_of(const GrammarElement *element, Str name) {
    for (size_t i = 0; i < element->n; i++)
        if (str_eq(element->attributes[i].name, name)) return &element->attributes[i];
    return NULL;
}

static void check_attributes(Checking *checking, const XmlNode *node, const GrammarElement *element) {
    for (size_t i = 0; i < node->attr_count; i++) {
        const XmlAttr *attr = &node->attrs[i];
        const GrammarAttribute *known = attribute_of(element, attr->name);
        if (!known)
            refuse(checking, node, "<%.*s> has no attribute %.*s; it has: %.*s", STR_ARG(node->name),
                   STR_ARG(attr->name), STR_ARG(attributes_listed(checking, element)));
        else if (known->values.n && !strlist_has(known->values, attr->value))
            refuse(checking, node, "%.*s=\"%.*s\" of <%.*s>; it may be: %.*s", STR_ARG(attr->name),
                   STR_ARG(attr->value), STR_ARG(node->name), STR_ARG(listed(checking, known->values)));
    }
    for (size_t i = 0; i < element->n; i++) {
        const GrammarAttribute *wanted = &element->attributes[i];
        bool there = false;
        for (size_t k = 0; k < node->attr_count; k++) there |= str_eq(node->attrs[k].name, wanted->name);
        if (wanted->required && !there)
            refuse(checking, node, "<%.*s> needs %.*s=", STR_ARG(node->name), STR_ARG(wanted->name));
    }
}

static void check_element(Checking *checking, const XmlNode *node);

static void check_child(Checking *checking, const XmlNode *child, const GrammarElement *element) {
    Str word, text = child->text;
    if (child->name.n) {
        if (!map_has(checking->grammar->by_name, child->name)) refuse_unknown(checking, child);
        else if (!strlist_has(element->children, child->name))
            refuse(checking, child, "<%.*s> cannot stand in <%.*s>, which takes %.*s", STR_ARG(child->name),
                   STR_ARG(element->name),
                   STR_ARG(element->children.n ? listed(checking, element->children)
                           : element->text     ? STR("text only")
                                               : STR("nothing")));
        else check_element(checking, child);
    } else if (!element->text && str_word(&text, &word))
        refuse(checking, child->parent, "text cannot stand in <%.*s>: %.*s", STR_ARG(element->name), STR_ARG(word));
}

static bool has_child(const XmlNode *node, Str name) {
    for (const XmlNode *child = node->first; child; child = child->next)
        if (str_eq(child->name, name)) return true;
    return false;
}

/* As deep as the document, which the parser limits. */
static void check_element(Checking *checking, const XmlNode *node) {
    const GrammarElement *element = map_get(checking->grammar->by_name, node->name);
    size_t elements = 0;
    check_attributes(checking, node, element);
    for (const XmlNode *child = node->first; child; child = child->next) {
        elements += child->name.n > 0;
        check_child(checking, child, element);
    }
    for (size_t i = 0; i < element->required.n; i++)
        if (!has_child(node, element->required.at[i]))
            refuse(checking, node, "<%.*s> needs a <%.*s>", STR_ARG(node->name),
                   STR_ARG(element->required.at[i]));
    if (element->filled && !elements && !element->required.n)
        refuse(checking, node, "<%.*s> is empty; it takes %.*s", STR_ARG(node->name),
               STR_ARG(listed(checking, element->children)));
}

size_t grammar_check(Arena *arena, const Grammar *grammar, const XmlNode *root, Diags *diags) {
    Checking checking = {.arena = arena, .grammar = grammar, .diags = diags};
    if (!str_eq(root->name, grammar->elements[0]->name))
        refuse(&checking, root, "<%.*s> is no template: it begins with <%.*s>", STR_ARG(root->name),
               STR_ARG(grammar->elements[0]->name));
    else check_element(&checking, root);
    if (checking.errors > ERRORS_MOST)
        diag_add(diags, DIAG_USAGE, (Loc){.file = root->at.file}, "template refused", "and %zu errors more",
                 checking.errors - ERRORS_MOST);
    return checking.errors;
}

/* People. */

enum { WIDTH = 78, INDENT = 13 };

/* Words behind a name, broken and set in. */
static void print_about(Buf *buf, Str about, size_t at) {
    Str word;
    while (str_word(&about, &word)) {
        if (at > INDENT && at + 1 + word.n > WIDTH) {
            buf_print(buf, "\n%*s", INDENT, "");
            at = INDENT;
        } else if (at > INDENT) {
            buf_byte(buf, ' ');
            at++;
        }
        buf_add(buf, word);
        at += str_chars(word);
    }
    buf_byte(buf, '\n');
}

static void print_named(Buf *buf, const char *before, Str name, const char *behind, Str about) {
    size_t start = buf->n;
    buf_print(buf, "%s%.*s%s", before, STR_ARG(name), behind);
    size_t at = buf->n - start;
    if (at + 1 > INDENT) {
        buf_byte(buf, '\n');
        at = 0;
    }
    buf_print(buf, "%*s", (int)(INDENT - at), "");
    print_about(buf, about, INDENT);
}

static void print_attribute(Buf *buf, const GrammarAttribute *attribute) {
    Str about = attribute->about;
    if (attribute->values.n)
        about = str_print(buf->arena, "%.*s (%.*s)", STR_ARG(about),
                          STR_ARG(str_join(buf->arena, attribute->values, STR(" | "))));
    print_named(buf, "  ", attribute->name, attribute->required ? "=*" : "=", about);
}

/* Whether this was said of an earlier element. */
static bool is_told(Buf *buf, Map *told, const GrammarAttribute *attribute) {
    Str key = str_print(buf->arena, "%.*s %.*s", STR_ARG(attribute->name), STR_ARG(attribute->about));
    return map_put(told, key, buf);
}

static void print_attributes(Buf *buf, Map *told, const GrammarElement *element) {
    StrList again = {0};
    for (size_t i = 0; i < element->n; i++) {
        const GrammarAttribute *attribute = &element->attributes[i];
        if (is_told(buf, told, attribute))
            strlist_add(buf->arena, &again, str_cat(buf->arena, attribute->name, STR("=")));
        else print_attribute(buf, attribute);
    }
    if (again.n) print_named(buf, "  as above", (Str){0}, "", str_join(buf->arena, again, STR(" ")));
}

Str grammar_print(Arena *arena, const Grammar *grammar) {
    Buf buf = {.arena = arena};
    Map *told = map_new(arena);
    for (size_t i = 0; i < grammar->n; i++) {
        const GrammarElement *element = grammar->elements[i];
        print_named(&buf, "<", element->name, ">", element->about);
        print_attributes(&buf, told, element);
        StrList children = {0};
        if (element->text) strlist_add(arena, &children, STR("text"));
        for (size_t k = 0; k < element->children.n; k++)
            strlist_add(arena, &children, element->children.at[k]);
        if (children.n) print_named(&buf, "  takes", (Str){0}, "", str_join(arena, children, STR(", ")));
        buf_byte(&buf, '\n');
    }
    return buf_str(&buf);
}

/* xmltree.c - small documents as trees, but only such as a RELAX NG schema allows.
 *
 * libxml2 builds its tree and validates it; what is valid is copied into the caller's arena and libxml2's own
 * is freed, so that nobody else sees its types. All errors of the schema are said, not only the first. */
#include "ingest/xml.h"
#include "ingest/xmllib.h"
#include <libxml/parser.h>
#include <libxml/relaxng.h>

/* Where the messages about one file go. */
typedef struct TreeErrors {
    Str file;
    Diags *diags;
    size_t count;
} TreeErrors;

static void tree_error(TreeErrors *errors, uint32_t line, Str what) {
    errors->count++;
    Loc at = {.file = errors->file, .line = line};
    diag_add(errors->diags, DIAG_USAGE, at, "file refused", "%.*s", STR_ARG(what));
}

static void on_schema_error(void *to, xmlError *error) {
    long line = error->node ? xmlGetLineNo(error->node) : error->line;
    tree_error(to, line > 0 ? (uint32_t)line : 0, xml_error_text(error));
}

static void on_tree_error(void *to, xmlError *error) {
    const xmlParserCtxt *context = to;
    if (error->level >= XML_ERR_ERROR) on_schema_error(context->_private, error);
}

static void on_tree_doctype(void *to, const xmlChar *name, const xmlChar *id, const xmlChar *url) {
    (void)name, (void)id, (void)url;
    xmlParserCtxt *context = to;
    tree_error(context->_private, (uint32_t)context->input->line, STR("a DOCTYPE is not accepted"));
    xmlStopParser(context);
}

static xmlDoc *tree_parse(Str bytes, TreeErrors *errors) {
    if (!bytes.n || bytes.n > XML_MAX_BYTES) {
        tree_error(errors, 0, bytes.n ? STR("too large") : STR("an empty file"));
        return NULL;
    }
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (!context) arena_exhausted();
    context->_private = errors;
    context->sax->internalSubset = on_tree_doctype;
    context->sax->serror = on_tree_error;
    xmlDoc *doc =
        xmlCtxtReadMemory(context, bytes.p, (int)bytes.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
    xmlFreeParserCtxt(context);
    if (doc && errors->count) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    return doc;
}

/* False after saying what the schema asks for and the document does not have. */
static bool tree_valid(xmlDoc *doc, xmlDoc *schema_doc, TreeErrors *errors, TreeErrors *schema_errors) {
    xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewDocParserCtxt(schema_doc);
    xmlRelaxNGSetParserStructuredErrors(parser, on_schema_error, schema_errors);
    xmlRelaxNG *schema = xmlRelaxNGParse(parser);
    xmlRelaxNGFreeParserCtxt(parser);
    if (!schema) return false;
    xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);
    xmlRelaxNGSetValidStructuredErrors(valid, on_schema_error, errors);
    bool good = xmlRelaxNGValidateDoc(valid, doc) == 0 && !errors->count;
    xmlRelaxNGFreeValidCtxt(valid);
    xmlRelaxNGFree(schema);
    return good;
}

static Str copy_text(Arena *arena, const xmlChar *text) {
    return str_copy(arena, str_of((const char *)text));
}

static void copy_attrs(Arena *arena, const xmlNode *from, XmlNode *node) {
    size_t cap = 0;
    for (const xmlAttr *attr = from->properties; attr; attr = attr->next) {
        xmlChar *value = xmlNodeListGetString(from->doc, attr->children, 1);
        *ARENA_PUSH(arena, node->attrs, node->attr_count, cap) =
            (XmlAttr){copy_text(arena, attr->name), copy_text(arena, value)};
        xmlFree(value);
    }
}

/* As deep as the document, which libxml2 limits to 256. */
static XmlNode *copy_node(Arena *arena, Str file, const xmlNode *from, XmlNode *parent) {
    XmlNode *node = ARENA_NEW(arena, XmlNode);
    long line = xmlGetLineNo(from);
    node->at = (Loc){.file = file, .line = line > 0 ? (uint32_t)line : 0};
    node->parent = parent;
    if (from->type == XML_TEXT_NODE) {
        node->text = copy_text(arena, from->content);
        return node;
    }
    node->name = copy_text(arena, from->name);
    copy_attrs(arena, from, node);
    XmlNode **link = &node->first;
    for (const xmlNode *child = from->children; child; child = child->next) {
        if (child->type != XML_TEXT_NODE && child->type != XML_ELEMENT_NODE) continue;
        *link = copy_node(arena, file, child, node);
        link = &(*link)->next;
    }
    return node;
}

XmlNode *xml_tree(Arena *arena, Str file, Str bytes, Str schema_file, Str schema_bytes, Diags *diags) {
    xml_library_ready();
    TreeErrors errors = {file, diags, 0}, schema_errors = {schema_file, diags, 0};
    xmlDoc *schema = schema_bytes.n ? tree_parse(schema_bytes, &schema_errors) : NULL;
    xmlDoc *doc = tree_parse(bytes, &errors);
    XmlNode *root = NULL;
    if (doc && (!schema_bytes.n || (schema && tree_valid(doc, schema, &errors, &schema_errors))))
        root = copy_node(arena, str_copy(arena, file), xmlDocGetRootElement(doc), NULL);
    if (!root && !errors.count && !schema_errors.count)
        tree_error(&errors, 0, STR("libxml2 says nothing why"));
    xmlFreeDoc(doc);
    xmlFreeDoc(schema);
    return root;
}

Str xml_node_attr(const XmlNode *node, const char *name) {
    return xml_attr(&(XmlEvent){.attrs = node->attrs, .attr_count = node->attr_count}, name);
}

/* nothing.h - the yardstick's handlers: libxml2's SAX2 with as little behind it as there can be. */
#ifndef CLAUSIER_TESTS_BENCH_NOTHING_H
#define CLAUSIER_TESTS_BENCH_NOTHING_H

#include <libxml/parser.h>

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                     const xmlChar **ns, int attr_count, int defaulted, const xmlChar **attrs) {
    (void)data, (void)name, (void)prefix, (void)uri, (void)ns_count, (void)ns, (void)attr_count,
        (void)defaulted, (void)attrs;
}
static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)data, (void)name, (void)prefix, (void)uri;
}
static void on_text(void *data, const xmlChar *text, int n) {
    (void)data, (void)text, (void)n;
}

static const xmlSAXHandler nothing = {
    .initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text};

#endif

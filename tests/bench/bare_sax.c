/* bare_sax.c - the yardstick: libxml2's SAX2 over every file of a folder, with handlers that do nothing.
 * usage: bare_sax FOLDER
 *
 * One reused context, one reused buffer, files in sorted order: what any reader on libxml2 has to pay. */
#include <dirent.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static int visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    struct dirent **entries;
    int count = scandir(argv[1], &entries, visible, alphasort),
        folder = open(argv[1], O_RDONLY | O_DIRECTORY);
    static char bytes[64 << 20];
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = on_start,
                             .endElementNs = on_end,
                             .characters = on_text};
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    *context->sax = handler;
    size_t total = 0;
    int bad = 0;
    for (int i = 0; i < count; i++) {
        int file = openat(folder, entries[i]->d_name, O_RDONLY);
        ssize_t n = read(file, bytes, sizeof bytes);
        close(file);
        if (n < 0) return 3;
        total += (size_t)n;
        xmlDocPtr document = xmlCtxtReadMemory(context, bytes, (int)n, NULL, NULL, XML_PARSE_NONET);
        bad += !context->wellFormed;
        if (document) xmlFreeDoc(document);
    }
    printf("%d files, %zu bytes, %d not well-formed\n", count, total, bad);
    return bad != 0;
}

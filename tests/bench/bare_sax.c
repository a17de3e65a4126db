/* bare_sax.c - the yardstick: libxml2's SAX2 over every file of a folder, with handlers that do nothing.
 * usage: bare_sax FOLDER
 *
 * One reused context, one reused buffer, files in sorted order: what any reader on libxml2 has to pay. */
#include "tests/bench/nothing.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    struct dirent **entries;
    int count = scandir(argv[1], &entries, visible, alphasort),
        folder = open(argv[1], O_RDONLY | O_DIRECTORY);
    static char bytes[64 << 20];
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    *context->sax = nothing;
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

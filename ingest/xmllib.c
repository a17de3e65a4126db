/* xmllib.c - libxml2 made quiet and deaf, once: it asks for nothing outside the document, and prints nothing.
 */
#include "ingest/xmllib.h"
#include "base/utf8.h"
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <pthread.h>

static xmlParserInput *load_nothing(const char *url, const char *id, xmlParserCtxt *context) {
    (void)url, (void)id, (void)context;
    return NULL;
}

static void print_nothing(void *to, const char *message, ...) {
    (void)to, (void)message;
}

static void library_init(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    xmlSetGenericErrorFunc(NULL, print_nothing);
    xmlThrDefSetGenericErrorFunc(NULL, print_nothing);
}

void xml_library_ready(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_init);
}

/* The message may quote the document, so it may be anything. */
Str xml_error_text(const xmlError *error) {
    Str text = str_of(error->message);
    text = str_trim(str_sub(text, 0, str_find_byte(text, '\n')));
    return text.n && utf8_check(text) == text.n ? text : STR("error");
}

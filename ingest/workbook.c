/* workbook.c - see workbook.h. */
#include "ingest/workbook.h"

enum { NAME_AT = 30 /* of a zip's first local header */ };

bool workbook_is(Str start) {
    static const char *const names[] = {"[Content_Types].xml", "_rels/", "xl/", "docProps/", "customXml/"};
    if (!str_starts(start, STR("PK\3\4"))) return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts(str_sub(start, NAME_AT, SIZE_MAX), str_of(names[i]))) return true;
    return false;
}

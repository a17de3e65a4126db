/* defect.c - see defect.h. */
#include "ingest/defect.h"

enum { VALUE_SHOWN = 60 /* bytes: enough to know it again */ };

void defect_say(Diags *diags, Loc at, const char *defect, Str record, Str value, const char *what,
                const char *done) {
    Diag *diag = diag_add(diags, DIAG_DOUBT, at, done, "%s", what);
    diag->defect = defect;
    diag->record = str_copy(diags->arena, record);
    size_t n = value.n;
    if (n > VALUE_SHOWN)
        for (n = VALUE_SHOWN; ((unsigned char)value.p[n] & 0xC0) == 0x80;) n--;
    diag->value = str_copy(diags->arena, str_sub(value, 0, n));
}

/* defect.c - see defect.h. */
#include "ingest/defect.h"

enum { VALUE_SHOWN = 60 /* bytes: enough to know it again */ };

static void describe(Arena *arena, Diag *diag, const char *defect, Str record, Str value) {
    size_t n = value.n;
    if (n > VALUE_SHOWN)
        for (n = VALUE_SHOWN; ((unsigned char)value.p[n] & 0xC0) == 0x80;) n--;
    diag->defect = defect;
    diag->record = str_copy(arena, record);
    diag->value = str_copy(arena, str_sub(value, 0, n));
}

void defect_say(Diags *diags, Loc at, const char *defect, Str record, Str value, const char *what,
                const char *done) {
    Diag *diag = diag_add(diags, DIAG_DOUBT, at, done, "%s", what);
    describe(diags->arena, diag, defect, record, value);
}

void defect_keep(Diags *diags, Loc at, const char *defect, Str record, Str value) {
    Diag *diag = diag_add(diags, DIAG_DEFECT, at, "kept as it stands", "%s", defect);
    describe(diags->arena, diag, defect, record, value);
}

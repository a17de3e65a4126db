/* defect.c - see defect.h. */
#include "ingest/defect.h"
#include "base/map.h"

enum { VALUE_SHOWN = 60 /* bytes: enough to know it again */ };

static void describe(Arena *arena, Diag *diag, const char *defect, Str record, Str value) {
    size_t n = value.n;
    if (n > VALUE_SHOWN)
        for (n = VALUE_SHOWN; ((unsigned char)value.p[n] & 0xC0) == 0x80;) n--;
    diag->defect = defect;
    diag->record = str_copy(arena, record);
    diag->value = str_copy(arena, str_sub(value, 0, n));
}

Diag *defect_say(Diags *diags, Loc at, const char *defect, Str record, Str value, const char *what,
                 const char *done) {
    Diag *diag = diag_add(diags, DIAG_DOUBT, at, done, "%s", what);
    describe(diags->arena, diag, defect, record, value);
    return diag;
}

Diag *defect_keep(Diags *diags, Loc at, const char *defect, Str record, Str value) {
    Diag *diag = diag_add(diags, DIAG_DEFECT, at, "kept as it stands", "%s", defect);
    describe(diags->arena, diag, defect, record, value);
    return diag;
}

/* The first of a kind, and how many there are. */
typedef struct Fold {
    Diag *first;
    size_t times;
} Fold;

/* Whether a message is about the notice `record` or one of its lots. */
static bool is_about(const Diag *diag, Str record) {
    Str about = diag->record;
    return str_eq(about, record) || (str_starts(about, record) && about.p[record.n] == '#');
}

static Str fold_key(Arena *scratch, const Diag *diag) {
    return str_print(scratch, "%s\n%zu\n%.*s\n%.*s", diag->defect, diag->at.field.n, STR_ARG(diag->at.field),
                     STR_ARG(diag->value));
}

void defect_fold(Diags *diags, Diag *behind, Str record) {
    Diag *next = behind ? behind->next : diags->first;
    if (!next || !next->next) return;
    Arena *scratch = arena_new();
    Map *folds = map_new(scratch);
    for (Diag *last = behind, *diag = next; diag; diag = next) {
        next = diag->next;
        void **slot = diag->defect && !diag->once && is_about(diag, record)
                          ? map_slot(folds, fold_key(scratch, diag))
                          : NULL;
        Fold *fold = slot ? *slot : NULL;
        if (fold && str_eq(fold->first->consequence, diag->consequence)) {
            if (!str_eq(fold->first->record, diag->record))
                fold->first->record = str_copy(diags->arena, record);
            fold->times++;
            last->next = next;
            if (diags->last == diag) diags->last = last;
            diags->count[diag->kind]--;
            continue;
        }
        if (slot && !fold) {
            *slot = fold = ARENA_NEW(scratch, Fold);
            *fold = (Fold){diag, 1};
        }
        last = diag;
    }
    for (size_t i = 0; i < map_count(folds); i++) {
        const Fold *fold = map_value(folds, i);
        Diag *diag = fold->first;
        if (fold->times > 1)
            diag->consequence =
                str_print(diags->arena, "%.*s, %zu times", STR_ARG(diag->consequence), fold->times);
    }
    arena_free(scratch);
}

/* defects.c - rows to standard output, counts to standard error. */
#include "cli/defects.h"
#include <stdlib.h>

typedef struct Count {
    const char *defect;
    size_t n;
} Count;

struct Defects {
    Cli *cli;
    CsvDialect *dialect;
    Map *counts; /* defect -> Count * */
};

Defects *defects_new(Cli *cli, CsvDialect *dialect) {
    Defects *defects = ARENA_NEW(cli->run, Defects);
    *defects = (Defects){cli, dialect, map_new(cli->run)};
    Buf buf = {.arena = cli->run};
    CsvLine line = dialect(&buf);
    csvline_header(&line, STR("file,line,record,field,value,defect,done"));
    cli_write(cli, buf_str(&buf));
    return defects;
}

void defects_add(Defects *defects, const Diag *diag) {
    void **slot = map_slot(defects->counts, str_of(diag->defect));
    if (!*slot) {
        Count *count = ARENA_NEW(defects->cli->run, Count);
        count->defect = diag->defect;
        *slot = count;
    }
    ((Count *)*slot)->n++;
    Arena *scratch = arena_new();
    Buf buf = {.arena = scratch};
    CsvLine line = defects->dialect(&buf);
    csvline_text(&line, diag->at.file);
    if (diag->at.line) csvline_count(&line, diag->at.line);
    else csvline_text(&line, (Str){0});
    csvline_text(&line, diag->record);
    csvline_text(&line, diag->at.field);
    csvline_text(&line, diag->value);
    csvline_text(&line, str_of(diag->defect));
    csvline_text(&line, diag->consequence);
    csvline_end(&line);
    cli_write(defects->cli, buf_str(&buf));
    arena_free(scratch);
}

static int by_count(const void *a, const void *b) {
    const Count *x = *(const Count *const *)a, *y = *(const Count *const *)b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return str_cmp(str_of(x->defect), str_of(y->defect));
}

void defects_count(const Defects *defects) {
    Cli *cli = defects->cli;
    size_t n = map_count(defects->counts);
    const Count **sorted = ARENA_ARRAY(cli->run, const Count *, n);
    for (size_t i = 0; i < n; i++) sorted[i] = map_value(defects->counts, i);
    if (n) qsort(sorted, n, sizeof *sorted, by_count);
    for (size_t i = 0; i < n; i++)
        diag_add(&cli->diags, DIAG_NOTE, (Loc){0}, NULL, "%zu x %s", sorted[i]->n, sorted[i]->defect);
    if (!n) diag_add(&cli->diags, DIAG_NOTE, (Loc){0}, NULL, "no defects");
    cli_flush(cli);
}

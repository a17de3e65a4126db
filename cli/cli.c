/* cli.c - messages to people, data to standard output, and the exit code that follows from what was said. */
#include "cli/cli.h"
#include "base/decimal.h"
#include "base/file.h"
#include "cli/defects.h"
#include "cli/rejects.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DOUBTS_SAID = 100, /* one by one: more help nobody */
    NOTES_KEPT = 10000,
    ALIKE_SAID = 10, /* rows of a file of which the same is to be said: the others are counted */
};

static const char *kind_color(DiagKind kind) {
    static const char *const colors[DIAG_KINDS] = {
        [DIAG_NOTE] = "\033[2m",   [DIAG_DOUBT] = "\033[33m",   [DIAG_REFUSED] = "\033[35m",
        [DIAG_USAGE] = "\033[31m", [DIAG_WORLD] = "\033[1;31m",
    };
    return colors[kind];
}

/* Rows of one file that are refused for the same reason. */
typedef struct Alike {
    Diag first;
    size_t n;
} Alike;
typedef struct Alikes {
    Arena *arena;
    Map *by_reason;
    Alike **at;
    size_t n, cap;
} Alikes;

/* Whether as much has been said of rows of its file as helps: a file without its people is one thing to say.
 */
static bool is_one_more(Alikes *alikes, const Diag *diag) {
    if (diag->kind != DIAG_REFUSED || !diag->at.line || diag->source.n) return false;
    Str reason = str_print(alikes->arena, "%.*s\n%.*s\n%.*s", STR_ARG(diag->at.file), STR_ARG(diag->at.field),
                           STR_ARG(diag->what));
    Alike *alike = map_get(alikes->by_reason, reason);
    if (!alike) {
        alike = ARENA_NEW(alikes->arena, Alike);
        *alike = (Alike){.first = *diag};
        map_put(alikes->by_reason, reason, alike);
        *ARENA_PUSH(alikes->arena, alikes->at, alikes->n, alikes->cap) = alike;
    }
    return ++alike->n > ALIKE_SAID;
}

static void put(Cli *cli, DiagKind kind, Str text) {
    const char *color = cli->color ? kind_color(kind) : "", *plain = cli->color ? "\033[0m" : "";
    fprintf(stderr, "%s%.*s%s\n", color, STR_ARG(text), plain);
}

static void say_others(Cli *cli, const Alikes *alikes) {
    for (size_t i = 0; i < alikes->n; i++) {
        const Alike *alike = alikes->at[i];
        if (alike->n <= ALIKE_SAID) continue;
        Diag diag = alike->first;
        diag.at.line = diag.at.column = 0;
        diag.consequence = str_print(alikes->arena, "%.*s, and %zu others of this file like it",
                                     STR_ARG(diag.consequence), alike->n - ALIKE_SAID);
        put(cli, diag.kind, diag_print(alikes->arena, &diag));
    }
}

static void say(Cli *cli, Arena *scratch, Alikes *alikes, const Diag *diag, bool personal) {
    if (!is_one_more(alikes, diag)) put(cli, diag->kind, diag_print(scratch, diag));
    cli->said[diag->kind]++;
    if (diag->kind == DIAG_REFUSED && cli->rejects) rejects_add(cli->rejects, diag, personal);
}

/* Whether it holds for a file, and has been said of it. */
static bool is_said(Cli *cli, Arena *scratch, const Diag *diag) {
    bool note = diag->kind == DIAG_NOTE && diag->at.file.n;
    if (!note && !diag->once) return false;
    Str what = diag->once ? str_of(diag->defect) : diag->what;
    Str said = str_print(scratch, "%.*s\n%.*s\n%.*s", STR_ARG(diag->at.file), STR_ARG(diag->at.field),
                         STR_ARG(what));
    if (!cli->notes) cli->notes = map_new(cli->run);
    if (map_has(cli->notes, said)) return true;
    if (map_count(cli->notes) < NOTES_KEPT) map_put(cli->notes, str_copy(cli->run, said), cli);
    return false;
}

/* Whether people want to read it: defects if they ask for them, doubts up to a point. */
static bool is_wanted(Cli *cli, const Diag *diag) {
    if (diag->kind == DIAG_DEFECT || (cli->quiet && diag->kind < DIAG_REFUSED)) return false;
    if (diag->kind != DIAG_DOUBT || !diag->defect || cli->said[DIAG_DOUBT] < DOUBTS_SAID) return true;
    cli->unsaid++;
    return false;
}

void cli_say(Cli *cli, const Diags *diags, bool personal) {
    if (!diags->first) return;
    Arena *scratch = arena_new();
    Alikes alikes = {.arena = arena_new()};
    alikes.by_reason = map_new(alikes.arena);
    if (cli->progress) fputs("\r\033[K", stderr); /* a progress line may stand there */
    for (const Diag *diag = diags->first; diag; diag = diag->next) {
        arena_reset(scratch);
        if ((cli->mute && diag->kind < DIAG_USAGE) || is_said(cli, scratch, diag)) continue;
        if (cli->defects && diag->defect) defects_add(cli->defects, diag);
        else if (is_wanted(cli, diag)) say(cli, scratch, &alikes, diag, personal);
    }
    say_others(cli, &alikes);
    arena_free(alikes.arena);
    arena_free(scratch);
}

void cli_flush(Cli *cli) {
    cli_say(cli, &cli->diags, false);
    cli->diags = diags_new(cli->run);
}

static int exit_code(const Cli *cli) {
    if (cli->said[DIAG_WORLD]) return EXIT_WORLD;
    if (cli->said[DIAG_USAGE]) return EXIT_USAGE;
    return cli->said[DIAG_REFUSED] ? EXIT_REFUSED : EXIT_DONE;
}

int cli_usage(Cli *cli, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str what = str_vprint(cli->run, format, args);
    va_end(args);
    diag_add(&cli->diags, DIAG_USAGE, (Loc){0}, NULL, "clausier: %.*s", STR_ARG(what));
    cli_flush(cli);
    return EXIT_USAGE;
}

static void output_failed(Cli *cli) {
    if (!cli->output_failed)
        diag_add(&cli->diags, DIAG_WORLD, (Loc){.file = STR("standard output")}, "not written", "%s",
                 strerror(errno));
    cli->output_failed = true;
    cli_flush(cli);
}

bool cli_output_spares(Cli *cli, Str file) {
    if (!cli->output.n) return true;
    Arena *scratch = arena_new();
    bool same = file_same(scratch, cli->output, file);
    arena_free(scratch);
    if (same) cli_usage(cli, "-o %.*s: that file is read here", STR_ARG(cli->output));
    return !same;
}

bool cli_spares(Cli *cli, StrList files) {
    Arena *scratch = arena_new();
    Str folder = {0};
    bool spared = true;
    for (size_t i = 0; spared && i < files.n; i++) {
        Str file = files.at[i];
        if (str_is(file, "-")) continue;
        spared = cli_output_spares(cli, file);
        if (spared && cli->rejects && !str_eq(folder, file_folder(file))) {
            folder = file_folder(file);
            spared = !file_same(scratch, rejects_folder(cli->rejects), folder);
            if (!spared) cli_usage(cli, "--rejects: %.*s lies in that folder itself", STR_ARG(file));
        }
        arena_reset(scratch);
    }
    arena_free(scratch);
    return spared;
}

bool cli_write(Cli *cli, Str bytes) {
    if (!cli->output_failed && bytes.n && fwrite(bytes.p, 1, bytes.n, stdout) < bytes.n) output_failed(cli);
    return !cli->output_failed;
}

int cli_finish(Cli *cli) {
    if (cli->unsaid)
        diag_add(&cli->diags, DIAG_NOTE, (Loc){0}, "clausier read --quality lists all",
                 "%zu more values left out", cli->unsaid);
    if (fflush(stdout) != 0) output_failed(cli);
    cli_flush(cli);
    if (cli->rejects && !cli->said[DIAG_USAGE]) rejects_write(cli->rejects, &cli->diags);
    if (cli->rejects) rejects_free(cli->rejects);
    cli->rejects = NULL;
    cli_flush(cli);
    return exit_code(cli);
}

Str cli_temporary_folder(void) {
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? str_of(folder) : STR("/tmp");
}

Date cli_today(void) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds, latest = (int64_t)date_of(9999, 12, 31) * 86400;
    bool told = epoch && number_read_plain(str_of(epoch), 0, false, &seconds) == NUMBER_OK && seconds >= 0 &&
                seconds <= latest;
    if (!told) seconds = time(NULL);
    return (Date)(seconds / 86400);
}

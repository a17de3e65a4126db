/* corpus.c - a walk over a corpus whose rows are not printed but folded: by rules/measure.h to counts, by
 * rules/compare.h to what has changed. */
#include "cli/corpus.h"
#include "base/file.h"
#include "cli/lots.h"
#include "report/measured.h"

enum { LABELS_LIMIT = 256 << 20 }; /* bytes */

typedef struct Corpus {
    Cli *cli;
    Arena *scratch;
    Measure *measure;
} Corpus;

static void note_lot(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    measure_note(rows, scratch, seen->notice, seen->lot, seen->verdict);
}

static bool add_notes(void *to, Str notes) {
    Corpus *corpus = to;
    arena_reset(corpus->scratch);
    measure_add(corpus->measure, corpus->scratch, notes);
    return true;
}

static Str headline(Cli *cli, const CorpusJob *job, const Ruleset *rules, const MeasureCounts *counts) {
    Buf line = {.arena = cli->run};
    buf_print(&line, "%zu lots judged by %.*s (%.8s)%s\n", counts->lots, STR_ARG(ruleset_title(rules)),
              ruleset_digest(rules).p, job->blind ? ", what names a clause hidden" : "");
    return buf_str(&line);
}

/* What the columns of a table of labels mean; a label 0 is no proof. */
#define ABOUT_LABELS                                                                                         \
    "\nprecision: lots with a clause of those pointed at; recall: lots pointed at of those with a clause.\n" \
    "A lot whose notice announces nothing counts as one without a clause.\n"

static void print_counts(Cli *cli, const CorpusJob *job, const Ruleset *rules, const Measure *measure) {
    MeasureCounts counts = measure_counts(measure);
    bool labels = job->labels.n > 0;
    if (counts.strange)
        diag_add(&cli->diags, DIAG_NOTE, (Loc){.file = job->labels}, "passed over",
                 "labels of lots that are not in the corpus: %zu", counts.strange);
    if (job->csv) {
        Buf buf = {.arena = cli->run};
        CsvLine line = job->dialect(&buf);
        measured_csv(cli->run, &line, &counts, labels);
        cli_write(cli, buf_str(&buf));
        return;
    }
    cli_write(cli, headline(cli, job, rules, &counts));
    cli_write(cli, measured_text(cli->run, &counts, labels));
    if (labels) cli_write(cli, STR(ABOUT_LABELS));
}

static bool read_labels(Cli *cli, Str path, Labels *labels) {
    Str bytes;
    return file_read_settings(cli->run, path, LABELS_LIMIT, &bytes, &cli->diags) &&
           labels_read(cli->run, path, bytes, labels, &cli->diags);
}

static void measure_corpus(Cli *cli, const CorpusJob *job, const Ruleset *rules) {
    Labels labels = {0};
    if (job->labels.n && !read_labels(cli, job->labels, &labels)) return;
    Corpus corpus = {.cli = cli,
                     .scratch = arena_new(),
                     .measure = measure_new(cli->run, rules, job->labels.n ? &labels : NULL)};
    LotWalk walk = {.rules = rules,
                    .blind = job->blind,
                    .row = note_lot,
                    .shared = &corpus,
                    .workers = job->workers,
                    .newest = true,
                    .output = {.rows = add_notes, .to = &corpus}};
    lots_walk(cli, &walk, &job->corpus, NULL);
    if (!cli->said[DIAG_WORLD]) print_counts(cli, job, rules, corpus.measure);
    arena_free(corpus.scratch);
}

int corpus_run(Cli *cli, const CorpusJob *job) {
    Words *words = cli_words(cli);
    Ruleset *rules = words ? ruleset_read(cli->run, &job->packs, words, &cli->diags) : NULL;
    if (rules && (!job->blind || cli_can_blind(cli, rules))) measure_corpus(cli, job, rules);
    ruleset_free(rules);
    return cli_finish(cli);
}

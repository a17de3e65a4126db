/* corpus.c - a walk over a corpus whose rows are not printed but folded: by rules/measure.h to counts, by
 * rules/compare.h to what has changed. */
#include "cli/corpus.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/lots.h"
#include "report/measured.h"
#include "rules/compare.h"

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

/* How lots have changed, and how many have. */
typedef struct Diff {
    Cli *cli;
    size_t lots, changed, by[CHANGES], verdicts[VERDICT_KINDS][VERDICT_KINDS]; /* from, to */
} Diff;

/* A line a lot: its changes in octal digits, its verdict before and after, and what is printed. */
static void diff_lot(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    (void)shared;
    unsigned changes = verdict_changes(seen->before, seen->verdict);
    if (!changes) {
        buf_byte(rows, '\n');
        return;
    }
    LotName name = lot_name(seen->notice, seen->lot);
    Buf line = {.arena = scratch};
    buf_add(&line, name.file);
    const Str words[] = {seen->lot->id.n ? seen->lot->id : name.notice_id, seen->lot->title};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].n) buf_print(&line, " %.*s", STR_ARG(words[i]));
    Str why = compare_print(scratch, seen->before, seen->verdict);
    buf_print(&line, ": %.*s", STR_ARG(why));
    Str shown = utf8_visible(scratch, str_squeeze(scratch, buf_str(&line)));
    buf_print(rows, "%02o%d%d%.*s\n", changes, (int)seen->before->kind, (int)seen->verdict->kind,
              STR_ARG(shown));
}

static void count_change(Diff *diff, Str head) {
    unsigned changes = (unsigned)(head.p[0] - '0') * 8 + (unsigned)(head.p[1] - '0');
    diff->changed++;
    diff->verdicts[head.p[2] - '0'][head.p[3] - '0']++;
    for (Change change = 0; change < CHANGES; change++) diff->by[change] += changes >> change & 1;
}

static bool add_changes(void *to, Str notes) {
    enum { HEAD = 4 };
    Diff *diff = to;
    Str note;
    while (str_next(&notes, '\n', &note)) {
        diff->lots++;
        if (note.n < HEAD) continue;
        count_change(diff, note);
        cli_write(diff->cli, str_sub(note, HEAD, SIZE_MAX));
        if (!cli_write(diff->cli, STR("\n"))) return false;
    }
    return true;
}

static void print_changes(const Diff *diff) {
    Buf line = {.arena = diff->cli->run};
    buf_print(&line, "changed %zu of %zu lots", diff->changed, diff->lots);
    for (Change change = 0; change < CHANGES; change++)
        buf_print(&line, "%s %s %zu", change ? "," : ":", change_name(change), diff->by[change]);
    for (int from = 0; from < VERDICT_KINDS; from++)
        for (int to = 0; to < VERDICT_KINDS; to++)
            if (from != to && diff->verdicts[from][to])
                buf_print(&line, "; %s -> %s %zu", verdict_name((VerdictKind)from),
                          verdict_name((VerdictKind)to), diff->verdicts[from][to]);
    buf_byte(&line, '\n');
    cli_write(diff->cli, buf_str(&line));
}

/* The packs with the old one in place of the first. */
static Ruleset *read_before(Cli *cli, const CorpusJob *job, const Words *words) {
    StrList packs = {0};
    for (size_t i = 0; i < job->old.n; i++) strlist_add(cli->run, &packs, job->old.at[i]);
    for (size_t i = 1; i < job->packs.n; i++) strlist_add(cli->run, &packs, job->packs.at[i]);
    return ruleset_read(cli->run, &packs, words, &cli->diags);
}

static void compare_corpus(Cli *cli, const CorpusJob *job, const Ruleset *rules, const Ruleset *before) {
    Diff diff = {.cli = cli};
    LotWalk walk = {.rules = rules,
                    .before = before,
                    .blind = job->blind,
                    .row = diff_lot,
                    .shared = &diff,
                    .workers = job->workers,
                    .newest = true,
                    .output = {.rows = add_changes, .to = &diff}};
    lots_walk(cli, &walk, &job->corpus, NULL);
    if (!cli->said[DIAG_WORLD]) print_changes(&diff);
}

int corpus_run(Cli *cli, const CorpusJob *job) {
    Words *words = cli_words(cli);
    Ruleset *rules = words ? ruleset_read(cli->run, &job->packs, words, &cli->diags) : NULL;
    Ruleset *before = rules && job->old.n ? read_before(cli, job, words) : NULL;
    bool good = rules && (before || !job->old.n) && (!job->blind || cli_can_blind(cli, rules));
    if (good && before) compare_corpus(cli, job, rules, before);
    else if (good) measure_corpus(cli, job, rules);
    ruleset_free(before);
    ruleset_free(rules);
    return cli_finish(cli);
}

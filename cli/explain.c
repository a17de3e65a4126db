/* explain.c - clausier explain: every rule's word on a lot, and what would settle it. */
#include "rules/explain.h"
#include "base/columns.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/explain.h"
#include "cli/options.h"
#include "cli/terminal.h"

enum {
    MOST_DIFFERENCES = 20, /* of a corrigendum, and as much of each of its texts */
    DIFFERENCE_SHOWN = 60,
    GAP = 2,
};

static bool print_text(void *to, Str text) {
    Explain *explain = to;
    explain->found = explain->found || text.n;
    return cli_write(explain->cli, text);
}

/* The beginning of a text, cut between two characters. */
static Str shorten(Arena *arena, Str text) {
    if (text.n <= DIFFERENCE_SHOWN) return text;
    size_t n = DIFFERENCE_SHOWN;
    while (((unsigned char)text.p[n] & 0xC0) == 0x80) n--;
    return str_print(arena, "%.*s\u2026", (int)n, text.p);
}

void explain_row(void *shared, Arena *scratch, const LotSeen *seen, Buf *rows) {
    const Explain *explain = shared;
    if (explain->lot.n && !str_eq(explain->lot, seen->lot->id)) return;
    buf_add(rows,
            explain_lot(scratch, explain->words, seen->notice, seen->lot, seen->verdict, explain->width));
    buf_byte(rows, '\n');
}

/* What the chain says of a notice: its day, its number, its file, then what it corrects, a line each. */
static Str about_notice(void *shared, Arena *arena, const Notice *notice) {
    const Words *words = ((const Explain *)shared)->words;
    Date day = notice->issue_date != DATE_ABSENT ? notice->issue_date : notice->publication_date;
    Str number = notice->publication_number.n ? notice->publication_number : notice->id;
    Buf about = {.arena = arena};
    const Str fields[] = {day == DATE_ABSENT ? words_get(words, "chain.undated") : date_print(arena, day),
                          number, file_name(notice->file)};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_add(&about, utf8_visible(arena, fields[i]));
        buf_byte(&about, '\n');
    }
    for (size_t i = 0; i < notice->correction_count && i < MOST_DIFFERENCES; i++) {
        const Correction *correction = &notice->corrections[i];
        WordsValue values[] = {{"where", shorten(arena, correction->where)},
                               {"before", shorten(arena, correction->before)},
                               {"after", shorten(arena, correction->after)}};
        buf_add(&about, utf8_visible(arena, words_say(arena, words, "chain.difference", values, 3)));
        buf_byte(&about, '\n');
    }
    return buf_str(&about);
}

static void pad(Arena *arena, Buf *buf, Str text, size_t width) {
    Str shown = columns_cut(arena, text, width);
    buf_add(buf, shown);
    columns_advance(buf, columns_of(shown), width + GAP);
}

/* A text in lines, behind an indent. */
static void add_wrapped(Arena *arena, Buf *buf, Str text, size_t indent, size_t width) {
    StrList lines = {0};
    columns_wrap(arena, &lines, text, width - indent);
    for (size_t i = 0; i < lines.n; i++) {
        columns_advance(buf, 0, indent);
        buf_add(buf, lines.at[i]);
        buf_byte(buf, '\n');
    }
}

/* The notices of a procedure, a line each, the oldest first. */
static Str chain_text(void *to, Arena *scratch, const ChainLink *links, size_t n, size_t all) {
    static const char *const roles[] = {[ROLE_CALL] = "chain.call",
                                        [ROLE_CHANGE] = "chain.change",
                                        [ROLE_RESULT] = "chain.result",
                                        [ROLE_MODIFICATION] = "chain.modification",
                                        [ROLE_CORRECTION] = "chain.correction",
                                        [ROLE_CANCELLATION] = "chain.cancellation"};
    static const char *const standings[] = {[STANDING_STANDS] = "chain.stands",
                                            [STANDING_DUPLICATE] = "chain.duplicate",
                                            [STANDING_SUPERSEDED] = "chain.superseded",
                                            [STANDING_ANSWERED] = "chain.answered",
                                            [STANDING_CORRECTION] = "chain.corrects"};
    enum { MARK = 4, DEEPER = 6, DAY = 10, ROLE = 23, NUMBER = 13, STANDING = 16, PLACE_LEAST = 16 };
    const Explain *explain = to;
    const Words *words = explain->words;
    size_t used = MARK + DAY + ROLE + NUMBER + STANDING + 4 * GAP;
    size_t place_width = explain->width > used ? explain->width - used : 0;
    Buf buf = {.arena = scratch};
    WordsValue count[] = {{"count", count_print_fr(scratch, (int64_t)all)}},
               more[] = {{"count", count_print_fr(scratch, (int64_t)(all - n))}};
    buf_add(&buf, words_say(scratch, words, "chain.head", count, 1));
    buf_byte(&buf, '\n');
    for (size_t i = 0; i < n; i++) {
        Str rest = links[i].about, day = {0}, number = {0}, place = {0}, difference;
        str_next(&rest, '\n', &day);
        str_next(&rest, '\n', &number);
        str_next(&rest, '\n', &place);
        buf_add(&buf, links[i].counts ? STR("  > ") : STR("    "));
        pad(scratch, &buf, day, DAY);
        pad(scratch, &buf, words_get(words, roles[links[i].role]), ROLE);
        pad(scratch, &buf, number, NUMBER);
        pad(scratch, &buf, words_get(words, links[i].counts ? "chain.counts" : standings[links[i].standing]),
            STANDING);
        if (place_width >= PLACE_LEAST) buf_add(&buf, columns_cut_start(scratch, place, place_width));
        while (buf.n && buf.p[buf.n - 1] == ' ') buf.n--;
        buf_byte(&buf, '\n');
        while (str_next(&rest, '\n', &difference))
            add_wrapped(scratch, &buf, difference, DEEPER, explain->width);
    }
    if (n < all)
        add_wrapped(scratch, &buf, words_say(scratch, words, "chain.more", more, 1), MARK, explain->width);
    buf_byte(&buf, '\n');
    return buf_str(&buf);
}

static bool is_file(Cli *cli, Str path) {
    return str_is(path, "-") || file_exists(cli->run, path);
}

/* Whether the argument is no file, and may be a notice of a convention. */
static bool is_reference(Cli *cli, const StrList *paths, Str directory) {
    return paths->n == 1 && !is_file(cli, paths->at[0]) && home_is_near(cli, directory);
}

static int explain_one_reference(Explain *explain, LotWalk *walk, const StrList *packs, Str reference,
                                 Str directory) {
    Cli *cli = explain->cli;
    Home *home = ARENA_NEW(cli->run, Home);
    Ruleset *rules = NULL;
    if (!home_open(cli, directory, home)) return cli_finish(cli);
    explain->words = cli_words(cli);
    if (explain->words && packs->n) walk->rules = rules = cli_ruleset(cli, explain->words, packs);
    if (explain->words && (!packs->n || rules)) explain_reference(explain, home, walk, reference);
    ruleset_free(rules);
    return cli_finish(cli);
}

static int explain_run(Cli *cli, int argc, char **argv) {
    Explain explain = {.cli = cli};
    StrList packs = {0}, paths = {0};
    LotWalk walk = {.row = explain_row,
                    .shared = &explain,
                    .newest = true,
                    .about = about_notice,
                    .output = {.rows = print_text, .chain = chain_text, .to = &explain}};
    Str directory = {0};
    const Option options[] = {
        {"lot", 'l', OPTION_TEXT, &explain.lot}, {"directory", 'C', OPTION_TEXT, &directory},
        {"rules", 'r', OPTION_LIST, &packs},     {"width", 'w', OPTION_COUNT, &explain.width},
        {"blind", 0, OPTION_FLAG, &walk.blind},  {0}};
    if (!options_read(cli, options, argc, argv, &paths)) return EXIT_USAGE;
    explain.width = terminal_width(explain.width);
    if (!paths.n) return cli_usage(cli, "explain: which file? (clausier help explain)");
    if (is_reference(cli, &paths, directory))
        return explain_one_reference(&explain, &walk, &packs, paths.at[0], directory);

    if (directory.n) return cli_usage(cli, "explain: -C goes with the id of one notice, and no file");

    explain.words = cli_words(cli);
    Ruleset *rules = explain.words ? cli_ruleset(cli, explain.words, &packs) : NULL;
    if (!rules || (walk.blind && !cli_can_blind(cli, rules))) {
        ruleset_free(rules);
        return cli_finish(cli);
    }
    walk.rules = rules;
    lots_walk(cli, &walk, &paths, NULL);
    ruleset_free(rules);
    if (explain.lot.n && !explain.found)
        cli_usage(cli, "explain: no lot %.*s was read", STR_ARG(explain.lot));
    return cli_finish(cli);
}

const Command command_explain = {
    .name = "explain",
    .synopsis = "explain [-l LOT] [-r PACK]... [-w COLUMNS] [--blind] FILE|-...\n"
                "       clausier explain [-C DIR] [-w COLUMNS] NOTICE_ID[@VERSION][#LOT_ID]",
    .summary = "says every rule's word on a lot, and what would settle it",
    .help = "  -l, --lot LOT       only the lot with this id (LOT-0001)\n"
            "  -r, --rules PACK    a pack's name or path, fr-social by default; repeatable\n"
            "  -w, --width COLUMNS the terminal's by default, 80 elsewhere\n"
            "      --blind         hides what says that a lot carries a clause\n"
            "  -C, --directory DIR the convention in which a notice is looked for by its id;\n"
            "                      without, where the argument is no file, that of\n"
            "                      $CLAUSIER_CONVENTION or of a folder above\n"
            "\n"
            "The text is French: it is what a facilitator reads to the buyer on the phone.\n"
            "A notice of a convention is read from its archive, judged by its packs, and what\n"
            "became of it from day to day stands below. Without a version it is the one that\n"
            "stands.\n",
    .run = explain_run,
};

/* newest.c - records in pieces that stay where they are, rows in a spool. */
#include "cli/newest.h"
#include "base/spool.h"
#include <stdlib.h>
#include <string.h>

enum { PIECE = 4096 };

typedef struct Record {
    uint64_t at; /* of its rows, in the spool */
    uint32_t n, file, line;
    uint32_t member; /* where its place begins in the names; 0: it is no member */
} Record;

/* Those that hang together with a notice, itself included. */
typedef struct Kin {
    uint32_t first, count;
} Kin;

struct Newest {
    Cli *cli;
    Arena *arena; /* of all that follows */
    Procedures *procedures;
    Spool *spool;
    Record **pieces;
    size_t piece_count, piece_cap, n;
    Buf names; /* places of members, each ended by a NUL; the first byte is none of them */
    Str *abouts;
    size_t about_count, about_cap;
    size_t *corrected;
    size_t corrected_count, corrected_cap;
    bool members; /* there are some */
    Kin *kin;     /* by number, where chains are asked for */
};

Newest *newest_new(Cli *cli) {
    Arena *arena = arena_new();
    Newest *newest = ARENA_NEW(arena, Newest);
    *newest = (Newest){.cli = cli,
                       .arena = arena,
                       .procedures = procedures_new(arena),
                       .spool = spool_new(cli_temporary_folder()),
                       .names = {.arena = arena_new()}};
    buf_byte(&newest->names, '\0');
    return newest;
}

void newest_free(Newest *newest) {
    spool_free(newest->spool);
    arena_free(newest->names.arena);
    arena_free(newest->arena);
}

static Record *record_at(const Newest *newest, size_t number) {
    return &newest->pieces[number / PIECE][number % PIECE];
}

static Str member_of(const Newest *newest, const Record *record) {
    return record->member ? str_of(newest->names.p + record->member) : (Str){0};
}

/* The place in the names; members come one after the other, so that it is enough to look at the last. */
static uint32_t name_add(Newest *newest, Str member) {
    Buf *names = &newest->names;
    if (!member.n) return 0;
    newest->members = true;
    const Record *last = newest->n ? record_at(newest, newest->n - 1) : NULL;
    if (last && str_eq(member_of(newest, last), member)) return last->member;
    if (names->n + member.n >= UINT32_MAX) arena_exhausted();
    uint32_t at = (uint32_t)names->n;
    buf_add(names, member);
    buf_byte(names, '\0');
    return at;
}

static void keep_about(Newest *newest, Str about) {
    while (newest->about_count < newest->n)
        ARENA_PUSH(newest->arena, newest->abouts, newest->about_count, newest->about_cap);
    newest->abouts[newest->n - 1] = str_copy(newest->arena, about);
}

bool newest_add(void *to, NoticePlace place, const NoticeKeys *keys, Str about, Str rows) {
    Newest *newest = to;
    if (newest->n % PIECE == 0)
        *ARENA_PUSH(newest->arena, newest->pieces, newest->piece_count, newest->piece_cap) =
            ARENA_ARRAY(newest->arena, Record, PIECE);
    if (rows.n > UINT32_MAX) arena_exhausted();
    uint32_t member = name_add(newest, place.member);
    *record_at(newest, newest->n++) = (Record){.at = spool_put(newest->spool, rows),
                                               .n = (uint32_t)rows.n,
                                               .file = (uint32_t)place.file,
                                               .line = place.line,
                                               .member = member};
    procedures_add_keys(newest->procedures, keys);
    if (about.n) keep_about(newest, about);
    return !spool_failed(newest->spool);
}

static bool counts(const Newest *newest, size_t number) {
    return procedures_standing(newest->procedures, number).standing == STANDING_STANDS;
}

size_t newest_settle(Newest *newest) {
    if (spool_failed(newest->spool)) return 0;
    procedures_settle(newest->procedures);
    for (size_t i = 0; i < newest->n; i++) {
        size_t deadlines;
        procedures_deadlines(newest->procedures, i, &deadlines);
        if (!deadlines || !counts(newest, i)) continue;
        *ARENA_PUSH(newest->arena, newest->corrected, newest->corrected_count, newest->corrected_cap) = i;
    }
    return newest->corrected_count;
}

size_t newest_corrected(const Newest *newest, size_t i, NoticePlace *place) {
    const Record *record = record_at(newest, newest->corrected[i]);
    *place = (NoticePlace){record->file, member_of(newest, record), record->line};
    return newest->corrected[i];
}

bool newest_same(const Newest *newest, size_t number, const NoticeKeys *keys) {
    return procedures_same(newest->procedures, number, keys);
}

bool newest_deadline(const Newest *newest, size_t number, Str lot_id, DateTime *deadline) {
    DeadlineCorrection correction;
    if (!procedures_deadline(newest->procedures, number, lot_id, &correction)) return false;
    *deadline = correction.deadline;
    return true;
}

const DeadlineCorrection *newest_deadlines(const Newest *newest, size_t number, size_t *count) {
    return procedures_deadlines(newest->procedures, number, count);
}

void newest_replace(Newest *newest, size_t number, Str rows) {
    Record *record = record_at(newest, number);
    record->at = spool_put(newest->spool, rows);
    record->n = (uint32_t)rows.n;
}

static int by_place(const void *a, const void *b, void *to) {
    const Newest *newest = to;
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    const Record *x = record_at(newest, left), *y = record_at(newest, right);
    if (x->file != y->file) return x->file < y->file ? -1 : 1;
    int order = x->member == y->member ? 0 : str_cmp(member_of(newest, x), member_of(newest, y));
    return order ? order : (left > right) - (left < right);
}

/* Numbers in the order of places; NULL where they are in it already: only archives come in another. */
static size_t *sorted_by_place(Newest *newest) {
    if (!newest->members) return NULL;
    size_t *sorted = ARENA_ARRAY(newest->arena, size_t, newest->n);
    for (size_t i = 0; i < newest->n; i++) sorted[i] = i;
    qsort_r(sorted, newest->n, sizeof *sorted, by_place, newest);
    return sorted;
}

/* Every circle is walked once. */
static void find_kin(Newest *newest) {
    const Procedures *procedures = newest->procedures;
    newest->kin = ARENA_ARRAY(newest->arena, Kin, newest->n);
    for (size_t i = 0; i < newest->n; i++) {
        if (newest->kin[i].count) continue;
        Kin kin = {.first = (uint32_t)procedures_first(procedures, i)};
        for (size_t k = kin.first; k != NO_NOTICE; k = procedures_next(procedures, k)) kin.count++;
        for (size_t k = kin.first; k != NO_NOTICE; k = procedures_next(procedures, k)) newest->kin[k] = kin;
    }
}

static Str chain_of(const Newest *newest, Arena *scratch, size_t number, const NewestOutput *output) {
    const Procedures *procedures = newest->procedures;
    const Kin *kin = &newest->kin[number];
    if (kin->count < 2) return (Str){0};
    ChainLink links[CHAIN_MOST];
    size_t n = 0;
    bool met = false;
    for (size_t i = kin->first; i != NO_NOTICE && n < CHAIN_MOST; i = procedures_next(procedures, i)) {
        bool last = n == CHAIN_MOST - 1;
        if (last && !met) i = number;
        met = met || i == number;
        links[n++] = (ChainLink){.about = i < newest->about_count ? newest->abouts[i] : (Str){0},
                                 .standing = procedures_standing(procedures, i).standing,
                                 .role = procedures_role(procedures, i),
                                 .counts = i == number};
    }
    return output->chain(output->to, scratch, links, n, kin->count);
}

/* What became of those that are not printed. */
static void say_standings(const Newest *newest) {
    static const char *const words[] = {[STANDING_DUPLICATE] = "copies",
                                        [STANDING_SUPERSEDED] = "replaced by a newer state",
                                        [STANDING_ANSWERED] = "results of calls",
                                        [STANDING_CORRECTION] = "corrigenda"};
    size_t count[sizeof words / sizeof *words] = {0};
    for (size_t i = 0; i < newest->n; i++) count[procedures_standing(newest->procedures, i).standing]++;
    Buf buf = {.arena = newest->arena};
    for (size_t i = STANDING_DUPLICATE; i < sizeof words / sizeof *words; i++)
        if (count[i]) buf_print(&buf, "%s%zu %s", buf.n ? ", " : "", count[i], words[i]);
    if (buf.n)
        diag_add(&newest->cli->diags, DIAG_NOTE, (Loc){0}, NULL, "notices not judged by themselves: %.*s",
                 STR_ARG(buf_str(&buf)));
}

bool newest_print(Newest *newest, const NewestOutput *output) {
    if (!spool_good(newest->spool, &newest->cli->diags)) return false;
    const size_t *sorted = sorted_by_place(newest);
    if (output->chain) find_kin(newest);
    Arena *scratch = arena_new();
    bool go_on = !output->begin || output->begin(output->to);
    for (size_t i = 0; go_on && i < newest->n; i++) {
        size_t number = sorted ? sorted[i] : i;
        if (!counts(newest, number)) continue;
        const Record *record = record_at(newest, number);
        Str rows = spool_get(newest->spool, scratch, record->at, record->n);
        bool explained = rows.n && output->chain;
        go_on = !spool_failed(newest->spool) && output->rows(output->to, rows);
        Str chain = explained ? chain_of(newest, scratch, number, output) : (Str){0};
        if (chain.n) go_on = go_on && output->rows(output->to, chain);
        arena_reset(scratch);
    }
    arena_free(scratch);
    go_on = spool_good(newest->spool, &newest->cli->diags) && go_on;
    say_standings(newest);
    cli_flush(newest->cli);
    return go_on;
}

/* bench_csv.c - what tables are compared at: of an award table, rows and cents by department of the contracts
 * in trades of insertion. usage: bench_csv FILE THREADS
 *
 * Kept is a row whose CPV begins with 45, 9091 or 7731, or whose object has the word "insertion"; its
 * department is the beginning of the place's code. Each thread takes the next piece of the file and counts it
 * for itself, and the counts are added at the end. Every row is read and cut into cells, kept or not. */
#include "base/decimal.h"
#include "ingest/csv.h"
#include "ingest/feed.h"
#include "ingest/source.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PART = 2 << 20, MOST_THREADS = 64, DEPARTMENTS = 1 << 16 /* any two bytes */ };

/* The file, handed out piece by piece. */
typedef struct Pieces {
    pthread_mutex_t lock;
    Feed *feed;
} Pieces;

typedef struct Worker {
    pthread_t thread;
    Pieces *pieces;
    Arena *arena; /* of the piece at hand */
    bool failed;
    int64_t rows[DEPARTMENTS], cents[DEPARTMENTS];
} Worker;

enum { TITLE, CPV, PLACE, AMOUNT, COLUMNS };
static const char *const names[COLUMNS] = {"objet", "codeCPV", "lieuExecution_code", "montant"};

static bool pieces_next(Pieces *pieces, Arena *arena, Piece *piece, Diags *diags) {
    FeedItem item;
    pthread_mutex_lock(&pieces->lock);
    bool found = feed_next(pieces->feed, arena, &item, diags);
    pthread_mutex_unlock(&pieces->lock);
    if (!found) return false;
    *piece = item.piece;
    Str bytes;
    if (item.unread && source_read(arena, item.piece.file, &bytes, diags))
        *piece = piece_whole(item.piece.file, bytes);
    return true;
}

/* Where the columns stand; false if one is missing. */
static bool columns_find(const CsvRow *header, size_t at[COLUMNS]) {
    for (size_t i = 0; i < COLUMNS; i++) {
        at[i] = 0;
        while (at[i] < header->n && !str_is(header->cells[at[i]], names[i])) at[i]++;
        if (at[i] == header->n) return false;
    }
    return true;
}

static bool is_kept(Str cpv, Str title) {
    return str_starts(cpv, STR("45")) || str_starts(cpv, STR("9091")) || str_starts(cpv, STR("7731")) ||
           str_find(title, STR("insertion")) != SIZE_MAX;
}

/* Also the order of departments: that of their bytes. */
static size_t department_of(Str place) {
    size_t first = place.n > 0 ? (unsigned char)place.p[0] : 0;
    return first << 8 | (place.n > 1 ? (unsigned char)place.p[1] : 0);
}

/* The cells of the row that are looked at; false for a row that has them not: a broken one, or short. */
static bool cells_take(const CsvRow *row, const size_t at[COLUMNS], Str cells[COLUMNS]) {
    for (size_t i = 0; i < COLUMNS; i++) {
        if (at[i] >= row->n) return false;
        cells[i] = row->cells[at[i]];
    }
    return true;
}

static void count_row(Worker *worker, const Str cells[COLUMNS]) {
    if (!is_kept(cells[CPV], cells[TITLE])) return;
    size_t department = department_of(cells[PLACE]);
    int64_t cents;
    worker->rows[department]++;
    if (number_read_plain(cells[AMOUNT], 2, true, &cents) == NUMBER_OK) worker->cents[department] += cents;
}

/* False if anything in it cannot be counted: the answer would be another one than the peers'. */
static bool count_piece(Worker *worker, Piece piece, Diags *diags) {
    CsvReader *reader = csv_open(worker->arena, piece, diags);
    if (!reader) return false;
    CsvRow row;
    size_t at[COLUMNS];
    Str cells[COLUMNS];
    bool good = csv_next(reader, &row) && columns_find(&row, at);
    csv_leave_head(reader);
    while (good && csv_next(reader, &row)) {
        good = cells_take(&row, at, cells);
        if (good) count_row(worker, cells);
    }
    csv_close(reader);
    return good;
}

static void *work(void *argument) {
    Worker *worker = argument;
    worker->arena = arena_new();
    Piece piece;
    for (;; arena_reset(worker->arena)) {
        Diags diags = diags_new(worker->arena);
        bool found = pieces_next(worker->pieces, worker->arena, &piece, &diags);
        worker->failed |= found ? !count_piece(worker, piece, &diags) : diags.first != NULL;
        if (!found || worker->failed) break;
    }
    arena_free(worker->arena);
    return NULL;
}

int main(int argc, char **argv) {
    int threads = argc == 3 ? atoi(argv[2]) : 0;
    if (threads < 1 || threads > MOST_THREADS) return 2;
    Str file = str_of(argv[1]);
    Pieces pieces = {PTHREAD_MUTEX_INITIALIZER, feed_open((StrList){&file, 1, 1}, PART, NULL)};
    Worker *workers = calloc((size_t)threads, sizeof *workers);
    if (!workers) return 3;
    for (int i = 0; i < threads; i++) {
        workers[i].pieces = &pieces;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) return 3;
    }
    bool failed = false;
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
        failed |= workers[i].failed;
    }
    if (failed) {
        fprintf(stderr, "bench_csv: cannot be counted: %s\n", argv[1]);
        return 3;
    }
    for (int d = 0; d < DEPARTMENTS; d++) {
        int64_t rows = 0, cents = 0;
        for (int i = 0; i < threads; i++) {
            rows += workers[i].rows[d];
            cents += workers[i].cents[d];
        }
        char name[3] = {(char)(d >> 8), (char)(d & 0xFF), 0};
        if (rows) printf("%s,%lld,%lld\n", name, (long long)rows, (long long)cents);
    }
    feed_close(pieces.feed);
    free(workers);
    return 0;
}

/* stock.h - notices in memory, clock and median, for what is measured within one process. */
#ifndef CLAUSIER_TESTS_BENCH_STOCK_H
#define CLAUSIER_TESTS_BENCH_STOCK_H

#include "ingest/reader.h"
#include "ingest/source.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_ROUNDS = 99 };

/* All notices of a folder, one a file, and the files' bytes. */
typedef struct Stock {
    Arena *arena;
    Str *files;
    Notice *notices;
    size_t n, cap, notice_count, notice_cap;
    size_t bytes;
} Stock;

static inline void stock_take(void *to, Arena *arena, const Notice *notice) {
    (void)arena;
    Stock *stock = to;
    *ARENA_PUSH(stock->arena, stock->notices, stock->notice_count, stock->notice_cap) = *notice;
}

/* A notice lives as long as its reader reads nothing else: each file has a reader of its own, for good. */
static inline Stock stock_read(const char *folder) {
    Stock stock = {.arena = arena_new()};
    StrList paths = {0};
    Diags diags = diags_new(stock.arena);
    strlist_add(stock.arena, &paths, str_of(folder));
    StrList files = source_list(stock.arena, &paths, &diags);
    for (size_t i = 0; i < files.n; i++) {
        Str *bytes = ARENA_PUSH(stock.arena, stock.files, stock.n, stock.cap);
        if (!source_read(stock.arena, files.at[i], bytes, &diags)) break;
        stock.bytes += bytes->n;
        notice_read(notice_reader_new(NULL), piece_whole(files.at[i], *bytes), stock_take, &stock, NULL,
                    &diags);
    }
    if (!stock.n || stock.notice_count != files.n) {
        fprintf(stderr, "not a folder of notices that can be read: %s\n", folder);
        exit(3);
    }
    return stock;
}

static inline double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline int compare_seconds(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double median(double *seconds, int n) {
    qsort(seconds, (size_t)n, sizeof *seconds, compare_seconds);
    return seconds[n / 2];
}

#endif

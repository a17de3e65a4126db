/* annex.h - the document that bench_pdf.c and its peers write: pages of a table of 40 x 6 and a chart of 8
 * bars. All of its strings and numbers, and where they stand in points from the top left corner. */
#ifndef CLAUSIER_TESTS_ANNEX_H
#define CLAUSIER_TESTS_ANNEX_H

#include "base/str.h"
#include <stdio.h>

enum { ROWS = 40, COLUMNS = 6, BARS = 8, BAR_MOST = 2000 };

static const double annex_edges[COLUMNS + 1] = {50, 90, 230, 330, 400, 470, 545};
#define TEXT_SIZE 8.9
#define ROW_HEIGHT 14.0
#define RULE_BELOW 4.0 /* a row's baseline */
#define LABELS_END 160.0
#define BARS_LEFT 166.0
#define BAR_HEIGHT 9.0
#define BAR_LONGEST 320.0

/* NUL-terminated, too. */
typedef char Text[96];

/* A cell of a page's table; row 0 is the head. */
static inline Str annex_cell(Text text, int page, int row, int column) {
    static const char *const heads[COLUMNS] = {"N°", "Marché", "Structure", "Mois", "Heures", "Taux"};
    int k = page * ROWS + row - 1, n;
    if (row == 0) n = snprintf(text, sizeof(Text), "%s", heads[column]);
    else switch (column) {
        case 0:
            n = snprintf(text, sizeof(Text), "%d", k);
            break;
        case 1:
            n = snprintf(text, sizeof(Text), "Rénovation n° %d", k % 977);
            break;
        case 2:
            n = snprintf(text, sizeof(Text), "Atelier Œuvré %d", k % 313);
            break;
        case 3:
            n = snprintf(text, sizeof(Text), "2025-%02d", 1 + k % 12);
            break;
        case 4:
            n = snprintf(text, sizeof(Text), "%d\u202F%03d,%d", 1 + k % 9, k * 37 % 1000, k % 10);
            break;
        default:
            n = snprintf(text, sizeof(Text), "%d,%d\u202F%%", k % 99, k % 10);
        }
    return (Str){text, (size_t)n};
}

static inline bool annex_right(int column) {
    return column == 0 || column >= 4;
}

static inline double annex_baseline(int row) {
    return 60 + ROW_HEIGHT * row;
}

static inline Str annex_chart_title(Text text, int page) {
    return (Str){text, (size_t)snprintf(text, sizeof(Text), "Heures par métier, tableau %d", page + 1)};
}

static inline int annex_bar(int page, int bar) {
    return 100 + (page * BARS + bar) * 7919 % (BAR_MOST - 100);
}

static inline Str annex_bar_label(Text text, int page, int bar) {
    return (Str){text, (size_t)snprintf(text, sizeof(Text), "Métier n° %d", (page * BARS + bar) % 211)};
}

static inline Str annex_bar_value(Text text, int page, int bar) {
    int hours = annex_bar(page, bar), thousands = hours / 1000;
    int n = thousands ? snprintf(text, sizeof(Text), "%d\u202F%03d\u202Fh", thousands, hours % 1000)
                      : snprintf(text, sizeof(Text), "%d\u202Fh", hours);
    return (Str){text, (size_t)n};
}

static inline double annex_bar_length(int page, int bar) {
    return BAR_LONGEST * annex_bar(page, bar) / BAR_MOST;
}

/* Of the chart's title, which is bar -1, and of its bars. */
static inline double annex_bar_baseline(int bar) {
    return annex_baseline(ROWS) + 35 + ROW_HEIGHT * bar;
}

#endif

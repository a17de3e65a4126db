/* bench_pdf.c - a long annex of 40 x 6 tables: tagged, shaped and archivable pages of report/ against plain
 * libharu text of the same strings at the same places.
 *
 * Both run in turn in children of their own, so that memory is told apart; medians are compared. Reading the
 * fonts and measuring what is aligned to the right count on both sides. usage: bench_pdf [PAGES [ROUNDS]] */
#include "report/pdf.h"
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 40, COLUMNS = 6, MOST_ROUNDS = 99 };

static const double edges[COLUMNS + 1] = {50, 90, 230, 330, 400, 470, 545}; /* points */
static const double text_size = 8.9, row_height = 17;
static const char *const heads[COLUMNS] = {"N°", "Marché", "Structure", "Mois", "Heures", "Taux"};

static bool to_the_right(int column) {
    return column == 0 || column >= 4;
}

static double baseline(int row) {
    return 80 + row_height * row;
}

/* The text of a cell; row 0 is the head. NUL-terminated, too. */
static Str cell(char text[96], int page, int row, int column) {
    int k = page * ROWS + row - 1, n;
    if (row == 0) n = snprintf(text, 96, "%s", heads[column]);
    else switch (column) {
        case 0:
            n = snprintf(text, 96, "%d", k);
            break;
        case 1:
            n = snprintf(text, 96, "Rénovation n° %d", k % 977);
            break;
        case 2:
            n = snprintf(text, 96, "Atelier Œuvré %d", k % 313);
            break;
        case 3:
            n = snprintf(text, 96, "2025-%02d", 1 + k % 12);
            break;
        case 4:
            n = snprintf(text, 96, "%d\u202F%03d,%d", 1 + k % 9, k * 37 % 1000, k % 10);
            break;
        default:
            n = snprintf(text, 96, "%d,%d\u202F%%", k % 99, k % 10);
        }
    return (Str){text, (size_t)n};
}

static Item *put_text(Pages *pages, Page *page, Element *element, Face face, double x, double y, Str text) {
    Item *item = page_item(pages, page, ITEM_TEXT, element);
    item->x = x;
    item->y = y;
    item->size = text_size;
    item->face = face;
    item->text = str_copy(pages->arena, text);
    return item;
}

static void tagged_row(Pages *pages, Page *page, Fonts *fonts, Element *table, int number, int row) {
    char text[96];
    bool repeated = row == 0 && number > 0;
    Element *line = repeated ? NULL : element_new(pages, table, ELEMENT_TR);
    for (int i = 0; i < COLUMNS; i++) {
        Str words = cell(text, number, row, i);
        Face face = row ? FACE_REGULAR : FACE_BOLD;
        Element *element = repeated ? NULL : element_new(pages, line, row ? ELEMENT_TD : ELEMENT_TH);
        if (element && row == 0) element->scope = SCOPE_COLUMN;
        double x = edges[i];
        if (to_the_right(i)) x = edges[i + 1] - 8 - font_width(fonts, face, text_size, words);
        put_text(pages, page, element, face, x, baseline(row), words)->artifact = ARTIFACT_REPEATED_HEAD;
    }
    Item *rule = page_item(pages, page, ITEM_LINE, NULL);
    rule->x = edges[0];
    rule->y = baseline(row) + 4;
    rule->width = edges[COLUMNS] - edges[0];
    rule->size = 0.3;
}

static size_t tagged(int count) {
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Fonts *fonts = fonts_open(arena, STR("Lato"), &diags);
    if (!fonts) return 0;
    Pages *pages = pages_new(arena);
    pages->title = STR("Annexe");
    pages->language = STR("fr-FR");
    Element *table = element_new(pages, pages->root, ELEMENT_TABLE);
    for (int i = 0; i < count; i++) {
        Page *page = pages_add(pages);
        for (int row = 0; row <= ROWS; row++) tagged_row(pages, page, fonts, table, i, row);
    }
    Str bytes = pdf_write(arena, pages, fonts, &diags);
    fonts_close(fonts);
    arena_free(arena);
    return bytes.n;
}

static void plain_row(HPDF_Page page, HPDF_Font font, int number, int row) {
    char text[96];
    float height = HPDF_Page_GetHeight(page);
    for (int i = 0; i < COLUMNS; i++) {
        cell(text, number, row, i);
        HPDF_Page_BeginText(page);
        HPDF_Page_SetFontAndSize(page, font, (float)text_size);
        double x = edges[i];
        if (to_the_right(i)) x = edges[i + 1] - 8 - (double)HPDF_Page_TextWidth(page, text);
        HPDF_Page_MoveTextPos(page, (float)x, height - (float)baseline(row));
        HPDF_Page_ShowText(page, text);
        HPDF_Page_EndText(page);
    }
    float y = height - (float)baseline(row) - 4;
    HPDF_Page_SetLineWidth(page, 0.3F);
    HPDF_Page_MoveTo(page, (float)edges[0], y);
    HPDF_Page_LineTo(page, (float)edges[COLUMNS], y);
    HPDF_Page_Stroke(page);
}

static HPDF_Font plain_font(HPDF_Doc pdf, const char *path) {
    return HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE), "UTF-8");
}

static size_t plain(int count) {
    HPDF_Doc pdf = HPDF_New(NULL, NULL);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(pdf);
    HPDF_Font regular = plain_font(pdf, "/usr/share/fonts/truetype/lato/Lato-Regular.ttf");
    HPDF_Font bold = plain_font(pdf, "/usr/share/fonts/truetype/lato/Lato-Bold.ttf");
    for (int i = 0; i < count; i++) {
        HPDF_Page page = HPDF_AddPage(pdf);
        HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
        for (int row = 0; row <= ROWS; row++) plain_row(page, row ? regular : bold, i, row);
    }
    HPDF_SaveToStream(pdf);
    size_t size = HPDF_GetError(pdf) == HPDF_OK ? HPDF_GetStreamSize(pdf) : 0;
    HPDF_Free(pdf);
    return size;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

typedef struct Contender {
    const char *name;
    size_t (*write)(int count);
    double seconds[MOST_ROUNDS];
    size_t size;
    long kilobytes;
} Contender;

/* One run in a child, which tells the file's size through a pipe. */
static void run(Contender *contender, int count, int round) {
    int ends[2];
    if (pipe(ends) != 0) exit(3);
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        size_t size = contender->write(count);
        bool told = write(ends[1], &size, sizeof size) == sizeof size;
        _exit(size && told ? 0 : 3);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) exit(3);
    contender->seconds[round] = now() - start;
    contender->kilobytes = usage.ru_maxrss;
    if (read(ends[0], &contender->size, sizeof contender->size) != sizeof contender->size) exit(3);
    close(ends[0]);
    close(ends[1]);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000, rounds = argc > 2 ? atoi(argv[2]) : 5;
    if (count < 1 || rounds < 1 || rounds > MOST_ROUNDS) return 2;
    static Contender contenders[] = {{.name = "plain libharu", .write = plain},
                                     {.name = "tagged", .write = tagged}};
    for (int round = 0; round < rounds; round++)
        for (size_t i = 0; i < 2; i++) run(&contenders[i], count, round);
    double first = 0;
    for (size_t i = 0; i < 2; i++) {
        const Contender *at = &contenders[i];
        qsort(contenders[i].seconds, (size_t)rounds, sizeof(double), compare);
        double median = at->seconds[rounds / 2];
        if (i == 0) first = median;
        printf("%-16s %6d pages %7.0f pages/s %6.1f MB file %6ld MB memory   speed %.2f\n", at->name, count,
               count / median, (double)at->size / 1e6, at->kilobytes / 1024, first / median);
    }
    return 0;
}

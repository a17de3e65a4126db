/* workbook.c - libxlsxwriter in its mode of constant memory: a row goes to a temporary file as soon as the
 * next one begins.
 *
 * The library does not tell when that file, or the second copy of it that it makes at the end, could not be
 * written. So both are looked after here: the file before the end, and afterwards the length of every sheet
 * as the finished zip states it. */
#include "report/workbook.h"
#include "base/columns.h"
#include "base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    SHEETS_MOST = 64,
    DAYS_BEFORE_1970 = 25569, /* in the calendar of workbooks, which is right from 1 March 1900 on */
    FIRST_RIGHT_DAY = 61,
    MINUTES = 24 * 60,
    TAIL = 1 << 16, /* of a zip, with its directory */
};

struct Workbook {
    Arena *arena, *cell; /* of the cell at hand */
    const char *path;
    lxw_workbook *book;
    lxw_doc_properties properties;
    lxw_format *styles[CELL_STYLES];
    lxw_worksheet *sheets[SHEETS_MOST], *sheet; /* the last of them */
    size_t sheet_count;
    int trouble; /* the first errno */
};

/* Ground colors that leave black text well readable. */
static const struct {
    const char *number; /* its format; NULL: general */
    lxw_color_t ground; /* LXW_COLOR_UNSET: none */
    bool bold, wrapped;
} looks[CELL_STYLES] = {
    [CELL_PLAIN] = {NULL, LXW_COLOR_UNSET, false, false},
    [CELL_WRAPPED] = {NULL, LXW_COLOR_UNSET, false, true},
    [CELL_HEADER] = {NULL, 0xD9E2EC, true, true},
    [CELL_TITLE] = {NULL, LXW_COLOR_UNSET, true, false},
    [CELL_GOOD] = {NULL, 0xC6E7CE, true, false},
    [CELL_OPEN] = {NULL, 0xFFE7A8, true, false},
    [CELL_OUT] = {NULL, 0xE3E3E3, true, false},
    [CELL_WHOLE] = {"#,##0", LXW_COLOR_UNSET, false, false},
    [CELL_GROUPED] = {"#,##0.00", LXW_COLOR_UNSET, false, false},
    [CELL_DECIMAL] = {"General", LXW_COLOR_UNSET, false, false},
    [CELL_HUNDREDTHS] = {"0.00", LXW_COLOR_UNSET, false, false},
    [CELL_DAY] = {"dd/mm/yyyy", LXW_COLOR_UNSET, false, false},
    [CELL_YEAR_MONTH] = {"mm/yyyy", LXW_COLOR_UNSET, false, false},
    [CELL_MOMENT] = {"dd/mm/yyyy hh:mm", LXW_COLOR_UNSET, false, false},
    [CELL_INPUT] = {NULL, 0xFFFBE6, false, true},
    [CELL_INPUT_DAY] = {"dd/mm/yyyy", 0xFFFBE6, false, false},
};

static lxw_format *style_new(lxw_workbook *book, CellStyle style) {
    lxw_format *format = workbook_add_format(book);
    if (!format) arena_exhausted();
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (looks[style].number) format_set_num_format(format, looks[style].number);
    if (looks[style].bold) format_set_bold(format);
    if (looks[style].wrapped) format_set_text_wrap(format);
    if (!looks[style].number) format_set_indent(format, 1);
    if (looks[style].ground == LXW_COLOR_UNSET) return format;
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_bg_color(format, looks[style].ground);
    format_set_border(format, LXW_BORDER_THIN); /* as the ground hides the grid */
    format_set_border_color(format, 0xC8C8C8);
    return format;
}

Workbook *workbook_start(Arena *arena, const char *path, const WorkbookAbout *about) {
    Workbook *book = ARENA_NEW(arena, Workbook);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = str_cstr(arena, about->folder)};
    *book = (Workbook){
        .arena = arena, .cell = arena_new(), .path = path, .book = workbook_new_opt(path, &options)};
    if (!book->book) arena_exhausted();
    book->properties.title = str_cstr(arena, utf8_visible(arena, about->title));
    book->properties.subject = str_cstr(arena, utf8_visible(arena, about->subject));
    for (CellStyle style = 0; style < CELL_STYLES; style++)
        book->styles[style] = style_new(book->book, style);
    return book;
}

/* The library makes a temporary file and then takes its name away: a signal in between would leave it behind.
 * It waits until the library is done; other threads, which would take it, have ended by then. */
static sigset_t hold_signals(void) {
    sigset_t held, before;
    sigemptyset(&held);
    sigaddset(&held, SIGHUP);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    return before;
}

static void release_signals(sigset_t before) {
    int kept = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = kept;
}

void workbook_sheet(Workbook *book, Str name) {
    errno = 0;
    sigset_t before = hold_signals();
    book->sheet = workbook_add_worksheet(book->book, str_cstr(book->arena, name));
    release_signals(before);
    if (book->sheet && book->sheet_count < SHEETS_MOST) book->sheets[book->sheet_count++] = book->sheet;
    else if (!book->trouble) book->trouble = errno ? errno : EINVAL;
}

void workbook_column(Workbook *book, unsigned column, double width, bool hidden) {
    lxw_row_col_options options = {.hidden = hidden};
    if (book->trouble) return;
    worksheet_set_column_opt(book->sheet, (lxw_col_t)column, (lxw_col_t)column, width, NULL, &options);
}

void workbook_height(Workbook *book, unsigned row, size_t lines) {
    enum { POINTS = 15, MOST = 27 };
    if (!book->trouble)
        worksheet_set_row(book->sheet, row, (double)(POINTS * (lines < MOST ? lines : MOST)), NULL);
}

size_t workbook_lines(Arena *scratch, Str text, double width) {
    Str paragraph;
    StrList lines = {0};
    while (str_next(&text, '\n', &paragraph)) columns_wrap(scratch, &lines, paragraph, (size_t)(width * 1.1));
    return lines.n ? lines.n : 1;
}

/* Where a text must end that may have so many units of UTF-16, and an ellipsis; its length if it need not. */
static size_t fitting(Str text) {
    size_t units = 0, end = 0;
    for (size_t at = 0; at < text.n;) {
        units += utf8_next(text, &at) >= 0x10000 ? 2 : 1;
        if (units < CELL_UNITS_MOST) end = at;
        if (units > CELL_UNITS_MOST) return end;
    }
    return text.n;
}

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* _x0041_ would be read as a letter: its underscore is written in that way itself. */
static Str escaped(Arena *arena, Str text) {
    Buf buf = {.arena = arena};
    size_t clean = 0;
    for (size_t i = 0; i + 7 <= text.n; i++) {
        const char *p = text.p + i;
        bool code = p[0] == '_' && p[1] == 'x' && is_hex(p[2]) && is_hex(p[3]) && is_hex(p[4]) &&
                    is_hex(p[5]) && p[6] == '_';
        if (!code) continue;
        buf_add(&buf, str_sub(text, clean, i - clean));
        buf_add(&buf, STR("_x005F"));
        clean = i;
    }
    if (!clean && !buf.n) return text;
    buf_add(&buf, str_sub(text, clean, SIZE_MAX));
    return buf_str(&buf);
}

bool workbook_text(Workbook *book, unsigned row, unsigned column, Str text, CellStyle style) {
    if (book->trouble) return true;
    arena_reset(book->cell);
    Str whole = escaped(book->cell, text);
    size_t n = fitting(whole);
    Str shown = n < whole.n ? str_print(book->cell, "%.*s\u2026", (int)n, whole.p) : whole;
    worksheet_write_string(book->sheet, row, (lxw_col_t)column, str_cstr(book->cell, shown),
                           book->styles[style]);
    return n == whole.n;
}

static void put_number(Workbook *book, unsigned row, unsigned column, double number, CellStyle style) {
    worksheet_write_number(book->sheet, row, (lxw_col_t)column, number, book->styles[style]);
}

void workbook_number(Workbook *book, unsigned row, unsigned column, Hundredths number, CellStyle style) {
    if (book->trouble || number == HUNDREDTHS_ABSENT) return;
    put_number(book, row, column, (double)number / 100, style);
}

void workbook_moment(Workbook *book, unsigned row, unsigned column, DateTime at, CellStyle style) {
    if (book->trouble || at.day == DATE_ABSENT) return;
    int64_t day = (int64_t)at.day + DAYS_BEFORE_1970;
    int minute = at.minute < 0 ? 0 : at.minute;
    if (day >= FIRST_RIGHT_DAY) {
        put_number(book, row, column, (double)day + (double)minute / MINUTES, style);
        return;
    }
    workbook_text(book, row, column, datetime_print(book->arena, at), CELL_PLAIN);
}

void workbook_table(Workbook *book, unsigned rows, unsigned columns, unsigned kept) {
    if (book->trouble) return;
    worksheet_freeze_panes(book->sheet, 1, (lxw_col_t)kept);
    worksheet_autofilter(book->sheet, 0, 0, rows - 1, (lxw_col_t)(columns - 1));
    worksheet_repeat_rows(book->sheet, 0, 0);
    if (kept) worksheet_repeat_columns(book->sheet, 0, (lxw_col_t)(kept - 1));
}

void workbook_choice(Workbook *book, unsigned column, unsigned rows, StrList words) {
    if (book->trouble || rows < 2) return;
    char **list = ARENA_ARRAY(book->arena, char *, words.n + 1); /* ends with NULL */
    for (size_t i = 0; i < words.n; i++) list[i] = str_cstr(book->arena, words.at[i]);
    lxw_data_validation choice = {
        .validate = LXW_VALIDATION_TYPE_LIST, .value_list = list, .ignore_blank = LXW_VALIDATION_ON};
    worksheet_data_validation_range(book->sheet, 1, (lxw_col_t)column, rows - 1, (lxw_col_t)column, &choice);
}

void workbook_print(Workbook *book, unsigned pages) {
    if (book->trouble) return;
    enum { A4 = 9 };
    worksheet_gridlines(book->sheet, LXW_SHOW_ALL_GRIDLINES);
    worksheet_set_landscape(book->sheet);
    worksheet_print_across(book->sheet);
    worksheet_set_paper(book->sheet, A4);
    worksheet_set_margins(book->sheet, 0.4, 0.4, 0.6, 0.6);
    if (pages) worksheet_fit_to_pages(book->sheet, (uint16_t)pages, 0);
    worksheet_set_footer(book->sheet, "&L&F&C&A&R&P / &N");
}

/* What the rows of a sheet take as XML; false where they could not be written. */
static bool sheet_length(lxw_worksheet *sheet, uint64_t *length) {
    FILE *file = sheet->optimize_tmpfile;
    struct stat is;
    if (fflush(file) != 0 || ferror(file) || fstat(fileno(file), &is) != 0) return false;
    *length = (uint64_t)is.st_size;
    return true;
}

static uint32_t little(const char *p, int bytes) {
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) value = value << 8 | (unsigned char)p[i];
    return value;
}

/* Length of an entry of a zip's directory, which is short and at the end of the file; 0 if it is not there.
 */
static uint64_t length_in_zip(Str tail, Str name) {
    enum { ENTRY = 46, LENGTH = 24, NAME_LENGTH = 28, NAME = 46 };
    for (size_t from = 0;;) {
        size_t at = str_find(str_sub(tail, from, SIZE_MAX), STR("PK\001\002"));
        if (at == SIZE_MAX || from + at + ENTRY > tail.n) return 0;
        const char *entry = tail.p + from + at;
        Str found = str_sub(tail, from + at + NAME, little(entry + NAME_LENGTH, 2));
        if (str_eq(found, name)) return little(entry + LENGTH, 4);
        from += at + ENTRY;
    }
}

/* The end of the file that was written. */
static Str tail_of(Workbook *book) {
    struct stat is;
    char *bytes = arena_text(book->arena, TAIL);
    int fd = open(book->path, O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;
    if (fd >= 0 && fstat(fd, &is) == 0) n = pread(fd, bytes, TAIL, is.st_size > TAIL ? is.st_size - TAIL : 0);
    if (fd >= 0) close(fd);
    return n > 0 ? (Str){bytes, (size_t)n} : (Str){0};
}

/* The library tells people on standard error what it tells its caller anyway. Returns the descriptor that
 * brings it back. */
static int hush(int kept) {
    int back = -1, fd = kept < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : kept;
    if (fd < 0) return -1;
    if (kept < 0) back = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (kept >= 0 || back >= 0) dup2(fd, STDERR_FILENO);
    close(fd);
    return back;
}

/* errno, or 0 for a whole file. */
static int close_book(Workbook *book) {
    uint64_t lengths[SHEETS_MOST] = {0};
    for (size_t i = 0; i < book->sheet_count; i++) {
        errno = 0;
        if (!sheet_length(book->sheets[i], &lengths[i])) return errno ? errno : ENOSPC;
    }
    errno = 0;
    sigset_t before = hold_signals();
    int kept = hush(-1);
    lxw_error error = workbook_close(book->book);
    int trouble = errno;
    book->book = NULL;
    if (kept >= 0) hush(kept);
    release_signals(before);
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) arena_exhausted();
    if (error) return trouble ? trouble : EIO;
    Str tail = tail_of(book);
    for (size_t i = 0; i < book->sheet_count; i++)
        if (length_in_zip(tail, str_print(book->arena, "xl/worksheets/sheet%zu.xml", i + 1)) <= lengths[i])
            return ENOSPC;
    return 0;
}

void workbook_abandon(Workbook *book) {
    for (size_t i = 0; book->book && i < book->sheet_count; i++) fclose(book->sheets[i]->optimize_tmpfile);
    if (book->book) lxw_workbook_free(book->book);
    if (book->cell) arena_free(book->cell);
    book->book = NULL;
    book->cell = NULL;
}

bool workbook_finish(Workbook *book, Date created, Str shown, Diags *diags) {
    enum { DAY = 24 * 60 * 60 };
    book->properties.created = (time_t)created * DAY;
    workbook_set_properties(book->book, &book->properties);
    if (!book->trouble) book->trouble = close_book(book);
    workbook_abandon(book);
    if (!book->trouble) return true;
    diag_add(diags, DIAG_WORLD, (Loc){.file = shown}, "not written", "%s", strerror(book->trouble));
    return false;
}

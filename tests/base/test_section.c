/* Section files, word lists, messages with their caret, and files that are whole or not there. */
#include "base/file.h"
#include "base/words.h"
#include "tests/tap.h"
#include <sys/stat.h>
#include <unistd.h>

static Str diags_text(Arena *arena, const Diags *diags) {
    Buf buf = {.arena = arena};
    for (const Diag *diag = diags->first; diag; diag = diag->next) {
        buf_add(&buf, diag_print(arena, diag));
        buf_byte(&buf, '\n');
    }
    return buf_str(&buf);
}

static void test_sections(Arena *arena) {
    Diags diags = diags_new(arena);
    Str text = STR("\uFEFF# comment\r\n[pack]\r\nname = Socle = été # not a comment\r\n"
                   "\n[change rule volume of work]\nwhen = a\n    or b\n\n\tor c\nempty =\n[list x]\n");
    SectionFile file = section_parse(arena, STR("t.rules"), text, &diags);
    IS(diags_text(arena, &diags), STR(""));
    NUM(file.n, 3);
    IS(section_value(&file.sections[0], "name"), STR("Socle = été # not a comment"));
    IS(file.sections[1].verb, STR("change"));
    IS(file.sections[1].kind, STR("rule"));
    IS(file.sections[1].name, STR("volume of work"));
    IS(section_value(&file.sections[1], "when"), STR("a or b or c"));
    NUM(section_entry(&file.sections[1], "when")->at.line, 6);
    NUM(section_entry(&file.sections[1], "when")->at.column, 8);
    OK(section_entry(&file.sections[1], "empty") && section_value(&file.sections[1], "empty").n == 0);
    OK(section_entry(&file.sections[2], "anything") == NULL);
}

static void test_broken_sections(Arena *arena) {
    Diags diags = diags_new(arena);
    Str text = STR(
        "key = before\n[rule\nlost = 1\n[]\n  lost too\n[rule r]\n  continues nothing\nno equals\n= no key\n"
        "[change]\n");
    SectionFile file = section_parse(arena, STR("bad.rules"), text, &diags);
    NUM(file.n, 1);
    IS(diags_text(arena, &diags),
       STR("bad.rules:1:1: stands before the first section\n    key = before\n    ^~~~~~~~~~~~\n"
           "bad.rules:2:1: a section header ends with ]\n    [rule\n    ^~~~~\n"
           "bad.rules:4:1: a section needs a kind: [rule name]\n    []\n    ^~\n"
           "bad.rules:7:3: starts with a blank but continues no value\n      continues nothing\n      "
           "^~~~~~~~~~~~~~~~~\n"
           "bad.rules:8:1: neither a section, nor key = value, nor a comment\n    no equals\n    ^~~~~~~~~\n"
           "bad.rules:9:1: neither a section, nor key = value, nor a comment\n    = no key\n    ^~~~~~~~\n"
           "bad.rules:10:1: change or disable what? [change rule name]\n    [change]\n    ^~~~~~~~\n"));
    Diags latin = diags_new(arena);
    section_parse(arena, STR("latin.rules"), STR("[a]\nb = \xE9\n"), &latin);
    IS(diags_text(arena, &latin), STR("latin.rules:2:5: not UTF-8: was it saved as Windows-1252?\n"));
}

/* A value of many lines costs what it is long, not the square of it. */
static void test_long_value(void) {
    enum { MORE = 20000 };
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Buf text = {.arena = arena};
    buf_add(&text, STR("[a]\nkey = first\nnext =\n"));
    for (int i = 0; i < MORE; i++) buf_add(&text, STR(" more\n"));
    SectionFile file = section_parse(arena, STR("t"), buf_str(&text), &diags);
    Str value = section_value(&file.sections[0], "next");
    NUM(value.n, MORE * 5 - 1);
    OK(str_starts(value, STR("more more")) && str_is(section_value(&file.sections[0], "key"), "first"));
    entry_error(&diags, section_entry(&file.sections[0], "next"), 5 * 100 + 2, "here");
    IS(diag_print(arena, diags.last), STR("t:104:4: here\n     more\n       ^"));
    OK(arena_held(arena) < 64 << 20);
    arena_free(arena);
}

/* A line of megabytes is named, not shown. */
static void test_long_line(Arena *arena) {
    Diags diags = diags_new(arena);
    Buf text = {.arena = arena};
    for (int i = 0; i < 3000; i++) buf_byte(&text, 'x');
    section_parse(arena, STR("long.conf"), buf_str(&text), &diags);
    IS(diags_text(arena, &diags), STR("long.conf:1:1: neither a section, nor key = value, nor a comment\n"));
}

static void test_messages(Arena *arena) {
    Diags diags = diags_new(arena), all = diags_new(arena);
    Loc at = {.file = STR("h\x1B.csv"), .line = 12, .field = STR("hours")};
    diag_add(&diags, DIAG_REFUSED, at, "row refused", "%s", "not a number");
    NUM(diags.count[DIAG_REFUSED], 1);
    diags_move(&all, &diags);
    NUM(all.count[DIAG_REFUSED], 1);
    OK(!diags.first && !diags.count[DIAG_REFUSED]);
    IS(diags_text(arena, &all), STR("h\\x1B.csv:12: hours: not a number: row refused\n"));
}

static void test_files(Arena *arena) {
    char folder[] = "/tmp/clausier-test-XXXXXX";
    if (!OK(mkdtemp(folder) != NULL)) return;
    Diags diags = diags_new(arena);
    Str path = file_join(arena, str_of(folder), STR("out.txt")), bytes;
    OutFile *out = out_open(arena, path, &diags);
    for (int i = 0; i < 10000; i++) out_write(out, STR("0123456789"));
    OK(!file_exists(arena, path)); /* nobody sees it before it is whole */
    OK(out_commit(out));
    OK(file_read(arena, path, 0, &bytes, &diags) && bytes.n == 100000);
    out = out_open(arena, path, &diags);
    out_write(out, STR("half"));
    out_abandon(out);
    OK(file_read(arena, path, 0, &bytes, &diags) && bytes.n == 100000);
    OK(bytes.p[bytes.n] == 0 && bytes.p[bytes.n + 15] == 0);
    NUM(diags_fatal(&diags), 0);
    OK(!file_read(arena, path, 99999, &bytes, &diags) && diags.count[DIAG_REFUSED] == 1);
    OK(!file_read(arena, STR("/nonexistent/x"), 0, &bytes, &diags) && diags.count[DIAG_WORLD] == 1);
    OK(!file_read(arena, str_of(folder), 0, &bytes, &diags) && diags.count[DIAG_WORLD] == 2);
    OK(!out_open(arena, STR("/nonexistent/x"), &diags) && diags.count[DIAG_WORLD] == 3);
    OK(!out_open(arena, str_of(folder), &diags) && diags.count[DIAG_WORLD] == 4);
    OK(!out_open(arena, STR("/dev/null"), &diags) && diags.count[DIAG_WORLD] == 5);
    Str copy = file_join(arena, str_of(folder), STR("copy.txt")), again;
    OK(file_copy(arena, path, copy, &diags) && file_read(arena, copy, 0, &again, &diags) &&
       again.n == 100000);
    OK(!file_same(arena, path, copy) && file_same(arena, path, path));
    OK(!file_copy(arena, STR("/nonexistent/x"), copy, &diags) && diags.count[DIAG_WORLD] == 6);
    OK(file_is_regular(arena, copy) && !file_is_regular(arena, str_of(folder)));
    unlink(str_cstr(arena, copy));
    Str stopped = file_join(arena, str_of(folder), STR("stopped"));
    out = out_open(arena, stopped, &diags);
    OK(out != NULL);
    out_abandon_all(); /* as the signal handler does: nothing may stay behind */
    OK(!out_commit(out) && diags.count[DIAG_WORLD] == 7);
    OK(!file_exists(arena, stopped));
    unlink(str_cstr(arena, path));
    OK(rmdir(folder) == 0); /* nothing half-written was left */
    IS(file_name(STR("a/b/c.xml")), STR("c.xml"));
    IS(file_folder(STR("a/b/c.xml")), STR("a/b"));
    IS(file_folder(STR("c.xml")), STR("."));
    IS(file_folder(STR("/c.xml")), STR("/"));
}

static void test_words(Arena *arena) {
    char path[] = "/tmp/clausier-words-XXXXXX";
    int fd = mkstemp(path);
    static const char text[] = "[verdict]\nbetween = de {low} à {high} {other}\n";
    if (!OK(fd >= 0 && write(fd, text, sizeof text - 1) == sizeof text - 1)) return;
    close(fd);
    Diags diags = diags_new(arena);
    StrList paths = {0};
    strlist_add(arena, &paths, str_of(path));
    Words *words = words_read(arena, &paths, &diags);
    if (!OK(words != NULL)) return;
    WordsValue values[] = {{"low", STR("3")}, {"high", STR("{low}")}};
    IS(words_say(arena, words, "verdict.between", values, 2), STR("de 3 à {low} {other}"));
    IS(words_get(words, "verdict.absent"), STR("verdict.absent"));
    IS(words_label(words, "verdict", STR("between")), STR("de {low} à {high} {other}"));
    IS(words_label(words, "trade", STR("cleaning")), STR("cleaning"));
    OK(words_has(words, "verdict", STR("between")) && !words_has(words, "trade", STR("cleaning")));
    strlist_add(arena, &paths, str_of(path));
    OK(!words_read(arena, &paths, &diags) && diags.count[DIAG_USAGE] == 1); /* the same word in two files */
    unlink(path);
}

/* How a language writes is data: an example of a number, and choices. */
static void test_language(Arena *arena) {
    const struct {
        int line;
        const char *text, *group, *decimal; /* NULL: refused */
    } rows[] = {
        {__LINE__, "", "", "."},
        {__LINE__, "number = 1\u202F234,5\none = below_two\nmarks = french\n", "\u202F", ","},
        {__LINE__, "number = 1,234.5\n", ",", "."},
        {__LINE__, "number = 1234.5\n", "", "."},
        {__LINE__, "number = 12345\n", NULL, NULL},
        {__LINE__, "number = 1.234\n", NULL, NULL},
        {__LINE__, "number = 5\n", NULL, NULL},
        {__LINE__, "marks = dutch\n", NULL, NULL},
        {__LINE__, "one = two\n", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[] = "/tmp/clausier-words-XXXXXX";
        int fd = mkstemp(path);
        Str text = str_print(arena, "[language]\n%s", rows[i].text);
        if (!OK(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n)) return;
        close(fd);
        Diags diags = diags_new(arena);
        StrList paths = {0};
        strlist_add(arena, &paths, str_of(path));
        const Words *words = words_read(arena, &paths, &diags);
        unlink(path);
        if (!OK_AT(rows[i].line, (words != NULL) == (rows[i].group != NULL)) || !words) continue;
        IS_AT(rows[i].line, words_language(words)->numerals.group, str_of(rows[i].group));
        IS_AT(rows[i].line, words_language(words)->numerals.decimal, str_of(rows[i].decimal));
    }
}

int main(void) {
    Arena *arena = arena_new();
    test_sections(arena);
    test_broken_sections(arena);
    test_long_value();
    test_long_line(arena);
    test_messages(arena);
    test_files(arena);
    test_words(arena);
    test_language(arena);
    arena_free(arena);
    return tap_done();
}

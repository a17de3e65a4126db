/* Files and folders become a list; a file of notices is read for what it is. */
#include "base/file.h"
#include "ingest/reader.h"
#include "ingest/source.h"
#include "tests/tap.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Str folder; /* temporary; the names in a test are relative to it */

static char *path(Arena *arena, const char *name) {
    return str_cstr(arena, file_join(arena, folder, str_of(name)));
}

static void make(Arena *arena, const char *name, const char *text) {
    FILE *file = fopen(path(arena, name), "w");
    if (!file) abort();
    fputs(text, file);
    fclose(file);
}

static void make_folder(Arena *arena, const char *name) {
    if (mkdir(path(arena, name), 0700) != 0) abort();
}

/* The list for some arguments, and the messages, without the folder's name: "a.xml b.csv | message". */
static Str list(Arena *arena, const char *const *names, size_t count) {
    StrList paths = {0};
    Diags diags = diags_new(arena);
    for (size_t i = 0; i < count; i++)
        strlist_add(arena, &paths, str_is(str_of(names[i]), "-") ? STR("-") : str_of(path(arena, names[i])));
    StrList files = source_list(arena, &paths, &diags);
    Buf buf = {.arena = arena};
    for (size_t i = 0; i < files.n; i++) {
        Str file = files.at[i];
        if (i) buf_byte(&buf, ' ');
        buf_add(&buf, str_starts(file, folder) ? str_sub(file, folder.n + 1, SIZE_MAX) : file);
    }
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        buf_print(&buf, " | %.*s", STR_ARG(str_sub(diag_print(arena, diag), folder.n + 1, SIZE_MAX)));
    return buf_str(&buf);
}
#define LIST(...)                                                                                            \
    list(arena, (const char *const[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))

static void test_list(Arena *arena) {
    static const char *const folders[] = {"in",    "in/b",       "in/b/deep", "in/.hidden",
                                          "empty", "empty/none", "strange"};
    static const char *const files[] = {
        "in/b.xml",        "in/a.csv",         "in/B.XML",       "in/c.txt",  "in/d.pdf",
        "in/.secret.xml",  "in/e.xml.part",    "in/f.csv.tmp",   "in/g.xml~", "in/b/z.xml",
        "in/b/deep/y.xml", "in/.hidden/h.xml", "in/b-.xml",      "plain.dat", "strange/caf\xE9.xml",
        "in/plan.XLSX",    "in/f.xlsm",        "in/~$plan.xlsx", "in/old.xls"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) make_folder(arena, folders[i]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) make(arena, files[i], "x");
    if (symlink("b", path(arena, "in/link")) || symlink("../in", path(arena, "in/b/circle")) ||
        symlink("../plain.dat", path(arena, "in/linked.xml")) ||
        symlink("nowhere", path(arena, "strange/dead.xml")))
        abort();

    IS(LIST("in"),
       STR("in/B.XML in/a.csv in/b-.xml in/b.xml in/b/deep/y.xml in/b/z.xml in/c.txt in/f.xlsm in/linked.xml "
           "in/plan.XLSX"));
    IS(LIST("in/b/"), STR("in/b/deep/y.xml in/b/z.xml"));
    IS(LIST("in/link"), STR("in/link/deep/y.xml in/link/z.xml"));
    IS(LIST("plain.dat", "in/b", "-", "in/d.pdf"), STR("plain.dat in/b/deep/y.xml in/b/z.xml - in/d.pdf"));
    IS(LIST("in/.secret.xml", "plain.dat", "plain.dat"), STR("in/.secret.xml plain.dat plain.dat"));
    IS(LIST("empty"),
       STR(" | empty: no .xml, .csv, .txt, .xlsx file or archive in this folder: passed over"));
    IS(LIST("absent", "plain.dat"), STR("plain.dat | absent: No such file or directory: not read"));
    Str said = LIST("strange");
    OK(str_find(said, STR("caf\\xE9.xml: a file name that is not UTF-8: passed over")) != SIZE_MAX);
    OK(str_find(said, STR("dead.xml: No such file or directory: not read")) != SIZE_MAX);
    IS(LIST("strange/caf\xE9.xml"),
       STR(" | strange/caf\\xE9.xml: a file name that is not UTF-8: passed over"));
}

static void test_read(Arena *arena) {
    Diags diags = diags_new(arena);
    Str bytes;
    make(arena, "seven", "1234567");
    OK(source_read(arena, str_of(path(arena, "seven")), &bytes, &diags) && str_is(bytes, "1234567"));
    for (size_t i = 0; i < 16; i++) OK(bytes.p[bytes.n + i] == 0);
    OK(!source_read(arena, str_of(path(arena, "absent")), &bytes, &diags) && diags.count[DIAG_WORLD] == 1);
    OK(!source_read(arena, str_of(path(arena, "in")), &bytes, &diags) && diags.count[DIAG_WORLD] == 2);
}

/* Counts notices and lots, and keeps the last title. */
typedef struct Seen {
    Arena *arena;
    size_t notices, lots;
    Str title;
} Seen;

static void see(void *to, Arena *arena, const Notice *notice) {
    Seen *seen = to;
    (void)arena;
    seen->notices++;
    seen->lots += notice->lot_count;
    seen->title = str_copy(seen->arena, notice->lots[notice->lot_count - 1].title);
}

#define SMALL                                                                                                \
    "<ContractNotice xmlns='urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2' "                 \
    "xmlns:a='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2' "                    \
    "xmlns:b='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'><a:ProcurementProject>"  \
    "<b:Name>École</b:Name></a:ProcurementProject></ContractNotice>"

static void test_reader(Arena *arena) {
    static const struct {
        int line;
        const char *text;
        size_t lots;
        const char *title, *said;
    } rows[] = {
        {__LINE__, SMALL, 1, "École", ""},
        {__LINE__, "<!-- --><TED_EXPORT xmlns='x'/>", 1, "", ""},
        {__LINE__, "<!-- --><FICHE xmlns='x'/>", 0, "",
         "f: an XML document of a kind that is not read: FICHE: file refused"},
        {__LINE__, "<!DOCTYPE html><html></html>", 0, "",
         "f: an XML document of a kind that is not read: html: file refused"},
        {__LINE__, "<!DOCTYPE ContractNotice><ContractNotice/>", 0, "",
         "f:1: a DOCTYPE, which no notice has: file refused"},
        {__LINE__, "<?xml version='1.0'?>\n<!-- ", 0, "",
         "f:2: not well-formed: Comment not terminated: file refused"},
        {__LINE__, "title;cpv_main;description\nNettoyage;90910000;des locaux\nVoirie;45233140;rue\n", 2,
         "Voirie", ""},
        {__LINE__, SMALL, 1, "École", ""},
    };
    NoticeReader *reader = notice_reader_new(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Seen seen = {.arena = arena};
        Diags diags = diags_new(arena);
        Lines lines = {0};
        Str bytes;
        make(arena, "one", rows[i].text);
        OK(source_read(arena, str_of(path(arena, "one")), &bytes, &diags));
        notice_read(reader, piece_whole(STR("f"), bytes), see, &seen, &lines, &diags);
        NUM_AT(rows[i].line, seen.lots, rows[i].lots);
        IS_AT(rows[i].line, seen.title, str_of(rows[i].title));
        IS_AT(rows[i].line, diags.first ? diag_print(arena, diags.first) : STR(""), str_of(rows[i].said));
    }
    notice_reader_free(reader);
}

int main(void) {
    Arena *arena = arena_new();
    char name[] = "/tmp/clausier-source-XXXXXX";
    if (!mkdtemp(name)) abort();
    folder = str_of(name);
    test_list(arena);
    test_read(arena);
    test_reader(arena);
    if (system(str_cstr(arena, str_print(arena, "rm -r %s", name))) != 0) abort();
    arena_free(arena);
    return tap_done();
}

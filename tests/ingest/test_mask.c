/* Masked copies: which documents get one, and that all real ones are read the same with it and without. */
#include "base/file.h"
#include "ingest/boamp.h"
#include "ingest/decp.h"
#include "ingest/eforms.h"
#include "ingest/mask.h"
#include "ingest/source.h"
#include "ingest/ted.h"
#include "tests/fuzz/summary.h"
#include "tests/tap.h"

static void test_copy(Arena *arena) {
    static const struct {
        int line;
        const char *bytes, *copy; /* NULL: none */
    } rows[] = {
        {__LINE__, "", NULL},
        {__LINE__, "<a>plain</a>", NULL},
        {__LINE__, "<a>\xC3\xA9t\xC3\xA9</a>", "<a>\x7F\x7Ft\x7F\x7F</a>"},
        {__LINE__, "\xE2\x82\xAC \xF0\x9F\x98\x80", "\x7F\x7F\x7F \x7F\x7F\x7F\x7F"},
        {__LINE__, "\xE9t\xE9", NULL},            /* Latin-1 */
        {__LINE__, "\xC3\xA9 \xC3", NULL},        /* cut short */
        {__LINE__, "\xC0\xAF", NULL},             /* longer than need be */
        {__LINE__, "\xED\xA0\x80", NULL},         /* half a surrogate pair */
        {__LINE__, "\xEF\xBF\xBE", NULL},         /* U+FFFE */
        {__LINE__, "\xC3\xA9\xEF\xBF\xBF", NULL}, /* U+FFFF */
        {__LINE__, "\xEF\xBF\xBD", "\x7F\x7F\x7F"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str bytes = str_of(rows[i].bytes);
        const char *copy = mask_copy(arena, bytes);
        OK_AT(rows[i].line, !copy == !rows[i].copy);
        if (copy && rows[i].copy) IS_AT(rows[i].line, ((Str){copy, bytes.n}), str_of(rows[i].copy));
    }
}

static void add_notice(void *to, Arena *arena, const Notice *notice) {
    (void)arena;
    summary_add_notice(to, notice);
}

/* All records of a document of award data, and what is said about it. */
static Str summary_of_awards(XmlReader *reader, Arena *arena, Str document) {
    Diags diags = diags_new(arena);
    Buf all = {.arena = arena};
    Arena *notices = arena_new();
    decp_read(reader, notices, piece_whole(STR("n.xml"), document), add_notice, &all, &diags);
    arena_free(notices);
    for (const Diag *diag = diags.first; diag; diag = diag->next) summary_add(&all, diag_print(arena, diag));
    return buf_str(&all);
}

static Str read_as(XmlReader *reader, Arena *arena, Str document, bool plain) {
    Str root;
    xml_reader_plain(reader, plain);
    if (!xml_root(arena, document, &root)) return (Str){0};
    if (eforms_root(root)) return summary_of(eforms_read, reader, arena, document);
    if (ted_root(root)) return summary_of(ted_read, reader, arena, document);
    if (boamp_root(root)) return summary_of(boamp_read, reader, arena, document);
    if (decp_root(root)) return summary_of_awards(reader, arena, document);
    return (Str){0};
}

static void test_real(void) {
    static const char *const folders[] = {"../shared/data/eforms", "../shared/data/ted-legacy",
                                          "../shared/data/boamp/xml-v230", "../shared/data/decp/official"};
    XmlReader *reader = xml_reader_new();
    Arena *arena = arena_new();
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        Str folder = str_of(folders[f]);
        if (!file_exists(arena, folder)) {
            SKIP("a folder of ../shared/data is not here");
            continue;
        }
        Diags diags = diags_new(arena);
        StrList paths = {0};
        strlist_add(arena, &paths, folder);
        paths = source_list(arena, &paths, &diags);
        size_t documents = 0, accented = 0, masked = 0, read = 0, same = 0;
        for (size_t i = 0; i < paths.n; i++) {
            Arena *scratch = arena_new();
            Str bytes;
            if (str_ends(paths.at[i], STR(".xml")) && source_read(scratch, paths.at[i], &bytes, &diags)) {
                Str quick = read_as(reader, scratch, bytes, false);
                documents++;
                accented += utf8_beyond_ascii(bytes, 0) < bytes.n;
                masked += mask_copy(scratch, bytes) != NULL;
                read += quick.n > 0;
                same += str_eq(quick, read_as(reader, scratch, bytes, true));
            }
            arena_free(scratch);
        }
        OK(accented > 0);
        NUM(masked, accented);
        NUM(read, documents);
        NUM(same, documents);
        printf("# %s: %zu documents, %zu of them masked\n", folders[f], documents, masked);
    }
    arena_free(arena);
    xml_reader_free(reader);
}

int main(void) {
    Arena *arena = arena_new();
    test_copy(arena);
    test_real();
    arena_free(arena);
    return tap_done();
}

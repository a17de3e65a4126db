/* Award data cut anywhere: the same records, with the same lines, as the whole gives. */
#include "ingest/xml_cut.h"
#include "tests/parts.h"
#include "tests/tap.h"

enum { WHOLE = 1 << 24 };

/* How a document is written. */
typedef struct Style {
    const char *prefix, *end; /* "d:" or nothing; of a line */
    const char *accents;      /* in the document's encoding */
    bool spaced;              /* white space wherever some may stand */
} Style;

static void add_end(Buf *buf, const Style *style) {
    static const char *const spaces[] = {"", " ", "\n", "\t ", "\r\n  "};
    buf_add(buf, str_of(style->spaced && draw(3) == 0 ? spaces[draw(5)] : style->end));
}

static void add_open(Buf *buf, const Style *style, const char *name) {
    buf_print(buf, "<%s%s%s>", style->prefix, name, style->spaced && draw(5) == 0 ? " " : "");
    if (draw(4) == 0) add_end(buf, style);
}

static void add_close(Buf *buf, const Style *style, const char *name) {
    buf_print(buf, "</%s%s%s>", style->prefix, name, style->spaced && draw(5) == 0 ? "\n " : "");
    add_end(buf, style);
}

/* What looks like the end of a record and is none. */
static void add_decoy(Buf *buf, const Style *style) {
    static const char *const decoys[] = {"<!-- </%smarche> -->",    "<!-- <![CDATA[ <? -->",
                                         "<![CDATA[</%smarche>]]>", "<![CDATA[<!-- </%smarche>\n]]>",
                                         "<?note </%smarche> ?>",   "<?note <!-- ?>",
                                         "&lt;/%smarche>",          "<![CDATA[]]]>"};
    const char *decoy = decoys[draw(sizeof decoys / sizeof *decoys)], *prefix = strstr(decoy, "%s");
    size_t before = prefix ? (size_t)(prefix - decoy) : strlen(decoy);
    buf_add(buf, (Str){decoy, before});
    if (prefix) buf_print(buf, "%s%s", style->prefix, prefix + 2);
}

static void add_text(Buf *buf, const Style *style, const char *name, Str text) {
    if (draw(12) == 0) return;
    add_open(buf, style, name);
    buf_add(buf, text);
    if (draw(30) == 0) add_decoy(buf, style);
    if (draw(10) == 0) buf_add(buf, str_of(style->accents));
    add_close(buf, style, name);
}

static void add_record(Buf *buf, const Style *style, unsigned number) {
    bool concession = draw(5) == 0;
    const char *name = concession ? "contrat-concession" : "marche";
    if (draw(40) == 0) {
        buf_print(buf, "<%s%s/>", style->prefix, name);
        return;
    }
    add_open(buf, style, name);
    add_text(buf, style, "id", str_print(buf->arena, "2024-%u", number));
    add_open(buf, style, concession ? "autoriteConcedante" : "acheteur");
    add_text(buf, style, "id", STR("21350238800019"));
    add_close(buf, style, concession ? "autoriteConcedante" : "acheteur");
    add_text(buf, style, "objet", str_print(buf->arena, "Nettoyage %u", number));
    add_text(buf, style, concession ? "valeurGlobale" : "montant",
             draw(9) ? str_print(buf->arena, "%u.50", draw(100000)) : STR("beaucoup"));
    if (draw(6) == 0) {
        add_open(buf, style, "modifications");
        add_open(buf, style, "modification");
        add_text(buf, style, "dureeMois", STR("12"));
        add_close(buf, style, "modification");
        add_close(buf, style, "modifications");
    }
    if (draw(8) == 0) add_decoy(buf, style);
    add_close(buf, style, name);
    if (draw(8) == 0) buf_add(buf, STR("<!-- </marche> -->"));
}

static Str random_document(Arena *arena, unsigned records) {
    static const char *const ends[] = {"\n", "\r\n", ""};
    Style style = {.prefix = draw(4) ? "" : "d:", .end = ends[draw(3)], .spaced = draw(2)};
    bool latin = draw(3) == 0;
    style.accents = latin ? "\xE9t\xE9" : "\u00E9t\u00E9 \u20AC";
    Buf buf = {.arena = arena};
    if (!latin && draw(3) == 0) buf_add(&buf, STR("\uFEFF"));
    if (latin) buf_print(&buf, "<?xml version='1.0' encoding=\"ISO-8859-1\"?>%s", style.end);
    else if (draw(2)) buf_print(&buf, "<?xml version=\"1.0\"?>\n");
    if (draw(4) == 0) buf_print(&buf, "<!-- <marches> </marche> -->%s<?style a > b?>", style.end);
    buf_print(&buf, "<%smarches", style.prefix);
    if (style.prefix[0]) buf_add(&buf, STR(" xmlns:d='urn:d'"));
    if (draw(4) == 0) buf_add(&buf, STR("\n xmlns=\"urn:x\" note=\"a > b </marche&gt;\""));
    buf_print(&buf, "%s>", style.spaced ? "\n" : "");
    for (unsigned i = 0; i < records; i++) add_record(&buf, &style, i);
    buf_print(&buf, "</%smarches>%s", style.prefix, draw(2) ? "\n" : "");
    return buf_str(&buf);
}

static void test_random(void) {
    size_t equal = 0, seen = 0, cut = 0, notices = 0;
    for (unsigned seed = 0; seed < 150; seed++) {
        Arena *arena = arena_new();
        draw_state = seed;
        Str document = random_document(arena, 3 + draw(40));
        Parts whole = parts_of(arena, "d.xml", document, WHOLE);
        Str want = parts_text(arena, &whole);
        notices += whole.count;
        bool same = true;
        for (size_t part = 1; part < 4000 && same; part += 1 + part / 3 + draw(9)) {
            Parts parts = parts_of(arena, "d.xml", document, part);
            cut += parts.pieces > 2;
            seen++;
            Str got = parts_text(arena, &parts);
            same = str_eq(got, want);
            equal += same;
            if (!same) printf("# seed %u, parts of %zu bytes:\n", seed, part);
            if (!same) tap_is(got, want, __FILE__, __LINE__, "a document in parts");
        }
        arena_free(arena);
    }
    NUM(equal, seen);
    printf("# %zu readings, %zu in more than two parts; %zu notices in the documents\n", seen, cut, notices);
    OK(cut > seen / 2);
    OK(notices > 1500);
}

/* A document that ends anywhere: all whole records before the place are kept, and it is said once. */
static void test_ends_early(void) {
    Arena *arena = arena_new();
    draw_state = 77;
    Str document = random_document(arena, 400);
    size_t first = str_find(document, STR("</marche"));
    for (int i = 0; i < 50; i++) {
        Str start = str_sub(document, 0, first + draw((unsigned)(document.n - first - 9)));
        Parts whole = parts_of(arena, "d.xml", start, WHOLE), parts = parts_of(arena, "d.xml", start, 700);
        OK(parts.pieces > 1 || start.n < 1500);
        Str got = parts_text(arena, &parts), want = parts_text(arena, &whole);
        if (!str_eq(got, want)) tap_is(got, want, __FILE__, __LINE__, "a document that ends early");
        size_t said = 0;
        Str rest = buf_str(&parts.messages), line;
        while (str_next(&rest, '\n', &line)) said += str_find(line, STR(": not well-formed: ")) != SIZE_MAX;
        NUM(said, 1);
    }
    arena_free(arena);
}

static void test_many(void) {
    Arena *arena = arena_new();
    draw_state = 5;
    Str document = random_document(arena, 1000);
    Parts whole = parts_of(arena, "d.xml", document, WHOLE);
    OK(whole.count > 700);
    static const size_t sizes[] = {1, 300, 5000, 70000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Parts parts = parts_of(arena, "d.xml", document, sizes[i]);
        OK(parts.pieces > document.n / sizes[i] / 2 || parts.pieces > 500);
        OK(str_eq(parts_text(arena, &parts), parts_text(arena, &whole)));
    }
    arena_free(arena);
}

/* Where one small document is cut, by hand. */
static void test_cut(Arena *arena) {
#define ROOT "<marches>"
    static const struct {
        int at;
        const char *start; /* with the root's start tag */
        const char *text;  /* that begins inside the root */
        const char *kept;  /* what of it stands before the cut */
    } cases[] = {
        {__LINE__, ROOT, "<marche></marche><marche>", "<marche></marche>"},
        {__LINE__, ROOT, "<marche></marche >\n<x", "<marche></marche >"},
        {__LINE__, ROOT, "<marche></marche", ""},
        {__LINE__, ROOT, "<marche></marches>", ""},
        {__LINE__, ROOT, "<marche></marche><!-- </marche> -->", "<marche></marche>"},
        {__LINE__, ROOT, "<marche></marche><!-- </marche>", "<marche></marche>"},
        {__LINE__, ROOT, "<marche></marche><![CDATA[</marche>", "<marche></marche>"},
        {__LINE__, ROOT, "<marche></marche><?x </marche>", "<marche></marche>"},
        {__LINE__, ROOT, "<!-- <? --></marche><?x <!-- ?></marche>",
         "<!-- <? --></marche><?x <!-- ?></marche>"},
        {__LINE__, ROOT, "<!--></marche>", ""},
        {__LINE__, ROOT, "</contrat-concession></d:marche>", "</contrat-concession>"},
        {__LINE__, "<d:marches a='>'>", "</d:marche></marche>", "</d:marche>"},
        {__LINE__, "\xEF\xBB\xBF<?xml version='1.0'?><!-- <a> --> <marches\n>", "</marche>", "</marche>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        XmlRecords records;
        Str start = str_of(cases[i].start), text = str_of(cases[i].text);
        OK_AT(cases[i].at, xml_records(arena, start, &records));
        IS_AT(cases[i].at, records.prolog, start);
        IS_AT(cases[i].at, str_sub(text, 0, xml_cut(&records, text)), str_of(cases[i].kept));
    }
    static const char *const others[] = {"",
                                         "<",
                                         "<marches",
                                         "<marches a='>",
                                         "<marches/>",
                                         "<marche>",
                                         "<!DOCTYPE marches><marches>",
                                         "<?xml version='1.0' encoding='UTF-16'?><marches>",
                                         "<!-- <marches>",
                                         "<a:b:marches>",
                                         "marches"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        XmlRecords records;
        OK(!xml_records(arena, str_of(others[i]), &records));
    }
}

int main(void) {
    Arena *arena = arena_new();
    test_cut(arena);
    test_random();
    test_ends_early();
    test_many();
    arena_free(arena);
    return tap_done();
}

/* The PDF, looked at from outside: by qpdf, by poppler, and by check_pdf.py, which knows the rules of
 * PDF/A-3a and PDF/UA-1. */
#include "base/utf8.h"
#include "report/pdf.h"
#include "tests/tap.h"
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECKER "python3 tests/report/check_pdf.py"

static Arena *arena;
static Diags diags;
static Fonts *fonts;
static char folder[] = "/tmp/clausier-pdf-XXXXXX";

/* What a command prints, and how it ends. "FILE" in it is the file that was written last. */
static Str run(const char *command, int *code) {
    Str line = str_print(arena, "export LC_ALL=C.UTF-8 FILE=%s/test.pdf; %s", folder, command);
    FILE *pipe = popen(str_cstr(arena, line), "r");
    Buf out = {.arena = arena};
    char bytes[4096];
    for (size_t n; pipe && (n = fread(bytes, 1, sizeof bytes, pipe)) > 0;) buf_add(&out, (Str){bytes, n});
    int status = pipe ? pclose(pipe) : -1;
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return buf_str(&out);
}

static Str printed(const char *command) {
    int code;
    return run(command, &code);
}

static bool have_tools(void) {
    int code;
    run("(qpdf --version && pdftotext -v && python3 --version) >/dev/null 2>&1", &code);
    return code == 0;
}

static Str save(const Pages *pages) {
    Str bytes = pdf_write(arena, pages, fonts, &diags);
    FILE *file = fopen(str_cstr(arena, str_print(arena, "%s/test.pdf", folder)), "wb");
    if (file && bytes.n) fwrite(bytes.p, 1, bytes.n, file);
    if (file) fclose(file);
    return bytes;
}

/* Writes it and has both judges say that nothing is wrong. */
static void check(int line, const Pages *pages) {
    int code;
    OK_AT(line, save(pages).n > 0);
    run("qpdf --check $FILE >/dev/null 2>&1", &code);
    NUM_AT(line, code, 0);
    IS_AT(line, run("tests/pdf/judge ${FILE%/*} 2>&1", &code), STR("1 document\n"));
    NUM_AT(line, code, 0);
}

static Pages *pages_named(void) {
    Pages *pages = pages_new(arena);
    pages->title = STR("Bilan « 2025 » & <suites>");
    pages->author = STR("Métropole d’Œuvre");
    pages->language = STR("fr-FR");
    pages->made_at = 1772355661; /* 2026-03-01 09:01:01 */
    return pages;
}

static Item *put(Pages *pages, size_t page, Element *element, double x, double y, Str text) {
    Item *item = page_item(pages, &pages->at[page], ITEM_TEXT, element);
    item->x = x;
    item->y = y;
    item->size = 10;
    item->text = text;
    return item;
}

static Element *put_new(Pages *pages, size_t page, Element *parent, ElementKind kind, double y, Str text) {
    Element *element = element_new(pages, parent, kind);
    put(pages, page, element, 60, y, text);
    return element;
}

static void put_shape(Pages *pages, Element *element, ItemKind kind, double x, double height) {
    Item *item = page_item(pages, &pages->at[0], kind, element);
    item->x = x;
    item->y = 300;
    item->width = 40;
    item->height = height;
    item->size = 0.75;
    item->color = (Color){0, 114, 178};
}

static void put_list(Pages *pages, Element *section, double y, Str label) {
    Element *list = element_new(pages, section, ELEMENT_L);
    Element *entry = element_new(pages, list, ELEMENT_LI);
    put_new(pages, 0, entry, ELEMENT_LBL, y, label);
    put_new(pages, 0, entry, ELEMENT_LBODY, y, STR("Clause d’exécution"));
}

static void put_contents(Pages *pages, size_t target) {
    Element *toc = element_new(pages, pages->root, ELEMENT_TOC);
    Element *entry = element_new(pages, toc, ELEMENT_TOCI);
    Element *link =
        put_new(pages, 0, element_new(pages, entry, ELEMENT_REFERENCE), ELEMENT_LINK, 120, STR("Heures 2"));
    link->alt = STR("Aller à la page 2 : « Heures »");
    Item *box = page_item(pages, &pages->at[0], ITEM_LINK, link);
    *box = (Item){.kind = ITEM_LINK, .element = link, .x = 60, .y = 110, .width = 80, .height = 13};
    box->target_page = target;
    box->target_y = 50;
}

static void put_row(Pages *pages, size_t page, Element *part, double y, bool head, Str first, Str second) {
    Element *row = element_new(pages, part, ELEMENT_TR);
    put_new(pages, page, row, ELEMENT_TH, y, first)->scope = head ? SCOPE_COLUMN : SCOPE_ROW;
    Element *cell = element_new(pages, row, head ? ELEMENT_TH : ELEMENT_TD);
    if (head) cell->scope = SCOPE_COLUMN;
    put(pages, page, cell, 160, y, second);
}

/* One of everything that a review is made of, on two pages. */
static Pages *everything(void) {
    Pages *pages = pages_named();
    pages->subject = STR("Une année");
    pages_add(pages);
    pages_add(pages);
    put(pages, 0, NULL, 60, 40, STR("En-tête"))->artifact = ARTIFACT_HEADER;
    put_new(pages, 0, pages->root, ELEMENT_H1, 90, STR("Bilan annuel"))->alt = STR("inutile");
    put_contents(pages, 1);
    Element *section = element_new(pages, pages->root, ELEMENT_SECT);
    put_new(pages, 0, section, ELEMENT_H2, 150, STR("Heures"))->scope = SCOPE_NONE;
    Element *paragraph = put_new(pages, 0, section, ELEMENT_P, 170, STR("L’œuvre, "));
    put_new(pages, 0, paragraph, ELEMENT_SPAN, 170, STR("en gras"))->alt = STR("in extenso");
    put(pages, 0, paragraph, 200, 170, STR(" puis la "));
    put(pages, 1, paragraph, 60, 60, STR("suite."));
    put_list(pages, section, 200, STR("•"));
    put_list(pages, section, 220, STR("1."));

    Element *figure = element_new(pages, section, ELEMENT_FIGURE);
    figure->alt = STR("Barres : 3 000 et s");
    memcpy(figure->box, (double[4]){60, 290, 200, 60}, 4 * sizeof(double));
    put_shape(pages, figure, ITEM_BOX, 60, 40);
    put_shape(pages, figure, ITEM_HATCH, 110, 50);
    put_shape(pages, figure, ITEM_LINE, 60, 0);
    put(pages, 0, figure, 60, 298, STR("3\u202F000"));
    put_shape(pages, NULL, ITEM_LINE, 400, 0);

    Element *table = element_new(pages, section, ELEMENT_TABLE);
    put_new(pages, 0, table, ELEMENT_CAPTION, 380, STR("Tableau 1"));
    put_row(pages, 0, element_new(pages, table, ELEMENT_THEAD), 400, true, STR("Mois"), STR("Heures"));
    Element *body = element_new(pages, table, ELEMENT_TBODY);
    put_row(pages, 0, body, 415, false, STR("janvier"), STR("1\u202F234,5"));
    put(pages, 1, NULL, 60, 80, STR("Mois"))->artifact = ARTIFACT_REPEATED_HEAD;
    put_row(pages, 1, body, 95, false, STR("février"), STR(""));
    Element *foot = element_new(pages, element_new(pages, table, ELEMENT_TFOOT), ELEMENT_TR);
    put_new(pages, 1, foot, ELEMENT_TD, 110, STR("Rien d’autre"))->column_span = 2;
    put_new(pages, 1, section, ELEMENT_NOTE, 300, STR("Heures déclarées"));
    put(pages, 1, NULL, 60, 800, STR("2"))->artifact = ARTIFACT_FOOTER;

    pages_outline(pages, STR("Synthèse"), 1, 0, 90);
    pages_outline(pages, STR("Heures « 2025 »"), 1, 0, 150);
    pages_outline(pages, STR("Détail"), 2, 1, 60);
    pages_attach(pages, (Attachment){STR("données (1).csv"), STR("text/csv"), STR("Données \\ \"brutes\""),
                                     STR("mois;heures\r\njanvier;1234,5\r\n")});
    pages_attach(pages, (Attachment){STR("vide.json"), STR("application/json"), STR("Rien"), {0}});
    return pages;
}

static void test_everything(void) {
    check(__LINE__, everything());
    IS(printed("qpdf --json=2 --json-key=qpdf $FILE | grep -o '\"/E\": [^,]*'"),
       STR("\"/E\": \"u:in extenso\"\n"));
    IS(printed(CHECKER " --text $FILE"), STR("Bilan annuel\n"
                                             "Heures 2\n"
                                             "Heures\n"
                                             "L’œuvre, \n"
                                             "en gras\n"
                                             " puis la \n"
                                             "suite.\n"
                                             "•\n"
                                             "Clause d’exécution\n"
                                             "1.\n"
                                             "Clause d’exécution\n"
                                             "3\u202F000\n"
                                             "Tableau 1\n"
                                             "Mois\n"
                                             "Heures\n"
                                             "janvier\n"
                                             "1\u202F234,5\n"
                                             "février\n"
                                             "Rien d’autre\n"
                                             "Heures déclarées\n"));
    IS(printed("qpdf --show-attachment=00000000 $FILE"), STR("mois;heures\r\njanvier;1234,5\r\n"));
    IS(printed("qpdf --list-attachments $FILE | sed 's/ .*//'"), STR("00000000\n00000001\n"));
    OK(str_find(printed("pdfinfo -struct $FILE"), STR("/ListNumbering /Decimal")) != SIZE_MAX);
    OK(str_find(printed("pdfinfo -struct $FILE"), STR("/ColSpan 2")) != SIZE_MAX);
    IS(printed("pdfinfo $FILE | grep -E '^(Title|Author|Tagged|Pages|CreationDate)'"),
       STR("Title:           Bilan « 2025 » & <suites>\n"
           "Author:          Métropole d’Œuvre\n"
           "CreationDate:    Sun Mar  1 09:01:01 2026 UTC\n"
           "Tagged:          yes\n"
           "Pages:           2\n"));
    IS(printed("qpdf --json=2 --json-key=outlines $FILE | grep -o '\"title\": .*\"' | sort"),
       STR("\"title\": \"Détail\"\n"
           "\"title\": \"Heures « 2025 »\"\n"
           "\"title\": \"Synthèse\"\n"));
}

/* Neither a second run, nor what the fonts measured before, may change a byte. */
static void test_same_bytes(void) {
    Str first = save(everything());
    font_width(fonts, FACE_BOLD, 12, STR("mesuré, mais jamais peint : ☎"));
    OK(str_eq(save(everything()), first));
    Fonts *others = fonts_open(arena, STR("Lato"), &diags);
    OK(str_eq(pdf_write(arena, everything(), others, &diags), first));
    fonts_close(others);
    Pages *later = everything();
    later->made_at++;
    OK(!str_eq(save(later), first));
}

/* What is read back is what was written, character by character. */
static void test_exact_text(void) {
    static const char *const rows[] = {
        "efficacité, affluence, fjord, situation, ffi ffl",
        "L’œuvre d’État : « Çà et là », Ÿ Œ Æ – — … €",
        "19\u202F012,5\u00A0h et 98,7\u202F%",
        "« à\u00A0: b\u202F; c\u202F! »",
        "trait-d’union, trait‑d’union, expéri\u00AD",
        "AVATAR To Te Ta LT Ty – kerning",
        "→ ✓ ≥ CO₂ ■ ½ n° 12",
        "q\u0303 e\u0301 a\u0323\u0302",
        "漢 et \U0001F9E6 manquent",
        "<>()[]{}/\\%#&",
    };
    enum { N = sizeof rows / sizeof *rows };
    Pages *pages = pages_named();
    pages_add(pages);
    Buf want = {.arena = arena};
    for (size_t i = 0; i < 2 * N; i++) {
        Element *element = element_new(pages, pages->root, ELEMENT_P);
        put(pages, 0, element, 60, 60 + 20 * (double)i, str_of(rows[i / 2]))->face =
            i % 2 ? FACE_BOLD : FACE_REGULAR;
        buf_print(&want, "%s\n", rows[i / 2]);
    }
    check(__LINE__, pages);
    IS(printed(CHECKER " --text $FILE"), buf_str(&want));
    OK(str_find(printed("pdftotext $FILE -"), STR("efficacité, affluence, fjord, situation, ffi ffl")) !=
       SIZE_MAX);
    IS(printed("pdffonts $FILE | tail -n +3 | grep -v 'CID TrueType *Identity-H *yes yes yes'"), STR(""));
}

/* Characters that mean nothing, and a line that is longer than a string of PDF/A may be. */
static void test_odd_text(void) {
    Pages *pages = pages_named();
    pages_add(pages);
    Element *element = element_new(pages, pages->root, ELEMENT_P);
    put(pages, 0, element, 60, 60, STR("\uF0B7 puce, a\uFEFFb, \uFFFE \U000F0000, \x01\t"));
    check(__LINE__, pages);
    IS(printed(CHECKER " --text $FILE"), STR("\uFFFD puce, a\uFFFDb, \uFFFD \uFFFD, \x01\t\n"));

    Buf line = {.arena = arena};
    for (int i = 0; i < 10000; i++) buf_add(&line, STR("mot "));
    put(pages, 0, element, 60, 80, buf_str(&line));
    check(__LINE__, pages);
    IS(printed(CHECKER " --text $FILE | grep -o mot | wc -l"), STR("10000\n"));
}

static void test_nothing_on_a_page(void) {
    Pages *pages = pages_named();
    pages_add(pages);
    check(__LINE__, pages);
    put(pages, 0, NULL, 60, 60, STR("")); /* no text, no mark */
    check(__LINE__, pages);
}

/* Children stand where they were painted among their parent's words, the others in their order. */
static void test_reading_order(void) {
    Pages *pages = pages_named();
    pages_add(pages);
    Element *paragraph = element_new(pages, pages->root, ELEMENT_P);
    Element *first = element_new(pages, paragraph, ELEMENT_SPAN);
    Element *second = element_new(pages, paragraph, ELEMENT_SPAN);
    Element *unpainted = element_new(pages, paragraph, ELEMENT_SPAN);
    element_new(pages, unpainted, ELEMENT_SPAN);
    put(pages, 0, paragraph, 60, 60, STR("un"));
    put(pages, 0, first, 80, 60, STR("deux"));
    put(pages, 0, paragraph, 120, 60, STR("trois"));
    put(pages, 0, second, 160, 60, STR("quatre"));
    put(pages, 0, first, 200, 60, STR("deux encore"));
    put(pages, 0, paragraph, 240, 60, STR("cinq"));
    check(__LINE__, pages);
    IS(printed(CHECKER " --text $FILE"), STR("un\ndeux\ndeux encore\ntrois\nquatre\ncinq\n"));
}

/* A space that nobody sees stands between texts of one mark, but not inside of a word. */
static void test_word_ends(void) {
    Pages *pages = pages_named();
    pages_add(pages);
    Element *element = element_new(pages, pages->root, ELEMENT_P);
    put(pages, 0, element, 60, 60, STR("un"));
    put(pages, 0, element, 60, 75, STR("deux "));
    put(pages, 0, element, 60, 90, STR("expéri\u00AD"));
    put(pages, 0, element, 60, 105, STR("mental, demi-"));
    put(pages, 0, element, 60, 120, STR("heure, sou"));
    double end = 60 + font_width(fonts, FACE_REGULAR, 10, STR("heure, sou"));
    put(pages, 0, element, end, 120, STR("dé"));
    put(pages, 0, element, end + 30, 120, STR("loin"));
    check(__LINE__, pages);
    IS(printed(CHECKER " --text $FILE"), STR("un deux expéri\u00ADmental, demi-heure, soudé loin\n"));
}

/* Marks of nothing but text share a text object; where a shape is among the texts of a mark, each has its
 * own, because no shape may stand in one. What is not painted changes nothing. */
static void test_text_objects(void) {
    Pages *pages = pages_named();
    pages_add(pages);
    Element *link = element_new(pages, element_new(pages, pages->root, ELEMENT_P), ELEMENT_LINK);
    link->alt = STR("Aller plus loin");
    put(pages, 0, link, 60, 60, STR("lien"));
    put_new(pages, 0, pages->root, ELEMENT_P, 80, STR("texte"));
    Element *figure = put_new(pages, 0, pages->root, ELEMENT_FIGURE, 100, STR("dessin"));
    figure->alt = STR("Deux barres");
    memcpy(figure->box, (double[4]){60, 100, 200, 200}, 4 * sizeof(double));
    *page_item(pages, &pages->at[0], ITEM_LINK, link) =
        (Item){.kind = ITEM_LINK, .element = link, .x = 60, .y = 60, .width = 30, .height = 12};
    put(pages, 0, NULL, 60, 60, STR(""));
    put_shape(pages, figure, ITEM_BOX, 60, 40);
    put(pages, 0, figure, 60, 120, STR("légende"));
    put_new(pages, 0, pages->root, ELEMENT_P, 140, STR("fin"));
    check(__LINE__, pages);
    IS(printed("qpdf --qdf $FILE - | grep -aoE '\\<(BT|ET|BDC|EMC|TJ|f)$' | tr '\\n' ' '"),
       STR("BT BDC TJ EMC BDC TJ EMC ET BDC BT TJ TJ ET f BT TJ ET EMC BT BDC TJ EMC ET "));
}

/* A table over all pages, and enough of them for several nodes of the page tree. */
static void test_a_thousand_pages(void) {
    Pages *pages = pages_named();
    Element *table = element_new(pages, pages->root, ELEMENT_TABLE);
    for (size_t i = 0; i < 1000; i++) {
        pages_add(pages);
        for (int row = 0; row < 2; row++)
            put_row(pages, i, table, 60 + 20 * row, false, str_print(arena, "Marché %zu", i),
                    STR("1\u202F607"));
    }
    check(__LINE__, pages);
    IS(printed("pdfinfo $FILE | grep Pages"), STR("Pages:           1000\n"));
    IS(printed("pdftotext -f 1000 -l 1000 $FILE - | head -n 1"), STR("Marché 999\n"));
}

/* The judge itself: documents with faults that only their makers can avoid. */
static void test_judge(void) {
    int code;
    Pages *pages = pages_named();
    pages_add(pages);
    put_new(pages, 0, pages->root, ELEMENT_H2, 60, STR("Trop bas"));
    put_new(pages, 0, pages->root, ELEMENT_FIGURE, 80, STR("Sans mots"));
    Element *table = element_new(pages, pages->root, ELEMENT_TABLE);
    put_row(pages, 0, table, 100, false, STR("a"), STR("b"));
    put_new(pages, 0, element_new(pages, table, ELEMENT_TR), ELEMENT_TH, 120, STR("c"));
    put_new(pages, 0, table, ELEMENT_LI, 140, STR("égaré"));
    pages->title = (Str){0};
    save(pages);
    IS(run(CHECKER " $FILE | sed 's/ [0-9]*:/:/'", &code), STR("06-003 XMP: no dc:title\n"
                                                               "09-004a Table: holds LI 33\n"
                                                               "09-004o Table: has rows of [1, 2] columns\n"
                                                               "09-005b LI: stands in Table\n"
                                                               "13-004 Figure: no Alt\n"
                                                               "14-002 H2: is the first heading\n"
                                                               "15-003a TH: no Scope\n"
                                                               "H-12 LI: has content of its own\n"
                                                               "H-13 Figure: BBox [0, 841.89, 0, 841.89]\n"
                                                               "H-21 document: has no title\n"
                                                               "H-30 Figure: /Alt is empty\n"));
}

static void test_hostile_metadata(void) {
    Pages *pages = pages_named();
    pages->title = STR("]]></rdf:li>\x01 %PDF (\\) \U0001F600 endobj");
    pages->author = STR("\"><!--");
    pages->language = STR("fr)/Evil(");
    pages_add(pages);
    put_new(pages, 0, pages->root, ELEMENT_P, 60, STR("EMC /P BDC (\\"));
    pages_attach(pages, (Attachment){STR("../../etc/passwd"), STR("a/b c(#"), STR(")>>"), STR("%%EOF")});
    pages_outline(pages, STR(")>>endobj"), 2, 0, 0); /* no chapter above it */
    int code;
    OK(save(pages).n > 0);
    run("qpdf --check $FILE >/dev/null 2>&1", &code);
    NUM(code, 0);
    IS(printed("qpdf --show-attachment=00000000 $FILE"), STR("%%EOF"));
    Str said = run(CHECKER " $FILE", &code);
    OK(str_find(said, STR("6.7.4-1 catalog: Lang")) != SIZE_MAX);
    OK(str_find(said, STR("6.8-1 ")) != SIZE_MAX);
    OK(str_find(said, STR("H-21 document: tells two different Titles")) != SIZE_MAX); /* the control */
    OK(str_find(said, STR("H-24 ")) != SIZE_MAX);
    OK(str_find(said, STR("cannot be")) == SIZE_MAX);
}

int main(void) {
    arena = arena_new();
    diags = diags_new(arena);
    fonts = fonts_open(arena, STR("Lato"), &diags);
    if (!have_tools() || !fonts || !mkdtemp(folder)) {
        SKIP("qpdf, poppler-utils, python3 and fonts-lato are needed");
        return tap_done();
    }
    test_everything();
    test_same_bytes();
    test_exact_text();
    test_odd_text();
    test_nothing_on_a_page();
    test_reading_order();
    test_word_ends();
    test_text_objects();
    test_a_thousand_pages();
    test_judge();
    test_hostile_metadata();
    NUM(diags.count[DIAG_WORLD], 0);
    printed("rm -r ${FILE%/*}");
    fonts_close(fonts);
    arena_free(arena);
    return tap_done();
}

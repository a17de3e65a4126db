/* digest_html.c - a digest as one page that needs nothing beside itself: no script, no picture, no font. Its
 * policy says so to the browser, too. */
#include "report/digest.h"
#include "report/digest_style.h"
#include "report/markup.h"

/* How each role is called in the style. */
static const char *const classes[LINE_ROLES] = {
    [LINE_TITLE] = "title",
    [LINE_STRONG] = "strong",
    [LINE_URGENT] = "urgent",
    [LINE_QUIET] = "quiet",
    [LINE_CODE] = "code",
    [LINE_FOREIGN] = "foreign",
    [LINE_TAG_OUT] = "out",
    [LINE_TAG_ELIGIBLE] = "eligible",
    [LINE_TAG_TO_CHECK] = "to_check",
    [LINE_TAG_NEWS] = "news",
};

static void put(Buf *html, const char *markup) {
    buf_add(html, str_of(markup));
}

/* An element of a text: its tag may have attributes. */
static void put_element(Buf *html, const char *tag, Str text) {
    Str name = str_of(tag);
    size_t blank = str_find_byte(name, ' ');
    buf_print(html, "<%s>", tag);
    markup_text(html, text);
    buf_print(html, "</%.*s>\n", STR_ARG(str_sub(name, 0, blank)));
}

/* The text with its link: on the file's name where the text has it, else on all of it. */
static void put_linked(Buf *html, const DigestLine *line) {
    size_t at = line->link.n ? str_find(line->text, line->link) : SIZE_MAX;
    Str linked = at == SIZE_MAX ? line->text : line->link;
    if (at == SIZE_MAX) at = 0;
    if (!line->link.n) {
        markup_text(html, line->text);
        return;
    }
    markup_text(html, str_sub(line->text, 0, at));
    put(html, "<a href=\"");
    markup_text(html, line->link);
    put(html, "\">");
    markup_text(html, linked);
    put(html, "</a>");
    markup_text(html, str_sub(line->text, at + linked.n, SIZE_MAX));
}

static bool is_tag(DigestRole role) {
    return role >= LINE_TAG_ELIGIBLE;
}

/* Lines that belong together: tags, or items of a list. Returns how many. */
static size_t put_group(Buf *html, const DigestLine *lines, size_t n) {
    size_t i = 0;
    bool tags = is_tag(lines[0].role);
    put(html, tags ? "<div class=\"tags\">" : "<ul>");
    for (; i < n && (tags ? is_tag(lines[i].role) : lines[i].role == LINE_ITEM); i++) {
        if (tags) buf_print(html, "%s<span class=\"%s\">", i ? " " : "", classes[lines[i].role]);
        else put(html, "<li>");
        put_linked(html, &lines[i]);
        put(html, tags ? "</span>" : "</li>");
    }
    put(html, tags ? "</div>" : "</ul>");
    return i;
}

static void put_lines(Buf *html, const DigestCell *cell) {
    for (size_t i = 0; i < cell->n;) {
        const DigestLine *line = &cell->at[i];
        if (is_tag(line->role) || line->role == LINE_ITEM) {
            i += put_group(html, line, cell->n - i);
            continue;
        }
        put(html, "<div");
        if (classes[line->role]) buf_print(html, " class=\"%s\"", classes[line->role]);
        if (line->role == LINE_FOREIGN) put(html, " lang=\"en\"");
        put(html, ">");
        put_linked(html, line);
        put(html, "</div>");
        i++;
    }
}

static void put_row(Buf *html, const DigestSection *section, size_t row) {
    const DigestCell *cells = digest_row(section, row);
    put(html, "<tr role=\"row\">\n");
    for (size_t i = 0; i < section->column_count; i++) {
        bool head = i == section->head;
        put(html, head ? "<th scope=\"row\" role=\"rowheader\"" : "<td role=\"cell\"");
        if (section->columns[i].named) {
            put(html, " data-name=\"");
            markup_text(html, section->columns[i].heading);
            put(html, "\"");
        }
        put(html, ">");
        put_lines(html, &cells[i]);
        put(html, head ? "</th>\n" : "</td>\n");
    }
    put(html, "</tr>\n");
}

static void put_count(Buf *html, size_t count) {
    buf_print(html, " <span>(");
    markup_text(html, count_print_fr(html->arena, (int64_t)count));
    put(html, ")</span>");
}

static void put_section(Buf *html, const DigestSection *section) {
    buf_print(html, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", section->name, section->name);
    markup_text(html, section->heading);
    put_count(html, section->count);
    put(html, "</h2>\n<table role=\"table\">\n");
    put_element(html, "caption", section->caption);
    put(html, "<thead role=\"rowgroup\">\n<tr role=\"row\">\n");
    for (size_t i = 0; i < section->column_count; i++) {
        buf_print(html, "<th scope=\"col\" role=\"columnheader\" class=\"%s\">", section->columns[i].width);
        markup_text(html, section->columns[i].heading);
        put(html, "</th>\n");
    }
    put(html, "</tr>\n</thead>\n<tbody role=\"rowgroup\">\n");
    for (size_t row = 0; row < section->rows; row++) put_row(html, section, row);
    put(html, "</tbody>\n</table>\n");
    for (size_t i = 0; i < sizeof section->notes / sizeof *section->notes; i++) {
        if (!section->notes[i].text.n) continue;
        put(html, "<p class=\"note\">");
        put_linked(html, &section->notes[i]);
        put(html, "</p>\n");
    }
    put(html, "</section>\n");
}

/* Where there is more than one section to choose from. */
static void put_contents(Buf *html, const NightDigest *digest, const Words *words) {
    if (digest->section_count < 2) return;
    put(html, "<nav aria-label=\"");
    markup_text(html, words_get(words, "digest.contents"));
    put(html, "\">\n<ul>\n");
    for (size_t i = 0; i < digest->section_count; i++) {
        buf_print(html, "<li><a href=\"#%s\">", digest->sections[i].name);
        markup_text(html, digest->sections[i].heading);
        put(html, "</a>");
        put_count(html, digest->sections[i].count);
        put(html, "</li>\n");
    }
    put(html, "</ul>\n</nav>\n");
}

static void put_foot(Buf *html, const NightDigest *digest) {
    put(html, "<footer>\n");
    put_element(html, "h2", digest->foot);
    put(html, "<dl>\n");
    for (size_t i = 0; i < digest->fact_count; i++) {
        put_element(html, "dt", digest->facts[i].term);
        put_element(html, digest->facts[i].code ? "dd class=\"code\"" : "dd", digest->facts[i].text);
    }
    put(html, "</dl>\n</footer>\n");
}

Str digest_html(Arena *arena, const Night *night, const Words *words) {
    const NightDigest *digest = digest_make(arena, night, words);
    Buf html = {.arena = arena};
    put(&html, "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\">\n");
    put_element(&html, "title", digest->title);
    buf_print(&html, "<style>\n%s</style>\n</head>\n<body>\n<header>\n", digest_style);
    if (digest->over.n) put_element(&html, "p class=\"over\"", digest->over);
    put_element(&html, "h1", digest->heading);
    for (size_t i = 0; i < sizeof digest->lead / sizeof *digest->lead; i++)
        put_element(&html, "p class=\"lead\"", digest->lead[i]);
    put_contents(&html, digest, words);
    put(&html, "</header>\n<main>\n");
    for (size_t i = 0; i < digest->section_count; i++) put_section(&html, &digest->sections[i]);
    put(&html, "</main>\n");
    put_foot(&html, digest);
    put(&html, "</body>\n</html>\n");
    return buf_str(&html);
}

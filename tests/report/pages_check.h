/* pages_check.h - what every page must keep to, whatever it shows: counts what does not. */
#ifndef CLAUSIER_TESTS_PAGES_CHECK_H
#define CLAUSIER_TESTS_PAGES_CHECK_H

#include "report/look.h"

#include <stdio.h>

/* Room for glyphs that reach over their advance. */
#define CHECK_SLACK 0.6

static inline bool check_bare(const Page *page, size_t p) {
    return p == 0 && page->n && page->items[0].kind == ITEM_BOX; /* the cover's band */
}

/* Texts outside the margins, and strips below the last line of a page. */
static inline size_t pages_outside_of(const Pages *pages, const Theme *theme) {
    size_t bad = 0;
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->at[p].n; i++) {
            const Item *item = &pages->at[p].items[i];
            if (check_bare(&pages->at[p], p) && item->kind == ITEM_BOX) continue;
            bool furniture = item->artifact == ARTIFACT_HEADER || item->artifact == ARTIFACT_FOOTER;
            double foot = furniture || p == 0 ? PAGE_HEIGHT - 20 : page_bottom(theme) + 1;
            bool out = item->x < theme->margin - CHECK_SLACK || item->y < 20 || item->y > foot ||
                       item->x + item->width > PAGE_WIDTH - theme->margin + 3;
            if (!out) continue;
            bad++;
            printf("# page %zu: outside: %.1f %.1f \"%.*s\"\n", p + 1, item->x, item->y, STR_ARG(item->text));
        }
    return bad;
}

static inline size_t pages_outside(const Pages *pages) {
    Theme theme = theme_default();
    return pages_outside_of(pages, &theme);
}

static inline bool check_touch(const Item *a, const Item *b) {
    double size = a->size < b->size ? a->size : b->size;
    double rise = a->y > b->y ? a->y - b->y : b->y - a->y;
    return rise < 0.7 * size && a->x + a->width > b->x + CHECK_SLACK && b->x + b->width > a->x + CHECK_SLACK;
}

/* Pairs of texts of which one is written over the other. */
static inline size_t pages_overlaps(const Pages *pages) {
    size_t bad = 0;
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->at[p].n; i++)
            for (size_t j = i + 1; j < pages->at[p].n; j++) {
                const Item *a = &pages->at[p].items[i], *b = &pages->at[p].items[j];
                if (a->kind != ITEM_TEXT || b->kind != ITEM_TEXT || !check_touch(a, b)) continue;
                bad++;
                printf("# page %zu: \"%.*s\" touches \"%.*s\"\n", p + 1, STR_ARG(a->text), STR_ARG(b->text));
            }
    return bad;
}

/* Headings below which their page has no other text. */
static inline size_t pages_lonely_headings(const Pages *pages) {
    size_t bad = 0;
    for (size_t p = 0; p < pages->n; p++) {
        const Item *last = NULL;
        for (size_t i = 0; i < pages->at[p].n; i++) {
            const Item *item = &pages->at[p].items[i];
            if (item->kind == ITEM_TEXT && item->element && (!last || item->y > last->y)) last = item;
        }
        if (!last || last->element->kind < ELEMENT_H1 || last->element->kind > ELEMENT_H3) continue;
        bad++;
        printf("# page %zu ends with a heading: \"%.*s\"\n", p + 1, STR_ARG(last->text));
    }
    return bad;
}

/* What is painted below a text: the last box before it that holds its start; else the page. */
static inline Color check_ground(const Page *page, size_t text) {
    const Item *item = &page->items[text];
    for (size_t i = text; i-- > 0;) {
        const Item *box = &page->items[i];
        if (box->kind == ITEM_BOX && item->x >= box->x && item->x < box->x + box->width && item->y > box->y &&
            item->y <= box->y + box->height)
            return box->color;
    }
    return PAPER;
}

/* Texts that stand out less than 4.5 to 1 from what is below them. */
static inline size_t pages_faint(const Pages *pages) {
    size_t bad = 0;
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->at[p].n; i++) {
            const Item *item = &pages->at[p].items[i];
            if (item->kind != ITEM_TEXT) continue;
            double contrast = color_contrast(item->color, check_ground(&pages->at[p], i));
            if (contrast >= 4.5) continue;
            bad++;
            printf("# page %zu: \"%.*s\" has a contrast of %.2f\n", p + 1, STR_ARG(item->text), contrast);
        }
    return bad;
}

static inline const Element *check_owner(const Item *item, ElementKind kind) {
    const Element *element = item->kind == ITEM_TEXT ? item->element : NULL;
    while (element && element->kind != kind) element = element->parent;
    return element;
}

/* How many lines of the owner, of this kind, of the text `at` stand on its page. */
static inline size_t check_lines(const Page *page, size_t at, ElementKind kind) {
    const Element *owner = check_owner(&page->items[at], kind);
    size_t n = 0;
    double below = -1;
    for (size_t i = 0; i < page->n; i++) {
        if (check_owner(&page->items[i], kind) != owner) continue;
        n += page->items[i].y > below + 1;
        if (page->items[i].y > below) below = page->items[i].y;
    }
    return n;
}

static inline size_t check_first(const Page *page, const Element *owner, ElementKind kind) {
    size_t i = 0;
    while (i < page->n && check_owner(&page->items[i], kind) != owner) i++;
    return i;
}

/* Paragraphs that go on on the next page with a single line, or leave a single one on theirs; rows of a table
 * that are cut though they are not higher than half a page. */
static inline size_t pages_torn(const Pages *pages) {
    static const struct {
        ElementKind kind;
        size_t least, most; /* lines on the first page that are too few for a cut */
    } kinds[] = {{ELEMENT_P, 2, 0}, {ELEMENT_LBODY, 2, 0}, {ELEMENT_CAPTION, 2, 0}, {ELEMENT_TR, 30, 30}};
    size_t bad = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t p = 0; p + 1 < pages->n; p++) {
            const Page *page = &pages->at[p], *next = &pages->at[p + 1];
            for (size_t i = 0; i < page->n; i++) {
                const Element *owner = check_owner(&page->items[i], kinds[k].kind);
                if (!owner || check_first(page, owner, kinds[k].kind) != i) continue;
                size_t on = check_first(next, owner, kinds[k].kind);
                if (on == next->n) continue;
                bool torn = check_lines(page, i, kinds[k].kind) < kinds[k].least ||
                            (!kinds[k].most && check_lines(next, on, kinds[k].kind) < kinds[k].least);
                if (!torn) continue;
                bad++;
                printf("# page %zu: torn: \"%.*s\"\n", p + 1, STR_ARG(page->items[i].text));
            }
        }
    return bad;
}

/* Links that go nowhere, elements without a parent's place, texts of nothing. */
static inline size_t pages_loose_ends(const Pages *pages) {
    size_t bad = 0;
    for (size_t p = 0; p < pages->n; p++)
        for (size_t i = 0; i < pages->at[p].n; i++) {
            const Item *item = &pages->at[p].items[i];
            if (item->kind == ITEM_LINK && (item->target_page >= pages->n || item->target_y < 1)) bad++;
            if (item->kind == ITEM_LINK && !item->element) bad++;
            if (item->kind == ITEM_TEXT && !item->text.n && item->element) bad++;
        }
    for (size_t i = 0; i < pages->outline_count; i++) bad += pages->outlines[i].page >= pages->n;
    return bad;
}

#endif

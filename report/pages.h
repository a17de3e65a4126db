/* pages.h - a display list: what stands where on every page, and what it means.
 *
 * layout.c writes it, pdf.c paints it, pages_html.c writes it as a page for a browser, pages_dump() prints it
 * as text (golden tests read that). Units are points, the origin is the top left corner of the page, y grows
 * downwards; a text's y is its baseline. Everything painted belongs to an Element of the structure tree, or
 * is an artifact: there is no third way, so a page cannot be untagged. */
#ifndef CLAUSIER_REPORT_PAGES_H
#define CLAUSIER_REPORT_PAGES_H

#include "base/str.h"

#define PAGE_WIDTH 595.276 /* A4 */
#define PAGE_HEIGHT 841.890

typedef enum ElementKind {
    ELEMENT_DOCUMENT,
    ELEMENT_SECT,
    ELEMENT_H1,
    ELEMENT_H2,
    ELEMENT_H3,
    ELEMENT_P,
    ELEMENT_SPAN,
    ELEMENT_L,
    ELEMENT_LI,
    ELEMENT_LBL,
    ELEMENT_LBODY,
    ELEMENT_TABLE,
    ELEMENT_CAPTION,
    ELEMENT_THEAD,
    ELEMENT_TBODY,
    ELEMENT_TFOOT,
    ELEMENT_TR,
    ELEMENT_TH,
    ELEMENT_TD,
    ELEMENT_FIGURE,
    ELEMENT_TOC,
    ELEMENT_TOCI,
    ELEMENT_REFERENCE,
    ELEMENT_LINK,
    ELEMENT_NOTE,
} ElementKind;

/* A node of the structure tree. Children are in reading order; painted content refers to it by pointer. */
typedef struct Element Element;
struct Element {
    ElementKind kind;
    enum { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW } scope; /* TH */
    unsigned column_span;                               /* TH, TD; 0 and 1 are one column */
    Str alt;     /* FIGURE: the description; LINK: where it goes; SPAN: in full */
    double *box; /* FIGURE: x, y, width, height on its page; else NULL */
    Element *parent, *first, *last, *next;
    size_t number; /* in order of creation, for dumps */
};

typedef enum Face { FACE_REGULAR, FACE_BOLD, FACE_COUNT } Face;
typedef struct Color {
    uint8_t r, g, b;
} Color;

/* A picture of 8 bits a channel, row by row from the top: one channel of grey, or three of colours. */
typedef struct Image {
    uint32_t width, height;
    bool colored;
    Str pixels;
    Str file; /* the PNG itself, for who paints it without our pixels */
} Image;

typedef enum ItemKind { ITEM_TEXT, ITEM_LINE, ITEM_BOX, ITEM_HATCH, ITEM_IMAGE, ITEM_LINK } ItemKind;
typedef enum ArtifactKind {
    ARTIFACT_LAYOUT,
    ARTIFACT_HEADER,
    ARTIFACT_FOOTER,
    ARTIFACT_REPEATED_HEAD
} ArtifactKind;

/* A long document has hundreds of thousands. */
typedef struct Item {
    ItemKind kind;
    Color color;
    Element *element; /* NULL: an artifact */
    ArtifactKind artifact;
    Face face;
    double x, y;          /* TEXT: baseline start; LINE: start; BOX, HATCH, IMAGE, LINK: top left */
    double width, height; /* BOX, HATCH, IMAGE, LINK; LINE: dx, dy; TEXT: width as measured */
    union {
        double size;     /* TEXT: font size; LINE: stroke width */
        double target_y; /* LINK */
    };
    Str text;           /* TEXT: UTF-8, one line */
    size_t target_page; /* LINK: from 0 */
    union {
        const Image *image;    /* IMAGE */
        const Element *target; /* LINK: what stands there */
    };
} Item;

typedef struct Page {
    Item *items;
    size_t n, cap;
} Page;

typedef struct Outline {
    Str title;
    unsigned level; /* 1: chapter, 2: section */
    size_t page;
    double y;
} Outline;

typedef struct Attachment {
    Str name, mime, description, bytes;
} Attachment;

typedef struct Pages {
    Arena *arena;
    Element *root; /* the Document */
    size_t element_count;
    Page *at;
    size_t n, cap;
    Outline *outlines;
    size_t outline_count, outline_cap;
    Attachment *attachments;
    size_t attachment_count, attachment_cap;
    Str title, author, subject, language; /* language: "fr-FR" */
    int64_t made_at;                      /* seconds since the epoch, for the metadata */
} Pages;

Pages *pages_new(Arena *arena);
/* Lives until the next is added; the one before is kept in memory of its size, with a little room. */
Page *pages_add(Pages *pages);
Element *element_new(Pages *pages, Element *parent, ElementKind kind);
const char *element_name(ElementKind kind); /* "H1" */
/* Belonging to one element, or both to one kind of artifact. */
bool same_owner(const Item *a, const Item *b);
/* Zeroed, but for these; lives until the page's next, or another page, is added. */
Item *page_item(Pages *pages, Page *page, ItemKind kind, Element *element);
Item *page_copy(Pages *pages, Page *page, const Item *item); /* with its text */
void pages_outline(Pages *pages, Str title, unsigned level, size_t page, double y);
void pages_attach(Pages *pages, Attachment attachment);

/* The whole list as lines of text, two decimals: stable across machines with the same font. */
Str pages_dump(Arena *arena, const Pages *pages);

#endif

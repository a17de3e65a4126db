/* digest.h - what a night's digest says, before it is HTML or plain text. Private to the forms of a night.
 *
 * A digest is a few sentences, sections with one table each, and facts at its foot. A cell is lines, each
 * with a role; both writers set all lines, in this order. Texts from outside are without control characters
 * and not longer than people read; nothing is escaped yet. */
#ifndef CLAUSIER_REPORT_DIGEST_H
#define CLAUSIER_REPORT_DIGEST_H

#include "report/night.h"

typedef enum DigestRole {
    LINE_PLAIN,
    LINE_TITLE,  /* what the row is about */
    LINE_STRONG, /* what the eye looks for */
    LINE_URGENT, /* the same, and it presses */
    LINE_QUIET,
    LINE_CODE,    /* a reference, a path: to be copied */
    LINE_ITEM,    /* of a list */
    LINE_FOREIGN, /* not French: a message */
    LINE_TAG_ELIGIBLE,
    LINE_TAG_TO_CHECK,
    LINE_TAG_OUT,
    LINE_TAG_NEWS,
    LINE_ROLES
} DigestRole;

typedef struct DigestLine {
    DigestRole role;
    Str text;
    Str link; /* tel:, mailto: or a file beside the digest; empty: none */
} DigestLine;

typedef struct DigestCell {
    DigestLine *at;
    size_t n, cap;
} DigestCell;

typedef struct DigestColumn {
    Str heading;
    const char *width; /* wide, large, middle, narrow */
    bool named;        /* plain text and small screens say the heading before the cell */
} DigestColumn;

enum { DIGEST_COLUMNS_MOST = 4, DIGEST_ROWS_MOST = 50 };

typedef struct DigestSection {
    const char *name;
    Str heading, caption;
    size_t count; /* of what it is about: more than there are rows where there is a limit */
    DigestColumn columns[DIGEST_COLUMNS_MOST];
    size_t column_count;
    size_t head;       /* the column that names the row */
    DigestCell *cells; /* row by row */
    size_t rows;
    DigestLine notes[2]; /* below the table; empty: none */
} DigestSection;

typedef struct DigestFact {
    Str term, text;
    bool code;
} DigestFact;

enum { DIGEST_SECTIONS_MOST = 9, DIGEST_FACTS_MOST = 7 };

typedef struct NightDigest {
    Str title;   /* of the page */
    Str over;    /* above the heading: whose digest it is */
    Str heading; /* the day */
    Str lead[2]; /* the night in a sentence or two */
    DigestSection sections[DIGEST_SECTIONS_MOST];
    size_t section_count;
    Str foot; /* the heading of the facts */
    DigestFact facts[DIGEST_FACTS_MOST];
    size_t fact_count;
} NightDigest;

NightDigest *digest_make(Arena *arena, const Night *night, const Words *words);

/* For the parts of digest.c: a section of so many rows, of which it takes what fits; NULL where there are
 * none. `columns` are words of [digest_column], the width of each and whether it is named:
 * "deadline narrow|lot wide|hours middle named". */
typedef struct DigestMaker {
    Arena *arena;
    const Night *night;
    const Words *words;
    NightDigest *digest;
} DigestMaker;

DigestSection *digest_section(const DigestMaker *maker, const char *name, const char *columns, size_t head,
                              size_t count);
DigestCell *digest_row(const DigestSection *section, size_t row);
/* Adds a line to a cell, unless it is empty; what people read of a long one. */
void digest_line(const DigestMaker *maker, DigestCell *cell, DigestRole role, Str text);
void digest_link(const DigestMaker *maker, DigestCell *cell, Str text, Str link);
/* Below the section: what is more than fits is in that file. */
void digest_more(const DigestMaker *maker, DigestSection *section, const char *file);

Str digest_left(const DigestMaker *maker, Date day); /* dans 2 jours */
Str digest_weekday(const DigestMaker *maker, Date day);

/* Each adds its sections, if there is something. */
void digest_lots(const DigestMaker *maker);
void digest_work(const DigestMaker *maker); /* contracts, declarations, files */

#endif

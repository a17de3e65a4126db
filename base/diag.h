/* diag.h - what went wrong, where, and what follows from it.
 *
 * A message is `place: what: consequence`. It is said once, where it is known; callers add nothing. Nobody
 * here prints: a Diags collects, cli/ prints in input order and derives the exit code. */
#ifndef CLAUSIER_BASE_DIAG_H
#define CLAUSIER_BASE_DIAG_H

#include "base/str.h"

/* A place in what came from outside. Parts that are not known are 0 or empty. */
typedef struct Loc {
    Str file;              /* the path as given; archive!member; "-" for standard input */
    uint32_t line, column; /* from 1; the column counts characters */
    Str field;             /* a column's or an element's name */
} Loc;

typedef enum DiagKind {
    DIAG_NOTE,    /* an assumption worth saying: read as Windows-1252; exit code unchanged */
    DIAG_DEFECT,  /* kept as it stands, though it looks wrong: said to who asks for defects; exit code
                     unchanged */
    DIAG_DOUBT,   /* accepted with a stated choice; exit code unchanged */
    DIAG_REFUSED, /* a row, a notice, a file: the rest goes on; exit 1 */
    DIAG_USAGE,   /* command line, configuration, rules, template: exit 2 */
    DIAG_WORLD,   /* cannot read, write or allocate: exit 3 */
    DIAG_KINDS
} DiagKind;

typedef struct Diag Diag;
struct Diag {
    DiagKind kind;
    Loc at;
    Str what;        /* "no such contract: P2026-99" */
    Str consequence; /* "row refused" */
    Str source;      /* the line of text that the caret points into; empty: no caret */
    uint32_t span;   /* characters underlined from at.column on; 0 counts as 1 */
    Str kept;        /* REFUSED: the refused text word for word, for --rejects; empty for hours and people */
    bool keep_file;  /* REFUSED: the file itself may be kept so: it is a document about a tender, not about
                        people */
    const char *defect; /* DEFECT, DOUBT: what kind of damage it is, as ingest/defect.h names it; NULL: none
                           of these */
    Str record, value;  /* DEFECT, DOUBT: the notice or contract that it is about, and what stands there */
    bool once; /* DEFECT, DOUBT: it holds for the whole file, and is said of a field once, with its first
                  place */
    Diag *next;
};

/* Messages in the order they were said; everything in it lives in its arena. */
typedef struct Diags {
    Arena *arena;
    Diag *first, *last;
    size_t count[DIAG_KINDS];
} Diags;

Diags diags_new(Arena *arena);

/* Says it: place and texts are copied. The Diag is returned so that source, span or kept can be added. */
Diag *diag_add(Diags *diags, DiagKind kind, Loc at, const char *consequence, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Errors so far that would end a reading of configuration or rules (USAGE and WORLD). */
size_t diags_fatal(const Diags *diags);

/* Forgets what was said behind `last`, which is one of them; NULL: all. */
void diags_cut(Diags *diags, Diag *last);

/* Moves the messages of `from` to the end of `to`, copied into to's arena; `from` is then empty. */
void diags_move(Diags *to, Diags *from);

/* `place: what: consequence` and, where a source line is known, that line and a caret below it. Control
 * characters of what came from outside are escaped. */
Str diag_print(Arena *arena, const Diag *diag);

#endif

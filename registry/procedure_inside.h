/* procedure_inside.h - what procedure.c gathers and procedure_settle.c decides. */
#ifndef CLAUSIER_REGISTRY_PROCEDURE_INSIDE_H
#define CLAUSIER_REGISTRY_PROCEDURE_INSIDE_H

#include "registry/procedure.h"

/* Things by number, in pieces that stay where they are: an array that grows would leave its old selves in the
 * arena. */
typedef struct Pile {
    Arena *arena;
    size_t size; /* of one thing */
    char **pieces;
    size_t piece_count, piece_cap;
    size_t n;
} Pile;

enum { PILE_PIECE = 1024 };

void *pile_add(Pile *pile);
static inline void *pile_at(const Pile *pile, size_t i) {
    return pile->pieces[i / PILE_PIECE] + i % PILE_PIECE * pile->size;
}

typedef uint32_t Number; /* of a notice, or of a link */
#define NONE UINT32_MAX

/* A Name as it is kept. Those of a notice follow each other. */
typedef struct Link {
    Digest key;
    uint64_t version;
    Number from;
    uint8_t why;
    bool oj, again;
} Link;

/* DeadlineCorrection and what finds it. */
typedef struct Deadline {
    DeadlineCorrection says;
    uint64_t lot; /* 0: of all lots */
    Number place; /* among the corrections of its corrigendum */
    Number holds; /* for this notice; NONE: for none */
} Deadline;

struct Procedures {
    Arena *arena;
    Pile identities, links; /* of Identity, Link */
    Deadline *deadlines;    /* once settled sorted by `holds` and `lot`, without those that hold for none */
    DeadlineCorrection *corrections; /* the same, to be handed out */
    size_t deadline_count, deadline_cap;
    Number *instead; /* once settled, by number; NONE: itself */
    Number *next;    /* the next younger of those that hang together; of the youngest the oldest */
    uint8_t *standing;
    bool settled;
};

static inline const Identity *identity_at(const Procedures *procedures, size_t number) {
    return pile_at(&procedures->identities, number);
}

/* By identity_compare(), then by number, so that it is never 0 for two notices. */
int number_compare(const Procedures *procedures, Number a, Number b);

uint64_t lot_digest(Str lot_id); /* never 0, but for an empty text */

#endif

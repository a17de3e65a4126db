/* procedure_inside.h - what procedure.c gathers, procedure_names.c resolves and procedure_settle.c decides.
 */
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

/* What lasts while it is settled. Three circles are drawn, each within the next. Copies share a *state* (one
 * id, one version), of which one is the leader; only leaders have a say. States that restate each other form
 * a *tender*: its end is the leader to which no other has succeeded, or the latest if there are several or
 * none. Tenders then give way to one another: planning to a call, a result to the call that it answers. All
 * that hangs together by any name is *kin*, for explanations only. */
typedef struct Settling {
    Procedures *procedures;
    Number n, links;
    Number *leader, *original; /* by number: of its state; the one of which it is a copy */
    Number *by_id, id_count;   /* leaders by id and version */
    Number *by_oj, oj_count;   /* numbers by OJ number, family, the younger first */
    Number *target;            /* by link: the leader that it names, or NONE */
    Number *corrected;         /* by leader: what a corrigendum corrects, or NONE; itself for all others */
    Number *by_procedure, procedure_count; /* links to procedures */
    Number *kin, *tender;                  /* union-find */
    uint8_t *succeeded;                    /* by leader: another took its place */
    uint8_t *seen;                         /* by tender: the kinds of its notices */
    Number *end;                           /* by tender: the leader that counts in it */
    Number *named; /* by tender: the call that a result names; the call that names a planning notice */
    Number *near;  /* by tender: the call of its procedure */
    Number *way;   /* by tender: the one that counts for it, or itself */
    Number *walk;  /* by number: of follow() */
} Settling;

static inline const Identity *identity(const Settling *settling, Number number) {
    return identity_at(settling->procedures, number);
}

static inline const Link *link_at(const Settling *settling, Number link) {
    return pile_at(&settling->procedures->links, link);
}

static inline int compare_words(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

/* `order` gets two numbers and the settling. */
void numbers_sort(const Settling *settling, Number *numbers, size_t n,
                  int (*order)(const void *, const void *, void *));

/* Union-find: the one that speaks for all that were joined. */
Number root_of(Number *parents, Number i);
void join(Number *parents, Number a, Number b);

/* Replaces every entry by the one where following them ends (an entry that is its own), NONE if they end
 * nowhere or run in a circle. */
void follow(const Settling *settling, Number *next);

/* Fills leader, original, by_id, by_oj, by_procedure, target and corrected, and joins kin. */
void names_resolve(Settling *settling);

/* The links [from, to) of one leader. */
typedef struct Names {
    Number of, from, to;
} Names;

/* The next leader's; false at the end. Begin with {0}. */
bool names_next(const Settling *settling, Names *names);

/* What the first name of this kind that leads anywhere leads to, or NONE; `link` (may be NULL) tells which
 * name it is. */
Number first_named(const Settling *settling, Names names, Why why, Number *link);

/* Whether it states differences only. */
bool corrects(const Settling *settling, Number number);

#endif

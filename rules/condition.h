/* condition.h - what `when` says, as a tree; truth.h has its truth for the facts of a lot.
 *
 * Reading is in two steps, because a condition may name what stands further down: condition_read() makes the
 * tree, bind.c binds the names in it. A bound tree is immutable. */
#ifndef CLAUSIER_RULES_CONDITION_H
#define CLAUSIER_RULES_CONDITION_H

#include "base/date.h"
#include "base/section.h"
#include "rules/field.h"

typedef struct Value Value;
typedef struct Condition Condition;
typedef struct Rule Rule;

/* A code, word or prefix to compare with: 9091*, FR105, works. */
typedef struct Item {
    Str stem;  /* without the star */
    bool open; /* had a star: a prefix */
} Item;
typedef struct ItemList {
    Item *at;
    size_t n, cap;
} ItemList;

typedef enum ExprKind {
    EXPR_AND,     /* of first, first->next, ... */
    EXPR_OR,      /* likewise */
    EXPR_NOT,     /* of first */
    EXPR_COUNT,   /* at least `number` of first, first->next, ...: rules and conditions */
    EXPR_COMPARE, /* field op number, or field op value */
    EXPR_IN,      /* field has one of items; `=` is an EXPR_IN with one item, `!=` an EXPR_NOT of it */
    EXPR_KNOWN,   /* known field */
    EXPR_FLAG,    /* field: a KIND_FLAG is yes */
    EXPR_NAME,    /* a condition or, within a count, a rule */
} ExprKind;

typedef enum Compare { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE } Compare;

typedef struct Expr Expr;
struct Expr {
    ExprKind kind;
    Field field;
    Compare compare;
    int64_t number;     /* hundredths of the field's unit, or days since 1970 for a date */
    const Value *value; /* EXPR_COMPARE with a named value, else NULL */
    ItemList items;     /* EXPR_IN: the items of lists are copied in when the names are bound */
    StrList names;      /* EXPR_IN: the words as written. EXPR_NAME, EXPR_COMPARE with a value: one name */
    const Condition *condition; /* EXPR_NAME: one of the two */
    const Rule *rule;
    Expr *first, *next;
    const Entry *entry; /* where it stands, for messages */
    size_t offset;      /* in the entry's value */
};

enum { EXPR_DEPTH = 32 }; /* parentheses within parentheses, and conditions within conditions */

/* and, or, not, in, of, known: nothing else may be called that. */
bool condition_keyword(Str word);

/* The tree of an entry's value, names not bound; NULL after saying what is wrong. */
Expr *condition_read(Arena *arena, const Entry *entry, Diags *diags);

#endif

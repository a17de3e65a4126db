/* pack.h - packs of rules as read: what each section says, and where it says so.
 *
 * This is the inside of a Ruleset, for the files of this folder: judge.c evaluates it, lint.c and explain.c
 * look at it. Everything here lives in the ruleset's arena, but for the compiled patterns. `section` leads to
 * every entry and its place. */
#ifndef CLAUSIER_RULES_PACK_H
#define CLAUSIER_RULES_PACK_H

#include "base/map.h"
#include "ingest/notice.h"
#include "rules/condition.h"
#include "rules/pattern.h"
#include "rules/regex.h"
#include "rules/ruleset.h"
#include "rules/scan.h"
#include "rules/verdict.h"

typedef struct Pack {
    Str path;               /* as given */
    Str file;               /* its name without folder and ending: fr-social */
    Str name;               /* French */
    Str version;            /* 2026-11-01 */
    WorkTime work_time;     /* the first pack's holds */
    int eligible;           /* points from which a lot is eligible; 0 if not stated. The first pack's holds */
    const Section *section; /* [pack]; NULL if there is none */
    SectionFile sections;
    Str bytes;
} Pack;

/* [value]: a figure of the law with the periods for which it is known, both days included. */
typedef struct Period {
    Date from, to;
    int64_t number; /* hundredths */
    const Entry *entry;
} Period;
struct Value {
    Str name, label; /* French; the name where there is none */
    const Pack *pack;
    const Section *section;
    Unit unit; /* UNIT_NONE: takes the unit of the field that it is compared with */
    Period *periods;
    size_t n, cap;
    size_t uses; /* in conditions */
};

/* [list] */
typedef struct List {
    Str name;
    const Pack *pack;
    const Section *section;
    StrList items; /* as written */
    size_t uses;
} List;

/* `yes` and `no` of a rule or a trade. */
typedef struct Example {
    bool yes; /* it must match */
    Str text;
    const Entry *entry;
} Example;

/* `words` or `pattern`, and the fields in which it is looked for. */
typedef struct TextTest {
    const Entry *entry; /* words or pattern; NULL if the section has neither */
    bool is_pattern;
    Pattern *pattern; /* over folded text */
    RegexNeed need;   /* literals of which one stands in every match */
    uint32_t search;  /* its number in Ruleset.scan */
    FieldSet in;
    Example *examples;
    size_t n, cap;
} TextTest;

/* [trade] */
typedef struct Trade {
    Str name, label;
    const Pack *pack;
    const Section *section;
    ItemList cpv; /* digits */
    TextTest text;
    Factor labour_share, insertion_share, hourly_cost;
    Str source;    /* whence the factors */
    StrList rome;  /* occupations: K2204 */
    bool disabled; /* by a later pack: no lot is of this trade */
} Trade;

/* What a condition or a rule depends on, through the conditions and rules that it names. */
typedef struct Reach {
    FieldSet needs;                                   /* fields, with the sources of derived ones */
    unsigned height;                                  /* names within names; 1 without any */
    enum { REACH_NEW, REACH_OPEN, REACH_DONE } state; /* while names are bound: OPEN twice is a circle */
} Reach;

/* [condition] */
struct Condition {
    Str name;
    const Pack *pack;
    const Section *section;
    Expr *when;
    uint32_t number; /* its place among all conditions */
    Reach reach;
    size_t uses;
};

/* [rule]: `when`, or words or a pattern. */
struct Rule {
    Str name, label, reason;
    const Pack *pack;
    const Section *section;
    uint32_t number; /* its place among all rules, in load order */
    Expr *when;      /* NULL for a rule about text */
    TextTest text;
    Effect effect;
    int points;    /* 0 unless EFFECT_POINTS */
    bool disabled; /* by a later pack: never true, and says nothing */
    Reach reach;
};

/* [duty], [waiver], [mechanism]: what is said of a lot apart from its verdict. */
typedef enum AdviceKind { ADVICE_DUTY, ADVICE_WAIVER, ADVICE_MECHANISM, ADVICE_KINDS } AdviceKind;
typedef struct Advice {
    AdviceKind kind;
    Str name, label, article, clause, reason;
    const Pack *pack;
    const Section *section;
    Expr *when;
    const struct Advice *of; /* of a waiver: its duty */
    bool disabled;
    Reach reach;
} Advice;
typedef struct AdviceList {
    Advice **at; /* in load order */
    size_t n, cap;
} AdviceList;

/* [blind]: which sentences name a clause (blind.h). */
typedef struct Blind {
    const Pack *pack;
    const Section *section;
    TextTest text;
} Blind;

/* [case]: a lot made of the facts that the section states; `expect` is lint.c's business. */
typedef struct Case {
    Str name;
    const Pack *pack;
    const Section *section;
    Notice notice;       /* lots[0] is the lot */
    const Entry *expect; /* never NULL */
} Case;

/* The figures that conditions compare a field with: between two of them no verdict changes. Sorted. */
typedef struct Breaks {
    int64_t *at;
    size_t n, cap;
} Breaks;

struct Ruleset {
    Arena *arena;
    const Words *words;
    Pack *packs;
    size_t pack_count;
    Value **values; /* the sections in load order */
    size_t value_count, value_cap;
    List **lists;
    size_t list_count, list_cap;
    Trade **trades;
    size_t trade_count, trade_cap;
    Condition **conditions;
    size_t condition_count, condition_cap;
    Rule **rules;
    size_t rule_count, rule_cap;
    AdviceList advice[ADVICE_KINDS];
    Blind **blinds;
    size_t blind_count, blind_cap;
    Case **cases;
    size_t case_count, case_cap;
    Map *names; /* "kind name" -> Named * (pack_read.h): nothing is defined twice */
    Scan *scan;
    Breaks breaks[FIELDS]; /* of KIND_NUMBER */
    Str title, digest;
    int eligible;
    WorkTime work_time;
};

#endif

/* pack_read.h - sections of packs become the parts of a Ruleset. Each reader says all that is wrong with its
 * section.
 */
#ifndef CLAUSIER_RULES_PACK_READ_H
#define CLAUSIER_RULES_PACK_READ_H

#include "rules/pack.h"

typedef struct PackReader {
    Ruleset *ruleset;
    Pack *origin;     /* the pack that wrote the section being read */
    const Pack *pack; /* the one that wrote or changed it last */
    bool disabled;    /* by a later pack */
    Diags *diags;
} PackReader;

/* Something that has a name in the packs: what it is (a Value, List, Trade, Condition, Rule or Case), and
 * where. */
typedef struct Named {
    const Section *section;
    void *thing;
} Named;

/* A pack in memory; the path is for messages. */
typedef struct PackBytes {
    Str path, bytes;
} PackBytes;

/* ruleset_read() for packs in memory. The bytes must live as long as the arena. */
Ruleset *ruleset_build(Arena *arena, const PackBytes *packs, size_t n, const Words *words, Diags *diags);

/* Takes one pack's sections into the next free place of ruleset->packs. False if the file cannot be read. */
bool pack_open(Ruleset *ruleset, Str path, Diags *diags);
void pack_parse(Ruleset *ruleset, PackBytes source, Diags *diags);

/* Reads the sections of all packs, as later packs have changed them. */
void packs_read(Ruleset *ruleset, Diags *diags);

/* The thing of a kind with this name, NULL if there is none: pack_find(r, "list", STR("territory")). Takes
 * from the ruleset's arena: not for a ruleset that threads share. */
void *pack_find(Ruleset *ruleset, const char *kind, Str name);

enum { MOST_POINTS = 1000 }; /* that a rule may give, or a pack ask for */

/* Says an error at an entry's key. */
void key_error(Diags *diags, const Entry *entry, const char *what);

/* The kinds of sections by number, and their keys, a blank between them; false behind the last. */
bool pack_section_kind(size_t i, const char **kind, const char **keys);

/* Shared by the readers of rules and trades: words or pattern, with yes and no. */
void text_test_read(PackReader *reader, const Section *section, TextTest *test);

/* One file each: value.c, trade.c, rule.c, advice.c, case.c */
bool value_period(const Entry *entry); /* its key is a period, not a word */
void value_read(PackReader *reader, const Section *section, Value *value);
void trade_read(PackReader *reader, const Section *section, Trade *trade);
void rule_read(PackReader *reader, const Section *section, Rule *rule);
void advice_read(PackReader *reader, const Section *section, Advice *advice);
void case_read(PackReader *reader, const Section *section, Case *example);

/* bind.c: finds what the names in all conditions stand for. False after saying every name that stands for
 * nothing. */
bool pack_bind(Ruleset *ruleset, Diags *diags);

/* reach.c: what each condition and rule depends on; says every circle. Names that nothing has are passed
 * over.
 */
void pack_reach(Ruleset *ruleset, Diags *diags);

#endif

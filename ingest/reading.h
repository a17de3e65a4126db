/* reading.h - what all readers of XML notices share: a format as a table of fields, and how a value is taken.
 *
 * Each row of a table names a path, the function that takes what is found there, and the place in the
 * format's own reading (a struct that begins with a Reading) where it goes. Facts of the notice go where they
 * belong at once, repeated things into a draft that joins its list when its element ends.
 *
 * A value that is not what it claims to be (an amount in words, an impossible date) is left out and said as a
 * defect; the notice stays. */
#ifndef CLAUSIER_INGEST_READING_H
#define CLAUSIER_INGEST_READING_H

#include "ingest/defect.h"
#include "ingest/notice.h"
#include "ingest/xml.h"
#include <stddef.h>

/* A text in the language that is kept: French where there is French. */
typedef struct Text {
    Str s;
    bool french;
} Text;

typedef struct Reading Reading;

/* Takes an event; `at` points into the format's reading. */
typedef void Take(Reading *reading, const XmlEvent *event, void *at);

/* A row without a path belongs to the path above it; a row with an attribute counts only where the attribute
 * has this value. Paths begin below the root element, whatever it is. */
typedef struct Field {
    const char *path;
    XmlWants wants;
    Take *take;
    size_t at; /* offset into the format's reading */
    const char *attr, *value;
} Field;

/* How rows are written. A format says before its table what TO(member) is: offsetof(its reading, member). */
#define ROW(path, take, member)                                                                              \
    { path, XML_TEXT, take, TO(member), NULL, NULL }
#define ROW_IF(path, take, member, attr, value)                                                              \
    { path, XML_TEXT, take, TO(member), attr, value }
#define DEEP(path, take, member)                                                                             \
    { path, XML_DEEP, take, TO(member), NULL, NULL }
#define GROUP(path, take, member)                                                                            \
    { path, XML_GROUP, take, TO(member), NULL, NULL }

struct Reading {
    Arena *arena;
    Diags *diags; /* of refusals */
    Diags doubts; /* said once the notice is read: of a refused one nothing else is said */
    const Field *fields;
    size_t field_count;
    Str file;
    const Str *record; /* for defects: the id of the notice or contract, once it is known */
    bool refused;      /* a refusal has been said: no more is read */
};

/* A reading at its start. `record` may point into the format's reading, or be NULL. */
Reading reading_new(Arena *arena, Str file, const Field *fields, size_t count, const Str *record,
                    Diags *diags);

/* The compiled table, for the life of the process: called once a format (pthread_once). */
XmlFormat *reading_format(const XmlNamespace *namespaces, size_t namespace_count, const Field *fields,
                          size_t count);

/* Hands an event (not XML_AGAIN) to the rows of its path. False once the notice is refused. */
bool reading_take(Reading *reading, const XmlEvent *event);

/* True, and the notice refused, where there already are as many of them as it can have. */
bool reading_is_full(Reading *reading, uint32_t line, size_t count, size_t most, const char *what);

/* Hands on what was said of the notice, now that its id is known: it may stand behind what it is about. */
void reading_end(Reading *reading, Diags *diags);

/* The text, white space folded, kept in the notice's arena. */
Str reading_keep(Reading *reading, Str text);

/* Says that a value is not taken for what it claims to be: "why: VALUE: done". */
void reading_defect(Reading *reading, const XmlEvent *event, const char *defect, Str value, const char *why,
                    const char *done);

/* Says of a value that it is kept as it stands, though it looks wrong. */
void reading_suspect(Reading *reading, const XmlEvent *event, const char *defect, Str value);

/* How a value is taken. The first that is not empty stays, in a list all do. */
Take take_str;    /* Str: the element's text */
Take take_list;   /* StrList */
Take take_text;   /* Text: by @languageID, French before all others */
Take take_cpv;    /* Str: eight digits; a check digit behind them is dropped */
Take take_cpvs;   /* StrList of them */
Take take_money;  /* Money: 1234.50, its @currencyID */
Take take_date;   /* Date */
Take take_minute; /* int: minute of the day */
Take take_months; /* Hundredths: of a number of months; the next two of years, of days */
Take take_years;
Take take_days;
Take take_seen; /* bool: the element is there */

/* The same of a text that is not the element's own, such as an attribute. */
void reading_text(Reading *reading, const XmlEvent *event, bool french, Text *text);
bool reading_cpv(Reading *reading, const XmlEvent *event, Str text, Str *cpv);
void reading_date(Reading *reading, const XmlEvent *event, Str text, Date *date);
void reading_money(Reading *reading, const XmlEvent *event, Str text, Str currency, Money *money);

/* A duration in a unit (MONTH, YEAR, WEEK, DAY), as months. */
void reading_months(Reading *reading, const XmlEvent *event, Str unit, Hundredths *months);

/* The lot's own text, else that of the whole, which is then marked as taken over (LOT_...). */
Str lot_own_or(Lot *lot, Str own, Str whole, unsigned flag);

/* An amount that a lot may have. */
typedef struct AmountChoice {
    Money amount;
    const char *source; /* Lot.amount_source; NULL: not said */
    bool of_whole;      /* is a lot's only where there is no other lot */
} AmountChoice;
/* Gives the lot the first that is stated. */
void lot_choose_amount(Lot *lot, const AmountChoice *choices, size_t count, bool single);

/* What was awarded of one lot, gathered from its contracts. */
typedef struct Awarded {
    StrList refs, dates, names, numbers;
    Money total;
    bool no_sum; /* currencies differ, or the sum is too large */
} Awarded;
void awarded_add(Awarded *awarded, Money amount);
/* Where there is no sum, the lot gets no amount, and it is said of what: "contracts". */
void awarded_fill(const Awarded *awarded, Reading *reading, Lot *lot, const char *what);

#endif

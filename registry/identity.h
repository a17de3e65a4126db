/* identity.h - what a notice is, what it is called and what it names, as keys of fixed size.
 *
 * Texts are not kept: ids become digests of 128 bits, days are counted from 1970. The keys are the same in
 * every run, so that what a run settles in memory (procedure.h) can be settled in a database by the same
 * rules. An id in the form of a UUID is the same in upper and lower case; any other id of a table, and any
 * procedure id, is somebody's own number and means something only together with its buyer. */
#ifndef CLAUSIER_REGISTRY_IDENTITY_H
#define CLAUSIER_REGISTRY_IDENTITY_H

#include "base/digest.h"
#include "ingest/notice.h"

/* Where a notice stands in the life of a tender. */
typedef enum Stage {
    STAGE_UNKNOWN, /* its form does not say: a call, unless what it changes is something else */
    STAGE_PLANNING,
    STAGE_CALL,
    STAGE_RESULT,
    STAGE_MODIFICATION, /* of a contract */
} Stage;

/* What it does to the notice that it names. */
typedef enum Act {
    ACT_STATES,   /* nothing */
    ACT_CHANGES,  /* restates it whole */
    ACT_CANCELS,  /* ends it */
    ACT_CORRECTS, /* states differences only */
} Act;

typedef enum Family {
    FAMILY_OTHER,
    FAMILY_EFORMS,
    FAMILY_TED,
    FAMILY_BOAMP,
    FAMILY_DECP,
    FAMILY_CSV,
} Family;

typedef struct Identity {
    Digest id;          /* of the family and the notice's id; zero: it has none, and is linked to nothing */
    uint64_t version;   /* version_key() */
    uint64_t content;   /* of a table's row what it says, else the set of its lots: equal if those are */
    uint64_t order;     /* of the caller's key: decides where nothing else does */
    uint32_t oj_number; /* 0: it has none */
    uint16_t oj_year;
    uint16_t issued, published; /* days since 1970-01-01, from 1 to 65535; 0: not stated */
    uint8_t family, stage, act;
    bool single; /* it has one lot */
} Identity;

Family notice_family(const Notice *notice);
Stage notice_stage(const Notice *notice);
Act notice_act(const Notice *notice);

/* `order` tells notices apart that are alike in everything else, such as the file and the place in it. It is
 * the only thing about a notice's whereabouts that counts. */
Identity identity_of(const Notice *notice, Str order);

/* Absent is 0, a version that is no number one of 1 to VERSION_WORDS. A number is above them and exact up to
 * 18 digits; beyond, its width and its first nine digits count. */
#define VERSION_WORDS ((uint64_t)1 << 32)
uint64_t version_key(Str version);
/* By this they are ordered: words among themselves are not. */
uint64_t version_rank(uint64_t key);

/* Orders two notices, the older first: by the day of dispatch (else of publication), by version, by the day
 * of publication, by the caller's key. 0 only for notices alike in all of these and in their ids. */
int identity_compare(const Identity *a, const Identity *b);

bool identity_has_id(const Identity *identity);

/* Why a notice names another. */
typedef enum Why { WHY_PROCEDURE, WHY_CHANGED, WHY_EARLIER } Why;

/* One name, by one of the ways to look it up. What can be understood in two ways gives two names, the
 * likelier first. */
typedef struct Name {
    Digest key;       /* as Identity.id; a procedure's own; or the year and number of an OJ number */
    uint64_t version; /* of this version or the highest below it; UINT64_MAX: the highest there is */
    Why why;
    bool oj;
    bool again; /* another reading of the name before: of no account if that one leads anywhere */
} Name;

typedef void NameSink(void *to, const Name *name);

/* Calls the sink for every name, in the order of the notice: its procedure, what it changes, what came
 * earlier. A notice without an id names nothing. */
void identity_names(const Notice *notice, NameSink *sink, void *to);

#endif

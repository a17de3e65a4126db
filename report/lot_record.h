/* lot_record.h - what people read of a lot, as one line of text: verdicts wait in that form until it is known
 * which of them count, and the registry keeps it, so that a digest can be written without judging again.
 *
 * Fields end with U+001F, items of a list with U+001D, the line with U+001E; no text has them, since control
 * characters are made visible first. Fields that are missing at the end of a line are absent: a new field is
 * added behind all others. */
#ifndef CLAUSIER_REPORT_LOT_RECORD_H
#define CLAUSIER_REPORT_LOT_RECORD_H

#include "base/words.h"
#include "rules/verdict.h"

enum { LOT_RECORD_END = '\x1E' };

typedef struct LotRecord {
    VerdictKind verdict;
    Str notice; /* as people call it: its number, else its id */
    Str notice_id, notice_version, lot_id;
    Str title; /* never empty */
    Str buyer, buyer_contact, buyer_phone, buyer_email;
    Str status;          /* of the notice, in French: annulé; empty: as it was published */
    Date issued;         /* DATE_ABSENT if not stated */
    Str nature, cpv;     /* French label; eight digits */
    Money amount;        /* without a currency where there is no amount */
    Hundredths duration; /* months */
    DateTime deadline;
    Date start;    /* of the contract, DATE_ABSENT if not stated */
    bool planning; /* announced, not yet called for */
    Str trade;     /* French label */
    HoursRange hours;
    WorkTime work_time;                                         /* how hours are said in days and weeks */
    Str mechanism, mechanisms, duty, waivers, reasons, missing; /* French, as in said.h */
    StrList questions;                                          /* for the buyer */
} LotRecord;

/* Appends the lot's line. */
void lot_record_write(Buf *line, Arena *scratch, const Words *words, const Notice *notice, const Lot *lot,
                      const Verdict *verdict);

/* Texts of the record are views of the line; what is no number is absent. */
LotRecord lot_record_read(Arena *arena, Str line);

/* NOTICE_ID@VERSION#LOT_ID, without the parts that are empty. */
Str lot_reference(Arena *arena, const LotRecord *record);

#endif

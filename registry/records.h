/* records.h - contracts, hours, people, decisions in the registry: put as they were read, loaded as they
 * hold.
 */
#ifndef CLAUSIER_REGISTRY_RECORDS_H
#define CLAUSIER_REGISTRY_RECORDS_H

#include "ingest/clause.h"
#include "ingest/decision.h"
#include "ingest/structure.h"
#include "registry/ledger.h"
#include "registry/registry.h"

/* In a transaction, each: the rows of a file that is being taken. */
void records_put_hours(Registry *registry, int64_t file, const HoursRows *hours);
/* A person without a date of declaration is as of `day`, that of the run. */
void records_put_people(Registry *registry, int64_t file, const People *people, Date day);
/* A decision without a day is of `day`; so is one with the day of another decision of its lot that was known
 * on the eve: whoever changes the word in the workbook may leave the day beside it. The same decision twice
 * is one. */
void records_put_decisions(Registry *registry, int64_t file, const Decisions *decisions, Date day);
void records_put_clauses(Registry *registry, int64_t file, const Clauses *clauses);
/* In the place of all that there were. */
void records_set_contracts(Registry *registry, const Contracts *contracts);
void records_set_structures(Registry *registry, const Structures *structures);

/* Where each row was read: the name of its file, with the beginning of its digest where several files of one
 * name were taken. */
void records_contracts(Registry *registry, Arena *arena, Contracts *contracts);
/* Every row of every declaration. */
void records_hours(Registry *registry, Arena *arena, HoursRows *hours);
/* Those of a file, as they stand in it. */
void records_file_hours(Registry *registry, Arena *arena, int64_t file, HoursRows *hours);
void records_file_people(Registry *registry, Arena *arena, int64_t file, People *people);
/* Of each person the latest word; where two of a day differ, that before them, and they are said
 * (DIAG_REFUSED). Sorted by reference. */
void records_people(Registry *registry, Arena *arena, People *people, Diags *diags);
/* The same as they were at the end of a run: nothing of later files. */
void records_hours_until(Registry *registry, Arena *arena, int64_t run, HoursRows *hours);
void records_people_until(Registry *registry, Arena *arena, int64_t run, People *people, Diags *diags);
bool person_same(const Person *a, const Person *b); /* all that was said of them, but when and where */

bool decision_same_lot(const Decision *a, const Decision *b);
/* Of each lot the latest decision; where two of a day differ, that before them, and they are said
 * (DIAG_REFUSED). Sorted by notice and lot. */
void records_decisions(Registry *registry, Arena *arena, Decisions *decisions, Diags *diags);
/* Each that was ever taken, by notice and lot, the latest first. */
void records_all_decisions(Registry *registry, Arena *arena, Decisions *decisions);
void records_clauses(Registry *registry, Arena *arena, Clauses *clauses);
void records_structures(Registry *registry, Arena *arena, Structures *structures);

/* Whether a declaration of its scope was taken behind the day. */
bool records_declared_after(Registry *registry, const Replacement *replacement, Date day);

/* All of them, joined. False where the store failed. */
bool registry_ledger(Registry *registry, Arena *arena, Ledger *ledger, Diags *diags);

#endif

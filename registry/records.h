/* records.h - contracts, hours and people in the registry: put as they were read, loaded as they hold. */
#ifndef CLAUSIER_REGISTRY_RECORDS_H
#define CLAUSIER_REGISTRY_RECORDS_H

#include "registry/ledger.h"
#include "registry/registry.h"

/* In a transaction, each: the rows of a file that is being taken. */
void records_put_hours(Registry *registry, int64_t file, const HoursRows *hours);
/* A person without a date of declaration is as of `day`, that of the run. */
void records_put_people(Registry *registry, int64_t file, const People *people, Date day);
/* In the place of all that there were. */
void records_set_contracts(Registry *registry, const Contracts *contracts);

/* Where each row was read: the name of its file, with the beginning of its digest where several files of one
 * name were taken. */
void records_contracts(Registry *registry, Arena *arena, Contracts *contracts);
/* Every row of every declaration. */
void records_hours(Registry *registry, Arena *arena, HoursRows *hours);
/* Of each person the latest word; where two of a day differ, that before them, and they are said
 * (DIAG_REFUSED). Sorted by reference. */
void records_people(Registry *registry, Arena *arena, People *people, Diags *diags);

/* All of them, joined. False where the store failed. */
bool registry_ledger(Registry *registry, Arena *arena, Ledger *ledger, Diags *diags);

#endif

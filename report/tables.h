/* tables.h - records of a convention as rows of CSV, under our own names (data.md of their readers: ingest/).
 * Each function appends one line; what is absent is an empty cell. */
#ifndef CLAUSIER_REPORT_TABLES_H
#define CLAUSIER_REPORT_TABLES_H

#include "base/csvline.h"
#include "ingest/clause.h"
#include "ingest/contract.h"
#include "ingest/decision.h"
#include "ingest/hours.h"
#include "ingest/person.h"
#include "ingest/structure.h"

void contract_csv_header(const CsvLine *line);
void contract_csv(const CsvLine *line, const Contract *contract);
void structure_csv_header(const CsvLine *line);
void structure_csv(const CsvLine *line, Arena *scratch, const Structure *structure);
/* A person is told by the reference alone. */
void person_csv_header(const CsvLine *line);
void person_csv(const CsvLine *line, Arena *scratch, const Person *person);
void clause_csv_header(const CsvLine *line);
void clause_csv(const CsvLine *line, const Clause *clause);

/* `status` comes first: what became of the row. */
void hours_csv_header(const CsvLine *line);
void hours_csv(const CsvLine *line, Arena *scratch, Str status, const HoursRow *row);
void decision_csv_header(const CsvLine *line);
void decision_csv(const CsvLine *line, Str status, const Decision *decision);

#endif

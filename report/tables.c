/* tables.c - a header and its row stand one above the other, in the same order. */
#include "report/tables.h"

void contract_csv_header(const CsvLine *line) {
    csvline_header(line, STR("contract_id,title,buyer,notice_id,lot_id,contractor_name,contractor_siret,"
                             "nature,cpv,trade,mechanism,procedure,amount,currency,hours_committed,"
                             "start_date,end_date,status,facilitator"));
}

void contract_csv(const CsvLine *line, const Contract *contract) {
    csvline_text(line, contract->id);
    csvline_text(line, contract->title);
    csvline_text(line, contract->buyer);
    csvline_text(line, contract->notice_id);
    csvline_text(line, contract->lot_id);
    csvline_text(line, contract->contractor_name);
    csvline_text(line, contract->contractor_siret);
    csvline_text(line, contract->nature);
    csvline_text(line, contract->cpv);
    csvline_text(line, contract->trade);
    csvline_text(line, contract->mechanism);
    csvline_text(line, contract->procedure);
    csvline_hundredths(line, contract->amount.cents);
    csvline_text(line, contract->amount.currency);
    csvline_hundredths(line, contract->hours_committed);
    csvline_date(line, contract->start_date);
    csvline_date(line, contract->end_date);
    csvline_text(line, contract->status);
    csvline_text(line, contract->facilitator);
    csvline_end(line);
}

static void put_list(const CsvLine *line, Arena *scratch, StrList list) {
    csvline_text(line, str_join(scratch, list, STR("|")));
}

void structure_csv_header(const CsvLine *line) {
    csvline_header(line, STR("siret,name,kind,trades,communes,departments,capacity,turnover,currency,"
                             "contact"));
}

void structure_csv(const CsvLine *line, Arena *scratch, const Structure *structure) {
    csvline_text(line, structure->siret);
    csvline_text(line, structure->name);
    csvline_text(line, structure->kind);
    put_list(line, scratch, structure->trades);
    put_list(line, scratch, structure->communes);
    put_list(line, scratch, structure->departments);
    csvline_hundredths(line, structure->capacity);
    csvline_hundredths(line, structure->turnover.cents);
    csvline_text(line, structure->turnover.currency);
    csvline_text(line, structure->contact);
    csvline_end(line);
}

void person_csv_header(const CsvLine *line) {
    csvline_header(line, STR("person_ref,sex,age_band,criteria,main_criterion,education_level,commune_insee,"
                             "postal_code,qpv,prescriber,rome_codes,available_from,mobility,entry_date,"
                             "exit_date,exit,declared_on"));
}

void person_csv(const CsvLine *line, Arena *scratch, const Person *person) {
    csvline_text(line, person->ref);
    csvline_text(line, person->sex);
    csvline_text(line, person->age_band);
    put_list(line, scratch, person->criteria);
    csvline_text(line, person->main_criterion);
    csvline_text(line, person->education);
    csvline_text(line, person->commune);
    csvline_text(line, person->postal_code);
    csvline_text(line, person->qpv);
    csvline_text(line, person->prescriber);
    put_list(line, scratch, person->rome_codes);
    csvline_date(line, person->available_from);
    put_list(line, scratch, person->mobility);
    csvline_date(line, person->entry_date);
    csvline_date(line, person->exit_date);
    csvline_text(line, person->exit);
    csvline_date(line, person->declared_on);
    csvline_end(line);
}

void clause_csv_header(const CsvLine *line) {
    csvline_header(line, STR("notice_id,lot_id,contract_id,state,on"));
}

void clause_csv(const CsvLine *line, const Clause *clause) {
    csvline_text(line, clause->notice_id);
    csvline_text(line, clause->lot_id);
    csvline_text(line, clause->contract_id);
    csvline_text(line, clause->state);
    csvline_date(line, clause->on);
    csvline_end(line);
}

void hours_csv_header(const CsvLine *line) {
    csvline_header(line, STR("status,contract_id,declarant_siret,declared_on,person_ref,month,hours,"
                             "training_hours,employer_kind,contract_type,proof"));
}

void hours_csv(const CsvLine *line, Arena *scratch, Str status, const HoursRow *row) {
    csvline_text(line, status);
    csvline_text(line, row->contract_id);
    csvline_text(line, row->declarant_siret);
    csvline_date(line, row->declared_on);
    csvline_text(line, row->person_ref);
    csvline_text(line, month_print(scratch, row->month));
    csvline_hundredths(line, row->hours);
    csvline_hundredths(line, row->training_hours);
    csvline_text(line, row->employer_kind);
    csvline_text(line, row->contract_type);
    csvline_text(line, row->proof);
    csvline_end(line);
}

void decision_csv_header(const CsvLine *line) {
    csvline_header(line, STR("status,notice_id,lot_id,decision,waiver,decided_on,comment"));
}

void decision_csv(const CsvLine *line, Str status, const Decision *decision) {
    csvline_text(line, status);
    csvline_text(line, decision->notice_id);
    csvline_text(line, decision->lot_id);
    csvline_text(line, decision->decision);
    csvline_text(line, decision->waiver);
    csvline_date(line, decision->decided_on);
    csvline_text(line, decision->comment);
    csvline_end(line);
}

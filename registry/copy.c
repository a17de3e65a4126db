/* copy.c - rows of hours and of people as the readers take them.
 *
 * A reader trims, cuts lists and knows codes by many names; what comes out of it must come out of it again.
 * So a copy is not for the eye: control characters stand in it as they came (csvline_exact), and a list is
 * written so that its ends are not taken for those of the cell. */
#include "registry/copy.h"
#include "base/csvline.h"
#include "ingest/cell.h"

/* Whether a list's text, alone in its cell, would be taken for something else or lose an end. */
static bool is_exposed(Str list) {
    return list.n &&
           (str_find_byte(STR("'#=+-@"), list.p[0]) != SIZE_MAX || !str_eq(str_trim_wide(list), list));
}

static void put_list(const CsvLine *line, Arena *scratch, StrList items) {
    Str list = str_join(scratch, items, STR("|"));
    if (is_exposed(list)) list = str_print(scratch, "|%.*s|", STR_ARG(list));
    csvline_text(line, list);
}

static void put_line(const CsvLine *line, Loc at) {
    csvline_count(line, at.line);
    csvline_end(line);
}

void hours_copy(Buf *csv, const HoursRow *rows, size_t n) {
    CsvLine line = csvline_exact(csv);
    csvline_header(&line, STR("contract_id,declarant_siret,declared_on,person_ref,month,hours,"
                              "training_hours,employer_kind,contract_type,proof,source_line"));
    Arena *scratch = arena_new();
    for (size_t i = 0; i < n; i++) {
        const HoursRow *row = &rows[i];
        arena_reset(scratch);
        csvline_text(&line, row->contract_id);
        csvline_text(&line, row->declarant_siret);
        csvline_date(&line, row->declared_on);
        csvline_text(&line, row->person_ref);
        csvline_text(&line, month_print(scratch, row->month));
        csvline_hundredths(&line, row->hours);
        csvline_hundredths(&line, row->training_hours);
        csvline_text(&line, row->employer_kind);
        csvline_text(&line, row->contract_type);
        csvline_text(&line, row->proof);
        put_line(&line, row->at);
    }
    arena_free(scratch);
}

/* The criteria, without a main one that the reader would cut at its commas: it adds that by itself. */
static StrList criteria_told(const Person *p) {
    StrList told = p->criteria;
    bool cut = false;
    for (size_t i = 0; i < p->main_criterion.n; i++) cut |= strchr(",;|", p->main_criterion.p[i]) != NULL;
    if (told.n && (cut || told.n > CELL_MAX_PARTS) && str_eq(told.at[told.n - 1], p->main_criterion))
        told.n--;
    return told;
}

void people_copy(Buf *csv, const Person *people, size_t n) {
    CsvLine line = csvline_exact(csv);
    csvline_header(&line, STR("person_ref,sex,age_band,criteria,main_criterion,education_level,commune_insee,"
                              "postal_code,qpv,prescriber,rome_codes,available_from,mobility,entry_date,"
                              "exit_date,exit,declared_on,source_line"));
    Arena *scratch = arena_new();
    for (size_t i = 0; i < n; i++) {
        const Person *p = &people[i];
        arena_reset(scratch);
        csvline_text(&line, p->ref);
        csvline_text(&line, p->sex);
        csvline_text(&line, p->age_band);
        put_list(&line, scratch, criteria_told(p));
        csvline_text(&line, p->main_criterion);
        csvline_text(&line, p->education);
        csvline_text(&line, p->commune);
        csvline_text(&line, p->postal_code);
        csvline_text(&line, p->qpv);
        csvline_text(&line, p->prescriber);
        put_list(&line, scratch, p->rome_codes);
        csvline_date(&line, p->available_from);
        put_list(&line, scratch, p->mobility);
        csvline_date(&line, p->entry_date);
        csvline_date(&line, p->exit_date);
        csvline_text(&line, p->exit);
        csvline_date(&line, p->declared_on);
        put_line(&line, p->at);
    }
    arena_free(scratch);
}

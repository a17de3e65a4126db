-- figures.sql - the figures of a review of samples/, computed from its rows alone.
--
-- Reads the tables that figures.awk wrote; prints FIGURE|KEY|NUMBER, hours in hundredths. Only the tests use it.

create table contracts(contract_id, contractor_name, nature, mechanism, trade, hours_committed integer, cpv,
    start_date, end_date);
create table people(person_ref, sex, birth_year, age_band, main_criterion, education_level, commune_insee,
    prescriber, entry_date, exit);
create table declared(contract_id, declarant_siret, declared_on, person_ref, month, hours integer,
    training_hours integer, employer_kind, contract_type);
.mode tabs
.import contracts.tsv contracts
.import people.tsv people
.import hours.tsv declared
.mode list

-- What fits nothing is left out; of a contract, month and declaring structure the latest declaration holds.
create view worked as
with known as (
    select * from declared
    where contract_id in (select contract_id from contracts) and person_ref in (select person_ref from people)),
latest as (
    select contract_id, month, declarant_siret, max(declared_on) as day from known group by 1, 2, 3)
select k.* from known k join latest l
    on k.contract_id = l.contract_id and k.month = l.month and k.declarant_siret = l.declarant_siret
    and k.declared_on = l.day
where k.month between '2025-11' and '2026-10';

create view persons as
select *, case
    when age_band <> '' then age_band
    when birth_year = '' then 'unknown'
    when substr(entry_date, 1, 4) - birth_year < 26 then '<26'
    when substr(entry_date, 1, 4) - birth_year < 30 then '26-29'
    when substr(entry_date, 1, 4) - birth_year < 40 then '30-39'
    when substr(entry_date, 1, 4) - birth_year < 50 then '40-49'
    else '50+' end as band
from people where person_ref in (select person_ref from worked);

-- What a contract owes for the period: its hours up to the last day less those up to the day before the first,
-- by days, each rounded to the hundredth.
create view dues as
with days as (
    select contract_id, hours_committed, julianday(end_date) - julianday(start_date) + 1 as whole,
        max(0, julianday(min('2026-10-31', end_date)) - julianday(start_date) + 1) as until,
        max(0, julianday(min('2025-10-31', end_date)) - julianday(start_date) + 1) as before
    from contracts)
select contract_id, cast(hours_committed * until / whole + 0.5 as integer)
    - cast(hours_committed * before / whole + 0.5 as integer) as due from days;

select 'contracts.count', '', count(*) from contracts;
select 'contracts.by_nature', nature, count(*) from contracts group by 2;
select 'contracts.by_mechanism', mechanism, count(*) from contracts group by 2;
select 'contracts.by_trade', trade, count(*) from contracts group by 2;
select 'hours.committed', '', sum(due) from dues;
select 'hours.done', '', sum(hours) from worked;
select 'hours.training', '', sum(training_hours + 0) from worked;
select 'hours.by_month', month, sum(hours) from worked group by 2;
select 'hours.by_contract', contract_id, sum(hours) from worked group by 2;
select 'hours.by_trade', trade, sum(hours) from worked join contracts using (contract_id) group by 2;
select 'hours.by_company', contractor_name, sum(hours) from worked join contracts using (contract_id) group by 2;
select 'hours.by_employer_kind', employer_kind, sum(hours) from worked group by 2;
select 'hours.by_contract_type', contract_type, sum(hours) from worked group by 2;
select 'people.count', '', count(*) from persons;
select 'people.by_sex', sex, count(*) from persons group by 2;
select 'people.by_age_band', band, count(*) from persons group by 2;
select 'people.by_main_criterion', main_criterion, count(*) from persons group by 2;
select 'people.by_education', education_level, count(*) from persons group by 2;
select 'people.by_commune', commune_insee, count(*) from persons group by 2;
select 'people.by_prescriber', prescriber, count(*) from persons group by 2;
select 'people.by_exit', exit, count(*) from persons group by 2;

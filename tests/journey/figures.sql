-- figures.sql - the figures of a review of samples/, computed from its rows alone.
--
-- Reads the tables that figures.awk wrote; prints FIGURE|KEY|NUMBER, hours in hundredths. Only the tests use it.

create table contracts(contract_id, contractor_name, nature, mechanism, trade, hours_committed integer, cpv,
    start_date, end_date, buyer);
create table people(person_ref, sex, birth_year, age_band, main_criterion, education_level, commune_insee,
    prescriber, entry_date, exit);
create table declared(contract_id, declarant_siret, declared_on, person_ref, month, hours integer,
    training_hours integer, employer_kind, contract_type);
create table structures(siret, kind);
create table decisions(notice_id, lot_id, decision, decided_on);
create table clauses(notice_id, lot_id, state, state_on);
.mode tabs
.import contracts.tsv contracts
.import people.tsv people
.import hours.tsv declared
.import structures.tsv structures
.import decisions.tsv decisions
.import clauses.tsv clauses
.mode list

-- What fits nothing is left out; of a contract, month and declaring structure the latest declaration holds.
create view ever as
with known as (
    select * from declared
    where contract_id in (select contract_id from contracts) and person_ref in (select person_ref from people)),
latest as (
    select contract_id, month, declarant_siret, max(declared_on) as day from known group by 1, 2, 3)
select k.* from known k join latest l
    on k.contract_id = l.contract_id and k.month = l.month and k.declarant_siret = l.declarant_siret
    and k.declared_on = l.day
where k.month <= '2026-10';
create view worked as select * from ever where month >= '2025-11';

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

-- Work contracts: a person, a contract, a type and who declared it.
create view works as
select distinct person_ref, contract_id, contract_type, declarant_siret from worked where hours > 0;

-- The months in which a contract ran, and whether anything was declared for them.
create view ran as
with recursive months(contract_id, month, last) as (
    select contract_id, substr(start_date, 1, 7), min(substr(end_date, 1, 7), '2026-10') from contracts
    union all
    select contract_id, strftime('%Y-%m', month || '-01', '+1 month'), last from months where month < last)
select contract_id, month,
    exists (select 1 from ever e where e.contract_id = m.contract_id and e.month = m.month) as said
from months m where month <= last order by contract_id, month;

-- A contract's hours since its start; at most the mean of its declared months for each that misses.
create view paces as
select contract_id, hours_committed as due,
    (select sum(hours) from ever e where e.contract_id = c.contract_id) as done,
    (select sum(said) from ran r where r.contract_id = c.contract_id) as said,
    (select count(*) from ran r where r.contract_id = c.contract_id) as months
from contracts c;

select 'contracts.count', '', count(*) from contracts;
select 'contracts.by_nature', nature, count(*) from contracts group by 2;
select 'contracts.by_mechanism', mechanism, count(*) from contracts group by 2;
select 'contracts.by_trade', trade, count(*) from contracts group by 2;
select 'contracts.by_buyer', buyer, count(*) from contracts group by 2;
select 'hours.by_structure', case when declarant_siret in (select siret from structures) then declarant_siret
    when employer_kind = '' then 'unknown' when employer_kind = 'direct' then 'direct' else 'outside' end,
    sum(hours) from worked group by 2;
select 'pace.cumulated', contract_id, done from paces where done is not null;
select 'pace.rate_low', contract_id, done * 10000 / due from paces where done is not null;
select 'pace.rate_high', contract_id, (2 * done * months + said) / (2 * said) * 10000 / due from paces
    where done is not null;
select 'pace.missing', contract_id, group_concat(month, ' ') from ran where not said group by 2;
select 'work_contracts.count', '', count(*) from works;
select 'work_contracts.by_type', contract_type, count(*) from works group by 2;
select 'people.by_hours', case when own < 3500 then '0-35' when own < 15000 then '35-150'
    when own < 30000 then '150-300' when own < 60000 then '300-600' else '600-' end, count(*)
    from (select sum(hours) as own from worked group by person_ref having own > 0) group by 1, 2;
select 'funnel.proposed', '', count(*) from (
    select notice_id, lot_id from decisions d where decision = 'propose'
        and decided_on between '2025-11-01' and '2026-10-31' and not exists (select 1 from decisions l
            where l.notice_id = d.notice_id and l.lot_id = d.lot_id and l.decided_on > d.decided_on)
    union select notice_id, lot_id from clauses where state = 'proposed'
        and state_on between '2025-11-01' and '2026-10-31');
select 'funnel.inserted', '', count(*) from (select distinct notice_id, lot_id from clauses
    where state = 'inserted' and state_on between '2025-11-01' and '2026-10-31');
select 'funnel.awarded', '', count(*) from (select distinct notice_id, lot_id from clauses
    where state = 'awarded' and state_on between '2025-11-01' and '2026-10-31');
select 'funnel.contracts', '', count(*) from contracts;
select 'funnel.contracts_started', '', count(*) from contracts where start_date between '2025-11-01' and '2026-10-31';
select 'funnel.contracts_declared', '', count(distinct contract_id) from worked;
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

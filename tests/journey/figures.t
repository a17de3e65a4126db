#!/bin/bash
# The figures of `review` on samples/, against figures.sql: to the hundredth of an hour.
# Needs sqlite3 (package sqlite3), which also reads the JSON; awk and iconv are always there.
. tests/journey/tap.sh
. tests/journey/samples.sh
here=tests/journey
if ! command -v sqlite3 >/dev/null; then
    skip "needs the package sqlite3"
    done_testing
    exit
fi

sample_table 'contract_id contractor_name nature mechanism trade hours_committed cpv start_date end_date buyer' \
    samples/contracts.csv >"$work/contracts.tsv"
sample_table 'person_ref sex birth_year age_band main_criterion education_level commune_insee prescriber entry_date exit' \
    samples/people.csv >"$work/people.tsv"
sample_table 'contract_id declarant_siret declared_on person_ref month hours training_hours employer_kind contract_type' \
    samples/hours/*.csv >"$work/hours.tsv"
sample_table 'siret kind' samples/structures.csv >"$work/structures.tsv"
sample_table 'notice_id lot_id decision decided_on' samples/decisions.csv >"$work/decisions.tsv"
sample_table 'notice_id lot_id state state_on' samples/clauses.csv >"$work/clauses.tsv"
(cd "$work" && sqlite3 -batch :memory:) <$here/figures.sql >"$work/want"

run clausier $sample_review --format json --unmasked
exits 1 "some rows and files are refused"
cp "$out" "$work/review.json"
ok "there is something to compare" test "$(cut -d'|' -f1 "$work/want" | uniq | wc -l)" -ge 35

# pace NAME: CONTRACT|NUMBER of what a contract has done since its start; of missing, its months.
pace() {
    local number="(replace(json_extract(c.value, '\$.pace.$1'), '.', '') + 0)"
    local there="json_extract(c.value, '\$.pace.cumulated') is not null"
    if [ "$1" = missing ]; then
        number="(select group_concat(m.value, ' ') from json_each(c.value, '\$.pace.missing') m)"
        there="json_array_length(c.value, '\$.pace.missing') > 0"
    fi
    sqlite3 -batch :memory: "
        with doc(j) as (select cast(readfile('$work/review.json') as text))
        select json_extract(c.value, '\$.contract_id') || '|' || $number
        from doc, json_each(j, '\$.contracts.list') c where $there" 2>&1 | LC_ALL=C sort
}

# figure NAME: KEY|NUMBER of a single figure or a breakdown of review.json. Hours are strings with two digits:
# without their point they are hundredths. A row without hours is no row here.
figure() {
    case $1 in pace.*) pace "${1#pace.}" && return ;; esac
    sqlite3 -batch :memory: "
        with doc(j) as (select cast(readfile('$work/review.json') as text))
        select '|' || replace(json_extract(j, '$.$1'), '.', '') from doc
            where json_type(j, '$.$1') in ('text', 'integer')
        union all
        select coalesce(json_extract(value, '$.key'), '') || '|' || number from (
            select value, case when '$1' like 'hours.%' then replace(json_extract(value, '$.hours'), '.', '') + 0
                else json_extract(value, '$.count') end as number
            from doc, json_each(j, '$.$1') where json_type(j, '$.$1') = 'array')
        where number > 0" 2>&1 | LC_ALL=C sort
}

for name in $(cut -d'|' -f1 "$work/want" | uniq); do
    grep "^$name|" "$work/want" | cut -d'|' -f2- | LC_ALL=C sort >"$work/one.want"
    figure "$name" >"$work/one.got"
    diff "$work/one.want" "$work/one.got" >"$err"
    ok "$name" test ! -s "$err"
done

# samples/README.md prints 18,951.16: the same number to its reader.
total=$(grep '^hours.done|' "$work/want" | cut -d'|' -f3)
printed=$(grep -oE '[0-9,]+\.[0-9]{2} h done' samples/README.md | tr -dc 0-9)
ok "samples/README.md says the hours done" test "$printed" = "$total"
done_testing

#!/bin/sh
# The figures of `review` on samples/, against figures.sql: to the hundredth of an hour.
# Needs sqlite3 (package sqlite3), which also reads the JSON; awk and iconv are always there.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=tests/journey
if ! command -v sqlite3 >/dev/null; then
    echo "1..0 # SKIP needs the package sqlite3"
    exit 0
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# table COLUMNS FILE...: the rows of these files under these columns.
table() {
    want=$1
    shift
    for file; do
        if iconv -f UTF-8 "$file" >/dev/null 2>&1; then from=UTF-8; else from=WINDOWS-1252; fi
        iconv -f "$from" -t UTF-8 "$file" |
            LC_ALL=C awk -v want="$want" -v file="${file##*/}" -v headings="$headings" -f $here/figures.awk
    done
}

headings='Chantier client|contract_id|SIRET ETTI|declarant_siret|Export du|declared_on|N° intérimaire|person_ref'
headings="$headings|Période|month|Nb h. payées|hours|Type de contrat|contract_type|Type employeur|employer_kind"
table 'contract_id nature mechanism trade hours_committed cpv start_date end_date' samples/contracts.csv \
    >"$work/contracts.tsv"
table 'person_ref sex birth_year age_band main_criterion education_level commune_insee prescriber entry_date exit' \
    samples/people.csv >"$work/people.tsv"
table 'contract_id declarant_siret declared_on person_ref month hours training_hours employer_kind contract_type' \
    samples/hours/*.csv >"$work/hours.tsv"
(cd "$work" && sqlite3 -batch :memory:) <$here/figures.sql >"$work/want"

build/clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours \
    --people samples/people.csv --notices samples/notices --format json --unmasked \
    >"$work/review.json" 2>"$work/messages"
code=$?

# figure NAME: KEY|NUMBER of a single figure or a breakdown of review.json. Hours are strings with two digits:
# without their point they are hundredths. A row without hours is no row here.
figure() {
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

count=0
failed=0
result() { # result STATUS NAME
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else
        failed=$((failed + 1))
        echo "not ok $count - $2"
    fi
}

# Some rows and files of samples/ are refused: exit code 1.
[ "$code" -eq 1 ]
result $? "review of samples/ ends with 1: something was refused"
for name in $(cut -d'|' -f1 "$work/want" | uniq); do
    grep "^$name|" "$work/want" | cut -d'|' -f2- | LC_ALL=C sort >"$work/one.want"
    figure "$name" >"$work/one.got"
    diff "$work/one.want" "$work/one.got" >"$work/diff"
    result $? "$name"
    sed 's/^/# /' "$work/diff"
done
echo "1..$count"
[ "$failed" -eq 0 ]

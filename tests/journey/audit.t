#!/bin/bash
# review --audit: which numbers a review hides, and why; for the house, and no review is written.
. tests/journey/tap.sh

sample_year="--conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours --people samples/people.csv"
run clausier review --audit $sample_year
exits 1 "rows are broken on purpose"
has "$out" 'Le contrôle est passé' "the audit passes"
has "$out" 'moins de 5 personnes' "a small cell says why"
has "$out" 'protège « ' "a companion says whom it protects"
has "$out" 'lignes réunies dans « Autres »' "merged rows are told"
hasnt "$out" '\{|audit\.' "every word is there, every place is filled"

# what JSON hides is what the audit lists: hours by contract
run clausier review --audit -f csv $sample_year
cp "$out" "$work/audit.csv"
has "$out" '^table,row,label,column,why,protects,low,high,needed,passes$' "a heading"
hasnt "$out" ',no$' "every line passes"
hasnt "$out" 'MA-[0-9]|;' "no person"
run clausier review -f json $sample_year -o "$work/masked.json"
run clausier review -f json --unmasked $sample_year -o "$work/open.json"
cat >"$work/compare.py" <<'P'
import csv, json, sys
audit = list(csv.DictReader(open(sys.argv[1])))
masked, true = (json.load(open(path)) for path in sys.argv[2:4])
for column, key in (('done', 'hours'), ('people', 'count')):
    hidden = {row['key'] for row in masked['hours']['by_contract'] if row[key] is None and row['masked']}
    listed = {row['row'] for row in audit if row['table'] == 'hours_by_contract' and row['column'] == column}
    assert hidden == listed and hidden, (column, hidden ^ listed)
truth = {row['key']: row for row in true['hours']['by_contract']}
for row in audit:
    if row['table'] != 'hours_by_contract': continue
    value = float(truth[row['row']]['hours' if row['column'] == 'done' else 'count'])
    assert float(row['low']) <= value <= float(row['high'] or 1e99), row
    assert float(row['high'] or 1e99) - float(row['low']) >= (float(row['needed']) if row['needed'] else value), row
P
run python3 "$work/compare.py" "$work/audit.csv" "$work/masked.json" "$work/open.json"
exits 0 "what JSON hides is listed, and the truth lies in each interval"
run clausier review --audit -f json $sample_year
has "$out" '"schema": "clausier.audit/1"' "as JSON"
run clausier review --audit -f pdf $sample_year
exits 2 "no audit as PDF"
run clausier review --audit --unmasked $sample_year
exits 2 "no true numbers"

run clausier init "$work/town" --sample
run clausier run -C "$work/town" --date 2026-11-20
run clausier review --audit -C "$work/town"
exits 1 "of a convention; its rows are broken on purpose"
has "$out" 'Le contrôle est passé' "it passes there"
ok "nothing is written to reviews/" test -z "$(ls -A "$work/town/reviews" 2>/dev/null)"
done_testing

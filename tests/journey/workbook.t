#!/bin/bash
# Workbooks are read wherever a CSV is: the samples as workbooks give the same rows, verdicts and figures.
. tests/journey/tap.sh

book() { python3 tests/journey/workbook.py "$@"; }
mkdir "$work/csv" "$work/books" "$work/books/hours"
cp samples/notices/plan-achats.csv "$work/csv/plan"
book samples/notices/plan-achats.csv "$work/books/plan"
for command in read check; do
    run clausier $command "$work/csv/plan"
    sed 's/csv.plan/books\/plan/' "$out" >"$work/want"
    ok "$command: the plan has lots" test "$(wc -l <"$work/want")" -gt 5
    run clausier $command "$work/books/plan"
    exits 0 "$command: a workbook by its content, whatever its name"
    same "$out" "$work/want" "$command: the same rows as of the CSV"
done
for options in 1904 strict second '1904 strict second'; do
    # shellcheck disable=SC2086
    book samples/notices/plan-achats.csv "$work/books/plan" $options
    run clausier check "$work/books/plan"
    same "$out" "$work/want" "and with $options"
done
has "$err" 'plan: sheets beside Tableau: Mode d’emploi, Listes \(hidden\): ignored' "what is not read is said"

# a year of a convention
n=0
for file in samples/hours/*.csv; do
    n=$((n + 1))
    book "$file" "$work/books/hours/$(basename "$file" .csv).xlsx" $([ $((n % 2)) = 0 ] || echo 1904 second)
done
book samples/contracts.csv "$work/books/contracts.xlsx" strict
book samples/people.csv "$work/books/people.xlsm" second
year() { # of contracts, hours and people
    run clausier review --conf samples/convention.conf --notices samples/notices --contracts "$1" --hours "$2" --people "$3" \
        --format json --rejects "$work/rejects"
}
year samples/contracts.csv samples/hours samples/people.csv
cp "$out" "$work/want"
mv "$work/rejects" "$work/rejects-csv"
year "$work/books/contracts.xlsx" "$work/books/hours" "$work/books/people.xlsm"
exits 1 "the rows that are broken on purpose"
same "$out" "$work/want" "the same figures as of the CSV, and as many rows read, kept, refused and blank"
has "$err" 'people.xlsm: sheets beside 2: 1, 3 \(hidden\): ignored' "of sheets about people the number is said, not the name"
cut -d';' -f1 samples/people.csv | grep -oE 'P-[0-9]+' | sort -u >"$work/refs"
ok "no message holds a person's reference" test -z "$(grep -F -f "$work/refs" "$err")"
ok "nor does what is kept of the refusals" test -z "$(cat "$work"/rejects/* | grep -F -f "$work/refs")"
ok "a refused contract is kept as text" test -s "$work/rejects/contracts.xlsx.csv"
ok "a refused contract has its id" grep -qF "$(cut -d';' -f1 "$work/rejects-csv/contracts.csv")" "$work/rejects/contracts.xlsx.csv"

# what is no workbook, or half of one
printf 'titre;cpv\nNettoyage;90911200\n' >"$work/csv/good.csv"
refuse() { # the file $work/csv/$1, and what the message must say
    run clausier read "$work/csv"
    exits 1 "$1"
    has "$err" "$1: $2: ${3:-file refused}" "$1: the reason is said"
    has "$out" 'Nettoyage' "$1: the rest goes on"
    rm "$work/csv/$1"
}
head -c 2000 "$work/books/people.xlsm" >"$work/csv/half.xlsx"
refuse half.xlsx 'a zip archive that is damaged or cut off'
python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").writestr("letter.doc", "x")' "$work/csv/other.xlsx"
refuse other.xlsx 'no file of notices in this archive' 'passed over'
printf '\320\317\021\340\241\261\032\341' >"$work/csv/old.xlsx"
refuse old.xlsx 'an old workbook: save the sheet as CSV'
done_testing

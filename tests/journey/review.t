#!/bin/bash
# clausier review on the samples: a whole PDF that reads back, the same bytes twice, and honest refusals.
. tests/journey/tap.sh

run clausier $sample_review -o "$work/review.pdf"
exits 1 "rows are broken on purpose"
cp "$err" "$work/messages"
run qpdf --check "$work/review.pdf"
exits 0 "qpdf finds nothing wrong"
run pdfinfo "$work/review.pdf"
has "$out" '^Tagged: *yes' "tagged"
has "$out" '^Title: *[^ ]' "titled"
has "$out" '^Page size: .*A4' "A4"
ok "light enough for a letter by mail: at most 200 kB" test "$(stat -c %s "$work/review.pdf")" -le 200000
run pdftotext -layout "$work/review.pdf" "$work/text"
ok "no message of the reader of the PDF" test ! -s "$err"
for words in 'L’année en une page' 'insertion' 'Établissement public d’aménagement' 'Exemple fictif'; do
    has "$work/text" "$words" "the text says: $words"
done
hasnt "$work/text" '[a-z]+\.[a-z_]+_[a-z_]+|\{[a-z]+\}' "no name of a word or a place stands for the word itself"
run pdfinfo -struct "$work/review.pdf"
has "$out" '^ *H1' "headings are tagged"
has "$out" '^ *TH' "tables have heads"
has "$out" 'Figure' "charts are figures"
run pdffonts "$work/review.pdf"
ok "every font is embedded, subset and readable" awk 'NR > 2 && !/yes +yes +yes/ { bad = 1 } END { exit bad || NR < 3 }' "$out"

mkdir "$work/attached"
run pdfdetach -saveall -o "$work/attached" "$work/review.pdf"
run python3 tests/journey/attached.py "$work/attached"
exits 0 "each table is attached as CSV, and all of them as JSON, to the same cells"
has "$out" '^3[0-9] tables, [1-9][0-9]+ hidden cells$' "some of them hidden"
run python3 tests/journey/sentences.py templates/review.xml "$work/attached/bilan-donnees.json" "$work/review.pdf"
exits 0 "pdftotext gives every sentence back, of the template and of the structure"
has "$out" '^([0-9]{3}) of \1 of the template, ([0-9]{4}) of \2 of the structure$' "hundreds of them"
sed 's/une décision/une indécision/' templates/review.xml >"$work/other.xml"
run python3 tests/journey/sentences.py "$work/other.xml" "$work/attached/bilan-donnees.json" "$work/review.pdf"
exits 1 "and misses one that is not there"
run clausier $sample_review -f xlsx -o "$work/review.xlsx"
exits 1 "the figures as a workbook"
run python3 tests/journey/review_book.py "$work/attached/bilan-donnees.json" "$work/review.xlsx"
exits 0 "has a sheet for each table, numbers as numbers, to the cells of the JSON"
has "$out" '^3[0-9] sheets, [0-9]{3,} numbers, [0-9]{2,} hidden cells$' "all of them"
run clausier $sample_review -f xlsx -o "$work/again.xlsx"
same "$work/review.xlsx" "$work/again.xlsx" "the same inputs, the same workbook"
run clausier $sample_review -f xlsx
exits 2 "a workbook for standard output"
ok "the review is a small file" test "$(stat -c %s "$work/review.pdf")" -le 204800

run clausier $sample_review -j 1 -o "$work/again.pdf"
same "$work/review.pdf" "$work/again.pdf" "the same inputs give the same bytes"
same "$err" "$work/messages" "and the same messages"

run clausier $sample_review --format json
cp "$out" "$work/conf.json"
run clausier $sample_review --format json -r fr-social -r samples/rules/montabry.rules
same "$out" "$work/conf.json" "the configuration's packs are used, by their paths from its folder"
run clausier $sample_review --format json -r fr-social
ok "others judge otherwise" test -n "$(diff "$out" "$work/conf.json")"

# nobody's reference or cell stands in any message or output
cut -d';' -f1 samples/people.csv | grep -oE 'P-[0-9]+' | sort -u >"$work/refs"
ok "the samples have references" test -s "$work/refs"
ok "no message holds one" test -z "$(grep -F -f "$work/refs" "$work/messages")"
ok "nor does the review" test -z "$(grep -F -f "$work/refs" "$work/text")"

# no people at all
head -n 1 samples/people.csv >"$work/people.csv"
head -n 1 samples/hours/services.csv >"$work/hours.csv"
run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours "$work/hours.csv" \
    --people "$work/people.csv" -o "$work/empty.pdf"
ok "a year without people is still a review" qpdf --check "$work/empty.pdf"

printf '[convention]\nbody = X\nperod = 2026-01-01 to 2026-12-31\n' >"$work/bad.conf"
run clausier review --conf "$work/bad.conf" --contracts samples/contracts.csv --hours samples/hours --people samples/people.csv \
    -p 2026 -o "$work/never.pdf"
exits 2 "an unknown key in the configuration"
has "$err" 'bad.conf:3:' "its line is named"
sed 's/value="rate"/value="rat"/' templates/review.xml >"$work/bad.xml"
run clausier $sample_review --template "$work/bad.xml" -o "$work/never.pdf"
exits 2 "an unknown name in the template"
has "$err" 'bad.xml:[0-9]+' "its line is named"
ok "and nothing was written" test ! -e "$work/never.pdf"

sed '1s/^[^;]*/Nom de famille/' samples/people.csv >"$work/named.csv"
run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours \
    --people "$work/named.csv" -o "$work/never.pdf"
exits 1 "a file with names"
has "$err" 'named.csv.*file refused' "it is refused"
has "$err" 'named.csv: nothing could be read of these people: no review' "and without people there is no review"
ok "none at all" test ! -e "$work/never.pdf"
mkdir "$work/mixed"
cp samples/hours/*.csv "$work/named.csv" "$work/mixed"
run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours "$work/mixed" \
    --people samples/people.csv -o "$work/mixed.pdf"
exits 1 "one refused file among hours"
ok "does not stop the others" test -s "$work/mixed.pdf"

run clausier $sample_review --rejects "$work/rejects" -o "$work/review.pdf"
ok "reasons are kept" ls "$work"/rejects/*.reasons.csv
ok "a refused contract is kept word for word" grep -qF -f "$work/rejects/contracts.csv" samples/contracts.csv
ok "and nothing else is" test "$(wc -l <"$work/rejects/contracts.csv")" = 1
ok "of hours only line and reason are kept" test -z "$(cat "$work"/rejects/*.reasons.csv | grep -F -f "$work/refs")"
kept=0
for file in samples/hours/*.csv; do [ ! -e "$work/rejects/$(basename "$file")" ] || kept=1; done
ok "no row about a person is kept" test $kept = 0
done_testing

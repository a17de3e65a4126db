#!/bin/bash
# Nothing that stands in a cell of a file about people comes out again: a marker is put into every cell, whole rows and
# what looks like a header, in every way that is refused or taken, and looked for in all that is written.
. tests/journey/tap.sh
marker=ZZSECRETZZ

# $1 the people, $2 the hours, $3 what is tried
leaves_nothing() {
    rm -rf "$work/rejects"
    run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours "$2" --people "$1" \
        --rejects "$work/rejects" --dump-pages
    cat "$out" "$err" "$work"/rejects/* >"$work/all" 2>/dev/null
    ok "$3: exit 0 or 1" test "$code" -le 1
    ok "$3: no word of it" test -z "$(grep -aF "$marker" "$work/all")"
}
cell_of() { # the file, a column's number, what its third row is to hold there
    awk -v column="$2" -v value="$3" 'BEGIN { FS = OFS = ";" } NR == 3 { $column = value } { print }' "$1"
}
people=samples/people.csv hours=samples/hours/services.csv
for value in "$marker" "#REF! $marker" "$marker;;;"; do
    for column in $(seq 1 "$(head -n 1 $people | tr ';' '\n' | wc -l)"); do
        cell_of $people "$column" "$value" >"$work/p.csv"
        leaves_nothing "$work/p.csv" $hours "people, column $column, $value"
    done
    for column in $(seq 1 "$(head -n 1 $hours | tr ';' '\n' | wc -l)"); do
        cell_of $hours "$column" "$value" >"$work/h.csv"
        leaves_nothing $people "$work/h.csv" "hours, column $column, $value"
    done
done
for head in "Prénom : $marker" "Adresse personnelle, 3 rue $marker" "N° de sécurité sociale 1 85 $marker" "$marker;$marker"; do
    { echo "$head;x;y"; tail -n +2 $people; } >"$work/p.csv"
    leaves_nothing "$work/p.csv" $hours "people without a header, $head"
    { echo "$head;x;y"; tail -n +2 $hours; } >"$work/h.csv"
    leaves_nothing $people "$work/h.csv" "hours without a header, $head"
done
printf 'Référence;Sexe\n%s1;F\000\n\033]0;%s\007;F\n%s\377;F\n' $marker $marker $marker >"$work/p.csv"
leaves_nothing "$work/p.csv" $hours "bytes that are no text"

# the PDF itself, its attachment and properties too
cell_of $people 10 $marker | sed "4s/^[^;]*/P-9$marker/" >"$work/p.csv"
run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours $hours --people "$work/p.csv" \
    -o "$work/review.pdf"
qpdf --qdf --object-streams=disable "$work/review.pdf" "$work/plain.pdf"
ok "the PDF's figures are attached as text" grep -qa 'csv' "$work/plain.pdf"
ok "no word of it in the PDF" test -z "$(grep -aF $marker "$work/plain.pdf")"
done_testing

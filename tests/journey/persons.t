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
qpdf --qdf --object-streams=disable "$work/review.pdf" "$work/plain.qdf"
ok "the PDF's figures are attached as text" grep -qa 'csv' "$work/plain.qdf"
ok "no word of it in the PDF" test -z "$(grep -aF $marker "$work/plain.qdf")"

# A year of names instead of references. A key turns them into pseudonyms at the door: the figures are the same, whatever
# the spelling, and nothing of a name is left.
python3 tests/journey/named.py $people "$work/refs.csv" "$work/named.csv" $marker
python3 tests/journey/named.py $hours "$work/refs-hours.csv" "$work/named-hours.csv" $marker other
head -c 32 /dev/urandom >"$work/key" && chmod 0400 "$work/key"
head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$work/other" && chmod 0400 "$work/other"
year() { # $1 the people, $2 the hours, then options
    local p=$1 h=$2
    shift 2
    rm -rf "$work/rejects"
    run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --people "$p" --hours "$h" \
        --rejects "$work/rejects" "$@"
}
clean() {
    cat "$out" "$err" "$work"/rejects/* >"$work/all" 2>/dev/null
    ok "$1: no word of a name" test -z "$(grep -aiE "$marker|lodie|0600000000|01/01/19|19[0-9][0-9]-01-01" "$work/all")"
}
year "$work/refs.csv" "$work/refs-hours.csv" --format json --unmasked
cp "$out" "$work/want"
ok "figures of the year of references" grep -q '"done"' "$work/want"
year "$work/named.csv" "$work/named-hours.csv" --format json --unmasked --key "$work/key"
exits 1 "a year of names with a key: some rows are broken on purpose"
same "$out" "$work/want" "the same figures as with references"
clean "figures"
year "$work/named.csv" "$work/named-hours.csv" --format json --unmasked --key "$work/other"
same "$out" "$work/want" "with another key too"
year "$work/named.csv" "$work/named-hours.csv" --dump-pages --key "$work/key"
clean "pages"
year "$work/named.csv" "$work/named-hours.csv" --format json
exits 1 "without a key there is no review of names"
ok "no figures" test ! -s "$out"
has "$err" 'without a key \(give person_ref instead, or a key: clausier help ref\): Nom, Prénom, .*: file refused' "the way out is said"
clean "refused"
sed "3s/Élodie//; 5s/01.01.19../nobody/; 7s/;01.01.19..;/;;/; 9s/;0600/;;;0600/" "$work/named.csv" >"$work/broken.csv"
year "$work/broken.csv" "$work/named-hours.csv" --format json --key "$work/key"
has "$err" 'broken.csv:5: birth_date: no date' "a row that is refused is named by its line"
has "$err" 'broken.csv:7: birth_date: empty: two namesakes' "a name without a date of birth is refused"
ok "nobody is quoted" test -z "$(grep nobody "$err" "$out" "$work"/rejects/*)"
clean "broken rows"

# whose pseudonym is it?
run clausier ref --key "$work/key" "$work/named.csv"
exits 0 "ref"
cp "$out" "$work/of-key"
clean "ref"
ok "a row for every person" test "$(wc -l <"$out")" = "$(wc -l <"$work/named.csv")"
ok "of three columns" test -z "$(grep -vE '^(file,line,person_ref|[^,]*named.csv,[0-9]+,p1-[0-9a-z]{26})$' "$out")"
ok "no two are one" test "$(cut -d, -f3 "$out" | sort | uniq -d | wc -l)" = 0
run clausier ref --key "$work/key" "$work/named-hours.csv"
cut -d, -f3 "$out" | grep '^p1-' | sort -u >"$work/in-hours"
ok "persons of the hours, in another spelling, are persons of the people" \
    test -z "$(cut -d, -f3 "$work/of-key" | sort | comm -13 - "$work/in-hours")"
ok "and there are some" test "$(wc -l <"$work/in-hours")" -gt 10
run clausier ref --key "$work/other" "$work/named.csv"
ok "another key, another pseudonym for everybody" \
    test -z "$(cut -d, -f3 "$out" | grep '^p1-' | sort | comm -12 - <(cut -d, -f3 "$work/of-key" | sort))"
run clausier ref --key "$work/key" --csv-dialect fr samples/people.csv
has "$out" 'samples/people.csv;2;P-0378' "a reference of one's own goes before; and for a spreadsheet"
printf 'Nom;Prénom;Né le\n%s;%s;01/01/1980\n' "$marker" $'\033[1mx' >"$work/odd.csv"
run clausier ref --key "$work/key" "$work/odd.csv" samples/contracts.csv
exits 1 "a file of something else"
has "$err" 'contracts.csv:1: no column for person_ref \(or for last_name, first_name and birth_date\)' "is refused"
has "$out" 'odd.csv,2,p1-' "and the other is read"

# a configuration names its key, which does not lie beside it
mkdir "$work/house" "$work/house/rules"
cp samples/rules/*.rules "$work/house/rules"
conf=$work/house/convention.conf
{ cat samples/convention.conf; printf '\n[persons]\nkey = ../key\n'; } >"$conf"
run clausier ref -c "$conf" "$work/named.csv"
same "$out" "$work/of-key" "ref with the key of a configuration"
run clausier ref -c "$conf" --key "$work/other" "$work/named.csv"
ok "another one goes before" test -z "$(comm -12 <(grep p1- "$out" | sort) <(sort "$work/of-key"))"
sources="--contracts samples/contracts.csv --people $work/named.csv --hours $work/named-hours.csv"
run clausier review --conf "$conf" $sources --format json --unmasked
same "$out" "$work/want" "review with the key of a configuration"
run clausier track --conf samples/convention.conf --contracts samples/contracts.csv --people "$work/refs.csv" \
    --hours "$work/refs-hours.csv" --date 2026-11-20 --format csv
cp "$out" "$work/tracked"
run clausier track --conf "$conf" $sources --date 2026-11-20 --format csv
ok "track has contracts" test "$(wc -l <"$work/tracked")" -gt 5
sed 's/named-hours/refs-hours/' "$out" >"$work/tracked-names"
same "$work/tracked-names" "$work/tracked" "and the same of names"
cat "$out" "$err" >"$work/all"
ok "and nothing of a name" test -z "$(grep -aiE "$marker|lodie|01/01/19" "$work/all")"
mv "$work/key" "$work/away"
run clausier review --conf "$conf" --contracts samples/contracts.csv --people "$work/refs.csv" --hours "$work/refs-hours.csv" \
    --format json --unmasked
same "$out" "$work/want" "who has references only needs no key"
has "$err" 'key: no such key: files that name persons are refused' "and it is said that there is none"
run clausier ref -c "$conf" "$work/named.csv"
exits 2 "ref without the key of its configuration"
mv "$work/away" "$work/key"
cp "$work/key" "$work/house/key"
sed -i 's/^key = .*/key = key/' "$conf"
for command in "ref -c $conf $work/named.csv" "review --conf $conf $sources --format json" "track --conf $conf $sources"; do
    # shellcheck disable=SC2086
    run clausier $command
    exits 2 "${command%% *}: a key beside its configuration"
    has "$err" 'a key inside the folder that it protects: keep it elsewhere' "${command%% *}: it is said"
done

# keys that are none
refused() { # the key $1, what must be said
    run clausier ref --key "$1" "$work/named.csv"
    exits 2 "$2"
    ok "$2: nothing is printed" test ! -s "$out"
    has "$err" "$2" "$2"
    year "$work/named.csv" "$work/named-hours.csv" --format json --key "$1"
    exits 2 "review: $2"
}
refused "$work/none" 'none: no such key: make one: head -c 32 /dev/urandom'
refused "$work" 'no regular file'
head -c 31 "$work/key" >"$work/short" && chmod 0400 "$work/short"
refused "$work/short" 'short: no key, which is 32 random bytes or 64 hexadecimal digits: make one'
cp "$work/key" "$work/open"
for mode in 0600 0440 0404; do
    chmod $mode "$work/open"
    refused "$work/open" "open: a key of mode $mode, not 0400: close it: chmod 0400"
done
run clausier ref "$work/named.csv"
exits 2 "ref without a key"
run clausier ref --key "$work/key"
exits 2 "ref of nothing"
done_testing

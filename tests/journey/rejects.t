#!/bin/bash
# --rejects DIR: what was refused, with its reasons, and never in the place of what was sent.
. tests/journey/tap.sh

mkdir -p "$work/in/a" "$work/in/b" "$work/in/c"
printf 'titre;cpv\nNettoyage;90911200\nPeinture;4544210\n' >"$work/in/plan.csv"
for folder in a b c; do printf '<lettre n="%s"/>' $folder >"$work/in/$folder/lettre.xml"; done
run clausier read "$work/in" --rejects "$work/rejects"
exits 1 "some of it is refused"
ls "$work/rejects" >"$work/names"
printf '%s\n' 2-lettre.xml 2-lettre.xml.reasons.csv 3-lettre.xml 3-lettre.xml.reasons.csv lettre.xml \
    lettre.xml.reasons.csv plan.csv plan.csv.reasons.csv >"$work/want"
same "$work/names" "$work/want" "files of one name do not take each other's place"
for pair in a/lettre.xml=lettre.xml b/lettre.xml=2-lettre.xml c/lettre.xml=3-lettre.xml; do
    same "$work/in/${pair%=*}" "$work/rejects/${pair#*=}" "${pair#*=} is kept word for word"
done
ok "of a table only the refused row" test "$(cat "$work/rejects/plan.csv")" = 'Peinture;4544210'
printf 'line,field,reason,consequence\n3,cpv_main,"7 digits, a CPV code has 8: leading zero lost in a spreadsheet? (4544210)",row refused\n' \
    >"$work/want"
same "$work/rejects/plan.csv.reasons.csv" "$work/want" "and why"

printf 'person_ref;sexe;critère principal\nP-0001;F;RSA\n' >"$work/people.csv"
run clausier read "$work/people.csv" --rejects "$work/swapped"
exits 1 "a table of people in the place of notices"
run clausier review --contracts "$work/people.csv" --hours "$work/people.csv" --people "$work/people.csv" -p 2026 \
    -o "$work/never.pdf" --rejects "$work/swapped"
ok "is not kept, whatever it was taken for" test "$(ls "$work/swapped")" = people.csv.reasons.csv
hasnt "$work/swapped/people.csv.reasons.csv" 'P-0001|RSA' "and its reasons hold no cell"

cp "$work/in/plan.csv" "$work/before"
run clausier read "$work/in/plan.csv" --rejects "$work/in"
exits 2 "rejects put where the files are"
has "$err" '--rejects: .*plan.csv lies in that folder itself' "it is said"
same "$work/in/plan.csv" "$work/before" "and they stay as they were"

mkfifo "$work/pipe"
cat "$work/in/a/lettre.xml" >"$work/pipe" &
run timeout 60 "$clausier" read "$work/pipe" --rejects "$work/piped"
exits 1 "a pipe is not read twice"
kill $! 2>/dev/null # nobody may have opened the other end
wait
ok "its reason is kept" test -s "$work/piped/pipe.reasons.csv"
done_testing

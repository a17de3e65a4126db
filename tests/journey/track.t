#!/bin/bash
# The pace of contracts and what looks wrong: on samples/, on years made at random, of a convention, in every form.
. tests/journey/tap.sh
. tests/journey/samples.sh
look="python3 tests/journey/track.py"
loose="--contracts samples/contracts.csv --hours samples/hours --people samples/people.csv"
sample="-c samples/convention.conf $loose"
unset NO_COLOR

# samples/, on the day of the review and on days of the past
mkdir "$work/sample"
sample_table 'contract_id contractor_name hours_committed cpv start_date end_date status' samples/contracts.csv >"$work/sample/contracts.tsv"
sample_table 'person_ref' samples/people.csv >"$work/sample/people.tsv"
sample_table 'contract_id declarant_siret declared_on person_ref month hours' samples/hours/*.csv >"$work/sample/hours.tsv"
for date in 2026-11-20 2026-11-01 2026-10-31 2026-05-03 2025-11-01 2027-06-01; do
    run clausier track $sample --date $date -f csv
    exits 1 "$date: the rows that are broken on purpose"
    cp "$out" "$work/$date.csv"
    run $look figures "$work/sample" $date "$work/$date.csv"
    exits 0 "$date: every figure as computed from the plain rows"
done
row() { grep "^$1" "$work/2026-11-20.csv"; }
row contract >"$work/rows"
ok "three are late" test "$(grep -c '^contract,late,' "$work/rows")" = 3
ok "M25-005 is slow, and lacks most" test "$(head -n 1 "$work/rows" | cut -d, -f1-3)" = contract,late,M25-005
has "$work/rows" '^contract,late,M25-009.*,2026-05;2026-06,.*: mai.2026 et juin.2026 non déclarés\.' "M25-009: May and June are missing"
has "$work/rows" '^contract,late,M26-002.*Aucune heure déclarée' "M26-002 has declared nothing"
ok "and that is an anomaly" test "$(row anomaly,nothing_declared | cut -d, -f3)" = M26-002
ok "M25-026 declared 0 h in August: no missing month" test "$(grep -c 'M25-026,.*2026-08' "$work/rows")" = 0
run clausier track $sample --date 2026-05-03 -f csv
has "$err" '^[0-9]+ rows of hours declared after 2026-05-03: not looked at$' "what was not known on a day of the past is said"
hasnt "$out" '^anomaly,dated_ahead' "and it is no anomaly"

# what needs attention
run clausier track $sample --date 2026-11-20 --late -f csv
ok "--late: the late ones and the anomalies" \
    test "$(cut -d, -f1,2 "$out" | sort | uniq -c | tr -s ' \n' ' ')" = "$(grep -v '^contract,\(run\|fin\|to\)' "$work/2026-11-20.csv" | cut -d, -f1,2 | sort | uniq -c | tr -s ' \n' ' ')"
run clausier track $sample --date 2026-11-20 --late
ok "--late: three in the table" test "$(grep -c '^En retard' "$out")" = 3
hasnt "$out" '^(En cours|Terminé)' "and no other"
has "$out" ': 14.marchés, dont.3' "it counts all of them"

# years made at random
seeds='1 2 3 4 5 6 7 8 9 10'
: >"$work/kinds"
for seed in $seeds; do
    $look year $seed "$work/year$seed"
    made="--contracts $work/year$seed/contracts.csv --hours $work/year$seed/hours --people $work/year$seed/people.csv"
    for date in 2026-03-31 2026-07-15 2027-02-28; do
        run clausier track $made --date $date -f csv
        cp "$out" "$work/random.csv"
        run $look figures "$work/year$seed" $date "$work/random.csv"
        [ $code = 0 ] || ok "year $seed on $date: $(tail -n 1 "$err")" false
        cat "$out" >>"$work/kinds"
    done
    SOURCE_DATE_EPOCH=$(date -u -d 2026-07-15 +%s) run clausier track $made -f csv
    cp "$out" "$work/random.csv"
    run $look figures "$work/year$seed" 2026-07-15 "$work/random.csv" later
    [ $code = 0 ] || ok "year $seed with later declarations: $(tail -n 1 "$err")" false
    cat "$out" >>"$work/kinds"
    run clausier track $made --date 2026-07-15 -f json
    cp "$out" "$work/random.json"
    run clausier track $made --date 2026-07-15 -f csv
    cp "$out" "$work/random.csv"
    $look same "$work/random.csv" "$work/random.json" || ok "year $seed: JSON says what CSV says" false
    run clausier track $made --date 2026-07-15 -o "$work/random.xlsx"
    $look workbook "$work/random.csv" "$work/random.xlsx" || ok "year $seed: the workbook says what CSV says" false
    for width in 80 139 140; do
        run clausier track $made --date 2026-07-15 -w $width
        $look width $width "$out" || ok "year $seed: no line is longer than $width" false
    done
done
ok "all years" test "$(wc -l <"$work/kinds")" = 40
for kind in contradicted twice unknown_contract unknown_person two_places two_declarants before_start after_end \
    dated_ahead no_commitment nothing_declared closed_short ended_short over_declared; do
    has "$work/kinds" " $kind( |$)" "and in them: $kind"
done

# the forms
run clausier track $sample --date 2026-11-20 -f json
exits 1 "JSON"
cp "$out" "$work/json"
run $look same "$work/2026-11-20.csv" "$work/json"
exits 0 "JSON says what CSV says"
run clausier track $sample --date 2026-11-20 -o "$work/alerts.xlsx"
exits 1 "a file that is called one becomes a workbook"
ok "nothing is printed" test ! -s "$out"
run $look workbook "$work/2026-11-20.csv" "$work/alerts.xlsx"
exits 0 "the workbook says what CSV says"
sleep 1
run clausier track $sample --date 2026-11-20 -f xlsx -o "$work/again.xlsx"
same "$work/alerts.xlsx" "$work/again.xlsx" "at any time the same bytes"
run clausier track $sample --date 2026-11-20 --csv-dialect fr -f csv
has "$out" 'M25-005;.*;2300,00;941,74;40,94' "a French spreadsheet"
for width in 80 139 140 160; do
    run clausier track $sample --date 2026-11-20 -w $width
    ok "a table of $width columns" $look width $width "$out"
    ok "every contract is in it" test "$(grep -cE '^(En retard|En cours|Terminé) .* M2' "$out")" = 14
done
run clausier track $sample --date 2026-11-20
has "$out" 'À décider : Demander les déclarations de mai et de' "with what must be decided"
hasnt "$out" $'\033' "no color where there is no terminal"
cp "$out" "$work/table"
TERM=xterm python3 tests/journey/check_formats.py terminal 80 "$clausier" track $sample --date 2026-11-20 >"$work/screen"
has "$work/screen" $'^\033\\[1;33mEn retard\033\\[0m' "color on a terminal, beside the words"
sed 's/\x1b\[[0-9;]*m//g' "$work/screen" >"$work/plain"
same "$work/plain" "$work/table" "which is the table without its color"
SOURCE_DATE_EPOCH=$(date -u -d 2026-11-20 +%s) run clausier track $sample
same "$out" "$work/table" "without --date: SOURCE_DATE_EPOCH"
run clausier track $loose --date 2026-11-20 -f csv
has "$err" 'etti-tresmont.csv' "without CONF the columns of its own are not known"
for file in "$work/2026-11-20.csv" "$work/table"; do
    ok "no sentence names a person" test "$(grep -cE 'P-[0-9]{4}' "$file")" = 0
done
refs=$(cut -d';' -f1 samples/people.csv | grep -oE 'P-[0-9]+')
run clausier track $sample --date 2026-11-20
ok "no message names a person" test -z "$(grep -F "$refs" "$err")"

# a convention: what its registry remembers, not what its files say today
"$clausier" init --sample "$work/home" >/dev/null 2>&1
run clausier track -C "$work/home"
exits 3 "a convention without a run"
has "$err" 'there is no registry: clausier run makes it; where there is an archive, clausier run --rebuild' "it is said what to do"
"$clausier" run -C "$work/home" --date 2026-11-20 2>/dev/null
run clausier track -C "$work/home" --date 2026-11-20 -f csv
exits 1 "a convention"
sed 's|samples/hours/||' "$work/2026-11-20.csv" >"$work/want"
same "$out" "$work/want" "the same rows as of the loose files"
CLAUSIER_CONVENTION=$work/home run clausier track --date 2026-11-20 -f csv
same "$out" "$work/want" "by the variable, too"
run clausier track -C "$work/home" --date 2026-05-03 -f csv
sed 's|samples/hours/||' "$work/2026-05-03.csv" >"$work/want"
same "$out" "$work/want" "on a day of the past"
run clausier track -C "$work/home" -o "$work/home/registry.sqlite"
exits 2 "-o onto the registry"
run clausier track -C "$work/home" $sample
exits 2 "a convention and loose files"
run clausier track -C "$work/home/inbox"
exits 2 "a folder that is no convention"

# little, and nothing
head -n 1 samples/people.csv >"$work/nobody.csv"
run clausier track --contracts samples/contracts.csv --hours samples/hours/services.csv --people "$work/nobody.csv" --date 2026-11-20 -f csv
exits 1 "nobody is known"
python3 - "$out" >"$work/declared" <<'P'
import csv, sys
print({row['hours_declared'] for row in csv.DictReader(open(sys.argv[1], encoding='utf-8')) if row['record'] == 'contract'})
P
has "$work/declared" "^{'0.00'}$" "then nothing counts as declared"
ok "and it is said where" test "$(grep -c '^anomaly,unknown_person' "$out")" -gt 10
head -n 1 samples/hours/services.csv >"$work/hourless.csv"
run clausier track --contracts samples/contracts.csv --hours "$work/hourless.csv" --people samples/people.csv --date 2026-11-20
exits 1 "no hours yet (and a broken contract)"
has "$out" '^Au 20.novembre.2026.*14.marchés, dont.11$' "all are late but three that are attested"
sed -n '1p;/^M26-003/p' samples/contracts.csv >"$work/one.csv"
run clausier track --contracts "$work/one.csv" --hours "$work/hourless.csv" --people samples/people.csv --date 2026-03-15
exits 0 "one contract, nothing refused"
has "$out" 'Commence le 1er.avril.2026\.' "it is to come"
has "$out" 'aucune anomalie\.$' "and nothing is wrong"
run clausier track --contracts "$work/one.csv" --hours "$work/hourless.csv" --people samples/people.csv --date 2026-03-15 -o "$work/none.xlsx"
exits 0 "a workbook without anomalies"
python3 - "$work/none.xlsx" >"$work/said" <<'P'
import sys, zipfile
print(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet2.xml').decode())
P
has "$work/said" 'Aucune anomalie\.' "says so"
head -n 1 samples/contracts.csv >"$work/contractless.csv"
for format in table csv json; do
    run clausier track --contracts "$work/contractless.csv" --hours "$work/hourless.csv" --people "$work/nobody.csv" --date 2026-03-15 -f $format
    exits 0 "nothing at all: $format"
done
: >"$work/empty.csv"
run clausier track --contracts samples/contracts.csv --hours "$work/empty.csv" --people samples/people.csv
exits 1 "an empty file of hours"
has "$err" 'nothing could be read of these hours: nothing is followed' "it is said"
ok "and nothing is printed" test ! -s "$out"

# wrong use, and a world that fails
run clausier track --contracts samples/contracts.csv
exits 2 "without hours"
run clausier track -c samples/convention.conf
exits 2 "without any table"
run clausier track $sample -f pdf
exits 2 "another format"
run clausier track $sample -f xlsx
exits 2 "a workbook on standard output"
run clausier track $sample --date 2026-02-30
exits 2 "no such day"
run clausier track $sample surplus
exits 2 "a file without its kind"
run clausier track $sample --csv-dialect us
exits 2 "another dialect"
run clausier track $sample -o samples/contracts.csv
exits 2 "-o onto what is read"
for format in table csv json xlsx; do
    run clausier track $sample -f $format -o "$work/none/x"
    exits 3 "$format: a folder that is not there"
    has "$err" 'none/x: .*not written|none/x' "$format: it is said"
done
if [ -w /dev/full ]; then
    "$clausier" track $sample >/dev/full 2>"$err"
    code=$?
    exits 3 "a full disk behind standard output"
fi
done_testing

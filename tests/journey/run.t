#!/bin/bash
# A convention's days, one after the other, as its people live them: a dry run, the first night, a night without news,
# decisions that come back in the workbook, hours declared again, other rules; and the registry made again from files.
. tests/journey/tap.sh

home=$work/convention
today() { run clausier run -C "$home" --date "$@"; }
tree() { (cd "$home" && find . \( -type f -exec md5sum {} + -o -type l -printf '%l %p\n' \)) | sort; }
# Everything that the registry knows of the world, without its row numbers.
known() {
    sqlite3 "$home/registry.sqlite" "
        SELECT standing, since, until, open_until, verdict, id, csv, record FROM lots JOIN notices USING(notice) ORDER BY csv;
        SELECT id, day, verdicts.verdict, by_data, by_rules FROM verdicts JOIN lots USING(lot) ORDER BY csv, day;
        SELECT * FROM contracts; SELECT * FROM structures; SELECT * FROM totals;
        SELECT contract_id, declarant_siret, declared_on, person_ref, month, hours, training_hours, employer_kind,
            contract_type, proof, line FROM hours ORDER BY contract_id, month, declarant_siret, person_ref, declared_on, line;
        SELECT ref, declared_on, sex, age_band, criteria, main_criterion, education, commune, qpv, entry_date, exit_date, exit
            FROM people ORDER BY ref, declared_on;
        SELECT * FROM refusals ORDER BY day, kind, name;
        SELECT notice_id, lot_id, decided_on, decision, waiver, comment FROM decisions ORDER BY 1, 2, 3, 4;"
}
of() { python3 -c "import json, sys; run = json.load(open('$home/out/latest/run.json')); print($1)"; }
is() { ok "$3" test "$(of "$1")" = "$2"; }

run clausier init "$home" --sample
exits 0 "a convention is made"

tree >"$work/before"
today 2026-09-25 --dry-run
exits 1 "a dry run, in which something is refused"
has "$out" '^\+ .*Surveillance|^\+ .*[Gg]ardiennage' "says what would be new"
has "$out" 'nouveaux lots éligibles' "and how many"
tree >"$work/after"
same "$work/before" "$work/after" "and changes nothing"

today 2026-09-25
exits 1 "the first night"
ok "says nothing to standard output" test ! -s "$out"
has "$err" 'DOCTYPE' "a refused file is said with its reason"
ok "its page is there" test -s "$home/out/latest/digest.html"
ok "under the day's name" test "$(readlink "$home/out/latest")" = 2026-09-25
run clausier check -r fr-social -r "$home/rules/montabry.rules" samples/notices -f csv
for verdict in eligible to_check not_eligible; do
    is "run['counts']['$verdict']" "$(python3 -c "
import csv; print(sum(row['verdict'] == '$verdict' for row in csv.DictReader(open('$out', newline=''))))")" "as many $verdict lots as check finds"
done
is "run['counts']['replaced']" 1 "February's hours were declared twice"
has "$home/out/latest/digest.txt" '182,25.h remplacées par 148,75.h' "and the later declaration holds"
is "sum(file['whole'] for file in run['files'])" 2 "two files were refused"
ok "which stand in rejects/" test -f "$home/rejects/casse-doctype.xml" -a -f "$home/rejects/casse-tronque.xml"
has "$home/rejects/casse-doctype.xml.reasons.csv" 'DOCTYPE' "with their reasons"
has "$home/rejects/proprete.csv.reasons.csv" ',67,declared_on,' "refused rows of hours are named by their numbers"
ok "and not kept" test ! -e "$home/rejects/proprete.csv"
ok "nothing is left in the inbox" test -z "$(find "$home/inbox" -type f ! -name LISEZMOI.txt)"
run sh -c "find '$home/archive' -path '*notices*' -type f | wc -l"
has "$out" '^32$' "thirty-two files of notices are in the archive"

tree >"$work/before"
today 2026-09-25
exits 0 "the same night once more"
ok "says nothing" test ! -s "$out" -a ! -s "$err"
tree >"$work/after"
same "$work/before" "$work/after" "and changes nothing"

today 2026-09-26 -v
exits 0 "the next night"
has "$err" '^run of 2026-09-26: 0 files taken' "with -v it says what was done"
has "$err" '^look at: .*/out/latest/digest.html$' "and where to look"
is "[run['counts'][what] for what in ('new_eligible', 'new_to_check', 'changed', 'withdrawn', 'replaced')]" '[0, 0, 0, 0, 0]' "nothing is new"
today 2026-09-25
exits 2 "a day before the last"
has "$err" '2026-09-25 lies before the last run, which was of 2026-09-26' "is refused"

# a decision, in the workbook that the night left
first=$(of "next(lot['reference'] for lot in run['lots'] if lot['open'] and not lot['decision'])")
python3 tests/journey/decide.py "$home/out/latest/notices.xlsx" "$home/inbox/decisions/retour.xlsx" 2=proposer/2026-09-26/vu >"$work/decided"
IFS='|' read -r _ notice lot _ <"$work/decided"
today 2026-09-27
exits 0 "a workbook with a decision comes back"
is "[(lot['decision'], lot['decided_on']) for lot in run['lots'] if lot['notice_id'] == '$notice' and lot['lot_id'] == '$lot']" \
    "[('propose', '2026-09-26')]" "which is known the next day"
ok "there were lots to decide" test -n "$first"
python3 tests/journey/decide.py "$home/out/latest/notices.xlsx" "$home/inbox/decisions/retour.xlsx" 6=attendre/2026-09-28 >/dev/null
today 2026-09-28
exits 0 "the workbook of that day, with one more decision"
is "sum(lot['decision'] == 'propose' and lot['notice_id'] == '$notice' for lot in run['lots'])" 1 "brings the first back unchanged"

# a decision that is changed, its day left as the workbook had it; then the old workbook once more
python3 tests/journey/decide.py "$home/out/latest/notices.xlsx" "$home/inbox/decisions/change.xlsx" 6=décliner >"$work/decided"
IFS='|' read -r _ notice lot _ <"$work/decided"
cp "$home/out/latest/notices.xlsx" "$work/old.xlsx"
today 2026-09-29
exits 0 "a changed decision whose day was left"
holds="[(lot['decision'], lot['decided_on']) for lot in run['lots'] if lot['notice_id'] == '$notice' and lot['lot_id'] == '$lot']"
is "$holds" "[('decline', '2026-09-29')]" "is one of the day on which it came"
python3 tests/journey/decide.py "$work/old.xlsx" "$home/inbox/decisions/ancien.xlsx" 6=décliner//encore >/dev/null
today 2026-09-29
exits 0 "the old workbook, which says the same once more"
is "$holds" "[('decline', '2026-09-29')]" "changes nothing"
cp "$work/old.xlsx" "$home/inbox/decisions/"
today 2026-09-29
is "$holds" "[('decline', '2026-09-29')]" "nor does what was decided before, with its own day"

# hours declared again
sed -n '1p; s/;17\/04\/2026;P-0410;2026-02;36,25;/;20\/09\/2026;P-0410;2026-02;40,00;/p' samples/hours/2026-04-17-rectificatif-proprete.csv \
    >"$home/inbox/hours/encore.csv"
today 2026-09-29
exits 0 "hours of one scope, declared once more"
has "$home/out/latest/digest.txt" '148,75.h remplacées par 40.h' "the digest says what they replaced"
today 2026-09-30
hasnt "$home/out/latest/digest.txt" 'remplacées par' "once"

# other rules
cat >>"$home/rules/montabry.rules" <<'RULES'

[rule no_guarding]
label  = Pas de gardiennage
when   = trade = security
effect = exclude
reason = Le gardiennage est écarté cette année.
RULES
today 2026-10-01 --dry-run
has "$out" '^~ .*(règles|rules)' "a dry run says what other rules would change"
today 2026-10-01
exits 0 "a night with other rules"
is "sorted({cause for lot in run['lots'] if lot['news'] == 'changed' for cause in lot['causes']})" "['rules']" "verdicts have changed by rules"
is "run['packs']['changed']" True "and that is said"

# a registry made again
known >"$work/before"
rm "$home/registry.sqlite"
today 2026-10-02
exits 2 "a run without its registry"
has "$err" 'clausier run --rebuild' "says how it is made again"
run clausier run -C "$home" --rebuild
exits 0 "the registry is made again"
ok "without a word" test ! -s "$err"
known >"$work/after"
same "$work/before" "$work/after" "and knows the same"
today 2026-10-02
exits 0 "the next night goes on from there"
is "run['counts']['changed']" 0 "without news"
# --- what somebody tidied away, and a table that cannot be read
day=$(python3 -c "import json; print(json.load(open('$home/out/latest/run.json'))['date'])")
rm -rf "$home/out"
today "$day"
ok "outputs that somebody removed are there again on the same day" test -s "$home/out/latest/digest.html"
rm "$home/reference/contracts.csv"
mkdir "$home/reference/contracts.csv"
touch -d '1 hour ago' "$home/reference/contracts.csv"
sed 's/[0-9a-f]\{8\}-[0-9a-f]\{4\}-/77777777-0000-/g' samples/notices/2026-10-19-decheteries.xml >"$home/inbox/notices/n.xml"
contracts=$(sqlite3 "$home/registry.sqlite" 'SELECT count(*) FROM contracts')
today "$day"
exits 3 "a table of contracts that cannot be read"
has "$err" 'contracts.csv: .*not read' "is said"
ok "and stops no others" test ! -e "$home/inbox/notices/n.xml"
ok "what it said last holds" test "$(sqlite3 "$home/registry.sqlite" 'SELECT count(*) FROM contracts')" = "$contracts"

# hours that come before the people
late=$work/late
"$clausier" init "$late" --sample >/dev/null
mv "$late/inbox/people/people.csv" "$work/people.csv"
run clausier run -C "$late" --date 2026-11-20 -v
exits 1 "hours without people"
sums=$(sed -n 's/^lines of tables: \([0-9]*\) read = \([0-9]*\) header + \([0-9]*\) kept + \([0-9]*\) refused + \([0-9]*\) blank$/\1 = \2 + \3 + \4 + \5/p' "$err")
ok "every line of the tables is accounted for: $sums" test $((${sums%% =*})) = $((${sums#*= }))
has "$err" '^services.csv:2: person_ref: no such person: row not counted until there is one$' "rows wait for their people"
has "$err" '^services.csv: .* and [0-9]+ others of this file like it$' "which is said of a few rows, then counted"
ok "not of every row" test "$(grep -c '^services.csv:.*no such person' "$err")" = 11
has "$late/out/latest/digest.txt" '1.ligne.refusée sur.15$' "a table edited in place counts its rows"
cp "$work/people.csv" "$late/inbox/people/"
run clausier run -C "$late" --date 2026-11-21
hasnt "$err" '^services.csv.*no such person' "they come, and the rows count"

# a day far off: by --date it is refused; a clock that was wrong has a way out
today 2099-01-01
exits 2 "a day more than a year ahead"
has "$err" 'more than a year ahead' "is refused"
"$clausier" export -C "$late" hours >"$work/before"
SOURCE_DATE_EPOCH=4102444800 run clausier run -C "$late"
run clausier run -C "$late" --date 2026-11-22
exits 2 "a day before one of a wrong clock"
journal=$(sed -n 's/.* remove \(.*\), then clausier run --rebuild$/\1/p' "$err")
ok "the journal of that day is named" test -f "$journal"
rm "$journal"
run clausier run -C "$late" --rebuild
run clausier run -C "$late" --date 2026-11-22
exits 0 "without it the nights go on"
"$clausier" export -C "$late" hours >"$work/after"
same "$work/before" "$work/after" "and nothing is lost"

# other [columns] for a table that has not changed
followed() { sqlite3 "$late/registry.sqlite" "SELECT count(*) FROM contracts WHERE facilitator <> ''"; }
sed -i '1s/Suivi par/Chargée de la clause/' "$late/reference/contracts.csv"
run clausier run -C "$late" --date 2026-11-23
ok "a column of another name is not known" test "$(followed)" = 0
printf '\n[columns contracts]\nfacilitator = Chargée de la clause\n' >>"$late/convention.conf"
run clausier run -C "$late" --date 2026-11-24
exits 0 "another conf for the same table, of which all has been said"
ok "reads the table by its columns" test "$(followed)" -gt 10

# what a commit that never came has left
copy=$late/archive/hours/00/$(printf '%032d' 0).csv
mkdir -p "${copy%/*}"
: >"$copy"
sqlite3 "$late/registry.sqlite" 'UPDATE runs SET completed = 0 WHERE run = (SELECT max(run) FROM runs)'
run clausier run -C "$late" --date 2026-11-24
ok "a copy that no run knows goes when the run that kept it was cut off" test ! -e "$copy"
ok "the copies of people are not for everybody" test -z "$(find "$late/archive/people" "$late/registry.sqlite" -perm /007)"
rm -r "$late/registry.sqlite" "$late/archive/runs"
run clausier run -C "$late" --date 2026-11-25
exits 2 "an archive without registry and journal is not begun anew"
has "$err" 'clausier run --rebuild' "and the way out is said"
done_testing

#!/bin/bash
# What the registry knows, as CSV: the same knowledge is the same bytes, whatever the order in which it came, and however
# often the registry is made again.
. tests/journey/tap.sh
unset CLAUSIER_CONVENTION
whats="notices verdicts contracts hours people structures decisions clauses"
home=$work/s
exports() { # the convention, where to
    mkdir -p "$2"
    for what in $whats; do
        "$clausier" export -C "$1" "$what" >"$2/$what.csv" || echo "# $what failed"
    done
}
rows() { python3 -c "import csv; rows = list(csv.DictReader(open('$1', encoding='utf-8-sig', newline=''))); print($2)"; }
is() { ok "$3" test "$(rows "$1" "$2")" = "$4"; }

run clausier init --sample "$home"
run clausier export -C "$home" notices
exits 3 "before the first run"
has "$err" 'no registry: clausier run makes it' "the way out is said"

printf 'notice_id;lot_id;contract_id;state;on\nPA27-04;;;screened;2026-11-01\nPA27-04;;;proposed;2026-11-02\n' >"$home/inbox/decisions/clauses.csv"
printf '=cmd;LOT-0001;propose;;02/11/2026;"=2+2, et puis"\n' >>"$home/inbox/decisions/decisions.csv"
run clausier run -C "$home" --date 2026-11-20
exits 1 "a first run"
exports "$home" "$work/first"

run clausier export -C "$home" notices
exits 0 "export of notices"
run clausier check -r fr-social -r samples/rules/montabry.rules samples/notices
cp "$out" "$work/check.csv"
has "$work/first/notices.csv" "^standing,since,until,open_until,archive,member,line,$(head -n 1 "$work/check.csv")$" "has the columns of check behind its own"
cat >"$work/compare.py" <<'P'
import csv, sys
def rows(path, keep):
    found = []
    for row in csv.DictReader(open(path, newline="", encoding="utf-8")):
        if keep(row):
            found.append(tuple(row[name] for name in names))
    return sorted(found)
names = [name for name in next(csv.reader(open(sys.argv[2], encoding="utf-8"))) if name != "file"]
ours = rows(sys.argv[1], lambda row: row["standing"] == "stands")
theirs = rows(sys.argv[2], lambda row: True)
print(len(ours), "same" if ours == theirs else "differ")
P
ok "what stands is what check prints, cell for cell" test "$(python3 "$work/compare.py" "$work/first/notices.csv" "$work/check.csv")" = "67 same"
is "$work/first/notices.csv" "sorted({row['standing'] for row in rows})" "every standing has its word" "['answered', 'stands', 'superseded']"
is "$work/first/notices.csv" "all(bool(row['since']) == (row['standing'] == 'stands') for row in rows)" "what stands has stood since a day" True
rows "$work/first/notices.csv" "'\n'.join(sorted({row['archive'] for row in rows}))" >"$work/digests"
ok "each lies where it is said to lie" test "$(wc -l <"$work/digests")" = \
    "$(while read -r digest; do ls "$home/archive/notices/${digest:0:2}/$digest".*; done <"$work/digests" | wc -l)"

is "$work/first/hours.csv" "sum(row['status'] == 'holds' for row in rows)" "the hours that hold" 492
is "$work/first/hours.csv" "'%.2f' % sum(float(row['hours']) for row in rows if row['status'] == 'holds' and '2025-11' <= row['month'] <= '2026-10')" "are, of the year, the sum that the samples promise" 18951.16
is "$work/first/hours.csv" "sorted({row['status'] for row in rows})" "the others say why not" "['holds', 'replaced', 'unknown_contract', 'unknown_person']"
is "$work/first/people.csv" "len(rows), len({row['person_ref'] for row in rows})" "a row a person" "61 61"
is "$work/first/decisions.csv" "[row['notice_id'] for row in rows if row['comment'].startswith(\"'=2\")]" "formulas are neutralised" "[\"'=cmd\"]"
is "$work/first/clauses.csv" "[row['state'] for row in rows]" "the life of a clause" "['screened', 'proposed']"
is "$work/first/structures.csv" "len(rows) > 5 and all(row['siret'] for row in rows)" "structures" True

run clausier export -C "$home" --csv-dialect fr -o "$work/fr.csv" notices
exits 0 "for a French spreadsheet, into a file"
has "$work/fr.csv" ';1900000,00;EUR;24;' "semicolons and decimal commas"
ok "behind a byte order mark" test "$(head -c 3 "$work/fr.csv" | od -An -tx1 | tr -d ' ')" = efbbbf

# --- tables may be read again as they were written
for what in contracts people hours; do
    "$clausier" export -C "$home" $what >"$work/$what.again.csv"
done
run clausier review --conf "$home/convention.conf" --contracts "$work/contracts.again.csv" --hours "$work/hours.again.csv" \
    --people "$work/people.again.csv" --format json
has "$out" '"done": ?"18951.16"' "contracts, hours and people make the same year"

# --- other orders of arrival, within the day
run clausier init --sample "$work/other"
cp -r "$work/other/inbox" "$work/waiting"
find "$work/other/inbox" -type f -delete
printf 'notice_id;lot_id;contract_id;state;on\nPA27-04;;;proposed;2026-11-02\nPA27-04;;;screened;2026-11-01\n' >"$work/waiting/decisions/clauses.csv"
printf '=cmd;LOT-0001;propose;;02/11/2026;"=2+2, et puis"\n' >>"$work/waiting/decisions/decisions.csv"
(cd "$work/waiting" && find . -type f | sort -r) | while read -r file; do
    cp "$work/waiting/$file" "$work/other/inbox/$file"
    case $file in *2026-0[25]* | *hours*) "$clausier" run -C "$work/other" --date 2026-11-20 2>/dev/null ;; esac
done
"$clausier" run -C "$work/other" --date 2026-11-20 2>/dev/null
exports "$work/other" "$work/second"
ok "in many runs, the last first: the same bytes" diff -r "$work/first" "$work/second"

# --- verdicts change with the rules
sed 's/^eligible = 5$/eligible = 12/' rules/packs/fr-social.rules >"$home/rules/social.rules"
sed -i 's/^use = .*/use = rules\/social.rules rules\/montabry.rules/' "$home/convention.conf"
run clausier run -C "$home" --date 2026-11-21
exports "$home" "$work/changed"
is "$work/changed/verdicts.csv" "len(rows) > 5, {row['because'] for row in rows}, {row['day'] for row in rows}" "each changed verdict is told, and why" \
    "True {'rules'} {'2026-11-21'}"
is "$work/changed/verdicts.csv" "all(row['from'] != row['to'] and row['notice_id'] for row in rows)" "from what to what" True

run clausier run -C "$home" --rebuild
exits 0 "the registry is made again"
exports "$home" "$work/rebuilt"
ok "the same bytes" diff -r "$work/changed" "$work/rebuilt"

# --- while a run is at work, and from elsewhere
exec 9<>"$home/registry.lock"
flock -x 9
run clausier run -C "$home"
exits 75 "another run is at work"
run env CLAUSIER_CONVENTION="$home" "$clausier" export hours
exits 0 "export reads all the same"
same "$out" "$work/rebuilt/hours.csv" "the same"
exec 9>&-
if [ -w /dev/full ]; then
    "$clausier" export -C "$home" notices >/dev/full 2>"$err"
    code=$?
    exits 3 "onto a full disk"
fi
run clausier export -C "$home" -o "$work/none/x.csv" hours
exits 3 "into a folder that is not there"
run clausier export -C "$home" everything
exits 2 "no such thing"
run clausier export -C "$home"
exits 2 "of nothing"
run clausier export -C "$work/nowhere" hours
exits 2 "no such convention"
done_testing

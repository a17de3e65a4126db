#!/bin/bash
# What looks wrong in the real notices, counted by hand too; and every file of them is read or refused for its reason.
cd "$(dirname "$0")/../.." || exit 1
. tests/real/real.sh
data=$shared/data
needs $data

by_hand() { # a folder: what both find is in $out
    run clausier read --quality "$1"
    cp "$out" "$work/table"
    run python3 tests/real/quality_by_hand.py "$1" "$work/table"
}
by_hand $data
exits 0 "clausier and Python find the same"
for kind in 'not a SIRET' 'a SIREN where a SIRET is meant' 'a NUTS code where a SIRET is meant' \
    'a placeholder for an amount' 'French local time labelled otherwise' 'not a CPV code'; do
    has "$out" "^ +[1-9][0-9]* $kind$" "$kind: there are some"
done
ok "nothing is said twice" test -z "$(python3 -c '
import collections, csv, sys
rows = collections.Counter((r["file"], r["line"], r["record"], r["field"], r["value"], r["defect"]) for r in csv.DictReader(open(sys.argv[1])))
print("".join(str(row) for row, n in rows.items() if n > 1 and row[1] != "1"))' "$work/table")"
run clausier read --quality -j 8 --part 700 $data
same "$out" "$work/table" "in parts, by eight: the same table"

# the same contracts, through a spreadsheet that takes everything for a number
mkdir -p "$work/damaged/decp"
ok "a table is damaged" python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
out = csv.DictWriter(open(sys.argv[2], "w", encoding="utf-8", newline=""), rows[0])
out.writeheader()
for row in rows:
    if row["uid"] > "3":
        row["codeCPV"] = "9" + row["codeCPV"][2:]
    for key in ("acheteur_id", "titulaire_id"):
        row[key] = str(int(row[key])) if row[key] else ""
    out.writerow(row)' $data/decp/csv/decp_2024H2_travaux_4521_1250.csv "$work/damaged/decp/d.csv"
by_hand "$work/damaged"
exits 0 "clausier and Python find the same damage"
has "$out" '^ +[1-9][0-9]* a CPV code of 7 digits$' "CPV codes that lost a digit"
has "$out" '^ +[1-9][0-9]* a SIRET of 13 digits$' "SIRETs that lost a zero"

# every file, and why it is not read
find $data -type f | LC_ALL=C sort | while read -r file; do
    "$clausier" read "$file" 2>&1 >/dev/null | sed -n "s|^$data/||; s/\(: file refused\)$/\1/p"
done >"$work/refused"
find $data -type f | LC_ALL=C sort | sed "s|^$data/||" | while read -r file; do
    case $file in
    *.json) echo "$file: JSON: the same data in XML or CSV is read: file refused" ;;
    *.gc) echo "$file: an XML document of a kind that is not read: CodeList: file refused" ;;
    *.xsd) echo "$file: an XML document of a kind that is not read: schema: file refused" ;;
    *.md | *.tsv | codelists/*.csv) echo "$file: the first 10 rows hold no header of notices: file refused" ;;
    boamp/csv-aufilduboamp/*) echo "$file:1: a relational extract of BOAMP, keyed by BOAMP_AVIS_NUM: its rows are parts of" \
        "notices (the XML notices or the portal's export are read): file refused" ;;
    esac
done >"$work/want"
same "$work/refused" "$work/want" "what is refused, and why"
ok "and there are 52 of them" test "$(wc -l <"$work/refused")" = 52
done_testing

#!/bin/sh
# `clausier read` over the DECP files at hand: contracts, suppliers, amounts, CPV codes, durations and considerations
# equal what Python counts in the files themselves. No real file of TED's yearly tables is at hand.
set -u
cd "$(dirname "$0")/../.." || exit 1
decp=../shared/data/decp
if [ ! -d $decp ]; then
    echo "ok 1 # SKIP $decp is not here"
    echo 1..1
    exit 0
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# ok STATUS WHAT: one TAP line; the output of the step is shown where it failed.
n=0
ok() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        sed 's/^/# /' "$work/said"
        failed=1
    fi
}

"$CLAUSIER" read --format csv $decp/official/*.xml $decp/*/*.csv >"$work/read.csv" 2>"$work/said"
ok $? "every XML and CSV file is read"
grep -q 'decp_ods_extrait_transcrit.csv:7: codeCPV: not a CPV code of 8 digits: INX 28213700-5: left out' "$work/said"
ok $? "what is left out is said, with its line"
grep ': montant: another amount of the same contract: ' "$work/said" |
    awk -F', ' '{n += $NF ~ / times$/ ? $NF : 1} END {print n}' >"$work/count"
[ "$(cat "$work/count")" = "$(python3 -c "
import csv
n, first = 0, (None, None)
for r in csv.DictReader(open('$decp/csv/decp_2024H2_travaux_4521_1250.csv')):
    if r['uid'] != first[0]: first = (r['uid'], r['montant'])
    n += r['montant'] != first[1]
print(n)")" ]
ok $? "a second amount of one contract is said each time"
python3 tests/real/decp_by_hand.py $decp "$work/read.csv" >"$work/said" 2>&1
ok $? "contracts, suppliers, amounts and codes are those of the files"

"$CLAUSIER" read $decp/table-schema/fichier-vide.csv >"$work/empty.csv" 2>"$work/said" &&
    [ "$(wc -l <"$work/empty.csv")" = 1 ] && [ ! -s "$work/said" ]
ok $? "a header alone gives no row and no refusal"

for file in $decp/*/*.json; do
    "$CLAUSIER" read "$file" >"$work/json.csv" 2>"$work/said"
    [ $? = 1 ] && [ "$(wc -l <"$work/json.csv")" = 1 ] && grep -q ": JSON: .*: file refused" "$work/said"
    ok $? "refused by name: ${file##*/}"
done
"$CLAUSIER" read $decp/official/*.xsd >"$work/xsd.csv" 2>"$work/said"
[ $? = 1 ] && grep -q 'an XML document of a kind that is not read: schema: file refused' "$work/said"
ok $? "the schema is no document"

# Cut in the middle: the records before it, and the refusal counts them.
head -c 4000 $decp/official/Marche.xml >"$work/cut.xml"
"$CLAUSIER" read "$work/cut.xml" >"$work/cut.csv" 2>"$work/said"
[ $? = 1 ] && [ "$(wc -l <"$work/cut.csv")" = 2 ] && grep -q ': 1 whole record before it kept, the rest refused' "$work/said"
ok $? "records before a cut are kept"
echo "1..$n"
exit $failed

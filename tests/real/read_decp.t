#!/bin/bash
# `clausier read` over the DECP files at hand: contracts, suppliers, amounts, CPV codes, durations and considerations
# equal what Python counts in the files themselves. No real file of TED's yearly tables is at hand.
cd "$(dirname "$0")/../.." || exit 1
. tests/real/real.sh
decp=$shared/data/decp
needs $decp

"$clausier" read --format csv $decp/official/*.xml $decp/*/*.csv >"$work/read.csv" 2>"$err"
worked $? "every XML and CSV file is read"
grep -q 'decp_ods_extrait_transcrit.csv:7: codeCPV: not a CPV code of 8 digits: INX 28213700-5: left out' "$err"
worked $? "what is left out is said, with its line"
grep ': montant: another amount of the same contract: ' "$err" |
    awk -F', ' '{n += $NF ~ / times$/ ? $NF : 1} END {print n}' >"$work/count"
[ "$(cat "$work/count")" = "$(python3 -c "
import csv
n, first = 0, (None, None)
for r in csv.DictReader(open('$decp/csv/decp_2024H2_travaux_4521_1250.csv')):
    if r['uid'] != first[0]: first = (r['uid'], r['montant'])
    n += r['montant'] != first[1]
print(n)")" ]
worked $? "a second amount of one contract is said each time"
python3 tests/real/decp_by_hand.py $decp "$work/read.csv" >"$err" 2>&1
worked $? "contracts, suppliers, amounts and codes are those of the files"

"$clausier" read $decp/table-schema/fichier-vide.csv >"$work/empty.csv" 2>"$err" &&
    [ "$(wc -l <"$work/empty.csv")" = 1 ] && [ ! -s "$err" ]
worked $? "a header alone gives no row and no refusal"

for file in $decp/*/*.json; do
    "$clausier" read "$file" >"$work/json.csv" 2>"$err"
    [ $? = 1 ] && [ "$(wc -l <"$work/json.csv")" = 1 ] && grep -q ": JSON: .*: file refused" "$err"
    worked $? "refused by name: ${file##*/}"
done
"$clausier" read $decp/official/*.xsd >"$work/xsd.csv" 2>"$err"
[ $? = 1 ] && grep -q 'an XML document of a kind that is not read: schema: file refused' "$err"
worked $? "the schema is no document"

# Cut in the middle: the records before it, and the refusal counts them.
head -c 4000 $decp/official/Marche.xml >"$work/cut.xml"
"$clausier" read "$work/cut.xml" >"$work/cut.csv" 2>"$err"
[ $? = 1 ] && [ "$(wc -l <"$work/cut.csv")" = 2 ] && grep -q ': 1 whole record before it kept, the rest refused' "$err"
worked $? "records before a cut are kept"
done_testing

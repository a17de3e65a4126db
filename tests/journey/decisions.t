#!/bin/bash
# The workbook of `check` comes back with decisions in it, and they are read: of the lots that its hidden columns name,
# without a word on the rows in which nothing is decided. Also once another program has saved it.
. tests/journey/tap.sh

reader=$(dirname "$clausier")/tests/ingest/test_decision
decisions() { # of the workbook $1: lines with bars, then the sum of lines
    run "$reader" "$1"
    grep -vE '^(ok|1\.\.)' "$out" >"$work/read"
}
run clausier check samples/notices -f xlsx -o "$work/check.xlsx"
decisions "$work/check.xlsx"
ok "nothing is decided yet, and nothing is said" test "$(grep -cE '^1 \+ 0 \+ 0 \+ [1-9][0-9]+$' "$work/read")" = 1
ok "one line of it" test "$(wc -l <"$work/read")" = 1

python3 tests/journey/decide.py "$work/check.xlsx" "$work/decided.xlsx" 2=proposer/2026-03-09 "3=décliner//trop court, dit l'acheteur" \
    5=attendre 9=dispenser/2026-03-12/non >"$work/want"
ok "four decisions are filled in" test "$(wc -l <"$work/want")" = 4
ok "of lots by their ids" test "$(grep -cE '^[0-9]+\|[^|]+\|' "$work/want")" = 4
decisions "$work/decided.xlsx"
head -n 4 "$work/read" >"$work/first"
same "$work/first" "$work/want" "they are read, and of the same lots"
has "$work/read" '^1 \+ 4 \+ 0 \+ [1-9][0-9]*$' "the other rows are blank"
ok "nothing else is said" test "$(wc -l <"$work/read")" = 5

if command -v soffice >/dev/null; then
    HOME=$work soffice "-env:UserInstallation=file://$work/office" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" \
        --outdir "$work/saved" "$work/decided.xlsx" >/dev/null 2>&1
    decisions "$work/saved/decided.xlsx"
    head -n 4 "$work/read" >"$work/first"
    same "$work/first" "$work/want" "the same once LibreOffice has saved it"
    has "$work/read" '^1 \+ 4 \+ 0 \+ [1-9][0-9]*$' "and as many rows"
else
    skip "no LibreOffice to save the workbook"
fi
done_testing

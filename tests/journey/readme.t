#!/bin/bash
# The README's tour, typed as it stands.
. tests/journey/tap.sh

mkdir "$work/tree" "$work/tree/build"
ln -s "$PWD/samples" "$PWD/rules" "$PWD/templates" "$work/tree"
ln -s "$(realpath "$clausier")" "$work/tree/build/clausier"
sed -n '/^## A tour/,/^## /p' README.md | sed -n '/^```sh/,/^```/p' | grep -v '^```' |
    sed -e ':a' -e '/\\$/N; s/\\\n//; ta' | grep -v '^#' >"$work/tour"
ok "a tour of five commands or more" test "$(grep -c '^build/clausier' "$work/tour")" -ge 5
cd "$work/tree" || exit 1
while read -r line; do
    run bash -c "$line"
    ok "$(echo "${line%%#*}" | cut -c1-60): done, at most with refusals" test "$code" -le 1
done <"$work/tour"
ok "verdicts for a spreadsheet" test -s verdicts.csv
ok "and a review" qpdf --check review.pdf
done_testing

#!/bin/bash
# Digests in a browser, at 1280, 390 and 320 pixels and on A4: nothing reaches over the edge, every text can be read,
# headings and tables are whole, nothing is fetched. usage: with WEB=FOLDER where night_pages has written them.
. tests/journey/tap.sh

web=${WEB:-build/web}
look() { python3 tests/web/look.py "$@"; }
is() { ok "$page at $width: $1 is $2" grep -qxF "$width $1 $2" "$work/found"; }
at_least() { # name, least
    ok "$page at $width: $1 is $2 at least" \
        awk -v name="$1" -v least="$2" -v width="$width" \
        '$1 == width && $2 == name { seen = $3 >= least } END { exit !seen }' "$work/found"
}
fetches() { grep -ciE '<script|<img|<link|<base|@import|url\(' "$1"; }

for page in quiet first full hostile huge; do
    html=$web/$page.html
    look measure "$html" >"$work/found"
    for width in 1280 390 320; do
        is scroll 0
        is over '[]'
        is lang '"fr"'
        is uncaptioned 0
        is unscoped 0
        is nameless 0
        is uneven 0
        is empty 0
        is lost 0
        is twice 0
        is active 0
        is drawings 0
        is foreign 0
        is requests 0
        is alive true
        at_least contrast 4.5
        at_least smallest 12
        at_least texts 15
        ok "$page at $width: one h1, first, and no level skipped" \
            grep -qE "^$width levels \[1(, 2)+\]$" "$work/found"
        ok "$page at $width: links go to a part, a telephone, a mail or a file beside" test -z \
            "$(grep -E "^$width links" "$work/found" | grep -oE '"[^"]+"' | grep -vE '^"(#[a-z_]+|tel:\+?[0-9]+|mailto:[A-Za-z0-9@._+-]+|[a-z]+\.(xlsx|json))"$')"
    done
    ok "$page: nothing is fetched" test "$(fetches "$html")" = 0
    ok "$page: under 250 kB" test "$(stat -c %s "$html")" -lt 250000
    run python3 -m json.tool "$web/$page.json"
    exits 0 "$page: run.json is JSON"
    ok "$page: no line of the text over 78 columns" python3 - "$web/$page.txt" <<'P'
import sys, unicodedata
wide = lambda c: 0 if unicodedata.category(c) in ('Mn', 'Cf') else 2 if unicodedata.east_asian_width(c) in 'WF' else 1
assert all(sum(map(wide, line)) <= 78 for line in open(sys.argv[1], encoding='utf-8').read().split('\n'))
P

    look print "$html" "$web/$page.pdf"
    pdfinfo "$web/$page.pdf" >"$work/info"
    has "$work/info" 'Page size: .*A4' "$page on paper: A4"
    pdftotext -bbox "$web/$page.pdf" "$work/words"
    ok "$page on paper: words, all of them inside the margins of 15 mm" python3 - "$work/words" <<'P'
import re, sys
page, n = None, 0
for line in open(sys.argv[1], encoding='utf-8'):
    size, word = re.search(r'<page width="([\d.]+)', line), re.search(r'<word xMin="([-\d.]+)" .*xMax="([-\d.]+)"', line)
    if size: page = float(size.group(1))
    if word:
        n += 1
        assert float(word.group(1)) >= 41 and float(word.group(2)) <= page - 41, line
assert n > 60, n
P
    pdftotext -layout "$web/$page.pdf" "$work/text"
    ok "$page on paper: no page ends with the head of a table" python3 - "$work/text" <<'P'
import re, sys
heads = '|'.join(re.findall(r'^\w+ *= (.*)$', open('templates/fr-digest.words', encoding='utf-8').read()
                           .split('[digest_column]')[1].split('[digest_foot]')[0].split('\n\n')[0], re.M))
for page in open(sys.argv[1], encoding='utf-8').read().split('\f'):
    lines = [line for line in page.split('\n') if line.strip() and not re.fullmatch(r'\s*\d+\s*/\s*\d+\s*', line)]
    assert not lines or not re.match(rf'(?:{heads})(?:  |$)', lines[-1]), lines[-1]
P
done

for page in quiet full hostile; do
    for width in 1280 390; do
        png=$web/$page-$width.png
        look shot "$web/$page.html" $width "$png"
        read -r ink colours < <(look ink "$png")
        ok "$page at $width: a picture with ink and shades" test "$ink" -ge 10 -a "$colours" -ge 30
        ok "$page at $width: a picture of a sane size" test "$(stat -c %s "$png")" -lt 600000
    done
done
pages=$(pdfinfo "$web/full.pdf" | awk '/^Pages/ { print $2 }')
ok "a full night takes few pages" test "$pages" -ge 2 -a "$pages" -le 5
pdftotext -layout "$web/full.pdf" "$work/text"
ok "the heads of columns stand on every page that goes on with a table" \
    test "$(grep -c 'Date limite' "$work/text")" -ge 5
done_testing

#!/bin/bash
# The sample's review as HTML in a browser, at 1280, 390 and 320 pixels and on A4: it says what the PDF says, nothing but its
# frames is wider than the screen, links lead somewhere, nothing is fetched. usage: with WEB=FOLDER for what is kept.
. tests/journey/tap.sh

web=${WEB:-build/web}
html=$web/review.html
mkdir -p "$web"
run clausier $sample_review -f html -o "$html"
exits 1 "a review as HTML; the samples hold broken rows"
run clausier $sample_review -f html -o "$work/again.html"
same "$html" "$work/again.html" "two runs, the same bytes"
run clausier $sample_review -o "$work/review.pdf"

python3 tests/web/look.py measure "$html" >"$work/found"
for width in 1280 390 320; do
    for want in 'scroll 0' 'lang "fr-FR"' 'empty 0' 'uncaptioned 0' 'unscoped 0' 'nameless 0' 'uneven 0' 'lost 0' 'twice 0' \
        'active 0' 'requests 0' 'alive true'; do
        ok "at $width: $want" grep -qxF "$width $want" "$work/found"
    done
    ok "at $width: every text has a contrast of 4.5 at least" \
        awk -v width=$width '$1 == width && $2 == "contrast" { good = $3 >= 4.5 } END { exit !good }' "$work/found"
    ok "at $width: one h1, first, and no level skipped" python3 - "$work/found" $width <<'P'
import json, sys
line = next(line for line in open(sys.argv[1], encoding='utf-8') if line.startswith(sys.argv[2] + ' levels '))
levels = json.loads(line.split(' ', 2)[2])
assert levels[0] == 1 and levels.count(1) == 1, levels
assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels
P
done

pdftotext -raw "$work/review.pdf" "$work/review.txt"
run python3 - "$html" "$work/review.txt" <<'P'
import html, re, sys
page = html.unescape(re.sub(r'<[^>]+>', ' ', re.sub(r'<b>|</b>|</?abbr[^>]*>|<style>.*?</style>', '',
                                                    open(sys.argv[1], encoding='utf-8').read(), flags=re.S)))
WORD = r'[^\W\d_]{3,}|\d[\d.,\u202f]*\d\d'
ours = set(re.findall(WORD, page))
theirs = re.findall(WORD, re.sub(r'[-\u00ad]\n', '', open(sys.argv[2], encoding='utf-8').read()))
lost = sorted(set(theirs) - ours)
print(len(theirs), lost)
assert len(theirs) > 1500 and not lost, lost
P
exits 0 "every word and number of the PDF is in the page"

for width in 1280 390; do python3 tests/web/look.py shot "$html" $width "$web/review-$width.png"; done
python3 tests/web/look.py print "$html" "$web/review-printed.pdf"
ok "on paper: A4, and no more pages than twice the PDF's" python3 - "$web/review-printed.pdf" "$work/review.pdf" <<'P'
import re, subprocess, sys
told = [subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout for path in sys.argv[1:]]
pages = [int(re.search(r'Pages: +(\d+)', text).group(1)) for text in told]
assert 'A4' in told[0] and pages[0] <= 2 * pages[1], pages
P
done_testing

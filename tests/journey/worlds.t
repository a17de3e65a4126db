#!/bin/bash
# Small conventions that no author of a template had in mind (tests/report/worlds.py): each is a whole review, of which every
# page can be looked at, or a clear refusal.
. tests/journey/tap.sh

# What looks at the pages sees what is wrong: two words on each other, one outside, a page of one line.
broken() { # CONTENT OF PAGE 2
    printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n'
    for page in 3 4; do
        printf '%s 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.276 841.89]/Contents 5 0 R/Resources' $page
        printf '<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n'
    done
    printf '5 0 obj<</Length %s>>stream\nBT /F 10 Tf %s ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n' $((${#1} + 15)) "$1"
}
looks() { # CONTENT COMPLAINT WHAT
    broken "$1" >"$work/broken"
    run python3 tests/report/check_pages.py "$work/broken"
    if [ -n "$2" ]; then has "$out" "$2" "$3"; else ok "$3" test ! -s "$out"; fi
}
looks '100 700 Td (one) Tj 0 -20 Td (two) Tj' '' "two lines: nothing is said"
looks '100 700 Td (one) Tj' 'page 2: 1 lines on it' "a page of one line"
looks '100 700 Td (one) Tj 8 1 Td (other) Tj 0 -20 Td (two) Tj' "page 1: '(one|other)' lies on" "words on each other"
looks '530 700 Td (outside) Tj 0 -20 Td (two) Tj' "page 1: outside: 'outside'" "a word beyond the margin"
printf 'page 1\n  Document/Sect/P 3\n    text 56.00 80.00 9 #000000 "a"\n  Document/Sect/H2 4\n    text 56.00 90.00 9 #000000 bold "b"\n' \
    >"$work/broken.list"
run python3 tests/report/check_pages.py "$work/broken" "$work/broken.list"
has "$out" "page 1: ends with the heading 'b'" "a heading at the foot"

python3 tests/report/worlds.py "$work/worlds"
review() { # WORLD OPTIONS...
    local d=$work/worlds/$1
    run clausier review --conf "$d/convention.conf" --contracts "$d/contracts.csv" --hours "$d/hours.csv" \
        --people "$d/people.csv" "${@:2}"
}
for folder in "$work"/worlds/*/; do
    world=$(basename "$folder")
    expected=0
    [ "$world" = zero ] && expected=1 # its negative corrections are refused, row by row
    review "$world" -o "$work/$world.pdf"
    exits $expected "$world"
    review "$world" --dump-pages -o "$work/$world.pages"
    run python3 tests/report/check_pages.py "$work/$world.pdf" "$work/$world.pages"
    ok "$world: nothing outside, on another word or alone" test ! -s "$out" -a "$code" = 0
    [ -s "$out" ] && head -n 5 "$out" | sed 's/^/# /'
    review "$world" -o "$work/again.pdf"
    same "$work/$world.pdf" "$work/again.pdf" "$world: the same bytes again"
    pdftotext "$work/$world.pdf" "$work/$world.text"
    hasnt "$work/$world.text" '[a-z]+\.[a-z_]+_[a-z_]+|\{[a-z]+\}|<[a-z_]+>' "$world: no name stands for its word"
done

has "$work/nobody.text" 'Aucune personne n’a d’heures déclarées' "nobody: that is said"
has "$work/above.text" '116 %' "above: a rate of more than 100 % is one"
has "$work/undeclared.text" 'non déclaré' "undeclared: a month without declaration is no zero"
has "$work/thirteen.text" 'janvier 2026' "thirteen: the thirteenth month is there"
run pdfinfo -struct-text "$work/scripts.pdf"
has "$out" 'شركة النور للبناء' "scripts: who listens hears a name in Arabic as it is read"
has "$out" 'שלום בנייה 12 בע״מ' "and one in Hebrew"
has "$out" '🏗' "and an emoji that no font has"
review zero -o "$work/zero.pdf"
has "$err" 'hours.csv:[0-9]+: hours: negative: row refused' "zero: a negative correction is refused with its line"

if mkdir "$work/disk" && mount -t tmpfs -o size=16k tmpfs "$work/disk" 2>"$err"; then
    review many -o "$work/disk/review.pdf"
    exits 3 "a disk that is full"
    has "$err" 'No space left|no room left' "is said"
    ok "and no part of a file is left" test -z "$(ls -A "$work/disk")"
    umount "$work/disk"
else
    skip "no file system can be mounted here: a full disk is not tried"
fi
done_testing

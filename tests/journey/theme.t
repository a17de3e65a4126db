#!/bin/bash
# The theme and the logos of a template: painted, said, the same bytes twice; refused with their line where they would not do.
. tests/journey/tap.sh

logo=tests/journey/logo.py
python3 $logo "$work/logo.png"
theme='<theme font="DejaVu Sans" margin="24mm"><color role="title" value="#5b1237"/></theme>'
dressed() { # FROM TO: the usual template with a theme, a logo, and FROM changed to TO
    sed -e "s|<header>|$theme\n<header-logo src=\"logo.png\" width=\"14mm\"/>\n&|" \
        -e 's|<cover>|&\n<logo src="logo.png" alt="Trois barres" width="45mm"/>|' templates/review.xml | sed "s|$1|$2|"
}
review() { run clausier $sample_review -t "$work/t.xml" -o "$work/$1" "${@:2}"; }
refused() { # WHAT LINE MESSAGE
    rm -f "$work/never.pdf"
    review never.pdf
    exits 2 "$1"
    has "$err" "$2" "its line is named"
    has "$err" "$3" "and what is wrong"
    ok "nothing is written" test ! -e "$work/never.pdf"
}
line_of() { grep -n -m 1 "$1" "$work/t.xml" | cut -d: -f1; }

dressed x x >"$work/t.xml"
review good.pdf
exits 1 "a template with a theme and logos"
run pdfinfo -struct "$work/good.pdf"
ok "the cover's logo is a figure before the title" \
    awk '/Figure/ && !seen { figure = 1 } /H1/ { if (!seen) good = figure; seen = 1 } END { exit !good }' "$out"
run qpdf --qdf --object-streams=disable "$work/good.pdf" -
ok "what it shows is said" grep -qai 'feff00540072006f00690073002000620061007200720065' "$out"
run pdfimages -list "$work/good.pdf"
ok "one picture in the file for every page but the cover" \
    awk 'NR > 3 { n++; seen[$11] = 1 } END { for (i in seen) k++; exit !(n > 5 && k == 1) }' "$out"
run pdffonts "$work/good.pdf"
has "$out" 'DejaVuSans' "the font of the theme"
hasnt "$out" 'Lato' "and no other"
review again.pdf
same "$work/good.pdf" "$work/again.pdf" "the same bytes again"
review lato.pdf --font Lato
run pdffonts "$work/lato.pdf"
has "$out" 'Lato' "--font wins over the template's"

dressed 'src="logo.png" alt' 'src="nowhere.png" alt' >"$work/t.xml"
refused "a logo that is not there" "t.xml:$(line_of nowhere):" 'nowhere.png: .*No such file'
dressed 'src="logo.png" alt' 'src="t.xml" alt' >"$work/t.xml"
refused "a logo that is no PNG" "t.xml:$(line_of 'src="t.xml"'):" 'no PNG that can be read'
head -c 700 "$work/logo.png" >"$work/cut.png"
dressed 'src="logo.png" alt' 'src="cut.png" alt' >"$work/t.xml"
refused "a logo that is cut off" "t.xml:$(line_of cut.png):" 'no PNG that can be read'
head -c 5000000 /dev/zero >"$work/large.png"
dressed 'src="logo.png" alt' 'src="large.png" alt' >"$work/t.xml"
refused "a file of five megabytes" "t.xml:$(line_of large.png):" 'large.png: '
mkdir "$work/folder.png"
dressed 'src="logo.png" alt' 'src="folder.png" alt' >"$work/t.xml"
refused "a folder" "t.xml:$(line_of folder.png):" 'folder.png: '
python3 $logo "$work/high.png" 40 400
dressed 'src="logo.png" alt' 'src="high.png" alt' >"$work/t.xml"
refused "a logo higher than its place" "t.xml:$(line_of high.png):" '450.0 mm high.*at most 50 mm high'
dressed 'width="14mm"' 'width="30mm"' >"$work/t.xml"
refused "a header's logo higher than the header" "t.xml:$(line_of '^<header-logo'):" '10.0 mm high.*at most 8 mm high'
dressed 'alt="Trois barres"' 'alt=" "' >"$work/t.xml"
refused "a logo that says nothing" "t.xml:$(line_of 'alt=" "'):" 'alt says nothing'
dressed '5b1237' 'ff9999' >"$work/t.xml"
refused "a faint title" "t.xml:$(line_of ff9999):" '"title" beside white has a contrast of [0-9.]+: text needs 4.50'
dressed 'DejaVu Sans' 'No Such Family' >"$work/t.xml"
rm -f "$work/never.pdf"
review never.pdf
exits 3 "a font that is not there"
has "$err" 'No Such Family: no upright font file' "is named"
ok "nothing is written" test ! -e "$work/never.pdf"
done_testing

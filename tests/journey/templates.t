#!/bin/bash
# The templates that are shipped: each is one, prints the sample, and is as accessible as the review; broken ones are refused
# with what helps.
. tests/journey/tap.sh

paper() {
    local name=$1
    shift
    run clausier $sample_review "$@" -o "$work/$name.pdf"
    exits 1 "$name is printed"
    hasnt "$err" 'templates/|\.words' "without a word about its template"
    run python3 tests/report/check_pdf.py "$work/$name.pdf"
    exits 0 "$name is an accessible file"
    pdftotext -layout "$work/$name.pdf" "$work/$name.txt"
    hasnt "$work/$name.txt" '\{[a-z_]+\}|[a-z]+_[a-z]+\.[a-z]+' "no name of a word stands in its place"
}
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }

for path in templates/*.xml; do
    name=$(basename "$path" .xml)
    run clausier review --check-template "$name"
    exits 0 "$name is a template"
    ok "and nothing is said of it" test ! -s "$out" -a ! -s "$err"
    run clausier help review
    has "$out" "[ ,]$name[ ,;]" "help review names it"
    ok "and so does the manual" grep -qE "^\.BR? ${name//-/.-}( |\$)" cli/clausier.1
done

paper note -t note-elus
ok "the note is one page" test "$(pages "$work/note.pdf")" = 1
has "$work/note.txt" 'moins de 5 personnes \(11 pour' "it says how persons are protected"
paper quarter -t quarterly --period 2026-01-01..2026-03-31
has "$work/quarter.txt" 'mars 2026' "its months"
hasnt "$work/quarter.txt" 'RSA|Femmes|CDI|Gros œuvre' "no profile, no trade"
attached() { rm -rf "$work/in" && mkdir "$work/in" && pdfdetach -saveall -o "$work/in" "$1" && cat "$work"/in/*; }
attached "$work/note.pdf" >"$work/note.csv"
has "$work/note.csv" people_by_sex "all figures are attached to the note: they are the review's"
attached "$work/quarter.pdf" >"$work/quarter.csv"
has "$work/quarter.csv" hours_by_month "what the quarter shows is attached"
hasnt "$work/quarter.csv" 'people_by|hours_by_contract|women|Personnes par|Heures par marché' "and no profile"
paper example -t ./templates/example.xml
paper contract --contract M25-009
attached "$work/contract.pdf" >"$work/contract.csv"
has "$work/contract.csv" 'M25-009' "the contract is attached"
hasnt "$work/contract.csv" 'M25-011|people_by|hours_by' "and nothing of others"
ok "a contract is one page" test "$(pages "$work/contract.pdf")" = 1
run clausier $sample_review --contract M99-999 -o "$work/none.pdf"
exits 2 "a contract that is not there"
has "$err" 'M99-999: no contract with this number' "it is said"
run clausier $sample_review --contract M25-009 -f json
exits 2 "a contract as JSON"
run clausier $sample_review --contract M25-009 --audit
exits 2 "a contract and the audit of all"
ok "nothing is written" test ! -e "$work/none.pdf"

# A convention's own template: [review] template, relative to the configuration, or the name of a shipped one.
mkdir "$work/own"
cp -r samples/rules "$work/own"
printf '<review lang="fr"><section title="Notre bilan"><p>x</p></section></review>\n' >"$work/own/ours.xml"
for template in ours.xml note-elus none.xml; do
    sed "s/^\[review\]/&\ntemplate = $template/" samples/convention.conf >"$work/own/$template.conf"
    run clausier $sample_review --conf "$work/own/$template.conf" -o "$work/$template.pdf"
    cp "$err" "$work/$template.err"
done
has <(pdftotext "$work/ours.xml.pdf" -) 'Notre bilan' "a convention's own template"
has <(pdftotext "$work/note-elus.pdf" -) "l.essentiel" "a shipped one by its name"
has "$work/none.xml.err" 'own/none.xml: .*not read' "one that is not there"
ok "stops the review" test ! -e "$work/none.xml.pdf"
run clausier $sample_review --conf "$work/own/ours.xml.conf" -t note-elus -o "$work/which.pdf"
has <(pdftotext "$work/which.pdf" -) "l.essentiel" "the command line has the last word"
run clausier $sample_review -t nobody -o "$work/nobody.pdf"
exits 2 "a name that no template has"
has "$err" 'no template is called nobody: clausier help review lists' "where the names are"

# Another period than the configuration's: what that says of its own is not said.
paper other -t review --period 2026
has "$work/other.txt" 'Bilan annuel 2026' "the title is not that of another year"
hasnt "$work/other.txt" '2025 – 2026|15.846|18.200|43 la période' "nor are its target and the period before"
run clausier $sample_review --period 2031 -o "$work/later.pdf"
has "$err" 'no contract runs from 2031-01-01 to 2031-12-31.*another --period' "a period with nothing in it is said"
has <(pdftotext "$work/later.pdf" -) 'Aucun marché avec une clause ne court' "on paper too"

# A long-winded convention: the note is one page all the same.
mkdir "$work/long"
python3 - "$work/long" <<'P'
import re, sys
folder = sys.argv[1]
rows = open('samples/contracts.csv', encoding='utf-8').read().split('\n')
names = rows[0].split(';')
at = next(i for i, name in enumerate(names) if name.strip().lower().startswith(('intitul', 'objet', 'libell', 'titre', 'march')) and i)
many = [rows[0]]
for row in rows[1:]:
    if not row.strip(): continue
    cells = row.split(';')
    cells[at] = ('Réhabilitation et extension du groupe scolaire intercommunal de la plaine : ' * 3).strip(' :')
    many.append(';'.join(cells))
open(folder + '/contracts.csv', 'w', encoding='utf-8').write('\n'.join(many) + '\n')
conf = open('samples/convention.conf', encoding='utf-8').read()
long = 'Il faut décider du calendrier des recrutements, des pénalités et de la suite à donner à ce marché ; ' * 12
conf = re.sub(r'(?m)^(decision \S+) = .*(\n[ \t]+.*)*', lambda m: m.group(1) + ' = ' + long.strip(), conf)
open(folder + '/convention.conf', 'w', encoding='utf-8').write(conf)
P
run clausier review --conf "$work/long/convention.conf" --contracts "$work/long/contracts.csv" --hours samples/hours \
    --people samples/people.csv -r fr-social -t note-elus -o "$work/long.pdf"
exits 1 "the note of a long-winded convention"
ok "is one page" test "$(pages "$work/long.pdf")" = 1

python3 tests/report/worlds.py "$work/worlds"
for world in many long_names nobody one_person hidden; do
    d=$work/worlds/$world
    run clausier review --conf "$d/convention.conf" --contracts "$d/contracts.csv" --hours "$d/hours.csv" \
        --people "$d/people.csv" -t note-elus -o "$work/$world.pdf"
    ok "the note of $world is one page" test "$(pages "$work/$world.pdf")" = 1
done

# What is wrong is said at its line, and what would be right.
broken() { # WHAT LINE MESSAGE, the template on standard input
    cat >"$work/t.xml"
    run clausier review --check-template "$work/t.xml"
    exits 2 "$1"
    has "$err" "t.xml:$2: .*$3" "at its line, and how it should be"
}
broken "unknown data" 2 'no such value: peple; people' <<'X'
<review lang="fr"><section title="A">
<p><v name="peple"/></p></section></review>
X
broken "wrong nesting" 3 '<p> cannot stand in <columns>, which takes side' <<'X'
<review lang="fr"><section title="A">
<columns>
<p>x</p></columns></section></review>
X
broken "an unknown attribute" 2 '<p> has no attribute color; it has: if' <<'X'
<review lang="fr"><section title="A">
<p color="red">x</p></section></review>
X
broken "an id twice" 2 'two sections with the same id: a' <<'X'
<review lang="fr"><section title="A" id="a"><p>x</p></section>
<section title="B" id="a"><p>x</p></section></review>
X
broken "a chart without its table" 2 'no table shows the data of this chart' <<'X'
<review lang="fr"><section title="A">
<chart type="bars" data="people_by_sex" value="count">x</chart></section></review>
X
broken "a link to nowhere" 2 'no section with this id: b' <<'X'
<review lang="fr"><section title="A">
<p><ref to="b"/></p></section></review>
X
broken "a column of another table" 3 'no such column in people_by_sex, which has label, count, share, hours: done' <<'X'
<review lang="fr"><section title="A">
<table data="people_by_sex">
<column field="done">x</column></table></section></review>
X
broken "a logo that is not there" 2 'none.png' <<'X'
<review lang="fr"><cover>
<logo src="none.png" width="30mm" alt="x"/><title>x</title></cover><section title="A"><p>x</p></section></review>
X
broken "a document type" 1 'DOCTYPE' <<'X'
<!DOCTYPE review [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<review lang="fr"><section title="A"><p>&b;</p></section></review>
X
broken "what is not XML" 1 '' <<'X'
une note en texte
X
broken "another kind of XML" 1 '<html> is no template: it begins with <review>' <<'X'
<html><body>x</body></html>
X
cat >"$work/font.xml" <<'X'
<review lang="fr"><theme font="No Such Face"/>
<section title="A"><p>x</p></section></review>
X
run clausier review --check-template "$work/font.xml"
exits 3 "a typeface that is not installed"
has "$err" 'No Such Face' "it is named"
python3 - "$work" <<'P'
import sys
head, foot = '<review lang="fr"><section title="A">', '</section></review>'
def put(name, text): open(f'{sys.argv[1]}/{name}.xml', 'w').write(text)
put('large', head + '<p>x</p>' * 700000 + foot)
put('wide', head + '<p>x</p>' * 400000 + foot)
put('wrong', head + '<q/>' * 900000 + foot)
put('deep', head + '<b>' * 100000 + foot)
P
run clausier review --check-template "$work/large.xml"
exits 2 "a template of 5 MB"
run timeout 60 "$clausier" review --check-template "$work/wide.xml"
exits 0 "400,000 paragraphs"
run timeout 60 "$clausier" review --check-template "$work/wrong.xml"
exits 2 "900,000 errors"
ok "are counted, not listed" test "$(wc -l <"$err")" -lt 30
run timeout 60 "$clausier" review --check-template "$work/deep.xml"
exits 2 "100,000 levels"
run clausier review --check-template note-elus --period 2026
exits 2 "checking stands alone"
run clausier review --check-template "$work/none.xml"
exits 3 "a template that is not there"
done_testing

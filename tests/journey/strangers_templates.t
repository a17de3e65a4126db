#!/bin/bash
# Templates from strangers: whatever they ask for, the review is printed in seconds, or refused with the line that is wrong.
. tests/journey/tap.sh

loose="--conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours --people samples/people.csv"
python3 - "$work" <<'P'
import sys
head, foot = '<review lang="fr">\n', '</review>'
def put(name, text): open(f'{sys.argv[1]}/{name}.xml', 'w').write(head + text + foot)
def section(text): return f'<section title="A">{text}</section>'
def table(n, words='Compte de personnes'):
    return '<table data="people_by_sex">' + f'<column field="count">{words}</column>' * n + '</table>'
def cover(inside): return f'<cover>{inside}</cover>' + section('<p>x</p>')
put('columns', section(table(10000)))
put('columns_most', section(table(16)))
put('columns_side', section(f'<columns><side>{table(8)}</side><side>{table(9)}</side></columns>'))
put('columns_side_most', section(f'<columns><side>{table(8)}</side><side>{table(8)}</side></columns>'))
put('narrow', '<theme margin="35mm"/>' + section(f'<columns><side>{table(8)}</side><side>{table(8)}</side></columns>' + table(16)))
put('parties', cover('<title>t</title>' + '<party><who>Une partie</who><role>son rôle</role></party>' * 7))
put('parties_most', '<theme margin="35mm"/>' + cover('<title>t</title>' + '<party><who>Une partie</who><role>son rôle</role></party>' * 6))
put('nested', '<section title="A">' * 200 + '<p>x</p>' + '</section>' * 200)
put('nested_nothing', '<section title="A">' * 200 + '<p if="previous_people" unless="previous_people">x</p>' + '</section>' * 200 + section('<p>x</p>'))
put('paragraph', section('<p>' + 'mot insécable ' * 75000 + '</p>'))
put('word', section('<p>' + 'a' * 1000000 + '</p>'))
put('marks', section('<p>a' + '\u0301' * 300000 + '</p>'))
put('caption', section('<table data="people_by_sex"><column field="label" header="row">x</column><column field="count">y</column><caption>'
                       + 'très long ' * 10000 + '</caption></table>'))
put('title', '<contents title="S"/><section title="' + 't' * 100000 + '"><p>x</p></section>')
for name in ('pipe', 'folder', '/dev/zero', '/dev/tty'):
    put('logo_' + name.strip('/').replace('/', '_'), cover(f'<logo src="{name}" width="30mm" alt="x"/><title>t</title>'))
P
mkfifo "$work/pipe"
mkdir "$work/folder"
printed() { # NAME WHAT
    run timeout 60 "$clausier" review $loose -t "$work/$1.xml" -o "$work/$1.pdf"
    exits 1 "$2"
    ok "$2: printed" test -s "$work/$1.pdf"
    run "$clausier" review $loose -t "$work/$1.xml" --dump-pages
}
refused() { # NAME WHAT MESSAGE
    run timeout 60 "$clausier" review $loose -t "$work/$1.xml" -o "$work/$1.pdf"
    exits 2 "$2"
    has "$err" "$1.xml:2: .*$3.*template refused" "$2: its line, and why"
    ok "$2: nothing is written" test ! -e "$work/$1.pdf"
}
refused columns "10,000 columns" 'more columns than there is paper for: 10000; at most 16'
refused columns_side "nine columns on a side" 'more columns than there is paper for: 9; at most 8'
refused parties "seven parties" 'more parties than there is paper for: 7; at most 6'
printed columns_most "sixteen columns"
printed columns_side_most "eight columns on a side"
printed narrow "as many between the widest margins"
printed parties_most "six parties between the widest margins"
printed nested "200 sections in each other"
printed nested_nothing "200 sections in each other around nothing"
printed paragraph "a paragraph of 1 MB"
printed word "a word of 1 MB"
printed marks "300,000 accents on a letter"
printed caption "a caption of 100 kB"
printed title "a heading of one word of 100 kB"
for name in pipe folder dev_tty; do refused logo_$name "a logo that is $name" 'not a regular file'; done
refused logo_dev_zero "a logo without an end" 'not a regular file'

# folders of fonts
lato=$(fc-list | sed -n 's|^\(.*\)/Lato-Regular.ttf:.*|\1|p' | head -n 1)
mkdir "$work/broken" "$work/beside"
for i in 1 2 3; do head -c 50000 /dev/urandom >"$work/broken/$i.ttf"; done
{ printf 'OTTO\0\020'; head -c 5000 /dev/urandom; } >"$work/broken/o.otf"
printf 'ttcf\0\1\0\0\377\377\377\377' >"$work/broken/c.ttc"
truncate -s 4G "$work/broken/large.ttf"
ln -s /dev/zero "$work/broken/zero.ttf"
mkfifo "$work/broken/pipe.ttf"
for weight in Regular Bold; do head -c 30000 "$lato/Lato-$weight.ttf" >"$work/broken/Lato-$weight.ttf"; done
run timeout 60 "$clausier" review $loose --font "$work/broken" -o "$work/never.pdf"
exits 3 "a folder of what is no font"
has "$err" 'broken: no upright font file' "it is said"
cp -P "$work"/broken/[1-9cloz]* "$work/beside"
mkfifo "$work/beside/pipe.ttf"
cp "$lato/Lato-Regular.ttf" "$lato/Lato-Bold.ttf" "$work/beside"
run timeout 60 "$clausier" review $loose --font "$work/beside" -o "$work/beside.pdf"
exits 1 "two fonts among it"
run timeout 60 "$clausier" review $loose --font Lato -o "$work/lato.pdf"
same "$work/beside.pdf" "$work/lato.pdf" "are found"
done_testing

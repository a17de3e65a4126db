#!/bin/bash
# read --quality over a file of each format with defects that are known: the table, the counts, what is refused.
. tests/journey/tap.sh

cases=tests/cases/quality
mkdir "$work/in"
cp $cases/*.xml $cases/*.csv "$work/in"
python3 tests/journey/workbook.py $cases/plan.csv "$work/in/plan.xlsx"
table() { sed "s|$work/[a-z.]*[/!]\(in/\)\{0,1\}||g" "$1"; } # with the names of the files alone

run clausier read --quality "$work/in"
exits 1 "rows are refused"
table "$out" >"$work/table"
same "$work/table" $cases/table.expected "the whole table"
table "$err" >"$work/said"
same "$work/said" $cases/said.expected "what is refused, and the counts"
ok "the counts add up to the rows" test "$(awk '/^[0-9]+ x /{n += $1} END{print n}' "$err")" = \
    "$(python3 -c 'import csv, sys; print(len(list(csv.reader(open(sys.argv[1])))) - 1)' "$out")"
ok "every defect has a name of its list" test -z "$(python3 -c '
import csv, re, sys
names = set(re.findall(r"#define DEFECT_\w+ \"(.*?)\"", open("ingest/defect.h").read()))
print("".join(row["defect"] for row in csv.DictReader(open(sys.argv[1])) if row["defect"] not in names))' "$out")"
ok "nothing is said twice" test -z "$(python3 -c '
import collections, csv, sys
rows = collections.Counter((r["file"], r["line"], r["record"], r["value"], r["defect"]) for r in csv.DictReader(open(sys.argv[1])))
print("".join(str(row) for row, n in rows.items() if n > 1))' "$out")"
has "$out" "'=1\\+1\\\\x9B31m" "a formula and a terminal's command from a stranger come out as text"
ok "no byte that a terminal would obey" test -z "$(LC_ALL=C tr -d '\n\040-\176\200-\377' <"$out")"

# the same bytes, however it is read
for options in '-j 1' '-j 2' '-j 8' '--part 300' '-j 8 --part 1000'; do
    # shellcheck disable=SC2086
    run clausier read --quality $options "$work/in"
    table "$out" >"$work/again"
    same "$work/again" "$work/table" "$options: the same table"
    table "$err" >"$work/again"
    same "$work/again" "$work/said" "$options: the same words"
done
tar -C "$work" --sort=name -czf "$work/a.tgz" in
(cd "$work" && python3 -c '
import os, zipfile
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as out:
    for name in sorted(os.listdir("in")): out.write("in/" + name)')
for archive in a.tgz a.zip; do
    run clausier read --quality -j 2 "$work/$archive"
    exits 1 "$archive"
    has "$out" "$archive!in/ted.xml,10," "$archive: member and line"
    table "$out" >"$work/again"
    same "$work/again" "$work/table" "$archive: the same table as of the folder"
done

# for a French spreadsheet
run clausier read --quality --csv-dialect fr "$work/in"
ok "fr: a mark, semicolons, and the same cells" python3 -c '
import csv, sys
plain, fr = open(sys.argv[1], encoding="utf-8").read(), open(sys.argv[2], encoding="utf-8").read()
folder = sys.argv[3]
assert fr[0] == "\ufeff"
fr = [[cell.replace(folder + "/", "") for cell in row] for row in csv.reader(fr[1:].splitlines(), delimiter=";")]
assert fr == list(csv.reader(plain.splitlines()))' "$work/table" "$out" "$work/in"

# what is kept is said to who asks; what is left out, to everybody
run clausier read "$work/in/eforms.xml"
exits 0 "a notice with defects is read"
has "$err" 'DurationMeasure: a duration in an unknown unit: 1826: left out' "what is left out is said"
hasnt "$err" 'SIRET|placeholder|total|French local' "what is kept is not"

# nothing to say
mkdir "$work/good"
printf 'notice_id;title;cpv_main;amount\nP;Nettoyage;90911200;50000\n' >"$work/good/plan.csv"
run clausier read --quality "$work/good"
exits 0 "no defects"
ok "the header alone" test "$(cat "$out")" = file,line,record,field,value,defect,done
has "$err" '^no defects$' "and that there are none is said"
run clausier read --quality "$work/none"
exits 3 "a file that is not there"
run clausier read --quality --format json "$work/good"
exits 2 "a table is no JSON"
ok "and nothing is written" test ! -s "$out"

# what holds for a file is said once, for each file
mkdir "$work/zones"
for n in 1 2; do
    { echo 'idweb;objet;datelimitereponse'; for i in $(seq 500); do echo "24-$n$i;Objet;2024-07-25T12:00:00+00:00"; done; } \
        >"$work/zones/$n.csv"
done
for part in 700 1000000; do
    run clausier read --quality --part $part "$work/zones"
    ok "--part $part: one row a file" test "$(cut -d, -f2,3,7- "$out" | tail -n +2 | tr '\n' ' ')" = \
        '2,24-11,"kept as it stands, in the whole file" 2,24-21,"kept as it stands, in the whole file" '
done
done_testing

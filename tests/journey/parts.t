#!/bin/bash
# A file that is cut into parts prints what the whole prints, whatever is refused in it, and says it once.
. tests/journey/tap.sh

python3 - "$work" <<'P'
import os, sys
os.chdir(sys.argv[1])
with open('plan.csv', 'w') as f: # broken rows, and rows that begin like XML
    f.write('title;notice_id;lot_id;description;amount\n')
    for i in range(3000):
        f.write(f'<p>Nettoyage {i}</p>;N{i // 3};{i};{"x" * 50};{i}\n')
        if i % 500 == 100: f.write('a"b;1;2\n')
def record(i, title=True):
    object = f'<objet>Nettoyage {i}</objet>' if title else ''
    return f'<marche><id>2024{i:06}</id><acheteur><id>21350238800019</id></acheteur>{object}<montant>{i}</montant></marche>\n'
with open('decp.xml', 'w') as f: # records that are refused, and an end in the middle of one
    f.write('<marches>\n')
    for i in range(3000): f.write(record(i, i % 700 != 10))
    f.write(record(3000)[:50])
with open('broken.xml', 'w') as f: # something is wrong with the document in its middle
    f.write('<marches>\n')
    for i in range(3000):
        f.write(record(i))
        if i == 1500: f.write('<marche><id>1</acheteur></marche>\n')
        if i > 1500: f.write('<marche><id>2</id><objet>Autre</objet><montant>beaucoup</montant></marche>\n')
    f.write('</marches>\n')
P
for file in plan.csv decp.xml broken.xml; do
    run clausier read --part 10000000 "$work/$file"
    exits 1 "$file: something is refused"
    cp "$out" "$work/whole"
    cp "$err" "$work/said"
    for part in 1000 30000 100000; do
        for jobs in 1 2; do
            run clausier read --part $part -j $jobs "$work/$file"
            exits 1 "$file, parts of $part, -j $jobs"
            same "$out" "$work/whole" "the same is printed"
            ok "as many messages" test "$(wc -l <"$err")" = "$(wc -l <"$work/said")"
        done
    done
done
run clausier read --part 1000 "$work/plan.csv"
ok "all good rows of the table are there" test "$(wc -l <"$out")" = 3001
run clausier read --part 1000 "$work/decp.xml"
ok "all whole records before the cut are there" test "$(wc -l <"$out")" = 2996
has "$err" 'before it kept, the rest.* refused' "the cut is said"
run clausier read --part 1000 "$work/broken.xml"
ok "all records before the damage are there" test "$(wc -l <"$out")" = 1502
done_testing

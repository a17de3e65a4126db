#!/bin/bash
# A folder, its tar.gz, its tar and its zip (in any order of members) print the same, whatever the number of workers
# and the size of parts; what is wrong with an archive is said and stops nothing else.
. tests/journey/tap.sh

cp -r samples/notices "$work/notices"
(cd "$work" && tar --sort=name -czf n.tar.gz notices && tar -cf n.tar $(ls -r notices | sed 's|^|notices/|') && gzip -c notices/plan-achats.csv >plan.gz)
python3 - "$work" <<'P'
import os, sys, zipfile
os.chdir(sys.argv[1])
names = sorted(os.listdir('notices'), key=lambda n: n[::-1])
with zipfile.ZipFile('n.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for n in names: z.write('notices/' + n)
P

# The table without its file column.
without_file() {
    python3 -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
at = rows[0].index("file")
csv.writer(sys.stdout).writerows(r[:at] + r[at + 1:] for r in rows)' "$1"
}

# What is refused of a long file are its rows and records, wherever it is cut; of a document that is no XML any more,
# what follows.
python3 - "$work" <<'P'
import os, sys
os.chdir(sys.argv[1])
rows = ['titre;cpv'] + ['Nettoyage %d;%s' % (n, '7' if n in (3, 150) else '90911200') for n in range(4000)]
open('long.csv', 'w').write('\n'.join(rows) + '\n')
def contract(n):
    return ('<marche><id>2024-%d</id><acheteur><id>21750001630040</id></acheteur>%s<montant>1</montant></marche>\n'
            % (n, '' if n in (3, 150) else '<objet>Travaux</objet>'))
records = [contract(n) for n in range(2000)]
open('long.xml', 'w').write('<marches>\n' + ''.join(records) + '</marches>\n')
records[1500] = records[1500].replace('</montant>', '')
open('torn.xml', 'w').write('<marches>\n' + ''.join(records) + '</marches>\n')
P
for file in long.csv:3998:2 long.xml:1998:2 torn.xml:1498:3; do
    IFS=: read -r name kept refused <<<"$file"
    for how in "" "--part 500" "--part 3000 -j 8" "--part 20000 -j 2"; do
        run clausier read $how "$work/$name"
        exits 1 "read $how $name"
        ok "$kept rows are kept" test "$(wc -l <"$out")" = $((kept + 1))
        ok "and $refused refusals said" test "$(grep -c ' refused' "$err")" = "$refused"
    done
done
for command in read check; do
    run clausier $command "$work/notices"
    exits 1 "$command: the folder is read, the broken files are said"
    without_file "$out" >"$work/folder.csv"
    ok "$command: there is something to compare" test "$(wc -l <"$work/folder.csv")" -gt 40
    for archive in n.tar.gz n.tar n.zip; do
        for how in "-j 1" "-j 2" "-j 8" "--part 3000" "--part 100000 -j 2"; do
            run clausier $command $how "$work/$archive"
            without_file "$out" >"$work/archive.csv"
            same "$work/archive.csv" "$work/folder.csv" "$command $how $archive prints the same"
        done
    done
    for part in 500 3000 20000; do
        run clausier $command --part $part "$work/notices"
        without_file "$out" >"$work/parts.csv"
        same "$work/parts.csv" "$work/folder.csv" "$command --part $part prints the same"
    done
    run clausier $command - <"$work/n.tar.gz"
done
"$clausier" read - <"$work/n.tar.gz" >"$out" 2>"$err"
without_file "$out" >"$work/piped.csv"
run clausier read "$work/notices"
without_file "$out" >"$work/folder.csv"
same "$work/piped.csv" "$work/folder.csv" "an archive on standard input prints the same"
run clausier read "$work/plan.gz"
exits 0 "a table in a .gz is read"
has "$out" 'plan.gz' "under the name of the .gz"
has "$err" 'plan.gz:[0-9]+: ' "and its rows are said by their lines"
run clausier read "$work/n.zip"
has "$out" 'n.zip!notices/' "a member's place is archive!member"
has "$err" 'n.zip!notices/casse-doctype.xml:' "in messages too"

# A folder of archives is a folder.
mkdir "$work/both"
cp "$work/n.tar.gz" "$work/both/b.tar.gz"
cp samples/notices/2026-04-13-vaccins.xml "$work/both/a.xml"
run clausier read "$work/both"
ok "archives in a folder are read behind the files before them" test "$(grep -c 'both/a.xml' "$out")" = 3 -a "$(grep -c 'both/b.tar.gz!' "$out")" -gt 40

# Damage.
head -c 9000 "$work/n.tar.gz" >"$work/cut.tar.gz"
run clausier read "$work/cut.tar.gz" samples/notices/2026-04-13-vaccins.xml
exits 1 "a truncated archive is refused"
has "$err" 'cut.tar.gz: truncated: the rest refused' "by its name"
has "$out" 'cut.tar.gz!notices/2025' "what came before the cut is kept"
has "$out" 'vaccins.xml' "and the next file is read"
head -c 60000000 /dev/zero | gzip -9 >"$work/bomb.csv.gz"
run clausier read "$work/bomb.csv.gz"
exits 1 "a bomb is refused"
has "$err" 'bomb.csv.gz: more than 250 bytes out of each: a bomb: ' "by its name"
python3 - "$work" <<'P'
import io, os, sys, tarfile, zipfile
os.chdir(sys.argv[1])
plan = b'title;cpv_main\nNettoyage;90911200\n'
with tarfile.open('odd.tar.gz', 'w:gz') as t:
    def add(name, data=plan, **more):
        info = tarfile.TarInfo(name); info.size = len(data)
        for key, value in more.items(): setattr(info, key, value)
        t.addfile(info, io.BytesIO(data) if info.isreg() else None)
    add('/abs.csv'); add('../up.csv'); add('a/../../up.csv')
    add('link.csv', b'', type=tarfile.SYMTYPE, linkname='/etc/passwd')
    add('hard.csv', b'', type=tarfile.LNKTYPE, linkname='good.csv')
    add('dev.csv', b'', type=tarfile.CHRTYPE)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, 'w') as z: z.writestr('in.csv', plan)
    add('nested.zip', inner.getvalue())
    add('not.xml', b'\x00\x01\x02 not XML'); add('doctype.xml', b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    add('good.csv')
with zipfile.ZipFile('empty.zip', 'w') as z: pass
with zipfile.ZipFile('nothing.zip', 'w') as z: z.writestr('readme.pdf', 'x')
P
run clausier read "$work/odd.tar.gz"
exits 1 "odd members are refused"
for name in /abs.csv ../up.csv a/../../up.csv; do
    has "$err" "odd.tar.gz!$name: a name that leads out of the archive" "$name is passed over"
done
has "$err" 'link.csv: a link: passed over' "a link is"
has "$err" 'hard.csv: a link: passed over' "so is a hard one"
has "$err" 'dev.csv: not a file: passed over' "and a device"
has "$err" 'nested.zip: an archive within an archive: file refused' "archives lie one level deep"
has "$err" 'not.xml: ' "a member that is no XML is refused"
has "$err" 'doctype.xml: an XML document of a kind that is not read' "a document of a kind that is not read is"
ok "the good member is read" test "$(wc -l <"$out")" = 2
hasnt "$out" 'root:' "nothing of this machine has come out"
run clausier read "$work/empty.zip" "$work/nothing.zip"
exits 1 "an archive without notices is said"
ok "both are" test "$(grep -c 'no file of notices in this archive' "$err")" = 2

# Deadlines that corrigenda correct are read again where the first notice lies, in an archive of any size.
mkdir "$work/corrected"
python3 - "$work/corrected" <<'P'
import os, sys
os.chdir(sys.argv[1])
def write(name, form, number, inner):
    coded = f"<REF_OJS><DATE_PUB>20210305</DATE_PUB></REF_OJS><NOTICE_DATA><NO_DOC_OJS>2021/S 005-{number}</NO_DOC_OJS></NOTICE_DATA>"
    with open(name, 'w') as f:
        f.write(f"<TED_EXPORT xmlns='urn:any' DOC_ID='{number}-2021'><CODED_DATA_SECTION>{coded}</CODED_DATA_SECTION><FORM_SECTION>"
                f"<F_2014 FORM='{form}' CATEGORY='ORIGINAL' LG='FR'>{inner}</F_2014></FORM_SECTION></TED_EXPORT>")
for i in range(3):
    write(f'{i}a.xml', 'F02', f'00435{i}',
          f"<OBJECT_CONTRACT><TITLE><P>Nettoyage</P></TITLE><OBJECT_DESCR ITEM='1'/></OBJECT_CONTRACT><PROCEDURE><DATE_RECEIPT_TENDERS>2021-04-01</DATE_RECEIPT_TENDERS></PROCEDURE>")
    write(f'{i}b.xml', 'F14', f'00535{i}',
          f"<COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2021/S 005-00435{i}</NOTICE_NUMBER_OJ></COMPLEMENTARY_INFO><CHANGES><CHANGE><WHERE><SECTION>IV.2.2)</SECTION></WHERE>"
          f"<OLD_VALUE><DATE>2021-04-01</DATE></OLD_VALUE><NEW_VALUE><DATE>2021-04-1{i}</DATE></NEW_VALUE></CHANGE></CHANGES>")
P
(cd "$work/corrected" && tar czf ../corrected.tar.gz *.xml && python3 -m zipfile -c ../corrected.zip *.xml)
for from in corrected corrected.tar.gz corrected.zip; do
    for part in 100 1000000; do
        run clausier check --part $part "$work/$from"
        ok "$from, parts of $part: three corrected deadlines" test "$(grep -c ',2021-04-1[012],' "$out")" = 3
    done
done
mkfifo "$work/fifo"
cat "$work/corrected.zip" >"$work/fifo" &
run clausier check "$work/fifo"
exits 0 "a pipe is not read again"
ok "its deadlines stand, and it is said" test "$(grep -c 'fifo!.*: a deadline that a corrigendum has corrected: the first one stands' "$err")" = 3
wait

# More rows than stay in memory, from members that lie in the wrong order.
python3 - "$work" <<'P'
import os, sys, zipfile
os.chdir(sys.argv[1])
os.mkdir('big')
for name in 'abc':
    with open(f'big/{name}.csv', 'w') as f:
        f.write('title;cpv_main;description\n')
        for i in range(15000): f.write(f'Nettoyage {name} {i};90911200;{"x" * 40}\n')
with zipfile.ZipFile('big.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for name in 'bca': z.write(f'big/{name}.csv')
P
run clausier read "$work/big"
without_file "$out" >"$work/folder.csv"
ok "there are many" test "$(wc -l <"$out")" = 45001
for how in "-j 1" "-j 2" "--part 5000" "--part 50000 -j 3"; do
    TMPDIR=$work run clausier read $how "$work/big.zip"
    exits 0 "$how: many rows"
    without_file "$out" >"$work/archive.csv"
    same "$work/archive.csv" "$work/folder.csv" "$how: the same"
    "$clausier" read $how "$work/big.zip" 2>"$err" | head -n 1 >"$out"
    ok "$how: it ends where nobody reads on" test "$(wc -l <"$out")" = 1
done

# Nothing is unpacked to disk.
mkdir "$work/tmp"
chmod 500 "$work/tmp"
run clausier read "$work/notices"
without_file "$out" >"$work/folder.csv"
TMPDIR=$work/nowhere run clausier read "$work/n.tar.gz"
without_file "$out" >"$work/archive.csv"
same "$work/archive.csv" "$work/folder.csv" "no temporary file is needed for a few rows"
done_testing

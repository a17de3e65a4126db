#!/bin/bash
# Of a notice that was published several times the newest state is judged, with the deadline that holds: in any order of
# files, from folders and archives, with any number of workers. tests/cases/versions/worlds.txt tells of the cases.
. tests/journey/tap.sh
export LC_ALL=C.UTF-8
judge="check -r fr-social -r tests/cases/versions/deadline.rules"

# id|version|lot|status|deadline|verdict, sorted: no cell before them holds a comma
rows() { tail -n +2 "$out" | awk -F, -v OFS='|' '{ print $3, $4, $5, $14, $13, $15 }' | LC_ALL=C sort >"$work/rows"; }
without_file() { cut -d, -f1,3- "$out"; }
# role|number|standing of every line of a chain
chains() {
    sed -n '/^Procédure/,/^$/p' "$out" | sed -nE 's/^(  > |    )(.{10})  (.{23})  (.{13})  (.{1,16}).*$/\3|\4|\5/p' |
        sed -E 's/ *(\||$)/\1/g'
}
wants() { # rows: of the world, in $1; what they are of, in $2
    rows
    cmp -s "$work/rows" "$1/rows" || wrong="$wrong [$2]"
}

mkdir "$work/worlds"
python3 tests/journey/versions.py tests/cases/versions/worlds.txt "$work/worlds"
run clausier lint rules/packs/fr-social.rules tests/cases/versions/deadline.rules
exits 0 "the rule of the test holds"
for world in "$work"/worlds/*; do
    title=$(cat "$world/title")
    run clausier $judge -j 1 "$world/in"
    exits 0 "$title"
    cp "$out" "$work/one"
    cp "$err" "$work/one.err"
    without_file >"$work/want"
    rows
    same "$work/rows" "$world/rows" "$title: what is judged"

    wrong=
    for how in "-j 2" "-j 8" "--part 500" "--part 500 -j 8"; do
        run clausier $judge $how "$world/in"
        cmp -s "$out" "$work/one" && cmp -s "$err" "$work/one.err" || wrong="$wrong [$how]"
    done
    ok "$title: with any number of workers and size of parts $wrong" test -z "$wrong"

    while read -r order; do
        arguments=
        for name in $order; do arguments="$arguments $world/in/$name"; done
        run clausier $judge -j 2 $arguments
        wants "$world" "$order"
    done <"$world/orders"
    ok "$title: in any order $wrong" test -z "$wrong"

    n=99
    for file in $(find "$world/in" -type f | sort); do
        n=$((n - 1))
        mkdir -p "$world/shuffled/$n"
        cp "$file" "$world/shuffled/$n"
    done
    run clausier $judge "$world/shuffled"
    wants "$world" shuffled
    ok "$title: in other folders $wrong" test -z "$wrong"

    (
        cd "$world" && tar --sort=name -czf "$work/n.tar.gz" in && tar -cf "$work/n.tar" $(find in -type f | sort -r)
        python3 -c 'import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
    for name in sys.argv[2:]: z.write(name)' "$work/n.zip" $(find in -type f | sort -r)
    )
    for archive in n.tar.gz n.tar n.zip; do
        for how in "-j 1" "-j 8" "--part 500"; do
            run clausier $judge $how "$work/$archive"
            without_file | cmp -s - "$work/want" || wrong="$wrong [$archive $how]"
        done
    done
    ok "$title: archives print the same $wrong" test -z "$wrong"

    for width in 80 160; do
        run clausier explain -w $width "$world/in"
        ok "$title: explained in $width columns" test "$(wc -L <"$out")" -le $width -a -s "$out"
        [ -s "$world/chains" ] || continue
        chains >"$work/chains"
        same "$work/chains" "$world/chains" "$title: its chain in $width columns"
        ok "$title: a mark for each that counts" \
            test "$(grep -c '^  > ' "$out")" = "$(grep -c 'retenu ici' "$world/chains")"
    done
    run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours \
        --people samples/people.csv --notices "$world/in" --format json
    ok "$title: the review counts notices once" python3 - "$out" "$world/rows" <<'P'
import json, sys
rows = open(sys.argv[2], encoding='utf-8').read().split('\n')[:-1]
screening = json.load(open(sys.argv[1], encoding='utf-8'))['screening']
assert screening['lots'] == len(rows), screening
assert screening['notices'] == len({row.split('|')[0] for row in rows}), screening
P
done

# A call that comes only once keeps its first deadline, and that is said.
calls=$(dirname "$(grep -lx 'a corrigendum moves the deadline of its call' "$work"/worlds/*/title)")
first='2026/S 001-000001||1||2026-05-01T12:00|to_check
2026/S 001-000001||2||2026-05-01T12:00|to_check'
corrected='2026/S 001-000001||1||2026-06-15T16:00|not_eligible
2026/S 001-000001||2||2026-06-15T16:00|not_eligible'
verdicts_are() {
    rows
    ok "$2" test "$(cat "$work/rows")" = "$1"
}
"$clausier" $judge - "$calls/in/fix.xml" <"$calls/in/call.xml" >"$out" 2>"$err"
code=$?
exits 0 "a call on standard input"
verdicts_are "$first" "its first deadline stands"
has "$err" '^-:[0-9]+: a deadline that a corrigendum has corrected: the first one stands$' "it is said"
(cd "$calls" && tar -czf - in) >"$work/n.tar.gz"
"$clausier" $judge - <"$work/n.tar.gz" >"$out" 2>"$err"
verdicts_are "$first" "an archive on standard input"
has "$err" '^-!in/call.xml:[0-9]+: a deadline .*: the first one stands$' "the member is named"
mkfifo "$work/pipe"
cat "$calls/in/call.xml" >"$work/pipe" &
run timeout 60 "$clausier" $judge "$work/pipe" "$calls/in/fix.xml"
exits 0 "a pipe is not opened twice"
verdicts_are "$first" "a call in a pipe"
has "$err" 'pipe:[0-9]+: a deadline .*: the first one stands$' "it is named"
"$clausier" $judge "$calls/in/call.xml" - <"$calls/in/fix.xml" >"$out" 2>"$err"
verdicts_are "$corrected" "a corrigendum on standard input corrects all the same"

# A corrigendum whose lot is none of the call's.
mkdir "$work/strange"
cp "$calls/in/call.xml" "$work/strange"
sed 's|</SECTION>|</SECTION><LOT_NO>Lot 1 and 2</LOT_NO>|' "$calls/in/fix.xml" >"$work/strange/fix.xml"
run clausier $judge "$work/strange"
exits 0 "a corrigendum of lots that the call does not have"
verdicts_are "$first" "nothing is corrected"
has "$err" 'call.xml:[0-9]+: corrected deadlines of lots that are not there: 1, such as of lot Lot 1 and 2: not applied$' "it is said"
cp "$calls/in/fix.xml" "$work/strange/fix-2.xml"
run clausier $judge "$work/strange/call.xml" "$work/strange/fix-2.xml" "$work/strange/call.xml" "$work/strange/fix-2.xml"
verdicts_are "$corrected" "files that are named twice are read as copies"

# A call that is another by the time it is read again. A worker takes sixteen files at once, and the pipe behind all of
# them is opened once the call has been read; it ends once the call has been changed.
mkdir "$work/changing"
for n in $(seq 40); do sed "s/001-000001/001-0001$n/" "$calls/in/call.xml" >"$work/changing/other-$n.xml"; done
changing() { # what is done to the call in between
    cp "$calls/in/call.xml" "$work/changing/a-call.xml"
    timeout 60 "$clausier" $judge -j 1 "$work/changing" "$work/pipe" >"$out" 2>"$err" </dev/null &
    exec 7>"$work/pipe"
    (cd "$work/changing" && "$@")
    cat "$calls/in/fix.xml" >&7
    exec 7>&-
    wait $!
    code=$?
    rows
    grep -F '001-000001|' "$work/rows" >"$work/call"
}
changing true
exits 0 "nothing happens in between"
ok "the deadline is corrected" test "$(cat "$work/call")" = "$corrected"
for what in "rm a-call.xml" "cp other-3.xml a-call.xml" "cp /dev/null a-call.xml"; do
    changing $what
    exits 1 "$what in between"
    ok "$what: its first deadline stands" test "$(cat "$work/call")" = "$first"
    has "$err" 'a-call.xml:[0-9]+: .*: the first deadline stands$' "$what: it is said"
done

# Two members of one name are two notices.
python3 - "$calls/in" "$work/twins.tar" <<'P'
import io, sys, tarfile
call, fix = (open(sys.argv[1] + '/' + name, 'rb').read() for name in ('call.xml', 'fix.xml'))
with tarfile.open(sys.argv[2], 'w') as tar:
    for name, data in (('n.xml', call.replace(b'001-000001', b'001-000005')), ('n.xml', call), ('f.xml', fix),
                       ('n.xml', call.replace(b'001-000001', b'001-000006'))):
        info = tarfile.TarInfo(name)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
P
run clausier $judge "$work/twins.tar"
verdicts_are "$corrected
${first//000001/000005}
${first//000001/000006}" "the right one of several members of a name is corrected"

# A lot of a notice that was replaced is no lot to explain.
change=$(dirname "$(grep -lx 'a change that names id and version' "$work"/worlds/*/title)")
run clausier explain -l LOT-0001 "$change/in"
exits 0 "a lot is explained"
run clausier explain -l LOT-0002 "$change/in"
exits 2 "a lot that the change has left out"
ok "nothing is printed" test ! -s "$out"
has "$err" 'no lot LOT-0002 was read' "it is said"

# Many of one procedure: what is shown of a chain is bounded, and so are its lines.
python3 - "$change/in/z/call.xml" "$calls/in" "$work/many" <<'P'
import os, re, shutil, sys
call = open(sys.argv[1], encoding='utf-8').read()
os.mkdir(sys.argv[3])
for n in range(100):
    text = re.sub('41000000-0000-4000-8000-000000000041', '%08d-0000-4000-8000-000000000041' % n, call)
    text = text.replace('<cbc:IssueDate>', '<cbc:ContractFolderID>p</cbc:ContractFolderID><cbc:IssueDate>')
    text = text.replace('00000001-2026', '%08d-2026' % (n + 1))
    open('%s/%03d.xml' % (sys.argv[3], n), 'w', encoding='utf-8').write(text)
fix = open(sys.argv[2] + '/fix.xml', encoding='utf-8').read()
fix = fix.replace('Date limite de réception des offres', 'Date-' + 'limite ' * 40)
open(sys.argv[3] + '/fix.xml', 'w', encoding='utf-8').write(fix)
shutil.copy(sys.argv[2] + '/call.xml', sys.argv[3])
P
run clausier explain -l LOT-0001 "$work/many"
exits 0 "many notices of one procedure"
ok "each has its chain" test "$(grep -c 'retenu ici' "$out")" = 100
ok "of forty notices at most" test "$(grep -c 'retenu aussi' "$out")" = $((100 * 39))
ok "which says how many there are" test "$(grep -c '^Procédure : 100 avis publiés$' "$out")" = 100
ok "and how many are not shown" test "$(grep -c '^    … et 60 de plus$' "$out")" = 100
run clausier explain -l 2 "$work/many"
has "$out" '^      2026-06-15 16:00|devient.*2026-06-15 16:00' "what a corrigendum changes is shown"
ok "and keeps to the width" test "$(wc -L <"$out")" -le 80

# Where rows cannot be put aside none are printed.
python3 - "$change/in/z/call.xml" "$work/large.tar" <<'P'
import io, sys, tarfile
call = open(sys.argv[1], encoding='utf-8').read()
with tarfile.open(sys.argv[2], 'w') as tar:
    for n in range(1000):
        text = call.replace('41000000', '%08d' % n).replace('Nettoyage des locaux', 'Nettoyage ' + 'des locaux ' * 500)
        info = tarfile.TarInfo('n%04d.xml' % n)
        data = text.encode()
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
P
for command in read check; do
    run clausier $command "$work/large.tar"
    exits 0 "$command: rows that are put aside on disk"
    ok "$command: all are there" test "$(wc -l <"$out")" = 2001
    TMPDIR=$work/nowhere run clausier $command -j 2 "$work/large.tar"
    exits 3 "$command: no folder for temporary files"
    has "$err" 'nowhere: rows put aside: .*: not written$' "$command: it is said"
    ok "$command: once" test "$(grep -c 'put aside' "$err")" = 1
    ok "$command: no row is printed" test "$(wc -l <"$out")" -le 1
    (ulimit -f 4500 && "$clausier" $command "$work/large.tar" 2>"$err"; echo $? >"$work/code") | cat >"$out"
    code=$(cat "$work/code")
    exits 3 "$command: a limit on the size of files"
    ok "$command: no row is printed" test "$(wc -l <"$out")" -le 1
    ("$clausier" $command -j 2 "$work/large.tar" 2>"$err"; echo $? >"$work/code") | head -n 1 >/dev/null
    code=$(cat "$work/code")
    exits 3 "$command: a reader that goes away"
    has "$err" 'standard output: Broken pipe: not written' "$command: it is said"
done

# Real notices: those that name another one by its OJ number.
real=../shared/data/eforms/real
if [ -d "$real" ]; then
    python3 - "$real" "$work/real" >"$work/real.want" <<'P'
import glob, os, re, sys
os.mkdir(sys.argv[2])
for path in sorted(glob.glob(sys.argv[1] + '/*.xml')):
    text = open(path, encoding='utf-8').read()
    named = re.search(r'ChangedNoticeIdentifier>([0-9]+)-([0-9]{4})<', text)
    if not named: continue
    name = os.path.basename(path)
    notice = re.search(r'schemeName="notice-id">([^<]*)<', text).group(1)
    print(notice)
    open('%s/%s' % (sys.argv[2], name), 'w', encoding='utf-8').write(text)
    # what it changes, as it must have been: another id, the number that is named, dispatched before
    text = re.sub(r'<efac:Changes>.*?</efac:Changes>', '', text, flags=re.S)
    text = text.replace(notice, '00000000' + notice[8:])
    text = re.sub(r'(NoticePublicationID[^>]*>)[^<]*<', r'\g<1>%08d-%s<' % (int(named.group(1)), named.group(2)), text)
    text = re.sub(r'(<cbc:IssueDate>)[0-9-]{10}', r'\g<1>2020-01-01', text)
    open('%s/z-%s' % (sys.argv[2], name), 'w', encoding='utf-8').write(text)
P
    ok "there are such notices" test -s "$work/real.want"
    run clausier check "$work/real"
    tail -n +2 "$out" | cut -d, -f3 | grep -E '^[0-9a-f-]{36}$' | sort -u >"$work/rows"
    sort -u "$work/real.want" >"$work/want"
    same "$work/rows" "$work/want" "the change is judged and not the call"
    run clausier check "$real"
    cp "$out" "$work/all"
    ok "they are judged" test "$(wc -l <"$work/all")" -gt 38
    run clausier check -j 8 --part 3000 "$real"
    same "$out" "$work/all" "all of them, with any number of workers"
else
    skip "no real notices here"
fi
done_testing

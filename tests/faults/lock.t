#!/bin/bash
# Promises 6 and 7: two runs never overlap, a killed one holds nothing, and a file that is still being written waits.
. tests/journey/tap.sh
home=$work/convention
day=2026-11-20
today() { run clausier run -C "$home" --date $day "$@"; }
taken() { sqlite3 "$home/registry.sqlite" "SELECT count(*) FROM files WHERE name = '$1'"; }
run clausier init "$home" --sample

# --- two at once: the first is stopped behind its lock
"$clausier" run -C "$home" --date 2026-11-20 >/dev/null 2>&1 &
first=$!
kill -STOP $first
seen=no
for _ in $(seq 100); do # until it is stopped behind its lock, not before it
    [ -s "$home/registry.lock" ] && { seen=yes; break; }
    kill -CONT $first 2>/dev/null
    sleep 0.002
    kill -STOP $first 2>/dev/null
done
if [ $seen = yes ]; then
    today
    exits 75 "a second run"
    has "$err" "another run holds this convention: process $first on .*, since 20[0-9-]+ [0-9:]+" "says who, and since when"
    today --dry-run
    exits 75 "a dry run too"
    run clausier run -C "$home" --rebuild
    exits 75 "and a rebuild"
    kill -KILL $first
    wait $first 2>/dev/null
    ok "what the killed one said of itself is still there" test -s "$home/registry.lock"
    today
    exits 1 "and holds nothing"
    ok "the lock is let go" test ! -s "$home/registry.lock"
else
    kill -KILL $first
    skip "the first run was too quick to be caught"
fi

day=2026-11-21
today
exits 0 "a day without news"

# --- a file that is still being written
notice=samples/notices/2026-10-19-decheteries.xml
other() { sed 's/[0-9a-f]\{8\}-[0-9a-f]\{4\}-/'"$1"'-0000-/g' "$notice"; }
other 11111111 >"$work/whole.xml"
(
    exec 9>"$home/inbox/notices/lente.xml"
    head -c 3000 "$work/whole.xml" >&9
    touch "$work/begun"
    while [ ! -e "$work/go-on" ]; do sleep 0.01; done
    tail -c +3001 "$work/whole.xml" >&9
) &
writer=$!
while [ ! -e "$work/begun" ]; do sleep 0.01; done
today -v
exits 0 "a file that somebody has open for writing"
has "$err" ' 1 left;' "is left"
ok "where it is" test -e "$home/inbox/notices/lente.xml"
ok "and nothing is said of it" test -z "$(ls "$home/rejects" | grep lente)"
touch "$work/go-on"
wait $writer
today
exits 0 "once it is whole"
ok "it is taken" test "$(taken lente.xml)" = 1

for name in a.xml.part a.xml.tmp '~$a.xlsx' .a.xml a.xml.crdownload a.xml.filepart a.xml~; do
    other 22222222 >"$home/inbox/notices/$name"
done
today -v
exits 0 "temporary and hidden names"
ok "are passed over" test "$(find "$home/inbox/notices" -type f | wc -l)" = 7
mv "$home/inbox/notices/a.xml.part" "$home/inbox/notices/a.xml"
today
ok "until they have their own name" test "$(taken a.xml)" = 1
rm -f "$home"/inbox/notices/* "$home"/inbox/notices/.a.xml

# --- a file that changes while it is read: by somebody who adds to it between our looks
many() { for i in $(seq 300); do other "$(printf %08x $((0x30000000 + $1 * 1000 + i)))" >"$home/inbox/notices/m$1-$i.xml"; done; }
many 1
(while [ ! -e "$work/stop" ]; do for i in 1 150 300; do printf '\n' >>"$home/inbox/notices/m1-$i.xml"; done; done) 2>/dev/null &
writer=$!
today
touch "$work/stop"
wait $writer
ok "files that change while they are read do no harm" test "$code" = 0 -o "$code" = 1
today
exits 0 "once they stay as they are"
ok "all are taken, none of them twice" test "$(sqlite3 "$home/registry.sqlite" \
    "SELECT count(*) FROM lots JOIN notices USING(notice) JOIN files USING(file) WHERE name LIKE 'm1-%' AND until IS NULL AND since IS NOT NULL")" = 600
whole=yes
for file in $(find "$home/archive" -type f -name '????????????????????????????????.*'); do
    digest=$(basename "$file") digest=${digest%%.*}
    [ "$(b2sum -l 128 "$file" | cut -d' ' -f1)" = "$digest" ] || { whole=no; echo "# $file"; }
done
ok "every file in the archive is what its name says" test $whole = yes
done_testing

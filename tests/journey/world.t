#!/bin/bash
# The world fails: full disks, unreadable files, killed runs. What was there before stays whole, nothing half-written does.
. tests/journey/tap.sh

if [ -w /dev/full ]; then
    "$clausier" check samples/notices >/dev/full 2>"$err"
    code=$?
    exits 3 "a full disk behind standard output"
    has "$err" 'standard output: .*not written' "it is said"
else
    skip "no /dev/full here"
fi

run clausier check samples/notices
cp "$out" "$work/all.csv"
run clausier check "$work/none.xml" samples/notices
exits 3 "a file that is not there"
same "$out" "$work/all.csv" "the others are judged all the same"

"$clausier" check - samples/notices <&- >"$out" 2>"$err"
code=$?
exits 3 "no standard input"
has "$err" '^-: .*: not read$' "it is said"
"$clausier" check samples/notices >&- 2>"$err"
code=$?
exits 3 "no standard output"
"$clausier" check samples/notices >"$out" 2>&-
code=$?
exits 1 "no standard error"

"$clausier" read samples/notices 2>"$err" | head -n 1 >/dev/null
hasnt "$err" 'Sanitizer' "a reader that goes away does no harm"

run clausier $sample_review -o "$work/none/review.pdf"
exits 3 "a folder that is not there"
has "$err" 'none/review.pdf' "it is named"

# what is there and is no file, or is read in the same run, stays as it is
cp -r samples "$work/in"
mkfifo "$work/queue"
ln -s target.pdf "$work/link.pdf"
printf 'before' >"$work/target.pdf"
in_review="review --conf $work/in/convention.conf --contracts $work/in/contracts.csv --hours $work/in/hours
    --people $work/in/people.csv --notices $work/in/notices"
run clausier $in_review -o "$work/queue"
exits 3 "a pipe is not replaced by a file"
ok "it is still one" test -p "$work/queue"
run clausier $in_review -o "$work/link.pdf"
ok "a link still leads where it led" test -L "$work/link.pdf"
ok "and the review is there" qpdf --check "$work/target.pdf"
for file in convention.conf contracts.csv people.csv hours/services.csv notices/plan-achats.csv; do
    run clausier $in_review -o "$work/in/$file"
    exits 2 "-o onto an input"
    same "samples/$file" "$work/in/$file" "$file is what it was"
done
run clausier $in_review --rejects "$work/in/hours" -o "$work/never.pdf"
exits 2 "--rejects into the folder of the hours"
ok "no file of the folders has changed" diff -r samples "$work/in"
ok "nothing else was written" test ! -e "$work/never.pdf"

mkdir "$work/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k tmpfs "$work/small" 2>/dev/null; then
    printf 'the review of last year' >"$work/small/review.pdf"
    run clausier $sample_review -o "$work/small/review.pdf"
    exits 3 "a full disk"
    has "$err" 'review.pdf: .*not written' "it is said"
    ok "last year's review is still there" grep -q 'of last year' "$work/small/review.pdf"
    ok "nothing half-written is" test "$(ls "$work/small")" = review.pdf
    umount "$work/small"
else
    skip "a full disk needs root and a mount"
fi

if [ "$(id -u)" != 0 ]; then
    cp samples/people.csv "$work/people.csv"
    chmod 000 "$work/people.csv"
    run clausier review --conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours \
        --people "$work/people.csv" -o "$work/r.pdf"
    exits 3 "an unreadable file"
    ok "no review of half the files" test ! -e "$work/r.pdf"
else
    skip "root reads every file"
fi

mkdir "$work/limited"
(
    ulimit -f 1
    "$clausier" $sample_review -o "$work/limited/review.pdf" >/dev/null 2>"$err" </dev/null
    exit $?
)
code=$?
exits 3 "a limit on the size of files"
ok "nothing half-written is left" test -z "$(ls "$work/limited")"
(
    trap '' HUP
    exec "$clausier" $sample_review -o "$work/limited/review.pdf" >/dev/null 2>&1 </dev/null
) &
sleep 0.05
kill -HUP $! 2>/dev/null
wait $!
code=$?
exits 1 "a hangup that the caller ignores, as nohup does, is ignored"
ok "the review is whole" qpdf --check "$work/limited/review.pdf"

mkdir "$work/killed"
left=0
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$clausier" $sample_review -o "$work/killed/review.pdf" >/dev/null 2>&1 &
    sleep "0.$(printf %03d $((8 * i)))"
    kill -TERM $! 2>/dev/null
    wait $! 2>/dev/null
    for file in "$work"/killed/*; do
        case $file in
        *.tmp) left=$((left + 1)) ;;
        *.pdf) qpdf --check "$file" >/dev/null 2>&1 || left=$((left + 1)) ;;
        esac
    done
    rm -f "$work"/killed/*
done
ok "a killed run leaves a whole file or none" test $left = 0
done_testing

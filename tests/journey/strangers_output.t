#!/bin/bash
# What a review may write over: nothing that it reads, nothing that a convention keeps, nothing that is published.
. tests/journey/tap.sh

cp -r samples "$work/in"
python3 tests/journey/logo.py "$work/in/logo.png"
sed -e 's|<header>|<header-logo src="small.png" width="14mm"/>&|' -e 's|<cover>|&<logo src="logo.png" alt="x" width="30mm"/>|' \
    templates/review.xml >"$work/in/own.xml"
cp "$work/in/logo.png" "$work/in/small.png"
cp -r "$work/in" "$work/was"
review="review --conf $work/in/convention.conf --contracts $work/in/contracts.csv --hours $work/in/hours
    --people $work/in/people.csv --structures $work/in/structures.csv --decisions $work/in/decisions.csv
    --clauses $work/in/clauses.csv --notices $work/in/notices -t $work/in/own.xml"
for file in structures.csv decisions.csv clauses.csv own.xml logo.png small.png rules/montabry.rules; do
    run clausier $review -o "$work/in/$file"
    exits 2 "-o onto $file"
    has "$err" "$file: that file is read here" "$file: it is said"
done
run clausier check samples/notices -r "$work/in/rules/montabry.rules" -o "$work/in/rules/montabry.rules"
exits 2 "check -o onto a pack"
ok "all of them are what they were" diff -r "$work/was" "$work/in"
run clausier $review -o "$work/fine.pdf"
exits 1 "elsewhere it is written"
for format in pdf html xlsx json; do
    run clausier $review -f $format -o /dev/full
    exits 3 "$format to a device"
done
ok "which still is one" test -c /dev/full

home=$work/convention
name=review-2025-11-01_2026-10-31
run clausier init "$home" --sample
run clausier run -C "$home" --date 2026-09-25
run clausier review -C "$home" --publish --date 2026-11-20
exits 1 "published"
ln -s "$home/registry.sqlite" "$work/registry"
ln -s "$home/reference/contracts.csv" "$work/contracts"
ln -s "$home/reviews/$name.pdf" "$work/link.pdf"
ln "$home/reviews/$name.json" "$work/hard.json"
cp -r "$home" "$work/before"
spared() { # COMMAND PATH
    run clausier $1 -C "$home" -o "$2"
    exits 2 "$1 -o ${2#"$work/"}"
}
for path in convention.conf registry.sqlite reference/contracts.csv reference/new.pdf inbox/hours/new.csv inbox/new.pdf \
    rules/montabry.rules rejects/new.pdf "$(cd "$home" && find archive -type f | head -n 1)" archive/new.pdf \
    "out/../reference/structures.csv" "reviews/$name.pdf" "reviews/$name.published"; do
    spared review "$home/$path"
done
for path in registry contracts link.pdf hard.json; do spared review "$work/$path"; done
spared "track -f csv" "$home/reference/contracts.csv"
spared "export hours" "$home/inbox/hours/new.csv"
ok "nothing of the convention has changed" diff -r "$work/before" "$home"
run clausier review -C "$home" -o "$home/reviews/other.pdf"
ok "beside what is published there is room" test -s "$home/reviews/other.pdf"

# two at once, and both beside a run
"$clausier" review -C "$home" --publish --date 2026-11-28 --supersede "Une fois." >/dev/null 2>"$work/one" </dev/null &
one=$!
"$clausier" review -C "$home" --publish --date 2026-11-28 --supersede "Autre fois." >/dev/null 2>"$work/two" </dev/null &
wait $one
first=$?
wait $!
second=$?
ok "of two that publish at once one waits for nobody, or both come one after the other" \
    test "$first $second" = "1 75" -o "$first $second" = "75 1" -o "$first $second" = "1 1"
run clausier review -C "$home" -f json
hasnt "$err" 'not what was published|record' "what is published is whole"

# a folder that nothing can be written to, and a disk without room
mkdir "$work/disk"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=40m tmpfs "$work/disk" 2>/dev/null; then
    cp -r "$work/before" "$work/disk/home"
    digests() { (cd "$work/disk/home/reviews" && md5sum -- * .[!.]* 2>/dev/null); }
    digests >"$work/then"
    mount -o remount,ro "$work/disk"
    run clausier review -C "$work/disk/home" --publish --date 2026-11-28 --supersede "Rien."
    exits 3 "a disk that is read-only"
    mount -o remount,rw "$work/disk"
    for room in 0 16 64 160 240 320 480; do
        used=$(df -k --output=used "$work/disk" | tail -n 1)
        mount -o "remount,size=$((used + room))k" "$work/disk"
        run clausier review -C "$work/disk/home" --publish --date 2026-11-28 --supersede "Encore."
        digests >"$work/now"
        if [ "$code" = 3 ]; then
            has "$err" 'No space left|no room left' "$room kB: the disk is full, and that is said"
            same "$work/then" "$work/now" "$room kB: what was published is as it was, and nothing is beside it"
        else
            exits 1 "$room kB are enough"
            break
        fi
    done
    mount -o remount,size=40m "$work/disk"
    run clausier review -C "$work/disk/home" -f json
    hasnt "$err" 'not what was published|record' "it is whole"
    umount "$work/disk"
else
    skip "a full disk needs root and a mount"
fi
done_testing

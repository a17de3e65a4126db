#!/bin/bash
# A convention's folder: made whole or not at all, and what is in it is of use.
. tests/journey/tap.sh
unset CLAUSIER_CONVENTION
export SOURCE_DATE_EPOCH=1795737600 # 2026-11-27

# --- an empty one
run "$clausier" init "$work/c"
exits 0 "init"
has "$out" "^next: clausier run -C $work/c" "it says what comes next"
ok "nobody else may look into it" test "$(stat -c %a "$work/c")" = 750
for folder in inbox/notices inbox/hours inbox/people inbox/decisions rejects archive out reviews rules reference; do
    ok "$folder is there" test -d "$work/c/$folder"
done
for folder in inbox/notices inbox/hours inbox/people inbox/decisions reference; do
    ok "the group may drop files into $folder, and they are the group's" test "$(stat -c %a "$work/c/$folder")" = 2770
done
ok "and edit what is edited in place" test "$(stat -c %a "$work/c/reference/contracts.csv")" = 660
for folder in rejects archive out reviews rules inbox; do
    ok "but not into $folder" test $((0$(stat -c %a "$work/c/$folder") & 022)) = 0
done
(cd "$work/c" && find . -type f | sort) >"$work/made"
printf './%s\n' LISEZMOI.txt convention.conf reference/contracts.csv reference/structures.csv registry.lock \
    rules/local.rules >"$work/want"
same "$work/made" "$work/want" "and these files, no other"
has "$work/c/convention.conf" '^period = 2026-01-01 to 2026-12-31$' "the period is this year"
run "$clausier" lint --date 2026-11-27 fr-social "$work/c/rules/local.rules"
exits 0 "its pack passes"
has "$out" '^packs 2, .* failed 0; faults 0, remarks 0$' "without a remark"
ok "LISEZMOI.txt is a page" test "$(wc -l <"$work/c/LISEZMOI.txt")" -le 60
ok "that fits 120 columns" test -z "$(grep -E '.{121}' "$work/c/LISEZMOI.txt" "$work/c/convention.conf")"

# every line that is commented out there may be used: as it stands, with its section
sed 's/^#\([a-z]\|\[\)/\1/' "$work/c/convention.conf" >"$work/c/whole.conf"
: >"$work/none.csv"
run "$clausier" review --conf "$work/c/whole.conf" --contracts "$work/none.csv" --hours "$work/none.csv" \
    --people "$work/none.csv" --format json
ok "convention.conf with all its comments open is read" test "$code" = 1
hasnt "$err" 'whole.conf' "and nothing is said of it"
sed 's/^#\([^ ]\|$\)/\1/' "$work/c/rules/local.rules" >"$work/open.rules"
run "$clausier" lint --date 2026-11-27 fr-social "$work/open.rules"
exits 0 "the pack with its examples open passes"

# --- refused, and nothing is written
rm "$work/c/whole.conf"
cp -a "$work/c" "$work/unused"
before=$(find "$work/c" -type f -exec cksum {} + | sort)
run "$clausier" init "$work/c"
exits 2 "init twice"
has "$err" "$work/c is not empty" "it is said"
ok "and nothing has changed" test "$before" = "$(find "$work/c" -type f -exec cksum {} + | sort)"
mkdir "$work/hidden" && : >"$work/hidden/.git"
run "$clausier" init "$work/hidden"
exits 2 "a folder with a hidden file is not empty"
: >"$work/file"
run "$clausier" init "$work/file"
exits 2 "onto a file"
has "$err" 'file is there and is no folder' "it is said"
ln -s nowhere "$work/dangling"
run "$clausier" init "$work/dangling"
exits 3 "onto a link to nothing"
run "$clausier" init "$work/none/c"
exits 3 "in a folder that is not there"
run "$clausier" init
exits 2 "init of nothing"
run "$clausier" init "$work/a" "$work/b"
exits 2 "init of two"
mkdir "$work/here"
here=$PWD
program=$(realpath "$clausier")
(cd "$work/here" && CLAUSIER_SHARE=$here "$program" init . >"$out" 2>"$err")
code=$?
exits 2 "init of the folder one stands in"
has "$err" 'name it from the folder above' "and the way out"
ok "it is still empty" test -z "$(ls -A "$work/here")"
CLAUSIER_SHARE=$work/none run "$clausier" init "$work/lost"
exits 3 "an installation without its templates"
ok "leaves nothing behind" test -z "$(ls -d "$work"/lost* 2>/dev/null)"

# --- an empty folder that is there keeps its mode; a link to it stays a link
mkdir -m 2770 "$work/shared"
ln -s shared "$work/link"
run "$clausier" init "$work/link/"
exits 0 "into an empty folder, by a link"
ok "the link is one" test -L "$work/link"
ok "the folder's mode is what it was" test "$(stat -c %a "$work/shared")" = 2770
ok "it is a convention" test -f "$work/shared/convention.conf"
mkdir "$work/group"
if chgrp 54321 "$work/group" 2>/dev/null; then
    run "$clausier" init "$work/group"
    ok "all of it belongs to the empty folder's group" \
        test -z "$(find "$work/group" ! -group 54321)" -a "$code" = 0
else
    skip "the group of an empty folder: only root may hand a folder to any group"
fi

mkdir "$work/closed"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    chmod 755 "$work"
    CLAUSIER_SHARE=$PWD run setpriv --reuid 65534 --clear-groups "$program" init "$work/closed/c"
else
    chmod 555 "$work/closed"
    run "$clausier" init "$work/closed/c"
fi
exits 3 "a folder that may not be written"
has "$err" 'closed/c: Permission denied: not made' "it is said"
mkdir "$work/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k tmpfs "$work/small" 2>/dev/null; then
    run "$clausier" init --sample "$work/small/c"
    exits 3 "a full disk"
    has "$err" 'not written' "it is said"
    ok "nothing half-made is there" test -z "$(ls -A "$work/small")"
    umount "$work/small"
else
    skip "a full disk needs root and a mount"
fi

# --- the sample, filled
run "$clausier" init --sample "$work/s"
exits 0 "init --sample"
for pair in convention.conf:convention.conf rules/montabry.rules:rules/montabry.rules contracts.csv:reference/contracts.csv \
    structures.csv:reference/structures.csv notices:inbox/notices hours:inbox/hours people.csv:inbox/people/people.csv \
    decisions.csv:inbox/decisions/decisions.csv clauses.csv:inbox/decisions/clauses.csv; do
    ok "${pair#*:} is the sample's" diff -r "samples/${pair%:*}" "$work/s/${pair#*:}"
done
run "$clausier" lint --date 2026-11-27 fr-social "$work/s/rules/"
exits 0 "its rules pass"
run "$clausier" check -r fr-social -r "$work/s/rules/montabry.rules" "$work/s/inbox/notices"
exits 1 "its notices are judged, but for the two that are broken"
cp "$out" "$work/inbox.csv"
run "$clausier" check -r fr-social -r samples/rules/montabry.rules samples/notices
ok "as the samples are" test "$(wc -l <"$out")" = "$(wc -l <"$work/inbox.csv")"
tail -n +2 samples/decisions.csv | cut -d';' -f1,2 | while IFS=';' read -r notice lot; do
    grep -q "$notice,[^,]*,$lot," "$work/inbox.csv" || echo "$notice $lot"
done >"$work/unknown"
ok "each decision is about one of its lots" test ! -s "$work/unknown"
cut -d';' -f4 samples/structures.csv | tail -n +2 | tr '|' '\n' | sort -u >"$work/trades"
grep -oE '^\[trade [a-z_]+' rules/packs/fr-social.rules | cut -d' ' -f2 | sort >"$work/known"
ok "each structure works in trades that the pack has" test -z "$(comm -23 "$work/trades" "$work/known")"
run "$clausier" review --conf "$work/s/convention.conf" --contracts "$work/s/reference/contracts.csv" \
    --hours "$work/s/inbox/hours" --people "$work/s/inbox/people" --format json
exits 1 "its year is folded"
has "$out" '"done": ?"18951.16"' "to the hours that the samples' LISEZMOI promises"

# --- ended on the way: the whole of it or nothing
left=0
mkdir "$work/ended"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$clausier" init --sample "$work/ended/c" >/dev/null 2>&1 &
    sleep "0.$(printf %03d $((3 * i)))"
    kill -TERM $! 2>/dev/null
    wait $! 2>/dev/null
    case $(ls "$work/ended") in
    '') ;;
    c) diff -r "$work/s" "$work/ended/c" >/dev/null || left=$((left + 1)) ;;
    *) left=$((left + 1)) ;;
    esac
    rm -rf "$work"/ended/*
done
ok "ended on the way it leaves the whole of it or nothing" test $left = 0

# --- found: by -C, by the variable, or from the working directory up; else the way out is said
run "$clausier" run -C "$work/again" --dry-run
exits 2 "a convention that is not there"
has "$err" '^clausier: -C .*again: no such folder \(clausier init DIR makes one\)$' "it is said, with the way out"
run "$clausier" run -C "$work/s/inbox" --dry-run
exits 2 "a folder without convention.conf, though one is above it"
export CLAUSIER_SHARE=${CLAUSIER_SHARE:-$PWD}
(cd "$work/s/inbox/hours" && "$program" run --dry-run --date 2026-11-22 >"$out" 2>"$err")
code=$?
exits 1 "found from a folder inside it"
cp "$out" "$work/above"
has "$work/above" '[0-9]' "it has something to say"
run "$clausier" run -C "$work/s" --dry-run --date 2026-11-22
same "$out" "$work/above" "by -C it is the same"
CLAUSIER_CONVENTION=$work/s run "$clausier" run --dry-run --date 2026-11-22
same "$out" "$work/above" "and by the variable"
CLAUSIER_CONVENTION=$work/none run "$clausier" run -C "$work/s" --dry-run --date 2026-11-22
same "$out" "$work/above" "-C goes before the variable"
CLAUSIER_CONVENTION=$work/none run "$clausier" run --dry-run
exits 2 "a variable that leads nowhere"
has "$err" 'CLAUSIER_CONVENTION .*none: no such folder' "it is named"
(cd "$work/here" && "$program" run --dry-run >"$out" 2>"$err")
code=$?
exits 2 "no convention anywhere"
has "$err" 'no convention.conf in .*/here or above: .*clausier init DIR' "it is said, with the way out"
sed 's/^threshold/treshold/' samples/convention.conf >"$work/s/convention.conf"
run "$clausier" run -C "$work/s" --dry-run
exits 2 "a convention.conf with a typing error"
has "$err" 's/convention.conf:[0-9]+:1: no such key here: treshold' "with its place"
rm "$work/s/convention.conf" && mkdir "$work/s/convention.conf"
run "$clausier" run -C "$work/s" --dry-run
exits 3 "a convention.conf that cannot be read"
rmdir "$work/s/convention.conf" && cp samples/convention.conf "$work/s"
run "$clausier" run -C "$work/c" --date 2026-11-27
exits 0 "a night over an empty convention"
ok "says nothing" test ! -s "$out" -a ! -s "$err"
for file in digest.html notices.xlsx alerts.xlsx; do
    ok "it leaves out/latest/$file" test -s "$work/c/out/latest/$file"
    has "$work/c/LISEZMOI.txt" "out/latest/$file " "which LISEZMOI.txt tells of"
done

# --- the key of [persons]: taken from outside the folder, refused inside it
head -c 32 /dev/urandom >"$work/key"
cp "$work/key" "$work/c/key"
chmod 400 "$work/key" "$work/c/key"
printf 'Nom;Prénom;Date de naissance;Sexe\nZZNOM;Zoé;12/03/1990;F\n' >"$work/c/inbox/people/2026-11-20-noms.csv"
key_is() {
    sed "s|^#key = .*|key = $1|" "$work/unused/convention.conf" >"$work/c/convention.conf"
    run "$clausier" run -C "$work/c" --date 2026-11-28 --dry-run
}
key_is ../key
exits 0 "names, and a key beside the convention"
for inside in key inbox/../key "$work/c/key"; do
    key_is "$inside"
    exits 2 "a key inside it: ${inside#"$work/"}"
    has "$err" 'a key inside the folder' "it is said"
done
key_is ../none
exits 2 "a key that is not there"
has "$err" '\.\./none: ' "it is named"
cp "$work/unused/convention.conf" "$work/c"
run "$clausier" run -C "$work/c" --date 2026-11-28 --dry-run
exits 1 "names, and no key"
hasnt "$err" 'ZZNOM' "which are not repeated"

# --- the same day, the same bytes
run "$clausier" init "$work/again"
ok "made twice, the same" diff -r "$work/unused" "$work/again"
done_testing

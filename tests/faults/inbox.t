#!/bin/bash
# What people, and worse, may drop into an inbox: nothing of it stops the night, is lost without a reason, leads out of the
# folder or takes another's place; and what cannot be written or read is said.
[ -w /dev/shm ] && export TMPDIR=/dev/shm # what is tested is not the disk
. tests/journey/tap.sh
home=$work/convention
day=20
today() { run clausier run -C "$home" --date 2026-11-$day "$@"; }
notice=samples/notices/2026-10-19-decheteries.xml
other() { sed 's/[0-9a-f]\{8\}-[0-9a-f]\{4\}-/'"$1"'-0000-/g' "$notice"; }
broken() { printf '<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"><!-- %s -->' "$1"; }
name_taken() { test "$(sqlite3 "$home/registry.sqlite" "SELECT count(*) FROM files WHERE name = '$1'")" = 1; }
tree() { (cd "$home" && find . ! -name 'registry.lock' \( -type f -exec md5sum {} + -o -type l -printf '%l %p\n' \)) | sort; }
inbox=$home/inbox/notices
run clausier init "$home"
today
exits 0 "an empty convention"

# --- what is no file
mkdir "$inbox/x.xml"
other 11111111 >"$inbox/x.xml/inside.xml"
mkfifo "$inbox/pipe.xml"
other 22222222 >"$work/elsewhere.xml"
ln -s "$work/elsewhere.xml" "$inbox/link.xml"
ln -s /etc/passwd "$inbox/passwd.xml"
ln -s /etc/passwd "$home/inbox/people/passwd.csv"
ln -s nowhere "$inbox/dangling.xml"
mkdir "$work/outside"
other 33333333 >"$work/outside/theirs.xml"
ln -s "$work/outside" "$inbox/folder"
cp "$work/elsewhere.xml" "$work/elsewhere.before"
today
exits 1 "folders, links and pipes"
ok "what lies in a folder is taken" name_taken x.xml/inside.xml
for name in pipe link passwd dangling; do has "$err" "$name.xml: not a regular file" "$name is refused"; done
has "$err" 'people/passwd.csv: not a regular file' "so is a link to a file among people"
has "$err" 'notices/folder: not a ' "and a link to a folder"
hasnt "$err" 'root:' "nothing of what they lead to is said"
ok "they are left where they are" test -L "$inbox/link.xml" -a -L "$inbox/passwd.xml" -a -p "$inbox/pipe.xml" -a -L "$inbox/folder"
same "$work/elsewhere.before" "$work/elsewhere.xml" "and so is what they lead to"
ok "elsewhere too" test -f "$work/outside/theirs.xml"
ok "there is no link in the archive or among the rejects" test -z "$(find "$home/archive" "$home/rejects" -type l)"
for name in pipe link passwd dangling; do ok "$name has its reasons" test -f "$home/rejects/$name.xml.reasons.csv"; done
has "$home/out/latest/digest.txt" 'notices/link.xml$' "and stands on the page of the night"
rm -rf "$inbox"/* "$home/inbox/people/passwd.csv"
mkdir "$home/inbox/heures" "$home/inbox/vide"
other 34343434 >"$home/inbox/heures/perdu.xml"
day=22
today
exits 1 "a folder of another name"
has "$err" 'inbox/heures: not in one of the folders' "is said"
hasnt "$err" 'inbox/vide' "an empty one is not"
has "$home/out/latest/digest.txt" '^\* heures$' "on the page of the night too"
ok "and nothing is taken out of it" test -f "$home/inbox/heures/perdu.xml"
rm -rf "$home/inbox/heures" "$home/inbox/vide"

# --- names
n=0
names=('a b.xml' "it's \"quoted\".xml" '-rf.xml' '--date.xml' 'a!b.xml' '!.xml' 'a;b|c$(d)`e`.xml' '  blanks  .xml' '#hash = x.xml' $'new\nline.xml'
    $'tab\tand\x1b[31mred.xml' 'été.xml' '[run].xml' '%s%n.xml' "$(printf 'x%.0s' $(seq 240)).xml")
for name in "${names[@]}"; do n=$((n + 1)); other "$(printf 4444%04x $n)" >"$inbox/$name"; done
other 44440099 >"$inbox/"$'caf\xe9.xml'
today
exits 1 "names of all kinds"
ok "one is left: not UTF-8" test "$(find "$inbox" -type f | wc -l)" = 1
has "$err" 'not UTF-8' "which is said"
hasnt "$err" $'\x1b' "without a control character"
ok "all others are taken" test "$(sqlite3 "$home/registry.sqlite" "SELECT count(*) FROM files JOIN runs USING(run) WHERE kept = 1")" = $((n + 1))
rm -rf "$inbox"/* "$home"/rejects/*
day=22
for name in "${names[@]}"; do broken "$name" >"$inbox/$name"; done
broken short >"$inbox/short.xml"
today
exits 1 "the same names, of files that are refused"
ok "none is left" test -z "$(find "$inbox" -type f)"
ok "each is among the rejects with its reasons" test "$(find "$home/rejects" -name '*.reasons.csv' -printf x | wc -c)" = $((n + 1)) \
    -a "$(find "$home/rejects" -type f ! -name '*.reasons.csv' -printf x | wc -c)" = $((n + 1))
for name in "${names[@]:0:8}"; do ok "$name has its own" grep -q -F -- "$name" "$home/rejects/$name"; done
sqlite3 "$home/registry.sqlite" 'SELECT name FROM files ORDER BY 1' >"$work/before"
run clausier run -C "$home" --rebuild
exits 0 "a rebuild over such names"
sqlite3 "$home/registry.sqlite" 'SELECT name FROM files ORDER BY 1' >"$work/after"
same "$work/before" "$work/after" "knows them all"

# --- rejects do not take each other's place
rm -rf "$home"/rejects/*
for day in 23 24 25; do
    broken "of the $day" >"$inbox/same.xml"
    today
done
ok "one name, one reason, three nights: three files" test "$(cat "$home"/rejects/*same.xml | grep -o 'of the 2[345]' | sort | tr '\n' ' ')" = \
    'of the 23 of the 24 of the 25 '
broken "of the 25" >"$inbox/same.xml"
today
ok "the same once more is none more" test "$(ls "$home/rejects" | grep -c 'same.xml$')" = 3
cp "$home/rejects/same.xml.reasons.csv" "$work/reasons"
broken 'of another name' >"$inbox/same.xml.reasons.csv"
today
same "$work/reasons" "$home/rejects/same.xml.reasons.csv" "a file called like another's reasons does not write over them"
ok "and is there itself" grep -rq 'of another name' "$home/rejects"
ok "the inbox is empty" test -z "$(find "$inbox" -type f)"
rm -rf "$home"/rejects/*
mkdir -p "$inbox/one" "$inbox/two"
for folder in one two; do broken $folder >"$inbox/$folder/twin.xml"; done
today
ok "one name in two folders: two files" test "$(cat "$home"/rejects/*twin.xml | grep -oE 'one|two' | sort | tr '\n' ' ')" = 'one two '
rmdir "$inbox/one" "$inbox/two"

# --- contents
day=26
rm -rf "$home"/rejects/*
: >"$inbox/empty.xml"
: >"$inbox/empty.csv"
printf 'Référence;Acheteur;Intitulé;Code CPV\n' >"$inbox/no-row.csv"
head -n 1 samples/hours/proprete.csv >"$home/inbox/hours/no-row.csv"
head -n 1 samples/people.csv >"$home/inbox/people/no-row.csv"
: >"$home/inbox/hours/empty.csv"
printf 'PK\003\004nothing' >"$inbox/no-zip.zip"
printf 'PK\003\004nothing' >"$inbox/no-book.xlsx"
mkdir "$work/zip"
for i in 1 2 3; do broken "member $i" >"$work/zip/m$i.xml"; done
(cd "$work/zip" && python3 -m zipfile -c "$inbox/refused.zip" m1.xml m2.xml m3.xml)
other 55555555 >"$work/zip/good.xml"
(cd "$work/zip" && python3 -m zipfile -c "$inbox/mixed.zip" m1.xml good.xml)
other 66666666 | tee "$inbox/twin-1.xml" >"$inbox/twin-2.xml"
head -c 100000 /dev/urandom >"$inbox/noise.xml"
head -c 100000 /dev/urandom >"$home/inbox/hours/noise.csv"
head -c 100000 /dev/urandom >"$home/inbox/people/noise.csv"
head -c 100000 /dev/zero >"$home/inbox/decisions/zeros.csv"
other 77777777 >"$inbox/good.xml"
today
exits 1 "empty files, files of nothing, archives full of refused members, noise"
ok "the good one is taken" name_taken good.xml
ok "and the good member" name_taken mixed.zip
ok "of twins the first is known" name_taken twin-1.xml
stays='empty.csv empty.xml no-book.xlsx no-zip.zip noise.xml'
ok "no notice is left, but what may be a list of people" test "$(cd "$inbox" && ls | tr '\n' ' ')" = "$stays "
for name in empty.xml no-zip.zip refused.zip mixed.zip noise.xml no-book.xlsx; do
    ok "$name has its reasons" test -s "$home/rejects/$name.reasons.csv"
done
has "$home/rejects/mixed.zip.reasons.csv" '^m1.xml,' "a refused member is named"
ok "a refused archive is kept" test -f "$home/rejects/refused.zip"
ok "and a mixed one is in the archive" test "$(find "$home/archive" -name '*.zip' | wc -l)" = 1
ok "of files about people nothing but reasons is kept" test -z "$(ls "$home/rejects" | grep -E '^(noise|no-row|empty).csv$' | grep -v empty.csv)"
rm -f "$home"/inbox/*/*

# --- files about people in the wrong place: no cell comes out
rm -rf "$home"/rejects/*
day=27
{ head -n 1 samples/people.csv; printf 'ZZSECRETZZ;Z;ZZSECRETZZ;x\n"ZZSECRETZZ;never closed\n'; } >"$home/inbox/people/cells.csv"
{ head -n 1 samples/hours/proprete.csv; printf 'ZZSECRETZZ;Z;ZZSECRETZZ;x\n;ZZSECRETZZ\n'; } >"$home/inbox/hours/cells.csv"
cp samples/people.csv "$inbox/people.csv"
cp samples/people.csv "$home/inbox/decisions/people.csv"
printf 'Nom;Prénom;Date de naissance\nZZSECRETZZ;ZZSECRETZZ;01/02/1990\n' >"$home/inbox/people/names.csv"
printf 'Nom;Prénom\nZZSECRETZZ;ZZSECRETZZ\n' >"$home/inbox/hours/names.csv"
today
exits 1 "files about people that are refused"
ok "no cell is among the rejects, in what is read or said" test -z "$(grep -raE 'ZZSECRETZZ|P-0378' "$home/rejects" "$home/out" "$err" "$home/registry.sqlite" "$home/archive")"
ok "they are left where they are" test "$(find "$home/inbox" -name '*.csv' | wc -l)" = 6
rm -f "$home"/inbox/*/*

# --- many
day=28
rm -rf "$home"/rejects/*
python3 - "$inbox" <<'END'
import sys
for i in range(10000):
    with open(f"{sys.argv[1]}/tiny-{i}.xml", "w") as file: file.write(f"<lettre n='{i}'/>")
END
start=$(date +%s%N)
most=400000 # KiB of memory: a file that is refused holds none until the end
case $clausier in *asan*) most=unlimited ;; esac # sanitizers map more than there is
run bash -c "ulimit -v $most; exec \"\$0\" \"\$@\"" "$clausier" run -C "$home" --date 2026-11-$day
exits 1 "ten thousand small files of nothing, in little memory"
ok "all with their reasons" test "$(find "$home/rejects" -name '*.reasons.csv' | wc -l)" = 10000
echo "# $((($(date +%s%N) - start) / 1000000)) ms"
ok "and gone from the inbox" test -z "$(find "$inbox" -type f)"
rm -rf "$home"/rejects/*

# --- nothing new
day=29
today
tree >"$work/before"
day=30
today
exits 0 "a night without news"
tree | grep -v -E '2026-11-30|archive/runs/|registry.sqlite|out/latest' >"$work/after"
grep -v -E 'archive/runs/|registry.sqlite|out/latest' "$work/before" >"$work/want"
same "$work/want" "$work/after" "adds its own page and its journal, nothing else"
run clausier run -C "$home" --date 2026-11-29
exits 2 "the day before"
has "$err" 'lies before the last run' "is refused"
run clausier run -C "$home" --date 2026-11-31
exits 2 "a day that is none"

# --- what the run is told
sample=$work/sample
run clausier init "$sample" --sample
home=$sample inbox=$sample/inbox/notices
day=20
today
contracts() { sqlite3 "$home/registry.sqlite" 'SELECT count(*) FROM contracts'; }
many=$(contracts)
cp "$home/reference/contracts.csv" "$work/contracts.csv"
day=21
rm "$home/reference/contracts.csv"
today
exits 1 "contracts.csv is gone"
has "$err" 'contracts.csv: gone' "it is said"
ok "and the contracts still hold" test "$(contracts)" = "$many"
head -c 100000 /dev/urandom >"$home/reference/contracts.csv"
today
exits 1 "contracts.csv is noise"
ok "the contracts still hold" test "$(contracts)" = "$many"
(exec 9>"$home/reference/contracts.csv"; head -c 900 "$work/contracts.csv" >&9; run clausier run -C "$home" --date 2026-11-21
    cp "$err" "$work/said"; exit "$code")
code=$?
exits 1 "contracts.csv is being written"
has "$work/said" 'somebody is writing to it' "it is said"
ok "the contracts still hold" test "$(contracts)" = "$many"
cp "$work/contracts.csv" "$home/reference/contracts.csv"
today
ok "once it is there again all is as before" test "$(contracts)" = "$many"
run clausier run -C "$home" --rebuild
exits 0 "a rebuild of such days"
ok "knows the contracts" test "$(contracts)" = "$many"
printf '\n[rule broken\nwhen = nonsense\n' >>"$home/rules/montabry.rules"
cp "$notice" "$inbox/waits.xml"
day=22
tree >"$work/before"
today
exits 2 "rules that cannot be read"
has "$err" 'montabry.rules:[0-9]+' "the place is said"
tree >"$work/after"
same "$work/before" "$work/after" "and nothing has changed"
sed -i '/^\[rule broken/,$d' "$home/rules/montabry.rules"
printf 'nonsense\n' >>"$home/convention.conf"
tree >"$work/before"
today
exits 2 "a convention.conf that cannot be read"
tree >"$work/after"
same "$work/before" "$work/after" "nothing has changed"
sed -i '$d' "$home/convention.conf"

# --- folders that cannot be written, files that cannot be read
try_mount() { [ "$(id -u)" = 0 ] && mount --bind "$1" "$1" 2>/dev/null && mount -o remount,ro,bind "$1" 2>/dev/null; }
for part in inbox/notices out archive rejects; do
    broken waits >"$inbox/refused-$(basename $part).xml"
    other "$(printf %s "$part" | md5sum | head -c 8)" >"$inbox/new-$(basename $part).xml"
    if try_mount "$home/$part"; then
        today
        exits 3 "$part cannot be written"
        has "$err" "Read-only file system" "it is said"
        umount "$home/$part"
        today
        ok "once it can be, all is taken" test "$code" -le 1 -a -z "$(find "$inbox" -type f)"
        ok "once" name_taken "new-$(basename $part).xml"
    else
        skip "$part cannot be made read-only: not root, or no mount"
    fi
done
if command -v setpriv >/dev/null && [ "$(id -u)" = 0 ]; then
    other 99999999 >"$inbox/secret.xml"
    other 99999998 >"$inbox/after.xml"
    chmod 000 "$inbox/secret.xml"
    chmod 755 "$work"
    chown -R 65534:65534 "$home"
    cp "$clausier" "$work/clausier"
    share=$work/share
    cp -r "${CLAUSIER_SHARE:-.}/templates" "$work/" && mkdir -p "$share" && cp -r templates rules samples "$share"
    chmod -R a+rX "$share" "$work/clausier"
    CLAUSIER_SHARE=$share run setpriv --reuid 65534 --regid 65534 --clear-groups "$work/clausier" run -C "$home" --date 2026-11-23
    exits 3 "a file that may not be read"
    has "$err" 'secret.xml: Permission denied' "it is said"
    ok "and left" test -e "$inbox/secret.xml"
    ok "the others are taken" name_taken after.xml
    ok "and the page is there" test "$(readlink "$home/out/latest")" = 2026-11-23
else
    skip "root reads every file"
fi
done_testing

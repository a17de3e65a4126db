#!/bin/bash
# The registry is damaged, gone, of another time or of another program: refused, nothing touched, and the message says the way
# out; a rebuild from the archive knows what was known.
. tests/journey/tap.sh
whole=$work/whole home=$work/convention
today() { run clausier run -C "$home" --date 2026-11-23 "$@"; }
knows() {
    python3 -c 'import sys; sys.path.insert(0, "tests/faults")
import world, pathlib
place = pathlib.Path(sys.argv[1])
for name, what in sorted({**world.rows_of(place, False), **world.exports(place)}.items()): print(name, what)' "$1"
}
tree() { (cd "$home" && find . ! -name 'registry.*' \( -type f -exec md5sum {} + -o -type l -printf '%l %p\n' \)) | sort; }
fresh() { rm -rf "$home"; cp -a "$whole" "$home"; cp "$notice" "$home/inbox/notices/new.xml"; tree >"$work/before"; }
notice=$work/new.xml
sed 's/[0-9a-f]\{8\}-[0-9a-f]\{4\}-/11111111-0000-/g' samples/notices/2026-10-19-decheteries.xml >"$notice"

run clausier init "$whole" --sample
run clausier run -C "$whole" --date 2026-11-20
exits 1 "a convention's first day"
knows "$whole" >"$work/known"
cp "$whole/registry.sqlite" "$work/early.sqlite"
cp "$notice" "$whole/inbox/notices/second.xml"
sed -i 's/11111111-0000/22222222-0000/g' "$whole/inbox/notices/second.xml"
run clausier run -C "$whole" --date 2026-11-21
exits 0 "and its second"
knows "$whole" >"$work/known"

# $1 what it is, $2 the exit code, $3 what must be said, $4 "as it was" if the registry must not be touched
refused() {
    [ -e "$home/registry.sqlite" ] && cp "$home/registry.sqlite" "$work/broken"
    today
    exits "$2" "$1"
    has "$err" "$3" "$1: it is said"
    has "$err" 'rebuild' "$1: with the way out"
    tree >"$work/after"
    same "$work/before" "$work/after" "$1: nothing has moved"
    [ "${4:-}" ] && same "$work/broken" "$home/registry.sqlite" "$1: it is as it was"
}
heals() {
    run clausier run -C "$home" --rebuild
    exits 0 "$1: a rebuild"
    knows "$home" >"$work/again"
    same "$work/known" "$work/again" "$1: knows what was known"
    tree >"$work/after"
    same "$work/before" "$work/after" "$1: and moves nothing"
    today
    exits 0 "$1: the next run"
}

fresh
sqlite3 "$home/registry.sqlite" 'PRAGMA user_version = 99'
refused "of a newer version" 3 'newer version of clausier \(99;' kept
heals "of a newer version"

fresh
rm "$home/registry.sqlite"
refused "gone" 2 'is gone'
heals "gone"

fresh
: >"$home/registry.sqlite"
refused "empty" 2 'older than the archive'
heals "empty"

fresh
cp "$work/early.sqlite" "$home/registry.sqlite"
refused "a copy of yesterday" 2 'does not know its run 2' kept
heals "a copy of yesterday"

fresh
printf 'this is no database, and longer than its header of a hundred bytes would be: %0100d' 0 >"$home/registry.sqlite"
refused "no database" 3 'damaged' kept
heals "no database"

fresh
rm "$home/registry.sqlite"
sqlite3 "$home/registry.sqlite" 'CREATE TABLE theirs(a); INSERT INTO theirs VALUES(1)'
refused "of another program" 3 'another program' kept
heals "of another program"

fresh
size=$(stat -c %s "$home/registry.sqlite")
truncate -s $((size / 2 / 4096 * 4096)) "$home/registry.sqlite"
refused "cut in half" 3 'damaged' kept
heals "cut in half"

# bytes of chance over whole pages, wherever they lie: never a run that crashes, or that ends as if all were well and knows
# something else
found=0 unseen=0 wrong=0
for seed in $(seq 12); do
    fresh
    python3 - "$home/registry.sqlite" "$seed" <<'END'
import random, sys
chance = random.Random(int(sys.argv[2]))
with open(sys.argv[1], "r+b") as file:
    pages = file.seek(0, 2) // 4096
    for _ in range(3):
        file.seek(chance.randrange(pages) * 4096)
        file.write(chance.randbytes(4096))
END
    today
    case $code in
    3) found=$((found + 1)); grep -q 'rebuild' "$err" || { wrong=$((wrong + 1)); sed 's/^/# /' "$err"; } ;;
    0 | 1) unseen=$((unseen + 1)) ;;
    *) wrong=$((wrong + 1)); echo "# seed $seed: exit $code" ;;
    esac
    run clausier run -C "$home" --rebuild
    [ "$code" = 0 ] || { wrong=$((wrong + 1)); echo "# seed $seed: rebuild: exit $code"; sed 's/^/# /' "$err"; }
    python3 -c "import sqlite3, sys
sys.exit(sqlite3.connect('$home/registry.sqlite').execute('PRAGMA integrity_check').fetchone() != ('ok',))" || wrong=$((wrong + 1))
done
ok "pages of chance: nothing crashes, what is found is said, and a rebuild heals it" test $wrong = 0
echo "# of 12 damaged registries $found were found by the run, $unseen lay where it did not look"

# --- the key
grep -v '^key' "$whole/convention.conf" >"$work/conf"
fresh
key=$work/key
keyed() { cp "$work/conf" "$home/convention.conf"; printf '\n[persons]\nkey = %s\n' "$1" >>"$home/convention.conf"; tree >"$work/before"; }
key_refused() { # what, path, message
    keyed "$2"
    cp "$home/registry.sqlite" "$work/broken"
    today
    exits 2 "$1"
    has "$err" "$3" "$1: it is said"
    tree >"$work/after"
    same "$work/before" "$work/after" "$1: nothing has moved"
    same "$work/broken" "$home/registry.sqlite" "$1: nor the registry"
}
key_refused "a key that is not there" "$key" "$key"
head -c 32 /dev/urandom >"$key"
chmod 0440 "$key"
key_refused "a key that others can read" "$key" '0?400|chmod'
cp "$key" "$home/key"
chmod 0400 "$home/key" "$key"
key_refused "a key inside the folder" "$home/key" 'folder'
rm -f "$home/key"
keyed "$key"
today
exits 0 "a key as it should be"

# --- the archive
damaged() {
    run clausier run -C "$home" --rebuild
    exits 3 "$1"
    has "$err" "$2" "$1: the file is named"
    same "$work/kept" "$home/registry.sqlite" "$1: the registry is as it was"
}
for kind in notices hours people decisions; do
    rm -rf "$home"
    cp -a "$whole" "$home"
    cp "$home/registry.sqlite" "$work/kept"
    file=$(find "$home/archive/$kind" -type f | sort | head -n 1)
    cp "$file" "$work/archived"
    sed -i '$d' "$file"
    damaged "of $kind a file that lost its last line" "${file##*/}: not what its name says"
    rm "$file"
    damaged "of $kind a file that is gone" "${file##*/}: No such file"
    cp "$work/archived" "$file"
    run clausier run -C "$home" --rebuild
    exits 0 "of $kind all files again"
done
done_testing

#!/bin/bash
# How a convention is doing, for whoever monitors it.
. tests/journey/tap.sh
unset CLAUSIER_CONVENTION SOURCE_DATE_EPOCH
home=$work/s
status() { run clausier status -C "$home" "$@"; }
of() { python3 -c "import json; status = json.load(open('$out')); print($1)"; }
is() { ok "$3" test "$(of "$1")" = "$2"; }
tree() { (cd "$home" && find . -type f -exec md5sum {} +) | sort; }

run clausier init --sample "$home"
status
exits 1 "a convention without a run"
has "$out" '^last run +never$' "says so"
has "$out" '^inbox +notices 34, hours 8, people 1, decisions 2$' "and what waits"
status --format json
exits 1 "for programs too"
is "status['last_run'], status['stale'], status['registry']" "None True {'bytes': 0, 'version': 0}" "there is no run and no registry"

clausier_run() { "$clausier" run -C "$home" "$@" >/dev/null 2>&1; }
clausier_run --date "$(date -u +%F)"
status --max-age 30
exits 0 "after a run"
has "$out" '^last run +20[0-9-]+, 0 h ago$' "which is new"
has "$out" '^contracts +14, late [0-9]+$' "contracts that are late"
has "$out" '^notices +34; lots eligible 51, to check 2, not eligible 14$' "as many lots as the run counted"
has "$out" '^key +none' "the convention has no key"
hasnt "$out" 'unfinished|too long' "nothing is wrong"
status -f json
is "status['schema'], status['stale'], status['last_run']['age_hours'], status['unfinished_run']" \
    "clausier.status/1 False 0 None" "the same as an object"
is "status['registry']['bytes']" "$(stat -c %s "$home/registry.sqlite")" "the size of the registry"
is "status['rejects']" "$(find "$home/rejects" -name '*.reasons.csv' | wc -l)" "files with reasons"
is "status['counts']['late']" "$(python3 -c "import json; print(json.load(open('$home/out/latest/run.json'))['counts']['late'])")" "late as in the run"

# --- age
touch -d '50 hours ago' "$home/out/latest/run.json"
status --max-age 49
exits 1 "an older run"
has "$out" ', 50 h ago: too long$' "says how old"
status --max-age 50
exits 0 "within its time"
status
exits 0 "without a limit no age is too much"
for wrong in x -1 1.5; do
    status --max-age "$wrong"
    exits 2 "--max-age $wrong"
done
status -f xml
exits 2 "another format"
status extra
exits 2 "something else"

run clausier init --sample "$work/old"
"$clausier" run -C "$work/old" --date 2024-03-01 >/dev/null 2>&1
cp -r "$work/old" "$work/copy"
run clausier status -C "$work/copy" --max-age 1000
exits 1 "a copy of an old convention is as old"

# --- nothing is touched, and a run may be at work
cp samples/people.csv "$home/inbox/people/encore.csv"
tree >"$work/before"
exec 9<>"$home/registry.lock"
flock -x 9
status
exits 0 "while another holds it"
has "$out" 'people 1,' "what waits is seen"
exec 9>&-
tree >"$work/after"
same "$work/before" "$work/after" "nothing is changed"

# --- a run that was killed
sqlite3 "$home/registry.sqlite" "INSERT INTO runs SELECT run + 1, day + 1, conf, packs, contracts, structures, pack_titles, pack_files, 0 FROM runs"
status
has "$out" '^unfinished +run of 20' "an unfinished run is said"
ok "beside the last one" grep -q '^last run  *20' "$out"

# --- the key
head -c 32 /dev/urandom >"$work/key"
chmod 644 "$work/key"
printf '\n[persons]\nkey = %s\n' "$work/key" >>"$home/convention.conf"
status
has "$out" '^key +cannot be used: .*key' "a key that others may read"
chmod 400 "$work/key"
status -f json
is "status['key']" readable "one that is right"
echo broken >"$home/registry.sqlite"
status
exits 3 "a registry that is none"
has "$err" 'rebuild' "the way out is said"
done_testing

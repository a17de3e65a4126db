#!/bin/bash
# A run over the real notices judges as `check` does over the same files: every lot that counts, to the byte. Two things
# differ, and only these: notices without an id that say the same as one of another file are copies to a registry, and of
# several that are alike in everything that orders them, the name of a file decides in check and what they say in a run.
. tests/journey/tap.sh
data=../shared/data
[ -d $data ] || { skip "no ../shared/data"; done_testing; exit; }

home=$work/convention
run clausier init "$home"
for folder in eforms boamp decp ted-legacy; do cp -r "$data/$folder" "$home/inbox/notices/"; done
find "$home/inbox" \( -name '*.json' -o -name '*.xsd' \) -delete
run clausier run -C "$home" --date 2026-11-20 -j 2
exits 1 "a first night with all of the notices; some tables are refused"
clausier_check() { "$clausier" check -j 2 -r fr-social -r "$home/rules/local.rules" $data/eforms $data/boamp $data/decp $data/ted-legacy 2>/dev/null; }
clausier_check >"$work/check.csv"
python3 - "$home/registry.sqlite" "$work/check.csv" >"$out" <<'PY'
import collections, csv, sqlite3, sys

csv.field_size_limit(1 << 30)
with open(sys.argv[2], newline='') as file:
    header, *rows = csv.reader(file)
place, notice, version, title = (header.index(name) for name in ('file', 'notice_id', 'notice_version', 'title'))
checked = collections.Counter(tuple(row[:place] + [''] + row[place + 1:]) for row in rows)
known = collections.Counter()
for (line,) in sqlite3.connect(sys.argv[1]).execute('SELECT csv FROM lots WHERE since IS NOT NULL AND until IS NULL'):
    known[tuple(next(csv.reader([line])))] += 1
missing, more = checked - known, known - checked
twins = collections.Counter((row[version], row[title]) for row in more.elements())
odd = [row for row in missing.elements() if row[notice] and not twins[row[version], row[title]]]
print(len(rows), 'lots of check')
print(sum((checked & known).values()), 'lots the same')
print(len(odd), 'missing without a reason')
print(sum(more.values()), 'others')
PY
lots=$(sed -n 's/ lots of check//p' "$out") alike=$(sed -n 's/ lots the same//p' "$out")
ok "$lots lots of check, $alike are the same in the registry" test "$lots" -gt 2000 -a "$alike" -ge $((lots - 10))
has "$out" '^0 missing without a reason$' "none is missing without a reason"
has "$out" '^[0-3] others$' "and none is there that check does not know, but for twins"

# once more, from the archive
sqlite3 "$home/registry.sqlite" 'SELECT csv, record, since, until FROM lots ORDER BY csv, record, since' >"$work/before"
run clausier run -C "$home" --rebuild
exits 0 "the registry made again"
sqlite3 "$home/registry.sqlite" 'SELECT csv, record, since, until FROM lots ORDER BY csv, record, since' >"$work/after"
same "$work/before" "$work/after" "knows the same, to the byte"
done_testing

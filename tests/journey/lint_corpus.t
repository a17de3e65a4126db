#!/bin/bash
# lint on a corpus: counts, labels, blind verdicts, and what another pack changes.
. tests/journey/tap.sh

export CLAUSIER=$clausier
tests/bench/labels samples/notices >"$work/labels.csv" 2>"$err"
ok "labels of the samples" test -s "$work/labels.csv"
ok "a lot with an objective is labelled 1, one that denies a clause 0" python3 - "$work/labels.csv" <<'P'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8')))
assert {r['label'] for r in rows} == {'0', '1'}
halle = {r['lot_id']: r for r in rows if 'halle-des-forges.xml' in r['file']}
assert halle['LOT-0002']['label'] == '1' and 'opp' in halle['LOT-0002']['why']
assert halle['LOT-0001']['label'] == '0' and 'near miss' in halle['LOT-0001']['why']
P

run clausier lint --corpus samples/notices --labels "$work/labels.csv"
exits 1 "two files are broken on purpose"
cp "$out" "$work/one"
has "$out" '^[0-9]+ lots judged by Socle' "how many lots, by which pack"
has "$out" '^(rule|trade|labelled|labelled trade) ' "tables"
has "$out" '^(even|odd) half +[0-9]+/[0-9]+' "two halves"
hasnt "$out" '%' "no count without what it is of"
for workers in 1 2 8; do
    run clausier lint -j $workers --corpus samples/notices --labels "$work/labels.csv"
    same "$out" "$work/one" "-j $workers: the same bytes"
done
mkdir "$work/in"
cp samples/notices/*.xml samples/notices/*.csv "$work/in"
tar -C "$work" --sort=name -czf "$work/in.tgz" in
run clausier lint --corpus "$work/in" --labels "$work/labels.csv"
cp "$out" "$work/folder"
run clausier lint --corpus "$work/in.tgz" --labels "$work/labels.csv"
same "$out" "$work/folder" "the archive of a folder: the same counts, the same labels"

run clausier lint -f csv --corpus samples/notices --labels "$work/labels.csv"
cp "$out" "$work/counts.csv"
run clausier check samples/notices
cp "$out" "$work/check.csv"
ok "counts are those of check, counted once more" python3 - "$work/counts.csv" "$work/check.csv" "$work/labels.csv" <<'P'
import collections, csv, sys
counts, check, labels = (list(csv.DictReader(open(p, encoding='utf-8'))) for p in sys.argv[1:])
count = {(c['table'], c['row'], c['measure']): (int(c['count']), int(c['of'])) for c in counts}
assert len(count) == len(counts)
kinds = collections.Counter(r['verdict'] for r in check)
for kind in ('eligible', 'to_check', 'not_eligible'):
    assert count['verdict', kind, 'lots'] == (kinds[kind], len(check))
spoke = collections.Counter(rule for r in check for rule in r['rules'].split(';'))
rules = {row for table, row, measure in count if table == 'rule'}
assert len(rules) > 10 and set(spoke) - {''} <= rules
for rule in rules: assert count['rule', rule, 'true'] == (spoke[rule], len(check)), rule
trades = collections.Counter((r['trade'] or '(no trade)', r['verdict']) for r in check)
for (trade, kind), n in trades.items(): assert count['trade', trade, kind][0] == n
key = lambda r: (r['file'].split('/')[-1], r['notice_id'], r['lot_id'])
known = {key(r): r['label'] == '1' for r in labels}
lots = [(known[key(r)], r['verdict']) for r in check if key(r) in known]
clauses = sum(clause for clause, kind in lots)
assert clauses and count['labelled', 'all', 'with a clause'] == (clauses, len(lots))
for name, kinds in (('eligible', ('eligible',)), ('or to check', ('eligible', 'to_check'))):
    found = [clause for clause, kind in lots if kind in kinds]
    assert count['labelled', 'all', name + ': precision'] == (sum(found), len(found))
    assert count['labelled', 'all', name + ': recall'] == (sum(found), clauses)
for measure in ('with a clause', 'eligible: precision', 'eligible: recall'):
    halves = [count['labelled', half, measure] for half in ('even half', 'odd half')]
    assert tuple(map(sum, zip(*halves))) == count['labelled', 'all', measure]
assert count['labelled', 'even half', 'with a clause'][1] and count['labelled', 'odd half', 'with a clause'][1]
P

# blind
run clausier check --blind -f json samples/notices
cp "$out" "$work/blind.json"
run clausier check -f json samples/notices
ok "blind verdicts: the same lots, and no word of a clause" python3 - "$out" "$work/blind.json" <<'P'
import json, sys
seen, blind = ([json.loads(line) for line in open(p, encoding='utf-8')] for p in sys.argv[1:])
assert [(o['file'], o['lot_id']) for o in seen] == [(o['file'], o['lot_id']) for o in blind]
true = lambda lots: {e['rule'] for o in lots for e in o['evidence'] if e['truth'] == 'true'}
about = {'clause_announced', 'reserved_participation', 'reserved_words', 'employment_objective'}
assert 'employment_objective' in true(seen) and not true(blind) & about
assert [o['verdict'] for o in seen] != [o['verdict'] for o in blind]
P
run clausier explain --blind samples/notices/2026-07-06-entretien-espaces-verts.xml
exits 0 "explain --blind"
hasnt "$out" '\+.*employment_objective' "does not see the objective"
run clausier lint --blind --corpus samples/notices
has "$out" 'what names a clause hidden' "lint --blind says so"
printf '[pack]\nname = Sans\nversion = 1\neligible = 1\n[rule r]\nwords = a\neffect = +1\nreason = A\nyes = a\nno = b\n' >"$work/plain.rules"
for command in "check -r $work/plain.rules --blind samples/notices" \
    "explain -r $work/plain.rules --blind samples/notices" \
    "lint --blind --corpus samples/notices $work/plain.rules"; do
    # shellcheck disable=SC2086
    run clausier $command
    exits 2 "${command%% *}: no pack tells what names a clause"
    has "$err" 'no pack has a \[blind\] section' "and it is said"
done

# what may be wrong
mkdir "$work/empty"
run clausier lint --corpus "$work/empty"
exits 1 "an empty folder is said"
has "$out" '^0 lots judged' "and counts nothing"
run clausier lint --corpus "$work/none"
exits 3 "a folder that does not exist"
ok "no count of what could not be read" test ! -s "$out"
run clausier lint --corpus samples/notices --labels "$work/none.csv"
exits 3 "labels that do not exist"
ok "nothing is counted then" test ! -s "$out"
printf 'file,notice_id,label\na.xml,A,1\n' >"$work/bad.csv"
run clausier lint --corpus samples/notices --labels "$work/bad.csv"
exits 2 "labels without a needed column"
has "$err" 'lot_id' "which one is said"
ok "nothing is counted by them" test ! -s "$out"
: >"$work/bad.csv"
run clausier lint --corpus samples/notices --labels "$work/bad.csv"
exits 2 "labels without a byte"
printf 'file,notice_id,lot_id,label\nstrange.xml,A,LOT-0001,1\n' >"$work/strange.csv"
run clausier lint --corpus samples/notices --labels "$work/strange.csv"
has "$err" 'not in the corpus: 1' "labels of unknown lots are counted"
has "$out" '^all +0/0 ' "and no lot has one"
run clausier lint --labels "$work/labels.csv"
exits 2 "labels without a corpus"
run clausier lint --corpus samples/notices -f pdf
exits 2 "an unknown format"
run clausier lint --corpus samples/notices tests/cases/rules/faults.rules
exits 2 "a pack with faults judges nothing"
ok "and counts nothing" test ! -s "$out"

# what another version of a pack changes
run clausier lint --diff rules/packs/fr-social.rules samples/notices
has "$out" '^changed 0 of [0-9]+ lots: verdict 0, trade 0' "a pack against itself: nothing"
ok "no lot is listed" test "$(wc -l <"$out")" = 1
cat >"$work/new.rules" <<'P'
[pack]
name     = Essai
version  = 2
eligible = 5

[blind]
words = insertion
yes   = insertion
no    = voirie

[trade green_spaces]
words           = espaces verts | tonte
labour_share    = 60 %
hourly_cost     = 38
insertion_share = 10 %
yes             = Espaces verts
no              = Voirie

[rule objective]
when   = known social_objective and social_objective = opp
effect = +4
reason = Objectif.

[rule long_enough]
when   = duration >= 6 months
effect = +2
reason = Durée.

[mechanism execution_clause]
when = nature in works services
P
sed -e 's/^effect = +4/effect = +1/' -e 's/^words .*verts.*/words = espaces bleus/' "$work/new.rules" >"$work/old.rules"
run clausier lint --diff "$work/old.rules" samples/notices "$work/new.rules"
exits 1 "two files are broken on purpose"
cp "$out" "$work/diff"
has "$out" '^2026-.*\.xml LOT-000. .*: (not_eligible|to_check) -> eligible: .*objective \(\+1 -> \+4\)' \
    "a lot, its verdicts, and the rule that made them"
run clausier check -r "$work/old.rules" samples/notices
cp "$out" "$work/before.csv"
run clausier check -r "$work/new.rules" samples/notices
cp "$out" "$work/after.csv"
ok "lots listed are those whose verdict, trade, hours, mechanism or duty differ" python3 - "$work/before.csv" "$work/after.csv" "$work/diff" <<'P'
import csv, re, sys
old, new = (list(csv.DictReader(open(p, encoding='utf-8'))) for p in sys.argv[1:3])
lines = open(sys.argv[3], encoding='utf-8').read().splitlines()
told = [k for k in ('verdict', 'trade', 'hours_low', 'hours_high', 'mechanism', 'duty') if k in new[0]]
assert len(told) == 6, told
changed = [n for o, n in zip(old, new) if any(o[k] != n[k] for k in told)]
assert changed and len(old) == len(new)
names = [(r['file'].split('/')[-1], r['lot_id'] or r['notice_id']) for r in changed]
assert names == [tuple(line.split(' ')[:2]) for line in lines[:-1]], (names, lines)
assert lines[-1].startswith('changed %d of %d lots: ' % (len(changed), len(new)))
verdicts = sum(o['verdict'] != n['verdict'] for o, n in zip(old, new))
assert ': verdict %d, ' % verdicts in lines[-1]
assert sum(map(int, re.findall(r'; \w+ -> \w+ (\d+)', lines[-1]))) == verdicts
P
for workers in 1 8; do
    run clausier lint -j $workers --diff "$work/old.rules" --corpus samples/notices "$work/new.rules"
    same "$out" "$work/diff" "-j $workers, the folder named by --corpus: the same bytes"
done
run clausier lint --diff "$work/old.rules" samples/notices "$work/new.rules" samples/rules/montabry.rules
cp "$out" "$work/local"
has "$out" '^changed [1-9][0-9]* of ' "a second pack is read behind both"
hasnt "$out" 'out_of_territory' "and so changes nothing itself"
run clausier lint --blind --diff "$work/old.rules" samples/notices "$work/new.rules"
has "$out" '^changed [1-9][0-9]* of .* trade [1-9]' "blindly, the trade still makes a difference"
hasnt "$out" 'objective' "the objective does not"
run clausier lint --diff "$work/none.rules" samples/notices
exits 3 "an old pack that does not exist"
run clausier lint --diff tests/cases/rules/faults.rules samples/notices
exits 2 "an old pack with faults"
ok "nothing is compared with it" test ! -s "$out"
run clausier lint --diff "$work/old.rules"
exits 2 "on which notices?"
run clausier lint --diff "$work/old.rules" "$work/empty"
has "$out" '^changed 0 of 0 lots' "an empty folder"
run clausier lint --diff "$work/old.rules" "$work/nowhere"
exits 3 "a folder that does not exist, compared"
run clausier lint --diff "$work/old.rules" samples/notices --labels "$work/labels.csv"
exits 2 "a comparison counts nothing by labels"
done_testing

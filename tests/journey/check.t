#!/bin/bash
# clausier check and read on the samples: every lot has its verdict, whatever the number of workers.
. tests/journey/tap.sh

run clausier read samples/notices
exits 1 "two files are broken on purpose"
cp "$out" "$work/read.csv"
cp "$err" "$work/read.err"
run clausier check -j 1 samples/notices
exits 1 "check goes on after them"
cp "$out" "$work/check1.csv"
cp "$err" "$work/check1.err"
ok "a verdict for every lot of the newest states" python3 - "$work/read.csv" "$work/check1.csv" <<'P'
import csv, sys
key = lambda r: (r['file'], r['notice_id'], r['notice_version'], r['lot_id'], r['title'])
read, check = (list(csv.DictReader(open(p, encoding='utf-8'))) for p in sys.argv[1:])
# Replaced by a change and a cancellation, and results and a modification of calls that are there.
gone = {'2026-03-09-collecte-des-dechets.xml', '2026-04-27-mobilier-urbain.xml',
        '2026-03-20-halle-des-forges-attribution.xml', '2026-06-29-bionettoyage-attribution.xml',
        '2026-05-22-ilot-ferrandiere-curage-attribution.xml', '2026-09-28-passerelle-ile-aux-saules-avenant.xml'}
assert gone <= {r['file'].split('/')[-1] for r in read}
assert len(read) >= 40 and [key(r) for r in read if r['file'].split('/')[-1] not in gone] == [key(r) for r in check]
assert [r['status'] for r in check if 'annulation' in r['file']] == ['cancelled'] * sum('annulation' in r['file'] for r in read)
for r in check:
    assert r['verdict'] in ('eligible', 'to_check', 'not_eligible'), r
    assert int(r['points_low']) <= int(r['points_high'])
    assert r['reasons'], r
    assert r['verdict'] != 'to_check' or r['missing'], r
assert {r['verdict'] for r in check} == {'eligible', 'to_check', 'not_eligible'}
P
for workers in 2 8; do
    run clausier check -j $workers samples/notices
    same "$out" "$work/check1.csv" "-j $workers prints the same rows"
    same "$err" "$work/check1.err" "-j $workers says the same"
done
run clausier check --format json samples/notices
cp "$out" "$work/check.json"
ok "JSON says what CSV says" python3 - "$work/check1.csv" "$work/check.json" <<'P'
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8')))
objects = [json.loads(line) for line in open(sys.argv[2], encoding='utf-8')]
assert len(rows) == len(objects)
for r, o in zip(rows, objects):
    assert o['schema'] == 'clausier.check/1'
    for key in ('file', 'lot_id', 'verdict', 'amount', 'trade'):
        assert (o[key] or '') == r[key], (key, o[key], r[key])
    assert str(o['points_low']) == r['points_low'] and str(o['points_high']) == r['points_high']
    assert r['missing'] == ';'.join(o['missing'])
    spoke = [e['rule'] for e in o['evidence'] if e['truth'] == 'true']
    assert ';'.join(spoke) == r['rules']
    spoke = sorted((e for e in o['evidence'] if e['reason']), key=lambda e: e['effect'] != 'exclude')
    said = [e['reason'] for e in spoke] + [o['balance']] + [d['reason'] for d in o['duties']]
    assert ' '.join(part for part in said if part) == r['reasons']
P
run clausier check --csv-dialect fr samples/notices
cp "$out" "$work/french.csv"
ok "the French dialect says the same" python3 - "$work/check1.csv" "$work/french.csv" <<'P'
import csv, sys
plain = list(csv.reader(open(sys.argv[1], encoding='utf-8')))
assert open(sys.argv[2], 'rb').read(3) == b'\xef\xbb\xbf'
french = list(csv.reader(open(sys.argv[2], encoding='utf-8-sig'), delimiter=';'))
assert len(plain) == len(french)
decimals = [plain[0].index(name) for name in ('amount', 'duration_months')]
for p, f in zip(plain, french):
    for i in decimals: f[i] = f[i].replace(',', '.')
    assert p == f, (p, f)
P
run clausier check --csv-dialect de samples/notices
exits 2 "an unknown dialect"
one=$(ls samples/notices/*.xml | head -n 1)
run clausier check "$one"
tail -n +2 "$out" | cut -d, -f1,3- >"$work/by-name"
"$clausier" check - <"$one" | tail -n +2 | cut -d, -f1,3- >"$work/by-stdin"
same "$work/by-name" "$work/by-stdin" "standard input reads like a file"
run clausier explain "$one"
exits 0 "explain"
has "$out" '^ *Pour trancher|Décisif' "ends with what settles it"
run clausier check -r fr-social -r samples/rules/montabry.rules samples/notices
ok "a convention's own pack excludes what lies outside, and nothing else" python3 - "$work/check1.csv" "$out" <<'P'
import csv, sys
everywhere, territory = (list(csv.DictReader(open(p, encoding='utf-8'))) for p in sys.argv[1:])
assert all(b.pop('pack').startswith(a.pop('pack') + ' + ') for a, b in zip(everywhere, territory))
changed = [(a, b) for a, b in zip(everywhere, territory) if a != b]
assert [b['file'] for a, b in changed] == ['samples/notices/2026-05-11-centre-de-convalescence.xml']
assert (changed[0][0]['verdict'], changed[0][1]['verdict']) == ('eligible', 'not_eligible')
assert changed[0][1]['reasons'].startswith("Lieu d'exécution 76200"), changed[0][1]['reasons']
P
run clausier explain -l LOT-0001 "$one"
exits 0 "explain one lot"
ok "it is explained" test -s "$out"
run clausier explain -l LOT-9999 "$one"
exits 2 "a lot that is not there"
has "$err" 'no lot LOT-9999' "it is named"
run clausier lint
exits 0 "the shipped pack passes its own lint"
run clausier lint fr-social samples/rules/montabry.rules
exits 0 "so does the samples' pack"
run clausier lint be-wallonie
exits 0 "so does a pack of another law"
done_testing

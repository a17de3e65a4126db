#!/bin/bash
# Packs that break, and lots that hold next to nothing: each is answered by name and place, and what cannot be known is
# unknown, never "no".
. tests/journey/tap.sh
export LC_ALL=C.UTF-8
head='[pack]\nname = Essai\nversion = 1\neligible = 3\n'
said() { cat "$out" "$err" >"$work/said"; }

# Not a pack at all.
printf "${head}[rule r]\nwords = \\351tudes\neffect = +3\n" >"$work/latin.rules"
for command in "check samples/notices/plan-achats.csv -r" lint; do
    run clausier $command "$work/latin.rules"
    exits 2 "$command: a pack in Windows-1252"
    said
    has "$work/said" 'latin.rules:6:[0-9]*: not UTF-8: was it saved as Windows-1252[?]' "$command: its line is said"
    hasnt "$work/said" 'no .pack. section' "$command: and nothing that follows from it"
done
printf "$head\0[rule r]\n" >"$work/nul.rules"
run clausier check -r "$work/nul.rules" samples/notices/plan-achats.csv
exits 2 "a pack with a NUL"
has "$err" 'nul.rules:5:[0-9]*: not UTF-8$' "its place is said"
run clausier check -r "$work/none.rules" samples/notices/plan-achats.csv
exits 3 "a pack that is not there"
has "$err" 'none.rules: No such file' "it is named"

# Ten thousand lines.
python3 - "$work/long.rules" <<'P'
import sys
with open(sys.argv[1], 'w', encoding='utf-8') as pack:
    pack.write('[pack]\nname = Long\nversion = 1\neligible = 1000\n')
    for n in range(2000):
        pack.write('[rule r%d]\nwords = mot%d | autre mot%d\neffect = +1\nreason = Mot.\nyes = Mot%d\n' % (n, n, n, n))
P
ok "ten thousand lines" test "$(wc -l <"$work/long.rules")" -gt 10000
printf 'notice_id,title,description\n1,Un MOT1999,et autre mot0\n2,Mot2000,rien\n' >"$work/words.csv"
run clausier check -f json -r "$work/long.rules" "$work/words.csv"
exits 0 "they are read"
ok "the first and the last rule speak, and no other" test \
    "$(head -n 1 "$out" | grep -oE '"rule":"[^"]*"' | tr '\n' ' ')" = '"rule":"r0" "rule":"r1999" '
ok "nothing speaks of another word" test "$(tail -n 1 "$out" | grep -c '"rule"')" = 0

# A pattern that never ends: unknown, with a note, whether or not it would have matched.
cat >"$work/slow.rules" <<'P'
[pack]
name = Essai
version = 1
eligible = 3
[rule slow]
pattern = (a+)+$
effect = +3
reason = Long.
[rule never]
pattern = ^(?:a|aa)+$
effect = exclude
reason = Long.
P
python3 -c "print('notice_id,title,description\n1,' + 'a' * 3000 + '!,x\n2,aaa,x')" >"$work/long.csv"
run clausier check -f json -r "$work/slow.rules" "$work/long.csv"
exits 0 "3,000 letters are judged"
cat >"$work/slow.py" <<'P'
import json, sys
long, short = map(json.loads, open(sys.argv[1], encoding='utf-8'))
assert long['verdict'] == 'to_check', long['verdict']
assert (long['points_low'], long['points_high']) == (0, 3)
for rule in long['evidence']:
    assert rule['truth'] == 'unknown' and 'recherche abandonnée' in rule['note'], rule
assert {rule['rule'] for rule in long['evidence']} == {'slow', 'never'}
assert short['verdict'] == 'not_eligible' and short['points_low'] == 3
P
ok "given up, and said so: to check" python3 "$work/slow.py" "$out"
run clausier explain -r "$work/slow.rules" "$work/long.csv"
has "$out" 'recherche abandonnée' "a reader is told"

# A figure of the law that nobody knows for the notice's day; an amount in kronor; an award; next to nothing.
cat >"$work/dated.rules" <<'P'
[pack]
name = Essai
version = 1
eligible = 3
[value figure]
from 2026-01-01 to 2026-12-31 = 100 000
[rule large]
when = procedure_amount >= figure
effect = +3
reason = Grand.
[rule volume]
when = amount >= 50 000
effect = exclude
reason = Gros.
[duty asks]
label = Demande
when = procedure_amount >= figure
P
cat >"$work/dated.csv" <<'P'
notice_id,title,cpv_main,issue_date,procedure_amount,amount,currency,amount_source
1,Lot,45000000,2026-06-01,100000,10000,EUR,
2,Lot,45000000,2027-01-01,100000,10000,EUR,
3,Lot,45000000,2026-06-01,100000,90000,SEK,
4,Lot,45000000,2026-06-01,100000,90000,EUR,total-value
5,Lot,45000000,2026-06-01,100000,0.01,EUR,
6,Lot,45000000,,,,,
P
run clausier check -f json -r "$work/dated.rules" "$work/dated.csv"
exits 0 "they are judged"
cat >"$work/dated.py" <<'P'
import json, sys
for line in open(sys.argv[1], encoding='utf-8'):
    row = json.loads(line)
    notes = [e['note'] or '' for e in row['evidence'] if e['truth'] == 'unknown']
    print(row['notice_id'], row['verdict'], row['duty'], ','.join(row['missing']), '/'.join(notes), sep='|')
P
python3 "$work/dated.py" "$out" >"$work/got"
cat >"$work/want" <<'P'
1|eligible|due||
2|to_check|unknown|figure|valeur non connue au 01/01/2027 : figure
3|to_check|unknown|amount,procedure_amount|montant en SEK, et non en euros/montant en SEK, et non en euros
4|to_check|due|amount|montant attribué, et non estimé
5|to_check|due|amount|montant symbolique, et non estimé
6|to_check|unknown|notice_date,amount,procedure_amount|/
P
same "$work/got" "$work/want" "unknown, and why"

# The shipped pack and the least that a notice may hold: the answer is never "no" for want of facts.
printf 'notice_id,title,cpv_main,description\n1,Lot,,x\n2,Lot,45000000,\n3,Nettoyage des locaux,,x\n' >"$work/least.csv"
run clausier check -f json -r fr-social -r samples/rules/montabry.rules "$work/least.csv"
exits 0 "notices without code, amount, date, place, nature"
ok "none is excluded for it" test "$(grep -c '"verdict":"not_eligible"' "$out")" = 0
ok "what is missing is named" test "$(grep -c '"missing":\[[^]]*"amount"' "$out")" -ge 2

# A title of blanks is no title.
printf 'notice_id,title,cpv_main\n1,   ,45000000\n2,\302\240\342\200\257,45000000\n3,"",45000000\n4,Lot,45000000\n' >"$work/blank.csv"
run clausier check -r fr-social "$work/blank.csv"
exits 1 "titles of blanks"
for line in 2 3 4; do has "$err" "blank.csv:$line: title: empty: row refused" "line $line is refused by name"; done
ok "the others are judged" test "$(wc -l <"$out")" = 2
done_testing

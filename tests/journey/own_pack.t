#!/bin/bash
# A facilitator changes what is judged in text alone: a rule, a trade and a case of one's own, a rule changed and one
# disabled. What is then expected wrongly is said at its place.
. tests/journey/tap.sh
export LC_ALL=C.UTF-8
socle=rules/packs/fr-social.rules

cat >"$work/notices.csv" <<'P'
notice_id,title,cpv_main,nature,duration_months,issue_date,amount,nuts
1,Apiculture et ruches des parcs,03142100,services,12,2026-09-15,90000,FR105
2,Nettoyage des locaux municipaux,90911200,services,36,2026-09-15,200000,FR105
3,Audit du nettoyage des locaux,90911200,services,12,2026-09-15,60000,FR105
P
judged() { # id verdict trade hours rules
    python3 -c "import csv, sys
for row in csv.DictReader(sys.stdin): print(row['notice_id'], row['verdict'], row['trade'] or '-', row['hours_low'] or '-',
                                            row['rules'])" <"$out"
}
row() { judged | grep -E -- "$1"; }
no_row() { test -z "$(row "$1")"; }

run clausier check -r fr-social "$work/notices.csv"
exits 0 "the shipped pack alone"
ok "it knows no beekeeping" no_row '^1 eligible'
ok "beekeeping is no trade of it" row '^1 [a-z_]+ - - '
ok "cleaning for three years is long enough" row '^2 eligible cleaning [0-9]+ .*long_enough'
ok "an audit is intellectual" row '^3 [a-z_]+ .*intellectual(;|$)'

cat >"$work/own.rules" <<'P'
# Ce que notre convention ajoute au socle.
[pack]
name    = Notre convention
version = 2026-11-27

[trade beekeeping]
label           = Apiculture
cpv             = 03142*
words           = apiculture | ruche*
labour_share    = 70 %
hourly_cost     = 30
insertion_share = 20 %
rome            = A1409
yes             = Apiculture et ruches des parcs
no              = Miel et confitures

[rule local_honey]
label  = Apiculture de proximité
when   = trade = beekeeping and duration >= 12 months
effect = +6
reason = Les ruches sont un chantier d'insertion possible : {hours} h.

[change rule long_enough]
when   = duration >= 48 months
reason = Quatre ans au moins : {duration}.

[disable rule intellectual]
because = Nos facilitateurs regardent les audits eux-mêmes.

[case bees]
title    = Entretien des ruches
nature   = services
duration = 12 months
amount   = 90 000
expect   = eligible : local_honey, not long_enough ; trade beekeeping ; hours 420
P
run clausier lint "$socle" "$work/own.rules"
exits 0 "lint finds nothing wrong"
run clausier check -r fr-social -r "$work/own.rules" "$work/notices.csv"
exits 0 "both packs"
ok "the new rule and trade make the lot eligible, with hours" row '^1 eligible beekeeping 420 .*local_honey'
ok "the changed rule is silent" no_row '^2 .*long_enough'
ok "the disabled rule is silent" no_row '[ ;]intellectual(;|$)'
run clausier explain -w 160 -r fr-social -r "$work/own.rules" "$work/notices.csv"
has "$out" "Les ruches sont un chantier d'insertion possible : 420.h" "its reason can be read"
has "$out" 'own:17' "and where it stands"

# A wrong expectation: where it stands, what was expected and what came out, with a caret under the verdict.
sed 's/^expect   = eligible/expect   = not_eligible/' "$work/own.rules" >"$work/wrong.rules"
line=$(grep -n '^expect' "$work/wrong.rules" | cut -d: -f1)
run clausier lint "$socle" "$work/wrong.rules"
exits 2 "a wrong expectation"
cat "$out" "$err" >"$work/said"
has "$work/said" "wrong.rules:$line:12: case bees: expected not_eligible.*, got eligible" "its place, and what came out"
caret=$(grep -A 2 "wrong.rules:$line:12:" "$work/said" | tail -n 1)
ok "a caret under the verdict" test "$caret" = "               ^~~~~~~~~~~~"
run clausier check -r fr-social -r "$work/wrong.rules" "$work/notices.csv"
exits 0 "a case is lint's business"
ok "what is judged is the same" row '^1 eligible beekeeping 420 '

# A name that is there already, and a change of one that is not.
printf '[pack]\nname = x\nversion = 1\n[rule volume]\nwhen = lots = 1\neffect = note\n[change rule volum]\neffect = +1\n' \
    >"$work/twice.rules"
run clausier check -r fr-social -r "$work/twice.rules" "$work/notices.csv"
exits 2 "a rule defined twice"
ok "nothing is judged" test ! -s "$out"
has "$err" 'twice.rules:4:2: rule volume is already defined at .*fr-social.rules:[0-9]+' "both places are named"
has "$err" 'twice.rules:7:9: no rule volum stands before' "as is what does not exist"
done_testing

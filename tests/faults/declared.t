#!/bin/bash
# Promise 2: hours are never counted twice, whatever comes when.
. tests/journey/tap.sh
home=$work/convention
scope='M25-004;99999923800010'
head='Numéro de marché;SIRET du déclarant;Date de déclaration;Référence participant;Mois;Heures réalisées;Type d’employeur;Type de contrat'
declare_on() { # name, day of declaration, hours of two people
    printf '%s\n%s;%s;P-0410;2026-02;%s;AI;CDDU\n%s;%s;P-0418;2026-02;%s;AI;CDDU\n' "$head" "$scope" "$2" "$3" "$scope" "$2" "$4" \
        >"$home/inbox/hours/$1"
}
today() { run clausier run -C "$home" --date "$1"; }
json() { python3 -c "import json, sys; run = json.load(open('$home/out/latest/run.json')); print($1)"; }
total() { # what holds of February's hours
    "$clausier" export -C "$home" hours | python3 -c "
import csv, sys
from decimal import Decimal
print(sum(Decimal(row['hours']) for row in csv.DictReader(sys.stdin) if row['contract_id'] == 'M25-004' and row['status'] == 'holds'))"
}
knows() { for what in hours people contracts decisions; do "$clausier" export -C "$home" $what; done; }

run clausier init "$home" --sample
rm -f "$home"/inbox/hours/* "$home"/inbox/notices/* "$home"/inbox/decisions/*
declare_on fevrier.csv 10/03/2026 40,00 30,00
today 2026-11-02
ok "the first declaration" test "$(json "run['counts']['replaced']")" = 0
has "$home/out/latest/digest.txt" '^Premier passage' "has its page"

declare_on fevrier-encore.csv 10/03/2026 40,00 30,00
today 2026-11-03
exits 0 "the same hours under another name"
ok "replace nothing" test "$(json "run['counts']['replaced']")" = 0
ok "and stand there once" test "$(sqlite3 "$home/registry.sqlite" 'SELECT count(*) FROM hours')" = 2

declare_on corrige.csv 12/04/2026 38,00 30,00
today 2026-11-04
exits 0 "a corrected declaration"
ok "is one replacement" test "$(json "run['counts']['replaced']")" = 1
has "$home/out/latest/digest.txt" 'février.2026.:.70.h.remplacées.par.68.h' "as the digest says"
ok "once" test "$(grep -c 'remplacées par' "$home/out/latest/digest.txt")" = 1
ok "and run.json" test "$(json "[(one['month'], one['before'], one['after']) for one in run['replaced']]")" = "[('2026-02', '70.00', '68.00')]"
today 2026-11-05
ok "on the next day it is no news" test "$(json "run['counts']['replaced']")" = 0

declare_on vieux.csv 11/03/2026 99,00 99,00
today 2026-11-06
exits 0 "an older declaration that comes late"
ok "does not count" test "$(total)" = 68.00
hasnt "$home/out/latest/digest.txt" 'remplacées.par.198' "nor does it replace the later one"

declare_on autre.csv 12/04/2026 12,00 11,00
today 2026-11-07
exits 1 "another declaration of the same day as the one that holds"
has "$err" 'another declaration of the same day differs' "both are refused"
hasnt "$err" '99,00|38,00|12,00|11,00|P-04' "and no cell is quoted"
today 2026-11-08
exits 0 "the morrow has nothing to add"
declare_on tranche.csv 01/05/2026 20,00 20,00
today 2026-11-09
exits 0 "a later declaration settles it"
ok "and holds" test "$(total)" = 40.00
ok "in the figures too" test "$(json "run['counts']['replaced']")" = 1

# whatever the order in which they came
knows >"$work/before"
run clausier run -C "$home" --rebuild
exits 0 "a rebuild"
knows >"$work/after"
same "$work/before" "$work/after" "knows the same"
today 2026-11-09
today 2026-11-10
ok "and nothing is replaced once more" test "$(json "run['counts']['replaced']")" = 0
done_testing

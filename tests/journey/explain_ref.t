#!/bin/bash
# A notice of a convention by its id: explained as its file is, then what became of it.
. tests/journey/tap.sh
unset CLAUSIER_CONVENTION
home=$work/s
program=$(realpath "$clausier")
rules="-r rules/packs/fr-social.rules -r samples/rules/montabry.rules"
run clausier init --sample "$home"
find "$home/inbox/notices" -name '2026-0[1-6]*' -exec mv {} "$work" \;
tar -C "$work" -czf "$home/inbox/notices/semestre.tar.gz" $(cd "$work" && ls *.xml)
find "$home/inbox" -type f -exec touch -d '1 hour ago' {} +
run clausier explain -C "$home" a8bd7fdc-28ba-48e6-ab77-aef91e9ba513
exits 3 "before the first run"
has "$err" 'clausier run makes it' "the way out is said"
"$clausier" run -C "$home" --date 2026-10-01 2>/dev/null

without_history() { sed '/^Historique$/,$d' "$1"; }
for pair in a8bd7fdc-28ba-48e6-ab77-aef91e9ba513:2026-09-14-gardiennage-et-securite-incendie.xml \
    82fa8a19-b3d0-48af-91ff-6065a657edf3:2026-01-26-carburants.xml; do
    run clausier explain -w 100 -C "$home" "${pair%%:*}"
    exits 0 "explain ${pair%%:*}"
    without_history "$out" >"$work/by_id"
    ok "with its history" grep -q '^Historique$' "$out"
    run clausier explain -w 100 $rules "samples/notices/${pair#*:}"
    same "$out" "$work/by_id" "is what its file gives"
done
run clausier explain -w 100 -C "$home" 82FA8A19-B3D0-48AF-91FF-6065A657EDF3@1#LOT-0002
exits 0 "an id in capitals, a version by its number, one lot"
has "$out" 'Carburants par cartes' "is that lot"
hasnt "$out" 'Gazole et carburant' "and no other"
has "$out" '^    2026-10-01  reçu : semestre.tar.gz!2026-01-26-carburants.xml$' "it says in which archive it came"
has "$out" '^    2026-10-01  compte parmi' "and since when it counts"

run clausier explain -C "$home" PA27-04
exits 0 "a row of a plan, whose id means something with its buyer only"
has "$out" "^    2026-11-02  l'avis : attendre — À revoir" "with its decision"
run clausier explain -w 100 -C "$home" f149a708-c618-4a8e-8f42-e4c2fc5a9507#LOT-0001
has "$out" '^    2026-07-20  LOT-0001 : proposer — ' "a decision about one lot"

# what gave way to another
"$clausier" export -C "$home" notices >"$work/notices.csv"
gone=$(awk -F, '$1 == "superseded" { print $10; exit }' "$work/notices.csv")
answer=$(awk -F, '$1 == "answered" { print $10; exit }' "$work/notices.csv")
run clausier explain -C "$home" "$gone"
exits 0 "a notice that was replaced"
has "$out" '(ne compte plus|jamais compté) : remplacé' "says so"
run clausier explain -C "$home" "$answer"
has "$out" "jamais compté : répond à l'appel" "so does a result"

# other rules
sed 's/^eligible = 5$/eligible = 12/' rules/packs/fr-social.rules >"$home/rules/social.rules"
sed -i 's/^use = .*/use = rules\/social.rules rules\/montabry.rules/' "$home/convention.conf"
"$clausier" run -C "$home" --date 2026-10-02 2>/dev/null
"$clausier" export -C "$home" verdicts >"$work/verdicts.csv"
changed=$(sed -n 2p "$work/verdicts.csv" | cut -d, -f1,3 | tr , '#')
run clausier explain -w 120 -C "$home" "$changed"
has "$out" '^    2026-10-02  .* → .* \(les règles ont changé\)$' "a verdict that changed, when and why"
has "$out" 'éligible à partir de 12' "judged by the rules of the convention"
run clausier explain -w 120 -r rules/packs/fr-social.rules -C "$home" "$changed"
has "$out" 'éligible à partir de 5' "or by others, with -r"

# what is not there
run clausier explain -C "$home" a8bd7fdc-28ba-48e6-ab77-aef91e9ba513@07
exits 2 "a version that never came"
has "$err" 'there is no version 07: 01' "those that did are listed"
run clausier explain -C "$home" a8bd7fdc-28ba-48e6-ab77-aef91e9ba513#LOT-0099
exits 2 "a lot that it does not have"
has "$err" 'has no lot LOT-0099: LOT-0001' "those that it has are listed"
run clausier explain -C "$home" nowhere
exits 2 "no such notice"
has "$err" 'no notice nowhere in this convention, and no such file' "it is said"
run clausier explain -C "$home" samples/notices/2026-01-26-carburants.xml
exits 2 "a file with -C"

# where the convention is
run env CLAUSIER_CONVENTION="$home" "$clausier" explain PA27-04
exits 0 "by the variable"
(cd "$home/out/latest" && CLAUSIER_SHARE=$OLDPWD "$program" explain PA27-04) >"$work/inside" 2>"$err"
same "$out" "$work/inside" "from a folder below"
(cd "$work" && CLAUSIER_SHARE=$OLDPWD "$program" explain PA27-04) >"$out" 2>"$err"
code=$?
exits 3 "elsewhere it is a file that is not there"
run clausier explain -w 100 $rules samples/notices/2026-01-26-carburants.xml
exits 0 "files are explained as ever"
rm "$home/archive/notices"/*/*.csv
run clausier explain -C "$home" PA27-04
exits 3 "a notice whose file was taken out of the archive"
done_testing

#!/bin/bash
# A review of a convention: the same figures as of its loose files; published, it is frozen, whatever comes later: runs,
# reviews, corrected hours, changed contracts, kills in the middle of publishing. The next one says what differs and why.
. tests/journey/tap.sh

home=$work/convention
reviews=$home/reviews
name=review-2025-11-01_2026-10-31
review() { run clausier review -C "$home" "$@"; }
publish() { review --publish --date "$@"; }
today() { run clausier run -C "$home" --date "$@"; }
bytes() { (cd "$reviews" && md5sum "$name.pdf" "$name.json" "$name.xlsx" "$name.html" "$name.published"); }
# of FILE EXPRESSION: of the review that the file holds
of() { python3 -c "import json, sys; r = json.load(open(sys.argv[1])); print($2)" "$1"; }
is() { ok "$4" test "$(of "$1" "$2")" = "$3"; }
figure() { echo "next(((f['published'], f['recomputed'], f['difference'], f['masked']) for f in r['$2']['figures'] if f['figure'] == '$1'), None)"; }
# correct FILE CONTRACT MONTH DECLARED SCRIPT: the rows of services.csv for a contract and month, declared anew
correct() {
    { sed -n 1p samples/hours/services.csv
      grep "^$2;.*;$3;" samples/hours/services.csv | LC_ALL=C awk -F';' -v OFS=';' -v day="$4" "{ sub(\",\", \".\", \$6); $5
          \$6 = sprintf(\"%.2f\", \$6); sub(\"\\\\.\", \",\", \$6); \$3 = day; print }"; } >"$home/inbox/hours/$1"
}

run clausier init "$home" --sample
review
exits 2 "a convention that has never been run"
has "$err" 'clausier run' "is told what makes its registry"
ok "and nothing is written" test -z "$(ls "$reviews")"
today 2026-09-25
for more in '' --publish; do
    review -t note-elus $more
    exits 2 "reviews/ keeps no note $more"
    has "$err" '--template: -o OUT.pdf is needed' "it is said what is needed"
done
ok "and it has none" test -z "$(ls "$reviews")"

# --- the same figures as of the loose files
run clausier $sample_review --format json --unmasked
cp "$out" "$work/loose.json"
review --format json --unmasked
exits 1 "the review of the convention, as numbers"
cp "$out" "$work/home.json"
python3 - "$work/loose.json" "$work/home.json" >"$work/said" <<'P'
import json, sys
loose, home = (json.load(open(path)) for path in sys.argv[1:])
for review in (loose, home):  # the plan is no notice of a registry
    for stage in ("notices", "lots", "eligible", "to_check"): del review["funnel"][stage]
for key in loose:
    if key not in ("screening", "quality") and loose[key] != home[key]:
        print(key, "differs")
quality, kept = home["quality"], loose["quality"]
print(sorted(set(home) ^ set(loose)), quality["refused"] == kept["refused"], quality["blank"])
# of loose files the rows of the purchase plan, headings and blank lines are counted, too
plan = sum(1 for line in open("samples/notices/plan-achats.csv", "rb") if line.strip()) - 1
print(kept["kept"] - quality["kept"] in (plan, plan - 1), kept["rows_read"] - kept["kept"] - kept["refused"] - kept["blank"] > 0)
P
printf '[] True None\nTrue True\n' >"$work/want"
same "$work/said" "$work/want" "are those of the loose files, but for what nobody counts of a registry"
ok "the funnel, too: all that the sample has was issued or taken in the period" test "$(of "$work/home.json" "r['screening']")" = "$(of "$work/loose.json" "r['screening']")"
review -p 2026-01 --format json
ok "of a month its notices only" test "$(of "$out" "0 < r['screening']['lots'] < 20")" = True

# --- drafts
review
exits 1 "without -o"
has "$err" "$name.pdf: written" "it is said where the review goes"
for ending in pdf json xlsx html; do ok "which has $name.$ending" test -s "$reviews/$name.$ending"; done
ok "and nothing else" test "$(ls -A "$reviews" | wc -l)" = 4
cp "$reviews/$name.pdf" "$work/draft.pdf"
review -p 2026-03
ok "a month's has its own name" test -s "$reviews/review-2026-03.pdf"
review -p 2026 -o "$work/elsewhere.pdf"
ok "-o goes elsewhere" test -s "$work/elsewhere.pdf" -a ! -e "$reviews/review-2026.pdf"
review --supersede "faute de frappe"
exits 2 "--supersede without --publish"
publish 2026-11-20 --supersede "faute de frappe"
exits 2 "nothing is published that could be superseded"
publish 2026-09-24
exits 2 "published before the last run"
cp "$home/reference/contracts.csv" "$work/contracts.csv"
echo >>"$home/reference/contracts.csv"
publish 2026-11-20
exits 2 "contracts that no run has seen"
has "$err" 'first clausier run' "say what is to be done"
cp "$work/contracts.csv" "$home/reference/contracts.csv"
ok "and nothing is published" test ! -e "$reviews/$name.published"

# --- published
publish 2026-11-20
exits 1 "published, with what was refused said"
bytes >"$work/published"
ok "its files are read-only" test "$(stat -c %a "$reviews/$name".* | sort -u)" = 444
ok "and nothing is left beside them" test -z "$(find "$reviews" -name '.*' -type f)"
run pdftotext -layout "$reviews/$name.pdf" "$work/text"
has "$work/text" 'Édité le 20 novembre 2026' "the day stands on its cover"
hasnt "$work/text" 'recalcul' "and nothing of what differs"
publish 2026-11-21
exits 2 "published again"
has "$err" 'published on 2026-11-20.*--supersede' "is refused with the way out"
run clausier $sample_review -o "$reviews/$name.pdf"
exits 2 "a review of loose files with -o"
has "$err" 'read-only' "does not write over it either"
review
has "$err" "$name-recomputed.pdf: written" "the next review has a name of its own"
is "$reviews/$name-recomputed.json" "(r['published']['figures'], r['published']['causes'])" "([], [])" "and nothing to say of the one published"
bytes >"$work/now"
same "$work/published" "$work/now" "the published one is as it was"

# --- hours that are declared once more, by enough people
correct juin.csv M25-022 2026-06 22/11/2026 '$6 += 1.25;'
today 2026-11-23
exits 0 "six people's hours are corrected"
review
is "$reviews/$name-recomputed.json" "$(figure hours_done published)" "('18951.16', '18958.66', '7.50', False)" "hours: published beside recomputed"
is "$reviews/$name-recomputed.json" "$(figure people published)" None "what is the same is not shown"
is "$reviews/$name-recomputed.json" "[(c['cause'], c.get('contract_id'), c.get('month'), c.get('before'), c.get('after')) for c in r['published']['causes']]" \
    "[('replaced', 'M25-022', '2026-06', '173.00', '180.50'), ('files', None, None, None, None)]" "and why they differ"
run pdftotext -layout "$reviews/$name-recomputed.pdf" "$work/text"
has "$work/text" 'Heures réalisées +18.951,16 +18.958,66 +7,5' "the PDF shows both"
has "$work/text" 'juin 2026 : 173 h remplacées par' "and the declaration"
has "$work/text" "publié le 20 novembre 2026 et n’est plus modifié" "and when it was published"
run qpdf --check "$reviews/$name-recomputed.pdf"
exits 0 "qpdf finds nothing wrong"

# --- by one person: a difference that would be that person's
correct juillet.csv M25-022 2026-07 23/11/2026 'if (NR == 1) $6 += 41.5;'
today 2026-11-24
review
is "$reviews/$name-recomputed.json" "$(figure hours_done published)" "(None, '19000.16', None, True)" "hours of one person: no difference, and nothing to subtract from"
is "$reviews/$name-recomputed.json" "$(figure rate published)[0::2]" "(None, None)" "nor a rate that has them"
is "$reviews/$name-recomputed.json" "[c.get('before') for c in r['published']['causes'] if c.get('month') == '2026-07']" "[None]" "nor what they were before"
run pdftotext -layout "$reviews/$name-recomputed.pdf" "$work/text"
has "$work/text" 'Heures réalisées +s +19.000,16 +s$' "in the PDF they are masked"
hasnt "$work/text" '18.951,16|18 951,16' "and the number stands nowhere"
pdfdetach -saveall -o "$work" "$reviews/$name-recomputed.pdf" 2>/dev/null
ok "nor in any attached file" test -z "$(grep -laE "18951[.,]16" "$work"/*.csv "$work/bilan-donnees.json")"
has "$work/publie-et-recalcule.csv" '^1;Heures réalisées;s;' "which has the letter"
has "$work/bilan-donnees.json" '"Heures réalisées",\{"masked":true\}' "and the mark"
review --format json --unmasked
is "$out" "$(figure hours_done published)" "('18951.16', '19000.16', '49.00', False)" "the house itself sees it"

# --- contracts, configuration, persons
python3 - "$home/reference/contracts.csv" <<'P'
import sys
path = sys.argv[1]
text = open(path, "rb").read()
line = next(l for l in text.splitlines(True) if l.startswith(b"M25-033"))
open(path, "wb").write(text.replace(line, b""))
P
sed -i 's/^fte_hours .*/fte_hours = 1 600/' "$home/convention.conf"
today 2026-11-25
review
is "$reviews/$name-recomputed.json" "[c['cause'] for c in r['published']['causes'] if c['cause'] not in ('replaced', 'files')]" "['removed', 'conf']" "a contract that is gone and another configuration are causes"
is "$reviews/$name-recomputed.json" "$(figure contracts published)[:3]" "(14, 13, -1)" "a contract less"
cp "$work/contracts.csv" "$home/reference/contracts.csv"
today 2026-11-25

# --- superseded
publish 2026-11-26 --supersede $'deux\nlignes'
exits 2 "a reason of two lines"
publish 2026-11-26 --supersede "Heures de juin et de juillet rectifiées."
exits 1 "published once more, with a reason"
(cd "$reviews" && md5sum "$name.v1.pdf" "$name.v1.json" "$name.v1.xlsx" "$name.v1.html" "$name.v1.published") | sed 's/\.v1//' >"$work/now"
same "$work/published" "$work/now" "the former is kept, byte by byte"
ok "read-only" test "$(stat -c %a "$reviews/$name".v1.* | sort -u)" = 444
run pdftotext -layout "$reviews/$name.pdf" "$work/text"
has "$work/text" 'remplace celui qui a été publié le 20 novembre 2026. Motif.:.«.Heures de juin et de' "the new one says which it supersedes, and why"
is "$reviews/$name.json" "r['supersedes']" "{'published_on': '2026-11-20', 'reason': 'Heures de juin et de juillet rectifiées.'}" "so do its numbers"
is "$reviews/$name.json" "r['published']['published_on']" 2026-11-20 "beside those of the former"
has "$reviews/$name.published" '^version = 2$' "it is the second"
bytes >"$work/published"

# --- the following period
cat >"$work/next.awk" <<'A'
/^period/ { $0 = "period = 2026-11-01 to 2027-10-31" }
!/^previous_|^published/
A
cp "$home/convention.conf" "$work/this.conf"
awk -f "$work/next.awk" "$work/this.conf" >"$home/convention.conf"
review --format json
is "$out" "(r['previous']['published_on'], r['previous']['figures'])" "('2026-11-26', [])" "the review of the next period knows the one before"
correct aout.csv M25-022 2026-08 26/11/2026 '$6 += 2;'
today 2026-11-27
review
next=review-2026-11-01_2027-10-31
is "$reviews/$next.json" "$(figure hours_done previous)" "('19000.16', '19012.16', '12.00', False)" "and shows it beside what it would be today"
run pdftotext -layout "$reviews/$next.pdf" "$work/text"
has "$work/text" 'Période précédente : publié, recalculé' "in the PDF"
has "$work/text" 'Heures réalisées +.*19.000,16' "with the published hours as those of the period before"
is "$reviews/$next.json" "[(y['from'], y['published_on'], y['figures']['hours_done'], y['figures']['people']) for y in r['years']]" \
    "[('2025-11-01', '2026-11-26', '19000.16', '61')]" "the years side by side are those that were published, as they were"
has "$work/text" '2025 – 2026 +14 .*19.000.*61 +Bilan publié le 26 novembre' "and stand in a table"
cp "$work/this.conf" "$home/convention.conf"

# --- killed while it was published: every state that a kill can leave
cp -r "$home" "$work/before" # as it was before
publish 2026-11-28 --supersede "Août rectifié."
cp -r "$home" "$work/after"
state() { rm -rf "$home" && cp -a "$work/$1" "$home"; }
took() { cp -a "$work/after/reviews/$name$1" "$reviews/$2"; }
rm -rf "$work/before" && mkdir "$work/before" && (cd "$work/after" && tar cf - .) | (cd "$work/before" && tar xf -)
for ending in pdf json xlsx html published; do
    rm -f "$work/before/reviews/$name.$ending"
    mv "$work/before/reviews/$name.v2.$ending" "$work/before/reviews/$name.$ending"
done
state before
bytes >"$work/now"
same "$work/published" "$work/now" "as before, the second is published"
bytes_of() { (cd "$work/$1/reviews" && md5sum "$name.pdf" "$name.json" "$name.xlsx" "$name.html" "$name.published"); }
bytes_of after >"$work/third"
for killed in 1 2 3; do
    state before
    took .pdf ".$name.pdf.new"
    [ $killed -ge 2 ] && took .json ".$name.json.new"
    [ $killed -ge 3 ] && cp -a "$reviews/$name.pdf" "$reviews/$name.v2.pdf"
    review
    bytes >"$work/now"
    same "$work/published" "$work/now" "killed before the record ($killed): the former is the published one"
    ok "and nothing hidden is left" test -z "$(find "$reviews" -name '.*' -type f)"
    publish 2026-11-28 --supersede "Août rectifié."
    bytes >"$work/now"
    same "$work/third" "$work/now" "publishing again comes to the same"
done
for killed in 1 2 3; do
    state before
    for ending in pdf json xlsx html published; do took .v2.$ending "$name.v2.$ending"; done
    took .pdf ".$name.pdf.new"
    took .json ".$name.json.new"
    took .xlsx ".$name.xlsx.new"
    took .html ".$name.html.new"
    took .published ".$name.published.new"
    [ $killed -ge 2 ] && mv -f "$reviews/.$name.pdf.new" "$reviews/$name.pdf"
    [ $killed -ge 3 ] && mv -f "$reviews/.$name.json.new" "$reviews/$name.json"
    review --format json
    is "$out" "(r['published']['published_on'], r['published']['version'])" "('2026-11-28', 3)" "killed behind the record ($killed): it is published, whoever looks"
    review
    exits 1 "the next one finishes it"
    hasnt "$err" 'not what was published' "without a complaint"
    bytes >"$work/now"
    same "$work/third" "$work/now" "to the same bytes"
    ok "and nothing hidden is left" test -z "$(find "$reviews" -name '.*' -type f)"
done
bytes >"$work/published"

# --- killed by the clock, somewhere
for after in 0.02 0.05 0.1 0.2 0.3 0.4; do
    state before
    timeout --foreground -s KILL $after "$clausier" review -C "$home" --publish --date 2026-11-28 --supersede "Août rectifié." >/dev/null 2>&1
    review
    hasnt "$err" 'not what was published|record' "killed after $after s: nothing is half published"
    bytes >"$work/now"
    ok "it is the one or the other" test -n "$(cmp "$work/third" "$work/now" >/dev/null && echo new; [ "$(sed -n 's/^version = //p' "$reviews/$name.published")" = 2 ] && echo old)"
done
state after

# --- somebody has been there
chmod u+w "$reviews/$name.json"
sed -i 's/19012/20012/' "$reviews/$name.json"
md5sum "$reviews/$name.json" >"$work/edited"
review
exits 1 "a published file that somebody has edited"
has "$err" "$name.json: not what was published on 2026-11-28" "is named"
ok "and left" md5sum --status -c "$work/edited"
publish 2026-11-29 --supersede "Fichier modifié."
exits 1 "superseded, it is"
ok "kept as it is, not overwritten" test "$(md5sum <"$reviews/$name.v3.json")" = "$(cut -d' ' -f1 "$work/edited")  -"
chmod u+w "$reviews/$name.published"
sed -i 's/^people = .*/people = 99/' "$reviews/$name.published"
bytes >"$work/edited"
review
exits 1 "a record that somebody has edited"
has "$err" "$name.published: the record of a published review is not as it was written" "is named"
is "$reviews/$name-recomputed.json" "'published' in r" False "nothing is compared with it"
publish 2026-11-30 --supersede "Encore."
exits 2 "and nothing is published over it"
bytes >"$work/now"
same "$work/edited" "$work/now" "it is left as it is"

# --- later runs, a rebuild, a purge, another process
state after
rm "$home/registry.sqlite"
run clausier run -C "$home" --rebuild
exits 0 "the registry is made again"
review --format json
is "$out" "r['published']['figures']" "[]" "what was known at publication is known again"
today 2027-11-30
SOURCE_DATE_EPOCH=1893456000 run clausier purge -C "$home" --execute
ok "the purge of a later year" test "$code" -le 1
ok "finds nobody whom the registry should keep" test "$(sqlite3 "$home/registry.sqlite" 'SELECT count(*) FROM people')" = 0
review --format json
is "$out" "$(figure people published)[0::2], 'forgotten' in [c['cause'] for c in r['published']['causes']]" "(None, None) True" "people who are forgotten leave no difference to count them by, and the cause is said"
is "$out" "$(figure hours_done published)" None "their hours are still there"
review -p 2026
bytes >"$work/now"
same "$work/published" "$work/now" "through runs, a rebuild and a purge, what is published has not changed"
exec 9>>"$home/registry.lock"
flock 9
review
exits 75 "while a run holds the convention, nothing is written to reviews/"
review --format json
exits 1 "but it can be looked at"
exec 9>&-
done_testing

#!/bin/bash
# Retention: who was last heard of long ago is forgotten everywhere, no total changes, nobody comes back; whatever the
# moment at which a purge is killed.
. tests/journey/tap.sh
unset CLAUSIER_CONVENTION
home=$work/s
day() { export SOURCE_DATE_EPOCH=$(date -ud "$1" +%s); }
purge() { run clausier purge -C "$home" "$@"; }
exports() { # the convention, where to
    mkdir -p "$2"
    for what in notices verdicts contracts hours people structures decisions clauses; do
        "$clausier" export -C "$1" "$what" >"$2/$what.csv" || echo "# $what failed"
    done
}
tree() { (cd "$1" && find . \( -type f -exec md5sum {} + -o -type l -printf '%l %p\n' \)) | sort; }
# Sums of the hours that hold, by all that a review adds up: $1 the export.
totals() {
    python3 - "$1" <<'P'
import collections, csv, sys
sums = collections.Counter()
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")):
    if row["status"] == "holds":
        for key in "contract_id", "month", "declarant_siret", "employer_kind", "contract_type":
            sums[key, row["contract_id"], row["month"], row[key]] += round(100 * float(row["hours"]))
            sums["training", key, row[key]] += round(100 * float(row["training_hours"] or 0))
print(*sorted((key, count) for key, count in sums.items() if count), sep="\n")
P
}

# A convention with a key and names, and with what can be wrong: a line twice, a person twice, an unknown one, two
# declarations of a day that contradict each other.
make() {
    rm -rf "$1"
    day 2026-11-20
    "$clausier" init --sample "$1" >/dev/null 2>&1
    [ -f "$work/key" ] || { head -c 32 /dev/urandom >"$work/key" && chmod 400 "$work/key"; }
    sed -i "s|^retention_months.*|retention_months = 4\nkey = $work/key|" "$1/convention.conf"
    printf 'Nom;Prénom;Date de naissance;Sexe;Date de sortie;Situation à la sortie\nZOZIME;Zélie;09/03/1985;F;01/02/2026;CDI\n' \
        >"$1/inbox/people/noms.csv"
    head='contract_id;declarant_siret;declared_on;person_ref;month;hours;contract_type'
    printf '%s\n' "$head" 'M25-022;99999922000018;2026-02-03;P-0378;2026-01;10;CDI' 'M25-022;99999922000018;2026-02-03;P-0378;2026-01;10;CDI' \
        'M25-022;99999922000018;2026-02-03;P-0391;2026-01;7;CDI' 'M25-022;99999922000018;2026-02-03;P-0391;2026-01;9;CDI' \
        'M25-022;99999922000018;2026-02-03;P-9999;2026-01;5;CDI' 'M25-022;99999922000018;2026-02-03;P-0382;2026-01;3;CDI' \
        >"$1/inbox/hours/abime.csv"
    printf '%s\n' "$head" 'M25-011;99999915400019;2026-02-04;P-0378;2025-12;4;CDI' 'M25-011;99999915400019;2026-02-04;P-0391;2025-12;6;CDI' \
        >"$1/inbox/hours/rival-a.csv"
    printf '%s\n' "$head" 'M25-011;99999915400019;2026-02-04;P-0378;2025-12;6;CDI' 'M25-011;99999915400019;2026-02-04;P-0391;2025-12;4;CDI' \
        >"$1/inbox/hours/rival-b.csv"
    find "$1/inbox" -type f -exec touch -d '1 hour ago' {} +
    "$clausier" run -C "$1" --date 2026-11-20 2>/dev/null
}
make "$home"
exports "$home" "$work/first"
totals "$work/first/hours.csv" >"$work/first.totals"
cp -r "$home" "$work/whole"
mkdir -p "$home/out/2026-03-01" "$home/out/2026-10-01"
cp "$home/out/2026-11-20/alerts.xlsx" "$home/out/2026-03-01/"
cp "$home/registry.sqlite" "$home/registry.sqlite.v0.bak"
cut -d, -f1 "$work/first/people.csv" | grep '^p1-' >"$work/pseudonym"
ok "one person came with a name" test "$(wc -l <"$work/pseudonym")" = 1

# --- it is only said, at first
day 2026-11-27
tree "$home" >"$work/before"
purge -v
exits 0 "without --execute"
has "$out" '^[0-9]+ of 64 persons had their last contact before 2026-07-27$' "it is said how many would go"
has "$out" '^[0-9]+ rows of hours, in [0-9]+ files' "with their hours"
has "$out" '^1 days of out/ that are as old$' "a day of out/"
has "$out" '^1 copies of the registry' "an earlier registry"
has "$out" '^1 workbooks of alerts' "the night's workbook, which names one of them"
has "$out" '^nothing was changed' "and that nothing was changed"
hasnt "$out" 'P-0[0-9]|p1-' "and never who"
tree "$home" >"$work/after"
same "$work/before" "$work/after" "nothing is"
run clausier purge -C "$home" --date 2026-11-28 --execute
exits 2 "on a day that is to come"
purge --date 2026-01-01 --execute
exits 0 "counted from a day before all of it"
has "$out" '^0 of 64 persons' "there is nobody"
exports "$home" "$work/same"
ok "and nobody goes" diff -r "$work/first" "$work/same"

# --- it is done
exec 9<>"$home/registry.lock"
flock -x 9
purge --execute
exits 75 "while a run is at work it is not"
exec 9>&-
purge --execute
exits 0 "with --execute"
has "$out" '^done' "it is said"
exports "$home" "$work/purged"
totals "$work/purged/hours.csv" >"$work/purged.totals"
ok "there were sums to compare" test "$(wc -l <"$work/first.totals")" -gt 100
same "$work/first.totals" "$work/purged.totals" "no sum of contract, month, declarant, kind or training has changed"
comm -23 <(cut -d, -f1 "$work/first/people.csv" | sort) <(cut -d, -f1 "$work/purged/people.csv" | sort) >"$work/gone"
echo P-9999 >>"$work/gone"
ok "persons are gone" test "$(wc -l <"$work/gone")" -gt 5
ok "with the one who had a name" grep -qFf "$work/pseudonym" "$work/gone"
ok "and not all" test "$(wc -l <"$work/purged/people.csv")" -gt 20
ok "no file of the convention holds their references" test -z "$(grep -rlaFf "$work/gone" "$home")"
ok "nor a workbook" test -z "$(for book in $(find "$home/out" -name '*.xlsx'); do unzip -p "$book"; done | grep -aoFf "$work/gone")"
ok "which grep would have found before" test "$(grep -rlaFf "$work/gone" "$work/whole" | wc -l)" -gt 5
ok "old days of out/ are gone, later ones and the latest are not" test ! -e "$home/out/2026-03-01" -a -d "$home/out/2026-10-01" -a -f "$home/out/latest/run.json"
ok "so is the earlier registry" test ! -e "$home/registry.sqlite.v0.bak"
ok "what is in the archive is in the journal" test "$(find "$home/archive/hours" "$home/archive/people" -type f | wc -l)" = \
    "$(grep -cE '^(hours|people) = [0-9a-f]{32} ' "$home/archive/runs/000001.run")"
for what in notices contracts structures decisions; do
    same "$work/first/$what.csv" "$work/purged/$what.csv" "$what are what they were"
done

tree "$home" >"$work/before"
purge --execute
exits 0 "once more"
has "$out" '^nothing to do$' "there is nothing to do"
tree "$home" >"$work/after"
same "$work/before" "$work/after" "and nothing is done"

# --- nobody comes back
run clausier run -C "$home" --rebuild
exits 0 "the registry is made again"
exports "$home" "$work/rebuilt"
ok "with the same exports" diff -r "$work/purged" "$work/rebuilt"
rm "$home/registry.sqlite"
purge --execute
exits 2 "a registry that is gone"
has "$err" 'rebuild' "is to be made again first"
run clausier run -C "$home" --rebuild
run clausier run -C "$home" --date 2026-11-27
exits 0 "the next night"
ok "has its page" test -s "$home/out/2026-11-27/alerts.xlsx"
ok "which does not name them" test -z "$(unzip -p "$home/out/2026-11-27/alerts.xlsx" | grep -aoFf "$work/gone")"
run clausier track -C "$home" --date 2026-11-27 -f json
exits 1 "contracts are followed, with what was refused"
cp "$out" "$work/track.after"
run clausier track -C "$work/whole" --date 2026-11-27 -f json
for word in declared rate_low rate_high; do
    ok "$word of every contract is what it was" test "$(grep -o "\"$word\": [^,]*" "$out")" = "$(grep -o "\"$word\": [^,]*" "$work/track.after")"
done

# --- later everybody, and those who were left
day 2031-01-01
purge --execute
exits 0 "years later"
ok "nobody is left" test "$(wc -l <"$("$clausier" export -C "$home" people >"$work/none.csv"; echo "$work/none.csv")")" = 1
exports "$home" "$work/empty"
totals "$work/empty/hours.csv" >"$work/empty.totals"
same "$work/first.totals" "$work/empty.totals" "and all hours"
ok "rejects are gone with their time" test -z "$(ls "$home/rejects")"

# --- killed, at every twentieth of the time that it takes
day 2026-11-27
cp -r "$work/whole" "$work/k"
start=$(date +%s%N)
"$clausier" purge -C "$work/k" --execute >/dev/null 2>&1
took=$((($(date +%s%N) - start) / 1000))
killed=0 midway=0
for part in $(seq 1 20); do
    rm -rf "$work/k"
    cp -r "$work/whole" "$work/k"
    delay=$((took * part / 20))
    { timeout --foreground -s KILL "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))" "$clausier" purge -C "$work/k" --execute >/dev/null 2>&1; } 2>/dev/null
    [ $? = 137 ] && killed=$((killed + 1))
    [ -e "$work/k/archive/purge.note" ] && midway=$((midway + 1))
    if [ -e "$work/k/archive/purge.note" ]; then
        run clausier run -C "$work/k" --rebuild
        ok "cut off after $part/20: no rebuild" test $code = 2
    fi
    "$clausier" purge -C "$work/k" --execute >/dev/null 2>"$err" || ok "cut off after $part/20: a second purge" false
    rm -rf "$work/kx"
    exports "$work/k" "$work/kx"
    ok "cut off after $part/20: the same in the end" diff -r "$work/purged" "$work/kx"
    ok "cut off after $part/20: nobody is left" test -z "$(grep -rlaFf "$work/gone" "$work/k")"
    ok "cut off after $part/20: nothing else is" test "$(find "$work/k/archive/hours" "$work/k/archive/people" -type f | wc -l)" = \
        "$(grep -cE '^(hours|people) = [0-9a-f]{32} ' "$work/k/archive/runs/000001.run")"
done
echo "# killed $killed times, $midway of them midway"

# --- a copy that a run left when it was killed
rm -rf "$work/k"
cp -r "$work/whole" "$work/k"
mkdir -p "$work/k/archive/people/ab"
printf 'person_ref,sex,source_line\nP-0378,F,2\n' >"$work/k/archive/people/ab/abababababababababababababababab.csv"
run clausier purge -C "$work/k" --execute
has "$out" '^1 copies that a run left' "a stray copy is said"
ok "and gone" test ! -e "$work/k/archive/people/ab/abababababababababababababababab.csv"

# --- rows of nobody are not for the inbox
printf 'contract_id;declarant_siret;declared_on;person_ref;month;hours;source_line\nM25-022;99999915400019;2026-11-03;;2026-10;900;2\n' \
    >"$work/k/inbox/hours/personne.csv"
touch -d '1 hour ago' "$work/k/inbox/hours/personne.csv"
run clausier run -C "$work/k" --date 2026-11-27
has "$err" 'personne.csv:2: person_ref: empty: row refused' "hours of nobody that somebody sends are refused"
purge extra
exits 2 "something else"
purge --date yesterday
exits 2 "no day"
run clausier purge -C "$work/nowhere"
exits 2 "no convention"
run clausier init "$work/new"
run clausier purge -C "$work/new" --execute
exits 3 "a convention without a run"
ok "gets no registry by it" test ! -e "$work/new/registry.sqlite"
done_testing

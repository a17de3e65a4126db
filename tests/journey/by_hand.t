#!/bin/bash
# Verdicts are right: 10,000 random lots are judged a second time by tests/rules/judge_by_hand.py, which knows only what
# the language is said to be. Verdict, points, hours, trade, the truth of every rule, duties, waivers and mechanisms must
# be the same of all of them.
. tests/journey/tap.sh
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
packs="rules/packs/fr-social.rules samples/rules/montabry.rules"

judge() { # SEED COUNT PACK...
    local seed=$1 many=$2 rules=
    shift 2
    for pack in "$@"; do rules="$rules -r $pack"; done
    python3 tests/rules/random_lots.py lots "$seed" "$many" "$@" >"$work/notices.csv"
    run clausier check -f json $rules "$work/notices.csv"
    exits 0 "$many lots are judged"
    mv "$out" "$work/verdicts"
}
by_hand() { run python3 tests/rules/judge_by_hand.py "$work/notices.csv" "$work/verdicts" "$@"; }
agree() {
    exits 0 "$1"
    grep -v '^count ' "$out" | cut -c 1-1000 | sed 's/^/# /'
}
of_each() { ok "some lots $1 $2" grep -q "^count $1 $2 [1-9]" "$out"; }

judge 20261127 4000 $packs
by_hand $packs
agree "the shipped pack and a convention's own"
for verdict in eligible to_check not_eligible; do of_each verdict $verdict; done
sed -n '/^\[change/d; s/^\[\(rule\|trade\) \(.*\)\]/\1 \2/p' $packs | while read -r kind name; do
    grep -q "^count $kind $name [1-9]" "$out" || echo "$name"
done >"$work/silent"
ok "every rule and trade has spoken $(tr '\n' ' ' <"$work/silent")" test ! -s "$work/silent"

# Lots are also judged by what changes these packs, and by duties, waivers and mechanisms.
python3 tests/rules/random_lots.py pack 3 >"$work/third.rules"
judge 3 6000 $packs "$work/third.rules"
by_hand $packs "$work/third.rules"
agree "a pack that changes them"
for verdict in eligible to_check not_eligible; do of_each verdict $verdict; done
for duty in due not_due unknown; do of_each duty $duty; done
ok "several mechanisms are recommended" test "$(grep -c "^count mechanism [a-z]" "$out")" -ge 4

# Nor do the number of workers, the size of parts and the order of files matter.
rules="$(printf -- '-r %s ' $packs "$work/third.rules")"
for how in "-j 1" "-j 2" "-j 8 --part 20000"; do
    run clausier check -f json $how $rules "$work/notices.csv"
    ok "the same bytes with $how" cmp -s "$out" "$work/verdicts"
done
awk -v FS=, -v one="$work/one.csv" -v two="$work/two.csv" '
    NR == 1 { print >one; print >two; next }
    { split($1, id, "-"); print >(id[2] % 2 ? one : two) }' "$work/notices.csv"
facts() { sed 's/"file":"[^"]*"//' "$1" | LC_ALL=C sort >"$2"; }
facts "$work/verdicts" "$work/want"
for order in "one two" "two one"; do
    run clausier check -f json $rules $(printf "$work/%s.csv " $order)
    facts "$out" "$work/got"
    same "$work/got" "$work/want" "the same verdicts of files $order"
done

# It is no proof where it cannot fail.
judge 4 300 $packs "$work/third.rules"
sed -i '100s/"points_low":\(-\?[0-9]*\)/"points_low":1\1/' "$work/verdicts"
by_hand $packs "$work/third.rules"
exits 1 "one figure that is wrong is seen"
sed 's/^hourly_cost     = 27$/hourly_cost     = 28/' rules/packs/fr-social.rules >"$work/other.rules"
by_hand "$work/other.rules" samples/rules/montabry.rules "$work/third.rules"
exits 1 "one figure of a pack that is another is seen"
done_testing

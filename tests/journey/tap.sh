# tap.sh - the shell half of tap.h: sourced by every *.t here.
#
#     run clausier check samples/notices      sets $code; output in $out, messages in $err
#     exits 1 "some rows are refused"         compares $code
#     has "$err" 'DOCTYPE' "the reason is said"
#     ok "what" test -s "$out"
set -u
clausier=${CLAUSIER:-build/clausier}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/out
err=$work/err
judge=$PWD/tests/pdf/judge
count=0
failed=0
sample_review="review --conf samples/convention.conf --contracts samples/contracts.csv --hours samples/hours
    --people samples/people.csv --structures samples/structures.csv --decisions samples/decisions.csv
    --clauses samples/clauses.csv --notices samples/notices"

run() {
    [ "$1" = clausier ] && { shift; set -- "$clausier" "$@"; }
    "$@" >"$out" 2>"$err" </dev/null
    code=$?
}
ok() {
    local what=$1
    shift
    count=$((count + 1))
    if "$@" >/dev/null; then
        echo "ok $count - $what"
    else
        failed=$((failed + 1))
        echo "not ok $count - $what"
        echo "# failed: $*"
        head -c 600 "$err" 2>/dev/null | sed 's/^/#   /'
    fi
}
exits() { ok "$2: exit $1" test "$code" = "$1"; }
has() { ok "$3" grep -qE -- "$2" "$1"; }
hasnt() { ok "$3" test -z "$(grep -E -- "$2" "$1")"; }
same() { ok "$3" cmp -s "$1" "$2"; }
skip() { count=$((count + 1)); echo "ok $count # SKIP $1"; }
# Every PDF that a test has left in its folder is judged, whatever the test was about.
judged() {
    [ -n "$(find "$work" -type f -name '*.pdf' -size +0 -print -quit)" ] || return 0
    "$judge" "$work" >"$out" 2>"$err"
    code=$?
    [ "$code" = 0 ] && [ ! -s "$out" ] && return 0
    ok "PDF/UA-1 and PDF/A-3a: $(tail -n 1 "$out")" test "$code" = 0
    [ "$code" = 0 ] || head -n 20 "$out" | sed 's/^/#   /'
    [ -n "${VERAPDF:-}" ] || skip "VERAPDF names no validator: veraPDF has not judged them as well"
}
done_testing() {
    judged
    echo "1..$count"
    [ "$failed" = 0 ]
}

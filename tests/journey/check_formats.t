#!/bin/bash
# The forms in which `check` answers: a table for a terminal, a workbook to decide in, and files that are whole or not there.
. tests/journey/tap.sh
look="python3 tests/journey/check_formats.py"
notices=samples/notices
unset NO_COLOR
export TERM=xterm

run clausier check $notices
cp "$out" "$work/lots.csv"
lots=$(($(python3 -c 'import csv, sys; print(sum(1 for _ in csv.reader(open(sys.argv[1], encoding="utf-8"))))' "$out") - 1))

# the table
for width in 80 100 139 140 160; do
    run clausier check -f table -w $width $notices
    exits 1 "a table of $width columns"
    ok "no line is longer" $look width $width "$out"
    has "$out" "^$lots lots.*: [0-9]+ éligibles, [0-9]+ à vérifier, [0-9]+ non éligibles\.$" "it ends with counts"
    ok "a verdict a lot" test "$(grep -cE '^(ÉLIGIBLE|À VÉRIFIER|NON ÉLIGIBLE)  ' "$out")" = "$lots"
    has "$out" 'Demander à l' "it says what to ask"
done
cp "$out" "$work/wide"
run clausier check -f table -w 1000 $notices
same "$out" "$work/wide" "160 columns are the most"
run clausier check -f table -j 1 -w 160 $notices
same "$out" "$work/wide" "any number of workers prints the same"
hasnt "$out" $'\033' "no color where there is no terminal"
$look terminal 80 "$clausier" check $notices >"$work/screen"
has "$work/screen" '^VERDICT ' "a terminal gets the table by default"
has "$work/screen" $'\033\\[[0-9;]*mÉLIGIBLE\033\\[0m' "in color, with the words"
sed 's/\x1b\[[0-9;]*m//g' "$work/screen" >"$work/plain"
run clausier check -f table -w 80 $notices
same "$work/plain" "$out" "which is the table without its color"
NO_COLOR=1 $look terminal 80 "$clausier" check $notices >"$work/screen"
same "$work/screen" "$out" "NO_COLOR is honoured"
$look terminal 132 "$clausier" check $notices >"$work/screen"
has "$work/screen" '^─.{131}$' "it is as wide as the terminal"
$look terminal 80 "$clausier" check -f csv $notices | sed 's/\r//' >"$work/screen"
same "$work/screen" "$work/lots.csv" "a terminal gets CSV where it is asked for"

# the workbook
run clausier check -f xlsx -o "$work/lots.xlsx" $notices
exits 1 "a workbook"
ok "nothing is printed" test ! -s "$out"
ok "it says of every lot what the table says" $look workbook "$work/lots.xlsx" "$work/lots.csv"
sleep 1
run clausier check -f xlsx -j 1 -o "$work/again.xlsx" $notices
same "$work/lots.xlsx" "$work/again.xlsx" "the same lots make the same bytes, at any time and with any number of workers"
run clausier read "$work/lots.xlsx"
ok "it can be read again as notices: every lot with a CPV code, by its ids" python3 - "$out" "$work/lots.csv" <<'P'
import csv, sys
again, lots = ([(r['notice_id'], r['lot_id'], r['title'], r['cpv_main'], r['amount'], r['duration_months'], r['deadline'])
                for r in csv.DictReader(open(path, encoding='utf-8'))] for path in sys.argv[1:])
assert again == [lot for lot in lots if lot[3]] and len(again) > 50
P
run clausier check -f xlsx $notices
exits 2 "a workbook without a file"
has "$err" '-o FILE' "what is wanted is said"
run clausier check -o "$work/named.xlsx" $notices
same "$work/lots.xlsx" "$work/named.xlsx" "a file that is called one becomes a workbook"
run clausier check -f pdf $notices
exits 2 "another format"
if [ -d ../shared/data/eforms ]; then
    run clausier check -o "$work/real.csv" ../shared/data/eforms
    ok "-o prints nothing" test ! -s "$out"
    run clausier check -f xlsx -o "$work/real.xlsx" ../shared/data/eforms
    ok "real notices: the workbook says what the table says" $look workbook "$work/real.xlsx" "$work/real.csv"
    for width in 80 160; do
        run clausier check -f table -w $width ../shared/data/eforms ../shared/data/boamp
        ok "real notices: no line is longer than $width" $look width $width "$out"
    done
else
    skip "no real notices here"
fi

# nothing to judge
mkdir "$work/empty"
run clausier check -f table "$work/empty"
has "$out" '^Aucun lot\.$' "an empty folder: it is said"
run clausier check -f xlsx -o "$work/none.xlsx" "$work/empty"
ok "an empty folder: a workbook without lots" test -z "$($look titles "$work/none.xlsx")"

# hostile texts
python3 - "$work/hostile.csv" <<'P'
import csv, sys
titles = ["=HYPERLINK(\"http://example.org\")", "+1", "-1+1", "@cmd", "esc \x1b[2Jape", "e\u0301te\u0301 " * 30,
          "\u05e0\u05d9\u05e7\u05d9\u05d5\u05df \u202egnp", "清掃" * 60, "x" * 40000, "_x0041_", "\u200b\u0301", "<b>&amp;"]
with open(sys.argv[1], 'w', newline='', encoding='utf-8') as file:
    out = csv.writer(file)
    out.writerow(['notice_id', 'lot_id', 'title', 'cpv_main', 'buyer_name'])
    for n, title in enumerate(titles):
        out.writerow(['N%d' % n, title[:200], title, '90911200', title])
P
for width in 80 160; do
    run clausier check -f table -w $width "$work/hostile.csv"
    ok "hostile texts: no line is longer than $width, none holds a control character" $look width $width "$out"
done
has "$out" '\\x1B\[2Jape' "what a terminal would obey is shown"
run clausier check -f xlsx -o "$work/hostile.xlsx" "$work/hostile.csv"
has "$err" 'hostile.xlsx:10: 2 texts of more than 32767 characters.*: cut there' "a text that no cell takes is cut, and said"
$look titles "$work/hostile.xlsx" >"$work/titles"
has "$work/titles" '^=HYPERLINK' "a formula is a text"
has "$work/titles" '^_x0041_$' "an escape is a text"
has "$work/titles" '^esc \\x1B\[2Jape$' "an escape sequence is shown"

# -o: whole or not there
for format in csv json table xlsx; do
    run clausier check -f $format -o "$work/none/x" $notices
    exits 3 "$format: a folder that is not there"
    has "$err" 'none/x: .*not written' "$format: it is said"
done
cp -r $notices "$work/in"
run clausier check -f csv -o "$work/in/plan-achats.csv" "$work/in"
exits 2 "-o onto a notice"
ok "it is what it was" diff -r $notices "$work/in"
run clausier check -f xlsx -o "$work/in/lots.xlsx" "$work/in"
exits 1 "-o into a folder that is read"
ok "what is written is not read" test "$($look titles "$work/in/lots.xlsx" | wc -l)" = "$lots"
run clausier check -o "$work/lots2.csv" $notices
same "$work/lots.csv" "$work/lots2.csv" "-o writes what standard output gets"
run clausier check -o - $notices
same "$work/lots.csv" "$out" "-o - is standard output"

mkdir "$work/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=16k tmpfs "$work/small" 2>/dev/null; then
    printf 'of last week' >"$work/small/lots"
    for format in csv table xlsx; do
        run clausier check -f $format -o "$work/small/lots" $notices
        exits 3 "$format: a full disk"
        ok "$format: said once, and by us" test "$(grep -c 'not written' "$err")$(grep -c ERROR "$err")" = 10
        ok "$format: what was there is still there, and nothing else" \
            test "$(cat "$work"/small/*)" = 'of last week'
    done
    umount "$work/small"
    bad=0
    written=0
    for size in 4 40 100 104 108 112 116 120 208 212 216 220 224 228 232 236 300; do
        mount -t tmpfs -o size=${size}k tmpfs "$work/small"
        rm -f "$work/tight.xlsx"
        TMPDIR=$work/small "$clausier" check -f xlsx -o "$work/tight.xlsx" $notices >/dev/null 2>&1
        code=$?
        if [ -e "$work/tight.xlsx" ]; then
            written=$((written + 1))
            cmp -s "$work/tight.xlsx" "$work/lots.xlsx" || bad=$((bad + 1))
        else
            [ $code = 3 ] || bad=$((bad + 1))
        fi
        umount "$work/small"
    done
    ok "a full folder for temporary files: the workbook is whole, or not there and exit 3" test $bad = 0
    ok "with enough room it is there" test $written -gt 0
else
    skip "a full disk needs root and a mount"
fi
if [ -w /dev/full ]; then
    "$clausier" check -f table $notices >/dev/full 2>"$err"
    code=$?
    exits 3 "a full disk behind standard output"
fi
for format in csv xlsx; do
    mkdir "$work/limited"
    (
        ulimit -f 2
        "$clausier" check -f $format -o "$work/limited/lots" $notices >/dev/null 2>"$err" </dev/null
        exit $?
    )
    code=$?
    exits 3 "$format: a limit on the size of files"
    ok "$format: nothing half-written is left" test -z "$(ls "$work/limited")"
    rm -r "$work/limited"
done

mkdir "$work/killed" "$work/temporary"
left=0
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
    TMPDIR=$work/temporary "$clausier" check -f xlsx -o "$work/killed/lots.xlsx" $notices $notices $notices >/dev/null 2>&1 &
    sleep "0.$(printf %03d $((3 * i)))"
    kill -TERM $! 2>/dev/null
    wait $! 2>/dev/null
    for file in "$work"/killed/* "$work"/temporary/*; do
        case $file in
        */\*) ;;
        *.xlsx) cmp -s "$file" "$work/lots.xlsx" || left=$((left + 1)) ;;
        *) left=$((left + 1)) ;;
        esac
    done
    rm -f "$work"/killed/* "$work"/temporary/*
done
ok "a killed run leaves a whole workbook or none, and no other file" test $left = 0
done_testing

#!/bin/bash
# What a newcomer types first, and what a hurried one mistypes.
. tests/journey/tap.sh

run clausier
exits 0 "no command lists the commands"
has "$out" '^  check ' "check is among them"
hasnt "$out" '.{81}' "in 80 columns"
run clausier --version
exits 0 "--version"
has "$out" '^clausier [0-9]+\.[0-9]+\.[0-9]+$' "one line with the version"
for command in $("$clausier" help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    run clausier help $command
    exits 0 "help $command"
    cp "$out" "$work/help"
    run clausier $command --help
    same "$out" "$work/help" "$command --help says the same"
    has "$out" "^usage: clausier $command" "help $command shows its use"
    hasnt "$out" '.{81}' "help $command fits a terminal of 80 columns"
done
for topic in rules convention template; do
    run clausier help $topic
    exits 0 "help $topic"
    hasnt "$out" '.{81}' "help $topic fits one, too"
done
run clausier frobnicate
exits 2 "an unknown command"
has "$err" 'no such command: frobnicate' "and it is named"
run clausier check --frobnicate samples
exits 2 "an unknown option"
has "$err" 'no such option: --frobnicate' "and it is named"
run clausier help $'\360'
exits 2 "an argument that is not UTF-8"
has "$err" 'no such command: .xF0' "and it is shown, escaped"
run clausier lint $'none\360'
exits 3 "a path that is not UTF-8"
has "$err" 'none.xF0' "and it is shown, escaped"
run clausier check -xo samples/notices
has "$err" 'no such option: -x ' "of several letters the right one is named"
for empty in '' --rejects= --rules= --jobs=; do
    run clausier check "$empty" samples/notices
    exits 2 "an empty argument: $empty"
done
run clausier check -j
exits 2 "an option without its value"
run clausier check -j 0 samples/notices
exits 2 "no workers at all"
run clausier check
exits 2 "no files"
run clausier read --format xml samples/notices
exits 2 "an unknown format"
run clausier review --contracts samples/contracts.csv
exits 2 "a review without hours"
run clausier review --contracts a --hours b --people c --period 2026 --unmasked -o "$work/x.pdf"
exits 2 "an unmasked PDF is not to be had"
run clausier check "$work/none.xml"
exits 3 "a file that is not there"
has "$err" 'none.xml: .*not read' "and it is named"
run clausier check --rules "$work/none.rules" samples/notices
exits 3 "a pack that is not there"
ok "nothing was printed for it" test ! -s "$out"
head -c 9000000 /dev/zero >"$work/huge.rules"
run clausier lint "$work/huge.rules"
exits 2 "a pack that is too large"
run clausier review -c "$work/huge.rules" --contracts a --hours b --people c -o "$work/x.pdf"
exits 2 "a configuration that is too large"
has "$err" 'huge.rules: larger than .*: file refused' "it is said"
run clausier lint tests/cases/lint/ten-errors.rules
exits 2 "a pack with ten errors"
ok "all ten are listed" test "$(grep -c '^tests/cases/lint/ten-errors.rules:' "$err")" = 10
has "$err" '^ *\^' "with a caret"
run clausier check --rules tests/cases/lint/ten-errors.rules samples/notices
exits 2 "a pack that cannot be read whole"
ok "nothing is judged by it" test ! -s "$out"
done_testing

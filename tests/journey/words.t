#!/bin/bash
# Every word that the code asks for by its name stands in templates/*.words, so that no reader sees a name instead.
. tests/journey/tap.sh

cat >"$work/words.py" <<'P'
import glob, re
asked, known, section = set(), set(), None
for path in glob.glob('[bcir]*/*.c'):
    code = open(path, encoding='utf-8').read()
    for call in re.finditer(r'\b(?:words_get|words_say|night_say|say)\(', code):
        name = re.match(r'[^;"]*"([a-z_]+\.[a-z_]+)"', code[call.end():])
        if name: asked.add(name.group(1))
for path in glob.glob('templates/*.words'):
    for line in open(path, encoding='utf-8'):
        header, entry = re.match(r'\[(\S+)\]', line), re.match(r'([^\s#\[=]+)\s*=', line)
        if header: section = header.group(1)
        elif entry: known.add(section + '.' + entry.group(1))
assert len(asked) > 30, len(asked)
assert asked <= known, sorted(asked - known)
P
run python3 "$work/words.py"
exits 0 "every word asked for is there"
done_testing

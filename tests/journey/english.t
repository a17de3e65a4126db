#!/bin/bash
# A second language proves that the words are not in the code: the review in English has the same figures, and no
# French word of ours.
. tests/journey/tap.sh
. tests/journey/samples.sh

cat >"$work/words.py" <<'P'
import re, sys
def words(path):
    found, section = {}, None
    for line in open(path, encoding='utf-8'):
        header, entry = re.match(r'\[(\S+)\]', line), re.match(r'([^#\[=][^=]*?)\s*=\s*(.*)$', line)
        if header: section = header.group(1)
        elif entry: found[section + '.' + entry.group(1)] = entry.group(2)
    return found
def both(kind):
    return words(f'templates/fr-{kind}.words'), words(f'templates/en-{kind}.words')
P
cat >"$work/same.py" <<'P'
import sys
sys.path.insert(0, sys.argv[1])
from words import *
for kind in ['figures', 'pages']:
    fr, en = both(kind)
    assert len(fr) > 40, len(fr)
    for name in sorted(fr.keys() ^ en.keys()): print(kind, name)
    for name in fr.keys() & en.keys():
        places = [sorted(re.findall(r'\{\w+\}', text[name])) for text in (fr, en)]
        if places[0] != places[1]: print(kind, name, *places)
P
run python3 "$work/same.py" "$work"
exits 0 "the words of both languages are read"
ok "every word has its twin, with the same places" test ! -s "$out"
sed 's/^/# /' "$out"

cat >"$work/shape.py" <<'P'
import sys, xml.etree.ElementTree as tree
SAID = {'lang', 'title', 'one', 'many', 'label', 'now', 'before', 'part-title', 'line-title', 'absent'}
def shape(node, depth=0):
    said = SAID - {'label'} if node.tag == 'chart' else SAID
    yield depth, node.tag, sorted((k, '' if k in said else v) for k, v in node.attrib.items())
    for child in node: yield from shape(child, depth + 1)
fr, en = (list(shape(tree.parse(f'templates/{name}.xml').getroot())) for name in ('review', 'review-en'))
assert len(fr) > 300
for a, b in zip(fr, en):
    if a != b: sys.exit(f'review.xml has {a}, review-en.xml {b}')
assert len(fr) == len(en), (len(fr), len(en))
P
run python3 "$work/shape.py"
exits 0 "both templates have the same elements and figures in the same order"
sed 's/^/# /' "$err"

run clausier $sample_review -t review-en -o "$work/en.pdf"
exits 1 "the review in English"
run clausier $sample_review -t review-en --dump-pages
sed 's/\\u00A0/ /g; s/\\u202F/ /g; s/\\u2011/-/g' "$out" >"$work/en.pages" # descriptions of charts stand there
has "$work/en.pages" 'alt "Bar chart. Hours done by trade' "charts are described in English"
pdftotext -layout "$work/en.pdf" "$work/en.txt"
cat >"$work/french.py" <<'P'
import glob, sys
sys.path.insert(0, sys.argv[1])
from words import *
flat = lambda text: ' '.join(text.replace('\u2019', "'").replace('-\n', '-').split())
said = flat(open(sys.argv[1] + '/en.txt').read()) + ' ' + flat(open(sys.argv[1] + '/en.pages').read())
# titles, parties and what people wrote are data, and stay as they are
data = flat(' '.join(open(p, encoding='utf-8', errors='replace').read()
                     for p in glob.glob('samples/*.c*') + glob.glob('rules/packs/fr-social.rules')))
checked = 0
def look(name, text):
    global checked
    text = flat(text)
    if len(text) < 4 or '{' in text or text in data or not re.search(r'[a-zà-ÿ]{4}', text): return
    checked += 1
    if re.search(r'(?<!\w)' + re.escape(text) + r'(?!\w)', said): print(name, text)
for kind in ['figures', 'pages']:
    fr, en = both(kind)
    ours = ' '.join(en.values())
    for name in fr:
        if fr[name] not in ours: look(name, fr[name])
body = open('templates/review.xml', encoding='utf-8').read().split('<review', 1)[1]
english = open('templates/review-en.xml', encoding='utf-8').read()
for text in re.findall(r'>([^<>]+)<', body) + re.findall(r' (?:title|one|many|label|now|before|absent|[a-z]+-title)="([^"]+)"', body):
    if ' ' in text.strip() and text.strip() not in english: look('review.xml', text.strip(' ,.;:'))
assert checked > 250, checked
P
run python3 "$work/french.py" "$work"
exits 0 "its text is searched for French"
ok "no French word of ours is in it" test ! -s "$out"
sed 's/^/# /' "$out"
has "$work/en.txt" '18,951 h' "numbers as in English"
has "$work/en.txt" '104\.1%' "shares"
has "$work/en.txt" '€[0-9]' "money"
has "$work/en.txt" 'from 1 November 2025 to 31 October 2026' "dates"
hasnt "$work/en.pages" '(trade|people|month) [:;] ' "no blank before a colon or a semicolon"
ok "its language is stated" grep -aq 'en-GB' <(qpdf --qdf --object-streams=disable "$work/en.pdf" - 2>/dev/null)
cat >"$work/de.xml" <<'X'
<review lang="de">
<section title="A"><p>x</p></section>
</review>
X
run clausier review --check-template "$work/de.xml"
exits 2 "a language without words"
has "$err" 'de.xml:1: lang="de": no words of this language: there is no .*de-figures.words' "is refused, and what is missing named"
done_testing

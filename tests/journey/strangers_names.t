#!/bin/bash
# Names from strangers: formulas, markup, orders to a terminal, turns of direction, what is no character, 100 kB of text. In
# no output do they become anything but text.
. tests/journey/tap.sh

python3 - "$work" <<'P'
import csv, sys
sys.path.insert(0, 'tests/report')
import worlds as w
folder = sys.argv[1]
names = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "<script>alert(1)</script>", "]]><x/>", "a)(/JS (app.alert(1))",
         "\x1b[2J\x1b]0;x\x07", "\u202egnp.exe", "\u2066x", "y\u2028z", "&amp;lt;", "'\"><img src=x onerror=alert(1)>", "%s%n%n",
         "{count}{month}", "\ufeffm", "é" * 100000, "\U0010ffff\ufffe\uffff", "\\(\\)\\\\", "a\u200bb", "\x7f\x9b31m"]
contracts = [w.contract(n, title=name, company=name, buyer=name) for n, name in enumerate(names, 1)]
for row, name in zip(contracts, names): row.update(Procédure=name, Métier=name)
people = [w.person(n, Prescripteur=names[n % 6], Critères=names[n % 9] + '|RSA', **{'Critère principal': names[n % 5]}) for n in range(1, 401)]
tables = {'contracts': (w.CONTRACTS, contracts), 'people': (w.PEOPLE, people), 'hours': (w.HOURS, w.everyone(len(names), 400))}
for name, (heads, rows) in tables.items():
    with open(f'{folder}/{name}.csv', 'w', newline='', encoding='utf-8') as out:
        table = csv.DictWriter(out, heads, delimiter=';', lineterminator='\n')
        table.writeheader()
        table.writerows(rows)
conf = {'title': '=cmd|<script>&amp; \u202egnp\ufffe', 'body': '</title><script>x</script> (a)\\ ', 'agency': ']]><x:y/>',
        'period': '2025-01-01 to 2025-12-31', 'published': '2026-01-20'}
with open(f'{folder}/c.conf', 'w', encoding='utf-8') as out:
    out.write('[convention]\n' + ''.join(f'{key} = {value}\n' for key, value in conf.items()))
    out.write('[review]\ndecision M001 = =HYPERLINK("http://x")<script>x</script>\n')
P
cat >"$work/odd.py" <<'P'
"""Whether files hold what a terminal obeys, what turns the direction of what follows, or what is no character."""
import sys
odd = set(range(32)) - {9, 10, 13} | set(range(0x7f, 0xa0)) | set(range(0x202a, 0x202f)) | set(range(0x2066, 0x206a)) | {0xfffe, 0xffff}
for path in sys.argv[1:]:
    found = {f'U+{ord(c):04X}' for c in open(path, encoding='utf-8').read()} & {f'U+{c:04X}' for c in odd}
    if found: sys.exit(f'{path}: {sorted(found)}')
P
plain() { ok "$1: nothing for a terminal to obey, nor for a reader to stumble over" python3 "$work/odd.py" "${@:2}"; }
evil() { run clausier review --conf "$work/c.conf" --contracts "$work/contracts.csv" --hours "$work/hours.csv" --people "$work/people.csv" "$@"; }

evil -o "$work/r.pdf"
ok "printed" test -s "$work/r.pdf"
plain "messages" "$err"
mkdir "$work/in"
pdfdetach -saveall -o "$work/in" "$work/r.pdf" 2>/dev/null
plain "attached tables" "$work"/in/*.csv
plain "attached figures" "$work"/in/*.json
python3 - "$work"/in/*.csv >"$work/formulas" <<'P'
import csv, re, sys
for path in sys.argv[1:]:
    for row in csv.reader(open(path, encoding='utf-8')):
        for cell in row:
            if cell[:1] in '=+-@\t\r' and cell and not re.fullmatch(r'-?[0-9.]+', cell): print(path, cell[:40])
P
ok "no cell of an attached table is a formula" test ! -s "$work/formulas"
ok "but the names are there" grep -q "'=cmd" "$work"/in/marches.csv
evil -f html -o "$work/r.html"
plain "HTML" "$work/r.html"
hasnt "$work/r.html" '<(script|img|x)' "HTML: no element of a stranger"
has "$work/r.html" '&lt;script&gt;' "HTML: its letters"
for options in "-f json" "-f json --unmasked" "--audit" "--audit -f csv" "--audit -f json"; do
    evil $options
    plain "$options" "$out"
    [ "${options#*json}" = "$options" ] || ok "$options: JSON" python3 -m json.tool "$out"
done
evil -f json --unmasked
ok "JSON still says which characters they were" python3 -c "
import json, sys
text = json.dumps(json.load(open(sys.argv[1])), ensure_ascii=False)
sys.exit(not all(c in text for c in '\u202e\u2066\x9b\ufffe'))" "$out"
evil -f xlsx -o "$work/r.xlsx"
ok "the workbook is XML, without a formula" python3 -c "
import sys, zipfile, xml.dom.minidom
book = zipfile.ZipFile(sys.argv[1])
for name in book.namelist():
    text = book.read(name)
    xml.dom.minidom.parseString(text)
    if b'<f>' in text or b'<hyperlink ' in text: sys.exit(name)" "$work/r.xlsx"
run qpdf --qdf --object-streams=disable "$work/r.pdf" "$work/r.qdf"
ok "the PDF has no action but its own links" test -z "$(grep -aE '^ +/(JS|JavaScript|Launch|URI|OpenAction|AA)\b' "$work/r.qdf")"
ok "and metadata that are XML" python3 -c "
import re, sys, xml.dom.minidom
packet = re.search(rb'<\?xpacket begin.*?<\?xpacket end[^>]*>', open(sys.argv[1], 'rb').read(), re.S).group(0)
xml.dom.minidom.parseString(packet.split(b'?>', 1)[1].rsplit(b'<?xpacket', 1)[0])" "$work/r.qdf"
rm "$work/r.qdf"
done_testing

#!/bin/bash
# `clausier read` over the bulletin's real files: XML notices equal the table that was computed independently, the
# portal's export equals what python's csv reads in it, relational extracts are refused by name.
cd "$(dirname "$0")/../.." || exit 1
. tests/real/real.sh
data=$shared/data/boamp
needs $data $shared/expected/boamp.csv

"$clausier" read --format csv $data/xml-v230 >"$work/read.csv" 2>"$err"
worked $? "every XML notice is read"
[ "$(cut -d, -f2 "$work/read.csv" | grep -c 'xml$')" = 33 ] && [ "$(ls $data/xml-v230 | wc -l)" = 10 ]
worked $? "33 lots of 10 notices"
# Of 17-40964 the table has the same lot twice, as has the notice; it is said.
"$clausier" read --quality $data/xml-v230 2>"$err" | grep -q 'test-pub-8.xml,93,17-40964,LOT,,stated twice,kept as it stands'
worked $? "a lot that is stated twice is said"
python3 $shared/expected/compare.py --need 100 $shared/expected/boamp.csv "$work/read.csv" >"$err" 2>&1
worked $? "every cell equals the table"

# What the table does not have, taken from the notices by xml.etree.
cat >"$work/more.py" <<'END'
import csv, sys, xml.etree.ElementTree as tree
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8')))
bad = 0
text = lambda e: ' '.join((e.text or '').split())
for row in rows:
    root = tree.parse(row['file']).getroot()
    whole = [r for r in rows if r['file'] == row['file']]
    child = lambda path: root.find(path)[0].tag if root.find(path) is not None else ''
    decisions = [d for d in root.findall('.//DECISION') if len(whole) == 1 or d.findtext('NUM_LOT') == row['lot_id']]
    winners = list(dict.fromkeys(text(t) for d in decisions for t in d.findall('TITULAIRE/DENOMINATION')))
    amounts = {float(m.text) for d in decisions for m in d.findall('RENSEIGNEMENT/MONTANT')}
    procedures = {'OUVERT': 'open', 'RESTREINT': 'restricted', 'PROCEDURE_ADAPTE': 'adapted', 'DIALOGUE_COMPETITIF': 'comp-dial', '': ''}
    kinds = {'COMMUNE': 'la', 'DEPARTEMENT': 'la', 'AUTOTRITE_REGIONAL': 'la', 'ETAT': 'cga', 'MIN_AUTORITE_NATIONALE': 'cga', 'AUTRE': '', '': ''}
    want = {
        'notice_type': child('GESTION/REFERENCE/TYPE_AVIS/FAMILLE') + '/' + child('GESTION/REFERENCE/TYPE_AVIS/NATURE'),
        'procedure_type': procedures[child('DONNEES/PROCEDURE/TYPE_PROCEDURE')],
        'buyer_kind': kinds[child('DONNEES/TYPE_ORGANISME') or child('DONNEES/TYPE_POUVOIR_ADJUDICATEUR')],
        'buyer_phone': root.findtext('DONNEES/IDENTITE/TEL') or '',
        'buyer_email': root.findtext('DONNEES/IDENTITE/MEL') or '',
        'winner_name': ';'.join(winners),
        'award_amount': '%.2f' % sum(amounts) if amounts else '',
        'reserved_participation': 'none' if root.find('.//MARCHE_RESERVE_NON') is not None else '',
        'execution_terms_length': str(len(root.findtext('.//CONDITION_PARTICULIERE_EXECUTION') or '')),
        'postal_code': '' if row['nuts'] else root.findtext('.//DEP_PUBLICATION').zfill(2),
    }
    for name, value in want.items():
        if row[name] != value:
            bad += 1
            print(row['file'], row['lot_id'], name, 'got', repr(row[name]), 'want', repr(value))
sys.exit(bad > 0)
END
python3 "$work/more.py" "$work/read.csv" >"$err" 2>&1
worked $? "kinds, buyers, awards and reservations equal what the notices state"

"$clausier" read --format csv $data/api-csv/export_boamp_800.csv >"$work/portal.csv" 2>"$err"
worked $? "every row of the portal's export is read"
[ ! -s "$err" ] && [ "$("$clausier" read --quality $data/api-csv/export_boamp_800.csv 2>"$err" | grep -c ',2,24-76932,datelimitereponse,')" = 1 ]
worked $? "the label of its deadlines is said, and said once"
cat >"$work/portal.py" <<'END'
import csv, re, sys
source = csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline=''), delimiter=';')
# A control character (there is one, U+0099) is printed as an escape.
squeeze = lambda s: re.sub("[\x80-\x9f]", lambda m: "\\x%02X" % ord(m.group()), " ".join(s.split()))
want = [(r['idweb'], r['dateparution'], r['datelimitereponse'][:16], squeeze(r['nomacheteur']), squeeze(r['objet'])) for r in source]
got = [(r['notice_id'], r['publication_date'], r['deadline'], r['buyer_name'], r['title'])
       for r in csv.DictReader(open(sys.argv[2], encoding='utf-8', newline=''))]
for a, b in zip(want, got):
    if a != b: print('want', a, 'got', b)
print(len(want), len(got))
sys.exit(want != got or len(want) != 800)
END
python3 "$work/portal.py" $data/api-csv/export_boamp_800.csv "$work/portal.csv" >"$err" 2>&1
worked $? "its 800 rows are what python's csv reads"

"$clausier" read --format csv $data/csv-aufilduboamp >"$work/parts.csv" 2>"$err"
[ $? = 1 ] && [ "$(wc -l <"$work/parts.csv")" = 1 ] && [ "$(wc -l <"$err")" = 3 ]
worked $? "relational extracts give no row and one message each"
[ "$(grep -c ':1: a relational extract of BOAMP, keyed by BOAMP_AVIS_NUM: .*: file refused$' "$err")" = 3 ]
worked $? "which names what they are"
done_testing

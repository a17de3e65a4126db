"""A CSV of the samples as the workbook that a spreadsheet program would make of it: figures, days and months become
numbers with a format, the rest shared or inline text. usage: workbook.py IN.csv OUT.xlsx [1904] [strict] [second]

A line that is no row for itself (an open quote) becomes a row with one cell. 1904: days are counted from there.
strict: the other namespaces. second: the table stands in the second of three sheets."""
import csv, datetime, re, sys, zipfile
from xml.sax.saxutils import escape

source, target, *options = sys.argv[1:]
raw = open(source, 'rb').read()
try:
    text = raw.decode('utf-8-sig')
except UnicodeDecodeError:
    text = raw.decode('cp1252')
lines = text.splitlines()
separator = max(';,', key=lambda c: lines[-1].count(c))
epoch = datetime.date(1904, 1, 1) if '1904' in options else datetime.date(1899, 12, 30)
strings = {}
TEXT, DAY, MONTH, AMOUNT, WHOLE = range(5)
FORMATS = ['General', 'dd/mm/yyyy', 'mmm\\-yy', '#,##0.00\\ _€', '#,##0']


def place(row, column):
    return '%s%d' % ('ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column], row)


def number(where, style, value):
    return f'<c r="{where}" s="{style}"><v>{value}</v></c>'


def day_of(value):
    """The day, and whether it is one or stands for a month; None where there is none, and the text stays."""
    forms = {r'(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4})': DAY, r'(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)': DAY,
             r'(?P<m>\d\d)/(?P<y>\d{4})': MONTH, r'(?P<y>\d{4})-(?P<m>\d\d)': MONTH}
    for form, style in forms.items():
        if match := re.fullmatch(form, value):
            try:
                return datetime.date(int(match['y']), int(match['m']), int(match['d']) if style == DAY else 1), style
            except ValueError:
                return None
    return None


def cell(row, column, value):
    where = place(row, column)
    if not value:
        return f'<c r="{where}" s="1"/>' if (row + column) % 2 else ''
    if found := day_of(value):
        return number(where, found[1], (found[0] - epoch).days)
    plain = re.sub('[  ]', '', value).replace(',', '.')
    if re.fullmatch(r'[1-9]\d{13}', plain):
        return number(where, TEXT, '%.14E' % int(plain))
    if re.fullmatch(r'\d+\.\d+', plain) and float(plain) >= 1:
        return number(where, AMOUNT, repr(float(plain) * (1 + 2 ** -52)))  # with the noise of a sum
    if re.fullmatch(r'[1-9]\d*', plain):
        return number(where, WHOLE, plain)
    if row % 3 == 0:
        half = len(value) // 2
        runs = ''.join(f'<r><t xml:space="preserve">{escape(part)}</t></r>' for part in (value[:half], value[half:]))
        return f'<c r="{where}" t="inlineStr"><is>{runs}</is></c>'
    return f'<c r="{where}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'


rows = []
for n, line in enumerate(lines, 1):
    values = next(csv.reader([line], delimiter=separator, strict=False), [])
    if line.count('"') % 2:
        values = [line]
    rows.append(f'<row r="{n}">' + ''.join(cell(n, i, value.strip()) for i, value in enumerate(values)) + '</row>')

strict = 'strict' in options
MAIN = 'http://purl.oclc.org/ooxml/spreadsheetml/main' if strict else 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
LINK = 'http://purl.oclc.org/ooxml/officeDocument/relationships' if strict else \
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations(*pairs):
    inside = ''.join(f'<Relationship Id="rId{i}" Type="{LINK}/{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(pairs, 1))
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


second = 'second' in options
names = [('Mode d’emploi', 'sheet2', ''), ('Tableau', 'sheet1', ''), ('Listes', 'sheet3', ' state="hidden"')] if second else \
    [('Tableau', 'sheet1', '')]
sheets = ''.join(f'<sheet name="{name}" sheetId="{i + 7}"{state} r:id="rId{i}"/>' for i, (name, _, state) in enumerate(names, 1))
sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData>%s</sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells></worksheet>'
parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(('officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}">'
                       f'<workbookPr date1904="{int("1904" in options)}"/><sheets>{sheets}</sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(*[('worksheet', f'worksheets/{file}.xml') for _, file, _ in names],
                                            ('styles', 'styles.xml'), ('sharedStrings', '/xl/sharedStrings.xml')),
    'xl/styles.xml': f'<styleSheet xmlns="{MAIN}"><numFmts>' +
                     ''.join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(FORMATS)) +
                     '</numFmts><cellXfs>' + ''.join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(FORMATS))) +
                     '</cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': sheet % ''.join(rows),
    'xl/sharedStrings.xml': f'<sst xmlns="{MAIN}">' +
                            ''.join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings) + '</sst>',
}
if second:
    parts['xl/worksheets/sheet2.xml'] = sheet % '<row r="1"><c r="A1" t="inlineStr"><is><t>Heures</t></is></c></row>'
    parts['xl/worksheets/sheet3.xml'] = sheet % ''.join(rows)
with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as out:
    for name, content in parts.items():
        out.writestr(name, DECLARATION + content)

"""What a workbook of `check` holds, looked at as a spreadsheet program would.

usage: check_formats.py workbook FILE.xlsx LOTS.csv     the sheet says of every lot what the table says
       check_formats.py titles FILE.xlsx                the titles, a line each
       check_formats.py width COLUMNS FILE              no line is longer, and none holds a control character
       check_formats.py terminal COLUMNS COMMAND...     runs it on a terminal of that width and prints what it wrote"""
import csv, datetime, os, pty, re, struct, sys, termios, fcntl, unicodedata, zipfile
import xml.etree.ElementTree as ET

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
VERDICTS = {'eligible': 'ÉLIGIBLE', 'to_check': 'À VÉRIFIER', 'not_eligible': 'NON ÉLIGIBLE'}


def column_of(reference):
    n = 0
    for letter in re.match('[A-Z]+', reference).group():
        n = n * 26 + ord(letter) - 64
    return n - 1


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        assert self.zip.testzip() is None
        self.parts = {name: ET.fromstring(self.zip.read(name)) for name in self.zip.namelist()}
        self.sheet = self.parts['xl/worksheets/sheet1.xml']
        assert not self.sheet.findall('.//%sf' % MAIN), 'a formula'
        styles = self.parts['xl/styles.xml']
        codes = {x.get('numFmtId'): x.get('formatCode') for x in styles.iter(MAIN + 'numFmt')}
        fills = [x.find('.//%sfgColor' % MAIN) for x in styles.find(MAIN + 'fills')]
        self.formats = [(codes.get(x.get('numFmtId'), x.get('numFmtId')), fills[int(x.get('fillId'))])
                        for x in styles.find(MAIN + 'cellXfs')]

    def rows(self, sheet=None):
        """Every row as {column: (kind, value, number format, fill)}."""
        for row in (self.sheet if sheet is None else sheet).iter(MAIN + 'row'):
            cells = {}
            for cell in row.iter(MAIN + 'c'):
                code, fill = self.formats[int(cell.get('s', 0))]
                text = cell.find('.//%st' % MAIN)
                number = cell.find(MAIN + 'v')
                if text is not None:
                    value = re.sub('_x([0-9A-F]{4})_', lambda m: chr(int(m[1], 16)), text.text)
                    cells[column_of(cell.get('r'))] = 'text', value, code, fill
                elif number is not None:
                    cells[column_of(cell.get('r'))] = 'number', float(number.text), code, fill
                else:
                    cells[column_of(cell.get('r'))] = 'empty', '', code, fill
            yield cells

    def table(self):
        rows = list(self.rows())
        names = [rows[0][i][1] for i in sorted(rows[0])]
        return names, [{name: row.get(i, ('empty', '', '', None)) for i, name in enumerate(names)} for row in rows[1:]]


def same_number(cell, text):
    kind, value = cell[:2]
    assert (kind == 'number') == bool(text), (cell, text)
    assert not text or abs(value - float(text)) < 1e-6, (cell, text)


def workbook(path, lots):
    book = Book(path)
    names, rows = book.table()
    wanted = list(csv.DictReader(open(lots, encoding='utf-8')))
    assert len(rows) == len(wanted) > 0, (len(rows), len(wanted))
    fills = {}
    for row, lot in zip(rows, wanted):
        assert row['Verdict'][1] == VERDICTS[lot['verdict']], (row, lot)
        fills.setdefault(lot['verdict'], set()).add(row['Verdict'][3].get('rgb'))
        assert (row['notice_id'][1], row['lot_id'][1]) == (lot['notice_id'], lot['lot_id'])
        assert row['Titre'][1] == (lot['title'] or 'sans titre').lstrip("'"), (row['Titre'], lot['title'])
        for name, column in (('Acheteur', 'buyer_name'), ('CPV', 'cpv_main'), ('Monnaie', 'currency')):
            assert row[name][1] == lot[column], (name, row[name], lot[column])
        for name, column in (('Montant HT', 'amount'), ('Durée (mois)', 'duration_months'),
                             ('Heures (bas)', 'hours_low'), ('Heures (haut)', 'hours_high')):
            same_number(row[name], lot[column])
        if lot['hours_low']:
            hours = int(lot['hours_low'])
            assert abs(row['ETP'][1] - hours / 1607) <= 0.00501, row['ETP']
            days = hours / 7
            assert abs(row['Jours'][1] - days) <= (0.0501 if row['Jours'][1] < 10 else 0.501), (row['Jours'], days)
        kind, day, code, _ = row['Date limite']
        assert (kind == 'number') == bool(lot['deadline']) and (kind != 'number' or 'yyyy' in code), row['Date limite']
        if kind == 'number':
            at = datetime.datetime(1899, 12, 30) + datetime.timedelta(minutes=round(day * 1440))
            assert at.strftime('%Y-%m-%dT%H:%M').startswith(lot['deadline']), (at, lot['deadline'])
        assert row['Raisons'][1] == lot['reasons'].lstrip("'"), (row['Raisons'], lot['reasons'])
        assert bool(row['Manque'][1]) >= bool(lot['missing'])
        asked = row["À demander à l'acheteur"][1]
        assert not (lot['verdict'] == 'not_eligible' and asked)
        assert lot['verdict'] != 'to_check' or not lot['missing'] or asked.endswith('?'), asked
        assert row['Décision'][1] == row['Commentaire'][1] == ''
    assert all(len(f) == 1 for f in fills.values()) and len(set.union(*fills.values())) == len(fills), fills
    sheet, last = book.sheet, len(rows) + 1
    end = re.match('[A-Z]+', [c.get('r') for c in next(sheet.iter(MAIN + 'row'))][-1]).group()
    pane = sheet.find('.//%spane' % MAIN)
    assert pane.get('state') == 'frozen' and pane.get('ySplit') == '1', pane.attrib
    assert sheet.find(MAIN + 'autoFilter').get('ref') == 'A1:%s%d' % (end, last)
    choice = sheet.find('.//%sdataValidation' % MAIN)
    assert choice.get('type') == 'list' and choice[0].text == '"proposer,dispenser,décliner,attendre"'
    letter = choice.get('sqref')
    assert letter.endswith(str(last)) and column_of(letter) == names.index('Décision'), letter
    hidden = [int(c.get('min')) - 1 for c in sheet.iter(MAIN + 'col') if c.get('hidden') == '1']
    assert [names[i] for i in hidden] == ['notice_id', 'lot_id'], hidden
    setup = sheet.find(MAIN + 'pageSetup')
    assert setup.get('orientation') == 'landscape' and setup.get('paperSize') == '9', setup.attrib
    defined = {d.get('name'): d.text for d in book.parts['xl/workbook.xml'].iter(MAIN + 'definedName')}
    assert 'Lots!$1:$1' in defined['_xlnm.Print_Titles'], defined
    sheets = [s.get('name') for s in book.parts['xl/workbook.xml'].iter(MAIN + 'sheet')]
    assert sheets == ['Lots', 'Lecture'], sheets
    told = ' '.join(c[1] for r in book.rows(book.parts['xl/worksheets/sheet2.xml']) for c in r.values())
    for word in ('ÉLIGIBLE', 'À VÉRIFIER', 'NON ÉLIGIBLE', 'coût horaire', 'Socle clause sociale 20'):
        assert word in told, word
    assert re.search(r'\b[0-9a-f]{32}\b', told), told
    core = ET.tostring(book.parts['docProps/core.xml'], encoding='unicode')
    assert 'Lots examinés' in core, core
    # sixty lines of every kind of cell: what is a number is one, whatever it says
    assert all(row['Heures (bas)'][0] != 'text' and row['Montant HT'][0] != 'text' for row in rows)


def width_of(line):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ('Mn', 'Me', 'Cf') else
               2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)


def width(columns, path):
    text = open(path, encoding='utf-8', newline='').read()
    assert text.endswith('\n')
    for line in text[:-1].split('\n'):
        assert width_of(line) <= int(columns), (width_of(line), line)
        assert not any(unicodedata.category(c) == 'Cc' for c in line), repr(line)
        assert line == line.rstrip(' '), repr(line)


def terminal(columns, command):
    child, screen = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(columns), 0, 0))
        os.dup2(os.open('/dev/null', os.O_WRONLY), 2)
        os.execvp(command[0], command)
    data = b''
    while True:
        try:
            more = os.read(screen, 65536)
        except OSError:
            break
        if not more:
            break
        data += more
    os.waitpid(child, 0)
    sys.stdout.buffer.write(data.replace(b'\r\n', b'\n'))


what, *rest = sys.argv[1:]
if what == 'workbook':
    workbook(*rest)
elif what == 'titles':
    print('\n'.join(row['Titre'][1] for row in Book(rest[0]).table()[1]))
elif what == 'width':
    width(*rest)
else:
    terminal(rest[0], rest[1:])

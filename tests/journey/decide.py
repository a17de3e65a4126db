"""Fills decisions into the workbook of `check -f xlsx`, as a spreadsheet program would store them, and prints what is
then to be read of it. usage: decide.py IN.xlsx OUT.xlsx ROW=DECISION[/DAY[/COMMENT]]...

Columns are found by their header; a day (2026-03-09) is stored as a number. A line is ROW|notice_id|lot_id|DECISION||
COMMENT|DAY."""
import datetime, re, sys, zipfile
from xml.sax.saxutils import escape

source, target, *decisions = sys.argv[1:]
SHEET = 'xl/worksheets/sheet1.xml'
with zipfile.ZipFile(source) as book:
    parts = [(info, book.read(info)) for info in book.infolist()]
sheet = next(data for info, data in parts if info.filename == SHEET).decode()


def cell(row, column):
    return re.search(rf'<c r="{column}{row}"([^>]*?)(/>|>(.*?)</c>)', sheet, re.S)


def text(row, column):
    found = cell(row, column)
    return re.sub('<[^>]*>', '', found.group(3) or '') if found else ''


header = dict((re.sub('<[^>]*>', '', inside), column) for column, inside in
              re.findall(r'<c r="([A-Z]+)1"[^>]*>(.*?)</c>', sheet, re.S))


def fill(row, name, inside, kind=''):
    global sheet
    column = header[name]
    old = cell(row, column)
    style = re.search(r's="\d+"', old.group(1)).group(0)
    sheet = sheet.replace(old.group(0), f'<c r="{column}{row}" {style}{kind}>{inside}</c>')


for decision in decisions:
    row, rest = decision.split('=', 1)
    word, day, comment = (rest.split('/') + ['', ''])[:3]
    fill(row, 'Décision', f'<is><t>{escape(word)}</t></is>', ' t="inlineStr"')
    if day:
        fill(row, 'Décidé le', f'<v>{(datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days}</v>')
    if comment:
        fill(row, 'Commentaire', f'<is><t>{escape(comment)}</t></is>', ' t="inlineStr"')
    code = {'proposer': 'propose', 'dispenser': 'waive', 'décliner': 'decline', 'attendre': 'wait'}[word]
    print('|'.join([row, text(row, header['notice_id']), text(row, header['lot_id']), code, '', comment, day]))
with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as book:
    for info, data in parts:
        book.writestr(info, sheet.encode() if info.filename == SHEET else data)

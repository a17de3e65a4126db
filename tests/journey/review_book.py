"""Whether a review's workbook has a sheet for each table of the JSON, to the same cells: numbers as numbers, hidden ones "s".

usage: review_book.py FIGURES.json REVIEW.xlsx
"""
import datetime
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
data = json.load(open(sys.argv[1], encoding="utf-8"))
book = zipfile.ZipFile(sys.argv[2])
strings = []
if "xl/sharedStrings.xml" in book.namelist():
    strings = ["".join(si.itertext()) for si in ET.fromstring(book.read("xl/sharedStrings.xml")).iter(MAIN + "si")]
names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
numbers = hidden = 0


def place(cell):
    letters, row = re.match(r"([A-Z]+)(\d+)", cell.get("r")).groups()
    column = 0
    for letter in letters: column = column * 26 + ord(letter) - 64
    return int(row) - 1, column - 1


def read(n):
    """{(row, column): text or Decimal}"""
    found = {}
    for cell in ET.fromstring(book.read(f"xl/worksheets/sheet{n}.xml")).iter(MAIN + "c"):
        value = cell.find(MAIN + "v")
        if cell.get("t") == "inlineStr": found[place(cell)] = "".join(cell.find(MAIN + "is").itertext())
        elif cell.get("t") == "s": found[place(cell)] = strings[int(value.text)]
        elif value is not None: found[place(cell)] = Decimal(value.text).quantize(Decimal("0.00000001")).normalize()
    return found


def wanted(cell, kind):
    global numbers, hidden
    if isinstance(cell, dict) and "value" in cell: cell, kind = cell["value"], cell["kind"]
    if isinstance(cell, dict):
        hidden += 1
        return "s"
    if cell is None or kind == "text": return cell
    numbers += 1
    if kind in ("date", "month"):
        day = datetime.date.fromisoformat(cell if kind == "date" else cell + "-01")
        return Decimal((day - datetime.date(1899, 12, 30)).days)
    return Decimal(cell).normalize()


tables = [table for table in data["tables"] if table["rows"]]
assert names == ["Chiffres clés"] + [table["title"] for table in tables], names
for n, table in enumerate(tables):
    cells = read(n + 2)
    for c, column in enumerate(table["columns"]):
        unit = f" ({column['unit']})" if column.get("unit") else ""
        assert cells.pop((0, c)) == column["title"] + unit, column
    for r, row in enumerate(table["rows"] + ([table["total"]] if table["total"] else [])):
        for c, cell in enumerate(row):
            want, got = wanted(cell, table["columns"][c]["kind"] or "text"), cells.pop((r + 1, c), None)
            assert got == want, (table["name"], r, c, got, want)
    assert not cells, (table["name"], cells)
values = read(1)
said = [value for value in data["values"] if value["value"] is not None]
for r, value in enumerate(said):
    unit = f" ({value['unit']})" if value.get("unit") else ""
    assert values[r + 1, 0] == value["title"] + unit, value
    assert values[r + 1, 1] == wanted(value["value"], value["kind"]), value
assert len(values) == 2 + 2 * len(said)
print(f"{len(names)} sheets, {numbers} numbers, {hidden} hidden cells")

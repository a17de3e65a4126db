"""Whether the CSV files that were attached to a review have the cells of its JSON, and hidden ones nothing but their letter.

usage: attached.py FOLDER
"""
import csv
import json
import os
import re
import sys
import unicodedata

folder = sys.argv[1]
data = json.load(open(f"{folder}/bilan-donnees.json", encoding="utf-8"))
left = set(os.listdir(folder)) - {"bilan-donnees.json"}
hidden = 0


def file_name(title):
    plain = unicodedata.normalize("NFKD", title.replace("œ", "oe").replace("’", "-")).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain.lower()).split()) + ".csv"


def shown(cell):
    """A cell of the JSON as the CSV has it: for a spreadsheet in French, with a decimal comma."""
    global hidden
    if isinstance(cell, dict) and "value" in cell: cell = cell["value"]
    if isinstance(cell, dict):
        assert cell == {"masked": True}, cell
        hidden += 1
        return "s"
    if cell is None: return ""
    text = str(cell)
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", text): return text.replace(".", ",")
    return "'" + text if text[:1] in "=+-@" and not text.lstrip("-").replace(".", "").isdigit() else text


def titled(of):
    return f"{of['title']} ({of['unit']})" if "unit" in of else of["title"]


def rows_of(name):
    left.remove(name)
    with open(f"{folder}/{name}", encoding="utf-8-sig", newline="") as file: return list(csv.reader(file, delimiter=";"))


tables = [table for table in data["tables"] if table["rows"]]
for table in tables:
    want = [["Ligne"] + list(map(titled, table["columns"]))]
    want += [[str(i + 1)] + list(map(shown, row)) for i, row in enumerate(table["rows"])]
    if table["total"]: want.append(["total"] + list(map(shown, table["total"])))
    assert rows_of(file_name(table["title"])) == want, table["name"]
want = [["Nom", "Libellé", "Valeur"]] + [[v["name"], titled(v), shown(v["value"])] for v in data["values"]]
assert rows_of("chiffres-cles.csv") == want
assert not any(name == title for name, title, _ in want), "a figure without a title"
assert open(f"{folder}/chiffres-cles.csv", "rb").read(3) == b"\xef\xbb\xbf"
assert not left, left
print(f"{len(tables)} tables, {hidden} hidden cells")

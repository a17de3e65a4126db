"""Whether a review's PDF gives its sentences back: those of its template, filled here once more from the numbers that are
attached to it, and those that its structure tree holds.

usage: sentences.py TEMPLATE FIGURES.json REVIEW.pdf

Both are looked for in what `pdftotext -raw` prints. Lines are joined again: at a soft hyphen to the whole word, behind a
hyphen without a blank, else by a blank; headers and footers, which stand between the halves of a sentence that crosses a
page, are left out. All spaces are one blank: pdftotext knows no narrow ones and none that hold a line together (tests/report/
test_pdf.c reads those). Else the structure's sentences must be there character by character; of the template's the
typography is the program's: no blank is looked for before ; : ! ? % and inside of « », apostrophes are straight.
"""
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pdf"))
from facts import Facts  # noqa: E402

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def read_back(path):
    """The text of the whole document on one line."""
    text = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True).stdout.decode()
    pages = [page.split("\n") for page in text.rstrip("\f\n").split("\f")]
    common = Counter(line for page in pages for line in {re.sub(r"\d+", "#", line) for line in page} if line)
    kept = [line for page in pages for line in page if line and common[re.sub(r"\d+", "#", line)] * 2 < len(pages) or len(pages) < 4]
    joined = ""
    for line in filter(None, kept):
        if joined.endswith("\u00ad"): joined = joined[:-1] + line
        elif joined.endswith(("-", "\u2010")) or not joined: joined += line
        else: joined += " " + line
    return joined


def plain(text):
    text = re.sub(r"\s+", " ", text.replace("’", "'").replace("…", "...").replace("\u00ad", ""))
    return re.sub(r"«\s", "«", re.sub(r"\s(?=[;:!?%»€])", "", text)).strip()


# --- the template, filled ---

class Template:
    def __init__(self, path, figures):
        self.values = {value["name"]: value for value in figures["values"]}
        self.tables = {table["name"]: table for table in figures["tables"]}
        self.root = ET.parse(path).getroot()
        self.sentences = []
        for part in self.root: self.block(part)

    def has(self, name):
        if name in self.tables: return bool(self.tables[name]["rows"])
        value = self.values.get(name, {}).get("value")
        return value not in (None, "") and not (not isinstance(value, dict) and re.fullmatch(r"-?0*(\.0*)?", str(value)))

    def is_known(self, name):
        value = self.values.get(name, {}).get("value")
        return value is not None and not isinstance(value, dict)

    def shown(self, element):
        get = element.get
        return not (get("if") and not self.has(get("if")) or get("unless") and self.has(get("unless")) or
                    get("known") and not self.is_known(get("known")))

    def say(self, element):
        """A value as French people write it."""
        one, many = element.get("one"), element.get("many")
        if element.get("rows"):
            number = len(self.tables[element.get("rows")]["rows"])
            return f"{number} {one if number < 2 else many}" if one else str(number)
        found = self.values.get(element.get("name"), {"kind": None, "value": None})
        value, kind = found["value"], found["kind"]
        if value is None: return "\0"  # whatever stands for it
        if isinstance(value, dict): text, single = "s", False
        elif kind in ("hours", "ratio", "money", "percent", "count"):
            text, single = self.number(Decimal(value), kind, element.get("round")), abs(Decimal(value)) < 2
        elif kind == "date":
            year, month, day = map(int, value.split("-"))
            text, single = f"{'1er' if day == 1 else day} {MONTHS[month - 1]} {year}", False
        else: text, single = str(value), False
        if not one: return text
        noun = one if single else many
        return noun if element.get("number") == "no" else f"{text} {noun}"

    @staticmethod
    def number(value, kind, rounded):
        if kind == "percent": value = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
        elif kind == "hours" and rounded: value = value.quantize(Decimal(1), ROUND_HALF_UP)
        text = f"{value:,f}"
        if "." in text: text = text.rstrip("0").rstrip(".")
        return text.replace(",", " ").replace(".", ",") + (" %" if kind == "percent" else " €" if kind == "money" else "")

    def inline(self, element):
        """Running text; "\0" where something stands that the program says by itself."""
        parts = [element.text or ""]
        for child in element:
            if child.tag == "ref": parts.append("\0" if self.shown(child) else "")
            elif child.tag == "br": parts.append(" ")
            elif self.shown(child): parts.append(self.say(child) if child.tag == "v" else self.inline(child))
            parts.append(child.tail or "")
        return "".join(parts)

    def take(self, text):
        self.sentences += [plain(part) for part in text.split("\0") if plain(part)]

    def block(self, element):
        """Whether anything of it is shown."""
        if not self.shown(element): return False
        data = element.get("data")
        if data and not self.has(data): return False
        if element.tag in ("p", "finding", "note", "item", "caption", "who", "role", "overline", "title", "subtitle", "figure"):
            self.take(self.inline(element))
            return True
        if element.tag == "chart":
            self.take(self.inline(element))
            return True
        if element.tag in ("table", "alerts"):
            for column in element.findall("column"):
                if self.shown(column): self.take(column.text or "")
            for caption in element.findall("caption"): self.block(caption)
            return True
        if element.tag in ("header", "header-right", "footer", "theme", "logo", "header-logo"): return False
        if element.tag == "fact":
            shown = self.values.get(element.get("value"), {}).get("value") is not None
            if shown: self.take(self.inline(element))
            return shown
        shown = [self.block(child) for child in element]
        if any(shown) and element.get("title"): self.take(element.get("title"))
        return any(shown)


# --- the structure tree ---

def of_structure(path):
    """The texts of paragraphs, headings, captions and list items, each whole."""
    facts = Facts(path)
    texts = []
    for element in facts.tree.of_kind("P", "H1", "H2", "H3", "Caption", "LBody", "Note", "TD", "TH"):
        todo, text = [element], ""
        while todo:
            at = todo.pop()
            if isinstance(at, str): text += at
            else: todo += [facts.mark_text.get(it, "") if kind == "mark" else it for kind, it in reversed(at.order)
                           if kind != "annotation"]
        text = re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()
        if text: texts.append(text)
    return texts


def main():
    template, figures, review = sys.argv[1:]
    text = read_back(review)
    with open(figures, encoding="utf-8") as file: wanted = Template(template, json.load(file)).sentences
    smooth = plain(text)
    missing = [sentence for sentence in wanted if sentence not in smooth]
    told = of_structure(review)
    lost = [one for one in told if one not in text]
    for sentence in missing: print("of the template, not there:", sentence)
    for one in lost: print("of the structure, not there:", repr(one))
    print(f"{len(wanted) - len(missing)} of {len(wanted)} of the template, {len(told) - len(lost)} of {len(told)} of the structure")
    return bool(missing or lost)


if __name__ == "__main__":
    sys.exit(main())

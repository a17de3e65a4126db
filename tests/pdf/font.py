"""A composite font of a PDF: codes are CIDs (Identity-H), and mean what ToUnicode says."""
import re
from functools import cached_property

from fontfile import Cff, TrueType

BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.S)
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def utf16(digits):
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "surrogatepass")


class Font:
    def __init__(self, document, reference):
        self.document = document
        self.dict = document.get(reference) or {}
        below = document.list(self.dict.get("/DescendantFonts"))
        self.below = (document.get(below[0]) if below else None) or {}
        self.descriptor = document.get(self.below.get("/FontDescriptor")) or {}
        self.where = f"font {self.dict.get('/BaseFont', reference)}"
        self.trouble = None  # of reading the program
        self.is_truetype = self.below.get("/Subtype") == "/CIDFontType2"

    @cached_property
    def widths(self):
        found, w, at = {}, self.document.list(self.below.get("/W")), 0
        while at < len(w):
            second = self.document.get(w[at + 1])
            if isinstance(second, list):
                found.update({w[at] + i: width for i, width in enumerate(second)})
                at += 2
            else:
                found.update({code: w[at + 2] for code in range(w[at], second + 1)})
                at += 3
        return found

    def width(self, code):
        return self.widths.get(code, self.below.get("/DW", 1000))

    @cached_property
    def cmap(self):
        """The text of ToUnicode; empty where there is none."""
        reference = self.dict.get("/ToUnicode")
        return self.document.data(reference) if self.document.is_stream(reference) else b""

    @cached_property
    def means(self):
        found = {}
        for kind, block in BLOCK.findall(self.cmap):
            parts = [digits if not bracket and not end else bracket or end for digits, bracket, end in HEX.findall(block)]
            if kind == b"bfchar":
                for code, text in zip(parts[::2], parts[1::2]): found[int(code, 16)] = utf16(text)
                continue
            at = 0
            while at + 2 < len(parts):
                first, last = int(parts[at], 16), int(parts[at + 1], 16)
                if parts[at + 2] == b"[":
                    end = parts.index(b"]", at)
                    for i, text in enumerate(parts[at + 3:end]): found[first + i] = utf16(text)
                    at = end + 1
                else:
                    text = utf16(parts[at + 2])
                    for i in range(last - first + 1): found[first + i] = text[:-1] + chr(ord(text[-1]) + i)
                    at += 3
        return found

    @cached_property
    def program(self):
        """TrueType or Cff; None where nothing is embedded, or where it cannot be read: then there is trouble."""
        for key in ("/FontFile2", "/FontFile3"):
            reference = self.descriptor.get(key)
            if not self.document.is_stream(reference): continue
            try: return (TrueType if key == "/FontFile2" else Cff)(self.document.data(reference))
            except Exception as error: self.trouble = f"cannot be read: {error}"
        return None

    @cached_property
    def glyph_map(self):
        reference = self.below.get("/CIDToGIDMap")
        return self.document.data(reference) if self.document.is_stream(reference) else None

    def glyph(self, code):
        """The glyph of a code in the font program: its number there; a CFF's is looked up by the program. None where
        nobody can tell."""
        if self.glyph_map is None: return code if not self.is_truetype or self.below.get("/CIDToGIDMap") == "/Identity" else None
        return int.from_bytes(self.glyph_map[2 * code:2 * code + 2], "big")


class Fonts(dict):
    def __init__(self, document):
        super().__init__()
        self.document = document

    def __missing__(self, reference):
        self[reference] = Font(self.document, reference)
        return self[reference]

"""All that the conditions look at, each worked out once; and the list of the conditions."""
from functools import cached_property

from content import Reader
from document import Document, text_of
from font import Fonts
from structure import Grid, Tree
from xmp import NOTHING, Xmp

CONDITIONS = {}  # number: (what it says, function that yields (place, what) for each failure)


def condition(number, says):
    """Registers a function of Facts as a condition."""
    def register(function):
        assert number not in CONDITIONS, number
        CONDITIONS[number] = (says, function)
        return function
    return register


class Facts(Document):
    @cached_property
    def fonts(self):
        return Fonts(self)

    @cached_property
    def contents(self):
        return {page: Reader(self, page).read() for page in self.pages}

    @cached_property
    def marks(self):
        return [mark for content in self.contents.values() for mark in content.marks]

    @cached_property
    def mark_text(self):
        return {(mark.page, mark.mcid): mark.text for mark in self.marks if mark.mcid is not None}

    @cached_property
    def codes(self):
        """(Font, code, marks that show it)"""
        shown = {}
        for content in self.contents.values():
            for font, codes in content.shown.items():
                for code, marks in codes.items(): shown.setdefault((font, code), []).extend(marks)
        return [(self.fonts[font], code, marks) for (font, code), marks in sorted(shown.items())]

    @cached_property
    def used_fonts(self):
        return list({id(font): font for font, _, _ in self.codes}.values())

    @cached_property
    def tree(self):
        return Tree(self)

    @cached_property
    def grids(self):
        return [(table, Grid(table)) for table in self.tree.of_kind("Table")]

    @cached_property
    def xmp(self):
        """Of a packet that is not there or cannot be read nothing: 06-001, 6.6.2.1-4 and 6.6.2.1-5 say that."""
        try: return Xmp(self.data(self.root["/Metadata"]))
        except Exception: return Xmp(NOTHING)

    @cached_property
    def annotations(self):
        """(page, reference, dictionary)"""
        return [(page, at, self.get(at) or {}) for page in self.pages for at in self.list(self.get(page).get("/Annots"))]

    def annotations_of(self, *kinds):
        return [found for found in self.annotations if found[2].get("/Subtype", "/")[1:] in kinds]

    @cached_property
    def attachments(self):
        """(object, file specification) of all that has embedded files"""
        return self.having("/EF")

    @cached_property
    def images(self):
        return [(at, entry["stream"]["dict"]) for at, entry in self.objects.items()
                if "stream" in entry and entry["stream"]["dict"].get("/Subtype") == "/Image"]

    @cached_property
    def forms(self):
        return [(at, entry["stream"]["dict"]) for at, entry in self.objects.items()
                if "stream" in entry and entry["stream"]["dict"].get("/Subtype") == "/Form"]

    @cached_property
    def language(self):
        return text_of(self.get(self.root.get("/Lang"))) or ""

    def failures(self, numbers=None):
        """(number, place, what), in the conditions' order. A condition that cannot be judged has failed."""
        for number, (_, function) in CONDITIONS.items():
            if numbers and number not in numbers: continue
            try:
                for place, what in function(self) or (): yield number, place, what
            except Exception as error: yield number, "document", f"cannot be judged: {type(error).__name__}: {error}"

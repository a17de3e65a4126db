"""The structure tree: elements with their kinds, parents and contents."""
from document import is_reference, text_of

GROUPING = set("Document Part Art Sect Div BlockQuote TOC TOCI Index NonStruct Private L LI Table THead TBody TFoot TR "
               "Reference Ruby Warichu".split())
STANDARD = GROUPING | set("Caption P H H1 H2 H3 H4 H5 H6 Lbl LBody TH TD Span Quote Note BibEntry Code Link Annot RB RT RP "
                          "WT WP Figure Formula Form".split())
HEADINGS = {f"H{level}": level for level in range(1, 7)}


class Element:
    def __init__(self, tree, reference, parent):
        self.tree, self.reference, self.parent = tree, reference, parent
        document = tree.document
        self.dict = document.get(reference) or {}
        self.type = self.dict.get("/S", "/")[1:]  # as it is written
        self.kind = tree.role(self.type)  # as it is mapped
        self.where = f"{self.type} {reference.split()[0]}"
        self.children, self.marks, self.annotations = [], [], []  # elements; (page, MCID); (annotation, page)
        self.order = []  # all three, as ("child", ...), ("mark", ...), ("annotation", ...)

    def text(self, key):
        """Of a text entry; None where it is absent."""
        return text_of(self.tree.document.get(self.dict.get(key)))

    def attribute(self, owner, key):
        for attributes in self.tree.document.list(self.dict.get("/A")):
            attributes = self.tree.document.get(attributes)
            if isinstance(attributes, dict) and attributes.get("/O") == "/" + owner and key in attributes:
                return self.tree.document.get(attributes[key])
        return None

    def kinds(self):
        return [child.kind for child in self.children]

    def lang(self):
        at = self
        while at:
            if at.text("/Lang"): return at.text("/Lang")
            at = at.parent
        return text_of(self.tree.document.root.get("/Lang"))


class Tree:
    def __init__(self, document):
        self.document = document
        self.reference = document.root.get("/StructTreeRoot")
        self.root = document.get(self.reference) or {}
        self.roles = document.get(self.root.get("/RoleMap")) or {}
        self.elements, self.circles = [], []
        self.of_mark, self.of_annotation = {}, {}  # (page, MCID): elements; annotation: elements
        self.twice = []  # elements that stand in two places
        self.by_reference = {}
        self.top = [self.grow(kid) for kid in document.list(self.root.get("/K")) if is_reference(kid)]
        self.parents = dict(document.pairs(self.root.get("/ParentTree"), "/Nums"))

    def role(self, type_):
        seen = set()
        while type_ not in STANDARD and "/" + type_ in self.roles and type_ not in seen:
            seen.add(type_)
            type_ = self.roles["/" + type_][1:]
        return type_

    def grow(self, root):
        """Depth first, so that self.elements is in reading order. Without recursion: tables are long."""
        first = Element(self, root, None)
        todo = [first]
        while todo:
            element = todo.pop()
            if element.reference in self.by_reference:
                self.twice.append(element)
                continue
            self.by_reference[element.reference] = element
            self.elements.append(element)
            if element.parent: element.parent.children.append(element)
            for kid in self.document.list(element.dict.get("/K")): self.take(element, kid)
            todo.extend(reversed([kid for kind, kid in element.order if kind == "child"]))
        return first

    def take(self, element, kid):
        document, value = self.document, self.document.get(kid)
        page = element.dict.get("/Pg")
        if isinstance(value, int): self.mark(element, page, value)
        elif not isinstance(value, dict): return
        elif value.get("/Type") == "/MCR": self.mark(element, value.get("/Pg", page), value.get("/MCID"))
        elif value.get("/Type") == "/OBJR":
            element.annotations.append((value.get("/Obj"), value.get("/Pg", page)))
            element.order.append(("annotation", value.get("/Obj")))
            self.of_annotation.setdefault(value.get("/Obj"), []).append(element)
        elif is_reference(kid): element.order.append(("child", Element(self, kid, element)))

    def mark(self, element, page, mcid):
        element.marks.append((page, mcid))
        element.order.append(("mark", (page, mcid)))
        self.of_mark.setdefault((page, mcid), []).append(element)

    def of_kind(self, *kinds):
        return [element for element in self.elements if element.kind in kinds]

    def texts(self, of_mark):
        """(element, text) of each mark in reading order."""
        todo = [("child", top) for top in reversed(self.top)]
        while todo:
            kind, it = todo.pop()
            if kind == "child": todo.extend((k, v if k == "child" else (it, v)) for k, v in reversed(it.order))
            elif kind == "mark": yield it[0], of_mark.get(it[1], "")


class Grid:
    """A table's cells in their rows and columns, spans counted."""

    def __init__(self, table):
        self.rows, self.cell_at, self.overlaps = [], {}, []
        found = []
        for child in table.children:
            found += [child] if child.kind == "TR" else [c for c in child.children if c.kind == "TR"]
        for at, row in enumerate(found):
            column = 0
            for cell in row.children:
                while (at, column) in self.cell_at: column += 1
                wide, high = cell.attribute("Table", "/ColSpan") or 1, cell.attribute("Table", "/RowSpan") or 1
                for r in range(at, at + high):
                    for c in range(column, column + wide):
                        if (r, c) in self.cell_at: self.overlaps.append(cell)
                        self.cell_at[r, c] = cell
                column += wide
        self.count = len(found)
        self.widths = [1 + max((c for r, c in self.cell_at if r == at), default=-1) for at in range(self.count)] \
            if self.count < 300 else self.quick_widths()

    def quick_widths(self):
        widths = [0] * self.count
        for r, c in self.cell_at:
            if r < self.count: widths[r] = max(widths[r], c + 1)
        return widths

    def has_heads(self, row, column):
        """Whether a cell has a head that says it is one: before it in its row, or above it in its column."""
        heads = [self.cell_at.get((row, c)) for c in range(column)] + [self.cell_at.get((r, column)) for r in range(row)]
        for i, cell in enumerate(heads):
            scope = cell and cell.kind == "TH" and cell.attribute("Table", "/Scope")
            if scope == "/Both" or scope == ("/Row" if i < column else "/Column"): return True
        return False

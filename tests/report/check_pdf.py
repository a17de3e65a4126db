#!/usr/bin/env python3
"""Checks what validators of PDF/A-3a and PDF/UA-1 check, as far as this project's files can break it.

usage: check_pdf.py FILE          complaints, one a line; exit 1 if there is one
       check_pdf.py --text FILE   the text of every mark, exactly, in the order of the structure tree

qpdf takes the file apart; nothing here is shared with the writer.
"""
import base64
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}
GROUPING = {"/Document", "/Sect", "/L", "/LI", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TOC", "/TOCI",
            "/Reference"}
LEAVES = {"/H1", "/H2", "/H3", "/P", "/Span", "/Lbl", "/LBody", "/Caption", "/TH", "/TD", "/Figure", "/Link",
          "/Note"}
PARENTS = {"/LI": {"/L"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"}, "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
           "/THead": {"/Table"}, "/TBody": {"/Table"}, "/TFoot": {"/Table"}, "/TH": {"/TR"}, "/TD": {"/TR"},
           "/TOCI": {"/TOC"}, "/Caption": {"/Table", "/Figure"}}
CHILDREN = {"/Table": {"/Caption", "/THead", "/TBody", "/TFoot", "/TR"}, "/THead": {"/TR"}, "/TBody": {"/TR"},
            "/TFoot": {"/TR"}, "/TR": {"/TH", "/TD"}, "/L": {"/LI", "/L"}, "/LI": {"/Lbl", "/LBody"},
            "/TOC": {"/TOCI", "/TOC"}, "/TOCI": {"/Lbl", "/Reference", "/P", "/TOC"}}
MEANINGLESS = re.compile("[\0\ue000-\uf8ff\ufeff\ufffe\uffff\U000f0000-\U0010ffff]")
TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|/[^\s<>\[\]()/%]*|[^\s<>\[\]()/%]+")


class File:
    def __init__(self, path):
        raw = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                              "--decode-level=generalized", path], capture_output=True, check=True).stdout
        self.header, self.objects = json.loads(raw)["qpdf"]
        self.complaints = []
        self.root = self.get(self.objects["trailer"]["value"]["/Root"])
        self.text = {}  # (page, MCID): text

    def complain(self, where, what):
        self.complaints.append(f"{where}: {what}")

    def object(self, value):
        return self.objects.get("obj:" + value, {}) if isinstance(value, str) and value.endswith(" R") else value

    def get(self, value):
        """What a reference stands for; of a stream, its dictionary."""
        got = self.object(value)
        if got is not value:
            got = got["stream"]["dict"] if "stream" in got else got.get("value")
        return got

    def data(self, reference):
        return base64.b64decode(self.object(reference)["stream"]["data"])

    # --- the document ---

    def check_document(self):
        root, say = self.root, lambda what: self.complain("document", what)
        if self.header["pdfversion"] != "1.7": say("is not PDF 1.7")
        if root.get("/MarkInfo") != {"/Marked": True}: say("is not marked as tagged")
        if not root.get("/Lang", "u:")[2:]: say("has no language")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"): say("does not show its title")
        identifier = self.objects["trailer"]["value"].get("/ID", [])
        if len(identifier) != 2 or identifier[0] != identifier[1]: say("has no ID")
        intents = [self.get(i) for i in root.get("/OutputIntents", [])]
        if [i["/S"] for i in intents] != ["/GTS_PDFA1"]: say("has not one output intent")
        elif self.data(intents[0]["/DestOutputProfile"])[36:40] != b"acsp": say("has no colour profile")
        self.check_metadata(say)
        self.check_attachments(say)

    def check_metadata(self, say):
        if "/Filter" in self.get(self.root["/Metadata"]): say("has compressed metadata")
        xmp = ET.fromstring(self.data(self.root["/Metadata"]))
        text = {element.tag: "".join(element.itertext()).strip() for element in xmp.iter()}
        dc, a, ua = "{http://purl.org/dc/elements/1.1/}", "{http://www.aiim.org/pdfa/ns/id/}", \
            "{http://www.aiim.org/pdfua/ns/id/}"
        if (text.get(a + "part"), text.get(a + "conformance")) != ("3", "A"): say("is not PDF/A-3a")
        if text.get(ua + "part") != "1": say("is not PDF/UA-1")
        if ua[1:-1] not in text.get("{http://www.aiim.org/pdfa/ns/extension/}schemas", ""): say("hides a schema")
        info = self.get(self.objects["trailer"]["value"]["/Info"])
        for name, key in (("title", "/Title"), ("creator", "/Author"), ("description", "/Subject")):
            if text.get(dc + name, "") != info.get(key, "u:")[2:]: say(f"tells two different {name}s")
        if not info.get("/Title"): say("has no title")
        created = re.sub(r"[-:T]", "", text.get("{http://ns.adobe.com/xap/1.0/}CreateDate", ""))
        if info.get("/CreationDate") != "u:D:" + created: say("tells two different dates")

    def check_attachments(self, say):
        names = self.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
        if names[1::2] != self.root.get("/AF", []): say("attaches files that are not associated, or the reverse")
        if names[::2] != sorted(names[::2]): say("has unsorted attachment names")
        for reference in self.root.get("/AF", []):
            file = self.get(reference)
            if file.get("/AFRelationship") != "/Data" or not file.get("/UF") or not file.get("/F"):
                say("has an attachment without name or relationship")
            stream = self.get(file["/EF"]["/F"])
            if not stream.get("/Subtype") or stream["/Params"]["/Size"] != len(self.data(file["/EF"]["/F"])):
                say("has an attachment without type, or of another size than it says")

    # --- fonts ---

    def read_font(self, reference):
        font = self.get(reference)
        below = self.get(font["/DescendantFonts"][0])
        descriptor, where = self.get(below["/FontDescriptor"]), f"font {font['/BaseFont']}"
        if not re.match(r"/[A-Z]{6}\+", font["/BaseFont"]): self.complain(where, "has no subset prefix")
        if len({font["/BaseFont"], below["/BaseFont"], descriptor["/FontName"]}) != 1:
            self.complain(where, "has several names")
        for key in ("/FontBBox", "/Ascent", "/Descent", "/CapHeight", "/StemV", "/ItalicAngle", "/Flags"):
            if key not in descriptor: self.complain(where, f"has no {key}")
        if not descriptor.get("/FontFile2") and not descriptor.get("/FontFile3"):
            self.complain(where, "is not embedded")
        widths, w = {}, below["/W"]
        for first, list_ in zip(w[::2], w[1::2]):
            widths.update({first + i: width for i, width in enumerate(list_)})
        means = {}
        for code, text in re.findall(rb"<(\w{4})> <(\w*)>\n", self.data(font["/ToUnicode"])):
            means[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        means.pop(0, None)
        glyphs = self.data(below["/CIDToGIDMap"]) if below["/Subtype"] == "/CIDFontType2" else None
        for code, text in means.items():
            if not text or MEANINGLESS.search(text): self.complain(where, f"code {code} means nothing")
            if glyphs and glyphs[2 * code:2 * code + 2] in (b"\0\0", b""):
                self.complain(where, f"code {code} is the missing glyph")
        return where, widths, means

    # --- pages ---

    def check_page(self, number, reference, fonts):
        page, where = self.get(reference), f"page {number + 1}"
        if page.get("/Tabs") != "/S": self.complain(where, "has no tab order")
        resources = page["/Resources"].get("/Font", {})
        contents, operands, mark, mcid, font = self.data(page["/Contents"]), [], None, None, None
        for token in TOKEN.findall(contents):
            token = token.decode("latin-1")
            if token[0] in "/<[]>+-.0123456789":
                operands.append(token)
                continue
            if token in ("BDC", "BMC"):
                if mark: self.complain(where, "has a mark inside a mark")
                mark = operands[0]
                mcid = int(operands[operands.index("/MCID") + 1]) if "/MCID" in operands else None
                if mark != "/Artifact":
                    if (reference, mcid) in self.text: self.complain(where, f"has two marks {mcid}")
                    self.text[reference, mcid] = ""
            elif token == "EMC":
                if not mark: self.complain(where, "closes a mark that was not opened")
                mark = mcid = None
            elif token == "Tf":
                if resources[operands[-2]] not in fonts:
                    fonts[resources[operands[-2]]] = self.read_font(resources[operands[-2]])
                font = fonts[resources[operands[-2]]]
            elif token in PAINTING:
                if not mark: self.complain(where, f"paints {token} outside of all marks")
                if token in ("Tj", "TJ"): self.show(operands, font, (reference, mcid), mark)
            operands = []
        if mark: self.complain(where, "leaves a mark open")

    def show(self, operands, font, key, mark):
        where, widths, means = font
        for string in (operand for operand in operands if operand[0] == "<" and operand != "<<"):
            if len(string) > 2 * 32767: self.complain(where, "a string is longer than PDF/A allows")
            for at in range(1, len(string) - 1, 4):
                code = int(string[at:at + 4], 16)
                if code not in widths or code not in means:
                    self.complain(where, f"code {code} has no width or no meaning")
                if mark != "/Artifact": self.text[key] += means.get(code, "")

    def pages(self, reference):
        node = self.get(reference)
        if node["/Type"] == "/Page": return [reference]
        return [page for kid in node["/Kids"] for page in self.pages(kid)]

    # --- the structure tree ---

    def check_structure(self, pages):
        tree = self.get(self.root["/StructTreeRoot"])
        nums = self.get(tree["/ParentTree"])["/Nums"]
        self.parents = dict(zip(nums[::2], nums[1::2]))
        if nums[::2] != sorted(nums[::2]) or tree["/ParentTreeNextKey"] <= max(nums[::2], default=-1):
            self.complain("parent tree", "has keys out of order")
        self.seen, self.heading, self.order = set(), 0, []
        self.ids = dict(zip(*[iter(self.get(tree.get("/IDTree", {})).get("/Names", []))] * 2))
        self.check_element(tree["/K"], self.root["/StructTreeRoot"], None)
        for page in pages:
            owners = self.get(self.parents[self.get(page)["/StructParents"]])
            marks = sorted(mcid for at, mcid in self.text if at == page)
            if marks != list(range(len(owners))): self.complain(page, "its marks and the parent tree differ")
            for link in self.get(page).get("/Annots", []):
                if link not in self.seen: self.complain(page, "has a link outside of the structure tree")
        for key in self.text:
            if key not in self.seen: self.complain(key[0], f"mark {key[1]} belongs to no element")

    def check_element(self, reference, parent, parent_kind):
        element = self.get(reference)
        kind, where = element["/S"], f"{element['/S'][1:]} {reference.split()[0]}"
        attributes = element.get("/A", {})
        if element["/P"] != parent: self.complain(where, "does not know its parent")
        if kind not in GROUPING | LEAVES: self.complain(where, "is not of a standard kind")
        if kind in PARENTS and parent_kind not in PARENTS[kind] or kind not in CHILDREN.get(parent_kind, {kind}):
            self.complain(where, f"stands in {parent_kind}")
        if kind == "/Figure" and (not element.get("/Alt", "u:")[2:] or len(attributes.get("/BBox", [])) != 4):
            self.complain(where, "has no alternative text or no box")
        if kind == "/TH" and attributes.get("/Scope") not in ("/Row", "/Column"): self.complain(where, "has no scope")
        if kind == "/L" and "/ListNumbering" not in attributes: self.complain(where, "does not say how it counts")
        if kind == "/Note" and self.ids.get(element.get("/ID")) != reference: self.complain(where, "has no ID")
        if kind in ("/H1", "/H2", "/H3"):
            if int(kind[2]) > self.heading + 1: self.complain(where, f"comes after a heading of level {self.heading}")
            self.heading = int(kind[2])
        kids = element.get("/K", [])
        links = [kid for kid in kids if isinstance(kid, dict) and kid["/Type"] == "/OBJR"]
        if (kind == "/Link") != bool(links): self.complain(where, "is a link without annotation, or the reverse")
        for kid in kids:
            if isinstance(kid, int): self.check_mark(where, reference, kind, element["/Pg"], kid)
            elif isinstance(kid, str): self.check_element(kid, reference, kind)
            elif kid["/Type"] == "/MCR": self.check_mark(where, reference, kind, kid["/Pg"], kid["/MCID"])
            else: self.check_link(where, reference, kid)
        if kind == "/Table": self.check_table(where, element)

    def check_mark(self, where, reference, kind, page, mcid):
        if kind in GROUPING: self.complain(where, "has content of its own")
        if (page, mcid) in self.seen: self.complain(where, f"shares mark {mcid}")
        self.seen.add((page, mcid))
        self.order.append((page, mcid))
        if (page, mcid) not in self.text: self.complain(where, f"has a mark {mcid} that is nowhere")
        owners = self.get(self.parents.get(self.get(page)["/StructParents"], []))
        if mcid >= len(owners) or owners[mcid] != reference: self.complain(where, f"mark {mcid} has another parent")

    def check_link(self, where, reference, kid):
        link = self.get(kid["/Obj"])
        self.seen.add(kid["/Obj"])
        if not link.get("/Contents", "u:")[2:]: self.complain(where, "does not say where it leads")
        if not link.get("/F", 0) & 4: self.complain(where, "is not printed")
        if self.parents.get(link.get("/StructParent")) != reference: self.complain(where, "has another parent")
        if kid["/Obj"] not in self.get(kid["/Pg"]).get("/Annots", []): self.complain(where, "is on another page")
        target = self.get(link["/Dest"])
        if target[1] != "/XYZ" or target[4] != 0: self.complain(where, "changes the zoom")

    def check_table(self, where, table):
        parts = [kid for kid in table.get("/K", []) if isinstance(kid, str)]
        rows = [kid for part in parts for kid in [part] + self.get(part).get("/K", []) if isinstance(kid, str)]
        widths = set()
        for row in map(self.get, rows):
            if row["/S"] == "/TR":
                cells = [self.get(cell) for cell in row.get("/K", []) if isinstance(cell, str)]
                widths.add(sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in cells))
        if len(widths) > 1: self.complain(where, f"has rows of {sorted(widths)} columns")


def main():
    file = File(sys.argv[-1])
    pages = file.pages(file.root["/Pages"])
    file.check_document()
    fonts = {}
    for number, page in enumerate(pages): file.check_page(number, page, fonts)
    file.check_structure(pages)
    print("\n".join([file.text.get(key, "") for key in file.order] if "--text" in sys.argv else file.complaints))
    return bool(file.complaints)


if __name__ == "__main__":
    sys.exit(main())

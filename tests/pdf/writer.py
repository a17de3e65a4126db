"""A PDF written down from qpdf's JSON, one object after the other, with a table of cross-references: for files that are
broken on purpose, so that nothing here mends anything. A string that begins with "raw:" is written as it is.
"""
import base64
import copy
import re
import zlib

from document import is_reference


def written(value):
    if value is None: return "null"
    if value is True or value is False: return str(value).lower()
    if isinstance(value, float): return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, int): return str(value)
    if isinstance(value, list): return "[" + " ".join(map(written, value)) + "]"
    if isinstance(value, dict): return "<<" + " ".join(f"{name(key)} {written(v)}" for key, v in value.items()) + ">>"
    if value[:4] == "raw:": return value[4:]
    if value[:2] == "b:": return f"<{value[2:]}>"
    if value[:2] == "u:":
        text = value[2:]
        return f"<{text.encode().hex()}>" if text.isascii() else f"<feff{text.encode('utf-16-be').hex()}>"
    return value if is_reference(value) else name(value)


def name(value):
    return "/" + re.sub(r"[^!-~]|[()<>\[\]{}/%]", lambda m: "".join(f"#{b:02X}" for b in m.group().encode()), value[1:])


class Copy:
    """A good document, to be broken: its objects as they may be changed, and hands for changing them."""

    def __init__(self, good):
        self.good = good
        self.objects = copy.deepcopy({at: entry for at, entry in good.objects.items() if "stream" not in entry or
                                      entry["stream"]["dict"].get("/Type") not in ("/ObjStm", "/XRef")})
        self.trailer = {key: copy.deepcopy(value) for key, value in good.trailer.items() if key in ("/Root", "/Info", "/ID")}
        self.heads = {}  # object: what stands instead of "12 0 obj\n"
        self.keywords = {}  # object: (what stands instead of "stream\n", "\nendstream")
        self.longer = {}  # object: by how much its Length is wrong
        self.bytes_edits = []  # functions of the whole file

    def get(self, reference):
        entry = self.objects[reference]
        return entry["stream"]["dict"] if "stream" in entry else entry["value"]

    @property
    def root(self):
        return self.get(self.trailer["/Root"])

    @property
    def info(self):
        return self.get(self.trailer["/Info"])

    def add(self, value):
        at = f"{1 + max(int(key.split()[0]) for key in self.objects)} 0 R"
        self.objects[at] = {"value": value}
        return at

    def add_stream(self, dictionary, data=b""):
        at = self.add(None)
        self.objects[at] = {"stream": {"dict": dictionary, "data": base64.b64encode(data).decode()}}
        return at

    def data(self, at):
        stream = self.objects[at]["stream"]
        data = base64.b64decode(stream["data"])
        return zlib.decompress(data) if stream["dict"].get("/Filter") == "/FlateDecode" else data

    def set_data(self, at, data):
        stream = self.objects[at]["stream"]
        stream["data"] = base64.b64encode(data).decode()
        stream["dict"].pop("/Filter", None)

    def edit(self, at, function):
        before = self.data(at)
        behind = function(before)
        if behind == before: raise ValueError("nothing there to be changed")
        self.set_data(at, behind)

    # --- parts of a document ---

    def page(self, n=0):
        return self.get(self.good.pages[n])

    def content(self, function, n=0):
        self.edit(self.page(n)["/Contents"], function)

    def put(self, operators, n=0):
        """Behind all that the page paints, in an artifact."""
        self.content(lambda data: data + b"\n/Artifact<</Type/Layout>>BDC\n" + operators + b"\nEMC\n", n)

    def resource(self, category, name_, value, n=0):
        page = self.page(n)
        resources = page["/Resources"]
        resources = self.get(resources) if is_reference(resources) else resources
        entries = resources.setdefault(category, {})
        entries = self.get(entries) if is_reference(entries) else entries
        entries[name_] = value

    def image(self, **entries):
        """A gray image of one pixel, painted as an artifact: the reference."""
        dictionary = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1, "/BitsPerComponent": 8,
                      "/ColorSpace": "/DeviceGray"}
        dictionary.update({"/" + key: value for key, value in entries.items()})
        at = self.add_stream(dictionary, b"\0")
        self.resource("/XObject", "/Im", at)
        self.put(b"q 9 0 0 9 0 0 cm /Im Do Q")
        return at

    def form(self, **entries):
        dictionary = {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 9, 9]}
        dictionary.update({"/" + key: value for key, value in entries.items()})
        return self.add_stream(dictionary)

    def states(self, **entries):
        """An extended graphics state that is set by the first page."""
        self.resource("/ExtGState", "/G", {"/" + key: value for key, value in entries.items()})
        self.put(b"/G gs")

    def element(self, kind, n=0):
        return self.get(self.element_at(kind, n))

    def element_at(self, kind, n=0):
        return self.good.tree.of_kind(kind)[n].reference

    def kids(self, at):
        return [kid for kid in self.get(at).get("/K", []) if is_reference(kid)]

    def annotation(self, kind, element="Annot", **entries):
        """One that is all right, but for what is asked for: its dictionary."""
        page = self.good.pages[0]
        annotation = {"/Type": "/Annot", "/Subtype": "/" + kind, "/Rect": [9, 9, 20, 20], "/F": 4, "/Contents": "u:mots",
                      "/AP": {"/N": self.form()}}
        annotation.update({"/" + key: value for key, value in entries.items()})
        at = self.add(annotation)
        self.page().setdefault("/Annots", []).append(at)
        self.page()["/Tabs"] = "/S"
        if element: self.tag(annotation, at, page, element)
        return annotation

    def tag(self, annotation, at, page, kind):
        root = self.element_at("Document")
        tagged = self.add({"/Type": "/StructElem", "/S": "/" + kind, "/P": root,
                           "/K": [{"/Type": "/OBJR", "/Obj": at, "/Pg": page}]})
        self.get(root)["/K"].append(tagged)
        tree = self.get(self.root["/StructTreeRoot"])
        key = tree["/ParentTreeNextKey"]
        annotation["/StructParent"] = key
        tree["/ParentTreeNextKey"] = key + 1
        self.get(tree["/ParentTree"])["/Nums"] += [key, tagged]

    def link(self):
        return self.get(self.good.annotations_of("Link")[0][1])

    def shown(self):
        """(code of a letter, reference of its font)"""
        for font, code, _ in self.good.codes:
            if font.means.get(code) == "e": return code, next(at for at, f in self.good.fonts.items() if f is font)
        raise ValueError("no e is shown")

    def font(self):
        return self.get(self.shown()[1])

    def below(self):
        return self.get(self.font()["/DescendantFonts"][0])

    def descriptor(self):
        return self.get(self.below()["/FontDescriptor"])

    def map_code(self, glyph):
        code, _ = self.shown()
        self.edit(self.below()["/CIDToGIDMap"],
                  lambda data: data[:2 * code] + glyph.to_bytes(2, "big") + data[2 * code + 2:])
        return code

    def mean(self, text):
        code, _ = self.shown()
        line = re.compile(rb"<%04X> <[0-9A-F]*>" % code)
        self.edit(self.font()["/ToUnicode"], lambda data: line.sub(b"<%04X> <%s>" % (code, text), data))

    def cmap(self, **entries):
        dictionary = {"/Type": "/CMap", "/CMapName": "/Own", "/CIDSystemInfo": {
            "/Registry": "u:Adobe", "/Ordering": "u:Identity", "/Supplement": 0}}
        dictionary.update({"/" + key: value for key, value in entries.items()})
        self.font()["/Encoding"] = self.add_stream(dictionary, b"1 begincodespacerange <0000> <FFFF> endcodespacerange")
        return dictionary

    def xmp(self, old, new):
        at, old, new = self.root["/Metadata"], old.encode(), new.encode()
        assert old in self.data(at), old
        self.edit(at, lambda data: data.replace(old, new, 1))

    def file(self):
        return self.get(self.good.attachments[0][0])

    # --- written ---

    def bytes(self):
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
        for at, entry in sorted(self.objects.items(), key=lambda pair: int(pair[0].split()[0])):
            number = int(at.split()[0])
            places[number] = len(out)
            out += self.heads.get(at, b"%d 0 obj\n" % number)
            if "stream" in entry:
                data = base64.b64decode(entry["stream"]["data"])
                length = len(data) + self.longer.get(at, 0)
                begin, end = self.keywords.get(at, (b"stream\n", b"\nendstream"))
                out += written({**entry["stream"]["dict"], "/Length": length}).encode("latin-1") + b"\n" + begin + data + end
            else: out += written(entry["value"]).encode("latin-1")
            out += b"\nendobj\n"
        start, size = len(out), 1 + max(places)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        out += f"trailer\n{written({**self.trailer, '/Size': size})}\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
        out = bytes(out)
        for edit in self.bytes_edits: out = edit(out)
        return out



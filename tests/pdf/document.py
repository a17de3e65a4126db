"""A PDF taken apart by qpdf, and its bytes, which qpdf forgives too much of.

Values are those of qpdf's JSON: "u:text" and "b:hex" are strings, "/Name" names, "12 0 R" references. Nothing here is
shared with the writer.
"""
import base64
import json
import re
import subprocess
import zlib
from functools import cached_property

REFERENCE = re.compile(r"\d+ \d+ R$")
OBJECT = re.compile(rb"(\d+) (\d+) obj\b")


def is_reference(value):
    return isinstance(value, str) and value[-2:] == " R" and REFERENCE.match(value) is not None


def text_of(value):
    """The characters of a string; None where it is none."""
    if not isinstance(value, str) or value[:2] not in ("u:", "b:"): return None
    return value[2:] if value[0] == "u" else bytes.fromhex(value[2:]).decode("latin-1")


def string_bytes(value):
    """As many bytes as the string has in the file, where it is written in the usual way."""
    if value[:2] == "b:": return len(value) // 2 - 1
    text = value[2:]
    return len(text) if text.isascii() else 2 + len(text.encode("utf-16-be"))


class Document:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file: self.raw = file.read()
        got = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                              "--decode-level=none", path], capture_output=True)
        if not got.stdout: raise ValueError("qpdf: " + got.stderr.decode(errors="replace").strip())
        header, objects = json.loads(got.stdout.decode("utf-8", "surrogateescape"))["qpdf"]
        self.version = header["pdfversion"]
        self.trailer = objects.pop("trailer")["value"]
        self.objects = {key[4:]: value for key, value in objects.items()}
        self.root = self.get(self.trailer.get("/Root")) or {}
        self.info = self.get(self.trailer.get("/Info")) or {}

    def get(self, value):
        """What a reference stands for; of a stream, its dictionary."""
        for _ in range(32):
            if not is_reference(value): return value
            found = self.objects.get(value, {"value": None})
            value = found["stream"]["dict"] if "stream" in found else found["value"]
        return None

    def is_stream(self, reference):
        return is_reference(reference) and "stream" in self.objects.get(reference, {})

    def at(self, value, *keys):
        """Follows keys through dictionaries; None where the way ends."""
        for key in keys:
            value = self.get(value)
            if not isinstance(value, dict): return None
            value = value.get(key)
        return self.get(value)

    def list(self, value):
        """The items of an array; of anything else itself."""
        found = self.get(value)
        return found if isinstance(found, list) else [] if found is None else [value]

    def filters(self, reference):
        return self.list(self.at(reference, "/Filter"))

    def data(self, reference):
        """The bytes of a stream, unpacked where that is FlateDecode without a predictor."""
        bytes_ = base64.b64decode(self.objects[reference]["stream"]["data"])
        for name in self.filters(reference):
            if name != "/FlateDecode" or self.at(reference, "/DecodeParms", "/Predictor") not in (None, 1):
                raise ValueError(f"{reference}: cannot unpack {name}")
            bytes_ = zlib.decompress(bytes_)
        return bytes_

    @cached_property
    def values(self):
        """(object, value) of all values in all objects, containers included; of dictionaries their keys, too."""
        found = []
        for reference, entry in self.objects.items():
            todo = [entry["stream"]["dict"] if "stream" in entry else entry["value"]]
            while todo:
                value = todo.pop()
                found.append((reference, value))
                if isinstance(value, list): todo.extend(value)
                elif isinstance(value, dict):
                    todo.extend(value.values())
                    found.extend((reference, key) for key in value)
        return found

    @cached_property
    def dicts(self):
        return [pair for pair in self.values if isinstance(pair[1], dict)]

    def having(self, key, *wanted):
        """(object, dictionary) of all dictionaries with this key, and this value of it."""
        return [(at, d) for at, d in self.dicts if key in d and (not wanted or self.get(d[key]) in wanted)]

    @cached_property
    def pages(self):
        found, todo, seen = [], [self.root.get("/Pages")], set()
        while todo:
            at = todo.pop()
            node = self.get(at)
            if not isinstance(node, dict) or at in seen: continue
            seen.add(at)
            if node.get("/Type") == "/Pages": todo.extend(reversed(self.list(node.get("/Kids"))))
            else: found.append(at)
        return found

    def inherited(self, page, key):
        node = self.get(page)
        for _ in range(64):
            if not isinstance(node, dict): return None
            if key in node: return self.get(node[key])
            node = self.get(node.get("/Parent"))
        return None

    @cached_property
    def page_number(self):
        return {page: f"page {i + 1}" for i, page in enumerate(self.pages)}

    def pairs(self, root, leaf):
        """The pairs of a name tree (/Names) or number tree (/Nums)."""
        found, todo, left = [], [root], 10 ** 5
        while todo and left:
            node, left = self.get(todo.pop()), left - 1
            if not isinstance(node, dict): continue
            todo.extend(reversed(self.list(node.get("/Kids"))))
            pairs = self.list(node.get(leaf))
            found.extend(zip(pairs[::2], pairs[1::2]))
        return found

    # --- the file itself ---

    @cached_property
    def start(self):
        """Where the last cross-references begin, after startxref."""
        found = re.findall(rb"startxref\s+(\d+)\s+%%EOF", self.raw[-2048:])
        return int(found[-1]) if found else -1

    @cached_property
    def is_table(self):
        return self.raw.startswith(b"xref", self.start)

    @cached_property
    def places(self):
        """Object number: offset, of the objects that are not in object streams."""
        return self.table_places() if self.is_table else self.stream_places()

    def table_places(self):
        lines = iter(self.raw[self.start:self.raw.find(b"trailer", self.start)].split(b"\n")[1:])
        found = {}
        for line in lines:
            head = line.split()
            if len(head) != 2: break
            for i in range(int(head[1])):
                entry = next(lines).split()
                if entry[2] == b"n": found[int(head[0]) + i] = int(entry[0])
        return found

    def stream_places(self):
        head = self.raw[self.start:self.raw.index(b"stream", self.start)]
        numbers = lambda key: [int(n) for n in re.search(key + rb"\s*\[([\d\s]+)\]", head).group(1).split()]
        widths = numbers(rb"/W")
        begin = re.compile(rb"stream\r?\n").search(self.raw, self.start).end()
        table = self.predicted_up(zlib.decompressobj().decompress(self.raw[begin:]), sum(widths)) \
            if b"/Predictor" in head else zlib.decompressobj().decompress(self.raw[begin:])
        size = int(re.search(rb"/Size\s+(\d+)", head).group(1))
        index = numbers(rb"/Index") if b"/Index" in head else [0, size]
        rows, found, at = [], {}, 0
        for first, count in zip(index[::2], index[1::2]): rows.extend(range(first, first + count))
        for number in rows:
            fields = []
            for width in widths:
                fields.append(int.from_bytes(table[at:at + width], "big"))
                at += width
            if fields[0] == 1: found[number] = fields[1]
        return found

    @staticmethod
    def predicted_up(steps, width):
        """Rows that are told as their difference to the row above."""
        above, rows = bytes(width), []
        for at in range(0, len(steps), width + 1):
            above = bytes((a + b) & 255 for a, b in zip(steps[at + 1:at + 1 + width], above))
            rows.append(above)
        return b"".join(rows)

    @cached_property
    def loose(self):
        """(number, bytes from its first digit to behind endobj, the dictionary of a stream or None, where its bytes
        begin) of the objects that are not in object streams."""
        offsets = sorted(self.places.items(), key=lambda pair: pair[1])
        ends = [offset for _, offset in offsets[1:]] + [len(self.raw)]
        found = []
        for (number, offset), end in zip(offsets, ends):
            text = self.raw[offset:end]
            begin = re.search(rb"stream[\r\n]", text) if b"endstream" in text else None
            found.append((number, text, text[:begin.start()] if begin else None, begin and begin.start() + 6))
        return found

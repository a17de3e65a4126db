"""Page content, read operator by operator: which marks there are, what is painted in which, and with what."""
import re
from dataclasses import dataclass, field

from document import text_of

TOKEN = re.compile(rb"<<|>>|<[^<>]*>|\((?:[^()\\]|\\.)*\)|\[|\]|/[^\s<>\[\]()/%{}]*|%[^\r\n]*|[^\s<>\[\]()/%]+", re.S)
NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)$")
PAINTING = set("Tj TJ ' \" f F f* S s B B* b b* Do sh EI".split())
OPERATORS = PAINTING | set(
    "b* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX G g gs h i ID J j K k l M m MP n q Q re RG rg ri SC sc SCN "
    "scn T* Tc Td TD Tf TL Tm Tr Ts Tw Tz v w W W* y".split())
COLORS = {"rg": "/DeviceRGB", "RG": "/DeviceRGB", "g": "/DeviceGray", "G": "/DeviceGray", "k": "/DeviceCMYK",
          "K": "/DeviceCMYK"}


@dataclass(eq=False)
class Mark:
    page: str
    tag: str
    mcid: int = None
    properties: dict = field(default_factory=dict)
    above: "Mark" = None
    text: str = ""
    paints: bool = False
    shows: bool = False

    @property
    def artifact(self):
        return self.tag == "/Artifact" or (self.above is not None and self.above.artifact)

    @property
    def spoken(self):
        """Whether ActualText stands for what is shown."""
        return "/ActualText" in self.properties or self.spoken_above

    @property
    def spoken_above(self):
        return self.above is not None and self.above.spoken

    @property
    def tagged(self):
        """The mark with an MCID that this is, or is in."""
        return self if self.mcid is not None else self.above and self.above.tagged


@dataclass
class Content:
    """What the content of one page does; `shown` is {font: {code: [marks]}}."""
    marks: list = field(default_factory=list)
    bare: set = field(default_factory=set)  # painting operators outside of all marks
    operators: set = field(default_factory=set)
    colors: dict = field(default_factory=dict)
    shown: dict = field(default_factory=dict)
    images: list = field(default_factory=list)  # (XObject, mark)
    names: set = field(default_factory=set)  # (category, name) of resources that are used
    trouble: list = field(default_factory=list)  # (condition, what)
    deepest: int = 0


def parse(tokens):
    """Operands as JSON values, as in document.py."""
    def value(at):
        token = tokens[at]
        if token == b"<<":
            found, at = {}, at + 1
            while at < len(tokens) and tokens[at] != b">>":
                key = tokens[at].decode("latin-1")
                found[key], at = value(at + 1)
            return found, at + 1
        if token == b"[":
            found, at = [], at + 1
            while at < len(tokens) and tokens[at] != b"]":
                one, at = value(at)
                found.append(one)
            return found, at + 1
        return scalar(token), at + 1

    found, at = [], 0
    while at < len(tokens):
        one, at = value(at)
        found.append(one)
    return found


def scalar(token):
    if token[:1] == b"<":
        digits = re.sub(rb"\s", b"", token[1:-1]).decode("latin-1")
        raw = bytes.fromhex(digits + "0" * (len(digits) % 2)) if re.fullmatch("[0-9A-Fa-f]*", digits) else b""
        return "u:" + raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else "b:" + raw.hex()
    if token[:1] == b"(": return "u:" + token[1:-1].decode("latin-1")
    if NUMBER.match(token): return float(token) if b"." in token else int(token)
    return {b"true": True, b"false": False, b"null": None}.get(token, token.decode("latin-1"))


class Reader:
    def __init__(self, document, page):
        self.document, self.page = document, page
        self.found = Content()
        self.resources = document.inherited(page, "/Resources") or {}
        self.mark, self.depth, self.font, self.fonts, self.text = None, 0, None, [], False

    def resource(self, category, name):
        self.found.names.add((category, name))
        entry = (self.document.get(self.resources.get(category)) or {}).get(name)
        if entry is None: self.say("6.2.2-2", f"{name} is not among the {category[1:]} of its resources")
        return entry

    def say(self, condition, what):
        self.found.trouble.append((condition, what))

    def read(self):
        contents = self.document.get(self.page).get("/Contents")
        parts = [contents] if self.document.is_stream(contents) else self.document.list(contents)
        tokens = TOKEN.findall(b"\n".join(map(self.document.data, parts)))
        operands, found = [], self.found
        for token in tokens:
            first = token[:1]
            if first in b"</[(]>" or NUMBER.match(token) or token in (b"true", b"false", b"null"):
                operands.append(token)
                if first == b"<" and token != b"<<": self.look_at_hex(token)
                continue
            if first == b"%": continue
            name = token.decode("latin-1")
            found.operators.add(name)
            if name not in OPERATORS: self.say("6.2.2-1", f"{name} is not an operator")
            if name in PAINTING: self.paint(name)
            self.operator(name, operands)
            operands = []
        if self.mark: self.say("H-01", "leaves a mark open")
        if self.depth: self.say("H-02", "leaves a graphics state saved")
        return found

    def look_at_hex(self, token):
        digits = re.sub(rb"\s", b"", token[1:-1])
        if len(digits) % 2: self.say("6.1.6-1", "a string has half a byte")
        if re.search(rb"[^0-9A-Fa-f]", digits): self.say("6.1.6-2", "a string has what is no hexadecimal digit")
        if len(digits) > 2 * 32767: self.say("6.1.13-3", f"a string has {len(digits) // 2} bytes")

    def paint(self, name):
        if not self.mark: self.found.bare.add(name)
        else: self.mark.paints = True

    def operator(self, name, operands):
        if name in ("Tj", "TJ", "'", '"'): self.show(operands)
        elif name in ("BDC", "BMC"): self.open(parse(operands))
        elif name == "EMC":
            if not self.mark: self.say("H-01", "closes a mark that is not open")
            else: self.mark = self.mark.above
        elif name in COLORS: self.found.colors.setdefault(COLORS[name], self.mark)
        elif name in ("cs", "CS"): self.color_space(operands[-1].decode("latin-1"))
        elif name == "Tf": self.font = self.resource("/Font", operands[-2].decode("latin-1"))
        elif name == "gs": self.resource("/ExtGState", operands[-1].decode("latin-1"))
        elif name == "sh": self.resource("/Shading", operands[-1].decode("latin-1"))
        elif name == "Do": self.found.images.append((self.resource("/XObject", operands[-1].decode("latin-1")), self.mark))
        elif name in ("q", "Q"): self.save(name)
        elif name == "ri": self.intent(operands[-1].decode("latin-1"))
        elif name in ("BT", "ET"):
            if self.text == (name == "BT"): self.say("H-02", f"{name} at the wrong place")
            self.text = name == "BT"
        elif name in ("w", "Td", "re", "m", "l", "c"): self.numbers(operands)

    def numbers(self, operands):
        for token in operands:
            if len(token) > 11 and b"." not in token: self.integer(int(token))

    def integer(self, number):
        if abs(number) > 2147483647: self.say("6.1.13-1", f"{number} is too large")

    def intent(self, name):
        if name[1:] not in ("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"):
            self.say("6.2.6-1", f"{name} is not a rendering intent")

    def color_space(self, name):
        if name.startswith("/Device"): self.found.colors.setdefault(name, self.mark)
        elif name != "/Pattern": self.resource("/ColorSpace", name)

    def save(self, name):
        if name == "q":
            self.fonts.append(self.font)
            self.depth += 1
            self.found.deepest = max(self.depth, self.found.deepest)
        elif not self.depth: self.say("H-02", "restores a graphics state that was not saved")
        else:
            self.depth -= 1
            self.font = self.fonts.pop()

    def open(self, operands):
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, str):
            properties = self.document.get(self.resource("/Properties", properties)) or {}
        self.mark = Mark(self.page, operands[0], properties.get("/MCID"), properties, self.mark)
        self.found.marks.append(self.mark)
        if "/ActualText" in properties and not self.mark.spoken_above:
            (self.mark.tagged or self.mark).text += text_of(properties["/ActualText"]) or ""

    def show(self, operands):
        if self.font is None: return self.say("6.2.2-2", "shows text without a font")
        codes = self.found.shown.setdefault(self.font, {})
        means = self.document.fonts[self.font].means
        mark = self.mark
        if mark: mark.shows = True
        text = []
        for token in operands:
            if token[:1] != b"<": continue
            digits = re.sub(rb"\s", b"", token[1:-1])
            for at in range(0, len(digits) - 3, 4):
                code = int(digits[at:at + 4], 16)
                if code not in codes: codes[code] = [mark]
                elif mark is not codes[code][-1]: codes[code].append(mark)
                text.append(means.get(code, ""))
        if mark and not mark.spoken: (mark.tagged or mark).text += "".join(text)

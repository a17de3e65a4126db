"""PDF/A-3a (ISO 19005-3): its conditions by clause; behind the dash the number of the test in veraPDF's profile, where it
has the same, so that what the two say can be laid side by side.
"""
import re
import xmp as x
from document import string_bytes, text_of
from facts import CONDITIONS, condition

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")
FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode",
           "/DCTDecode", "/JPXDecode"}
BLENDS = {"/Normal", "/Compatible"} | {"/" + name for name in (
    "Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color "
    "Luminosity").split()}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
ANNOTATIONS = {"/" + name for name in (
    "Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup "
    "FileAttachment Widget PrinterMark TrapNet Watermark Redact").split()}
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def from_content(number, says):
    """A condition that the reader of page content looks after."""
    @condition(number, says)
    def _(doc):
        for page, content in doc.contents.items():
            for found, what in content.trouble:
                if found == number: yield doc.page_number[page], what


def never(number, says, key, *values):
    """No dictionary has this key, or one of these values of it."""
    @condition(number, says)
    def _(doc):
        for at, d in doc.having(key):
            if not values or doc.get(d[key]) in values: yield f"object {at}", f"{key} {d[key] if values else ''}"


def catalog_without(number, *keys):
    @condition(number, f"the catalog has no {' '.join(key[1:] for key in keys)}")
    def _(doc):
        if doc.at(doc.root, *keys) is not None: yield "catalog", keys[-1]


# --- 6.1: the file ---

@condition("6.1.2-1", "the file begins with %PDF-1.n and a line end")
def _(doc):
    if not re.match(rb"%PDF-1\.[0-7](\r\n|\r|\n)", doc.raw): yield "header", repr(doc.raw[:12])


@condition("6.1.2-2", "a comment of four bytes over 127 follows")
def _(doc):
    if not re.match(rb"%PDF-1\..(\r\n|\r|\n)%[\x80-\xff]{4}", doc.raw): yield "header", "no binary comment"


@condition("6.1.3-1", "the trailer has an ID")
def _(doc):
    identifier = doc.list(doc.trailer.get("/ID"))
    if len(identifier) != 2 or not all(map(text_of, identifier)): yield "trailer", "no ID"


@condition("6.1.3-2", "the file is not encrypted")
def _(doc):
    if "/Encrypt" in doc.trailer: yield "trailer", "Encrypt"


@condition("6.1.3-3", "nothing stands behind the end of the file but a line end")
def _(doc):
    behind = doc.raw[doc.raw.rfind(b"%%EOF") + 5:]
    if behind not in (b"", b"\n", b"\r", b"\r\n"): yield "end", repr(behind[:20])


@condition("6.1.4-2", "a table of cross-references begins as it must; a stream of them needs no table")
def _(doc):
    if doc.start < 0: yield "end", "no startxref"
    elif doc.is_table and not re.compile(rb"xref(\r\n|\r|\n)\d+ \d+ *(\r\n|\r|\n)\d{10} \d{5} [fn]").match(doc.raw, doc.start):
        yield "xref", repr(doc.raw[doc.start:doc.start + 20])


@condition("6.1.6-1", "hexadecimal strings have whole bytes")
def _(doc):
    yield from hex_trouble(doc, "6.1.6-1", lambda digits: len(digits) % 2, "half a byte")


@condition("6.1.6-2", "hexadecimal strings have nothing but hexadecimal digits")
def _(doc):
    yield from hex_trouble(doc, "6.1.6-2", lambda digits: re.search(rb"[^0-9A-Fa-f]", digits), "no hexadecimal digit")


def hex_trouble(doc, number, is_bad, what):
    for page, content in doc.contents.items():
        for found, says in content.trouble:
            if found == number: yield doc.page_number[page], says
    for text in [head or body for _, body, head, _ in doc.loose] + packed_objects(doc):
        text = re.sub(rb"\((?:[^()\\]|\\.)*\)", b"", text, flags=re.S)
        for found in re.findall(rb"(?<!<)<([^<>]*)>", text):
            if is_bad(re.sub(rb"\s", b"", found)): yield "a string", f"{what}: <{found[:20].decode('latin-1')}>"


def packed_objects(doc):
    return [doc.data(at) for at, entry in doc.objects.items()
            if "stream" in entry and entry["stream"]["dict"].get("/Type") == "/ObjStm"]


@condition("6.1.7.1-1", "every stream is as long as it says")
def _(doc):
    for number, text, head, begin in doc.loose:
        if head is None: continue
        length = re.search(rb"/Length\s+(\d+)(\s+0\s+R)?", head)
        if not length: yield f"object {number}", "no Length"; continue
        says = int(length.group(1)) if not length.group(2) else doc.get(f"{length.group(1).decode()} 0 R")
        start = begin + 1 if text[begin:begin + 2] != b"\r\n" else begin + 2
        end = text.find(b"endstream", start + says) if isinstance(says, int) else -1
        if text[start + (says or 0):end] not in (b"\n", b"\r", b"\r\n"): yield f"object {number}", f"its length is not {says}"


@condition("6.1.7.1-2", "a line ends behind stream and before endstream")
def _(doc):
    for number, text, head, begin in doc.loose:
        if head is None: continue
        if text[begin:begin + 1] != b"\n" and text[begin:begin + 2] != b"\r\n": yield f"object {number}", "stream"
        if text[text.rfind(b"endstream") - 1:][:1] not in (b"\n", b"\r"): yield f"object {number}", "endstream"


@condition("6.1.7.1-3", "no stream lies outside of the file")
def _(doc):
    for at, entry in doc.objects.items():
        outside = {"/F", "/FFilter", "/FDecodeParms"} & set(entry.get("stream", {}).get("dict", ()))
        if outside: yield f"object {at}", ", ".join(sorted(outside))


@condition("6.1.7.2-1", "only filters of ISO 32000-1, and no LZW")
def _(doc):
    for at, entry in doc.objects.items():
        for name in doc.filters(at) if "stream" in entry else ():
            if name not in FILTERS: yield f"object {at}", f"Filter {name}"


@condition("6.1.8-1", "names of fonts and of elements' kinds are UTF-8")
def _(doc):
    names = {(at, d[key]) for key in ("/BaseFont", "/FontName") for at, d in doc.having(key)}
    names |= {(element.reference, "/" + element.type) for element in doc.tree.elements}
    for at, name in sorted(names):
        raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m.group(1).decode()), name.encode("utf-8", "surrogateescape"))
        try: raw.decode("utf-8")
        except UnicodeDecodeError: yield f"object {at}", f"{name} is no UTF-8"


@condition("6.1.9-1", "objects begin and end on lines of their own")
def _(doc):
    for number, text, _, _ in doc.loose:
        if not re.match(rb"%d 0 obj[\r\n]" % number, text) or not re.search(rb"[\r\n]endobj[\r\n]", text):
            yield f"object {number}", repr(text[:16])


@condition("6.1.10-1", "no inline image, whose filters must be looked after: a review has none")
def _(doc):
    for page, content in doc.contents.items():
        if "BI" in content.operators: yield doc.page_number[page], "BI"


catalog_without("6.1.12-1", "/Perms")


def numbers(doc, kind):
    return ((at, value) for at, value in doc.values if isinstance(value, kind) and not isinstance(value, bool))


@condition("6.1.13-1", "no integer beyond 32 bits")
def _(doc):
    for at, value in numbers(doc, int):
        if not -2147483648 <= value <= 2147483647: yield f"object {at}", str(value)
    for page, content in doc.contents.items():
        for found, what in content.trouble:
            if found == "6.1.13-1": yield doc.page_number[page], what


@condition("6.1.13-2", "no real number beyond 3.403e38")
def _(doc):
    for at, value in numbers(doc, float):
        if abs(value) > 3.403e38: yield f"object {at}", str(value)


@condition("6.1.13-5", "no real number closer to zero than 1.175e-38")
def _(doc):
    for at, value in numbers(doc, float):
        if 0 < abs(value) < 1.175e-38: yield f"object {at}", str(value)


@condition("6.1.13-3", "no string over 32,767 bytes")
def _(doc):
    for at, value in doc.values:
        if isinstance(value, str) and value[:2] in ("u:", "b:") and string_bytes(value) > 32767:
            yield f"object {at}", f"a string of {string_bytes(value)} bytes"
    for page, content in doc.contents.items():
        for found, what in content.trouble:
            if found == "6.1.13-3": yield doc.page_number[page], what


@condition("6.1.13-4", "no name over 127 bytes")
def _(doc):
    for at, value in doc.values:
        if isinstance(value, str) and value[:1] == "/" and len(value.encode("utf-8", "surrogateescape")) > 128: yield f"object {at}", value[:40]


@condition("6.1.13-7", "not more than 8,388,607 objects")
def _(doc):
    if len(doc.objects) > 8388607: yield "document", f"{len(doc.objects)} objects"


@condition("6.1.13-8", "the graphics state is saved at most 28 times over")
def _(doc):
    for page, content in doc.contents.items():
        if content.deepest > 28: yield doc.page_number[page], f"{content.deepest} times"


@condition("6.1.13-10", "no CID over 65,535")
def _(doc):
    for font in doc.used_fonts:
        if max(font.widths, default=0) > 65535: yield font.where, f"CID {max(font.widths)}"


@condition("6.1.13-11", "pages are from 3 to 14,400 units wide and high")
def _(doc):
    for page in doc.pages:
        for name in BOXES:
            box = doc.inherited(page, name)
            if box is None and name == "/MediaBox": yield doc.page_number[page], "no MediaBox"
            if box and not all(3 <= abs(doc.get(box[i + 2]) - doc.get(box[i])) <= 14400 for i in (0, 1)):
                yield doc.page_number[page], f"{name} {box}"


# --- 6.2: graphics ---

from_content("6.2.2-1", "all operators are those of ISO 32000-1")
from_content("6.2.2-2", "all that content names is among its resources")


def profile(doc):
    for intent in map(doc.get, doc.list(doc.root.get("/OutputIntents"))):
        if intent.get("/S") == "/GTS_PDFA1" and doc.is_stream(intent.get("/DestOutputProfile")):
            return doc.data(intent["/DestOutputProfile"])
    return b""


@condition("6.2.3-1", "the output intent has a profile of a monitor or a printer")
def _(doc):
    data = profile(doc)
    if "/OutputIntents" in doc.root and (data[36:40] != b"acsp" or data[12:16] not in (b"prtr", b"mntr") or
                                         data[16:20] not in (b"GRAY", b"RGB ", b"CMYK") or data[8] > 4):
        yield "output intent", "no profile of a monitor or a printer"


@condition("6.2.3-2", "all output intents have one profile")
def _(doc):
    profiles = {doc.get(i).get("/DestOutputProfile") for i in doc.list(doc.root.get("/OutputIntents"))}
    if len(profiles - {None}) > 1: yield "catalog", f"{len(profiles)} profiles"


never("6.2.3-3", "no profile outside of the file", "/DestOutputProfileRef")


def color_spaces(doc):
    """(place, name) of each device color space that is used"""
    for page, content in doc.contents.items():
        for name in content.colors: yield doc.page_number[page], name
    for at, image in doc.images:
        if isinstance(image.get("/ColorSpace"), str): yield f"image {at}", doc.get(image["/ColorSpace"])


def device(number, name, fits):
    @condition(number, f"{name[1:]} is used only where the output intent says what it is")
    def _(doc):
        for place, used in sorted(set((p, n) for p, n in color_spaces(doc) if isinstance(n, str))):
            if used == name and profile(doc)[16:20] not in fits: yield place, f"uses {name[1:]}"


device("6.2.4.3-2", "/DeviceRGB", (b"RGB ",))
device("6.2.4.3-3", "/DeviceCMYK", (b"CMYK",))
device("6.2.4.3-4", "/DeviceGray", (b"RGB ", b"GRAY", b"CMYK"))


def special_spaces(*names):
    def find(doc):
        for at, value in doc.values:
            if isinstance(value, list) and value and value[0] in names: yield f"object {at}", value[0]
    return find


condition("6.2.4.2-1", "no ICCBased color space, whose profile must be looked after: a review has none")(special_spaces("/ICCBased"))
condition("6.2.4.4-1", "no DeviceN or Separation: a review has none")(special_spaces("/DeviceN", "/Separation"))
never("6.2.5-1", "no transfer function", "/TR")


@condition("6.2.5-2", "no transfer function but Default")
def _(doc):
    for at, d in doc.having("/TR2"):
        if d["/TR2"] != "/Default": yield f"object {at}", "TR2"


never("6.2.5-3", "no halftone phase", "/HTP")
never("6.2.5-4", "no halftones, which must be of types 1 or 5: a review has none", "/HalftoneType")


@condition("6.2.6-1", "rendering intents are those of ISO 32000-1")
def _(doc):
    for at, d in [pair for key in ("/RI", "/Intent") for pair in doc.having(key)]:
        for key in ("/RI", "/Intent"):
            if d.get(key, "/Perceptual") not in INTENTS: yield f"object {at}", str(d[key])
    for page, content in doc.contents.items():
        for found, what in content.trouble:
            if found == "6.2.6-1": yield doc.page_number[page], what


def image_rule(number, says, is_bad):
    @condition(number, says)
    def _(doc):
        for at, image in doc.images:
            if is_bad(image): yield f"image {at}", says


image_rule("6.2.8-1", "images have no alternates", lambda image: "/Alternates" in image)
image_rule("6.2.8-2", "images have no OPI", lambda image: "/OPI" in image)
image_rule("6.2.8-3", "images are not interpolated", lambda image: image.get("/Interpolate") is True)
image_rule("6.2.8-4", "images have 1, 2, 4, 8 or 16 bits a component",
           lambda image: image.get("/BitsPerComponent", 1) not in (1, 2, 4, 8, 16))
image_rule("6.2.8-5", "stencils have one bit", lambda image: image.get("/ImageMask") and image.get("/BitsPerComponent", 1) != 1)
image_rule("6.2.8.3-1", "no JPEG 2000, whose channels must be looked after: a review has none",
           lambda image: "/JPXDecode" in str(image.get("/Filter")))


@condition("6.2.9-1", "form XObjects have no OPI and no PostScript")
def _(doc):
    for at, form in doc.forms:
        if "/OPI" in form or "/PS" in form or form.get("/Subtype2") == "/PS": yield f"object {at}", "OPI or PS"


never("6.2.9-2", "no reference XObject", "/Ref")
never("6.2.9-3", "no PostScript XObject", "/Subtype", "/PS")


@condition("6.2.10-1", "blend modes are those of ISO 32000-1")
def _(doc):
    for at, d in doc.having("/BM"):
        if not set(doc.list(d["/BM"])) <= BLENDS: yield f"object {at}", f"BM {d['/BM']}"


@condition("6.2.10-2", "transparent content has an output intent to be blended in")
def _(doc):
    transparent = doc.having("/SMask") or [d for d in doc.having("/CA") + doc.having("/ca")]
    if transparent and not profile(doc): yield "document", "transparency without an output intent"


# --- 6.2.11: fonts ---

@condition("6.2.11.2-1", "fonts have their Type, Subtype and BaseFont")
def _(doc):
    for font in doc.used_fonts:
        for d in (font.dict, font.below):
            if d.get("/Type") != "/Font" or not d.get("/Subtype") or not d.get("/BaseFont"):
                yield font.where, "no Type, Subtype or BaseFont"


@condition("6.2.11.2-2", "fonts are of a kind that ISO 32000-1 knows")
def _(doc):
    for font in doc.used_fonts:
        if font.dict.get("/Subtype") not in ("/Type0", "/Type1", "/MMType1", "/TrueType", "/Type3") or \
                font.below.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2", None):
            yield font.where, f"{font.dict.get('/Subtype')} {font.below.get('/Subtype')}"


@condition("6.2.11.2-7", "font programs are what they say they are, and can be read")
def _(doc):
    for font in doc.used_fonts:
        kind = doc.at(font.descriptor, "/FontFile3", "/Subtype")
        if "/FontFile3" in font.descriptor and kind not in ("/CIDFontType0C", "/OpenType"): yield font.where, str(kind)
        if font.trouble: yield font.where, font.trouble
        elif font.program and font.is_truetype != ("/FontFile2" in font.descriptor):
            yield font.where, "a program of another kind than the font"


@condition("6.2.11.2-8", "fonts have a whole descriptor")
def _(doc):
    for font in doc.used_fonts:
        for key in ("/FontBBox", "/Ascent", "/Descent", "/CapHeight", "/StemV", "/ItalicAngle", "/Flags", "/FontName"):
            if key not in font.descriptor: yield font.where, f"no {key[1:]}"


def same_as(number, others, says):
    """A condition that PDF/A and PDF/UA share: there it has one number, or several."""
    @condition(number, says)
    def _(doc):
        for other in others.split(): yield from CONDITIONS[other][1](doc)


same_as("6.2.11.3.1-1", "31-001 31-002 31-003", "CIDSystemInfo of a font and of its CMap fit together")


@condition("6.2.11.3.1-2", "a CID font has a CIDSystemInfo")
def _(doc):
    for font in doc.used_fonts:
        info = doc.get(font.below.get("/CIDSystemInfo")) or {}
        if not text_of(info.get("/Registry")) or not text_of(info.get("/Ordering")) or "/Supplement" not in info:
            yield font.where, "no CIDSystemInfo"


same_as("6.2.11.3.2-1", "31-004 31-005", "a TrueType CID font has a CIDToGIDMap: a stream, or Identity")


same_as("6.2.11.3.3-1", "31-006", "CMaps are embedded, or Identity")
same_as("6.2.11.3.3-2", "31-007", "an embedded CMap says its direction twice alike")
same_as("6.2.11.3.3-3", "31-008", "an embedded CMap uses no other")
same_as("6.2.11.4.1-1", "31-009", "every font is embedded")
same_as("6.2.11.4.1-2", "31-011", "every glyph that is shown is in its font")


same_as("6.2.11.4.2-2", "31-014 31-015", "CIDSet has all glyphs of the font and no other")


same_as("6.2.11.4.2-1", "31-012", "no Type 1 font, whose CharSet must list its glyphs: a review has none")
same_as("6.2.11.5-1", "31-016", "widths are those of the font program")
same_as("6.2.11.6-1", "31-017", "no simple TrueType font: a review has none")


same_as("6.2.11.7.2-1", "10-001 31-027", "every code that is shown means something")


same_as("6.2.11.7.2-2", "31-028 31-029", "no code means U+0000, U+FEFF or U+FFFE")


@condition("6.2.11.7.3-1", "what is shown by a private character is said by ActualText")
def _(doc):
    for font, code, marks in doc.codes:
        if PRIVATE.search(font.means.get(code, "")) and not all(mark and mark.spoken for mark in marks):
            yield font.where, f"code {code} means a private character"


same_as("6.2.11.8-1", "31-030", "the missing glyph is never shown")


# --- 6.3 to 6.5: annotations, forms, actions ---

@condition("6.3.1-1", "annotations are of a kind that may be")
def _(doc):
    for _, at, annotation in doc.annotations:
        if annotation.get("/Subtype") not in ANNOTATIONS: yield f"annotation {at}", str(annotation.get("/Subtype"))


@condition("6.3.2-1", "every annotation has its flags")
def _(doc):
    for _, at, annotation in doc.annotations:
        if "/F" not in annotation and annotation.get("/Subtype") != "/Popup": yield f"annotation {at}", "no F"


@condition("6.3.2-2", "every annotation is printed, and none is hidden")
def _(doc):
    for _, at, annotation in doc.annotations:
        flags = annotation.get("/F", 4)
        if flags & 4 == 0 or flags & (1 | 2 | 32 | 256): yield f"annotation {at}", f"F {flags}"


@condition("6.3.3-1", "every annotation that is no link has its looks")
def _(doc):
    for _, at, annotation in doc.annotations:
        if annotation.get("/Subtype") not in ("/Link", "/Popup") and "/AP" not in annotation: yield f"annotation {at}", "no AP"


@condition("6.3.3-2", "its looks are one stream")
def _(doc):
    for _, at, annotation in doc.annotations:
        looks = doc.get(annotation.get("/AP"))
        if looks is not None and (set(looks) != {"/N"} or not doc.is_stream(looks["/N"])): yield f"annotation {at}", "AP"


@condition("6.4.1-1", "no field of a form has actions")
def _(doc):
    for at, d in doc.having("/FT"):
        if "/A" in d or "/AA" in d: yield f"object {at}", "A or AA"


catalog_without("6.4.1-3", "/AcroForm", "/NeedAppearances")
catalog_without("6.4.2-1", "/AcroForm", "/XFA")
catalog_without("6.4.2-2", "/NeedsRendering")


@condition("6.4.3-1", "no signature, whose range must be looked after: a review has none")
def _(doc):
    for at, _ in doc.having("/ByteRange"): yield f"object {at}", "ByteRange"


def actions(doc):
    for at, d in doc.dicts:
        action = doc.get(d.get("/A")) if d.get("/Type") == "/Annot" or "/Title" in d else None
        if isinstance(action, dict): yield at, action
        if d.get("/Type") == "/Action" or d.get("/S") == "/JavaScript": yield at, d
    action = doc.get(doc.root.get("/OpenAction"))
    if isinstance(action, dict): yield "catalog", action


@condition("6.5.1-1", "no actions but going somewhere: no JavaScript, no media, no launching")
def _(doc):
    for at, action in actions(doc):
        if action.get("/S") not in ACTIONS: yield f"object {at}", str(action.get("/S"))


@condition("6.5.1-2", "named actions turn pages")
def _(doc):
    for at, action in actions(doc):
        if action.get("/S") == "/Named" and action.get("/N") not in ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage"):
            yield f"object {at}", str(action.get("/N"))


never("6.5.2-1", "nothing happens by itself", "/AA")
catalog_without("6.5.2-2", "/Names", "/JavaScript")


# --- 6.6: metadata ---

@condition("6.6.2.1-1", "the catalog has its metadata, which are not packed")
def _(doc):
    at = doc.root.get("/Metadata")
    if not doc.is_stream(at) or doc.at(at, "/Type") != "/Metadata" or doc.at(at, "/Subtype") != "/XML":
        yield "catalog", "no Metadata of Type Metadata and Subtype XML"
    elif doc.filters(at): yield "catalog", "its Metadata are packed"


@condition("6.6.2.1-2", "the packet has no bytes")
def _(doc):
    if re.search(r"\sbytes=", doc.xmp.header.group(1)): yield "XMP", "bytes"


@condition("6.6.2.1-3", "the packet has no encoding")
def _(doc):
    if re.search(r"\sencoding=", doc.xmp.header.group(1)): yield "XMP", "encoding"


@condition("6.6.2.1-4", "the packet is well-formed, and one whole")
def _(doc):
    if not doc.is_stream(doc.root.get("/Metadata")): return
    try: packet = x.Xmp(doc.data(doc.root["/Metadata"]))
    except UnicodeDecodeError: return
    except Exception as error: yield "XMP", f"{error}"; return
    if not packet.header or 'id="W5M0MpCehiHzreSzNTczkc9d"' not in packet.header.group(1): yield "XMP", "no header of a packet"
    if not packet.footer: yield "XMP", "no end of a packet"
    if len(list(packet.root.iter(x.RDF + "RDF"))) != 1: yield "XMP", "not one rdf:RDF"
    if {d.get(x.RDF + "about") for d in packet.descriptions} - {""}: yield "XMP", "descriptions of something else"


@condition("6.6.2.1-5", "the packet is UTF-8")
def _(doc):
    if not doc.is_stream(doc.root.get("/Metadata")): return
    try: doc.data(doc.root["/Metadata"]).decode("utf-8")
    except UnicodeDecodeError as error: yield "XMP", str(error)


def own_schemas(doc):
    """namespace: {name: type} of the extension schemas"""
    return {fields.get((x.SCHEMA, "namespaceURI")): {p.get((x.PROPERTY, "name")): p.get((x.PROPERTY, "valueType"))
                                                    for p in properties} for fields, properties in doc.xmp.schemas()}


@condition("6.6.2.3.1-1", "every property is one of XMP's or PDF/A's, or explained")
def _(doc):
    own = own_schemas(doc)
    for namespace, name in doc.xmp.properties:
        if name not in x.KNOWN.get(namespace, {}) and name not in own.get(namespace, {}):
            yield "XMP", f"{name} of {namespace or 'no namespace'}"


@condition("6.6.2.3.1-2", "every property is of its type")
def _(doc):
    own = own_schemas(doc)
    for namespace, name in doc.xmp.properties:
        wanted = x.KNOWN.get(namespace, {}).get(name) or {"Integer": "integer"}.get(own.get(namespace, {}).get(name), "text")
        shape, text = doc.xmp.shape(namespace, name), doc.xmp.text(namespace, name)
        fits = shape == wanted if wanted in ("Alt", "Seq", "Bag") else shape == "text"
        if wanted == "date": fits = fits and x.DATE.match(text)
        if wanted == "integer": fits = fits and re.match(r"[+-]?\d+$", text)
        if not fits: yield "XMP", f"{name} is not {wanted}"


@condition("6.6.2.3.2-1", "what explains a schema has nothing else in it")
def _(doc):
    schema = {(x.SCHEMA, n) for n in ("schema", "namespaceURI", "prefix", "property", "valueType")}
    property_ = {(x.PROPERTY, n) for n in ("name", "valueType", "category", "description")}
    for fields, properties in doc.xmp.schemas():
        for key in set(fields) - schema: yield "XMP", f"a schema with {key[1]}"
        for one in properties:
            for key in set(one) - property_: yield "XMP", f"a property with {key[1]}"


@condition("6.6.2.3.3-1", "schemas are explained in a Bag")
def _(doc):
    if (x.EXTENSION, "schemas") in doc.xmp.properties and doc.xmp.shape(x.EXTENSION, "schemas") != "Bag": yield "XMP", "no Bag"


def schema_field(number, name, good):
    @condition(number, f"an explained schema has its {name}")
    def _(doc):
        for fields, _ in doc.xmp.schemas():
            if not good(fields.get((x.SCHEMA, name), "")): yield "XMP", f"{name} is {fields.get((x.SCHEMA, name))}"


schema_field("6.6.2.3.3-2", "schema", bool)
schema_field("6.6.2.3.3-3", "namespaceURI", lambda text: re.match(r"[a-z]+://\S+$", text))
schema_field("6.6.2.3.3-4", "prefix", bool)


@condition("6.6.2.3.3-5", "an explained schema lists its properties")
def _(doc):
    for fields, properties in doc.xmp.schemas():
        if not properties: yield "XMP", f"no property of {fields.get((x.SCHEMA, 'prefix'))}"


def property_field(number, name, good):
    @condition(number, f"an explained property has its {name}")
    def _(doc):
        for _, properties in doc.xmp.schemas():
            for one in properties:
                if not good(one.get((x.PROPERTY, name), "")): yield "XMP", f"{name} is {one.get((x.PROPERTY, name))}"


property_field("6.6.2.3.3-7", "name", bool)
property_field("6.6.2.3.3-8", "valueType", lambda text: text in ("Text", "Integer", "Date", "URI", "Boolean", "Real"))
property_field("6.6.2.3.3-9", "category", lambda text: text in ("internal", "external"))
property_field("6.6.2.3.3-10", "description", bool)


@condition("6.6.4-1", "the metadata say what part of PDF/A the file follows")
def _(doc):
    if doc.xmp.text(x.A, "part") is None: yield "XMP", "no pdfaid:part"


@condition("6.6.4-2", "it is part 3")
def _(doc):
    if doc.xmp.text(x.A, "part") not in (None, "3"): yield "XMP", f"pdfaid:part is {doc.xmp.text(x.A, 'part')}"


@condition("6.6.4-3", "of level A")
def _(doc):
    if doc.xmp.text(x.A, "conformance") != "A": yield "XMP", f"pdfaid:conformance is {doc.xmp.text(x.A, 'conformance')}"


@condition("6.6.4-4", "namespaces have the prefixes that they must have")
def _(doc):
    for namespace, prefix in x.PREFIXES.items():
        if doc.xmp.prefixes.get(namespace, {prefix}) != {prefix}:
            yield "XMP", f"{prefix} is called {', '.join(sorted(doc.xmp.prefixes[namespace]))}"


# --- 6.7: structure ---

@condition("6.7.2.2-1", "the document says that it is tagged")
def _(doc):
    if doc.at(doc.root, "/MarkInfo", "/Marked") is not True: yield "catalog", "MarkInfo: not Marked"


@condition("6.7.3.3-1", "the document has a structure tree")
def _(doc):
    if not isinstance(doc.get(doc.root.get("/StructTreeRoot")), dict): yield "catalog", "no StructTreeRoot"
    elif not doc.tree.elements: yield "structure", "no elements"


same_as("6.7.3.4-1", "02-001", "every kind of element is a standard one, or mapped to one")
same_as("6.7.3.4-2", "02-003", "no mapping goes in a circle")
same_as("6.7.3.4-3", "02-004", "no standard kind is mapped to another")


@condition("6.7.4-1", "languages are written as languages are")
def _(doc):
    found = [("catalog", doc.root.get("/Lang"))] + [(e.where, e.dict.get("/Lang")) for e in doc.tree.elements]
    found += [(doc.page_number[mark.page], mark.properties.get("/Lang")) for mark in doc.marks]
    for where, value in found:
        if value is not None and not LANGUAGE.match(text_of(doc.get(value)) or ""): yield where, f"Lang {value}"


# --- 6.8 to 6.11: embedded files, and what else may not be ---

@condition("6.8-1", "every embedded file says its type")
def _(doc):
    for at, file in doc.attachments:
        kind = doc.at(file, "/EF", "/F", "/Subtype") or ""
        kind = re.sub("#([0-9A-Fa-f]{2})", lambda m: chr(int(m.group(1), 16)), kind)
        if not re.match(r"/[-\w+.]+/[-\w+.]+$", kind): yield f"object {at}", f"Subtype {kind}"


same_as("6.8-2", "21-001", "every embedded file has its name twice, as F and UF")


@condition("6.8-3", "every embedded file says what it is to the document")
def _(doc):
    for at, file in doc.attachments:
        if file.get("/AFRelationship") not in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            yield f"object {at}", f"AFRelationship {file.get('/AFRelationship')}"


@condition("6.8-4", "every embedded file is associated with the document or a part of it")
def _(doc):
    associated = {at for _, d in doc.having("/AF") for at in doc.list(d["/AF"])}
    for at, _ in doc.attachments:
        if at not in associated: yield f"object {at}", "is in no AF"


@condition("6.8-5", "every embedded file says when it was changed, and how long it is")
def _(doc):
    for at, file in doc.attachments:
        stream = doc.at(file, "/EF").get("/F")
        parameters = doc.at(stream, "/Params") or {}
        if not re.match(r"D:\d{14}", text_of(parameters.get("/ModDate", "")) or ""): yield f"object {at}", "no ModDate"
        if parameters.get("/Size") != len(doc.data(stream)): yield f"object {at}", f"Size {parameters.get('/Size')}"


catalog_without("6.9-1", "/OCProperties")
catalog_without("6.10-1", "/Names", "/AlternatePresentations")
never("6.10-2", "no page has presentation steps", "/PresSteps")
catalog_without("6.11-1", "/Requirements")

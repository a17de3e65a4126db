"""PDF/UA-1 (ISO 14289-1): the failure conditions of the Matterhorn Protocol that a machine can find, by their numbers.

Where one number stands for several rules (09-004), letters count them. Conditions about what a review never has
(forms, media, optional content, encryption) are there all the same: it must not creep in.
"""
from document import text_of
from facts import condition
from structure import HEADINGS, STANDARD

KNOWN_ANNOTATIONS = set("Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp "
                        "Caret Ink Popup FileAttachment Sound Movie Widget Screen PrinterMark TrapNet Watermark 3D "
                        "Redact".split())


# --- 01: what is real is tagged, what is not is an artifact ---

@condition("01-003", "no artifact inside of tagged content")
def _(doc):
    for mark in doc.marks:
        if mark.tag == "/Artifact" and mark.above and mark.above.tagged: yield doc.page_number[mark.page], "an artifact in a tag"


@condition("01-004", "no tagged content inside of an artifact")
def _(doc):
    for mark in doc.marks:
        if mark.mcid is not None and mark.above and mark.above.artifact:
            yield doc.page_number[mark.page], f"mark {mark.mcid} in an artifact"


@condition("01-005", "all content is an artifact or belongs to an element")
def _(doc):
    for page, content in doc.contents.items():
        for name in sorted(content.bare): yield doc.page_number[page], f"paints {name} outside of all marks"
    for mark in doc.marks:
        if not mark.paints or mark.artifact: continue
        tagged = mark.tagged
        if not tagged: yield doc.page_number[mark.page], f"paints in {mark.tag} without a number"
        elif (mark.page, tagged.mcid) not in doc.tree.of_mark:
            yield doc.page_number[mark.page], f"mark {tagged.mcid} belongs to no element"


@condition("01-007", "nothing is suspect")
def _(doc):
    if doc.at(doc.root, "/MarkInfo", "/Suspects") not in (None, False): yield "catalog", "Suspects"


# --- 02: kinds of elements ---

@condition("02-001", "every kind of element is a standard one, or mapped to one")
def _(doc):
    for element in doc.tree.elements:
        if element.kind not in STANDARD: yield element.where, "is of no standard kind"


@condition("02-003", "no mapping goes in a circle")
def _(doc):
    for name in doc.tree.roles:
        seen, at = set(), name
        while at in doc.tree.roles and at not in seen:
            seen.add(at)
            at = doc.tree.roles[at]
        if at in seen: yield "role map", f"{name} leads back to itself"


@condition("02-004", "no standard kind is mapped to another")
def _(doc):
    for name in doc.tree.roles:
        if name[1:] in STANDARD: yield "role map", f"{name} is standard"


# --- 06, 07: what the document says of itself ---

@condition("06-001", "the catalog has XMP metadata")
def _(doc):
    if not doc.is_stream(doc.root.get("/Metadata")): yield "catalog", "has no Metadata"


@condition("06-002", "the metadata say PDF/UA-1")
def _(doc):
    from xmp import UA
    if doc.xmp.text(UA, "part") != "1": yield "XMP", "pdfuaid:part is not 1"


@condition("06-003", "the metadata have a title")
def _(doc):
    from xmp import DC
    if not doc.xmp.text(DC, "title"): yield "XMP", "no dc:title"


@condition("07-001", "the viewer's preferences say whether the title is shown")
def _(doc):
    if doc.at(doc.root, "/ViewerPreferences", "/DisplayDocTitle") is None: yield "catalog", "no DisplayDocTitle"


@condition("07-002", "the title is shown")
def _(doc):
    if doc.at(doc.root, "/ViewerPreferences", "/DisplayDocTitle") is False: yield "catalog", "DisplayDocTitle is false"


# --- 09: elements stand where they may ---

def stands(number, kind, *parents):
    @condition(number, f"{kind} stands in {' or '.join(parents)}")
    def _(doc):
        for element in doc.tree.of_kind(kind):
            parent = element.parent.kind if element.parent else "the root"
            if parent not in parents: yield element.where, f"stands in {parent}"


def holds(number, kind, *kinds):
    @condition(number, f"{kind} holds only {', '.join(kinds)}")
    def _(doc):
        for element in doc.tree.of_kind(kind):
            for child in element.children:
                if child.kind not in kinds: yield element.where, f"holds {child.where}"


holds("09-004a", "Table", "TR", "THead", "TBody", "TFoot", "Caption")
stands("09-004b", "TR", "Table", "THead", "TBody", "TFoot")
stands("09-004c", "THead", "Table")
stands("09-004d", "TBody", "Table")
stands("09-004e", "TFoot", "Table")
stands("09-004f", "TH", "TR")
stands("09-004g", "TD", "TR")
holds("09-004h", "TR", "TH", "TD")
holds("09-004i", "THead", "TR")
holds("09-004j", "TBody", "TR")
holds("09-004k", "TFoot", "TR")


@condition("09-004l", "a table has at most one THead, one TFoot and one Caption, which is its first or last")
def _(doc):
    for table in doc.tree.of_kind("Table"):
        kinds = table.kinds()
        for kind in ("THead", "TFoot", "Caption"):
            if kinds.count(kind) > 1: yield table.where, f"has {kinds.count(kind)} {kind}"
        if "Caption" in kinds[1:-1]: yield table.where, "has its Caption in the middle"


@condition("09-004m", "a table with THead or TFoot has a TBody")
def _(doc):
    for table in doc.tree.of_kind("Table"):
        kinds = table.kinds()
        if ("THead" in kinds or "TFoot" in kinds) and "TBody" not in kinds: yield table.where, "has no TBody"


@condition("09-004n", "no cell lies over another")
def _(doc):
    for _, grid in doc.grids:
        for cell in grid.overlaps: yield cell.where, "lies over another cell"


@condition("09-004o", "all rows of a table have as many columns")
def _(doc):
    for table, grid in doc.grids:
        if len(set(grid.widths)) > 1: yield table.where, f"has rows of {sorted(set(grid.widths))} columns"


@condition("09-004p", "no cell ends below its table")
def _(doc):
    for table, grid in doc.grids:
        if any(row >= grid.count for row, _ in grid.cell_at): yield table.where, "a cell ends below the last row"


holds("09-005a", "L", "L", "LI", "Caption")
stands("09-005b", "LI", "L")
holds("09-005c", "LI", "Lbl", "LBody")
stands("09-005d", "LBody", "LI")


@condition("09-005e", "the Caption of a list or of a table of contents comes first")
def _(doc):
    for element in doc.tree.of_kind("L", "TOC"):
        if "Caption" in element.kinds()[1:]: yield element.where, "its Caption is not the first"


stands("09-006a", "TOCI", "TOC")
holds("09-006b", "TOC", "TOC", "TOCI", "Caption")


@condition("09-007", "no Ruby: a review has none")
def _(doc):
    for element in doc.tree.of_kind("Ruby", "RB", "RT", "RP"): yield element.where, "occurs"


@condition("09-008", "no Warichu: a review has none")
def _(doc):
    for element in doc.tree.of_kind("Warichu", "WT", "WP"): yield element.where, "occurs"


# --- 10, 11: characters and languages ---

@condition("10-001", "every character that is shown means something")
def _(doc):
    for font, code, _ in doc.codes:
        if font.cmap and not font.means.get(code): yield font.where, f"code {code} means nothing"


@condition("11-001", "the language of all text is known")
def _(doc):
    if doc.language: return
    for mark in doc.marks:
        if not mark.shows or mark.artifact or text_of(mark.properties.get("/Lang", "")): continue
        owners = doc.tree.of_mark.get((mark.page, mark.tagged.mcid), []) if mark.tagged else []
        if not any(owner.lang() for owner in owners):
            yield doc.page_number[mark.page], f"text of an unknown language in {mark.tag}"


@condition("11-002", "the language of all Alt, ActualText and E is known")
def _(doc):
    for element in doc.tree.elements:
        for key in ("/Alt", "/ActualText", "/E"):
            if element.text(key) and not element.lang(): yield element.where, f"{key} in an unknown language"
    for mark in doc.marks:
        if mark.properties.get("/ActualText") and not doc.language and not mark.properties.get("/Lang"):
            yield doc.page_number[mark.page], "ActualText in an unknown language"


@condition("11-003", "the language of the outlines is known")
def _(doc):
    if not doc.language and "/First" in (doc.get(doc.root.get("/Outlines")) or {}): yield "outlines", "no language"


@condition("11-004", "the language of all annotations is known")
def _(doc):
    for page, at, annotation in doc.annotations:
        if annotation.get("/Contents") and not doc.language: yield f"annotation {at}", "Contents in an unknown language"


@condition("11-005", "the language of all forms' tips is known")
def _(doc):
    for at, field in doc.having("/TU"):
        if not doc.language: yield f"object {at}", "TU in an unknown language"


@condition("11-006", "the language of the metadata is known")
def _(doc):
    if not doc.language and b"x-default" in doc.xmp.data: yield "XMP", "x-default of an unknown language"


# --- 13 to 19: figures, headings, tables, formulas, notes ---

@condition("13-004", "every figure has words instead of it")
def _(doc):
    for figure in doc.tree.of_kind("Figure"):
        if not (figure.text("/Alt") or "").strip() and not figure.text("/ActualText"): yield figure.where, "no Alt"


def numbered(doc):
    return [(element, HEADINGS[element.kind]) for element in doc.tree.of_kind(*HEADINGS)]


@condition("14-002", "the first heading is of level 1")
def _(doc):
    for element, level in numbered(doc)[:1]:
        if level != 1: yield element.where, "is the first heading"


@condition("14-003", "no level of headings is skipped")
def _(doc):
    found = numbered(doc)
    for (_, before), (element, level) in zip(found, found[1:]):
        if level > before + 1: yield element.where, f"comes after a heading of level {before}"


@condition("14-006", "no element has two H")
def _(doc):
    for element in doc.tree.elements:
        if element.kinds().count("H") > 1: yield element.where, "has two H"


@condition("14-007", "not both H and H1")
def _(doc):
    for element in doc.tree.of_kind("H"):
        if numbered(doc): yield element.where, "H among numbered headings"


@condition("15-003a", "every head of a row or a column has its Scope")
def _(doc):
    for cell in doc.tree.of_kind("TH"):
        if cell.attribute("Table", "/Scope") not in ("/Row", "/Column", "/Both") and not cell.text("/ID"):
            yield cell.where, "no Scope"


@condition("15-003b", "every cell of a table with heads has a head")
def _(doc):
    for table, grid in doc.grids:
        if grid.count > 300: continue  # its rows are all alike
        for (row, column), cell in grid.cell_at.items():
            if cell.kind == "TD" and cell.children + cell.marks and not cell.attribute("Table", "/Headers") and \
                    not grid.has_heads(row, column) and any(c.kind == "TH" for c in grid.cell_at.values()):
                yield cell.where, "no head in its row or column"


@condition("17-002", "every formula has words instead of it")
def _(doc):
    for element in doc.tree.of_kind("Formula"):
        if not element.text("/Alt") and not element.text("/ActualText"): yield element.where, "no Alt"


@condition("19-003", "every note has an ID")
def _(doc):
    for note in doc.tree.of_kind("Note"):
        if not note.text("/ID"): yield note.where, "no ID"


@condition("19-004", "no two notes have one ID")
def _(doc):
    seen = set()
    for note in doc.tree.of_kind("Note"):
        id_ = note.text("/ID")
        if id_ and id_ in seen: yield note.where, "the ID of another"
        seen.add(id_)


# --- 20 to 26: optional content, embedded files, forms, encryption ---

def layers(doc, default):
    properties = doc.get(doc.root.get("/OCProperties")) or {}
    return [doc.get(properties.get("/D"))] if default and "/D" in properties else \
        [] if default else [doc.get(c) for c in doc.list(properties.get("/Configs"))]


@condition("20-001", "configurations of layers have names")
def _(doc):
    for layer in layers(doc, False):
        if not text_of(layer.get("/Name")): yield "OCProperties", "one of Configs has no Name"


@condition("20-002", "the configuration of layers has a name")
def _(doc):
    for layer in layers(doc, True):
        if not text_of(layer.get("/Name")): yield "OCProperties", "D has no Name"


@condition("20-003", "layers are not switched by themselves")
def _(doc):
    for layer in layers(doc, True) + layers(doc, False):
        if "/AS" in layer: yield "OCProperties", "AS"


@condition("21-001", "every embedded file has its name twice, as F and UF")
def _(doc):
    for at, file in doc.attachments:
        if not text_of(file.get("/F")) or not text_of(file.get("/UF")): yield f"object {at}", "no F or no UF"


@condition("25-001", "no dynamic XFA form")
def _(doc):
    if doc.at(doc.root, "/AcroForm", "/XFA") is not None: yield "catalog", "XFA"


@condition("26-001", "an encrypted file has permissions")
def _(doc):
    encrypt = doc.get(doc.trailer.get("/Encrypt"))
    if encrypt is not None and not isinstance(encrypt.get("/P"), int): yield "trailer", "no P"


@condition("26-002", "an encrypted file may be read aloud")
def _(doc):
    encrypt = doc.get(doc.trailer.get("/Encrypt"))
    if encrypt is not None and not encrypt.get("/P", 512) & 512: yield "trailer", "bit 10 of P is not set"


# --- 28: annotations ---

def in_element(doc, at, *kinds):
    return any(element.kind in kinds for element in doc.tree.of_annotation.get(at, []))


@condition("28-002", "an annotation that is no link belongs to an Annot")
def _(doc):
    for _, at, annotation in doc.annotations:
        kind = annotation.get("/Subtype", "/")[1:]
        if kind in KNOWN_ANNOTATIONS - {"Link", "Widget", "PrinterMark"} and not in_element(doc, at, "Annot"):
            yield f"{kind} {at}", "is in no Annot"


@condition("28-004", "every annotation says what it is: by Contents, or by Alt of its element")
def _(doc):
    for _, at, annotation in doc.annotations:
        if annotation.get("/Subtype") == "/Widget" or text_of(annotation.get("/Contents", "")): continue
        if not any(element.text("/Alt") for element in doc.tree.of_annotation.get(at, [])):
            yield f"annotation {at}", "neither Contents nor Alt"


@condition("28-005", "every field of a form says what it is")
def _(doc):
    for _, at, field in doc.annotations_of("Widget"):
        if not text_of(field.get("/TU", "")): yield f"field {at}", "no TU"


@condition("28-006", "an annotation of an unknown kind is tagged and says what it is, too")
def _(doc):
    for _, at, annotation in doc.annotations:
        if annotation.get("/Subtype", "/")[1:] in KNOWN_ANNOTATIONS: continue
        if not in_element(doc, at, "Annot") or not text_of(annotation.get("/Contents", "")):
            yield f"annotation {at}", f"of the unknown kind {annotation.get('/Subtype')}"


@condition("28-007", "no TrapNet")
def _(doc):
    for _, at, _ in doc.annotations_of("TrapNet"): yield f"annotation {at}", "TrapNet"


@condition("28-008", "a page with annotations says in which order the tabulator goes")
def _(doc):
    for page in {page for page, _, _ in doc.annotations}:
        if "/Tabs" not in doc.get(page): yield doc.page_number[page], "no Tabs"


@condition("28-009", "the tabulator goes by the structure")
def _(doc):
    for page in {page for page, _, _ in doc.annotations}:
        if doc.get(page).get("/Tabs", "/S") != "/S": yield doc.page_number[page], "Tabs is not S"


@condition("28-010", "a field of a form belongs to a Form")
def _(doc):
    for _, at, _ in doc.annotations_of("Widget"):
        if not in_element(doc, at, "Form"): yield f"field {at}", "is in no Form"


@condition("28-011", "a link's annotation belongs to a Link")
def _(doc):
    for page, at, _ in doc.annotations_of("Link"):
        if not in_element(doc, at, "Link"): yield doc.page_number[page], f"link {at} is in no Link"


@condition("28-012", "a link says in Contents where it leads")
def _(doc):
    for page, at, link in doc.annotations_of("Link"):
        if not text_of(link.get("/Contents", "")): yield doc.page_number[page], f"link {at} has no Contents"


def clips(doc):
    return [(at, d) for at, d in doc.having("/S", "/MCD")]


@condition("28-014", "a media clip has its type")
def _(doc):
    for at, clip in clips(doc):
        if "/CT" not in clip: yield f"object {at}", "no CT"


@condition("28-015", "a media clip has words instead of it")
def _(doc):
    for at, clip in clips(doc):
        if not doc.list(clip.get("/Alt")): yield f"object {at}", "no Alt"


@condition("28-016", "a file attached as an annotation has its name twice, as F and UF")
def _(doc):
    for _, at, annotation in doc.annotations_of("FileAttachment"):
        file = doc.get(annotation.get("/FS")) or {}
        if not text_of(file.get("/F", "")) or not text_of(file.get("/UF", "")): yield f"annotation {at}", "no F or no UF"


@condition("28-017", "printer's marks are not in the structure")
def _(doc):
    for _, at, _ in doc.annotations_of("PrinterMark"):
        if at in doc.tree.of_annotation: yield f"annotation {at}", "a PrinterMark in the structure"


@condition("28-018", "no printer's marks, whose looks must be artifacts: a review has none")
def _(doc):
    for _, at, _ in doc.annotations_of("PrinterMark"): yield f"annotation {at}", "a PrinterMark"


# --- 30: XObjects ---

@condition("30-001", "no reference XObject")
def _(doc):
    for at, form in doc.forms:
        if "/Ref" in form: yield f"object {at}", "Ref"


@condition("30-002", "a form XObject with tags is painted once")
def _(doc):
    painted = [at for content in doc.contents.values() for at, _ in content.images]
    for at, form in doc.forms:
        if ("/StructParents" in form or "/StructParent" in form) and painted.count(at) > 1:
            yield f"object {at}", f"is painted {painted.count(at)} times"


# --- 31: fonts ---

def ordering(number, key, fits):
    @condition(number, f"{key[1:]} of a font and of its CMap fit together")
    def _(doc):
        for font in doc.used_fonts:
            if not doc.is_stream(font.dict.get("/Encoding")): continue
            own, cmap = doc.at(font.below, "/CIDSystemInfo", key), doc.at(font.dict, "/Encoding", "/CIDSystemInfo", key)
            if not fits(own, cmap): yield font.where, f"{key[1:]} {own} of the font, {cmap} of its CMap"


ordering("31-001", "/Registry", lambda own, cmap: own == cmap)
ordering("31-002", "/Ordering", lambda own, cmap: own == cmap)
ordering("31-003", "/Supplement", lambda own, cmap: None not in (own, cmap) and own >= cmap)


@condition("31-004", "CIDToGIDMap is a stream or Identity")
def _(doc):
    for font in doc.used_fonts:
        map_ = font.below.get("/CIDToGIDMap")
        if font.is_truetype and map_ is not None and not doc.is_stream(map_) and map_ != "/Identity":
            yield font.where, f"CIDToGIDMap is {map_}"


@condition("31-005", "a TrueType CID font has a CIDToGIDMap")
def _(doc):
    for font in doc.used_fonts:
        if font.is_truetype and "/CIDToGIDMap" not in font.below: yield font.where, "no CIDToGIDMap"


@condition("31-006", "CMaps are embedded, or Identity")
def _(doc):
    for font in doc.used_fonts:
        encoding = font.dict.get("/Encoding")
        if encoding not in ("/Identity-H", "/Identity-V") and not doc.is_stream(encoding):
            yield font.where, f"Encoding is {encoding}"


@condition("31-007", "an embedded CMap says its direction twice alike")
def _(doc):
    for font in doc.used_fonts:
        encoding = font.dict.get("/Encoding")
        if doc.is_stream(encoding):
            inside = b"/WMode 1" in doc.data(encoding)
            if (doc.at(encoding, "/WMode") or 0) != inside: yield font.where, "two values of WMode"


@condition("31-008", "an embedded CMap uses no other")
def _(doc):
    for font in doc.used_fonts:
        encoding = font.dict.get("/Encoding")
        if doc.is_stream(encoding) and (doc.at(encoding, "/UseCMap") or b" usecmap" in doc.data(encoding)):
            yield font.where, "its CMap uses another"


@condition("31-009", "every font is embedded")
def _(doc):
    for font in doc.used_fonts:
        if font.program is None and not font.trouble: yield font.where, "is not embedded"


@condition("31-011", "every glyph that is shown is in its font")
def _(doc):
    for font, code, _ in doc.codes:
        glyph = font.glyph(code)
        if font.program and glyph is not None and not font.program.has(glyph): yield font.where, f"code {code}: no glyph {glyph}"


@condition("31-012", "no Type 1 font, whose CharSet must list its glyphs: a review has none")
def _(doc):
    for at, font in doc.having("/CharSet"): yield f"object {at}", "CharSet"


@condition("31-014", "CIDSet lists all glyphs of the font")
def _(doc):
    for font in doc.used_fonts:
        reference = font.descriptor.get("/CIDSet")
        if not doc.is_stream(reference): continue
        bits = doc.data(reference)
        for code, _ in sorted(font.widths.items()):
            if code // 8 >= len(bits) or not bits[code // 8] & 128 >> code % 8:
                yield font.where, f"CIDSet lacks {code}"
                break


@condition("31-015", "CIDSet lists no glyph that the font has not")
def _(doc):
    for font in doc.used_fonts:
        reference = font.descriptor.get("/CIDSet")
        if not doc.is_stream(reference): continue
        for code in range(8 * len(doc.data(reference))):
            if doc.data(reference)[code // 8] & 128 >> code % 8 and code and code not in font.widths:
                yield font.where, f"CIDSet has {code}"
                break


@condition("31-016", "widths are those of the font program")
def _(doc):
    for font, code, _ in doc.codes:
        glyph = font.glyph(code)
        real = font.program.advance(glyph) if font.program and glyph is not None else None
        if real is not None and abs(real - font.width(code)) > 1:
            yield font.where, f"code {code} is {font.width(code)} wide in the PDF, {real:.1f} in its program"


@condition("31-017", "no simple TrueType font, of whose encodings 31-017 to 31-026 speak: a review has none")
def _(doc):
    for at, font in doc.having("/Subtype", "/TrueType"): yield f"object {at}", "a simple TrueType font"


@condition("31-027", "every font says what its codes mean")
def _(doc):
    for font in doc.used_fonts:
        if not font.cmap: yield font.where, "no ToUnicode"


@condition("31-028", "no code means U+0000")
def _(doc):
    for font in doc.used_fonts:
        for code, text in font.means.items():
            if "\0" in text: yield font.where, f"code {code} means U+0000"


@condition("31-029", "no code means U+FEFF or U+FFFE")
def _(doc):
    for font in doc.used_fonts:
        for code, text in font.means.items():
            if "\ufeff" in text or "\ufffe" in text: yield font.where, f"code {code} means U+FEFF or U+FFFE"


@condition("31-030", "the missing glyph is never shown")
def _(doc):
    for font, code, _ in doc.codes:
        if font.glyph(code) == 0: yield font.where, f"code {code} is .notdef"

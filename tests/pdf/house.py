"""What no validator asks for, but ISO 32000-1 or a reader does; and kinds of content that this checker cannot look into."""
import re
import xmp as x
from document import text_of
from facts import condition
from pdfa import from_content
from structure import GROUPING

from_content("H-01", "marks are opened and closed")
from_content("H-02", "graphics states and texts are opened and closed")


@condition("H-03", "marks are not nested, but for spans that are spoken otherwise, or have a language")
def _(doc):
    for mark in doc.marks:
        if mark.above and not (mark.tag == "/Span" and mark.mcid is None and {"/ActualText", "/Lang", "/E"} & set(mark.properties)):
            yield doc.page_number[mark.page], f"{mark.tag} in {mark.above.tag}"


@condition("H-04", "each number of a mark stands once on its page")
def _(doc):
    seen = set()
    for mark in doc.marks:
        if mark.mcid is None: continue
        if (mark.page, mark.mcid) in seen: yield doc.page_number[mark.page], f"two marks {mark.mcid}"
        seen.add((mark.page, mark.mcid))


@condition("H-05", "every mark of an element is on its page, and of no other element")
def _(doc):
    for (page, mcid), owners in doc.tree.of_mark.items():
        if (page, mcid) not in doc.mark_text: yield owners[0].where, f"mark {mcid} is nowhere"
        if len(owners) > 1: yield owners[1].where, f"shares mark {mcid}"


@condition("H-06", "the parent tree leads from every mark to its element")
def _(doc):
    for page in doc.pages:
        key = doc.get(page).get("/StructParents")
        owners = doc.get(doc.tree.parents.get(key)) or []
        mcids = sorted(mcid for at, mcid in doc.mark_text if at == page)
        if mcids != list(range(len(owners))): yield doc.page_number[page], "its marks and the parent tree differ"
        for mcid, owner in enumerate(owners):
            found = doc.tree.of_mark.get((page, mcid), [])
            if found and found[0].reference != owner: yield found[0].where, f"mark {mcid} has another parent"


@condition("H-07", "the parent tree leads from every annotation to its element")
def _(doc):
    for at, owners in doc.tree.of_annotation.items():
        if doc.tree.parents.get(doc.at(at, "/StructParent")) != owners[0].reference:
            yield owners[0].where, f"annotation {at} has another parent"


@condition("H-08", "the keys of the parent tree are in order, and the next is free")
def _(doc):
    keys = [key for key, _ in doc.pairs(doc.tree.root.get("/ParentTree"), "/Nums")]
    if keys != sorted(set(keys)): yield "parent tree", "has keys out of order"
    if doc.tree.root.get("/ParentTreeNextKey", 10 ** 9) <= max(keys, default=-1): yield "parent tree", "its next key is taken"


@condition("H-09", "every element knows its parent")
def _(doc):
    for element in doc.tree.elements:
        above = element.parent.reference if element.parent else doc.tree.reference
        if element.dict.get("/P") != above: yield element.where, "does not know its parent"


@condition("H-10", "every element stands in one place")
def _(doc):
    for element in doc.tree.twice: yield element.where, "stands in two places"


@condition("H-11", "one Document holds everything")
def _(doc):
    if [top.kind for top in doc.tree.top] != ["Document"]: yield "structure", "not one Document"


@condition("H-12", "what groups elements has no content of its own")
def _(doc):
    for element in doc.tree.elements:
        if element.kind in GROUPING and element.marks: yield element.where, "has content of its own"


@condition("H-13", "every figure says where it is")
def _(doc):
    for figure in doc.tree.of_kind("Figure"):
        box = figure.attribute("Layout", "/BBox") or []
        if len(box) != 4 or box[0] >= box[2] or box[1] >= box[3]: yield figure.where, f"BBox {box}"


@condition("H-14", "every list says how it counts")
def _(doc):
    for element in doc.tree.of_kind("L"):
        if not element.attribute("List", "/ListNumbering"): yield element.where, "no ListNumbering"


@condition("H-15", "a Link, an Annot and a Form have an annotation, and nothing else has one")
def _(doc):
    for element in doc.tree.elements:
        if (element.kind in ("Link", "Annot", "Form")) != bool(element.annotations):
            yield element.where, "has no annotation, or should have none"


@condition("H-16", "an annotation is on the page that its element says")
def _(doc):
    for element in doc.tree.elements:
        for at, page in element.annotations:
            if at not in doc.list((doc.get(page) or {}).get("/Annots")): yield element.where, f"annotation {at} is on another page"


def destination(doc, value):
    """(page, how) where something leads; None where nowhere."""
    target = doc.get(value)
    if isinstance(target, dict): target = doc.get(target.get("/D"))
    return target if isinstance(target, list) and target and target[0] in doc.page_number else None


@condition("H-17", "links lead to a page of this document, or into the web, and leave the zoom alone")
def _(doc):
    for _, at, link in doc.annotations_of("Link"):
        action = doc.get(link.get("/A")) or {}
        if action.get("/S") == "/URI": continue
        target = destination(doc, link.get("/Dest", action.get("/D")))
        if not target: yield f"link {at}", "leads nowhere"
        elif target[1:2] == ["/XYZ"] and target[4] not in (0, None): yield f"link {at}", "changes the zoom"


@condition("H-18", "every element that names a page names one of this document")
def _(doc):
    for element in doc.tree.elements:
        for page in [page for page, _ in element.marks + [(p, a) for a, p in element.annotations]]:
            if page not in doc.page_number: yield element.where, f"page {page}"


@condition("H-19", "a document with headings has outlines")
def _(doc):
    if len(doc.tree.of_kind("H1", "H2")) > 1 and doc.at(doc.root, "/Outlines", "/First") is None: yield "outlines", "none"


def outlines(doc):
    todo, seen = [doc.at(doc.root, "/Outlines") and doc.at(doc.root, "/Outlines").get("/First")], set()
    while todo:
        at = todo.pop()
        if at is None or at in seen: continue
        seen.add(at)
        item = doc.get(at)
        yield at, item
        todo += [item.get("/Next"), item.get("/First")]


@condition("H-20", "every outline has a title and leads to a page")
def _(doc):
    for at, item in outlines(doc):
        if not text_of(item.get("/Title", "")): yield f"outline {at}", "no title"
        if not destination(doc, item.get("/Dest", doc.at(item, "/A", "/D"))): yield f"outline {at}", "leads nowhere"


@condition("H-21", "the document has a title, and says the same in its Info and its XMP")
def _(doc):
    own = {key: text_of(value) for key, value in doc.info.items()}
    if not own.get("/Title"): yield "document", "has no title"
    pairs = {"/Title": (x.DC, "title"), "/Author": (x.DC, "creator"), "/Subject": (x.DC, "description"),
             "/Producer": (x.PDF, "Producer"), "/Keywords": (x.PDF, "Keywords"), "/Creator": (x.XMP, "CreatorTool")}
    for key, name in pairs.items():
        if (own.get(key) or None) != (doc.xmp.text(*name) or None): yield "document", f"tells two different {key[1:]}s"
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        if own.get(key) != "D:" + re.sub("[-:T]", "", doc.xmp.text(x.XMP, name) or "?"): yield "document", f"tells two {key[1:]}s"


@condition("H-22", "both halves of the ID are one: nothing has been changed since")
def _(doc):
    identifier = doc.list(doc.trailer.get("/ID"))
    if len(set(identifier)) > 1: yield "trailer", "two IDs"


@condition("H-23", "attached files are listed by name, in order, and all of them")
def _(doc):
    names = doc.pairs(doc.at(doc.root, "/Names", "/EmbeddedFiles"), "/Names")
    if [name for name, _ in names] != sorted(name for name, _ in names): yield "names", "out of order"
    if {at for _, at in names} != {at for at, _ in doc.attachments}: yield "names", "not all attached files, or others"


@condition("H-24", "every attached file has a description and a name that no other has")
def _(doc):
    seen = set()
    for at, file in doc.attachments:
        name = text_of(file.get("/UF", "")) or ""
        if not text_of(file.get("/Desc", "")): yield f"object {at}", "no description"
        if name in seen: yield f"object {at}", f"a second {name}"
        if re.search(r"[/\\\0-\x1f]", name): yield f"object {at}", f"{name!r} is no file name"
        seen.add(name)


@condition("H-25", "a subset of a font has a prefix, and one name everywhere")
def _(doc):
    for font in doc.used_fonts:
        names = {font.dict.get("/BaseFont"), font.below.get("/BaseFont"), font.descriptor.get("/FontName")}
        if len(names) > 1: yield font.where, f"is called {sorted(map(str, names))}"
        if not re.match(r"/[A-Z]{6}\+\S", str(font.dict.get("/BaseFont"))): yield font.where, "no prefix of a subset"


@condition("H-26", "all fonts are composite, their codes glyphs: Identity-H")
def _(doc):
    for font in doc.used_fonts:
        if font.dict.get("/Subtype") != "/Type0" or font.dict.get("/Encoding") != "/Identity-H":
            yield font.where, f"{font.dict.get('/Subtype')} {font.dict.get('/Encoding')}"


@condition("H-27", "every width that the content goes by is written down")
def _(doc):
    for font, code, _ in doc.codes:
        if code not in font.widths: yield font.where, f"code {code} has no width"


@condition("H-28", "no form XObjects but the looks of annotations: what is in them would not be seen here")
def _(doc):
    looks = {at for _, annotation in doc.having("/AP") for at in (doc.get(annotation["/AP"]) or {}).values()}
    for at, _ in doc.forms:
        if at not in looks: yield f"object {at}", "a form XObject"


@condition("H-29", "images are RGB or gray, in a Figure or an artifact")
def _(doc):
    masks = {image.get("/SMask") for _, image in doc.images} | {image.get("/Mask") for _, image in doc.images if
                                                                 isinstance(image.get("/Mask"), str)}
    for at, image in doc.images:
        space = doc.get(image.get("/ColorSpace"))
        space = space[1] if isinstance(space, list) and space[0] == "/Indexed" else space
        if space not in ("/DeviceRGB", "/DeviceGray") and not image.get("/ImageMask"): yield f"image {at}", f"ColorSpace {space}"
        if at in masks: continue
        marks = [mark for content in doc.contents.values() for painted, mark in content.images if painted == at]
        for mark in marks:
            owners = doc.tree.of_mark.get((mark.page, mark.tagged.mcid), []) if mark and mark.tagged else []
            if not (mark and mark.artifact) and not any(owner.kind == "Figure" for owner in owners):
                yield f"image {at}", "in no Figure"


@condition("H-30", "spans that are spoken otherwise say something")
def _(doc):
    for mark in doc.marks:
        if "/ActualText" in mark.properties and not text_of(mark.properties["/ActualText"]) and mark.paints and not mark.shows:
            yield doc.page_number[mark.page], "an empty ActualText"
    for element in doc.tree.elements:
        for key in ("/E", "/ActualText", "/Alt"):
            if key in element.dict and not element.text(key): yield element.where, f"{key} is empty"


@condition("H-31", "an ID leads to its element")
def _(doc):
    ids = {text_of(name): at for name, at in doc.pairs(doc.tree.root.get("/IDTree"), "/Names")}
    for element in doc.tree.elements:
        if element.text("/ID") and ids.get(element.text("/ID")) != element.reference: yield element.where, "its ID leads elsewhere"


@condition("H-32", "the file says that it is PDF 1.7")
def _(doc):
    if doc.version != "1.7": yield "header", doc.version


@condition("H-33", "what is an artifact says of which kind")
def _(doc):
    for mark in doc.marks:
        if mark.tag == "/Artifact" and mark.properties.get("/Type") not in ("/Pagination", "/Layout", "/Page", "/Background"):
            yield doc.page_number[mark.page], "an artifact of no kind"


@condition("H-34", "headings say something")
def _(doc):
    for element in doc.tree.of_kind("H1", "H2", "H3", "H4", "H5", "H6"):
        todo, text = [element], ""
        while todo:
            at = todo.pop()
            text += "".join(doc.mark_text.get(mark, "") for mark in at.marks)
            todo += at.children
        if not text.strip(): yield element.where, "is empty"

"""Ways to break a good PDF, one thing at a time, each with the conditions that must catch it, and no other may.

The first number is the one that the fault is about. The others are the same fault seen by the other standard, or what
cannot be told apart from it.
"""
import re
import subprocess
import tempfile

FAULTS = []  # (numbers, what is done, function of a Copy)


def fault(numbers, what):
    def register(function):
        FAULTS.append((numbers.split(), what, function))
        return function
    return register


def change(numbers, what, function):
    """The same for a function of one line; what it gives back does not matter."""
    FAULTS.append((numbers.split(), what, function))


def entry(numbers, what, of, key, *value):
    """Takes an entry out of a dictionary, or sets it."""
    def function(copy):
        dictionary = of(copy)
        if value: dictionary[key] = value[0]
        else: del dictionary[key]
    FAULTS.append((numbers.split(), what, function))


def root(copy): return copy.root


def mark_info(copy): return copy.root["/MarkInfo"]


def structure(copy): return copy.get(copy.root["/StructTreeRoot"])


def kind(name, n=0): return lambda copy: copy.element(name, n)


# --- Matterhorn 01 to 07 ---

@fault("01-003 H-03", "an artifact inside of a tag")
def _(copy):
    copy.content(lambda data: re.sub(rb"(/\w+<</MCID \d+\s*>>BDC)", rb"\1 /Artifact<</Type/Layout>>BDC\nEMC\n", data, count=1))


@fault("01-004 H-03", "a tag inside of an artifact")
def _(copy):
    copy.content(wrap_first_tag)


def wrap_first_tag(data):
    at = re.search(rb"/(H1|P|Span)<</MCID", data).start()
    end = data.index(b"EMC", at) + 3
    return data[:at] + b"/Artifact<</Type/Layout>>BDC\n" + data[at:end] + b"\nEMC" + data[end:]


change("01-005", "text outside of all marks", lambda copy: copy.content(lambda data: data + b"BT ET 0 0 m 9 9 l S\n"))
change("01-005", "a line in a mark without a number", lambda copy: copy.content(lambda data: data + b"/P BMC 0 0 m 9 9 l S EMC\n"))


@fault("01-005 H-06", "text whose mark no element knows")
def _(copy):
    copy.content(lambda data: data + b"/P<</MCID 9999>>BDC 0 0 m 9 9 l S EMC\n")


entry("01-007", "Suspects", mark_info, "/Suspects", True)
entry("02-001 6.7.3.4-1", "a kind of element that nobody knows", kind("Sect"), "/S", "/Chapitre")


@fault("02-003 6.7.3.4-2", "kinds of elements that are mapped in a circle")
def _(copy):
    structure(copy)["/RoleMap"] = {"/Un": "/Deux", "/Deux": "/Un"}


@fault("02-004 6.7.3.4-3", "a standard kind that is mapped")
def _(copy):
    structure(copy)["/RoleMap"] = {"/P": "/Span"}


XMP_GONE = "06-002 06-003 6.6.4-1 6.6.4-3 H-21"
entry("06-001 6.6.2.1-1 " + XMP_GONE, "no XMP", root, "/Metadata")
change("06-002 6.6.2.3.1-2", "no number of PDF/UA", lambda copy: copy.xmp("<pdfuaid:part>1<", "<pdfuaid:part><"))
change("06-002", "PDF/UA-2", lambda copy: copy.xmp("<pdfuaid:part>1<", "<pdfuaid:part>2<"))


@fault("06-003 H-21", "no title in the XMP")
def _(copy):
    copy.edit(copy.root["/Metadata"], lambda data: re.sub(rb"<dc:title>.*?</dc:title>", b"", data, flags=re.S))


entry("07-001", "no ViewerPreferences", root, "/ViewerPreferences")
entry("07-002", "DisplayDocTitle is false", root, "/ViewerPreferences", {"/DisplayDocTitle": False})


# --- 09: elements where they may not be ---

def move(copy, child, to):
    """An element away from its parent, to the end of another's kids."""
    parent = copy.get(copy.get(child)["/P"])
    parent["/K"].remove(child)
    copy.get(child)["/P"] = to
    copy.get(to)["/K"].append(child)


def rename(numbers, what, old, new, n=0):
    FAULTS.append((numbers.split(), what, lambda copy: copy.element(old, n).update({"/S": "/" + new})))


def stray(numbers, child, parent):
    FAULTS.append((numbers.split(), f"{child} in {parent}",
                   lambda copy: move(copy, copy.element_at(child), copy.element_at(parent))))


def new(copy, kind_, parent, **entries):
    at = copy.add({"/Type": "/StructElem", "/S": "/" + kind_, "/P": parent, **{"/" + k: v for k, v in entries.items()}})
    copy.get(parent).setdefault("/K", []).append(at)
    return at


def added(numbers, child, parent, **entries):
    FAULTS.append((numbers.split(), f"{child} in {parent}",
                   lambda copy: new(copy, child, copy.element_at(parent), **entries)))


added("09-004a 09-004l", "P", "Table")
added("09-004b", "TR", "Sect")
added("09-004c", "THead", "Sect")
added("09-004d", "TBody", "Sect")
added("09-004e", "TFoot", "Sect")
added("09-004f", "TH", "Sect", A={"/O": "/Table", "/Scope": "/Row"})
added("09-004g", "TD", "Sect")
added("09-004h 09-004o", "P", "TR")
added("09-004i", "P", "THead")
added("09-004j", "P", "TBody")
added("09-004k", "P", "TFoot")
added("09-004l", "THead", "Table")


@fault("09-004l", "a table with two captions")
def _(copy): new(copy, "Caption", copy.element_at("Table"))


@fault("09-004m 09-004a 09-004b", "a table with THead and no TBody")
def _(copy):
    copy.element("TBody")["/S"] = "/Sect"


def unrow(copy, row):
    """The row's last cell becomes a span of a paragraph elsewhere."""
    gone = copy.get(row)["/K"].pop()
    home = new(copy, "P", copy.element_at("Sect"))
    copy.get(gone).update({"/S": "/Span", "/P": home})
    copy.get(home)["/K"] = [gone]


@fault("09-004n", "a cell over another")
def _(copy):
    body = next(e for e in copy.good.tree.of_kind("TBody") if len(e.children) > 1 and len(e.children[0].children) == 2)
    above, below = body.children[:2]
    copy.get(above.children[1].reference)["/A"] = {"/O": "/Table", "/RowSpan": 2}
    copy.get(below.children[0].reference)["/A"] = {"/O": "/Table", "/Scope": "/Row", "/ColSpan": 2}
    unrow(copy, below.reference)


@fault("09-004o", "a row with a cell less")
def _(copy): unrow(copy, copy.kids(copy.element_at("TBody"))[0])


@fault("09-004p", "a cell that ends below its table")
def _(copy):
    row = copy.kids(copy.element_at("TFoot", 1))[-1]
    for cell in copy.kids(row):
        copy.get(cell)["/A"] = {**copy.get(cell).get("/A", {}), "/O": "/Table", "/RowSpan": 2}


added("09-005a", "P", "L")
added("09-005b", "LI", "Sect")
added("09-005c", "P", "LI")
added("09-005d", "LBody", "Sect")
added("09-005e", "Caption", "L")
added("09-006a", "TOCI", "Sect")
added("09-006b", "P", "TOC")
added("09-007", "Ruby", "P")
added("09-008", "Warichu", "P")

# --- 10, 11: characters and languages ---


@fault("10-001 6.2.11.7.2-1", "a code that means nothing")
def _(copy): copy.mean(b"")


entry("11-001 11-002 11-003 11-004 11-006", "no language", root, "/Lang")


@fault("11-002 11-003 11-004 11-006", "no language but that of the text")
def _(copy):
    language = copy.root.pop("/Lang")
    for page in range(len(copy.good.pages)):
        copy.content(lambda data: re.sub(rb"(/\w+<</MCID \d+)", rb"\1 /Lang(fr-FR)", data), page)
    del language


@fault("11-003 11-004 11-006", "no language but that of all elements")
def _(copy): copy.element("Document")["/Lang"] = copy.root.pop("/Lang")


@fault("11-005 11-001 11-002 11-003 11-004 11-006", "a field's tip in no language")
def _(copy):
    copy.annotation("Widget", "Form", FT="/Tx", TU="u:mots")
    del copy.root["/Lang"]


# --- 13 to 19 ---

entry("13-004", "a figure without words", kind("Figure"), "/Alt")
entry("13-004 H-30", "a figure with empty words", kind("Figure"), "/Alt", "u:")
rename("14-002", "the first heading is an H2", "H1", "H2")


@fault("14-003", "a level of headings is skipped")
def _(copy): copy.element("H2")["/S"] = "/H3"


@fault("14-006 14-007", "two H in one element")
def _(copy):
    for _ in range(2): new(copy, "H", copy.element_at("Sect"))


rename("14-007", "an H among numbered headings", "H2", "H")


@fault("15-003a", "a column's head without Scope")
def _(copy): del copy.element("TH")["/A"]["/Scope"]


@fault("15-003b", "a cell without a head")
def _(copy):
    table = copy.element_at("Table", 1)
    for part in copy.kids(table):
        for row in copy.kids(part):
            for cell in copy.kids(row):
                if copy.get(cell)["/S"] == "/TH" and copy.get(part)["/S"] == "/THead": copy.get(cell)["/S"] = "/TD"


added("17-002", "Formula", "P")
added("19-003", "Note", "Sect")


@fault("19-004 H-31", "two notes with one ID")
def _(copy):
    notes = [new(copy, "Note", copy.element_at("Sect"), ID="u:n1") for _ in range(2)]
    structure(copy)["/IDTree"] = {"/Names": ["u:n1", notes[0]]}


# --- 20 to 26 ---

entry("20-001 6.9-1", "Configs of layers without a name", root, "/OCProperties", {"/OCGs": [], "/D": {"/Name": "u:a"}, "/Configs": [{}]})
entry("20-002 6.9-1", "D of layers without a name", root, "/OCProperties", {"/OCGs": [], "/D": {}})
entry("20-003 6.9-1", "layers that are switched by themselves", root, "/OCProperties", {"/OCGs": [], "/D": {"/Name": "u:a", "/AS": []}})
entry("21-001 6.8-2", "an attached file without F", lambda copy: copy.file(), "/F")
entry("21-001 6.8-2", "an attached file with an empty UF", lambda copy: copy.file(), "/UF", "u:")
entry("25-001 6.4.2-1", "an XFA form", root, "/AcroForm", {"/Fields": [], "/XFA": []})


def encrypted(numbers, what, *options):
    """By qpdf, from the file as it would be written."""
    def edit(data):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/in.pdf", "wb") as file: file.write(data)
            subprocess.run(["qpdf", "--allow-weak-crypto", "--static-id", "--newline-before-endstream",
                            "--compress-streams=n", "--encrypt", "", "", "128", *options, "--",
                            folder + "/in.pdf", folder + "/out.pdf"], check=False, capture_output=True)
            with open(folder + "/out.pdf", "rb") as file: return file.read()
    FAULTS.append((numbers.split(), what, lambda copy: copy.bytes_edits.append(edit)))


encrypted("26-002 6.1.3-2 H-22", "an encrypted file that may not be read aloud", "--accessibility=n", "--use-aes=n")
encrypted("6.1.3-2 H-22", "an encrypted file", "--use-aes=n")

# --- 28: annotations ---

change("28-002", "an annotation in no Annot", lambda copy: copy.annotation("Text", None))
change("28-004", "an annotation without words", lambda copy: copy.annotation("Text").pop("/Contents"))
change("28-005", "a field without words", lambda copy: copy.annotation("Widget", "Form", FT="/Tx"))
change("28-006 6.3.1-1", "an annotation of an unknown kind, in no Annot", lambda copy: copy.annotation("Autre", None))
change("28-007", "a TrapNet", lambda copy: copy.annotation("TrapNet"))


def link_page(copy): return copy.get(copy.good.annotations_of("Link")[0][0])


entry("28-008", "a page with links and without Tabs", link_page, "/Tabs")
entry("28-009", "a page whose Tabs go by rows", link_page, "/Tabs", "/R")
change("28-010", "a field in no Form", lambda copy: copy.annotation("Widget", None, FT="/Tx", TU="u:mots"))
rename("28-011 H-15", "a link's annotation in a Span", "Link", "Span")
entry("28-012 28-004", "a link that does not say where it leads", lambda copy: copy.link(), "/Contents")
change("28-014", "a media clip without a type", lambda copy: copy.add({"/S": "/MCD", "/D": "u:", "/Alt": ["u:", "u:film"]}))
change("28-015", "a media clip without words", lambda copy: copy.add({"/S": "/MCD", "/D": "u:", "/CT": "u:video/mp4"}))
change("28-016", "a file that is attached as an annotation, without names", lambda copy: copy.annotation("FileAttachment", FS={}))


@fault("28-017 28-018", "a printer's mark in the structure")
def _(copy): copy.annotation("PrinterMark", "Annot")


change("28-018", "a printer's mark", lambda copy: copy.annotation("PrinterMark", None))

# --- 30: XObjects ---

change("30-001 6.2.9-2 H-28", "a reference XObject", lambda copy: copy.form(Ref={}))


@fault("30-002 H-28", "a form XObject with tags that is painted twice")
def _(copy):
    copy.resource("/XObject", "/Fm", copy.form(StructParents=999))
    copy.put(b"/Fm Do /Fm Do")


# --- 31: fonts ---

def system_info(numbers, key, value):
    FAULTS.append((numbers.split(), f"{key[1:]} of a CMap that is not its font's",
                   lambda copy: copy.cmap()["/CIDSystemInfo"].update({key: value})))


system_info("31-001 6.2.11.3.1-1 H-26", "/Registry", "u:Autre")
system_info("31-002 6.2.11.3.1-1 H-26", "/Ordering", "u:Autre")
system_info("31-003 6.2.11.3.1-1 H-26", "/Supplement", 9)
entry("31-004 6.2.11.3.2-1", "CIDToGIDMap is a name", lambda copy: copy.below(), "/CIDToGIDMap", "/Autre")
entry("31-005 6.2.11.3.2-1", "no CIDToGIDMap", lambda copy: copy.below(), "/CIDToGIDMap")
entry("31-006 6.2.11.3.3-1 H-26", "a CMap that is not embedded", lambda copy: copy.font(), "/Encoding", "/Own-H")
change("31-007 6.2.11.3.3-2 H-26", "two directions of a CMap", lambda copy: copy.cmap(WMode=1))
change("31-008 6.2.11.3.3-3 H-26", "a CMap that uses another", lambda copy: copy.cmap(UseCMap="/GBK-EUC-H"))
entry("31-009 6.2.11.4.1-1", "a font that is not embedded", lambda copy: copy.descriptor(), "/FontFile2")
change("31-011 6.2.11.4.1-2", "a glyph that the font has not", lambda copy: copy.map_code(60000))
entry("31-012 6.2.11.4.2-1", "a CharSet", lambda copy: copy.descriptor(), "/CharSet", "u:/e")


@fault("31-014 6.2.11.4.2-2", "a CIDSet with too little")
def _(copy): copy.descriptor()["/CIDSet"] = copy.add_stream({}, b"\0" * 64)


@fault("31-015 6.2.11.4.2-2", "a CIDSet with too much")
def _(copy): copy.descriptor()["/CIDSet"] = copy.add_stream({}, b"\xff" * 512)


@fault("31-016 6.2.11.5-1", "a width that is not that of the glyph")
def _(copy):
    code, _ = copy.shown()
    w = copy.below()["/W"]
    run = next(i for i in range(0, len(w), 2) if w[i] <= code < w[i] + len(w[i + 1]))
    w[run + 1][code - w[run]] += 2


change("31-017 6.2.11.6-1", "a simple TrueType font",
       lambda copy: copy.add({"/Type": "/Font", "/Subtype": "/TrueType", "/BaseFont": "/A"}))
entry("31-027 6.2.11.7.2-1", "no ToUnicode", lambda copy: copy.font(), "/ToUnicode")
change("31-028 6.2.11.7.2-2", "a code that means U+0000", lambda copy: copy.mean(b"0000"))
change("31-029 6.2.11.7.2-2", "a code that means U+FEFF", lambda copy: copy.mean(b"FEFF"))
change("31-029 6.2.11.7.2-2", "a code that means U+FFFE", lambda copy: copy.mean(b"0065FFFE"))


@fault("31-030 6.2.11.8-1", "the missing glyph is shown")
def _(copy):
    code = copy.map_code(0)
    font = copy.good.fonts[copy.shown()[1]]
    w = copy.below()["/W"]
    run = next(i for i in range(0, len(w), 2) if w[i] <= code < w[i] + len(w[i + 1]))
    w[run + 1][code - w[run]] = font.program.advance(0)


# --- PDF/A 6.1: the file ---

def raw(numbers, what, old, new_):
    def edit(data):
        assert old in data, old
        return data.replace(old, new_, 1)
    FAULTS.append((numbers.split(), what, lambda copy: copy.bytes_edits.append(edit)))


raw("6.1.2-1 H-32", "a header of PDF 1.8", b"%PDF-1.7", b"%PDF-1.8")
raw("6.1.2-2", "no binary comment", b"%\xe2\xe3\xcf\xd3", b"%abcd")
entry("6.1.3-1", "no ID", lambda copy: copy.trailer, "/ID")
change("6.1.3-3", "a comment behind the end", lambda copy: copy.bytes_edits.append(lambda data: data + b"% fin\n"))
raw("6.1.4-2", "a blank behind xref", b"\nxref\n0", b"\nxref \n0")
entry("6.1.6-1", "a string with half a byte", lambda copy: copy.info, "/Autre", "raw:<ABC>")
entry("6.1.6-2", "a string with what is no digit", lambda copy: copy.info, "/Autre", "raw:<AX>")


def first_stream(copy): return copy.page()["/Contents"]


@fault("6.1.7.1-1", "a stream that is shorter than it says")
def _(copy): copy.longer[first_stream(copy)] = -1


@fault("6.1.7.1-2 6.1.7.1-1", "no line end before endstream")
def _(copy):
    at = copy.root["/Metadata"]
    copy.keywords[at] = (b"stream\n", b" endstream")


@fault("6.1.7.1-3", "a stream in another file")
def _(copy): copy.add_stream({"/F": "u:ailleurs"})


change("6.1.7.2-1", "LZW", lambda copy: copy.add_stream({"/Filter": "/LZWDecode"}))


@fault("6.1.8-1", "a font's name that is no UTF-8")
def _(copy):
    for d, key in ((copy.font(), "/BaseFont"), (copy.below(), "/BaseFont"), (copy.descriptor(), "/FontName")):
        d[key] = "raw:/ABCDEF+L#e9"


@fault("6.1.9-1", "two blanks before the generation of an object")
def _(copy): copy.heads[copy.trailer["/Info"]] = b"%d  0 obj\n" % int(copy.trailer["/Info"].split()[0])


change("6.1.10-1", "an inline image", lambda copy: copy.put(b"BI /W 1 /H 1 /BPC 8 /CS /G ID m EI"))
entry("6.1.12-1", "permissions", root, "/Perms", {})
entry("6.1.13-1", "an integer of 33 bits", lambda copy: copy.info, "/Autre", 2147483648)
entry("6.1.13-2", "a real number that is too large", lambda copy: copy.info, "/Autre", "raw:4" + "0" * 38 + ".0")
entry("6.1.13-5", "a real number that is too small", lambda copy: copy.info, "/Autre", "raw:0." + "0" * 38 + "1")
entry("6.1.13-3", "a string of 32,768 bytes", lambda copy: copy.info, "/Autre", "u:" + "a" * 32768)
entry("6.1.13-4", "a name of 128 bytes", lambda copy: copy.info, "/Autre", "/" + "a" * 128)
change("6.1.13-8", "29 graphics states", lambda copy: copy.put(b"q " * 29 + b"Q " * 29))
change("6.1.13-10", "CID 65,536", lambda copy: copy.below()["/W"].extend([65536, [500]]))
entry("6.1.13-11", "a page of 2 points", lambda copy: copy.page(), "/ArtBox", [0, 0, 2, 2])
entry("6.1.13-11", "a page of 20,000 points", lambda copy: copy.page(), "/MediaBox", [0, 0, 20000, 842])

# --- 6.2: graphics ---

change("6.2.2-1", "an operator that does not exist", lambda copy: copy.put(b"BX 1 zz EX"))
change("6.2.2-2", "an image that is not among the resources", lambda copy: copy.put(b"/Rien Do"))


def profile(copy): return copy.root["/OutputIntents"][0]["/DestOutputProfile"]


@fault("6.2.3-1", "a scanner's profile")
def _(copy): copy.edit(profile(copy), lambda data: data[:12] + b"scnr" + data[16:])


@fault("6.2.3-2", "two profiles")
def _(copy):
    other = copy.add_stream({"/N": 3}, copy.data(profile(copy)))
    copy.root["/OutputIntents"].append({**copy.root["/OutputIntents"][0], "/S": "/GTS_PDFX", "/DestOutputProfile": other})


@fault("6.2.3-3", "a profile elsewhere")
def _(copy): copy.root["/OutputIntents"][0]["/DestOutputProfileRef"] = {}


entry("6.2.4.3-2", "no output intent for RGB", root, "/OutputIntents")
change("6.2.4.3-3", "CMYK", lambda copy: copy.put(b"0 0 0 1 k"))


@fault("6.2.4.3-4 6.2.4.3-2", "gray without an output intent")
def _(copy):
    del copy.root["/OutputIntents"]
    copy.put(b"0 g")


change("6.2.4.2-1", "an ICCBased color space", lambda copy: copy.add(["/ICCBased", profile(copy)]))
change("6.2.4.4-1", "a spot color", lambda copy: copy.add(["/Separation", "/Or", "/DeviceRGB", {}]))
change("6.2.5-1", "a transfer function", lambda copy: copy.states(TR="/Identity"))
change("6.2.5-2", "another transfer function", lambda copy: copy.states(TR2="/Identity"))
change("6.2.5-3", "a halftone phase", lambda copy: copy.states(HTP=[0, 0]))
change("6.2.5-4", "a halftone", lambda copy: copy.states(HT={"/HalftoneType": 6}))
change("6.2.6-1", "a rendering intent that does not exist", lambda copy: copy.states(RI="/Joli"))
change("6.2.6-1", "an intent in the content that does not exist", lambda copy: copy.put(b"/Joli ri"))
change("6.2.8-1", "an image with alternates", lambda copy: copy.image(Alternates=[]))
change("6.2.8-2", "an image with OPI", lambda copy: copy.image(OPI={}))
change("6.2.8-3", "an interpolated image", lambda copy: copy.image(Interpolate=True))
change("6.2.8-4", "an image of 3 bits", lambda copy: copy.image(BitsPerComponent=3))
change("6.2.8-5", "a stencil of 8 bits", lambda copy: copy.image(ImageMask=True))
change("6.2.8.3-1", "JPEG 2000", lambda copy: copy.image(Filter="/JPXDecode"))
change("6.2.9-1 H-28", "a form XObject with PostScript", lambda copy: copy.form(Subtype2="/PS"))
change("6.2.9-3", "a PostScript XObject", lambda copy: copy.add_stream({"/Type": "/XObject", "/Subtype": "/PS"}))
change("6.2.10-1", "a blend mode that does not exist", lambda copy: copy.states(BM="/Fondu"))


@fault("6.2.10-2 6.2.4.3-2", "transparency without an output intent")
def _(copy):
    del copy.root["/OutputIntents"]
    copy.states(ca=0.5)


entry("6.2.11.2-1", "a font without Type", lambda copy: copy.font(), "/Type")
entry("6.2.11.2-2 H-26", "a font of an unknown kind", lambda copy: copy.font(), "/Subtype", "/Type9")


@fault("6.2.11.2-7", "a font program that is none")
def _(copy): copy.set_data(copy.descriptor()["/FontFile2"], b"rien")


entry("6.2.11.2-8", "a font without StemV", lambda copy: copy.descriptor(), "/StemV")
entry("6.2.11.3.1-2", "a font without CIDSystemInfo", lambda copy: copy.below(), "/CIDSystemInfo")
change("6.2.11.7.3-1", "a private character that nothing speaks for", lambda copy: copy.mean(b"E000"))

# --- 6.3 to 6.5 ---

change("6.3.1-1", "a film", lambda copy: copy.annotation("Movie"))
entry("6.3.2-1", "a link without flags", lambda copy: copy.link(), "/F")
entry("6.3.2-2", "a link that is not printed", lambda copy: copy.link(), "/F", 0)
entry("6.3.2-2", "a hidden link", lambda copy: copy.link(), "/F", 6)
change("6.3.3-1", "an annotation without looks", lambda copy: copy.objects.pop(copy.annotation("Text").pop("/AP")["/N"]))
change("6.3.3-2", "an annotation with looks for the mouse", lambda copy: copy.annotation("Text")["/AP"].update({"/R": copy.form()}))
change("6.4.1-1", "a field with actions",
       lambda copy: copy.annotation("Widget", "Form", FT="/Tx", TU="u:mots", A={"/S": "/Named", "/N": "/NextPage"}))
entry("6.4.1-3", "NeedAppearances", root, "/AcroForm", {"/Fields": [], "/NeedAppearances": True})
entry("6.4.2-2", "NeedsRendering", root, "/NeedsRendering", True)
change("6.4.3-1", "a signature", lambda copy: copy.add({"/Type": "/Sig", "/ByteRange": [0, 1, 2, 3]}))
entry("6.5.1-1", "JavaScript on opening", root, "/OpenAction", {"/S": "/JavaScript", "/JS": "u:1"})
entry("6.5.1-2", "a named action that does not exist", root, "/OpenAction", {"/S": "/Named", "/N": "/Print"})
entry("6.5.2-1", "something happens by itself", root, "/AA", {})
change("6.5.2-2", "JavaScript among the names", lambda copy: copy.root["/Names"].update({"/JavaScript": {"/Names": []}}))

# --- 6.6: metadata ---


@fault("6.6.2.1-1", "metadata of no type")
def _(copy): del copy.get(copy.root["/Metadata"])["/Subtype"]


@fault("6.6.2.1-1", "packed metadata")
def _(copy):
    import base64
    import zlib
    stream = copy.objects[copy.root["/Metadata"]]["stream"]
    stream["data"] = base64.b64encode(zlib.compress(base64.b64decode(stream["data"]))).decode()
    stream["dict"]["/Filter"] = "/FlateDecode"


change("6.6.2.1-2", "bytes in the packet", lambda copy: copy.xmp(' id="W5M', ' bytes="9" id="W5M'))
change("6.6.2.1-3", "an encoding in the packet", lambda copy: copy.xmp(' id="W5M', ' encoding="UTF-8" id="W5M'))
change("6.6.2.1-4", "a packet without an end", lambda copy: copy.xmp('<?xpacket end="w"?>', ""))
change("6.6.2.1-4 " + XMP_GONE, "XMP that is not well-formed", lambda copy: copy.xmp("</rdf:RDF>", ""))


@fault("6.6.2.1-5 " + XMP_GONE, "XMP that is not UTF-8")
def _(copy): copy.edit(copy.root["/Metadata"], lambda data: data.replace(b"<pdf:Producer>", b"<pdf:Producer>\xe9", 1))


change("6.6.2.3.1-1", "a property that nobody knows",
       lambda copy: copy.xmp("<xmp:CreateDate>", "<xmp:Auteur>x</xmp:Auteur><xmp:CreateDate>"))
change("6.6.2.3.1-2", "a rating that is a list", lambda copy: copy.xmp(
    "<xmp:CreateDate>", "<xmp:Label><rdf:Bag><rdf:li>x</rdf:li></rdf:Bag></xmp:Label><xmp:CreateDate>"))
change("6.6.2.3.1-2 H-21", "a date that is none", lambda copy: copy.xmp("<xmp:CreateDate>", "<xmp:CreateDate>le "))
change("6.6.2.3.2-1", "a schema with something else",
       lambda copy: copy.xmp("<pdfaSchema:prefix>", "<pdfaSchema:autre>x</pdfaSchema:autre><pdfaSchema:prefix>"))


@fault("6.6.2.3.3-1 6.6.2.3.1-1 6.6.2.3.1-2", "schemas in a Seq")
def _(copy):
    def seq(data):
        before, behind = data.split(b"<pdfaExtension:schemas><rdf:Bag>")
        return before + b"<pdfaExtension:schemas><rdf:Seq>" + behind.replace(b"</rdf:Bag></pdfaExtension", b"</rdf:Seq></pdfaExtension")
    copy.edit(copy.root["/Metadata"], seq)


def without(numbers, what, tag):
    pattern = re.compile(rb"<%s>.*?</%s>" % (tag, tag), re.S)
    FAULTS.append((numbers.split(), what, lambda copy: copy.edit(copy.root["/Metadata"], lambda data: pattern.sub(b"", data, 1))))


without("6.6.2.3.3-2", "a schema without its name", b"pdfaSchema:schema")
without("6.6.2.3.3-3 6.6.2.3.1-1", "a schema without its namespace", b"pdfaSchema:namespaceURI")
without("6.6.2.3.3-4", "a schema without its prefix", b"pdfaSchema:prefix")
without("6.6.2.3.3-5 6.6.2.3.1-1", "a schema without properties", b"pdfaSchema:property")
without("6.6.2.3.3-7 6.6.2.3.1-1", "a property without a name", b"pdfaProperty:name")
without("6.6.2.3.3-8", "a property without a type", b"pdfaProperty:valueType")
without("6.6.2.3.3-9", "a property without a category", b"pdfaProperty:category")
without("6.6.2.3.3-10", "a property without a description", b"pdfaProperty:description")
without("6.6.4-1", "no part of PDF/A", b"pdfaid:part")
change("6.6.4-2", "PDF/A-2", lambda copy: copy.xmp("<pdfaid:part>3", "<pdfaid:part>2"))
change("6.6.4-3", "level B", lambda copy: copy.xmp("<pdfaid:conformance>A", "<pdfaid:conformance>B"))
change("6.6.4-4", "another prefix of PDF/A",
       lambda copy: copy.edit(copy.root["/Metadata"], lambda data: data.replace(b"pdfaid:", b"a:").replace(b"xmlns:pdfaid", b"xmlns:a")))

# --- 6.7 to 6.11 ---

entry("6.7.2.2-1", "not marked as tagged", root, "/MarkInfo")
entry("6.7.3.3-1 01-005 28-011 H-06 H-11", "no structure tree", root, "/StructTreeRoot")
entry("6.7.4-1", "a language that is none", root, "/Lang", "u:français")
entry("6.7.4-1", "a paragraph's language that is none", kind("P"), "/Lang", "u:fr_FR!")
change("6.8-1", "an attached file of no type", lambda copy: copy.get(copy.file()["/EF"]["/F"]).pop("/Subtype"))
entry("6.8-3", "an attached file of no relationship", lambda copy: copy.file(), "/AFRelationship")
entry("6.8-4", "an attached file that is associated with nothing", root, "/AF")
change("6.8-5", "an attached file of no day", lambda copy: copy.get(copy.file()["/EF"]["/F"])["/Params"].pop("/ModDate"))
change("6.8-5", "an attached file of another size", lambda copy: copy.get(copy.file()["/EF"]["/F"])["/Params"].update({"/Size": 1}))
entry("6.9-1", "layers", root, "/OCProperties", {"/OCGs": [], "/D": {"/Name": "u:a"}})
change("6.10-1", "other presentations", lambda copy: copy.root["/Names"].update({"/AlternatePresentations": {"/Names": []}}))
entry("6.10-2", "steps of a presentation", lambda copy: copy.page(), "/PresSteps", {})
entry("6.11-1", "requirements", root, "/Requirements", [])

# --- the house's ---

change("H-01", "a mark that is left open", lambda copy: copy.content(lambda data: data + b"/Artifact<</Type/Layout>>BDC\n"))
change("H-02", "a graphics state that is left saved", lambda copy: copy.put(b"q"))
change("H-03", "a mark in a mark", lambda copy: copy.put(b"/Span BMC EMC"))


@fault("H-04", "a number of a mark twice")
def _(copy):
    copy.content(lambda data: data + b"/P<</MCID 0>>BDC EMC\n")


@fault("H-05", "an element with a mark that is nowhere")
def _(copy): copy.get(new(copy, "P", copy.element_at("Sect"), Pg=copy.good.pages[0]))["/K"] = [7777]


@fault("H-06", "a way back to another element")
def _(copy):
    owners = dict(copy.good.pairs(structure(copy)["/ParentTree"], "/Nums"))[copy.page()["/StructParents"]]
    copy.objects[owners]["value"][0] = copy.element_at("Document")


entry("H-07", "a link whose way back leads elsewhere", lambda copy: copy.link(), "/StructParent", 0)
change("H-08", "a next key of the parent tree that is taken", lambda copy: structure(copy).update({"/ParentTreeNextKey": 1}))
entry("H-09", "an element that does not know its parent", kind("P"), "/P")


@fault("H-10", "an element in two places")
def _(copy): copy.element("Document")["/K"].append(copy.element_at("P"))


@fault("H-11", "two roots")
def _(copy):
    tree = structure(copy)
    extra = copy.add({"/Type": "/StructElem", "/S": "/Sect", "/P": copy.root["/StructTreeRoot"]})
    tree["/K"] = [tree["/K"], extra]


@fault("H-12", "text in a Sect")
def _(copy):
    paragraph = next(e for e in copy.good.tree.of_kind("P") if e.marks and not e.children and e.parent.kind == "Sect")
    copy.get(paragraph.reference)["/S"] = "/Sect"


change("H-13", "a figure that is nowhere", lambda copy: copy.element("Figure")["/A"].pop("/BBox"))
entry("H-14", "a list that does not say how it counts", kind("L"), "/A")
added("H-15", "Link", "P")
change("H-16", "a link on another page", lambda copy: link_page(copy)["/Annots"].pop())
change("H-17", "a link that leads nowhere", lambda copy: copy.link().pop("/Dest"))


@fault("H-18 01-005 H-05", "an element on a page that there is not")
def _(copy):
    first = next(e for e in copy.good.tree.elements if e.marks)
    copy.get(first.reference)["/Pg"] = copy.trailer["/Info"]


entry("H-19", "no outlines", root, "/Outlines")
change("H-20", "an outline that leads nowhere",
       lambda copy: copy.get(copy.get(copy.root["/Outlines"])["/First"]).pop("/Dest"))
entry("H-21", "another title in Info", lambda copy: copy.info, "/Title", "u:Autre")
change("H-22", "a file that was changed", lambda copy: copy.trailer["/ID"].__setitem__(1, "b:00"))
change("H-23", "an attached file without a name in the list",
       lambda copy: copy.root["/Names"]["/EmbeddedFiles"]["/Names"].__delitem__(slice(0, 2)))
entry("H-24", "an attached file without a description", lambda copy: copy.file(), "/Desc")
entry("H-25", "a font of another name", lambda copy: copy.below(), "/BaseFont", "/ABCDEF+Autre")
entry("H-26", "vertical text", lambda copy: copy.font(), "/Encoding", "/Identity-V")
@fault("H-27", "a width left out")
def _(copy):
    """The letter's own width becomes the default one."""
    code, _ = copy.shown()
    below = copy.below()
    w = below["/W"]
    run = next(i for i in range(0, len(w), 2) if w[i] <= code < w[i] + len(w[i + 1]))
    at = code - w[run]
    below["/DW"] = w[run + 1][at]
    w[run:run + 2] = [w[run], w[run + 1][:at], code + 1, w[run + 1][at + 1:]]


change("H-28", "a form XObject", lambda copy: copy.form())


@fault("H-29", "an image outside of a figure")
def _(copy):
    copy.resource("/XObject", "/Im", copy.image())
    copy.content(lambda data: re.sub(rb"(/P<</MCID \d+\s*>>BDC)", rb"\1 /Im Do\n", data, count=1))


change("H-30", "a span that is spoken as nothing",
       lambda copy: copy.content(lambda data: re.sub(rb"(/P<</MCID \d+\s*>>BDC)", rb"\1 /Span<</ActualText()>>BDC 0 0 m 9 9 l S EMC\n",
                                                     data, count=1)))
entry("H-31", "an ID that leads nowhere", kind("P"), "/ID", "u:p1")
raw("H-32", "PDF 1.6", b"%PDF-1.7", b"%PDF-1.6")
change("H-33", "an artifact of no kind", lambda copy: copy.content(lambda data: data + b"/Artifact BMC 0 0 m 9 9 l S EMC\n"))
added("H-34", "H2", "Sect")

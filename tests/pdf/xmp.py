"""The XMP packet: its properties, and what it says of schemas that PDF/A does not know."""
import io
import re
import xml.etree.ElementTree as ET

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC, XMP, PDF = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
A, UA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA, PROPERTY = "http://www.aiim.org/pdfa/ns/schema#", "http://www.aiim.org/pdfa/ns/property#"
PREFIXES = {A: "pdfaid", UA: "pdfuaid", EXTENSION: "pdfaExtension", SCHEMA: "pdfaSchema", PROPERTY: "pdfaProperty",
            DC: "dc", XMP: "xmp", PDF: "pdf"}

# What XMP and PDF/A define, as far as a review may use it: property: how it is written.
KNOWN = {
    DC: {"title": "Alt", "description": "Alt", "rights": "Alt", "creator": "Seq", "date": "Seq", "contributor": "Bag",
         "language": "Bag", "publisher": "Bag", "relation": "Bag", "subject": "Bag", "type": "Bag", "coverage": "text",
         "format": "text", "identifier": "text", "source": "text"},
    XMP: {"CreateDate": "date", "ModifyDate": "date", "MetadataDate": "date", "CreatorTool": "text", "Label": "text",
          "Nickname": "text", "BaseURL": "text", "Rating": "text", "Identifier": "Bag", "Advisory": "Bag"},
    PDF: {"Producer": "text", "Keywords": "text", "PDFVersion": "text"},
    A: {"part": "integer", "conformance": "text", "amd": "text", "corr": "text"},
    EXTENSION: {"schemas": "Bag"},
}
NOTHING = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x/><?xpacket end="w"?>"""
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$")


class Xmp:
    def __init__(self, data):
        self.data = data
        text = data.decode("utf-8")
        self.header = re.match(r"\s*<\?xpacket(.*?)\?>", text.lstrip("\ufeff"), re.S)
        self.footer = re.search(r"<\?xpacket end=['\"][rw]['\"]\?>\s*$", text)
        self.prefixes = {}  # namespace: prefixes
        for _, (prefix, uri) in ET.iterparse(io.BytesIO(data), ("start-ns",)):
            self.prefixes.setdefault(uri, set()).add(prefix)
        self.root = ET.fromstring(data)
        self.descriptions = list(self.root.iter(RDF + "Description"))
        self.properties = {}  # (namespace, name): element or text
        for description in self.descriptions:
            for key, value in description.attrib.items():
                if key[:1] == "{" and not key.startswith(RDF): self.properties[self.split(key)] = value
            for element in description: self.properties[self.split(element.tag)] = element

    @staticmethod
    def split(tag):
        return tuple(tag[1:].split("}", 1)) if tag[:1] == "{" else ("", tag)

    def text(self, namespace, name):
        """The text of a property, of a list all of it; None where it is absent."""
        found = self.properties.get((namespace, name))
        if found is None or isinstance(found, str): return found
        return "".join(found.itertext()).strip()

    def shape(self, namespace, name):
        found = self.properties[namespace, name]
        if isinstance(found, str) or not len(found): return "text"
        return self.split(found[0].tag)[1] if found[0].tag.startswith(RDF) else "structure"

    def schemas(self):
        """The extension schemas: (fields, [fields of each property]), fields by (namespace, name)."""
        container = self.properties.get((EXTENSION, "schemas"))
        if container is None or isinstance(container, str): return
        for item in container.findall(f"{RDF}Bag/{RDF}li"):
            fields = {self.split(field.tag): field for field in item}
            listed = fields.get((SCHEMA, "property"))
            properties = [] if listed is None else \
                [{self.split(f.tag): (f.text or "").strip() for f in li} for li in listed.findall(f"{RDF}Seq/{RDF}li")]
            yield {key: (field.text or "").strip() for key, field in fields.items()}, properties

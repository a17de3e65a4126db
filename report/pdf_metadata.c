/* pdf_metadata.c - what hangs on the catalog: outlines, colors, attached data, and what the document says of
 * itself, twice: in the information dictionary for people and in XMP for PDF/A and PDF/UA.
 *
 * The only time that gets in is Pages.made_at. */
#include "base/date.h"
#include "base/file.h"
#include "report/pdf_parts.h"

#define COLOR_PROFILE "/usr/share/color/icc/sRGB.icc"
#define PRODUCER "clausier " CLAUSIER_VERSION " (libharu 2.3.0)"

typedef struct Moment {
    int year, month, day, hour, minute, second;
} Moment;

static Moment moment_of(int64_t seconds) {
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) rest += 86400, days--;
    Moment moment = {.hour = (int)(rest / 3600), .minute = (int)(rest / 60 % 60), .second = (int)(rest % 60)};
    date_split((Date)days, &moment.year, &moment.month, &moment.day);
    return moment;
}

static Str pdf_date(Pdf *pdf) {
    Moment at = moment_of(pdf->pages->made_at);
    return str_print(pdf->arena, "(D:%04d%02d%02d%02d%02d%02dZ)", at.year, at.month, at.day, at.hour,
                     at.minute, at.second);
}

static Str iso_date(Pdf *pdf) {
    Moment at = moment_of(pdf->pages->made_at);
    return str_print(pdf->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.year, at.month, at.day, at.hour,
                     at.minute, at.second);
}

static void put_named_text(Buf *buf, const char *name, Str text) {
    if (!text.n) return;
    buf_add(buf, str_of(name));
    pdf_text(buf, text);
}

static void write_information(Pdf *pdf) {
    const Pages *pages = pdf->pages;
    Str date = pdf_date(pdf);
    Buf buf = {.arena = pdf->arena};
    put_named_text(&buf, "/Title", pages->title);
    put_named_text(&buf, "/Author", pages->author);
    put_named_text(&buf, "/Subject", pages->subject);
    put_named_text(&buf, "/Producer", STR(PRODUCER));
    buf_print(&buf, "/CreationDate%.*s/ModDate%.*s", STR_ARG(date), STR_ARG(date));
    HPDF_Dict_RemoveElement(pdf->haru->info, "Producer");
    pdf_also(pdf, pdf->haru->info, buf_str(&buf));
}

/* Text for XML; control characters, which XML cannot hold, are left out. */
static void put_xml(Buf *buf, Str text) {
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '&') buf_add(buf, STR("&amp;"));
        else if (c == '<') buf_add(buf, STR("&lt;"));
        else if (c == '>') buf_add(buf, STR("&gt;"));
        else if ((unsigned char)c >= 0x20) buf_byte(buf, c);
    }
}

static void put_property(Buf *buf, const char *before, Str text, const char *behind) {
    if (!text.n) return;
    buf_add(buf, str_of(before));
    put_xml(buf, text);
    buf_add(buf, str_of(behind));
}

/* PDF/A wants to be told of a schema that it does not know: PDF/UA's. */
static const char xmp_schemas[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
    "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

static Str xmp(Pdf *pdf) {
    const Pages *pages = pdf->pages;
    Buf buf = {.arena = pdf->arena};
    buf_add(&buf, STR("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">"));
    put_property(&buf, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", pages->title,
                 "</rdf:li></rdf:Alt></dc:title>");
    put_property(&buf, "<dc:creator><rdf:Seq><rdf:li>", pages->author, "</rdf:li></rdf:Seq></dc:creator>");
    put_property(&buf, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", pages->subject,
                 "</rdf:li></rdf:Alt></dc:description>");
    put_property(&buf, "<dc:language><rdf:Bag><rdf:li>", pages->language,
                 "</rdf:li></rdf:Bag></dc:language>");
    put_property(&buf, "<xmp:CreateDate>", iso_date(pdf), "</xmp:CreateDate>");
    put_property(&buf, "<xmp:ModifyDate>", iso_date(pdf), "</xmp:ModifyDate>");
    put_property(&buf, "<pdf:Producer>", STR(PRODUCER), "</pdf:Producer>");
    buf_add(&buf, STR("</rdf:Description>\n"));
    buf_add(&buf, str_of(xmp_schemas));
    buf_add(&buf, STR("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"));
    return buf_str(&buf);
}

static bool put_colors(Pdf *pdf, Buf *catalog) {
    Str profile, path = STR(COLOR_PROFILE);
    if (!file_exists(pdf->arena, path)) {
        diag_add(pdf->diags, DIAG_WORLD, (Loc){.file = path}, "no PDF is written",
                 "the color profile is missing; Debian's package icc-profiles-free has it");
        return false;
    }
    if (!file_read(pdf->arena, path, 0, &profile, pdf->diags)) return false;
    HPDF_Dict stream = pdf_packed_stream(pdf, STR("/N 3"), profile);
    buf_print(catalog,
              "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
              "/DestOutputProfile %zu 0 R>>]",
              pdf_id(stream));
    return true;
}

/* A PDF name: what is not a letter, a digit or one of "-_." is escaped. */
static void put_name(Buf *buf, Str name) {
    buf_byte(buf, '/');
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '_' || c == '.';
        if (plain) buf_byte(buf, (char)c);
        else buf_print(buf, "#%02X", c);
    }
}

static HPDF_Dict attach(Pdf *pdf, const Attachment *attachment) {
    Str date = pdf_date(pdf);
    Buf stream = {.arena = pdf->arena}, file = {.arena = pdf->arena};
    buf_add(&stream, STR("/Type/EmbeddedFile/Subtype"));
    put_name(&stream, attachment->mime);
    buf_print(&stream, "/Params<</Size %zu/ModDate%.*s>>", attachment->bytes.n, STR_ARG(date));
    HPDF_Dict bytes = pdf_packed_stream(pdf, buf_str(&stream), attachment->bytes);

    buf_add(&file, STR("/Type/Filespec/AFRelationship/Data"));
    put_named_text(&file, "/F", attachment->name);
    put_named_text(&file, "/UF", attachment->name);
    put_named_text(&file, "/Desc", attachment->description);
    buf_print(&file, "/EF<</F %zu 0 R/UF %zu 0 R>>", pdf_id(bytes), pdf_id(bytes));
    return pdf_object(pdf, buf_str(&file));
}

/* Attached files stand in the list of associated files, and under their number in the tree of names. */
static void put_attachments(Pdf *pdf, Buf *catalog) {
    if (!pdf->pages->attachment_count) return;
    Buf associated = {.arena = pdf->arena}, names = {.arena = pdf->arena};
    for (size_t i = 0; i < pdf->pages->attachment_count; i++) {
        HPDF_Dict file = attach(pdf, &pdf->pages->attachments[i]);
        pdf_ref(&associated, pdf_id(file));
        buf_print(&names, "(%08zu)", i);
        pdf_ref(&names, pdf_id(file));
    }
    Str list = buf_str(&associated), tree = buf_str(&names);
    buf_print(catalog, "/AF[%.*s]/Names<</EmbeddedFiles<</Names[%.*s]>>>>", STR_ARG(list), STR_ARG(tree));
}

static void write_outlines(Pdf *pdf) {
    HPDF_Outline chapter = NULL;
    for (size_t i = 0; i < pdf->pages->outline_count; i++) {
        const Outline *outline = &pdf->pages->outlines[i];
        HPDF_Outline parent = outline->level > 1 ? chapter : NULL;
        HPDF_Outline made = HPDF_CreateOutline(pdf->haru, parent, "", NULL);
        if (!made) return;
        HPDF_Outline_SetDestination(made, pdf_destination(pdf, outline->page, outline->y));
        HPDF_Outline_SetOpened(made, HPDF_FALSE);
        HPDF_Dict_RemoveElement(made, "Title");
        HPDF_Dict_RemoveElement(made, "Type"); /* libharu gives the root's */
        Buf title = {.arena = pdf->arena};
        buf_add(&title, STR("/Title"));
        pdf_text(&title, outline->title);
        pdf_also(pdf, made, buf_str(&title));
        if (outline->level == 1) chapter = made;
    }
    if (pdf->pages->outline_count) HPDF_SetPageMode(pdf->haru, HPDF_PAGE_MODE_USE_OUTLINE);
}

static void put_language(Pdf *pdf, Buf *catalog) {
    if (!pdf->pages->language.n) return;
    buf_add(catalog, STR("/Lang<"));
    for (size_t i = 0; i < pdf->pages->language.n; i++)
        buf_print(catalog, "%02X", (unsigned char)pdf->pages->language.p[i]);
    buf_byte(catalog, '>');
}

bool pdf_metadata(Pdf *pdf) {
    Buf catalog = {.arena = pdf->arena};
    write_information(pdf);
    write_outlines(pdf);
    put_attachments(pdf, &catalog);
    if (!put_colors(pdf, &catalog)) return false;
    HPDF_Dict metadata = pdf_stream(pdf, STR("/Type/Metadata/Subtype/XML"), xmp(pdf));

    put_language(pdf, &catalog);
    pdf->first_structure = pdf->haru->xref->entries->count;
    buf_print(&catalog,
              "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Metadata %zu 0 R",
              pdf_id(metadata));
    buf_print(&catalog, "/StructTreeRoot %zu 0 R", pdf->first_structure);
    pdf_also(pdf, pdf->haru->catalog, buf_str(&catalog));
    return true;
}

/* pdf_structure.c - the structure tree: which element is what, and which marks on which pages are its own.
 *
 * An element's kids are its children in their order, and its own content and links in the order of painting:
 * content stands behind the children that were begun before it. Every mark has its way back to its element,
 * through the parent tree: key p for page p, then one key for each link.
 *
 * The tree's objects are text of ours, one for each element, and never dictionaries of libharu: a table of
 * a thousand pages has a quarter of a million. */
#include "report/pdf_parts.h"
#include <assert.h>

static void tag_start(Pdf *pdf, const Element *element, size_t place) {
    PdfTag *tag = &pdf->tags[element->number];
    tag->element = element;
    tag->place = place;
    size_t child_place = 0;
    for (const Element *child = element->first; child; child = child->next)
        tag_start(pdf, child, ++child_place);
}

void pdf_structure_start(Pdf *pdf) {
    pdf->tags = ARENA_ARRAY(pdf->arena, PdfTag, pdf->pages->element_count + 1);
    tag_start(pdf, pdf->pages->root, 1);
}

/* Tells the ancestors that this element has begun. */
static void reach(Pdf *pdf, const Element *element) {
    while (element->parent && !pdf->tags[element->number].reached) {
        PdfTag *tag = &pdf->tags[element->number], *above = &pdf->tags[element->parent->number];
        tag->reached = true;
        if (above->begun < tag->place) above->begun = tag->place;
        element = element->parent;
    }
}

static PdfKid *kid_new(Pdf *pdf, const Element *element) {
    PdfTag *tag = &pdf->tags[element->number];
    PdfKid *kid = ARENA_NEW(pdf->arena, PdfKid);
    kid->after = tag->begun;
    if (tag->last) tag->last->next = kid;
    else tag->first = kid;
    tag->last = kid;
    reach(pdf, element);
    return kid;
}

/* A list whose label starts with a digit is numbered. */
static void note_label(Pdf *pdf, const Item *item) {
    const Element *label = item->element;
    if (label->kind != ELEMENT_LBL || item->kind != ITEM_TEXT) return;
    if (item->text.p[0] < '0' || item->text.p[0] > '9') return;
    const Element *entry = label->parent;
    if (entry && entry->parent) pdf->tags[entry->parent->number].numbered = true;
}

size_t pdf_tag_content(Pdf *pdf, size_t number, const Item *item) {
    PdfPage *page = &pdf->page[number];
    PdfKid *kid = kid_new(pdf, item->element);
    kid->page = number;
    kid->mcid = page->n;
    note_label(pdf, item);
    if (!page->owners) page->owners = ARENA_ARRAY(pdf->arena, const Element *, pdf->pages->at[number].n);
    page->owners[page->n++] = item->element;
    return kid->mcid;
}

void pdf_tag_link(Pdf *pdf, size_t page, const Element *element, HPDF_Annotation annotation) {
    assert(element && element->kind == ELEMENT_LINK);
    PdfKid *kid = kid_new(pdf, element);
    kid->page = page;
    kid->annotation = annotation;
    Buf entries = {.arena = pdf->arena};
    buf_print(&entries, "/F 4/Border[0 0 0]/StructParent %zu/Contents", pdf->pages->n + pdf->link_count);
    pdf_text(&entries, element->alt);
    pdf_also(pdf, annotation, buf_str(&entries));
    *ARENA_PUSH(pdf->arena, pdf->links, pdf->link_count, pdf->link_cap) = element;
}

/* The objects in their order: the root, the parent tree, one list of owners for each page, the elements. */
enum { ROOT, PARENT_TREE, PAGE_OWNERS };

size_t pdf_structure_count(const Pdf *pdf) {
    return PAGE_OWNERS + pdf->pages->n + pdf->pages->element_count;
}

static size_t element_id(const Pdf *pdf, const Element *element) {
    return pdf->first_structure + PAGE_OWNERS + pdf->pages->n + element->number - 1;
}

static void put_id_tree(const Pdf *pdf, Buf *buf) {
    bool any = false;
    for (size_t i = 1; i <= pdf->pages->element_count; i++) {
        const Element *element = pdf->tags[i].element;
        if (element->kind != ELEMENT_NOTE) continue;
        buf_print(buf, "%s(%08zu)", any ? "" : "/IDTree<</Names[", i);
        pdf_ref(buf, element_id(pdf, element));
        any = true;
    }
    if (any) buf_add(buf, STR("]>>"));
}

static void put_root(const Pdf *pdf, Buf *buf) {
    buf_add(buf, STR("<</Type/StructTreeRoot/K "));
    pdf_ref(buf, element_id(pdf, pdf->pages->root));
    buf_add(buf, STR("/ParentTree "));
    pdf_ref(buf, pdf->first_structure + PARENT_TREE);
    buf_print(buf, "/ParentTreeNextKey %zu", pdf->pages->n + pdf->link_count);
    put_id_tree(pdf, buf);
    buf_add(buf, STR(">>"));
}

static void put_parent_tree(const Pdf *pdf, Buf *buf) {
    buf_add(buf, STR("<</Nums["));
    for (size_t i = 0; i < pdf->pages->n; i++) {
        pdf_integer(buf, i);
        pdf_ref(buf, pdf->first_structure + PAGE_OWNERS + i);
    }
    for (size_t i = 0; i < pdf->link_count; i++) {
        pdf_integer(buf, pdf->pages->n + i);
        pdf_ref(buf, element_id(pdf, pdf->links[i]));
    }
    buf_add(buf, STR("]>>"));
}

static void put_owners(const Pdf *pdf, size_t number, Buf *buf) {
    const PdfPage *page = &pdf->page[number];
    buf_byte(buf, '[');
    for (size_t i = 0; i < page->n; i++) pdf_ref(buf, element_id(pdf, page->owners[i]));
    buf_byte(buf, ']');
}

static void put_cell(const Element *element, Buf *buf) {
    if (!element->scope && element->column_span <= 1) return;
    buf_add(buf, STR("/A<</O/Table"));
    if (element->scope) buf_add(buf, element->scope == SCOPE_ROW ? STR("/Scope/Row") : STR("/Scope/Column"));
    if (element->column_span > 1) buf_print(buf, "/ColSpan %u", element->column_span);
    buf_add(buf, STR(">>"));
}

static void put_figure(const Element *element, Buf *buf) {
    const double *box = element->box;
    double corners[4] = {box[0], PAGE_HEIGHT - box[1] - box[3], box[0] + box[2], PAGE_HEIGHT - box[1]};
    buf_add(buf, STR("/A<</O/Layout/Placement/Block/BBox["));
    for (size_t i = 0; i < 4; i++) pdf_number(buf, corners[i]);
    buf_add(buf, STR("]>>/Alt"));
    pdf_text(buf, element->alt);
}

static void put_attributes(const Pdf *pdf, const Element *element, Buf *buf) {
    switch (element->kind) {
    case ELEMENT_TH:
    case ELEMENT_TD:
        put_cell(element, buf);
        break;
    case ELEMENT_FIGURE:
        put_figure(element, buf);
        break;
    case ELEMENT_L:
        buf_add(buf, STR("/A<</O/List/ListNumbering"));
        buf_add(buf, pdf->tags[element->number].numbered ? STR("/Decimal>>") : STR("/Disc>>"));
        break;
    case ELEMENT_SPAN:
        if (!element->alt.n) break;
        buf_add(buf, STR("/E"));
        pdf_text(buf, element->alt);
        break;
    case ELEMENT_NOTE:
        buf_print(buf, "/ID(%08zu)", element->number);
        break;
    default:
        break;
    }
}

/* Content on the page named by the element is a bare number. */
static void put_kid(const Pdf *pdf, const PdfKid *kid, size_t home, Buf *buf) {
    if (!kid->annotation && kid->page == home) {
        pdf_integer(buf, kid->mcid);
        return;
    }
    buf_add(buf, kid->annotation ? STR("<</Type/OBJR/Obj ") : STR("<</Type/MCR/MCID "));
    if (kid->annotation) pdf_ref(buf, pdf_id(kid->annotation));
    else pdf_integer(buf, kid->mcid);
    buf_add(buf, STR("/Pg "));
    pdf_ref(buf, pdf_id(pdf->page[kid->page].page));
    buf_add(buf, STR(">>"));
}

static void put_kids(const Pdf *pdf, const PdfTag *tag, Buf *buf) {
    const PdfKid *kid = tag->first;
    if (kid) {
        buf_add(buf, STR("/Pg "));
        pdf_ref(buf, pdf_id(pdf->page[kid->page].page));
    }
    size_t home = kid ? kid->page : 0, place = 0;
    if (!kid && !tag->element->first) return;
    buf_add(buf, STR("/K["));
    for (const Element *child = tag->element->first; child; child = child->next) {
        for (; kid && kid->after <= place; kid = kid->next) put_kid(pdf, kid, home, buf);
        pdf_ref(buf, element_id(pdf, child));
        place++;
    }
    for (; kid; kid = kid->next) put_kid(pdf, kid, home, buf);
    buf_byte(buf, ']');
}

static void put_element(const Pdf *pdf, const PdfTag *tag, Buf *buf) {
    const Element *element = tag->element;
    buf_add(buf, STR("<</S/")); /* a /Type is not needed, and there are many */
    buf_add(buf, str_of(element_name(element->kind)));
    buf_add(buf, STR("/P "));
    pdf_ref(buf, element->parent ? element_id(pdf, element->parent) : pdf->first_structure + ROOT);
    put_attributes(pdf, element, buf);
    put_kids(pdf, tag, buf);
    buf_add(buf, STR(">>"));
}

void pdf_structure_object(const Pdf *pdf, size_t i, Buf *buf) {
    size_t pages = pdf->pages->n;
    if (i == ROOT) put_root(pdf, buf);
    else if (i == PARENT_TREE) put_parent_tree(pdf, buf);
    else if (i < PAGE_OWNERS + pages) put_owners(pdf, i - PAGE_OWNERS, buf);
    else put_element(pdf, &pdf->tags[i - PAGE_OWNERS - pages + 1], buf);
}

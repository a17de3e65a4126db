/* pdf.c - from the display list to the file: pages are painted, fonts cut down, the tree and the metadata
 * written, and all of it saved.
 *
 * After its first error libharu stays failed and later calls do nothing, so painting asks nobody: errors are
 * looked for once a page and before saving. Its memory is the arena's, because it does not survive an
 * allocation that fails. No time, locale or pointer gets into the bytes. */
#include "report/pdf_parts.h"
#include <assert.h>

enum { PAGES_PER_NODE = 512 }; /* of the page tree; libharu's flat tree ends at 32,767 pages */

/* libharu asks for memory without saying for which document. */
static _Thread_local Arena *haru_memory;

static void *haru_take(HPDF_UINT size) {
    return arena_take(haru_memory, size);
}

static void haru_leave(void *memory) {
    (void)memory; /* all of it goes with the arena */
}

bool pdf_good(Pdf *pdf, const char *doing) {
    HPDF_STATUS status = HPDF_GetError(pdf->haru);
    if (status == HPDF_OK) return true;
    diag_add(pdf->diags, DIAG_WORLD, (Loc){0}, "no PDF is written", "libharu failed while %s (error 0x%04lX)",
             doing, (unsigned long)status);
    return false;
}

/* All pages come first, because links lead forwards. */
static void pages_start(Pdf *pdf) {
    HPDF_SetPagesConfiguration(pdf->haru, PAGES_PER_NODE);
    for (size_t i = 0; i < pdf->pages->n; i++) {
        HPDF_Page page = HPDF_AddPage(pdf->haru);
        if (!page) return;
        pdf->page[i] = (PdfPage){.page = page, .fonts = HPDF_Dict_New(pdf->haru->mmgr)};
        HPDF_Page_SetWidth(page, (HPDF_REAL)PAGE_WIDTH);
        HPDF_Page_SetHeight(page, (HPDF_REAL)PAGE_HEIGHT);
        HPDF_Dict_AddNumber(page, "StructParents", (HPDF_INT32)i);
        HPDF_Dict_AddName(page, "Tabs", "S");
        HPDF_Dict_Add(HPDF_Page_GetInheritableItem(page, "Resources", HPDF_OCLASS_DICT), "Font",
                      pdf->page[i].fonts);
    }
}

static Str document_write(Pdf *pdf, Arena *arena) {
    pages_start(pdf);
    if (!pdf_good(pdf, "adding pages")) return (Str){0};
    pdf_structure_start(pdf);
    for (size_t i = 0; i < pdf->pages->n; i++) {
        pdf_paint(pdf, i);
        if (!pdf_good(pdf, "painting a page")) return (Str){0};
    }
    if (!pdf_fonts_finish(pdf) || !pdf_metadata(pdf)) return (Str){0};
    return pdf_good(pdf, "writing fonts and metadata") ? pdf_save(pdf, arena) : (Str){0};
}

Str pdf_write(Arena *arena, const Pages *pages, Fonts *fonts, Diags *diags) {
    assert(pages->n);
    Arena *work = haru_memory = arena_new();
    Pdf pdf = {
        .arena = work,
        .pages = pages,
        .fonts = fonts,
        .diags = diags,
        .haru = HPDF_NewEx(NULL, haru_take, haru_leave, 0, NULL),
        .page = ARENA_ARRAY(work, PdfPage, pages->n),
        .font = ARENA_ARRAY(work, PdfFont, fonts_count(fonts)),
        .content = {.arena = work},
        .deflater = pdf_deflater_new(work),
    };
    Str bytes = document_write(&pdf, arena);
    pdf_deflater_free(pdf.deflater);
    arena_free(work);
    return bytes;
}

/* fuzz_template.c - any bytes as the template of a review, over the figures of a whole year: it is refused
 * with a reason, or pages come out whose marks lie within the margins and whose structure is whole. */
#include "tests/report/pages_check.h"
#include "tests/report/world.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static World shared; /* words, fonts, schema and figures, opened once */
    static const Figures *figures;
    if (!figures) {
        bool opened = world_open(&shared);
        assert(opened);
        figures = figures_by_hand(shared.arena, STR("tests/report/year.figures"));
    }
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    char *bytes = arena_take(arena, size + 16); /* as file_read() gives them */
    for (size_t i = 0; i < size; i++) bytes[i] = (char)data[i];
    Template template;
    if (template_read(arena, STR("fuzz"), (Str){bytes, size}, STR("review.rng"), shared.schema, figures,
                      &template, &diags)) {
        const Pages *pages = layout_review(arena, &template, figures, shared.words, shared.fonts, &diags);
        assert(pages ? !pages_outside_of(pages, &template.theme) && !pages_loose_ends(pages)
                     : diags_fatal(&diags) > 0);
    } else {
        assert(diags_fatal(&diags) > 0);
    }
    arena_free(arena);
    return 0;
}

/* world.h - all that a layout needs, opened once: words, fonts, schema. */
#ifndef CLAUSIER_TESTS_WORLD_H
#define CLAUSIER_TESTS_WORLD_H

#include "report/layout.h"
#include "tests/report/figures_by_hand.h"

typedef struct World {
    Arena *arena;
    Words *words;
    Fonts *fonts;
    Str schema;
    Diags diags;
} World;

static inline bool world_open(World *world) {
    Arena *arena = arena_new();
    *world = (World){.arena = arena, .diags = diags_new(arena)};
    StrList paths = {0};
    strlist_add(arena, &paths, STR("templates/fr-pages.words"));
    world->words = words_read(arena, &paths, &world->diags);
    world->fonts = fonts_open(arena, STR("Lato"), &world->diags);
    return world->words && world->fonts &&
           file_read(arena, STR("templates/review.rng"), 0, &world->schema, &world->diags);
}

static inline void world_close(World *world) {
    if (world->fonts) fonts_close(world->fonts);
    arena_free(world->arena);
}

/* The pages of a template's text; NULL (and the reasons as TAP comments) if it is refused. */
static inline Pages *world_pages(World *world, const Figures *figures, Str text) {
    char *bytes = arena_take(world->arena, text.n + 16); /* as file_read() gives them */
    for (size_t i = 0; i < text.n; i++) bytes[i] = text.p[i];
    Template template;
    Diags diags = diags_new(world->arena);
    if (template_read(world->arena, STR("template"), (Str){bytes, text.n}, STR("review.rng"), world->schema,
                      figures, &template, &diags))
        return layout_review(world->arena, &template, figures, world->words, world->fonts, &diags);
    for (const Diag *diag = diags.first; diag; diag = diag->next) {
        Str said = diag_print(world->arena, diag);
        printf("# %.*s\n", STR_ARG(said));
    }
    return NULL;
}

static inline Str world_file(World *world, const char *path) {
    Str bytes = {0};
    file_read(world->arena, str_of(path), 0, &bytes, &world->diags);
    return bytes;
}

#endif

/* Where the parts of a convention lie, and that all of its folders are made. */
#include "base/file.h"
#include "registry/folder.h"
#include "tests/tap.h"

static void test_paths(Arena *arena) {
    Folder folder = folder_of(arena, STR("c"));
    IS(folder.root, STR("c"));
    IS(folder.conf, STR("c/convention.conf"));
    IS(folder.registry, STR("c/registry.sqlite"));
    IS(folder.inbox, STR("c/inbox"));
    IS(folder.inbox_decisions, STR("c/inbox/decisions"));
    IS(folder.rejects, STR("c/rejects"));
    IS(folder.archive, STR("c/archive"));
    IS(folder.out, STR("c/out"));
    IS(folder.reviews, STR("c/reviews"));
    IS(folder.rules, STR("c/rules"));
    IS(folder.reference, STR("c/reference"));
    IS(folder_of(arena, STR("/")).lock, STR("/registry.lock"));
}

static void test_made(Arena *arena) {
    char name[] = "/tmp/clausier-folder-XXXXXX";
    if (!OK(mkdtemp(name) != NULL)) return;
    Diags diags = diags_new(arena);
    Str below = file_join(arena, str_of(name), STR("c"));
    Folder folder = folder_of(arena, below);
    OK(folder_make(&folder, &diags));
    OK(folder_make(&folder, &diags)); /* and again: what is there is fine */
    const Str made[] = {folder.inbox_notices, folder.inbox_hours, folder.inbox_people, folder.inbox_decisions,
                        folder.inbox,         folder.rejects,     folder.archive,      folder.out,
                        folder.reviews,       folder.rules,       folder.reference,    folder.root};
    OK(!file_exists(arena, folder.conf) && !file_exists(arena, folder.registry));
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) /* each is there, and nothing else in it */
        OK(remove(str_cstr(arena, made[i])) == 0);
    OK(file_write(arena, below, STR("a file"), &diags));
    OK(!folder_make(&folder, &diags));
    NUM(diags.count[DIAG_WORLD], 1);
    OK(remove(str_cstr(arena, below)) == 0 && remove(name) == 0);
}

int main(void) {
    Arena *arena = arena_new();
    test_paths(arena);
    test_made(arena);
    arena_free(arena);
    return tap_done();
}

/* Writes the digests of the test nights: usage: night_pages FOLDER */
#include "base/file.h"
#include "tests/report/night_world.h"

int main(int argc, char **argv) {
    if (argc != 2) return EXIT_FAILURE;
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    const Words *words = night_words(arena);
    bool good = words != NULL;
    for (size_t i = 0; good && i < NIGHTS; i++) {
        const Night *night = nights[i].make(arena);
        const struct {
            const char *ending;
            Str bytes;
        } forms[] = {{"html", digest_html(arena, night, words)},
                     {"txt", digest_text(arena, night, words)},
                     {"json", night_json(arena, night)},
                     {"diff", night_diff(arena, night, words, false)}};
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            good = file_write(arena,
                              file_join(arena, str_of(argv[1]),
                                        str_print(arena, "%s.%s", nights[i].name, forms[k].ending)),
                              forms[k].bytes, &diags) &&
                   good;
    }
    arena_free(arena);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

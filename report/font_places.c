/* font_places.c - fontconfig is asked for a list of what is installed, never for its best match: a match is
 * always found, and would be another typeface without a word. */
#include "report/font_places.h"
#include "base/file.h"
#include <dirent.h>
#include <fontconfig/fontconfig.h>

/* The upright static face of a family (any family if NULL) in a weight; of several, the first by path. */
static bool face_find(Arena *arena, FcFontSet *set, const char *family, int weight, FontPlace *place) {
    FcPattern *pattern = FcPatternBuild(NULL, FC_WEIGHT, FcTypeInteger, weight, FC_SLANT, FcTypeInteger,
                                        FC_SLANT_ROMAN, FC_WIDTH, FcTypeInteger, FC_WIDTH_NORMAL, FC_VARIABLE,
                                        FcTypeBool, FcFalse, (char *)NULL);
    if (family) FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    FcObjectSet *objects = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_FAMILY, (char *)NULL);
    FcFontSet *list = FcFontSetList(NULL, &set, 1, pattern, objects);
    FcPatternDestroy(pattern);
    FcObjectSetDestroy(objects);
    if (!list) return false;

    FcChar8 *best = NULL;
    for (int i = 0; i < list->nfont; i++) {
        FcChar8 *path, *name;
        int index;
        if (FcPatternGetString(list->fonts[i], FC_FILE, 0, &path) != FcResultMatch ||
            FcPatternGetString(list->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch ||
            FcPatternGetInteger(list->fonts[i], FC_INDEX, 0, &index) != FcResultMatch)
            continue;
        if (index > 0xFFFF) continue; /* an instance of a variable font */
        if (best && str_cmp(str_of((char *)path), str_of((char *)best)) >= 0) continue;
        best = path;
        place->family = str_copy(arena, str_of((char *)name));
        place->index = index;
    }
    if (best) place->path = str_copy(arena, str_of((char *)best));
    FcFontSetDestroy(list);
    return best != NULL;
}

static void say_no_face(Diags *diags, Str family, Face face) {
    static const char *const weights[] = {[FACE_REGULAR] = "regular", [FACE_BOLD] = "bold"};
    static const struct {
        const char *family, *advice;
    } known[] = {
        {"Lato", "Debian's package fonts-lato has one"},
        {FONT_FALLBACK, "Debian's package fonts-dejavu-core has one"},
    };
    const char *advice = "fc-list shows those that are installed";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(family, known[i].family)) advice = known[i].advice;
    diag_add(diags, DIAG_WORLD, (Loc){.file = family}, "no page can be laid out",
             "no upright font file in %s weight; %s", weights[face], advice);
}

typedef struct Search {
    Arena *arena;
    Diags *diags;
} Search;

/* Both faces of a family; of the first family found where none is named. `where` is what messages call it. */
static bool family_find(const Search *search, FcFontSet *set, Str family, Str where,
                        FontPlace places[FACE_COUNT]) {
    static const int weights[] = {[FACE_REGULAR] = FC_WEIGHT_REGULAR, [FACE_BOLD] = FC_WEIGHT_BOLD};
    for (size_t face = 0; face < FACE_COUNT; face++) {
        const char *name = family.n ? str_cstr(search->arena, family) : NULL;
        if (!face_find(search->arena, set, name, weights[face], &places[face])) {
            say_no_face(search->diags, where, (Face)face);
            return false;
        }
        family = places[face].family;
    }
    return true;
}

/* Every font file of a folder, and nothing of the folders inside. Not by FcDirScan(), which waits for whoever
 * writes to a pipe. */
static void folder_scan(Arena *arena, Str folder, FcFontSet *set) {
    DIR *open = opendir(str_cstr(arena, folder));
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        Str path = file_join(arena, folder, str_of(entry->d_name));
        if (file_is_regular(arena, path))
            FcFileScan(set, NULL, NULL, NULL, (const FcChar8 *)str_cstr(arena, path), FcTrue);
    }
    if (open) closedir(open);
}

static bool folder_find(const Search *search, Str folder, FontPlace places[FACE_COUNT]) {
    FcFontSet *set = FcFontSetCreate();
    folder_scan(search->arena, folder, set);
    bool good = family_find(search, set, (Str){0}, folder, places);
    FcFontSetDestroy(set);
    return good;
}

bool font_places(Arena *arena, Str folder_or_family, FontPlace places[FONT_COUNT], Diags *diags) {
    const Search search = {arena, diags};
    FcFontSet *installed = FcConfigGetFonts(NULL, FcSetSystem);
    bool is_folder = str_find_byte(folder_or_family, '/') != SIZE_MAX;
    bool good = is_folder ? folder_find(&search, folder_or_family, places)
                          : family_find(&search, installed, folder_or_family, folder_or_family, places);
    Str fallback = STR(FONT_FALLBACK);
    good = good && family_find(&search, installed, fallback, fallback, places + FACE_COUNT);
    FcFini(); /* nothing of fontconfig is needed from here on */
    return good;
}

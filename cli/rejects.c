/* rejects.c - refusals gathered by file, written at the end of the run. */
#include "cli/rejects.h"
#include "base/csvline.h"
#include "base/file.h"
#include "base/map.h"

typedef struct RejectedFile {
    Str path;
    Buf reasons, rows;
    bool whole; /* the file itself was refused, and is a document about a tender */
    bool personal;
} RejectedFile;

struct Rejects {
    Arena *arena;
    Str folder;
    Map *files; /* path -> RejectedFile * */
};

Rejects *rejects_new(Str folder) {
    Arena *arena = arena_new();
    Rejects *rejects = ARENA_NEW(arena, Rejects);
    *rejects = (Rejects){.arena = arena, .folder = folder, .files = map_new(arena)};
    return rejects;
}

Str rejects_folder(const Rejects *rejects) {
    return rejects->folder;
}

void rejects_free(Rejects *rejects) {
    arena_free(rejects->arena);
}

static RejectedFile *file_of(Rejects *rejects, Str path) {
    RejectedFile *file = map_get(rejects->files, path);
    if (file) return file;
    file = ARENA_NEW(rejects->arena, RejectedFile);
    file->path = str_copy(rejects->arena, path);
    file->reasons.arena = file->rows.arena = rejects->arena;
    CsvLine line = csvline_plain(&file->reasons);
    csvline_header(&line, STR("line,field,reason,consequence"));
    map_put(rejects->files, file->path, file);
    return file;
}

void rejects_add(Rejects *rejects, const Diag *diag, bool personal) {
    if (!diag->at.file.n) return;
    RejectedFile *file = file_of(rejects, diag->at.file);
    file->personal |= personal;
    CsvLine line = csvline_plain(&file->reasons);
    if (diag->at.line) csvline_count(&line, diag->at.line);
    else csvline_text(&line, (Str){0});
    csvline_text(&line, diag->at.field);
    csvline_text(&line, diag->what);
    csvline_text(&line, diag->consequence);
    csvline_end(&line);
    file->whole |= diag->keep_file;
    if (!diag->kept.n) return;
    buf_add(&file->rows, diag->kept);
    buf_byte(&file->rows, '\n');
}

/* A name in the folder that no other rejected file has taken: NAME, 2-NAME, ... */
static Str name_for(Rejects *rejects, Map *taken, Str path) {
    Arena *arena = rejects->arena;
    Str name = str_is(path, "-") ? STR("stdin") : file_name(path), candidate = name;
    size_t *last = map_get(taken, name); /* number given to this name */
    while (map_has(taken, candidate)) candidate = str_print(arena, "%zu-%.*s", ++*last, STR_ARG(name));
    size_t *first = ARENA_NEW(arena, size_t);
    *first = 1;
    map_put(taken, candidate, first);
    return file_join(arena, rejects->folder, candidate);
}

/* Rows that were refused are text, whatever they come from. */
static Str name_for_rows(Arena *arena, Str name) {
    bool book = str_ends(name, STR(".xlsx")) || str_ends(name, STR(".xlsm"));
    return book ? str_print(arena, "%.*s.csv", STR_ARG(name)) : name;
}

/* The reasons, and where nobody's privacy is touched what they are about: the file where it is refused whole
 * and can be read again, which a pipe cannot, else its refused rows. */
static bool rejected_write(Arena *arena, const RejectedFile *file, Str name, Diags *diags) {
    Str reasons = str_print(arena, "%.*s.reasons.csv", STR_ARG(name));
    if (!file_write(arena, reasons, buf_str(&file->reasons), diags)) return false;
    if (file->personal) return true;
    if (file->whole && !str_is(file->path, "-") && file_is_regular(arena, file->path))
        return file_copy(arena, file->path, name, diags);
    return !file->rows.n || file_write(arena, name_for_rows(arena, name), buf_str(&file->rows), diags);
}

bool rejects_write(Rejects *rejects, Diags *diags) {
    Arena *arena = rejects->arena;
    bool good = !map_count(rejects->files) || file_make_folder(rejects->folder, diags);
    Map *taken = map_new(arena);
    for (size_t i = 0; good && i < map_count(rejects->files); i++) {
        const RejectedFile *file = map_value(rejects->files, i);
        good = rejected_write(arena, file, name_for(rejects, taken, file->path), diags);
    }
    return good;
}

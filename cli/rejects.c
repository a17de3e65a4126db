/* rejects.c - refusals gathered by file, written at the end of the run. */
#include "cli/rejects.h"
#include "base/csvline.h"
#include "base/file.h"
#include "base/map.h"

typedef struct RejectedFile {
    Str path;
    Buf reasons, rows;
    bool whole; /* the file itself was refused */
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

static RejectedFile *file_of(Rejects *rejects, Str path) {
    RejectedFile *file = map_get(rejects->files, path);
    if (file) return file;
    file = ARENA_NEW(rejects->arena, RejectedFile);
    file->path = str_copy(rejects->arena, path);
    file->reasons.arena = file->rows.arena = rejects->arena;
    buf_add(&file->reasons, STR("line,field,reason,consequence\n"));
    map_put(rejects->files, file->path, file);
    return file;
}

void rejects_add(Rejects *rejects, const Diag *diag, bool personal) {
    if (!diag->at.file.n) return;
    RejectedFile *file = file_of(rejects, diag->at.file);
    file->personal |= personal;
    if (diag->at.line) csvline_count(&file->reasons, diag->at.line);
    else csvline_text(&file->reasons, (Str){0});
    csvline_text(&file->reasons, diag->at.field);
    csvline_text(&file->reasons, diag->what);
    csvline_text(&file->reasons, diag->consequence);
    csvline_end(&file->reasons);
    file->whole |= str_is(diag->consequence, "file refused");
    if (!diag->kept.n) return;
    buf_add(&file->rows, diag->kept);
    buf_byte(&file->rows, '\n');
}

static bool write_file(Arena *arena, Str path, Str bytes, Diags *diags) {
    OutFile *out = out_open(arena, path, diags);
    if (!out) return false;
    out_write(out, bytes);
    return out_commit(out);
}

/* A name in the folder that no other rejected file has taken: NAME, NAME-2, ... */
static Str name_for(Rejects *rejects, Map *taken, Str path) {
    Str name = str_is(path, "-") ? STR("stdin") : file_name(path), candidate = name;
    for (unsigned i = 2; map_has(taken, candidate); i++)
        candidate = str_print(rejects->arena, "%u-%.*s", i, STR_ARG(name));
    map_put(taken, candidate, rejects);
    return file_join(rejects->arena, rejects->folder, candidate);
}

bool rejects_write(Rejects *rejects, Diags *diags) {
    Arena *arena = rejects->arena;
    bool good = !map_count(rejects->files) || file_make_folder(rejects->folder, diags);
    Map *taken = map_new(arena);
    for (size_t i = 0; good && i < map_count(rejects->files); i++) {
        RejectedFile *file = map_value(rejects->files, i);
        Str name = name_for(rejects, taken, file->path), kept = buf_str(&file->rows);
        good = write_file(arena, str_print(arena, "%.*s.reasons.csv", STR_ARG(name)), buf_str(&file->reasons),
                          diags);
        if (!good || file->personal) continue;
        if (file->whole && !str_is(file->path, "-") && !file_read(arena, file->path, 0, &kept, diags))
            good = false;
        else if (kept.n) good = write_file(arena, name, kept, diags);
    }
    arena_free(arena);
    return good;
}

/* rejects.c - refusals gathered by file, written at the end of the run, or when a file is done with. */
#include "cli/rejects.h"
#include "base/csvline.h"
#include "base/file.h"
#include "base/map.h"

typedef struct RejectedFile {
    Str path;
    Buf reasons, rows;
    bool whole; /* the file itself was refused, and is a document about a tender */
    bool personal;
    bool settled;
    bool stays; /* perhaps somebody's list of people: its text is not kept */
    uint64_t count;
    Str reason; /* the first */
    Str name;   /* once settled */
} RejectedFile;

struct Rejects {
    Arena *arena;
    Str folder;
    Map *files; /* path -> RejectedFile * */
    Map *names; /* given in this run -> RejectedFile * */
    bool by_file;
};

Rejects *rejects_new(Str folder) {
    Arena *arena = arena_new();
    Rejects *rejects = ARENA_NEW(arena, Rejects);
    *rejects = (Rejects){.arena = arena, .folder = folder, .files = map_new(arena), .names = map_new(arena)};
    return rejects;
}

Rejects *rejects_new_by_file(Str folder) {
    Rejects *rejects = rejects_new(folder);
    rejects->by_file = true;
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
    if (file && !file->settled) return file;
    file = ARENA_NEW(rejects->arena, RejectedFile);
    file->path = str_copy(rejects->arena, path);
    file->reasons.arena = file->rows.arena = rejects->arena;
    CsvLine line = csvline_plain(&file->reasons);
    csvline_header(&line, rejects->by_file ? STR("member,line,field,reason,consequence")
                                           : STR("line,field,reason,consequence"));
    map_put(rejects->files, file->path, file);
    return file;
}

/* The file that an archive's member lies in: ARCHIVE!MEMBER, where names may have a ! of their own. */
static Str file_itself(Arena *scratch, Str path) {
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '!' && file_is_regular(scratch, str_sub(path, 0, i))) return str_sub(path, 0, i);
    return path;
}

static Str reason_of(Arena *arena, const Diag *diag) {
    Buf buf = {.arena = arena};
    if (diag->at.line) buf_print(&buf, "line %u: ", (unsigned)diag->at.line);
    if (diag->at.field.n) buf_print(&buf, "%.*s: ", STR_ARG(diag->at.field));
    buf_add(&buf, diag->what);
    return buf_str(&buf);
}

void rejects_add(Rejects *rejects, const Diag *diag, bool personal) {
    if (!diag->at.file.n) return;
    Str path = rejects->by_file ? file_itself(rejects->arena, diag->at.file) : diag->at.file;
    RejectedFile *file = file_of(rejects, path);
    file->personal |= personal;
    if (!file->count++) file->reason = reason_of(rejects->arena, diag);
    CsvLine line = csvline_plain(&file->reasons);
    if (rejects->by_file) csvline_text(&line, str_sub(diag->at.file, path.n + 1, SIZE_MAX));
    if (diag->at.line) csvline_count(&line, diag->at.line);
    else csvline_text(&line, (Str){0});
    csvline_text(&line, diag->at.field);
    csvline_text(&line, diag->what);
    csvline_text(&line, diag->consequence);
    csvline_end(&line);
    file->whole |= diag->keep_file;
    file->stays |= !diag->keep_file && !diag->kept.n;
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
    if (rejects->by_file) return true;
    Arena *arena = rejects->arena;
    bool good = !map_count(rejects->files) || file_make_folder(rejects->folder, diags);
    Map *taken = map_new(arena);
    for (size_t i = 0; good && i < map_count(rejects->files); i++) {
        const RejectedFile *file = map_value(rejects->files, i);
        good = rejected_write(arena, file, name_for(rejects, taken, file->path), diags);
    }
    return good;
}

Rejected rejects_of(const Rejects *rejects, Str path) {
    const RejectedFile *file = map_get(rejects->files, path);
    if (!file || file->settled) return (Rejected){0};
    return (Rejected){.count = file->count, .reason = file->reason};
}

Str rejects_name(const Rejects *rejects, Str path) {
    const RejectedFile *file = map_get(rejects->files, path);
    return file ? file->name : (Str){0};
}

bool rejects_may_keep(const Rejects *rejects, Str path) {
    const RejectedFile *file = map_get(rejects->files, path);
    return file && !file->personal && !file->stays;
}

/* Whether a file may be written at a path: nothing is there, or these very bytes, as after a run that was
 * killed. False too, after saying why, where that cannot be read. */
static bool is_free_for(Arena *arena, Str path, Str bytes, Diags *diags) {
    Str there;
    return !file_exists(arena, path) || (file_read(arena, path, 0, &there, diags) && str_eq(there, bytes));
}

static bool is_free_for_file(Arena *arena, Str path, Str from, Diags *diags) {
    Digest there, wanted;
    return !file_exists(arena, path) ||
           (file_digest(arena, path, &there, diags) && file_digest(arena, from, &wanted, diags) &&
            digest_compare(there, wanted) == 0);
}

static bool is_free(Arena *arena, const RejectedFile *file, Str name, bool moves, Diags *diags) {
    Str reasons = str_print(arena, "%.*s.reasons.csv", STR_ARG(name));
    if (!is_free_for(arena, reasons, buf_str(&file->reasons), diags)) return false;
    if (file->personal) return true;
    if (moves) return is_free_for_file(arena, name, file->path, diags);
    return !file->rows.n || is_free_for(arena, name_for_rows(arena, name), buf_str(&file->rows), diags);
}

/* With what stands behind it and a number before it, it is still the name of a file. */
static Str name_cut(Arena *arena, Str name) {
    enum { NAME_MOST = 200, ENDING_MOST = 8 };
    if (name.n <= NAME_MOST) return name;
    size_t dot = name.n;
    while (dot && name.p[dot - 1] != '.') dot--;
    Str ending = dot && name.n - dot < ENDING_MOST ? str_sub(name, dot - 1, SIZE_MAX) : (Str){0};
    size_t n = NAME_MOST - ending.n;
    while (n && (name.p[n] & 0xC0) == 0x80) n--; /* not within a character */
    return str_print(arena, "%.*s%.*s", STR_ARG(str_sub(name, 0, n)), STR_ARG(ending));
}

/* The name under which a file's reasons stand, or may be written without taking the place of others; empty
 * after saying why it cannot be told. */
static Str free_name(Rejects *rejects, RejectedFile *file, bool moves, Diags *diags) {
    size_t trouble = diags->count[DIAG_WORLD];
    Str name = name_cut(rejects->arena, file_name(file->path)), candidate = name;
    for (unsigned number = 2;; number++) {
        Arena *scratch = arena_new();
        const RejectedFile *other = map_get(rejects->names, candidate);
        bool free = (!other || str_eq(other->path, file->path)) &&
                    is_free(scratch, file, file_join(scratch, rejects->folder, candidate), moves, diags);
        arena_free(scratch);
        if (diags->count[DIAG_WORLD] > trouble) return (Str){0};
        if (free) {
            map_put(rejects->names, candidate, file);
            return candidate;
        }
        candidate = str_print(rejects->arena, "%u-%.*s", number, STR_ARG(name));
    }
}

bool rejects_settle(Rejects *rejects, Str path, bool whole, Rejected *rejected, Diags *diags) {
    *rejected = rejects_of(rejects, path);
    if (!rejected->count) return true;
    RejectedFile *file = map_get(rejects->files, path);
    Arena *arena = rejects->arena;
    file->settled = true;
    file->name = free_name(rejects, file, whole && !file->stays, diags);
    if (!file->name.n) return false;
    Str name = file_join(arena, rejects->folder, file->name);
    file->whole = false;          /* whether the file itself goes there is the run's business */
    Arena *scratch = arena_new(); /* a file that is written holds 64 KB */
    bool good = file_make_folder(rejects->folder, diags) && rejected_write(scratch, file, name, diags);
    arena_free(scratch);
    return good;
}

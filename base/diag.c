/* diag.c - messages kept in order, and the one way in which a message looks. */
#include "base/diag.h"
#include "base/utf8.h"

Diags diags_new(Arena *arena) {
    return (Diags){.arena = arena};
}

static Diag *append(Diags *diags, DiagKind kind) {
    Diag *diag = ARENA_NEW(diags->arena, Diag);
    diag->kind = kind;
    if (diags->last) diags->last->next = diag;
    else diags->first = diag;
    diags->last = diag;
    diags->count[kind]++;
    return diag;
}

static Loc loc_copy(Arena *arena, Loc at) {
    at.file = str_copy(arena, at.file);
    at.field = str_copy(arena, at.field);
    return at;
}

Diag *diag_add(Diags *diags, DiagKind kind, Loc at, const char *consequence, const char *format, ...) {
    Diag *diag = append(diags, kind);
    diag->at = loc_copy(diags->arena, at);
    va_list args;
    va_start(args, format);
    diag->what = str_vprint(diags->arena, format, args);
    va_end(args);
    diag->consequence = str_copy(diags->arena, str_of(consequence));
    return diag;
}

size_t diags_fatal(const Diags *diags) {
    return diags->count[DIAG_USAGE] + diags->count[DIAG_WORLD];
}

void diags_cut(Diags *diags, Diag *last) {
    for (const Diag *diag = last ? last->next : diags->first; diag; diag = diag->next)
        diags->count[diag->kind]--;
    *(last ? &last->next : &diags->first) = NULL;
    diags->last = last;
}

void diags_move(Diags *to, Diags *from) {
    for (const Diag *diag = from->first; diag; diag = diag->next) {
        Diag *copy = append(to, diag->kind);
        copy->at = loc_copy(to->arena, diag->at);
        copy->what = str_copy(to->arena, diag->what);
        copy->consequence = str_copy(to->arena, diag->consequence);
        copy->source = str_copy(to->arena, diag->source);
        copy->kept = str_copy(to->arena, diag->kept);
        copy->keep_file = diag->keep_file;
        copy->defect = diag->defect;
        copy->record = str_copy(to->arena, diag->record);
        copy->value = str_copy(to->arena, diag->value);
        copy->once = diag->once;
        copy->span = diag->span;
    }
    *from = diags_new(from->arena);
}

enum { LONGEST_SHOWN = 2000 }; /* bytes: a longer source line helps nobody */

/* The source line, and below it a caret under each character that is meant. */
static void print_caret(Buf *buf, const Diag *diag) {
    Str line = diag->source;
    buf_print(buf, "\n    %.*s\n    ", STR_ARG(utf8_visible(buf->arena, line)));
    size_t offset = 0;
    for (uint32_t column = 1; column < diag->at.column && offset < line.n; column++)
        buf_byte(buf, utf8_next(line, &offset) == '\t' ? '\t' : ' ');
    buf_byte(buf, '^');
    for (uint32_t i = 1; i < diag->span; i++) buf_byte(buf, '~');
}

Str diag_print(Arena *arena, const Diag *diag) {
    Buf buf = {.arena = arena};
    buf_add(&buf, utf8_visible(arena, diag->at.file));
    if (diag->at.line) buf_print(&buf, "%s%u", buf.n ? ":" : "line ", diag->at.line);
    if (diag->at.line && diag->at.column) buf_print(&buf, ":%u", diag->at.column);
    if (diag->at.field.n)
        buf_print(&buf, "%s%.*s", buf.n ? ": " : "", STR_ARG(utf8_visible(arena, diag->at.field)));
    if (buf.n) buf_add(&buf, STR(": "));
    buf_add(&buf, utf8_visible(arena, diag->what));
    if (diag->consequence.n) buf_print(&buf, ": %.*s", STR_ARG(diag->consequence));
    if (diag->source.n && diag->source.n <= LONGEST_SHOWN) print_caret(&buf, diag);
    return buf_str(&buf);
}

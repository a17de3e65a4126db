/* json.c - jansson behind a few verbs. Values are built by the program itself, so a value that cannot be
 * built is a bug or the end of memory: both end the run. */
#include "base/json.h"
#include "base/utf8.h"
#include <assert.h>
#include <jansson.h>

/* jansson takes over `child` in both cases. */
static void put(Json *to, const char *key, Json *child) {
    assert(to && child);
    int failed = key ? json_object_set_new_nocheck(to, key, child) : json_array_append_new(to, child);
    assert(!failed);
}

void json_text(Json *to, const char *key, Str value) {
    put(to, key, json_stringn(value.n ? value.p : "", value.n));
}

void json_number(Json *to, const char *key, int64_t value) {
    put(to, key, json_integer(value));
}

void json_bool(Json *to, const char *key, bool value) {
    put(to, key, json_boolean(value));
}

void json_absent(Json *to, const char *key) {
    put(to, key, json_null());
}

void json_absent_or_text(Json *to, const char *key, Str value) {
    if (value.n) json_text(to, key, value);
    else json_absent(to, key);
}

Json *json_put(Json *to, const char *key, Json *child) {
    put(to, key, child);
    return child;
}

static int append(const char *bytes, size_t n, void *to) {
    buf_add(to, (Str){bytes, n});
    return 0;
}

/* jansson leaves DEL, C1 and turns of direction as they are, which a terminal obeys. What it lays out itself,
 * line ends and blanks, stays. */
static Str escaped(Arena *arena, Str text) {
    Buf buf = {.arena = arena};
    size_t done = 0;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c < 0x20 || !utf8_has_control(str_sub(text, from, at - from))) continue;
        buf_add(&buf, str_sub(text, done, from - done));
        buf_print(&buf, "\\u%04X", (unsigned)c);
        done = at;
    }
    buf_add(&buf, str_sub(text, done, SIZE_MAX));
    return buf_str(&buf);
}

Str json_print(Arena *arena, Json *root, int indent) {
    Buf buf = {.arena = arena};
    size_t flags = indent ? JSON_INDENT((size_t)indent) : JSON_COMPACT;
    int failed = json_dump_callback(root, append, &buf, flags);
    assert(!failed);
    json_decref(root);
    Str text = buf_str(&buf);
    return utf8_has_control(text) ? escaped(arena, text) : text;
}

/* fuzz_feed.c - any bytes as a file, loose or packed: no crash, no piece larger than it may be, and parts of
 * any size give what the whole gives.
 *
 * The first byte says what lies around the others: nothing, gzip (stored), a tar, a zip, a tar in gzip.
 * Packed bytes that the fuzzer makes up itself come in the first way. */
#include "tests/parts.h"
#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WHOLE = 1 << 24 };

static Str wrap(Arena *arena, unsigned how, Str bytes) {
    const Member members[] = {{"a.csv", '0', bytes}, {"b.xml", '0', bytes}};
    switch (how % 5) {
    case 1:
        return gzip_of(arena, bytes);
    case 2:
        return tar_of(arena, members, 2);
    case 3:
        return zip_of(arena, "a.xml", bytes);
    case 4:
        return gzip_of(arena, tar_of(arena, members, 1));
    default:
        return bytes;
    }
}

static bool is_name(Str name, const char *prefixed) {
    size_t colon = str_find_byte(name, ':');
    return str_is(colon == SIZE_MAX ? name : str_sub(name, colon + 1, SIZE_MAX), prefixed);
}

/* Whether each end tag of a record closes an element right below the root, which is what is taken for granted
 * where XML is cut (xml_cut.c). Good enough for documents that are well-formed so far. */
static bool records_stand_below_root(Str s) {
    static const char *const hidden[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    size_t depth = 0, at = 0, next;
    while ((next = str_find_byte(str_sub(s, at, SIZE_MAX), '<')) != SIZE_MAX) {
        at += next;
        Str rest = str_sub(s, at, SIZE_MAX);
        size_t i = 0;
        while (i < 4 && !str_starts(rest, str_of(hidden[i][0]))) i++;
        if (i < 4) {
            size_t begin = strlen(hidden[i][0]),
                   end = str_find(str_sub(rest, begin, SIZE_MAX), str_of(hidden[i][1]));
            if (end == SIZE_MAX) return true;
            at += begin + end + strlen(hidden[i][1]);
            continue;
        }
        size_t n = 1;
        char quote = 0;
        for (; n < rest.n && (quote || rest.p[n] != '>'); n++) {
            char c = rest.p[n];
            if (quote) quote = c == quote ? 0 : quote;
            else if (c == '"' || c == '\'') quote = c;
        }
        if (n == rest.n) return true;
        bool ends = rest.n > 1 && rest.p[1] == '/', alone = rest.p[n - 1] == '/';
        Str name = str_sub(rest, 2, n - 2);
        for (size_t k = 0; k < name.n; k++)
            if (strchr(" \t\r\n", name.p[k])) name.n = k;
        if (ends && depth != 2 && (is_name(name, "marche") || is_name(name, "contrat-concession")))
            return false;
        if (ends && !depth) return true;
        if (ends) depth--;
        else if (!alone) depth++;
        at += n + 1;
    }
    return true;
}

static void check(Arena *arena, Str file, size_t part, Str want) {
    Parts parts = parts_of(arena, "f", file, part);
    assert(parts.lines.read ==
           parts.lines.header + parts.lines.kept + parts.lines.refused + parts.lines.blank);
    Str got = parts_text(arena, &parts);
    if (!str_eq(got, want)) {
        fprintf(stderr, "parts of %zu bytes:\n%.*s\nthe whole:\n%.*s\n", part, STR_ARG(got), STR_ARG(want));
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!size) return 0;
    Arena *arena = arena_new();
    Str bytes = {(const char *)data + 1, size - 1}, file = wrap(arena, data[0], bytes);
    Parts whole = parts_of(arena, "f", file, WHOLE);
    assert(whole.largest <= FEED_MOST_WHOLE);
    Str want = parts_text(arena, &whole);
    static const size_t sizes[] = {1, 50, 700, 5000};
    bool exact = !feed_is_packed(bytes) && records_stand_below_root(bytes);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (exact) check(arena, file, sizes[i], want);
        else parts_of(arena, "f", file, sizes[i]);
    }
    arena_free(arena);
    return 0;
}

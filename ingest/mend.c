/* mend.c - entities and letters, from left to right; an ampersand that came out of an entity may begin the
 * next one. */
#include "ingest/mend.h"
#include "base/utf8.h"

enum { DEEPEST = 3, LONGEST = 10 /* bytes between & and ; */ };

/* The character of "#768", "#x300" or "amp"; 0 where it is none that text may hold. */
static uint32_t character_of(Str name) {
    static const struct {
        const char *name;
        uint32_t character;
    } named[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (str_is(name, named[i].name)) return named[i].character;
    if (name.n < 2 || name.p[0] != '#') return 0;
    bool hex = name.p[1] == 'x';
    Str digits = str_sub(name, hex ? 2 : 1, SIZE_MAX);
    uint32_t character = 0;
    for (size_t i = 0; i < digits.n; i++) {
        static const char all[] = "0123456789abcdefABCDEF";
        size_t digit = str_find_byte((Str){all, hex ? 22 : 10}, digits.p[i]);
        if (digit == SIZE_MAX) return 0;
        character = character * (hex ? 16 : 10) + (uint32_t)(digit < 16 ? digit : digit - 6);
        if (character > 0x10FFFF) return 0;
    }
    bool text = character >= 0x20 && character != 0x7F && (character < 0x80 || character > 0x9F) &&
                (character < 0xD800 || character > 0xDFFF) && character < 0xFFFE;
    return text || character == '\n' || character == '\t' ? character : 0;
}

/* Cuts an entity off the front of s: what stands between & and ;. */
static bool entity_take(Str *s, Str *name) {
    if (!s->n || s->p[0] != '&') return false;
    size_t end = str_find_byte(str_sub(*s, 0, LONGEST + 2), ';');
    if (end == SIZE_MAX) return false;
    *name = str_sub(*s, 1, end - 1);
    *s = str_sub(*s, end + 1, SIZE_MAX);
    return true;
}

/* The character that stands at the front of s, escaped or not; 0 and s as it was if that is no entity. */
static uint32_t escaped_take(Str *s) {
    Str rest = *s, name;
    uint32_t character = 0;
    if (!entity_take(&rest, &name) || !(character = character_of(name))) return 0;
    for (int depth = 1; character == '&' && depth < DEEPEST; depth++) {
        size_t end = str_find_byte(str_sub(rest, 0, LONGEST + 1), ';');
        uint32_t inner = end == SIZE_MAX ? 0 : character_of(str_sub(rest, 0, end));
        if (!inner) break;
        rest = str_sub(rest, end + 1, SIZE_MAX);
        character = inner;
    }
    *s = rest;
    return character;
}

static void add(Buf *buf, uint32_t character) {
    char bytes[4];
    buf_add(buf, (Str){bytes, utf8_put(character, bytes)});
}

/* A control character of the upper half at the front of s that stands for a letter in Windows-1252, which
 * leaves five of them undefined. */
static bool is_letter_of_windows(Str s) {
    if (s.n < 2 || (unsigned char)s.p[0] != 0xC2 || (unsigned char)s.p[1] > 0x9F) return false;
    return str_find_byte(STR("\x81\x8D\x8F\x90\x9D"), s.p[1]) == SIZE_MAX;
}

static size_t damaged_from(Str s) {
    size_t at = 0;
    while (at < s.n && s.p[at] != '&' && !is_letter_of_windows(str_sub(s, at, SIZE_MAX))) at++;
    return at;
}

Str text_mend(Arena *arena, Str s) {
    size_t good = damaged_from(s);
    if (good == s.n) return s;
    Buf buf = {.arena = arena};
    bool mended = false;
    for (Str rest = s; rest.n; good = damaged_from(rest)) {
        buf_add(&buf, str_sub(rest, 0, good));
        rest = str_sub(rest, good, SIZE_MAX);
        if (!rest.n) break;
        uint32_t character = escaped_take(&rest);
        if (character) {
            add(&buf, character);
            mended = true;
        } else if (rest.p[0] == '&') {
            buf_byte(&buf, '&');
            rest = str_sub(rest, 1, SIZE_MAX);
        } else {
            buf_add(&buf, utf8_from_windows_1252(arena, str_sub(rest, 1, 1)));
            rest = str_sub(rest, 2, SIZE_MAX);
            mended = true;
        }
    }
    return mended ? buf_str(&buf) : s;
}

size_t text_damage(Str s) {
    static const char *const lost[] = {"\uFFFD", "\u00C3\u00A9", "\u00C3\u00A8", "\u00C3\u00A0",
                                       "\u00E2\u20AC\u2122"};
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        size_t at = str_find(s, str_of(lost[i]));
        if (at < first) first = at;
    }
    Str rest = str_sub(s, 0, first);
    for (size_t at = damaged_from(rest); at < rest.n;) {
        Str entity = str_sub(s, at, SIZE_MAX);
        if (entity.p[0] != '&' || escaped_take(&entity)) return at;
        at++;
        at += damaged_from(str_sub(rest, at, SIZE_MAX));
    }
    return first;
}

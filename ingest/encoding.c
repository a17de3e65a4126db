/* encoding.c - which encoding is this? A BOM decides; without one the bytes themselves do.
 *
 * Text that is UTF-8 but for a few broken bytes stays UTF-8, and only the lines that hold them suffer; read
 * as Windows-1252 every accent of the file would turn to noise. Only where broken bytes are as many as
 * accents is it Windows-1252. */
#include "ingest/encoding.h"
#include "base/utf8.h"

enum { SAMPLE = 8192 };

static bool refuse(Diags *diags, Str file, const char *what) {
    diag_add(diags, DIAG_REFUSED, (Loc){.file = file}, "file refused", "%s", what);
    return false;
}

static void assume(Diags *diags, Str file, const char *what, const char *consequence) {
    diag_add(diags, DIAG_NOTE, (Loc){.file = file}, consequence, "%s", what);
}

/* What people drop where a table is wanted, by its first bytes; NULL if it is none of these. */
static const char *known_format(Str bytes) {
    static const struct {
        Str start;
        const char *what;
    } formats[] = {
        {{"PK\3\4", 4}, "a workbook or an archive: save the sheet as CSV"},
        {{"\xD0\xCF\x11\xE0", 4}, "an old workbook: save the sheet as CSV"},
        {{"%PDF", 4}, "a PDF: a table is needed"},
        {{"\x1F\x8B", 2}, "compressed"},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_starts(bytes, formats[i].start)) return formats[i].what;
    return NULL;
}

/* Text has next to no control characters; a few strays are a matter for their lines. */
static bool is_binary(Str bytes) {
    Str sample = str_sub(bytes, 0, SAMPLE);
    size_t control = 0;
    for (size_t i = 0; i < sample.n; i++) {
        unsigned char c = (unsigned char)sample.p[i];
        control += c < 0x20 && (c < '\t' || c > '\r');
    }
    return control >= 8 && control * 20 > sample.n;
}

/* UTF-16 without a BOM: of almost every pair of bytes the same half is NUL, and never the other. */
static bool is_bare_utf16(Str bytes, bool *big_endian) {
    Str sample = str_sub(bytes, 0, 256);
    size_t pairs = sample.n / 2, nul[2] = {0};
    for (size_t i = 0; i < pairs * 2; i++) nul[i % 2] += !sample.p[i];
    *big_endian = nul[0] > 0;
    return pairs >= 2 && !(nul[0] && nul[1]) && (nul[0] + nul[1]) * 10 >= pairs * 8;
}

/* How much speaks for UTF-8 and how much against it. */
typedef struct Evidence {
    size_t nuls, broken, sequences;
} Evidence;

static Evidence evidence_of(Str bytes) {
    Evidence e = {0};
    for (size_t at = 0; at < bytes.n; at++) {
        Str rest = str_sub(bytes, at, SIZE_MAX);
        size_t good = utf8_check(rest);
        if (good == bytes.n) return e; /* the usual file: nothing to weigh */
        for (size_t i = 0; i < good; i++) e.sequences += (unsigned char)rest.p[i] >= 0xC0;
        at += good;
        if (at < bytes.n) *(bytes.p[at] ? &e.broken : &e.nuls) += 1;
    }
    return e;
}

static void decode_utf16(Arena *arena, Str bytes, bool big_endian, Decoded *decoded) {
    decoded->text = utf8_from_utf16(arena, bytes, big_endian);
    decoded->flawed = utf8_check(decoded->text) < decoded->text.n;
}

static void decode_bytes(Arena *arena, Str file, Str bytes, bool bom, Decoded *decoded, Diags *diags) {
    Evidence e = evidence_of(bytes);
    bool windows = !bom && e.broken && e.broken >= e.sequences;
    if (windows) assume(diags, file, "not UTF-8", "read as Windows-1252");
    decoded->text = windows ? utf8_from_windows_1252(arena, bytes) : bytes;
    decoded->flawed = e.nuls || (e.broken && !windows);
}

bool text_decode(Arena *arena, Str file, Str bytes, Decoded *decoded, Diags *diags) {
    *decoded = (Decoded){0};
    const char *format = known_format(bytes);
    if (format) return refuse(diags, file, format);
    bool big_endian = str_starts(bytes, STR("\xFE\xFF"));
    if (big_endian || str_starts(bytes, STR("\xFF\xFE"))) {
        assume(diags, file, "not UTF-8", "read as UTF-16");
        decode_utf16(arena, str_sub(bytes, 2, SIZE_MAX), big_endian, decoded);
    } else if (is_bare_utf16(bytes, &big_endian)) {
        assume(diags, file, "not UTF-8, no byte order mark", "read as UTF-16");
        decode_utf16(arena, bytes, big_endian, decoded);
    } else if (is_binary(bytes)) {
        return refuse(diags, file, "binary, not text");
    } else {
        bool bom = str_starts(bytes, STR("\uFEFF"));
        decode_bytes(arena, file, bom ? str_sub(bytes, 3, SIZE_MAX) : bytes, bom, decoded, diags);
    }
    return decoded->text.n > 0 || refuse(diags, file, "empty");
}

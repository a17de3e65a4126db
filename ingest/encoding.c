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
        {{"PK\3\4", 4}, "a workbook or an archive, not text"},
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

/* The beginning of the file that the piece is of, cut between two characters. */
static Str head_of(Piece piece) {
    Str head = piece.head.n ? piece.head : str_sub(piece.bytes, 0, PIECE_HEAD);
    if (head.n < PIECE_HEAD) return head;
    size_t n = head.n;
    while (n > head.n - 4 && ((unsigned char)head.p[n - 1] & 0xC0) == 0x80) n--;
    return (unsigned char)head.p[n - 1] >= 0xC0 ? str_sub(head, 0, n - 1) : head;
}

static Str without_mark(Str bytes) {
    return str_starts(bytes, STR("\uFEFF")) ? (Str){bytes.p + 3, bytes.n - 3} : bytes;
}

static void decode_utf16(Arena *arena, Piece piece, size_t mark, bool big_endian, Decoded *decoded) {
    decoded->text = utf8_from_utf16(arena, str_sub(piece.bytes, mark, SIZE_MAX), big_endian);
    decoded->head = str_sub(decoded->text, 0, PIECE_HEAD);
}

static void decode_bytes(Arena *arena, Piece piece, Str head, Decoded *decoded, Diags *diags) {
    bool bom = str_starts(head, STR("\uFEFF"));
    Evidence e = evidence_of(head);
    bool windows = !bom && e.broken && e.broken >= e.sequences;
    if (windows) assume(diags, piece.file, "not UTF-8", "read as Windows-1252");
    Str bytes = piece.continues ? piece.bytes : without_mark(piece.bytes);
    decoded->text = windows ? utf8_from_windows_1252(arena, bytes) : bytes;
    decoded->head = windows ? utf8_from_windows_1252(arena, head) : without_mark(head);
}

bool text_is_wide(Str start) {
    bool big_endian;
    return str_starts(start, STR("\xFE\xFF")) || str_starts(start, STR("\xFF\xFE")) ||
           is_bare_utf16(start, &big_endian);
}

bool text_decode(Arena *arena, Piece piece, Decoded *decoded, Diags *diags) {
    *decoded = (Decoded){0};
    Str head = head_of(piece);
    const char *format = known_format(head);
    if (format) return refuse(diags, piece.file, format);
    bool big_endian = str_starts(head, STR("\xFE\xFF"));
    if (big_endian || str_starts(head, STR("\xFF\xFE"))) {
        assume(diags, piece.file, "not UTF-8", "read as UTF-16");
        decode_utf16(arena, piece, 2, big_endian, decoded);
    } else if (is_bare_utf16(head, &big_endian)) {
        assume(diags, piece.file, "not UTF-8, no byte order mark", "read as UTF-16");
        decode_utf16(arena, piece, 0, big_endian, decoded);
    } else if (is_binary(head)) {
        return refuse(diags, piece.file, "binary, not text");
    } else {
        decode_bytes(arena, piece, head, decoded, diags);
    }
    return decoded->text.n > 0 || refuse(diags, piece.file, "empty");
}

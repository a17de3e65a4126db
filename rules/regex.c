/* regex.c - reads just enough of a PCRE2 pattern to fold it and to find its mandatory literals.
 *
 * The literals only serve to skip searches, so that the safe answer is always "none known": whatever is not
 * plainly understood (options, conditionals, references, \Q, \x) gives that answer. */
#include "rules/regex.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "rules/scan.h"
#include <string.h>

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The length of an opening bracket's contents up to `close`, both included; the whole rest if it is never
 * closed. */
static size_t bracketed(Str rest, char close) {
    size_t end = str_find_byte(rest, close);
    return end == SIZE_MAX ? rest.n : end + 1;
}

/* Bytes of the escape at the front of `rest` that folding must not touch. An escaped letter with an accent is
 * no escape: its backslash counts alone, and is dropped by the caller. */
static size_t escape_length(Str rest) {
    if (rest.n < 2) return rest.n;
    if ((unsigned char)rest.p[1] >= 0x80) return 1;
    if (!strchr("pPxogkN", rest.p[1]) || rest.n < 3) return 2;
    char open = rest.p[2];
    char close = open == '{' ? '}' : open == '<' ? '>' : open == '\'' ? '\'' : 0;
    if (close) return 3 + bracketed(str_sub(rest, 3, SIZE_MAX), close);
    return rest.p[1] == 'p' || rest.p[1] == 'P' ? 3 : 2;
}

/* Bytes of (?imsxU-J: or (?<name> or (*VERB) at the front of `rest`; 0 if it is none of these. */
static size_t group_head_length(Str rest) {
    if (str_starts(rest, STR("(*"))) return bracketed(rest, ')');
    if (!str_starts(rest, STR("(?"))) return 0;
    size_t i = 2;
    if (i < rest.n && rest.p[i] == 'P') i++;
    if (i + 1 < rest.n && rest.p[i] == '<' && is_letter(rest.p[i + 1])) return bracketed(rest, '>');
    while (i < rest.n && (is_letter(rest.p[i]) || rest.p[i] == '-' || rest.p[i] == '^')) i++;
    return i;
}

typedef struct Folding {
    Arena *arena;
    Buf text;
    size_t *origin;
    size_t n, cap;
} Folding;

static void put(Folding *folding, Str bytes, size_t origin, bool moving) {
    for (size_t i = 0; i < bytes.n; i++) {
        *ARENA_PUSH(folding->arena, folding->origin, folding->n, folding->cap) = origin + (moving ? i : 0);
        buf_byte(&folding->text, bytes.p[i]);
    }
}

FoldedRegex regex_fold(Arena *arena, Str pattern) {
    Folding folding = {.arena = arena, .text = {.arena = arena}};
    size_t at = 0;
    while (at < pattern.n) {
        Str rest = str_sub(pattern, at, SIZE_MAX);
        size_t kept = rest.p[0] == '\\'  ? escape_length(rest)
                      : rest.p[0] == '(' ? group_head_length(rest)
                                         : 0;
        bool needless = kept == 1 && rest.n > 1; /* the backslash before an accented letter */
        if (!needless) put(&folding, str_sub(rest, 0, kept), at, true);
        at += kept;
        if (kept) continue;
        size_t before = at;
        utf8_next(pattern, &at);
        put(&folding, fold(arena, str_sub(pattern, before, at - before)), before, false);
    }
    *ARENA_PUSH(arena, folding.origin, folding.n, folding.cap) = pattern.n;
    return (FoldedRegex){.text = buf_str(&folding.text), .origin = folding.origin};
}

enum { SHORTEST = 2, DEEPEST = 250 }; /* literals shorter than that stop nothing; PCRE2 nests no deeper */

typedef struct Reader {
    Arena *arena;
    Str text;
    size_t at;
    unsigned depth;
    bool lost; /* something that is not understood: no literal is sure */
} Reader;

/* A part of a pattern: what it cannot match without, and the most units that it may match. */
typedef struct Part {
    RegexNeed need;
    size_t width;
} Part;

/* What a branch is known to contain so far: the best set of literals, the run being read, and the width of
 * all. */
typedef struct Branch {
    Part part;
    Buf run;
} Branch;

static size_t units_add(size_t a, size_t b) {
    return a + b < SCAN_FAR ? a + b : SCAN_FAR;
}

static size_t units_times(size_t units, size_t most) {
    return units < SCAN_FAR && most < SCAN_FAR && units * most < SCAN_FAR ? units * most : SCAN_FAR;
}

static size_t shortest(StrList literals) {
    size_t n = literals.n ? SIZE_MAX : 0;
    for (size_t i = 0; i < literals.n; i++)
        if (literals.at[i].n < n) n = literals.at[i].n;
    return n;
}

static void branch_offer(Branch *branch, RegexNeed need) {
    if (shortest(need.literals) >= SHORTEST && shortest(need.literals) > shortest(branch->part.need.literals))
        branch->part.need = need;
}

static void branch_end_run(Reader *reader, Branch *branch) {
    RegexNeed run = {.before = branch->part.width};
    if (branch->run.n)
        strlist_add(reader->arena, &run.literals, str_copy(reader->arena, buf_str(&branch->run)));
    branch_offer(branch, run);
    branch->run.n = 0;
}

static bool more(const Reader *reader) {
    return reader->at < reader->text.n && !reader->lost;
}

typedef struct Repeat {
    bool any;         /* there is a quantifier */
    bool may_be_none; /* it allows zero times */
    size_t most;      /* times */
} Repeat;

/* The number at rest[*i], which moves behind it. */
static size_t read_number(Str rest, size_t *i) {
    size_t number = 0;
    for (; *i < rest.n && is_digit(rest.p[*i]); (*i)++)
        number = units_add(number * 10, (size_t)(rest.p[*i] - '0'));
    return number;
}

/* {2}, {2,} or {2,5} at the front: its length, 0 if it is something else. */
static size_t braces_length(Str rest, Repeat *repeat) {
    size_t i = 1, least = read_number(rest, &i), behind = i;
    repeat->may_be_none = !least;
    repeat->most = least;
    if (behind > 1 && i < rest.n && rest.p[i] == ',') {
        size_t comma = i++;
        size_t most = read_number(rest, &i);
        repeat->most = i > comma + 1 ? most : SCAN_FAR;
    }
    return behind > 1 && i < rest.n && rest.p[i] == '}' ? i + 1 : 0;
}

/* {,5} and { 2 } are no more than text up to PCRE2 10.42, and repetitions from 10.43 on. */
static bool is_doubtful_brace(Str rest) {
    size_t i = 1;
    while (i < rest.n && (is_digit(rest.p[i]) || rest.p[i] == ',' || rest.p[i] == ' ')) i++;
    return rest.p[0] == '{' && i < rest.n && rest.p[i] == '}';
}

static Repeat read_repeat(Reader *reader) {
    Str rest = str_sub(reader->text, reader->at, SIZE_MAX);
    const Repeat once = {.most = 1};
    Repeat repeat = {.any = true, .most = SCAN_FAR};
    size_t n = 1;
    if (!rest.n) return once;
    if (rest.p[0] == '*') repeat.may_be_none = true;
    else if (rest.p[0] == '?') repeat.may_be_none = true, repeat.most = 1;
    else if (rest.p[0] == '{') n = braces_length(rest, &repeat);
    else if (rest.p[0] != '+') return once;
    if (!n) {
        reader->lost |= is_doubtful_brace(rest);
        return once;
    }
    if (n < rest.n && (rest.p[n] == '?' || rest.p[n] == '+')) n++;
    reader->at += n;
    return repeat;
}

static void add_literal(Reader *reader, Branch *branch, char c) {
    Repeat repeat = read_repeat(reader);
    ScanUnit unit = scan_unit(c);
    if (!repeat.may_be_none) {
        bool goes_on =
            unit != UNIT_SIGN && branch->run.n && scan_unit(branch->run.p[branch->run.n - 1]) == unit;
        buf_byte(&branch->run, c);
        branch->part.width = units_add(branch->part.width, !goes_on);
    }
    if (!repeat.any) return;
    branch_end_run(reader, branch);
    size_t others = repeat.most - !repeat.may_be_none; /* than the one that is in the run */
    if (unit == UNIT_SIGN) branch->part.width = units_add(branch->part.width, others);
    else if (repeat.may_be_none) branch->part.width = units_add(branch->part.width, 1);
}

/* Something else, of so many units. */
static void add_unknown(Reader *reader, Branch *branch, size_t width) {
    branch_end_run(reader, branch);
    branch->part.width = units_add(branch->part.width, units_times(width, read_repeat(reader).most));
}

/* However many, they are one unit. */
static void add_blanks(Reader *reader, Branch *branch) {
    branch_end_run(reader, branch);
    branch->part.width = units_add(branch->part.width, 1);
    read_repeat(reader);
}

static void read_escape(Reader *reader, Branch *branch) {
    char c = reader->at + 1 < reader->text.n ? reader->text.p[reader->at + 1] : 0;
    reader->at += 2;
    if (!is_letter(c) && !is_digit(c) && c) add_literal(reader, branch, c);
    else if (c == 's') add_blanks(reader, branch);
    else if (c == 'R') add_unknown(reader, branch, 2);
    else if (c && strchr("bBwWSdDhHvVAzZKntrfae", c)) add_unknown(reader, branch, 1);
    else reader->lost = true;
}

/* [...]: one letter said several times, as folding leaves it of [eé], is that letter. */
static void read_class(Reader *reader, Branch *branch) {
    Str rest = str_sub(reader->text, reader->at + 1, SIZE_MAX);
    size_t end = 0;
    bool same = true;
    if (rest.n && rest.p[0] == '^') end++;
    if (end < rest.n && rest.p[end] == ']') end++; /* a ] that stands first is a member */
    for (; end < rest.n && rest.p[end] != ']'; end++) {
        if (rest.p[end] == '\\' || rest.p[end] == '[') { /* an escape, or [:alpha:] */
            size_t skip = rest.p[end] == '[' && end + 1 < rest.n && rest.p[end + 1] == ':'
                              ? bracketed(str_sub(rest, end, SIZE_MAX), ']')
                              : 2;
            if (rest.p[end] == '\\' && end + 1 < rest.n && strchr("QE", rest.p[end + 1])) reader->lost = true;
            if (rest.p[end] == '[' && skip == 2) skip = 1;
            end += skip - 1;
            same = false;
        } else if (rest.p[end] != rest.p[0]) {
            same = false;
        }
    }
    reader->at += end + 2;
    if (same && end && is_letter(rest.p[0])) add_literal(reader, branch, rest.p[0]);
    else add_unknown(reader, branch, 1);
}

typedef enum GroupKind { GROUP_PLAIN, GROUP_LOOKING, GROUP_STRANGE } GroupKind;

/* Moves behind the head of a group: ( or (?: or (?<name> ... */
static GroupKind read_group_head(Reader *reader) {
    static const struct {
        const char *head;
        GroupKind kind;
    } heads[] = {{"(?:", GROUP_PLAIN},   {"(?>", GROUP_PLAIN},   {"(?|", GROUP_PLAIN},
                 {"(?=", GROUP_LOOKING}, {"(?!", GROUP_LOOKING}, {"(?<=", GROUP_LOOKING},
                 {"(?<!", GROUP_LOOKING}};
    Str rest = str_sub(reader->text, reader->at, SIZE_MAX);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_starts(rest, str_of(heads[i].head))) {
            reader->at += str_of(heads[i].head).n;
            return heads[i].kind;
        }
    if (str_starts(rest, STR("(?<")) || str_starts(rest, STR("(?P<"))) {
        reader->at += bracketed(rest, '>');
        return GROUP_PLAIN;
    }
    reader->at++;
    bool strange = rest.n > 1 && (rest.p[1] == '?' || rest.p[1] == '*');
    return strange ? GROUP_STRANGE : GROUP_PLAIN;
}

static Part read_alternatives(Reader *reader);

static void read_group(Reader *reader, Branch *branch) {
    branch_end_run(reader, branch);
    GroupKind kind = read_group_head(reader);
    if (kind == GROUP_STRANGE || ++reader->depth > DEEPEST) {
        reader->lost = true;
        return;
    }
    Part inside = read_alternatives(reader);
    reader->depth--;
    reader->at++; /* the closing parenthesis */
    Repeat repeat = read_repeat(reader);
    if (kind == GROUP_LOOKING) return;
    inside.need.before = units_add(branch->part.width, inside.need.before);
    if (!repeat.may_be_none) branch_offer(branch, inside.need);
    branch->part.width = units_add(branch->part.width, units_times(inside.width, repeat.most));
}

static Part read_branch(Reader *reader) {
    Branch branch = {.run = {.arena = reader->arena}};
    while (more(reader)) {
        char c = reader->text.p[reader->at];
        if (c == '|' || c == ')') break;
        if (c == '\\') {
            read_escape(reader, &branch);
        } else if (c == '[') {
            read_class(reader, &branch);
        } else if (c == '(') {
            read_group(reader, &branch);
        } else {
            reader->at++;
            if (c == '.' || c == '^' || c == '$') add_unknown(reader, &branch, 1);
            else add_literal(reader, &branch, c);
        }
    }
    branch_end_run(reader, &branch);
    return branch.part;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* The literals of all branches together; none if one of the branches has none. */
static Part read_alternatives(Reader *reader) {
    Part all = {0};
    bool sure = true;
    for (;;) {
        Part branch = read_branch(reader);
        StrList literals = branch.need.literals;
        if (!literals.n) sure = false;
        for (size_t i = 0; i < literals.n; i++)
            strlist_add(reader->arena, &all.need.literals, literals.at[i]);
        all.need.before = larger(all.need.before, branch.need.before);
        all.width = larger(all.width, branch.width);
        if (!more(reader) || reader->text.p[reader->at] != '|') break;
        reader->at++;
    }
    if (!sure || reader->lost) all.need = (RegexNeed){0};
    return all;
}

RegexNeed regex_need(Arena *arena, Str folded) {
    Reader reader = {.arena = arena, .text = folded};
    RegexNeed need = read_alternatives(&reader).need;
    if (reader.lost) need = (RegexNeed){0};
    return need;
}

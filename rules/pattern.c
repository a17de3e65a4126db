/* pattern.c - PCRE2 in byte mode, compiled once, matched by as many threads as there are Matchers. */
#include "rules/pattern.h"
#include <assert.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    MATCH_LIMIT = 100000,  /* stops (a+)+$ in a fraction of a millisecond; no honest pattern comes near */
    HEAP_LIMIT_KIB = 1024, /* for the interpreter, where there is no JIT */
    JIT_STACK_LEAST = 32 << 10,
    JIT_STACK_MOST = 512 << 10,
    LONGEST_PATTERN = 1 << 16,
};

/* Folded text is bytes, and a pattern that asks for UTF would change what its neighbours mean. */
static const uint32_t COMPILE_OPTIONS =
    PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;

struct Pattern {
    pcre2_code *code;
};

struct Matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

static Str error_text(Arena *arena, int error) {
    PCRE2_UCHAR text[256];
    int n = pcre2_get_error_message(error, text, sizeof text);
    return n < 0 ? STR("not a pattern") : str_copy(arena, (Str){(const char *)text, (size_t)n});
}

Pattern *pattern_compile(Arena *arena, Str folded, Str *what, size_t *at) {
    *at = 0;
    if (folded.n > LONGEST_PATTERN) {
        *what = STR("longer than 65536 bytes");
        return NULL;
    }
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(folded.n ? folded.p : ""), folded.n, COMPILE_OPTIONS,
                                     &error, &offset, NULL);
    if (!code) {
        *what = error_text(arena, error);
        *at = offset < folded.n ? offset : folded.n;
        return NULL;
    }
    pcre2_jit_compile(code,
                      PCRE2_JIT_COMPLETE); /* without a JIT it is interpreted: slower, the same answers */
    Pattern *pattern = ARENA_NEW(arena, Pattern);
    pattern->code = code;
    return pattern;
}

void pattern_free(Pattern *pattern) {
    if (!pattern) return;
    pcre2_code_free(pattern->code);
    pattern->code = NULL;
}

Matcher *matcher_new(Arena *arena) {
    Matcher *matcher = ARENA_NEW(arena, Matcher);
    *matcher = (Matcher){
        .data = pcre2_match_data_create(1, NULL),
        .context = pcre2_match_context_create(NULL),
        .stack = pcre2_jit_stack_create(JIT_STACK_LEAST, JIT_STACK_MOST, NULL),
    };
    assert(matcher->data && matcher->context); /* a few hundred bytes; the stack may be missing */
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
    if (matcher->stack) pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher;
}

void matcher_free(Matcher *matcher) {
    if (!matcher) return;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_context_free(matcher->context);
    pcre2_match_data_free(matcher->data);
}

PatternResult pattern_find(const Pattern *pattern, Matcher *matcher, Str folded, size_t *from, size_t *to) {
    return pattern_find_between(pattern, matcher, folded, (ScanSpan){0, PCRE2_UNSET}, from, to);
}

PatternResult pattern_find_between(const Pattern *pattern, Matcher *matcher, Str folded, ScanSpan span,
                                   size_t *from, size_t *to) {
    pcre2_set_offset_limit(matcher->context, span.to);
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)(folded.n ? folded.p : ""), folded.n, span.from, 0,
                            matcher->data, matcher->context);
    if (found == PCRE2_ERROR_NOMATCH) return PATTERN_NO;
    if (found < 0) return PATTERN_LIMIT; /* match, depth, heap or stack limit: it cost too much to tell */
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    *from = ends[0];
    *to = ends[1] < ends[0] ? ends[0] : ends[1]; /* \K may put the start behind the end */
    return PATTERN_YES;
}

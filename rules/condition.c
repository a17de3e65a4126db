/* condition.c - the grammar of `when`, by recursive descent, one function a rule:
 *
 *     expr = term { "and" term } | term { "or" term }
 *     term = [ "not" ] atom
 *     atom = "(" expr ")" | name | flag | field op value | field "in" word {word} | "known" field
 *          | number "of" "(" name {"," name} ")"
 *
 * `and` and `or` side by side without parentheses are refused: people read them differently. The first
 * mistake of a condition is said, the rest of it is not guessed at. */
#include "rules/condition.h"
#include "base/decimal.h"
#include "rules/quantity.h"

typedef struct Parser {
    Arena *arena;
    Diags *diags;
    const Entry *entry;
    Str text;
    size_t at;
    unsigned depth; /* of parentheses */
} Parser;

/* A word and where it starts; empty at the end of the text or before a sign. */
typedef struct Token {
    Str word;
    size_t at;
} Token;

static Expr *fail(Parser *parser, size_t at, const char *format, ...) __attribute__((format(printf, 3, 4)));
static Expr *fail(Parser *parser, size_t at, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str what = str_vprint(parser->diags->arena, format, args);
    va_end(args);
    entry_error(parser->diags, parser->entry, at, "%.*s", STR_ARG(what));
    return NULL;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_sign(char c) {
    return c == '(' || c == ')' || c == ',' || c == '<' || c == '>' || c == '=' || c == '!';
}

static void skip_blanks(Parser *parser) {
    while (parser->at < parser->text.n && is_blank(parser->text.p[parser->at])) parser->at++;
}

static Token peek(Parser *parser) {
    skip_blanks(parser);
    size_t end = parser->at;
    while (end < parser->text.n && !is_blank(parser->text.p[end]) && !is_sign(parser->text.p[end])) end++;
    return (Token){str_sub(parser->text, parser->at, end - parser->at), parser->at};
}

static Token take(Parser *parser) {
    Token token = peek(parser);
    parser->at += token.word.n;
    return token;
}

static bool take_word(Parser *parser, const char *word) {
    Token token = peek(parser);
    if (!str_is(token.word, word)) return false;
    parser->at += token.word.n;
    return true;
}

static bool take_sign(Parser *parser, const char *sign) {
    skip_blanks(parser);
    if (!str_starts(str_sub(parser->text, parser->at, SIZE_MAX), str_of(sign))) return false;
    parser->at += str_of(sign).n;
    return true;
}

/* What stands at the parser's place, for a message. */
static Str found(Parser *parser) {
    Token token = peek(parser);
    if (token.word.n) return token.word;
    return parser->at < parser->text.n ? str_sub(parser->text, parser->at, 1) : STR("the end");
}

bool condition_keyword(Str word) {
    static const char *const keywords[] = {"and", "or", "not", "in", "of", "known"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (str_is(word, keywords[i])) return true;
    return false;
}

static Expr *node(Parser *parser, ExprKind kind, size_t at) {
    Expr *expr = ARENA_NEW(parser->arena, Expr);
    *expr = (Expr){.kind = kind, .entry = parser->entry, .offset = at};
    return expr;
}

static Expr *wrap_not(Parser *parser, Expr *inner, size_t at) {
    Expr *expr = node(parser, EXPR_NOT, at);
    expr->first = inner;
    return expr;
}

static bool read_compare(Parser *parser, Compare *compare) {
    static const struct {
        const char *sign;
        Compare compare;
    } signs[] = {{"<=", COMPARE_LE}, {">=", COMPARE_GE}, {"!=", COMPARE_NE},
                 {"=", COMPARE_EQ},  {"<", COMPARE_LT},  {">", COMPARE_GT}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take_sign(parser, signs[i].sign)) {
            *compare = signs[i].compare;
            return true;
        }
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static Expr *read_number(Parser *parser, Expr *expr) {
    skip_blanks(parser);
    Str rest = str_sub(parser->text, parser->at, SIZE_MAX);
    if (!rest.n || !is_digit(rest.p[0])) { /* the name of a value */
        Token name = take(parser);
        if (!name.word.n || condition_keyword(name.word))
            return fail(parser, name.at, "a number or the name of a value is wanted, not %.*s",
                        STR_ARG(found(parser)));
        strlist_add(parser->arena, &expr->names, name.word);
        expr->offset = name.at;
        return expr;
    }
    size_t used;
    Quantity quantity;
    const char *why;
    if (!quantity_read(rest, &used, &quantity, &why) ||
        !quantity_suits(quantity, field_info[expr->field].unit, &why))
        return fail(parser, parser->at, "%s: %s", field_info[expr->field].name, why);
    expr->number = quantity.hundredths;
    parser->at += used;
    return expr;
}

static Expr *read_date(Parser *parser, Expr *expr) {
    Token token = take(parser);
    Date date;
    if (!date_read(token.word, &date))
        return fail(parser, token.at, "%s: a date is wanted, such as 2026-08-22",
                    field_info[expr->field].name);
    expr->number = date;
    return expr;
}

/* yes or no behind a flag's `=`. */
static Expr *read_yes_no(Parser *parser, Expr *expr, bool negated) {
    Token token = take(parser);
    bool yes = str_is(token.word, "yes");
    if (!yes && !str_is(token.word, "no"))
        return fail(parser, token.at, "%s is yes or no", field_info[expr->field].name);
    expr->kind = EXPR_FLAG;
    return yes == negated ? wrap_not(parser, expr, expr->offset) : expr;
}

/* field op value, behind the field. */
static Expr *read_comparison(Parser *parser, Field field, size_t at) {
    Expr *expr = node(parser, EXPR_COMPARE, at);
    expr->field = field;
    FieldKind kind = field_info[field].kind;
    size_t sign_at = parser->at;
    if (!read_compare(parser, &expr->compare))
        return fail(parser, sign_at, "a comparison or `in` is wanted behind %s", field_info[field].name);
    if (kind == KIND_NUMBER) return read_number(parser, expr);
    if (kind == KIND_DATE) return read_date(parser, expr);
    bool negated = expr->compare == COMPARE_NE;
    if (expr->compare != COMPARE_EQ && !negated)
        return fail(parser, sign_at, "%s is not a number: only = and != compare it", field_info[field].name);
    if (kind == KIND_FLAG) return read_yes_no(parser, expr, negated);
    Token word = take(parser);
    if (!word.word.n || condition_keyword(word.word))
        return fail(parser, word.at, "a word is wanted behind %s", field_info[field].name);
    expr->kind = EXPR_IN;
    expr->offset = word.at;
    strlist_add(parser->arena, &expr->names, word.word);
    return negated ? wrap_not(parser, expr, at) : expr;
}

/* field in word word ..., behind the `in`. */
static Expr *read_in(Parser *parser, Field field) {
    FieldKind kind = field_info[field].kind;
    if (kind == KIND_NUMBER || kind == KIND_DATE || kind == KIND_FLAG)
        return fail(parser, parser->at, "`in` needs a field of words or codes, not %s",
                    field_info[field].name);
    Expr *expr = node(parser, EXPR_IN, peek(parser).at);
    expr->field = field;
    for (Token word = peek(parser); word.word.n && !condition_keyword(word.word); word = peek(parser))
        strlist_add(parser->arena, &expr->names, take(parser).word);
    if (!expr->names.n)
        return fail(parser, parser->at, "a word or the name of a list is wanted, not %.*s",
                    STR_ARG(found(parser)));
    return expr;
}

static Expr *read_field(Parser *parser, Field field, size_t at) {
    if (field_info[field].kind == KIND_TEXT)
        return fail(parser, at, "%s is text: a rule looks into it with words or pattern",
                    field_info[field].name);
    if (take_word(parser, "in")) return read_in(parser, field);
    skip_blanks(parser);
    char next = parser->at < parser->text.n ? parser->text.p[parser->at] : ')';
    if (field_info[field].kind == KIND_FLAG && next != '=' && next != '!') {
        Expr *expr = node(parser, EXPR_FLAG, at);
        expr->field = field;
        return expr;
    }
    return read_comparison(parser, field, at);
}

static Expr *read_known(Parser *parser, size_t at) {
    Token token = take(parser);
    Expr *expr = node(parser, EXPR_KNOWN, at);
    if (!field_find(token.word, &expr->field))
        return fail(parser, token.at, "no such field: %.*s", STR_ARG(token.word));
    return expr;
}

static Expr *read_name(Parser *parser, Token token) {
    Expr *expr = node(parser, EXPR_NAME, token.at);
    strlist_add(parser->arena, &expr->names, token.word);
    return expr;
}

/* number of (name, name), behind the number. */
static Expr *read_count(Parser *parser, Token number) {
    int64_t least;
    if (number_read_plain(number.word, 0, false, &least) != NUMBER_OK || least < 1)
        return fail(parser, number.at, "not a number of rules: %.*s", STR_ARG(number.word));
    if (!take_word(parser, "of") || !take_sign(parser, "("))
        return fail(parser, parser->at, "`of (` is wanted behind a number, not %.*s", STR_ARG(found(parser)));
    Expr *expr = node(parser, EXPR_COUNT, number.at), **end = &expr->first;
    int64_t names = 0;
    expr->number = least;
    do {
        Token name = take(parser);
        if (!name.word.n || condition_keyword(name.word))
            return fail(parser, name.at, "the name of a rule or a condition is wanted");
        *end = read_name(parser, name);
        end = &(*end)->next;
        names++;
    } while (take_sign(parser, ","));
    if (!take_sign(parser, ")"))
        return fail(parser, parser->at, "a comma or ) is wanted, not %.*s", STR_ARG(found(parser)));
    if (least > names)
        return fail(parser, number.at, "%lld of %lld can never be true", (long long)least, (long long)names);
    return expr;
}

static Expr *read_expr(Parser *parser);

static Expr *read_atom(Parser *parser) {
    size_t at = (skip_blanks(parser), parser->at);
    if (take_sign(parser, "(")) {
        if (++parser->depth > EXPR_DEPTH)
            return fail(parser, at, "parentheses are nested more than %d deep", EXPR_DEPTH);
        Expr *expr = read_expr(parser);
        if (!expr) return NULL;
        parser->depth--;
        if (!take_sign(parser, ")"))
            return fail(parser, parser->at, "a ) is wanted, not %.*s", STR_ARG(found(parser)));
        return expr;
    }
    Token token = take(parser);
    if (!token.word.n) return fail(parser, at, "a condition is wanted, not %.*s", STR_ARG(found(parser)));
    if (str_is(token.word, "known")) return read_known(parser, at);
    if (condition_keyword(token.word))
        return fail(parser, at, "a condition is wanted, not %.*s", STR_ARG(token.word));
    if (is_digit(token.word.p[0])) return read_count(parser, token);
    Field field;
    if (field_find(token.word, &field)) return read_field(parser, field, at);
    Compare compare;
    if (take_word(parser, "in") || read_compare(parser, &compare))
        return fail(parser, at, "no such field: %.*s", STR_ARG(token.word));
    return read_name(parser, token);
}

static Expr *read_term(Parser *parser) {
    size_t at = peek(parser).at;
    if (!take_word(parser, "not")) return read_atom(parser);
    Expr *inner = read_atom(parser);
    return inner ? wrap_not(parser, inner, at) : NULL;
}

static Expr *read_expr(Parser *parser) {
    size_t at = peek(parser).at;
    Expr *first = read_term(parser), *last = first;
    if (!first) return NULL;
    Str joined = {0}; /* by which word */
    for (;;) {
        Token token = peek(parser);
        if (!str_is(token.word, "and") && !str_is(token.word, "or")) break;
        if (joined.n && !str_eq(joined, token.word))
            return fail(parser, token.at, "`and` and `or` are mixed: use parentheses");
        joined = take(parser).word;
        Expr *next = read_term(parser);
        if (!next) return NULL;
        last->next = next;
        last = next;
    }
    if (!joined.n) return first;
    Expr *expr = node(parser, str_is(joined, "and") ? EXPR_AND : EXPR_OR, at);
    expr->first = first;
    return expr;
}

Expr *condition_read(Arena *arena, const Entry *entry, Diags *diags) {
    Parser parser = {.arena = arena, .diags = diags, .entry = entry, .text = entry->value};
    Expr *expr = read_expr(&parser);
    if (!expr) return NULL;
    skip_blanks(&parser);
    if (parser.at < parser.text.n)
        return fail(&parser, parser.at, "not understood behind a condition: %.*s", STR_ARG(found(&parser)));
    return expr;
}

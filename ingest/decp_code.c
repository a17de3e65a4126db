/* decp_code.c - see decp_code.h. Words are compared as code_fold() leaves them. */
#include "ingest/decp_code.h"

typedef struct Word {
    const char *folded, *code;
} Word;

static Str word_code(const Word *words, size_t n, Str folded) {
    for (size_t i = 0; i < n; i++)
        if (str_is(folded, words[i].folded)) return str_of(words[i].code);
    return (Str){0};
}
#define CODE_OF(words, folded) word_code(words, sizeof words / sizeof *words, folded)

bool suppliers_add(Arena *arena, Suppliers *suppliers, Str id, Str name) {
    Str key = id.n ? id : name;
    if (!key.n) return true;
    if (!suppliers->seen) suppliers->seen = map_new(arena);
    if (map_has(suppliers->seen, key)) return true;
    if (suppliers->n == SUPPLIERS_MOST) return false;
    map_put(suppliers->seen, key, suppliers);
    suppliers->n++;
    if (id.n) strlist_add(arena, &suppliers->ids, id);
    if (name.n) strlist_add(arena, &suppliers->names, name);
    return true;
}

void suppliers_fill(Arena *arena, const Suppliers *suppliers, Lot *lot) {
    lot->winner_id = str_join(arena, suppliers->ids, STR(";"));
    lot->winner_name = str_join(arena, suppliers->names, STR(";"));
}

static bool all_of(Str s, char least, char most) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < least || s.p[i] > most) return false;
    return true;
}

static bool is_digits(Str s) {
    return s.n && all_of(s, '0', '9');
}

bool decp_identifies(Str number) {
    return number.n && !all_of(number, '0', '0') && !is_not_stated(number) && !is_exponent(number);
}

Str decp_id(Arena *arena, Str buyer, Str number) {
    if (!decp_identifies(buyer) || !decp_identifies(number)) return (Str){0};
    return str_cat(arena, buyer, number);
}

Str decp_procedure(Arena *scratch, Str name) {
    static const Word procedures[] = {
        {"procedureadaptee", "adapted"},
        {"appeldoffresouvert", "open"},
        {"appeldoffresrestreint", "restricted"},
        {"procedureavecnegociation", "neg-w-call"},
        {"procedureconcurrentielleavecnegociation", "neg-w-call"},
        {"procedurenegocieeavecmiseenconcurrenceprealable", "neg-w-call"},
        {"procedurenegocieeavecpublicationprealable", "neg-w-call"},
        {"marchepassesanspublicitenimiseenconcurrenceprealable", "neg-wo-call"},
        {"marchenegociesanspublicitenimiseenconcurrenceprealable", "neg-wo-call"},
        {"marchepublicnegociesanspublicitenimiseenconcurrenceprealable", "neg-wo-call"},
        {"dialoguecompetitif", "comp-dial"},
        {"partenariatdinnovation", "innovation"},
        /* of concessions: one stage or several, with negotiation or without */
        {"procedurenonnegocieeouverte", "open"},
        {"procedurenonnegocieerestreinte", "restricted"},
        {"procedurenegocieeouverte", "oth-single"},
        {"procedurenegocieerestreinte", "oth-mult"},
    };
    return CODE_OF(procedures, code_fold(scratch, name));
}

Str decp_nature(Arena *scratch, Str words) {
    static const Word natures[] = {
        {"travaux", "works"},
        {"services", "services"},
        {"service", "services"},
        {"fournitures", "supplies"},
        {"fourniture", "supplies"},
        {"concessiondetravaux", "works"},
        {"concessiondeservice", "services"},
        {"concessiondeservices", "services"},
        {"concessiondeservicepublic", "services"},
        {"delegationdeservicepublic", "services"},
    };
    return CODE_OF(natures, code_fold(scratch, words));
}

Tristate decp_concession(Arena *scratch, Str words) {
    Str folded = code_fold(scratch, words);
    if (str_starts(folded, STR("concession")) || str_is(folded, "delegationdeservicepublic"))
        return TRISTATE_YES;
    bool contract = str_starts(folded, STR("marche")) || str_starts(folded, STR("accordcadre"));
    return contract ? TRISTATE_NO : TRISTATE_UNKNOWN;
}

void decp_framework_word(Arena *scratch, FrameworkWords *said, Str word) {
    Str folded = code_fold(scratch, word);
    if (str_is(folded, "accordcadre")) said->is = true;
    else if (str_is(folded, "bonsdecommande")) said->orders = true;
    else if (str_is(folded, "marchessubsequents")) said->contracts = true;
}

Str decp_framework(const FrameworkWords *said) {
    if (!said->is) return said->techniques ? STR("none") : (Str){0};
    if (said->orders == said->contracts) return STR("fa-mix");
    return said->orders ? STR("fa-wo-rc") : STR("fa-w-rc");
}

/* The department that a code of INSEE begins with: 35238, 2A004, 97105. */
static Str department(Str code) {
    bool overseas = str_starts(code, STR("97")) || str_starts(code, STR("98"));
    Str stem = str_sub(code, 0, overseas ? 3 : 2);
    bool corsica = str_is(stem, "2A") || str_is(stem, "2B");
    bool good = stem.n == (overseas ? 3 : 2) && (corsica || is_digits(stem));
    return good && !str_is(stem, "00") ? stem : (Str){0};
}

/* Regions by INSEE's numbers are regions of NUTS by other names. */
static Str region(Str code) {
    static const Word regions[] = {
        {"01", "FRY1"}, {"02", "FRY2"}, {"03", "FRY3"}, {"04", "FRY4"}, {"06", "FRY5"}, {"11", "FR1"},
        {"24", "FRB"},  {"27", "FRC"},  {"28", "FRD"},  {"32", "FRE"},  {"44", "FRF"},  {"52", "FRG"},
        {"53", "FRH"},  {"75", "FRI"},  {"76", "FRJ"},  {"84", "FRK"},  {"93", "FRL"},  {"94", "FRM"},
    };
    return CODE_OF(regions, code);
}

static bool is_country(Str code) {
    return code.n == 2 && all_of(code, 'A', 'Z');
}

static bool is_nuts(Str code) {
    if (code.n < 3 || code.n > 5 || !is_country(str_sub(code, 0, 2))) return false;
    for (size_t i = 2; i < code.n; i++)
        if (!all_of(str_sub(code, i, 1), '0', '9') && !all_of(str_sub(code, i, 1), 'A', 'Z')) return false;
    return true;
}

/* What of a code stands for a postal place or for a region, by what it is said to be. */
static Str postal_of(Str kind, Str code) {
    if (str_is(kind, "codepostal")) return code.n == 5 && is_digits(code) ? code : (Str){0};
    if (str_is(kind, "codedepartement")) {
        Str whole = department(code);
        return str_eq(whole, code) ? whole : (Str){0};
    }
    bool inside =
        (str_is(kind, "codecommune") && code.n == 5) ||
        ((str_is(kind, "codearrondissement") || str_is(kind, "codecanton")) && code.n >= 3 && code.n <= 5);
    return inside ? department(code) : (Str){0};
}

static Str nuts_of(Str kind, Str code) {
    if (is_nuts(code)) return code;
    if (str_is(kind, "coderegion")) return region(code);
    return str_is(kind, "codepays") && is_country(code) ? code : (Str){0};
}

Fault decp_place(Arena *arena, Str kind, Str code, Lot *lot) {
    if (!code.n) return (Fault){0};
    if (is_not_stated(code)) return (Fault){"a word for what is not known", DEFECT_NOT_STATED};
    Str folded = code_fold(arena, kind);
    Str nuts = nuts_of(folded, code);
    if (nuts.n) strlist_add(arena, &lot->nuts, nuts);
    else lot->postal_code = postal_of(folded, code);
    if (nuts.n || lot->postal_code.n) return (Fault){0};
    if (!kind.n) return (Fault){"a place of no stated kind", DEFECT_CODE};
    return (Fault){"not a code of the kind of place that is stated", DEFECT_CODE};
}

Fault decp_amount(Arena *scratch, Str s, Hundredths *amount) {
    Money money = MONEY_ABSENT;
    Fault fault = {0};
    NumberTrouble trouble = number_read_plain(s, 2, true, &money.cents);
    if (trouble) fault = amount_fault(scratch, s, &money);
    else if (money.cents < 0) fault = (Fault){"an amount below zero", DEFECT_NEGATIVE};
    *amount = fault.why ? HUNDREDTHS_ABSENT : money.cents;
    return fault;
}

Fault decp_months(Str s, Hundredths *months) {
    Hundredths value;
    *months = HUNDREDTHS_ABSENT;
    NumberTrouble trouble = number_read_plain(s, 2, true, &value);
    if (trouble == NUMBER_EMPTY) return (Fault){0};
    if (is_not_stated(s)) return (Fault){"a word for what is not known", DEFECT_NOT_STATED};
    if (trouble) trouble = number_read(s, 2, &value); /* 12,5 */
    if (trouble)
        return (Fault){number_trouble_text(trouble),
                       trouble == NUMBER_EXPONENT ? DEFECT_EXPONENT : DEFECT_NUMBER};
    if (value < 0) return (Fault){"a duration below zero", DEFECT_NEGATIVE};
    *months = value;
    return (Fault){0};
}

/* Of an id without a kind that is nothing but digits: RIDET's have 6 to 10, so that only a SIREN can be told
 * from them. */
static bool is_meant_as_siret(Arena *scratch, Str id) {
    bool ridet = id.n >= 6 && id.n <= 10;
    return is_digits(id) && (!ridet || str_is(str_of(siret_fault(scratch, id).defect), DEFECT_SIREN));
}

Fault decp_supplier(Arena *scratch, Str kind, Str id) {
    if (!id.n) return (Fault){0};
    if (is_exponent(id))
        return (Fault){"in scientific notation: a spreadsheet has lost digits", DEFECT_EXPONENT};
    bool siret = kind.n ? str_is(code_fold(scratch, kind), "siret") : is_meant_as_siret(scratch, id);
    if (kind.n && is_not_stated(kind)) siret = is_meant_as_siret(scratch, id);
    return siret ? siret_fault(scratch, id) : (Fault){0};
}

/* code.c - prefixes of codes, and how the two ways of naming a French place meet.
 *
 * A notice names its place by NUTS code, by postal code or by both; a territory may be written either way.
 * They meet in the department, which is a NUTS 3 region and the beginning of its postal codes. A few communes
 * have their neighbour's postal code; a territory that needs them lists them. */
#include "rules/code.h"

typedef struct Department {
    char nuts[6];      /* NUTS 2021, level 3 */
    char name[4];      /* 92, 2A, 971 */
    char postal[2][4]; /* beginnings of its postal codes */
} Department;

static const Department departments[] = {
#define D(nuts, number)                                                                                      \
    {                                                                                                        \
        nuts, number, {                                                                                      \
            number                                                                                           \
        }                                                                                                    \
    }
    D("FR101", "75"),
    D("FR102", "77"),
    D("FR103", "78"),
    D("FR104", "91"),
    D("FR105", "92"),
    D("FR106", "93"),
    D("FR107", "94"),
    D("FR108", "95"),
    D("FRB01", "18"),
    D("FRB02", "28"),
    D("FRB03", "36"),
    D("FRB04", "37"),
    D("FRB05", "41"),
    D("FRB06", "45"),
    D("FRC11", "21"),
    D("FRC12", "58"),
    D("FRC13", "71"),
    D("FRC14", "89"),
    D("FRC21", "25"),
    D("FRC22", "39"),
    D("FRC23", "70"),
    D("FRC24", "90"),
    D("FRD11", "14"),
    D("FRD12", "50"),
    D("FRD13", "61"),
    D("FRD21", "27"),
    D("FRD22", "76"),
    D("FRE11", "59"),
    D("FRE12", "62"),
    D("FRE21", "02"),
    D("FRE22", "60"),
    D("FRE23", "80"),
    D("FRF11", "67"),
    D("FRF12", "68"),
    D("FRF21", "08"),
    D("FRF22", "10"),
    D("FRF23", "51"),
    D("FRF24", "52"),
    D("FRF31", "54"),
    D("FRF32", "55"),
    D("FRF33", "57"),
    D("FRF34", "88"),
    D("FRG01", "44"),
    D("FRG02", "49"),
    D("FRG03", "53"),
    D("FRG04", "72"),
    D("FRG05", "85"),
    D("FRH01", "22"),
    D("FRH02", "29"),
    D("FRH03", "35"),
    D("FRH04", "56"),
    D("FRI11", "24"),
    D("FRI12", "33"),
    D("FRI13", "40"),
    D("FRI14", "47"),
    D("FRI15", "64"),
    D("FRI21", "19"),
    D("FRI22", "23"),
    D("FRI23", "87"),
    D("FRI31", "16"),
    D("FRI32", "17"),
    D("FRI33", "79"),
    D("FRI34", "86"),
    D("FRJ11", "11"),
    D("FRJ12", "30"),
    D("FRJ13", "34"),
    D("FRJ14", "48"),
    D("FRJ15", "66"),
    D("FRJ21", "09"),
    D("FRJ22", "12"),
    D("FRJ23", "31"),
    D("FRJ24", "32"),
    D("FRJ25", "46"),
    D("FRJ26", "65"),
    D("FRJ27", "81"),
    D("FRJ28", "82"),
    D("FRK11", "03"),
    D("FRK12", "15"),
    D("FRK13", "43"),
    D("FRK14", "63"),
    D("FRK21", "01"),
    D("FRK22", "07"),
    D("FRK23", "26"),
    D("FRK24", "38"),
    D("FRK25", "42"),
    D("FRK26", "69"),
    D("FRK27", "73"),
    D("FRK28", "74"),
    D("FRL01", "04"),
    D("FRL02", "05"),
    D("FRL03", "06"),
    D("FRL04", "13"),
    D("FRL05", "83"),
    D("FRL06", "84"),
    D("FRY10", "971"),
    D("FRY20", "972"),
    D("FRY30", "973"),
    D("FRY40", "974"),
    D("FRY50", "976"),
#undef D
    {"FRM01", "2A", {"200", "201"}},
    {"FRM02", "2B", {"202", "206"}},
};
enum { DEPARTMENTS = sizeof departments / sizeof *departments };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t leading_digits(Str s) {
    size_t n = 0;
    while (n < s.n && is_digit(s.p[n])) n++;
    return n;
}

static bool is_corsica(Str s) {
    return str_is(s, "2A") || str_is(s, "2B");
}

Str cpv_code(Str word) {
    size_t digits = leading_digits(word);
    bool checked = word.n == 10 && word.p[8] == '-' && is_digit(word.p[9]);
    return digits == 8 && (word.n == 8 || checked) ? str_sub(word, 0, 8) : (Str){0};
}

bool place_is_nuts(Str place) {
    if (place.n < 2 || place.n > 5) return false;
    for (size_t i = 0; i < place.n; i++) {
        bool letter = place.p[i] >= 'A' && place.p[i] <= 'Z';
        if (!letter && (i < 2 || !is_digit(place.p[i]))) return false;
    }
    return true;
}

bool place_is_postal(Str place) {
    size_t digits = leading_digits(place);
    return is_corsica(place) || (digits == place.n && (digits == 5 || digits == 2 || digits == 3));
}

static bool cpv_item(Str word, Item *item, const char **why) {
    if (item->open) {
        *why = "a CPV prefix is 2 to 8 digits and a star";
        return leading_digits(item->stem) == item->stem.n && item->stem.n >= 2 && item->stem.n <= 8;
    }
    item->stem = cpv_code(word);
    *why = leading_digits(word) == 7 ? "seven digits: leading zero lost in a spreadsheet?"
                                     : "a CPV code is eight digits, or a prefix with *";
    return item->stem.n > 0;
}

static bool place_item(Item *item, const char **why) {
    *why = "a place is a NUTS code (FR105), a postal code (92800, 92*) or a department (92)";
    size_t digits = leading_digits(item->stem);
    if (digits && digits == item->stem.n && item->open) return digits <= 5;
    return place_is_nuts(item->stem) || (!item->open && place_is_postal(item->stem));
}

bool item_read(Field field, Str word, Item *item, const char **why) {
    bool open = str_ends(word, STR("*"));
    *item = (Item){.stem = str_sub(word, 0, word.n - open), .open = open};
    if (field_info[field].kind == KIND_CPV) return cpv_item(word, item, why);
    if (field_info[field].kind == KIND_PLACE) return place_item(item, why);
    *why = "a star belongs to codes only";
    return !open;
}

bool item_has(const Item *item, Str code) {
    return item->open ? str_starts(code, item->stem) : str_eq(code, item->stem);
}

/* The department of a postal code or of a department's own number, NULL if it is none of ours. */
static const Department *department_of(Str postal) {
    for (size_t i = 0; i < DEPARTMENTS; i++) {
        const Department *department = &departments[i];
        if (str_is(postal, department->name)) return department;
        for (int k = 0; k < 2 && department->postal[k][0]; k++)
            if (postal.n == 5 && str_starts(postal, str_of(department->postal[k]))) return department;
    }
    return NULL;
}

/* Of all places that begin with `wide`, those that begin with `stem`: all, none, or some of them. */
static Truth prefix_in(Str wide, Str stem) {
    if (str_starts(wide, stem)) return TRUTH_TRUE;
    return str_starts(stem, wide) ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

/* Whether a whole department lies in the area of an item of postal codes. */
static Truth department_in(const Department *department, const Item *item) {
    if (!item->open && item->stem.n < 5)
        return str_is(item->stem, department->name) ? TRUTH_TRUE : TRUTH_FALSE;
    Truth first = prefix_in(str_of(department->postal[0]), item->stem);
    if (!department->postal[1][0]) return first;
    Truth second = prefix_in(str_of(department->postal[1]), item->stem);
    return first == second ? first : TRUTH_UNKNOWN;
}

/* Codes of an older NUTS, and FRZ for no region at all, say nothing about today's regions. */
static bool is_french_but_unknown(Str nuts) {
    for (size_t i = 0; i < DEPARTMENTS; i++)
        if (str_starts(str_of(departments[i].nuts), nuts)) return false;
    return str_starts(nuts, STR("FR"));
}

static Truth nuts_in_nuts(Str nuts, const Item *item) {
    Truth truth = prefix_in(nuts, item->stem);
    bool in_france = str_starts(item->stem, STR("FR"));
    return truth == TRUTH_FALSE && in_france && is_french_but_unknown(nuts) ? TRUTH_UNKNOWN : truth;
}

static Truth nuts_in_postal(Str nuts, const Item *item) {
    Truth all = TRUTH_UNKNOWN;
    bool any = false;
    for (size_t i = 0; i < DEPARTMENTS; i++) {
        if (!str_starts(str_of(departments[i].nuts), nuts)) continue;
        Truth truth = department_in(&departments[i], item);
        if (any && truth != all) return TRUTH_UNKNOWN;
        all = truth;
        any = true;
    }
    return any || is_french_but_unknown(nuts) ? all : TRUTH_FALSE;
}

static Truth postal_in_nuts(Str postal, const Item *item) {
    const Department *department = department_of(postal);
    if (department) return prefix_in(str_of(department->nuts), item->stem);
    return str_starts(item->stem, STR("FR")) ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

static Truth postal_in_postal(Str postal, const Item *item) {
    const Department *department = department_of(postal);
    if (postal.n < 5) return department ? department_in(department, item) : TRUTH_UNKNOWN;
    bool whole_department = !item->open && item->stem.n < 5;
    if (whole_department && !department) return TRUTH_UNKNOWN;
    bool in = whole_department ? str_is(item->stem, department->name) : item_has(item, postal);
    return in ? TRUTH_TRUE : TRUTH_FALSE;
}

Truth place_in(Str place, const Item *item) {
    bool nuts = place_is_nuts(place);
    if (place_is_nuts(item->stem)) /* a region holds all that is in it, star or not */
        return nuts ? nuts_in_nuts(place, item) : postal_in_nuts(place, item);
    return nuts ? nuts_in_postal(place, item) : postal_in_postal(place, item);
}

bool place_refines(Str postal, Str nuts) {
    const Department *department = department_of(postal);
    return department && str_starts(str_of(department->nuts), nuts);
}

/* tedcode.c - lists of codes, each with its eForms word. */
#include "ingest/tedcode.h"

typedef struct Code {
    const char *ted, *eforms;
} Code;

static Str find(const Code *codes, size_t count, Str ted) {
    for (size_t i = 0; i < count; i++)
        if (str_is(ted, codes[i].ted)) return str_of(codes[i].eforms);
    return (Str){0};
}

#define FIND(codes, ted) find(codes, sizeof(codes) / sizeof *(codes), ted)

int ted_form_number(Str form) {
    size_t digits = str_starts(form, STR("F"));
    int number = 0;
    if (form.n == digits || form.n > digits + 2) return 0;
    for (size_t i = digits; i < form.n; i++) {
        if (form.p[i] < '0' || form.p[i] > '9') return 0;
        number = 10 * number + form.p[i] - '0';
    }
    return number;
}

Str ted_form(Str form, Str notice_type) {
    static const Code types[] = {
        {"PRI_ONLY", "planning"},
        {"PER_ONLY", "planning"},
        {"PRI_REDUCING_TIME_LIMITS", "planning"},
        {"PER_REDUCING_TIME_LIMITS", "planning"},
        {"PRI_CALL_COMPETITION", "competition"},
        {"PER_CALL_COMPETITION", "competition"},
        {"PRI", "competition"}, /* of a social concession, which has no other call */
        {"QSU_ONLY", "competition"},
        {"QSU_CALL_COMPETITION", "competition"},
        {"CONTRACT", "competition"},
        {"AWARD_CONTRACT", "result"},
        {"CONCESSION_AWARD_CONTRACT", "result"},
    };
    /* Of the social services (21 to 23), only the type says which of the three it is. */
    static const char *const numbers[] = {
        [1] = "planning",     [2] = "competition",  [3] = "result",       [4] = "planning",
        [5] = "competition",  [6] = "result",       [7] = "competition",  [8] = "planning",
        [9] = "competition",  [10] = "competition", [11] = "competition", [12] = "competition",
        [13] = "result",      [14] = "change",      [15] = "dir-awa-pre", [16] = "planning",
        [17] = "competition", [18] = "result",      [19] = "competition", [20] = "cont-modif",
        [24] = "competition", [25] = "result",
    };
    if (str_is(form, "T01")) return STR("planning");
    if (str_is(form, "T02")) return STR("result");
    Str word = FIND(types, notice_type);
    size_t number = (size_t)ted_form_number(form);
    if (word.n || number >= sizeof numbers / sizeof *numbers) return word;
    return str_of(numbers[number]);
}

Str ted_procedure(Str element) {
    static const Code procedures[] = {
        {"PT_OPEN", "open"},
        {"PT_RESTRICTED", "restricted"},
        {"PT_ACCELERATED_RESTRICTED", "restricted"},
        {"PT_ACCELERATED_RESTRICTED_CHOICE", "restricted"},
        {"PT_COMPETITIVE_NEGOTIATION", "neg-w-call"},
        {"PT_INVOLVING_NEGOTIATION", "neg-w-call"},
        {"PT_NEGOTIATED_WITH_PRIOR_CALL", "neg-w-call"},
        {"PT_NEGOTIATED_CHOICE", "neg-w-call"},
        {"PT_NEGOTIATED_WITH_COMPETITION", "neg-w-call"},
        {"PT_NEGOTIATED_WITH_PUBLICATION_CONTRACT_NOTICE", "neg-w-call"},
        {"PT_ACCELERATED_NEGOTIATED", "neg-w-call"},
        {"PT_AWARD_CONTRACT_WITHOUT_CALL", "neg-wo-call"},
        {"PT_AWARD_CONTRACT_WITHOUT_PUBLICATION", "neg-wo-call"},
        {"PT_NEGOTIATED_WITHOUT_PUBLICATION", "neg-wo-call"},
        {"PT_NEGOTIATED_WITHOUT_COMPETITION", "neg-wo-call"},
        {"PT_NEGOTIATED_WITHOUT_PUBLICATION_CONTRACT_NOTICE", "neg-wo-call"},
        {"AWARD_WITHOUT_PRIOR_PUBLICATION", "neg-wo-call"},
        {"PT_COMPETITIVE_DIALOGUE", "comp-dial"},
        {"PT_INNOVATION_PARTNERSHIP", "innovation"},
        {"PT_COMPETITIVE_TENDERING", "comp-tend"},
        {"PT_REQUEST_EXPRESSION_INTEREST", "exp-int-rail"},
    };
    bool numbered = element.n > 4 && element.p[0] == 'F' && element.p[3] == '_';
    Str name = numbered ? str_sub(element, 4, SIZE_MAX) : element;
    if (str_starts(name, STR("PT_DA_"))) return STR("neg-wo-call"); /* a direct award in public transport */
    return FIND(procedures, name);
}

Str ted_buyer_kind(Str type) {
    static const Code kinds[] = {
        {"MINISTRY", "cga"},
        {"NATIONAL_AGENCY", "body-pl-cga"},
        {"REGIONAL_AUTHORITY", "ra"}, /* "regional or local" */
        {"REGIONAL_AGENCY", "body-pl-ra"},
        {"BODY_PUBLIC", "body-pl"},
        {"EU_INSTITUTION", "eu-ins-bod-ag"},
    };
    return FIND(kinds, type);
}

Str ted_authority(Str code) {
    static const Code kinds[] = {
        {"1", "cga"},     {"N", "body-pl-cga"},   {"3", "ra"},      {"R", "body-pl-ra"},
        {"6", "body-pl"}, {"5", "eu-ins-bod-ag"}, {"4", "utility"},
    };
    return FIND(kinds, code);
}

Str ted_nature(Str type) {
    static const Code natures[] = {
        {"WORKS", "works"}, {"SUPPLIES", "supplies"}, {"SERVICES", "services"},
        {"1", "works"},     {"2", "supplies"},        {"4", "services"},
    };
    return FIND(natures, type);
}

Str ted_language(Str two) {
    static const Code languages[] = {
        {"BG", "BUL"}, {"CS", "CES"}, {"DA", "DAN"}, {"DE", "DEU"}, {"EL", "ELL"}, {"EN", "ENG"},
        {"ES", "SPA"}, {"ET", "EST"}, {"FI", "FIN"}, {"FR", "FRA"}, {"GA", "GLE"}, {"HR", "HRV"},
        {"HU", "HUN"}, {"IS", "ISL"}, {"IT", "ITA"}, {"LT", "LIT"}, {"LV", "LAV"}, {"MT", "MLT"},
        {"NL", "NLD"}, {"NO", "NOR"}, {"PL", "POL"}, {"PT", "POR"}, {"RO", "RON"}, {"SK", "SLK"},
        {"SL", "SLV"}, {"SV", "SWE"},
    };
    return FIND(languages, two);
}

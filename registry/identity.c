/* identity.c - ids, numbers and days of a notice become keys. */
#include "registry/identity.h"
#include "ingest/ojnumber.h"
#include <inttypes.h>
#include <stdio.h>

enum { UUID_BYTES = 36, EXACT_DIGITS = 18, FIRST_DIGITS = 9, DAY_LAST = UINT16_MAX };

typedef struct Word {
    const char *text;
    uint8_t code;
} Word;

static uint8_t word_code(const Word *words, size_t count, Str text) {
    for (size_t i = 0; i < count; i++)
        if (str_is(text, words[i].text)) return words[i].code;
    return 0;
}

#define CODE_OF(words, text) word_code(words, sizeof(words) / sizeof *(words), text)

Family notice_family(const Notice *notice) {
    static const Word families[] = {{"eforms", FAMILY_EFORMS},
                                    {"ted", FAMILY_TED},
                                    {"boamp", FAMILY_BOAMP},
                                    {"decp", FAMILY_DECP},
                                    {"csv", FAMILY_CSV}};
    return (Family)CODE_OF(families, notice->source_format);
}

Stage notice_stage(const Notice *notice) {
    static const Word forms[] = {
        {"consultation", STAGE_PLANNING},   {"planning", STAGE_PLANNING},
        {"competition", STAGE_CALL},        {"result", STAGE_RESULT},
        {"dir-awa-pre", STAGE_RESULT},      {"cont-modif", STAGE_MODIFICATION},
        {"completion", STAGE_MODIFICATION}, {"modification", STAGE_MODIFICATION},
    };
    if (str_is(notice->status, "modification")) return STAGE_MODIFICATION;
    return (Stage)CODE_OF(forms, notice->form);
}

/* A TED corrigendum never restates its notice, not even one whose differences could not be read. */
Act notice_act(const Notice *notice) {
    if (str_is(notice->status, "cancelled")) return ACT_CANCELS;
    bool corrigendum = notice_family(notice) == FAMILY_TED &&
                       (str_starts(notice->type, STR("F14")) || str_is(notice->form, "change"));
    if (notice->correction_count || corrigendum) return ACT_CORRECTS;
    if (str_is(notice->status, "modification")) return ACT_STATES;
    return notice->change_of.n || str_is(notice->status, "changed") ? ACT_CHANGES : ACT_STATES;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_hex(char c) {
    return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* Whether the text begins as a UUID does; `lower` takes it in lower case. */
static bool uuid_read(Str s, char lower[UUID_BYTES]) {
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (s.n < UUID_BYTES) return false;
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (form[i] == 'x' ? !is_hex(s.p[i]) : s.p[i] != '-') return false;
        lower[i] = (char)(form[i] == 'x' ? s.p[i] | 32 : '-'); /* leaves a digit as it is */
    }
    return true;
}

static Str buyer_of(const Notice *notice) {
    return notice->buyer_id.n ? notice->buyer_id : notice->buyer_name;
}

static Digest id_key(const Notice *notice, Family family, Str id) {
    char lower[UUID_BYTES], tag = (char)('0' + family);
    bool uuid = id.n == UUID_BYTES && uuid_read(id, lower);
    if (uuid) id = (Str){lower, sizeof lower};
    Str texts[] = {STR("notice"), {&tag, 1}, family == FAMILY_CSV && !uuid ? buyer_of(notice) : (Str){0}, id};
    return digest_texts(texts, sizeof texts / sizeof *texts);
}

/* The number of a publication, where a text is one: what BOAMP writes like its own numbers is not. */
static bool oj_read(Family family, Str s, OjNumber *oj) {
    return !(family == FAMILY_BOAMP && boamp_number_is(s)) && oj_number_read(s, oj);
}

/* Empty for a notice that cannot be named; a contract with no more than its buyer's number is one. */
static Str own_id(const Notice *notice) {
    Str id = str_trim_wide(notice->id);
    bool bare = str_is(notice->source_format, "decp") && str_eq(id, str_trim_wide(notice->buyer_id));
    if (bare) return (Str){0};
    return id;
}

/* TED's ids are OJ numbers, written in two ways: they are one id. */
static Digest own_key(const Notice *notice, Family family) {
    Str id = own_id(notice);
    OjNumber oj;
    if (!id.n) return (Digest){0};
    if (family != FAMILY_TED || !oj_number_read(id, &oj)) return id_key(notice, family, id);
    char text[32];
    int n = snprintf(text, sizeof text, "%u-%u", (unsigned)oj.number, (unsigned)oj.year);
    return id_key(notice, family, (Str){text, (size_t)n});
}

uint64_t version_key(Str version) {
    Str s = str_trim_wide(version);
    if (!s.n) return 0;
    size_t digits = 0;
    while (digits < s.n && is_digit(s.p[digits])) digits++;
    if (digits < s.n) return 1 + digest_texts(&s, 1).high % VERSION_WORDS;
    while (s.n > 1 && s.p[0] == '0') s.p++, s.n--;
    bool exact = s.n <= EXACT_DIGITS;
    uint64_t value = 0, beyond = 1000000000000000000u; /* EXACT_DIGITS zeros */
    for (size_t i = 0; i < (exact ? s.n : FIRST_DIGITS); i++) value = value * 10 + (uint64_t)(s.p[i] - '0');
    if (!exact)
        value += beyond + (s.n < UINT32_MAX ? s.n : UINT32_MAX) * 1000000000u; /* FIRST_DIGITS zeros */
    return VERSION_WORDS + 1 + value;
}

uint64_t version_rank(uint64_t key) {
    return key && key <= VERSION_WORDS ? 1 : key;
}

static uint16_t day_of(Date date) {
    if (date == DATE_ABSENT) return 0;
    return (uint16_t)(date < 1 ? 1 : date > DAY_LAST ? DAY_LAST : date);
}

/* A contract has the day of its last conclusion where it states no other. */
static Date issue_of(const Notice *notice, Family family) {
    Date last = notice->issue_date;
    if (family != FAMILY_DECP || last != DATE_ABSENT || !notice->lot_count) return last;
    Str rest = notice->lots[0].contract_date, part;
    while (str_next(&rest, ';', &part)) {
        Date date;
        if (date_read(str_trim(part), &date) && date > last) last = date;
    }
    return last;
}

/* Of a row what it says: buyers number their plans from 1 every year, and give no version. */
static Digest lot_key(const Lot *lot, bool whole) {
    char figures[64];
    int n = snprintf(figures, sizeof figures, "%" PRId64 " %" PRId32 " %" PRId32, lot->amount.cents,
                     lot->start_date, lot->deadline.day);
    Str texts[] = {lot->id, lot->title, lot->description, lot->cpv_main, {figures, (size_t)n}};
    return digest_texts(texts, whole ? sizeof texts / sizeof *texts : 1);
}

/* A sum, so that the order of the lots does not matter. */
static uint64_t content_of(const Notice *notice, Family family) {
    uint64_t sum = 0;
    for (size_t i = 0; i < notice->lot_count; i++)
        sum += lot_key(&notice->lots[i], family == FAMILY_CSV).high;
    return sum;
}

Identity identity_of(const Notice *notice, Str order) {
    Family family = notice_family(notice);
    OjNumber oj = {0};
    if (!oj_read(family, notice->publication_number, &oj) && family == FAMILY_TED)
        oj_number_read(notice->id, &oj);
    Stage stage = notice_stage(notice);
    /* DECP has no versions: a contract that was modified is a newer state of the same id. */
    bool modified = family == FAMILY_DECP && stage == STAGE_MODIFICATION && !notice->version.n;
    return (Identity){
        .id = own_key(notice, family),
        .version = version_key(modified ? STR("1") : notice->version),
        .content = content_of(notice, family),
        .order = digest_texts(&order, 1).high,
        .oj_number = oj.number,
        .oj_year = oj.year,
        .issued = day_of(issue_of(notice, family)),
        .published = day_of(notice->publication_date),
        .family = (uint8_t)family,
        .stage = (uint8_t)stage,
        .act = (uint8_t)notice_act(notice),
        .single = notice->lot_count == 1,
    };
}

static int compare(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

int identity_compare(const Identity *a, const Identity *b) {
    int order = compare(a->issued ? a->issued : a->published, b->issued ? b->issued : b->published);
    if (!order) order = compare(version_rank(a->version), version_rank(b->version));
    if (!order) order = compare(a->published, b->published);
    if (!order) order = compare(a->order, b->order);
    if (!order) order = digest_compare(a->id, b->id);
    if (!order) order = compare(a->version, b->version);
    return order ? order : compare(a->content, b->content);
}

bool identity_has_id(const Identity *identity) {
    return identity->id.high || identity->id.low;
}

static void say_procedure(const Notice *notice, NameSink *sink, void *to) {
    char lower[UUID_BYTES], tag = (char)('0' + notice_family(notice));
    Str id = str_trim_wide(notice->procedure_id);
    if (!id.n) return;
    bool uuid = id.n == UUID_BYTES && uuid_read(id, lower);
    Str shared[] = {STR("procedure"), {lower, sizeof lower}};
    Str own[] = {STR("procedure"), {&tag, 1}, buyer_of(notice), id};
    Name name = {.why = WHY_PROCEDURE, .key = uuid ? digest_texts(shared, 2) : digest_texts(own, 4)};
    sink(to, &name);
}

/* The notice of an id, with a version behind it or not, in the family of the one that names it; and if that
 * is another, in eForms, where UUIDs are at home. */
static void say_id(const Notice *notice, Family family, Str text, Name name, NameSink *sink, void *to) {
    char lower[UUID_BYTES];
    bool uuid = uuid_read(text, lower),
         versioned = uuid && text.n > UUID_BYTES + 1 && text.p[UUID_BYTES] == '-';
    Str version = versioned ? str_sub(text, UUID_BYTES + 1, SIZE_MAX) : (Str){0};
    name.version = versioned ? version_key(version) : UINT64_MAX;
    if (versioned) text.n = UUID_BYTES;
    name.key = id_key(notice, family, text);
    sink(to, &name);
    if (!uuid || family == FAMILY_EFORMS) return;
    name.key = id_key(notice, FAMILY_EFORMS, text);
    name.again = true;
    sink(to, &name);
}

static void say_notice(const Notice *notice, Str text, Why why, NameSink *sink, void *to) {
    Family family = notice_family(notice);
    OjNumber oj;
    text = str_trim_wide(text);
    if (!text.n) return;
    bool own_first = family != FAMILY_EFORMS && family != FAMILY_TED; /* "12-2024" is a number of their own */
    bool numbered = oj_read(family, text, &oj);
    if (own_first || !numbered) say_id(notice, family, text, (Name){.why = why}, sink, to);
    if (!numbered) return;
    Name name = {
        .why = why, .oj = true, .key = {oj.year, oj.number}, .version = UINT64_MAX, .again = own_first};
    sink(to, &name);
}

void identity_names(const Notice *notice, NameSink *sink, void *to) {
    if (!own_id(notice).n) return;
    say_procedure(notice, sink, to);
    say_notice(notice, notice->change_of, WHY_CHANGED, sink, to);
    for (size_t i = 0; i < notice->earlier.n; i++)
        say_notice(notice, notice->earlier.at[i], WHY_EARLIER, sink, to);
}

/* digest.c - the frame of a digest: its first sentences, its sections in order, its foot. */
#include "report/digest.h"
#include "base/columns.h"
#include "report/night_lots.h"
#include "report/typography.h"

/* What people read of a text from outside; longer ones are in the workbook. */
enum { TEXT_MOST = 240 };

static Str label(const DigestMaker *maker, const char *section, const char *key) {
    return typeset(maker->arena, maker->words, words_label(maker->words, section, str_of(key)));
}

/* "deadline narrow|lot wide|hours middle named" */
static void add_columns(const DigestMaker *maker, DigestSection *section, Str columns) {
    for (Str column; str_next(&columns, '|', &column);) {
        Str name = {0}, width = {0}, named = {0};
        str_word(&column, &name), str_word(&column, &width), str_word(&column, &named);
        section->columns[section->column_count++] =
            (DigestColumn){label(maker, "digest_column", str_cstr(maker->arena, name)),
                           str_cstr(maker->arena, width), named.n > 0};
    }
}

DigestSection *digest_section(const DigestMaker *maker, const char *name, const char *columns, size_t head,
                              size_t count) {
    if (!count) return NULL;
    DigestSection *section = &maker->digest->sections[maker->digest->section_count++];
    WordsValue until = {"until", date_said(maker->arena, maker->words, night_soon(maker->night))};
    Str caption = words_label(maker->words, "digest_caption", str_of(name));
    *section = (DigestSection){
        .name = name,
        .heading = label(maker, "digest_heading", name),
        .caption = typeset(maker->arena, maker->words, words_fill(maker->arena, caption, &until, 1)),
        .count = count,
        .head = head,
        .rows = count < DIGEST_ROWS_MOST ? count : DIGEST_ROWS_MOST};
    add_columns(maker, section, str_of(columns));
    section->cells = ARENA_ARRAY(maker->arena, DigestCell, section->rows * section->column_count);
    return section;
}

DigestCell *digest_row(const DigestSection *section, size_t row) {
    return &section->cells[row * section->column_count];
}

static void add_line(const DigestMaker *maker, DigestCell *cell, DigestRole role, Str text, Str link) {
    if (!text.n) return;
    Str shown = columns_cut(maker->arena, columns_visible(maker->arena, text), TEXT_MOST);
    *ARENA_PUSH(maker->arena, cell->at, cell->n, cell->cap) = (DigestLine){role, shown, link};
}

void digest_line(const DigestMaker *maker, DigestCell *cell, DigestRole role, Str text) {
    add_line(maker, cell, role, text, (Str){0});
}

void digest_link(const DigestMaker *maker, DigestCell *cell, Str text, Str link) {
    add_line(maker, cell, LINE_PLAIN, text, link);
}

void digest_more(const DigestMaker *maker, DigestSection *section, const char *file) {
    size_t more = section->count - section->rows;
    if (!more) return;
    WordsValue values[] = {{"n", count_said(maker->arena, maker->words, (int64_t)more)},
                           {"file", str_of(file)}};
    const char *name = more < 2 ? "digest.more_one" : "digest.more";
    section->notes[0] =
        (DigestLine){.text = night_say(maker->arena, maker->words, name, values, 2), .link = str_of(file)};
}

/* "one, two et three" */
static Str listed(const DigestMaker *maker, StrList list) {
    Buf buf = {.arena = maker->arena};
    for (size_t i = 0; i < list.n; i++) {
        bool last = i + 1 == list.n;
        if (i && last) buf_print(&buf, " %.*s ", STR_ARG(words_get(maker->words, "digest.and")));
        else if (i) buf_print(&buf, "%.*s ", STR_ARG(words_get(maker->words, "digest.comma")));
        buf_add(&buf, list.at[i]);
    }
    return buf_str(&buf);
}

static void add_counted(const DigestMaker *maker, StrList *list, const char *key, uint64_t n) {
    if (n) strlist_add(maker->arena, list, night_counted(maker->arena, maker->words, key, n));
}

/* What the night has brought. */
static Str news(const DigestMaker *maker) {
    const Night *night = maker->night;
    Arena *arena = maker->arena;
    StrList list = {0};
    add_counted(maker, &list, "new", night_pick(arena, night, night_new_eligible).n);
    add_counted(maker, &list, "new_to_check", night_pick(arena, night, night_new_to_check).n);
    add_counted(maker, &list, "changed", night_pick(arena, night, night_changed).n);
    add_counted(maker, &list, "withdrawn", night_pick(arena, night, night_withdrawn).n);
    add_counted(maker, &list, "replaced", night->replaced_count);
    add_counted(maker, &list, "refused", night_refused_files(night));
    if (night->packs_changed) add_counted(maker, &list, "rules", 1);
    WordsValue values[] = {{"since", date_said(arena, maker->words, night->since)},
                           {"list", listed(maker, list)}};
    return night_say(arena, maker->words, list.n ? "digest.news" : "digest.quiet", values, 2);
}

static Str first(const DigestMaker *maker) {
    const Night *night = maker->night;
    const WordsValue values[] = {
        {"notices", night_counted(maker->arena, maker->words, "notices", night->notices)},
        {"lots", night_counted(maker->arena, maker->words, "lots", night->lots_counted)},
        {"eligible", night_counted(maker->arena, maker->words, "eligible", night->eligible)},
        {"to_check", night_counted(maker->arena, maker->words, "to_check", night->to_check)}};
    return night_say(maker->arena, maker->words, "digest.first", values, sizeof values / sizeof *values);
}

Str digest_left(const DigestMaker *maker, Date day) {
    int64_t days = (int64_t)day - maker->night->date;
    WordsValue value = {"n", count_said(maker->arena, maker->words, days)};
    const char *name = days < 0    ? "digest.passed"
                       : days == 0 ? "digest.today"
                       : days == 1 ? "digest.tomorrow"
                                   : "digest.left";
    return night_say(maker->arena, maker->words, name, &value, 1);
}

static Str to_decide(const DigestMaker *maker) {
    NightLots lots = night_pick(maker->arena, maker->night, night_to_decide);
    Str left = lots.n ? digest_left(maker, lots.at[0]->lot.deadline.day) : (Str){0};
    WordsValue values[] = {{"n", count_said(maker->arena, maker->words, (int64_t)lots.n)},
                           {"left", left},
                           {"until", date_said(maker->arena, maker->words, night_soon(maker->night))}};
    const char *name = !lots.n ? "digest.decide_none" : lots.n == 1 ? "digest.decide_one" : "digest.decide";
    return night_say(maker->arena, maker->words, name, values, 3);
}

Str digest_weekday(const DigestMaker *maker, Date day) {
    int number = (int)((((int64_t)day + 3) % 7 + 7) % 7) + 1; /* 1970-01-01 was a Thursday */
    return words_label(maker->words, "weekday", str_print(maker->arena, "%d", number));
}

static void add_fact(const DigestMaker *maker, const char *term, Str text, bool code) {
    NightDigest *digest = maker->digest;
    if (!text.n) return;
    digest->facts[digest->fact_count++] =
        (DigestFact){label(maker, "digest_fact", term), columns_visible(maker->arena, text), code};
}

/* "EPA de Montabry – Montabry Insertion", or the one of both that there is. The title of the convention is
 * that of its review. */
static Str whose(const DigestMaker *maker) {
    const Convention *convention = maker->night->convention;
    Str body = convention->body.n ? convention->body : convention->title;
    WordsValue values[] = {{"body", body}, {"agency", convention->agency}};
    if (!body.n || !convention->agency.n) return body.n ? body : convention->agency;
    return night_say(maker->arena, maker->words, "digest_foot.agency", values, 2);
}

static Str counts(const DigestMaker *maker) {
    const Night *night = maker->night;
    static const char *const keys[] = {"notices", "lots", "eligible", "to_check", "out"};
    const uint64_t numbers[] = {night->notices, night->lots_counted, night->eligible, night->to_check,
                                night->not_eligible};
    enum { COUNTS = sizeof keys / sizeof *keys };
    WordsValue values[COUNTS];
    for (size_t i = 0; i < COUNTS; i++)
        values[i] = (WordsValue){keys[i], night_counted(maker->arena, maker->words, keys[i], numbers[i])};
    return night_say(maker->arena, maker->words, "digest_foot.counts", values, COUNTS);
}

static Str files(const DigestMaker *maker) {
    const Night *night = maker->night;
    if (!night->file_count) return (Str){0};
    size_t refused = night_refused_files(night);
    WordsValue values[] = {{"files", night_counted(maker->arena, maker->words, "files", night->file_count)},
                           {"refused", night_counted(maker->arena, maker->words, "refused", refused)}};
    return refused ? night_say(maker->arena, maker->words, "digest_foot.files", values, 2) : values[0].value;
}

static void add_foot(const DigestMaker *maker) {
    const Night *night = maker->night;
    const Convention *convention = night->convention;
    const Words *words = maker->words;
    Arena *arena = maker->arena;
    const WordsValue values[] = {
        {"date", date_said(arena, words, night->date)},
        {"since", date_said(arena, words, night->since)},
        {"from", date_said(arena, words, convention->from)},
        {"to", date_said(arena, words, convention->to)},
        {"rules", night->packs},
    };
    enum { VALUES = sizeof values / sizeof *values };
    const char *run = night->since == DATE_ABSENT ? "digest_foot.first_run" : "digest_foot.run";
    bool dated = convention->from != DATE_ABSENT && convention->to != DATE_ABSENT;
    maker->digest->foot = label(maker, "digest_heading", "foot");
    add_fact(maker, "run", night_say(arena, words, run, values, VALUES), false);
    add_fact(maker, "convention", whose(maker), false);
    if (dated)
        add_fact(maker, "period", night_say(arena, words, "digest_foot.period", values, VALUES), false);
    add_fact(maker, "counts", counts(maker), false);
    add_fact(maker, "files", files(maker), false);
    add_fact(maker, "rules",
             night->packs_changed ? night_say(arena, words, "digest_foot.rules_new", values, VALUES)
                                  : night->packs,
             false);
    add_fact(maker, "digest", night->packs_digest, true);
}

NightDigest *digest_make(Arena *arena, const Night *night, const Words *words) {
    NightDigest *digest = ARENA_NEW(arena, NightDigest);
    DigestMaker maker = {arena, night, words, digest};
    WordsValue values[] = {{"date", date_said(arena, words, night->date)},
                           {"weekday", digest_weekday(&maker, night->date)}};
    digest->title = night_say(arena, words, "digest.title", values, 2);
    digest->heading = night_say(arena, words, "digest.heading", values, 2);
    digest->over = columns_visible(arena, whose(&maker));
    digest->lead[0] = night->since == DATE_ABSENT ? first(&maker) : news(&maker);
    digest->lead[1] = to_decide(&maker);
    digest_lots(&maker);
    digest_work(&maker);
    add_foot(&maker);
    return digest;
}

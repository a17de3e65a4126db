/* follow_table.c - a contract is a row of figures, and below it what they do not say: which months are
 * missing, what is left to be done, what must be decided. An anomaly is its name and its sentence. */
#include "report/follow_table.h"
#include "report/pace_said.h"
#include "report/typography.h"

enum { LINES_MOST = 3, INDENT = 12 + 10 + 2 * GRID_GAP };

typedef enum PaceColumn { STATE, CONTRACT, OBJECT, CONTRACTOR, HOURS, RATE, LEFT, LAST, COLUMNS } PaceColumn;
typedef enum WrongColumn { KIND, WHERE, DECLARANT, MONTH, PERSON, SENTENCE, WRONG_COLUMNS } WrongColumn;

/* Words of [track]. */
static const GridColumn columns[COLUMNS] = {
    [STATE] = {"state", "state", 12},   [CONTRACT] = {"contract", "contract", 10},
    [OBJECT] = {"object", "object", 0}, [CONTRACTOR] = {NULL, "contractor", 20},
    [HOURS] = {"hours", "hours", 14},   [RATE] = {"rate", "rate", 13},
    [LEFT] = {NULL, "left", 16},        [LAST] = {NULL, "last", 14},
};
static const GridColumn wrong_columns[WRONG_COLUMNS] = {
    [KIND] = {"anomaly", "anomaly", 24},   [WHERE] = {"contract", "contract", 10},
    [DECLARANT] = {NULL, "declarant", 14}, [MONTH] = {NULL, "month", 14},
    [PERSON] = {NULL, "person", 12},       [SENTENCE] = {"sentence", "sentence", 0},
};

typedef struct Writer {
    Arena *arena;
    const Follow *follow;
    const FollowLook *look;
    Buf *buf;
} Writer;

static Str say(const Writer *w, const char *key, Str value) {
    WordsValue values = {"value", value};
    return words_fill(w->arena, words_label(w->look->words, "track", str_of(key)), &values, 1);
}

static Str hours_text(const Writer *w, const char *key, Hundredths hours) {
    if (hours == HUNDREDTHS_ABSENT) return (Str){0};
    return say(w, key, hundredths_said(w->arena, w->look->words, hours, 0));
}

/* "52 à 71 %", cut like the sentence's rates. */
static Str rate_text(const Writer *w, const Pace *pace) {
    if (pace_nothing(pace))
        return pace->missing_count ? words_get(w->look->words, "track.nothing") : (Str){0};
    if (pace->rate_low == HUNDREDTHS_ABSENT) return (Str){0};
    Str low = count_said(w->arena, w->look->words, pace->rate_low / 100),
        high = count_said(w->arena, w->look->words, pace->rate_high / 100);
    WordsValue values[] = {{"low", low}, {"high", high}};
    return str_eq(low, high) ? say(w, "percent", high)
                             : words_say(w->arena, w->look->words, "track.percents", values, 2);
}

/* Of hours that are left, if any are. */
static Str left_text(const Writer *w, const Followed *followed, const char *key, Hundredths hours) {
    return followed->left.high > 0 ? hours_text(w, key, hours_up(hours)) : (Str){0};
}

static Str last_text(const Writer *w, const Followed *followed) {
    if (followed->last_month == MONTH_ABSENT) return words_get(w->look->words, "track.never");
    return say(w, "until", month_said(w->arena, w->look->words, followed->last_month));
}

static Str short_date(const Writer *w, Date date) {
    int year, month, day;
    if (date == DATE_ABSENT) return (Str){0};
    date_split(date, &year, &month, &day);
    return str_print(w->arena, "%02d/%02d/%04d", day, month, year);
}

static Str color_of(const Writer *w, const Followed *followed) {
    static const char *const colors[FOLLOW_STATES] = {[FOLLOW_LATE] = "\033[1;33m",
                                                      [FOLLOW_SHORT] = "\033[1;33m",
                                                      [FOLLOW_RUNNING] = "\033[1;32m",
                                                      [FOLLOW_FINISHED] = "\033[2m",
                                                      [FOLLOW_TO_COME] = "\033[2m"};
    return w->look->color ? str_of(colors[followed->state]) : (Str){0};
}

static void add_cells(const Writer *w, const Grid *grid, const Followed *followed, GridCells *cells) {
    const Contract *contract = followed->contract;
    const struct {
        PaceColumn column;
        Str text;
        size_t most;
    } texts[] = {
        {STATE, follow_state_said(w->look->words, followed), 2},
        {CONTRACT, contract->id, 2},
        {OBJECT, contract->title, LINES_MOST},
        {CONTRACTOR, contract->contractor_name, LINES_MOST},
        {HOURS, hours_text(w, "declared", followed->declared), 1},
        {HOURS, hours_text(w, "committed", contract->hours_committed), 1},
        {RATE, rate_text(w, &followed->pace), 1},
        {RATE, say(w, "elapsed", count_said(w->arena, w->look->words, followed->pace.elapsed / 100)), 1},
        {LEFT, left_text(w, followed, "hours_left", followed->left.high), 1},
        {LEFT, left_text(w, followed, "monthly", followed->monthly.high), 1},
        {LEFT, say(w, "end", short_date(w, contract->end_date)), 1},
        {LAST, last_text(w, followed), 2},
        {LAST, short_date(w, followed->last_declared_on), 1},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        grid_add(w->arena, grid, cells, texts[i].column, "", texts[i].text, texts[i].most);
}

/* The pace where a month or more is missing, or its figures say too little. */
static Str pace_below(const Writer *w, const Followed *followed) {
    bool plain = followed->state == FOLLOW_RUNNING || followed->state == FOLLOW_FINISHED;
    if (plain && !followed->pace.missing_count && !pace_nothing(&followed->pace) &&
        followed->contract->hours_committed > 0)
        return (Str){0};
    return follow_pace_said(w->arena, w->look->words, followed);
}

static void put_contract(const Writer *w, const Grid *grid, const Followed *followed) {
    GridCells cells = {0};
    add_cells(w, grid, followed, &cells);
    grid_print(w->buf, grid, &cells, color_of(w, followed));
    grid_below(w->buf, w->arena, grid, INDENT, pace_below(w, followed));
    if (!grid_is_wide(grid) || followed->left.low != followed->left.high)
        grid_below(w->buf, w->arena, grid, INDENT, follow_left_said(w->arena, w->look->words, followed));
    if (followed->decision.n)
        grid_below(w->buf, w->arena, grid, INDENT, say(w, "decide", followed->decision));
    buf_byte(w->buf, '\n');
}

static void put_anomaly(const Writer *w, const Grid *grid, const Anomaly *anomaly) {
    const Words *words = w->look->words;
    bool wide = grid_is_wide(grid);
    GridCells cells = {0};
    Str month = {0};
    if (anomaly->month != MONTH_ABSENT) month = month_said(w->arena, words, anomaly->month);
    const struct {
        WrongColumn column;
        Str text;
    } texts[] = {
        {KIND, anomaly_kind_said(words, anomaly->kind)},
        {WHERE, anomaly->contract_id},
        {wide ? DECLARANT : KIND, anomaly->declarant_siret},
        {MONTH, month},
        {wide ? PERSON : KIND, anomaly->person_ref},
        {SENTENCE, anomaly_said(w->arena, words, anomaly)},
        {SENTENCE, anomaly_place(w->arena, anomaly)},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        grid_add(w->arena, grid, &cells, texts[i].column, "", texts[i].text, SIZE_MAX);
    for (size_t i = 0; i < anomaly->also.n; i++)
        grid_add(w->arena, grid, &cells, WHERE, "", anomaly->also.at[i], SIZE_MAX);
    grid_print(w->buf, grid, &cells, w->look->color ? STR("\033[1;33m") : (Str){0});
    buf_byte(w->buf, '\n');
}

/* "3 en retard" */
static Str counted(const Writer *w, const char *one, const char *many, size_t n) {
    return say(w, n < 2 ? one : many, count_said(w->arena, w->look->words, (int64_t)n));
}

static void put_foot(const Writer *w, const Grid *grid) {
    const Follow *follow = w->follow;
    WordsValue values[] = {
        {"contracts", counted(w, "contract_one", "contract_many", follow->contract_count)},
        {"late", counted(w, "late_one", "late_many", follow->late)},
        {"anomalies", follow->anomaly_count ? counted(w, "anomaly_one", "anomaly_many", follow->anomaly_count)
                                            : words_get(w->look->words, "track.anomaly_none")},
        {"date", date_said(w->arena, w->look->words, follow->date)},
        {"until", date_said(w->arena, w->look->words, follow->until)},
    };
    const char *word = follow->contract_count ? "track.count" : "track.none";
    grid_below(w->buf, w->arena, grid, 0, words_say(w->arena, w->look->words, word, values, 5));
}

Str follow_table(Arena *arena, const Follow *follow, const FollowLook *look) {
    Buf buf = {.arena = arena};
    Writer w = {arena, follow, look, &buf};
    Grid grid = {columns, COLUMNS, look->width}, wrong = {wrong_columns, WRONG_COLUMNS, look->width};
    size_t shown = look->late ? follow->late : follow->contract_count;
    if (shown) grid_head(&buf, arena, &grid, look->words, "track");
    for (size_t i = 0; i < shown; i++) put_contract(&w, &grid, &follow->contracts[i]);
    if (follow->anomaly_count) grid_head(&buf, arena, &wrong, look->words, "track");
    for (size_t i = 0; i < follow->anomaly_count; i++) put_anomaly(&w, &wrong, &follow->anomalies[i]);
    put_foot(&w, &grid);
    return buf_str(&buf);
}

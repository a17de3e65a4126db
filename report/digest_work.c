/* digest_work.c - the sections about contracts, declarations and files. Of persons there is nothing, not even
 * how many of them a declaration is about. */
#include "base/file.h"
#include "report/digest.h"
#include "report/night_lots.h"
#include "report/typography.h"

static Str say(const DigestMaker *maker, const char *name, const WordsValue *values, size_t n) {
    return night_say(maker->arena, maker->words, name, values, n);
}

#define ALERTS "alerts.xlsx"

static void put_contract(const DigestMaker *maker, DigestCell *cell, Str title, Str contractor, Str id) {
    WordsValue value = {"id", id};
    digest_line(maker, cell, LINE_TITLE, title);
    digest_line(maker, cell, LINE_PLAIN, contractor);
    digest_line(maker, cell, LINE_CODE, say(maker, "digest.contract", &value, 1));
}

static void add_late(const DigestMaker *maker) {
    const Follow *follow = maker->night->follow;
    const Words *words = maker->words;
    Arena *arena = maker->arena;
    DigestSection *section = digest_section(
        maker, "late", "contract wide|pace wide named|left middle named|end narrow named", 0, follow->late);
    if (!section) return;
    for (size_t i = 0; i < section->rows; i++) {
        DigestCell *row = digest_row(section, i);
        const Followed *followed = &follow->contracts[i]; /* the late ones stand first */
        const Contract *contract = followed->contract;
        WordsValue decision = {"decision", followed->decision};
        put_contract(maker, &row[0], contract->title, contract->contractor_name, contract->id);
        digest_line(maker, &row[1], LINE_PLAIN,
                    typeset(arena, words, follow_pace_said(arena, words, followed)));
        if (followed->decision.n)
            digest_line(maker, &row[1], LINE_QUIET, say(maker, "digest.noted", &decision, 1));
        digest_line(maker, &row[2], LINE_PLAIN,
                    typeset(arena, words, follow_left_said(arena, words, followed)));
        digest_line(maker, &row[3], LINE_PLAIN, date_said(arena, words, contract->end_date));
    }
    digest_more(maker, section, ALERTS);
}

/* How many of each kind: which person or row it is stands where the house keeps that. */
static void add_anomalies(const DigestMaker *maker) {
    const Follow *follow = maker->night->follow;
    size_t counts[ANOMALY_KINDS] = {0}, kinds = 0, row = 0;
    for (size_t i = 0; i < follow->anomaly_count; i++) kinds += !counts[follow->anomalies[i].kind]++;
    DigestSection *section = digest_section(maker, "anomalies", "anomaly wide|count wide named", 0, kinds);
    if (!section) return;
    section->count = follow->anomaly_count;
    for (AnomalyKind kind = 0; kind < ANOMALY_KINDS; kind++) {
        if (!counts[kind]) continue;
        DigestCell *cells = digest_row(section, row++);
        digest_line(maker, &cells[0], LINE_TITLE,
                    typeset(maker->arena, maker->words, anomaly_kind_said(maker->words, kind)));
        digest_line(maker, &cells[1], LINE_PLAIN,
                    count_said(maker->arena, maker->words, (int64_t)counts[kind]));
    }
    WordsValue file = {"file", STR(ALERTS)};
    section->notes[0] = (DigestLine){.text = say(maker, "digest.detail", &file, 1), .link = STR(ALERTS)};
}

/* mars 2026 : 412 h remplacées par 398 h */
static Str replaced_said(const DigestMaker *maker, const Replacement *replacement) {
    WordsValue values[] = {{"month", month_said(maker->arena, maker->words, replacement->month)},
                           {"before", hundredths_said(maker->arena, maker->words, replacement->before, 0)},
                           {"after", hundredths_said(maker->arena, maker->words, replacement->after, 0)}};
    return say(maker, "digest.replaced", values, 3);
}

static void add_replaced(const DigestMaker *maker) {
    const Night *night = maker->night;
    DigestSection *section =
        digest_section(maker, "replaced", "contract wide|replaced wide", 0, night->replaced_count);
    if (!section) return;
    const NightReplacement *all = night_replaced(maker->arena, night);
    for (size_t i = 0; i < section->rows; i++) {
        DigestCell *row = digest_row(section, i);
        const NightReplacement *replaced = &all[i];
        put_contract(maker, &row[0], replaced->title, (Str){0}, replaced->replacement.contract_id);
        digest_line(maker, &row[1], LINE_PLAIN, replaced_said(maker, &replaced->replacement));
    }
    digest_more(maker, section, "run.json");
}

static Str refused_said(const DigestMaker *maker, const NightFile *file) {
    WordsValue values[] = {
        {"n", count_said(maker->arena, maker->words, (int64_t)file->refused)},
        {"all", count_said(maker->arena, maker->words, (int64_t)(file->kept + file->refused))}};
    if (file->whole) return say(maker, "digest.refused_file", NULL, 0);
    return say(maker, file->refused < 2 ? "digest.refused_one" : "digest.refused", values, 2);
}

static void put_file(const DigestMaker *maker, DigestCell *row, const NightFile *file) {
    WordsValue value = {"file", file->rejects.n ? file->rejects : file_own_name(file->name)};
    digest_line(maker, &row[0], LINE_TITLE, file->name);
    digest_line(maker, &row[0], LINE_QUIET, words_label(maker->words, "file_kind", file->kind));
    digest_line(maker, &row[1], LINE_PLAIN, refused_said(maker, file));
    digest_line(maker, &row[1], LINE_FOREIGN, file->reason);
    digest_line(maker, &row[2], LINE_CODE,
                words_say(maker->arena, maker->words, "digest.rejects", &value, 1));
}

static void add_refused(const DigestMaker *maker) {
    const Night *night = maker->night;
    DigestSection *section = digest_section(maker, "refused", "file wide|refused wide named|where wide named",
                                            0, night_refused_files(night));
    if (!section) return;
    const NightFile *files = night_files(maker->arena, night);
    size_t n = 0;
    for (size_t i = 0; i < night->file_count && n < section->rows; i++)
        if (files[i].whole || files[i].refused) put_file(maker, digest_row(section, n++), &files[i]);
    digest_more(maker, section, "run.json");
}

void digest_work(const DigestMaker *maker) {
    if (maker->night->follow) {
        add_late(maker);
        add_anomalies(maker);
    }
    add_replaced(maker);
    add_refused(maker);
}

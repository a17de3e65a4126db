/* frozen.c - names, renames and digests of published reviews. */
#include "cli/frozen.h"
#include "base/file.h"
#include "registry/convention.h"
#include <dirent.h>
#include <stddef.h>
#include <stdlib.h>

enum { RECORD_LIMIT = 1 << 20 };

static const char record_ending[] = ".published";

/* reviews/BEFORE review-2026 AFTER */
static Str path_of(Cli *cli, const Frozen *frozen, const char *before, const char *after) {
    return file_join(cli->run, frozen->folder,
                     str_print(cli->run, "%s%.*s%s", before, STR_ARG(frozen->name), after));
}

static Str final_path(Cli *cli, const Frozen *frozen, const char *ending) {
    return path_of(cli, frozen, "", ending);
}
static Str hidden_path(Cli *cli, const Frozen *frozen, const char *ending) {
    return path_of(cli, frozen, ".", ending);
}
static Str kept_path(Cli *cli, const Frozen *frozen, const char *ending) {
    return path_of(
        cli, frozen, "",
        str_cstr(cli->run, str_print(cli->run, ".v%lld%s", (long long)frozen->publication.version, ending)));
}

/* The files, with the hidden names under which they wait. */
static const struct Part {
    const char *ending, *hidden;
    size_t digest; /* in Publication */
} parts[] = {{".pdf", ".pdf.new", offsetof(Publication, pdf)},
             {".json", ".json.new", offsetof(Publication, json)},
             {".xlsx", ".xlsx.new", offsetof(Publication, xlsx)},
             {".html", ".html.new", offsetof(Publication, html)}};
enum { PARTS = sizeof parts / sizeof *parts };
_Static_assert(sizeof(FrozenFiles) == PARTS * sizeof(Str), "a part a file");
static const char pending_ending[] = ".published.new";

static Digest part_digest(const struct Part *part, const Publication *publication) {
    return *(const Digest *)((const char *)publication + part->digest);
}

/* False: not there, or other bytes. */
static bool has_digest(Cli *cli, Str path, Digest wanted) {
    Diags unsaid = diags_new(cli->run);
    Digest digest;
    return file_is_regular(cli->run, path) && file_digest(cli->run, path, &digest, &unsaid) &&
           !digest_compare(digest, wanted);
}

/* A record. False where it cannot be read; damaged where it is none. */
static bool read_record(Cli *cli, Str path, Frozen *frozen) {
    Str bytes;
    if (!file_read_settings(cli->run, path, RECORD_LIMIT, &bytes, &cli->diags)) return false;
    frozen->published = true;
    frozen->damaged = !publication_read(cli->run, bytes, &frozen->publication);
    if (frozen->damaged)
        diag_add(&cli->diags, DIAG_REFUSED, (Loc){.file = path},
                 "taken as published all the same; bring it back from a backup",
                 "the record of a published review is not as it was written");
    return true;
}

/* From the pending record on; each step may have been done. */
static bool finish(Cli *cli, Frozen *frozen) {
    Diags *diags = &cli->diags;
    for (size_t i = 0; i < PARTS; i++) {
        Str from = hidden_path(cli, frozen, parts[i].hidden), to = final_path(cli, frozen, parts[i].ending);
        Digest wanted = part_digest(&parts[i], &frozen->publication);
        if (has_digest(cli, from, wanted) && !file_move(cli->run, from, to, diags)) return false;
    }
    return file_move(cli->run, hidden_path(cli, frozen, pending_ending),
                     final_path(cli, frozen, record_ending), diags) &&
           file_sync(cli->run, frozen->folder, diags);
}

/* What is left of a publication that did not come so far. */
static bool sweep(Cli *cli, const Frozen *frozen) {
    bool good = true;
    for (size_t i = 0; i < PARTS; i++)
        good &= file_remove(cli->run, hidden_path(cli, frozen, parts[i].hidden), &cli->diags);
    return good;
}

static void check_files(Cli *cli, const Frozen *frozen) {
    const Publication *publication = &frozen->publication;
    for (size_t i = 0; i < PARTS; i++) {
        Str path = final_path(cli, frozen, parts[i].ending);
        Digest wanted = part_digest(&parts[i], publication);
        if (digest_is_none(wanted) || has_digest(cli, path, wanted)) continue;
        diag_add(&cli->diags, DIAG_REFUSED, (Loc){.file = path}, "left as it is; bring it back from a backup",
                 "not what was published on %.*s any more", STR_ARG(date_print(cli->run, publication->day)));
    }
}

static bool look(Cli *cli, bool held, Frozen *frozen) {
    Str record = final_path(cli, frozen, record_ending), pending = hidden_path(cli, frozen, pending_ending);
    frozen->published = frozen->damaged = false;
    if (file_exists(cli->run, pending)) {
        if (!read_record(cli, pending, frozen)) return false;
        if (frozen->damaged) return true;
        if (!held) return true; /* published, but not yet where it will be */
        if (!finish(cli, frozen)) return false;
    } else if (held && !sweep(cli, frozen)) return false;
    if (!file_exists(cli->run, record)) return true;
    if (!read_record(cli, record, frozen)) return false;
    if (!frozen->damaged) check_files(cli, frozen);
    return true;
}

static Frozen frozen_of(Cli *cli, const Folder *folder, Date from, Date to) {
    return (Frozen){.folder = folder->reviews,
                    .name = str_print(cli->run, "review-%.*s", STR_ARG(period_name(cli->run, from, to)))};
}

bool frozen_look(Cli *cli, const Folder *folder, Date from, Date to, bool held, Frozen *frozen) {
    *frozen = frozen_of(cli, folder, from, to);
    return look(cli, held, frozen);
}

/* The period of review-PERIOD.published, or of the pending .review-PERIOD.published.new */
static bool period_of(Str file, Date *from, Date *to) {
    static const Str beginnings[] = {{"review-", 7}, {".review-", 8}};
    static const Str endings[] = {{".published", 10}, {".published.new", 14}};
    for (size_t i = 0; i < 2; i++) {
        if (!str_starts(file, beginnings[i]) || !str_ends(file, endings[i])) continue;
        size_t taken = beginnings[i].n + endings[i].n;
        if (file.n <= taken) continue;
        return !period_trouble(str_sub(file, beginnings[i].n, file.n - taken), from, to);
    }
    return false;
}

static Date apart(Date a, Date b) {
    return a > b ? a - b : b - a;
}

bool frozen_look_before(Cli *cli, const Folder *folder, Date from, Date to, bool held, Frozen *frozen) {
    DIR *open = opendir(str_cstr(cli->run, folder->reviews));
    Date best_from = DATE_ABSENT;
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        Date first, last;
        if (!period_of(str_of(entry->d_name), &first, &last) || last != from - 1) continue;
        bool nearer =
            best_from == DATE_ABSENT || apart(last - first, to - from) < apart(last - best_from, to - from);
        if (nearer) best_from = first;
    }
    if (open) closedir(open);
    *frozen = (Frozen){0};
    return best_from == DATE_ABSENT || frozen_look(cli, folder, best_from, from - 1, held, frozen);
}

static int by_period(const void *a, const void *b) {
    const Publication *x = a, *y = b;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static bool read_year(Cli *cli, const Folder *folder, const char *name, Publication *publication) {
    Str path = file_join(cli->run, folder->reviews, str_copy(cli->run, str_of(name))), bytes;
    if (!file_read_settings(cli->run, path, RECORD_LIMIT, &bytes, &cli->diags)) return false;
    if (publication_read(cli->run, bytes, publication)) return true;
    diag_add(&cli->diags, DIAG_NOTE, (Loc){.file = path}, "that period is not among the years",
             "the record of a published review is not as it was written");
    return false;
}

const Publication *frozen_years(Cli *cli, const Folder *folder, Date from, size_t *n) {
    DIR *open = opendir(str_cstr(cli->run, folder->reviews));
    Publication *years = NULL, year;
    size_t cap = 0;
    *n = 0;
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        Date first, last;
        if (entry->d_name[0] == '.' || !period_of(str_of(entry->d_name), &first, &last) || last >= from)
            continue;
        if (read_year(cli, folder, entry->d_name, &year)) *ARENA_PUSH(cli->run, years, *n, cap) = year;
    }
    if (open) closedir(open);
    if (*n) qsort(years, *n, sizeof *years, by_period);
    return years;
}

/* All under their hidden names; none if one cannot be written. */
static bool write_hidden(Cli *cli, const Frozen *frozen, const FrozenFiles *files) {
    const Str bytes[PARTS] = {files->pdf, files->json, files->xlsx, files->html};
    bool good = file_make_folder(frozen->folder, &cli->diags);
    for (size_t i = 0; good && i < PARTS; i++)
        good = file_write(cli->run, hidden_path(cli, frozen, parts[i].hidden), bytes[i], &cli->diags);
    if (!good) sweep(cli, frozen);
    return good;
}

bool frozen_write(Cli *cli, const Frozen *frozen, const FrozenFiles *files) {
    if (!write_hidden(cli, frozen, files)) return false;
    for (size_t i = 0; i < PARTS; i++) {
        const char *ending = frozen->published
                                 ? str_cstr(cli->run, str_print(cli->run, "-recomputed%s", parts[i].ending))
                                 : parts[i].ending;
        Str path = final_path(cli, frozen, ending);
        if (!file_move(cli->run, hidden_path(cli, frozen, parts[i].hidden), path, &cli->diags)) return false;
        diag_add(&cli->diags, DIAG_NOTE, (Loc){.file = path}, NULL, "written");
    }
    return file_sync(cli->run, frozen->folder, &cli->diags);
}

/* What a publication keeps of the one before it: its files, and the record. */
enum { KEPT = PARTS + 1 };
static const char *kept_ending(size_t i) {
    return i < PARTS ? parts[i].ending : record_ending;
}

/* Copies of what is superseded, files that somebody has changed among them: they are all there is. */
static bool keep(Cli *cli, const Frozen *frozen) {
    bool good = true;
    for (size_t i = 0; good && frozen->published && i < KEPT; i++) {
        Str from = final_path(cli, frozen, kept_ending(i)), to = kept_path(cli, frozen, kept_ending(i));
        if (!file_exists(cli->run, from)) continue; /* that has been said */
        good = file_copy(cli->run, from, to, &cli->diags) && file_freeze(cli->run, to, &cli->diags);
    }
    return good;
}

/* Everything under its hidden name, read-only and on the disk, and then the record, from which on it is
 * published. */
static bool prepare(Cli *cli, const Frozen *frozen, const Publication *publication,
                    const FrozenFiles *files) {
    Diags *diags = &cli->diags;
    if (!write_hidden(cli, frozen, files) || !keep(cli, frozen)) return false;
    for (size_t i = 0; i < PARTS; i++)
        if (!file_freeze(cli->run, hidden_path(cli, frozen, parts[i].hidden), diags)) return false;
    return file_sync(cli->run, frozen->folder, diags) &&
           file_write(cli->run, hidden_path(cli, frozen, pending_ending),
                      publication_print(cli->run, publication), diags);
}

/* As if nobody had tried: what is superseded still stands where it stood. */
static void withdraw(Cli *cli, const Frozen *frozen) {
    sweep(cli, frozen);
    for (size_t i = 0; frozen->published && i < KEPT; i++)
        file_remove(cli->run, kept_path(cli, frozen, kept_ending(i)), &cli->diags);
}

bool frozen_publish(Cli *cli, const Frozen *frozen, Publication *publication, const FrozenFiles *files) {
    Frozen next = *frozen;
    publication->pdf = digest_whole(files->pdf);
    publication->json = digest_whole(files->json);
    publication->xlsx = digest_whole(files->xlsx);
    publication->html = digest_whole(files->html);
    next.publication = *publication;
    Str pending = hidden_path(cli, frozen, pending_ending);
    if (!prepare(cli, frozen, publication, files)) {
        if (!file_exists(cli->run, pending)) withdraw(cli, frozen);
        return false;
    }
    return file_freeze(cli->run, pending, &cli->diags) && finish(cli, &next);
}

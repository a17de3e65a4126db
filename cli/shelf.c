/* shelf.c - marks say which rows are whose; rows that must wait are put aside in a spool. */
#include "cli/shelf.h"
#include "base/seen.h"
#include "base/spool.h"
#include "ingest/defect.h"
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 1 << 20 /* bytes that are put aside and read back */ };

/* The rows of one notice in a haul. */
typedef struct Mark {
    size_t file, document;
    Loc at;      /* of the notice */
    bool member; /* of an archive */
    size_t from, n;
    Diag *said; /* the last message up to it, NULL: none */
    Str once;   /* the id of a record that counts once a file */
    Str id;     /* of any other notice, where defects are asked for */
    bool broken;
    const NoticeKeys *keys;
    Str about;
} Mark;

typedef struct Marks {
    Mark *at;
    size_t n, cap;
    bool part; /* the last item is a later part of a document */
    size_t file, document;
    Diag *before; /* what was said before it; NULL: nothing */
} Marks;

/* Rows put aside. */
typedef struct Aside {
    Str place;
    uint64_t at;
    size_t n, number; /* bytes; in order of arrival */
} Aside;

struct Shelf {
    Cli *cli;
    ShelfOutlet outlet;
    Spool *spool;
    Arena *archive; /* of what is put aside */
    size_t file;    /* the archive's */
    Aside *aside;
    size_t aside_n, aside_cap;
    size_t document, document_file; /* at hand */
    bool broken;                    /* it is */
    Seen *once;                     /* ids of its records */
};

Shelf *shelf_new(Cli *cli, ShelfOutlet outlet) {
    Shelf *shelf = ARENA_NEW(cli->run, Shelf);
    *shelf = (Shelf){.cli = cli,
                     .outlet = outlet,
                     .spool = spool_new(cli_temporary_folder()),
                     .archive = arena_new(),
                     .once = seen_new()};
    return shelf;
}

static Marks *marks_of(Haul *haul) {
    if (!haul->own) haul->own = ARENA_NEW(haul->arena, Marks);
    return haul->own;
}

static Mark *mark_add(Haul *haul, const FeedItem *item) {
    Marks *marks = marks_of(haul);
    Mark *mark = ARENA_PUSH(haul->arena, marks->at, marks->n, marks->cap);
    mark->file = item->file;
    mark->document = item->document;
    mark->from = haul->rows.n;
    mark->member = item->member;
    mark->said = haul->diags.last;
    mark->at.file = str_copy(haul->arena, item->piece.file);
    return mark;
}

void shelf_note(Haul *haul, const FeedItem *item, const Notice *notice, size_t from, const NoticeKeys *keys,
                Str about) {
    Mark *mark = mark_add(haul, item);
    mark->at.line = notice->lots[0].at.line;
    mark->from = from;
    mark->n = haul->rows.n - from;
    mark->keys = keys;
    mark->about = about;
    if (notice->once) mark->once = str_copy(haul->arena, notice->id);
}

void shelf_note_id(Haul *haul, const Notice *notice) {
    Marks *marks = haul->own;
    Mark *mark = &marks->at[marks->n - 1];
    if (notice->once) return;
    mark->id = str_copy(haul->arena, notice->id);
    if (notice->version.n)
        mark->id = str_print(haul->arena, "%.*s@%.*s", STR_ARG(notice->id), STR_ARG(notice->version));
}

void shelf_note_part(Haul *haul, const FeedItem *item) {
    Marks *marks = marks_of(haul);
    marks->part = true;
    marks->file = item->file;
    marks->document = item->document;
    marks->before = haul->diags.last;
}

void shelf_note_broken(Haul *haul, const FeedItem *item) {
    mark_add(haul, item)->broken = true;
}

static int by_place(const void *a, const void *b) {
    const Aside *x = a, *y = b;
    int order = str_cmp(x->place, y->place);
    return order ? order : x->number < y->number ? -1 : x->number > y->number;
}

/* Writes the archive's rows that were put aside, by the names of its members. */
static bool archive_end(Shelf *shelf) {
    bool go_on = !spool_failed(shelf->spool);
    if (shelf->aside_n) qsort(shelf->aside, shelf->aside_n, sizeof *shelf->aside, by_place);
    Arena *scratch = arena_new();
    for (size_t i = 0; go_on && i < shelf->aside_n; i++) {
        const Aside *aside = &shelf->aside[i];
        for (size_t done = 0, n; go_on && done < aside->n; done += n) {
            n = aside->n - done < AT_ONCE ? aside->n - done : AT_ONCE;
            Str rows = spool_get(shelf->spool, scratch, aside->at + done, n);
            go_on = !spool_failed(shelf->spool) && cli_write(shelf->cli, rows);
            arena_reset(scratch);
        }
    }
    arena_free(scratch);
    if (!spool_good(shelf->spool, &shelf->cli->diags)) go_on = false;
    cli_flush(shelf->cli);
    spool_reset(shelf->spool);
    arena_reset(shelf->archive);
    shelf->aside = NULL;
    shelf->aside_n = shelf->aside_cap = 0;
    return go_on;
}

/* False where that is not possible: there is no use in more rows. */
static bool put_aside(Shelf *shelf, const Mark *mark, Str rows) {
    Aside *last = shelf->aside_n ? &shelf->aside[shelf->aside_n - 1] : NULL;
    if (last && str_eq(last->place, mark->at.file)) { /* the rows of a member stand one behind the other */
        spool_put(shelf->spool, rows);
        last->n += rows.n;
        return !spool_failed(shelf->spool);
    }
    Aside aside = {str_copy(shelf->archive, mark->at.file), spool_put(shelf->spool, rows), rows.n,
                   shelf->aside_n};
    *ARENA_PUSH(shelf->archive, shelf->aside, shelf->aside_n, shelf->aside_cap) = aside;
    return !spool_failed(shelf->spool);
}

/* Says that a document has an id a second time. */
static void say_again(Shelf *shelf, const Mark *mark, Str id) {
    Loc at = mark->at;
    at.field = STR("notice_id");
    if (mark->once.n)
        defect_say(&shelf->cli->diags, at, DEFECT_TWICE, id, id,
                   "a contract of this file once more, apart from its first rows", "not printed again");
    else defect_keep(&shelf->cli->diags, at, DEFECT_TWICE, id, id);
    cli_flush(shelf->cli);
}

/* Whether the notice is wanted: not behind the place where its document is refused, not a second time. */
static bool is_wanted(Shelf *shelf, const Mark *mark) {
    if (mark->document != shelf->document || mark->file != shelf->document_file) {
        shelf->document = mark->document;
        shelf->document_file = mark->file;
        shelf->broken = false;
        if (seen_count(shelf->once)) seen_forget(shelf->once);
    }
    if (shelf->broken) return false;
    shelf->broken = mark->broken;
    if (mark->broken) return false;
    Str id = mark->once.n ? mark->once : mark->id;
    if (!id.n || !seen_before(shelf->once, id)) return true;
    say_again(shelf, mark, id);
    return !mark->once.n;
}

/* Says those of the haul's messages that have not been said, up to `last`, which has not. */
static void say_until(Shelf *shelf, Haul *haul, Diag *last) {
    Diags part = {.first = haul->diags.first};
    haul->diags.first = last->next;
    last->next = NULL;
    cli_say(shelf->cli, &part, false);
}

/* Nothing is said of a part behind the place where its document is refused. */
static void hush(const Shelf *shelf, Haul *haul) {
    const Marks *marks = haul->own;
    if (marks && marks->part && shelf->broken && marks->document == shelf->document &&
        marks->file == shelf->document_file)
        diags_cut(&haul->diags, marks->before);
}

bool shelf_take(Shelf *shelf, Haul *haul) {
    const Marks *marks = haul->own;
    bool go_on = true;
    Diag *said = NULL;
    hush(shelf, haul);
    if (!shelf->cli->defects) cli_say(shelf->cli, &haul->diags, false);
    for (size_t i = 0; go_on && marks && i < marks->n; i++) {
        const Mark *mark = &marks->at[i];
        if (shelf->cli->defects && mark->said && mark->said != said)
            say_until(shelf, haul, said = mark->said);
        if (shelf->aside_n && mark->file != shelf->file) go_on = archive_end(shelf);
        shelf->file = mark->file;
        if (!is_wanted(shelf, mark)) continue;
        Str rows = str_sub(buf_str(&haul->rows), mark->from, mark->n);
        if (shelf->outlet.take) {
            NoticePlace place = {mark->file, mark->member ? mark->at.file : (Str){0}, mark->at.line};
            go_on = shelf->outlet.take(shelf->outlet.to, place, mark->keys, mark->about, rows);
        } else if (mark->member) go_on = go_on && put_aside(shelf, mark, rows);
        else go_on = go_on && cli_write(shelf->cli, rows);
    }
    if (shelf->cli->defects) cli_say(shelf->cli, &haul->diags, false);
    return go_on;
}

void shelf_end(Shelf *shelf) {
    archive_end(shelf);
    spool_free(shelf->spool);
    arena_free(shelf->archive);
    seen_free(shelf->once);
}

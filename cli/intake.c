/* intake.c - where a file of the inbox goes, and what is written down of what was refused of it. */
#include "cli/intake.h"

bool intake_refused(Nightly *nightly, const Offer *offer, bool whole) {
    Cli *cli = nightly->cli;
    Rejected rejected = rejects_of(cli->rejects, offer->path);
    bool written = !nightly->dry && !nightly->replay;
    if (!rejected.count) return true;
    if (written && !rejects_settle(cli->rejects, offer->path, whole, &rejected, &cli->diags)) return false;
    nightly->refused += whole;
    Refusal refusal = {.day = nightly->run.day,
                       .kind = offer->kind,
                       .name = offer->name,
                       .refused = rejected.count,
                       .whole = whole,
                       .reason = rejected.reason,
                       .rejects = written ? rejects_name(cli->rejects, offer->path) : (Str){0}};
    registry_refuse(nightly->registry, &refusal);
    return true;
}

bool offer_is_personal(const Offer *offer) {
    return offer->kind == FILE_HOURS || offer->kind == FILE_PEOPLE;
}

bool offer_unchanged(Nightly *nightly, const Offer *offer) {
    FileStamp now;
    return nightly->replay ||
           (file_stamp(nightly->arena, offer->path, &now) && file_stamp_same(&now, &offer->stamp));
}

void offer_leave(Nightly *nightly, Offer *offer) {
    offer->left = true;
    nightly->left++;
}

bool offer_digest(Nightly *nightly, Offer *offer) {
    if (nightly->replay || !digest_is_none(offer->digest)) return true;
    return file_digest(nightly->arena, offer->path, &offer->digest, &nightly->cli->diags);
}

bool intake_sync(Nightly *nightly) {
    return nightly->dry || nightly->replay ||
           file_sync(nightly->arena, nightly->folder.root, &nightly->cli->diags);
}

TakenFile offer_taken(const Nightly *nightly, const Offer *offer) {
    return (TakenFile){
        .kind = offer->kind, .digest = offer->digest, .name = offer->name, .run = nightly->run.number};
}

/* Whether the file may go anywhere: the run moves files, and it is still what was read. */
static bool may_go(Nightly *nightly, Offer *offer) {
    if (nightly->dry || nightly->replay) return false;
    if (offer_unchanged(nightly, offer)) return true;
    offer_leave(nightly, offer);
    return false;
}

bool offer_put_to_rejects(Nightly *nightly, Offer *offer) {
    Arena *scratch = nightly->arena;
    if (!rejects_may_keep(nightly->cli->rejects, offer->path) || !may_go(nightly, offer)) return true;
    Str name = rejects_name(nightly->cli->rejects, offer->path);
    return file_move(scratch, offer->path, file_join(scratch, nightly->folder.rejects, name),
                     &nightly->cli->diags);
}

/* What was taken is nowhere any more. */
static void say_overwritten(Nightly *nightly, const Offer *offer) {
    diag_add(&nightly->cli->diags, DIAG_REFUSED, (Loc){.file = offer->path},
             "what it says now is left for the next run",
             "written to after it was taken: the archive does not have what it said");
    cli_flush(nightly->cli);
}

/* Whether what lies there now is what was read: on another file system only its bytes tell. */
static bool is_what_was_taken(Nightly *nightly, const Offer *offer, Str path) {
    Arena *scratch = nightly->arena;
    FileStamp stamp;
    Digest digest;
    return (file_stamp(scratch, path, &stamp) && file_stamp_same(&stamp, &offer->stamp)) ||
           (file_digest(scratch, path, &digest, &nightly->cli->diags) &&
            digest_compare(digest, offer->digest) == 0);
}

/* Somebody has written to it in the instant before it was moved. */
static bool put_back(Nightly *nightly, Offer *offer, Str path) {
    offer_leave(nightly, offer);
    say_overwritten(nightly, offer);
    return file_move(nightly->arena, path, offer->path, &nightly->cli->diags);
}

bool offer_put_away(Nightly *nightly, Offer *offer) {
    Arena *scratch = nightly->arena;
    Diags *diags = &nightly->cli->diags;
    Str name = offer_is_personal(offer) ? STR("copy.csv") : offer->name;
    Str path = archive_path(scratch, &nightly->folder, file_kind_name(offer->kind), offer->digest, name);
    bool kept = file_exists(scratch, path);
    if (!may_go(nightly, offer)) {
        if (!kept && offer->left) say_overwritten(nightly, offer);
        return true;
    }
    if (kept) return file_remove(scratch, offer->path, diags);
    if (!archive_make_room(scratch, path, diags) || !file_move(scratch, offer->path, path, diags))
        return false;
    return is_what_was_taken(nightly, offer, path) || put_back(nightly, offer, path);
}

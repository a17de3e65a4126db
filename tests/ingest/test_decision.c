/* Decisions and clauses. With a file, prints its decisions: for tests/journey/decisions.t. */
#include "base/file.h"
#include "ingest/clause.h"
#include "ingest/decision.h"
#include "tests/tap.h"

static void add_messages(Buf *out, Arena *arena, const Diags *diags, const Lines *lines) {
    for (const Diag *diag = diags->first; diag; diag = diag->next)
        buf_print(out, "%.*s\n", STR_ARG(diag_print(arena, diag)));
    NUM(lines->header + lines->kept + lines->refused + lines->blank, lines->read);
}

/* A line a decision, every message, then where the lines went. */
static Str show_decisions(Arena *arena, Str file, Str bytes) {
    Diags diags = diags_new(arena);
    Decisions decisions = {0};
    Lines lines = {0};
    Buf out = {.arena = arena};
    decisions_read(arena, file, bytes, NULL, &decisions, &lines, &diags);
    for (size_t i = 0; i < decisions.n; i++) {
        const Decision *d = &decisions.at[i];
        buf_print(&out, "%u|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s\n", d->at.line, STR_ARG(d->notice_id),
                  STR_ARG(d->lot_id), STR_ARG(d->decision), STR_ARG(d->waiver), STR_ARG(d->comment),
                  STR_ARG(date_print(arena, d->decided_on)));
    }
    add_messages(&out, arena, &diags, &lines);
    buf_print(&out, "%d + %d + %d + %d\n", (int)lines.header, (int)lines.kept, (int)lines.refused,
              (int)lines.blank);
    return buf_str(&out);
}

static void test_decisions(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__, "notice_id,lot_id,decision\nA-1,LOT-1,propose\nA-1,LOT-2,waive\nA-2,,wait\nA-3,,decline\n",
         "2|A-1|LOT-1|propose|||\n3|A-1|LOT-2|waive|||\n4|A-2||wait|||\n5|A-3||decline|||\n1 + 4 + 0 + 0\n"},
        {__LINE__,
         "N° d'avis;Lot;Décision;Motif de dispense;Décidé le;Commentaire\n"
         "A;1;PROPOSER;;09/03/2026;oui\nA;2;dispenser;durée courte;9 mars 2026;\nA;3;Décliner;;;\n"
         "A;4;en attente;;;\n",
         "2|A|1|propose||oui|2026-03-09\n3|A|2|waive|durée courte||2026-03-09\n4|A|3|decline|||\n"
         "5|A|4|wait|||\n1 + 4 + 0 + 0\n"},
        /* the workbook's columns: what is undecided, and what is beside, is worth no word */
        {__LINE__,
         "Verdict;Avis publié;Lot visé;Titre;Décision;Décidé le;Commentaire;notice_id;lot_id\n"
         "ÉLIGIBLE;26-1;1;x;;;;A;L1\nÉLIGIBLE;26-1;2;x;proposer;;;A;L2\nHORS;26-2;;x;;;note;B;\n\n",
         "3|A|L2|propose|||\n1 + 1 + 0 + 3\n"},
        {__LINE__, "notice_id;lot_id;decision\nA;1;\n;;\n;1;\n", "1 + 0 + 0 + 3\n"},
        {__LINE__, "notice_id;lot_id;decision\nA;1;peut-être\n;1;proposer\nA;2;proposer\n",
         "4|A|2|propose|||\nd.csv:2: decision: none of propose, waive, decline, wait (peut-être): row "
         "refused\nd.csv:3: notice_id: empty: row refused\n1 + 1 + 2 + 0\n"},
        {__LINE__, "notice_id;lot_id;decision;decided_on\nA;1;proposer;46000\nA;2;proposer;hier\n",
         "d.csv:2: decided_on: a spreadsheet's day number, not a date (46000): row refused\n"
         "d.csv:3: decided_on: no date like 2026-03-09 or 09/03/2026 (hier): row refused\n1 + 0 + 2 + 0\n"},
        /* A second word on a lot is a decision too: which holds is not for the door to say. */
        {__LINE__, "notice_id;lot_id;decision;decided_on\nA;1;wait;2026-03-09\nA;1;propose;2026-03-12\n",
         "2|A|1|wait|||2026-03-09\n3|A|1|propose|||2026-03-12\n1 + 2 + 0 + 0\n"},
        {__LINE__, "notice_id;decision\nA;proposer\n",
         "d.csv:1: no column for lot_id: file refused\n0 + 0 + 0 + 0\n"},
        {__LINE__, "notice_id;lot_id;decision;Décision prise\nA;1;proposer;attendre\n",
         "d.csv:1: two columns for one thing: decision and Décision prise (decision): file refused\n"
         "0 + 0 + 0 + 0\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, show_decisions(arena, STR("d.csv"), str_of(cases[i].in)), str_of(cases[i].out));
}

static Str show_clauses(Arena *arena, Str bytes) {
    Diags diags = diags_new(arena);
    Clauses clauses = {0};
    Lines lines = {0};
    Buf out = {.arena = arena};
    clauses_read(arena, STR("c.csv"), bytes, NULL, &clauses, &lines, &diags);
    for (size_t i = 0; i < clauses.n; i++) {
        const Clause *c = &clauses.at[i];
        buf_print(&out, "%u|%.*s|%.*s|%.*s|%.*s|%.*s\n", c->at.line, STR_ARG(c->notice_id),
                  STR_ARG(c->lot_id), STR_ARG(c->contract_id), STR_ARG(c->state),
                  STR_ARG(date_print(arena, c->on)));
    }
    add_messages(&out, arena, &diags, &lines);
    return buf_str(&out);
}

static void test_clauses(Arena *arena) {
    static const struct {
        int at;
        const char *in, *out;
    } cases[] = {
        {__LINE__,
         "notice_id,lot_id,contract_id,state,on\nA,1,,screened,2026-01-05\nA,1,,proposed,2026-01-09\n"
         "A,1,,inserted,2026-02-01\nA,1,M26-1,awarded,2026-04-01\nB,,,declined,2026-01-05\n",
         "2|A|1||screened|2026-01-05\n3|A|1||proposed|2026-01-09\n4|A|1||inserted|2026-02-01\n"
         "5|A|1|M26-1|awarded|2026-04-01\n6|B|||declined|2026-01-05\n"},
        {__LINE__, "Avis;Lot;État;Le\nA;1;repéré;05/01/2026\nA;1;proposée;x\nA;1;Attribué;05/01/2026\n",
         "2|A|1||screened|2026-01-05\n4|A|1||awarded|2026-01-05\n"
         "c.csv:3: on: no date like 2026-03-09 or 09/03/2026 (x): row refused\n"},
        {__LINE__, "Avis;Lot;État;Le\nA;1;perdu;05/01/2026\nA;1;proposé;\n;1;proposé;05/01/2026\n",
         "c.csv:2: state: none of screened, proposed, inserted, awarded, declined (perdu): row refused\n"
         "c.csv:3: on: empty: row refused\nc.csv:4: notice_id: empty: row refused\n"},
        {__LINE__, "Avis;Lot;État\nA;1;proposé\n", "c.csv:1: no column for on: file refused\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        IS_AT(cases[i].at, show_clauses(arena, str_of(cases[i].in)), str_of(cases[i].out));
}

int main(int argc, char **argv) {
    Arena *arena = arena_new();
    if (argc == 2) {
        Diags diags = diags_new(arena);
        Str bytes = {0};
        OK(file_read(arena, str_of(argv[1]), 0, &bytes, &diags));
        Str shown = show_decisions(arena, file_name(str_of(argv[1])), bytes);
        printf("%.*s", STR_ARG(shown));
    } else {
        test_decisions(arena);
        test_clauses(arena);
    }
    arena_free(arena);
    return tap_done();
}

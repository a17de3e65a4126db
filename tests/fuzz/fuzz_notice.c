/* fuzz_notice.c - the whole of `check` on one file: read, judged by the shipped pack, printed.
 *
 * The bytes are a file as they are, or behind a # a program that builds a well-formed notice: elements that
 * eForms knows at any place and any number of times, with values good and bad. Such a one may be refused for
 * what it says, never for its form. */
#include "base/utf8.h"
#include "ingest/csv.h"
#include "ingest/decp.h"
#include "ingest/quality.h"
#include "ingest/reader.h"
#include "report/lots.h"
#include "rules/explain.h"
#include "rules/judge.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char head[] =
    "<ContractNotice xmlns='urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2' "
    "xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2' "
    "xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2' "
    "xmlns:ext='urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2' "
    "xmlns:efext='http://data.europa.eu/p27/eforms-ubl-extensions/1' "
    "xmlns:efac='http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1' "
    "xmlns:efbc='http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1'>";

static const char *const elements[] = {"cac:ProcurementProjectLot",
                                       "cac:ProcurementProject",
                                       "cac:TenderingTerms",
                                       "cac:TenderingProcess",
                                       "ext:UBLExtensions",
                                       "ext:UBLExtension",
                                       "ext:ExtensionContent",
                                       "efext:EformsExtension",
                                       "efac:NoticeResult",
                                       "efac:LotResult",
                                       "efac:LotTender",
                                       "efac:SettledContract",
                                       "efac:TenderingParty",
                                       "efac:Tenderer",
                                       "efac:TenderLot",
                                       "efac:Organizations",
                                       "efac:Organization",
                                       "efac:Company",
                                       "efac:TouchPoint",
                                       "efac:Changes",
                                       "efac:ChangeReason",
                                       "efac:ContractReference",
                                       "cac:PlannedPeriod",
                                       "cac:RequestedTenderTotal",
                                       "cac:LegalMonetaryTotal",
                                       "cac:RealizedLocation",
                                       "cac:Address",
                                       "cac:ContractExecutionRequirement",
                                       "cac:TendererQualificationRequest",
                                       "cac:SpecificTendererRequirement",
                                       "cac:MainCommodityClassification",
                                       "cac:ProcurementAdditionalType",
                                       "cac:TenderSubmissionDeadlinePeriod",
                                       "cac:ContractingParty",
                                       "cac:Party",
                                       "cac:PartyIdentification",
                                       "cac:PartyName",
                                       "cac:PartyLegalEntity",
                                       "cac:ContractingSystem",
                                       "cbc:ID",
                                       "cbc:Name",
                                       "cbc:Description",
                                       "cbc:Note",
                                       "cbc:IssueDate",
                                       "cbc:EndDate",
                                       "cbc:EndTime",
                                       "cbc:StartDate",
                                       "cbc:DurationMeasure",
                                       "cbc:ItemClassificationCode",
                                       "cbc:ProcurementTypeCode",
                                       "cbc:PayableAmount",
                                       "cbc:EstimatedOverallContractAmount",
                                       "efbc:FrameworkMaximumAmount",
                                       "cbc:CompanyID",
                                       "cbc:NoticeTypeCode",
                                       "cbc:SubTypeCode",
                                       "cbc:TendererRequirementTypeCode",
                                       "cbc:ExecutionRequirementCode",
                                       "cbc:ContractingSystemTypeCode",
                                       "cbc:ReasonCode",
                                       "efbc:ChangedNoticeIdentifier"};
static const char *const attributes[] = {"",
                                         " schemeName='Lot'",
                                         " schemeName='Part'",
                                         " schemeName='LotsGroup'",
                                         " schemeName='notice-id'",
                                         " listName='conditions'",
                                         " listName='strategic-procurement'",
                                         " listName='reserved-procurement'",
                                         " listName='competition'",
                                         " listName='result'",
                                         " languageID='FRA'",
                                         " languageID='ENG'",
                                         " currencyID='EUR'",
                                         " currencyID='PLN'",
                                         " unitCode='MONTH'",
                                         " unitCode='DAY'"};
static const char *const values[] = {"LOT-0001",
                                     "LOT-0002",
                                     "TEN-0001",
                                     "CON-0001",
                                     "TPA-0001",
                                     "ORG-0001",
                                     "2026-03-09Z",
                                     "12:00:00Z",
                                     "48",
                                     "92233720368547758.07",
                                     "250000",
                                     "-1",
                                     "90911200",
                                     "45000000-7",
                                     "services",
                                     "works",
                                     "soc-pro",
                                     "16",
                                     "nettoyage",
                                     "clause d'insertion sociale",
                                     "&#9;&#x202E;&lt;",
                                     "=1+1",
                                     "e\xCC\x81\xE2\x80\xAE",
                                     ""};
#define PICK(list, byte) list[(byte) % (sizeof list / sizeof *list)]

/* Three bytes a step: an element begins (or the innermost one ends), its attribute, its text. */
static Str build(Arena *arena, const uint8_t *p, size_t n) {
    enum { DEEPEST = 30 };
    const char *open[DEEPEST];
    size_t depth = 0;
    Buf buf = {.arena = arena};
    buf_add(&buf, str_of(head));
    for (; n >= 3; p += 3, n -= 3) {
        if (depth && (p[0] >= 0xC0 || depth == DEEPEST)) buf_print(&buf, "</%s>", open[--depth]);
        if (p[0] >= 0xC0) continue;
        open[depth++] = PICK(elements, p[0]);
        buf_print(&buf, "<%s%s>%s", open[depth - 1], PICK(attributes, p[1]), PICK(values, p[2]));
        if (strncmp(open[depth - 1], "cbc:", 4) == 0 || strncmp(open[depth - 1], "efbc:", 5) == 0)
            buf_print(&buf, "</%s>", open[--depth]);
    }
    while (depth) buf_print(&buf, "</%s>", open[--depth]);
    buf_add(&buf, STR("</ContractNotice>"));
    return buf_str(&buf);
}

typedef struct Check {
    Words *words;
    Judge *judge;
    Buf *rows;
    size_t lots;
    Diags *diags;
    Diag *said; /* the last message before the notice at hand */
} Check;

static void judge_notice(void *to, Arena *arena, const Notice *notice) {
    Check *check = to;
    assert(notice->lot_count > 0);
    quality_check(arena, notice, check->diags);
    defect_fold(check->diags, check->said, notice->id);
    check->said = check->diags->last;
    for (size_t i = 0; i < notice->lot_count && i < 50; i++) {
        const Lot *lot = &notice->lots[i];
        const Verdict *verdict = judge_lot(check->judge, arena, notice, lot);
        CsvLine line = csvline_plain(check->rows);
        verdict_csv(&line, arena, notice, lot, verdict);
        Buf json = {.arena = arena};
        verdict_json(&json, arena, notice, lot, verdict);
        Str text = explain_lot(arena, check->words, notice, lot, verdict, 80);
        assert(utf8_check(text) == text.n && utf8_check(buf_str(&json)) == json.n);
        check->lots++;
    }
}

/* What was printed is a table again: one row a lot, as wide as its header. */
static void check_rows(Arena *arena, Str rows, size_t lots) {
    Diags diags = diags_new(arena);
    CsvReader *reader = csv_open(arena, piece_whole(STR("rows"), rows), &diags);
    assert(reader);
    CsvRow row;
    size_t count = 0, width = 0;
    while (csv_next(reader, &row)) {
        assert(!row.broken && (!width || row.n == width));
        width = row.n;
        count++;
    }
    assert(count == lots + 1);
    csv_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Check check;
    static NoticeReader *reader;
    if (!reader) {
        Arena *home = arena_new(); /* lives as long as the program */
        Diags diags = diags_new(home);
        StrList words = {0}, packs = {0};
        strlist_add(home, &words, STR("templates/fr-rules.words"));
        strlist_add(home, &packs, STR("rules/packs/fr-social.rules"));
        check.words = words_read(home, &words, &diags);
        const Ruleset *rules = check.words ? ruleset_read(home, &packs, check.words, &diags) : NULL;
        assert(rules);
        check.judge = judge_new(rules);
        reader = notice_reader_new(NULL);
    }
    Arena *arena = arena_new();
    Diags diags = diags_new(arena);
    Buf rows = {.arena = arena};
    CsvLine header = csvline_plain(&rows);
    verdict_csv_header(&header);
    check.rows = &rows;
    check.lots = 0;
    check.diags = &diags;
    check.said = NULL;
    bool built = size && data[0] == '#';
    Str bytes = built ? build(arena, data + 1, size - 1) : (Str){(const char *)data, size};
    char *padded = arena_take(arena, bytes.n + 16); /* as file_read() gives them */
    if (bytes.n) memcpy(padded, bytes.p, bytes.n);
    Lines lines = {0};
    notice_read(reader, piece_whole(STR("fuzz"), (Str){padded, bytes.n}), judge_notice, &check, &lines,
                &diags);
    size_t count = 0, counted = 0;
    for (size_t i = 0; i < DIAG_KINDS; i++) counted += diags.count[i];
    for (const Diag *diag = diags.first; diag; diag = diag->next, count++)
        assert(utf8_check(diag->value) == diag->value.n && (diag->next || diag == diags.last));
    assert(count == counted);
    for (const Diag *diag = diags.first; diag; diag = diag->next)
        assert(!built || str_find(diag_print(arena, diag), STR("well-formed")) == SIZE_MAX);
    Str root;
    bool of_records = xml_root(arena, (Str){padded, bytes.n}, &root) && decp_root(root); /* maybe none */
    assert(check.lots || diags.first || lines.read || of_records); /* nothing vanishes without a word */
    assert(lines.read == lines.header + lines.kept + lines.refused + lines.blank);
    check_rows(arena, buf_str(&rows), check.lots);
    arena_free(arena);
    return 0;
}

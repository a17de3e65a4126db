/* review_print.c - a review that is made goes to paper, to a browser, to a workbook, or is audited. */
#include "base/file.h"
#include "cli/review.h"
#include "cli/terminal.h"
#include "report/attachment.h"
#include "report/figures_workbook.h"
#include "report/layout.h"
#include "report/pages_html.h"
#include "report/pdf.h"
#include "report/review_audit.h"

static void write_output(Cli *cli, Str path, Str bytes) {
    if (!path.n || str_is(path, "-")) cli_write(cli, bytes);
    else if (file_is_frozen(cli->run, path))
        cli_usage(cli, "review: -o %.*s: read-only, as a published review is: it is not written over",
                  STR_ARG(path));
    else file_write(cli->run, path, bytes, &cli->diags);
}

Fonts *review_fonts(Cli *cli, const ReviewOptions *options, const Paper *paper) {
    Str font = options->font.n ? options->font : paper->template.theme.font;
    return fonts_open(cli->run, font.n ? font : STR("Lato"), &cli->diags);
}

Str review_pages(Cli *cli, const ReviewOptions *options, const Paper *paper, const Figures *figures,
                 Str *html) {
    Fonts *fonts = review_fonts(cli, options, paper);
    if (!fonts) return (Str){0};
    Pages *pages = layout_review(cli->run, &paper->template, figures, paper->words, fonts, &cli->diags);
    Str bytes = {0};
    if (pages) {
        figures_attach(pages, template_attached(cli->run, &paper->template, figures), paper->words);
        bytes = options->dump_pages               ? pages_dump(cli->run, pages)
                : str_is(options->format, "html") ? pages_html(cli->run, pages)
                                                  : pdf_write(cli->run, pages, fonts, &cli->diags);
        if (html) *html = pages_html(cli->run, pages);
    }
    fonts_close(fonts);
    return bytes;
}

Str review_book(Cli *cli, const Paper *paper, const Figures *figures, Str path) {
    Str bytes = {0};
    OutFile *file = out_open(cli->run, path, &cli->diags);
    if (!file) return bytes;
    const Cell *published = figures_value(figures, STR("published"));
    const Figures *attached = template_attached(cli->run, &paper->template, figures);
    if (figures_workbook(cli->run, attached, paper->words, (Date)published->number, out_name(file), path,
                         cli_temporary_folder(), &cli->diags))
        file_read(cli->run, str_of(out_name(file)), 0, &bytes, &cli->diags);
    out_abandon(file);
    return bytes;
}

/* What is hidden, and why: French words, for the house. */
static Str review_audit(Cli *cli, const ReviewOptions *options, const Review *review) {
    if (str_is(options->format, "json")) return audit_json(cli->run, review);
    if (str_is(options->format, "csv")) return audit_csv(cli->run, review);
    const Words *words = cli_words(cli);
    return words ? audit_text(cli->run, review, words, terminal_width(0)) : (Str){0};
}

/* Of one contract, or of all; NULL after saying why. */
static const Figures *figures_asked(Cli *cli, const ReviewOptions *options, const Review *review) {
    if (!options->contract.n) return review_figures(cli->run, review);
    const Figures *figures = review_figures_of(cli->run, review, options->contract);
    if (!figures)
        cli_usage(cli, "review: --contract %.*s: no contract with this number runs in the period",
                  STR_ARG(options->contract));
    return figures;
}

static Str review_bytes(Cli *cli, const ReviewOptions *options, const Paper *paper, const Review *review) {
    if (options->audit) return review_audit(cli, options, review);
    if (str_is(options->format, "json")) return review_json(cli->run, review, options->unmasked);
    const Figures *figures = figures_asked(cli, options, review);
    if (!figures) return (Str){0};
    if (str_is(options->format, "xlsx")) return review_book(cli, paper, figures, options->output);
    return review_pages(cli, options, paper, figures, NULL);
}

void review_note_empty(Cli *cli, const Review *review) {
    const ReviewInput *input = &review->input;
    if (review->contract_count) return;
    diag_add(&cli->diags, DIAG_NOTE, (Loc){.file = STR("review")}, "nothing to review; another --period?",
             "no contract runs from %.*s to %.*s, and no hours are declared",
             STR_ARG(date_print(cli->run, input->from)), STR_ARG(date_print(cli->run, input->to)));
}

void review_print(Cli *cli, const ReviewOptions *options, const Paper *paper, const Review *review) {
    review_note_empty(cli, review);
    Str bytes = review_bytes(cli, options, paper, review);
    if (bytes.n) write_output(cli, options->output, bytes);
}

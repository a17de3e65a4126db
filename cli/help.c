/* help.c - clausier help [COMMAND|rules|convention|template]. */
#include "cli/review.h"
#include "registry/reference.h"
#include "rules/reference.h"
#include <string.h>

/* What is told beside the commands. */
static const struct {
    const char *name;
    Str (*print)(Arena *arena);
} references[] = {{"rules", rules_reference}, {"convention", convention_reference}};

static int help_all(Cli *cli) {
    Buf buf = {.arena = cli->run};
    buf_add(&buf, STR("clausier finds the contracts fit for a social clause, follows their hours and\n"
                      "prints the annual review.\n\n"
                      "usage: clausier COMMAND [OPTION...] [FILE...]\n\n"));
    for (size_t i = 0; commands[i]; i++)
        buf_print(&buf, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
    buf_add(&buf, STR("\n`clausier help COMMAND` says more, `clausier help rules` how packs are written,\n"
                      "`clausier help convention` what a convention's files may say,\n"
                      "`clausier help template` what a template of a review may say;\n"
                      "`clausier --version` says which one this is. man clausier tells all of it.\n"
                      "Data goes to standard output, messages to standard error. Exit codes: 0 done;\n"
                      "1 done, but something was refused; 2 wrong use, rules or configuration;\n"
                      "3 cannot read, write or allocate; 75 another run holds the convention.\n"));
    cli_write(cli, buf_str(&buf));
    return cli_finish(cli);
}

static int help_run(Cli *cli, int argc, char **argv) {
    if (argc < 2) return help_all(cli);
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        if (strcmp(references[i].name, argv[1]) != 0) continue;
        cli_write(cli, references[i].print(cli->run));
        return cli_finish(cli);
    }
    if (strcmp(argv[1], "template") == 0) {
        cli_write(cli, review_template_reference(cli));
        return cli_finish(cli);
    }
    for (size_t i = 0; commands[i]; i++) {
        const Command *command = commands[i];
        if (strcmp(command->name, argv[1]) != 0) continue;
        Str text = str_print(cli->run, "usage: clausier %s\n\n%s\n\n%s", command->synopsis, command->summary,
                             command->help);
        cli_write(cli, text);
        return cli_finish(cli);
    }
    return cli_usage(cli, "no such command: %s", argv[1]);
}

const Command command_help = {
    .name = "help",
    .synopsis = "help [COMMAND|rules|convention|template]",
    .summary = "lists the commands, says how to use one or how files are written",
    .help = "",
    .run = help_run,
};

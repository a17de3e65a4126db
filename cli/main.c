/* main.c - the table of commands, and what holds for all of them: memory, signals, the exit code. */
#include "base/file.h"
#include "cli/cli.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In the order in which `clausier help` shows them. */
const Command *const commands[] = {
    /* a convention */
    &command_init,
    &command_run,
    &command_status,
    &command_export,
    &command_purge,
    /* notices */
    &command_read,
    &command_check,
    /* rules */
    &command_explain,
    &command_lint,
    /* hours */
    &command_track,
    &command_review,
    &command_ref,
    &command_help,
    NULL,
};

static void on_exhausted(void) {
    static const char text[] = "clausier: memory exhausted: stopped\n";
    out_abandon_all();
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0) _exit(EXIT_WORLD);
    _exit(EXIT_WORLD);
}

/* Nothing half-written stays behind; then the signal does what it would have done. */
static void on_signal(int number) {
    out_abandon_all();
    signal(number, SIG_DFL);
    raise(number);
}

/* A standard stream that came closed stays unusable, instead of becoming the next file that is opened. */
static void hold_streams(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            _exit(EXIT_WORLD);
}

static const Command *command_find(const char *name) {
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    return NULL;
}

static int dispatch(Cli *cli, int argc, char **argv) {
    static char help[] = "help", *only_help[] = {help, NULL};
    if (argc < 2) return command_help.run(cli, 1, only_help);
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) {
        cli_write(cli, STR("clausier " CLAUSIER_VERSION "\n"));
        return cli_finish(cli);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
    const Command *command = command_find(name);
    if (!command) return cli_usage(cli, "no such command: %s (clausier help lists them)", name);
    bool asked = argc == 3 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0);
    if (asked) argv[2] = argv[1]; /* help COMMAND */
    return asked ? command_help.run(cli, 2, argv + 1) : command->run(cli, argc - 1, argv + 1);
}

int main(int argc, char **argv) {
    hold_streams();
    arena_on_exhausted(on_exhausted);
    static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        if (signal(deadly[i], on_signal) == SIG_IGN) signal(deadly[i], SIG_IGN); /* nohup stays nohup */
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, and is said */
    signal(SIGXFSZ, SIG_IGN); /* so is a file over the limit of its size */

    static char output[1 << 16]; /* instead of 4 KiB at a time */
    if (!isatty(STDOUT_FILENO)) setvbuf(stdout, output, _IOFBF, sizeof output);
    bool terminal = isatty(STDERR_FILENO);
    const char *no_color = getenv("NO_COLOR");
    Cli cli = {.run = arena_new(), .progress = terminal, .color = terminal && !(no_color && *no_color)};
    cli.diags = diags_new(cli.run);

    int code = dispatch(&cli, argc, argv);
    arena_free(cli.run);
    return code;
}

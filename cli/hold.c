/* hold.c - the lock of a convention, and what its holder says of itself. */
#include "cli/hold.h"
#include <time.h>
#include <unistd.h>

/* Who we are, for whoever finds the convention locked. */
static Str about_us(Arena *arena) {
    char host[256] = "", since[64];
    time_t now = time(NULL);
    struct tm at;
    gethostname(host, sizeof host - 1);
    strftime(since, sizeof since, "%Y-%m-%d %H:%M:%S", localtime_r(&now, &at));
    return str_print(arena, "process %ld on %s, since %s", (long)getpid(), host, since);
}

int hold_take(Cli *cli, const Home *home, Lock *lock) {
    Str holder;
    switch (lock_take(cli->run, home->folder.lock, about_us(cli->run), lock, &holder, &cli->diags)) {
    case LOCK_HELD:
        return EXIT_DONE;
    case LOCK_TAKEN:
        cli_usage(cli, "another run holds this convention: %.*s", STR_ARG(holder));
        cli_finish(cli);
        return EXIT_BUSY;
    case LOCK_FAILED:
        break;
    }
    return cli_finish(cli);
}

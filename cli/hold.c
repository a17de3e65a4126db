/* hold.c - the lock of a convention, and what its holder says of itself. */
#include "cli/hold.h"
#include "base/file.h"
#include "cli/nightly.h"
#include "registry/archive.h"
#include <sys/stat.h>
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

/* What somebody who was killed has left half-written, where only we write. */
static bool sweep(Cli *cli, const Folder *folder) {
    return file_sweep(cli->run, folder->archive, &cli->diags) &&
           file_sweep(cli->run, folder->rejects, &cli->diags) && rebuild_sweep(cli, folder);
}

int hold_take(Cli *cli, const Home *home, Lock *lock) {
    Str holder;
    switch (lock_take(cli->run, home->folder.lock, about_us(cli->run), lock, &holder, &cli->diags)) {
    case LOCK_HELD:
        umask(umask(0) | S_IRWXO); /* what is written of people is for its owner and the group */
        if (!lock->left || sweep(cli, &home->folder)) return EXIT_DONE;
        lock_release(lock);
        break;
    case LOCK_TAKEN:
        cli_usage(cli, "another run holds this convention: %.*s", STR_ARG(holder));
        cli_finish(cli);
        return EXIT_BUSY;
    case LOCK_FAILED:
        break;
    }
    return cli_finish(cli);
}

Registry *hold_registry(Cli *cli, const Home *home, StoreUse use) {
    const Folder *folder = &home->folder;
    bool archived = journal_exists(cli->run, folder, 1) || archive_has_files(cli->run, folder);
    if (!file_exists(cli->run, folder->registry) && archived) {
        cli_usage(cli, "%.*s is gone: clausier run --rebuild makes it again from the archive",
                  STR_ARG(folder->registry));
        return NULL;
    }
    Registry *registry = registry_open(cli->run, folder->registry, use, &cli->diags);
    if (!registry) return NULL;
    int64_t next = registry_last_run(registry, cli->run).number + 1;
    if (!journal_exists(cli->run, folder, next)) return registry;
    cli_usage(cli,
              "%.*s is older than the archive, and does not know its run %lld: clausier run --rebuild makes "
              "it again",
              STR_ARG(folder->registry), (long long)next);
    registry_close(registry);
    return NULL;
}

#!/usr/bin/env python3
"""failures.t - promises 4, 5 and 9: each call by which a run writes fails once, or fails from then on, or is the
last thing that the process does. What can be seen stays whole, the exit code says so, and the next run comes to
the bytes of one that nobody disturbed.

TRIALS=0 tests/faults/failures.t tries every call of every class; else so many of each, spread. CLASSES="write sync"
tries these alone, ONLY="a rebuild" that scenario."""
import errno
import os
import sys

sys.path.insert(0, "tests/faults")
import world

TRIALS = int(os.environ.get("TRIALS", "2"))
CLASSES = ("write", "sync", "rename", "open", "unlink", "mkdir", "link", "truncate", "stdio")
# What a disk says. A call that is not there (ENOSYS) would be another test.
ERRORS = {"open": (errno.EMFILE, errno.ENOSPC), "sync": (errno.EIO,), "stdio": (errno.ENOSPC,)}
# A stream is not tried once: libxlsxwriter does not look at its streams again after it has gone back to their
# beginning, and what is looked at in its place (report/workbook.c) finds a disk that stays full.
ONCE_OR_ON = {"stdio": (True,)}
# Of runs that failed the exit code is 3. What is done when all is done, or may be done without, fails unseen:
# the line about us in the lock, an fsync of a folder that cannot be opened, a lease.
HARMLESS = (0, 1, 3)


def shim(kind, at, error, on=False):
    told = {"LD_PRELOAD": world.SHIM, "FAULT_CLASS": kind, "FAULT_AT": str(at), "FAULT_ERRNO": str(error)}
    return {**told, "FAULT_ON": "1"} if on else told


def count(place, arguments, date, work):
    path = work / "counts"
    world.run(place, *arguments, date=date, environment={"LD_PRELOAD": world.SHIM, "FAULT_COUNTS": str(path)})
    return {name: int(n) for name, n in map(str.split, path.read_text().splitlines())}


def spread(n):
    if not TRIALS or n <= TRIALS:
        return range(1, n + 1)
    return sorted({1 + i * (n - 1) // (TRIALS - 1) for i in range(TRIALS)})


def trial(work, before, arguments, date, wanted, kind, at, error, on, codes):
    what = f"{kind} {at}, {errno.errorcode.get(error, 'killed')}{' from then on' if on else ''}"
    place = world.copy(before, work / "trial")
    code, _, said = world.run(place, *arguments, date=date, environment=shim(kind, at, error, on))
    codes[code] = codes.get(code, 0) + 1
    wrong = [f"{what}: {one}" for one in world.not_whole(place)]
    if error > 0 and code not in HARMLESS:
        wrong.append(f"{what}: exit {code}: {said}")
    if code == 3 and not said.strip():
        wrong.append(f"{what}: exit 3 without a word")
    code, _, said = world.run(place, *arguments, date=date)
    if code not in (0, 1):
        wrong.append(f"{what}: then exit {code}: {said}")
    differing = world.differences(world.dump(place, kind != "open"), wanted[kind != "open"])
    if differing and os.environ.get("KEEP"):
        world.copy(place, os.environ["KEEP"])
    return wrong + [f"{what}: {one}" for one in differing]


def scenario(tap, work, name, before, arguments, date):
    place = world.copy(before, work / "undisturbed")
    world.run(place, *arguments, date=date)
    # where a file cannot be opened it is left for the next run, and has another number then
    wanted = {strict: world.dump(place, strict) for strict in (True, False)}
    counts = count(world.copy(before, work / "counted"), arguments, date, work)
    for kind in os.environ.get("CLASSES", " ".join(CLASSES)).split():
        wrong, codes, trials = [], {}, 0
        for error in ERRORS.get(kind, (errno.ENOSPC, errno.EIO)):
            for on in ONCE_OR_ON.get(kind, (False, True)):
                for at in spread(counts[kind]):
                    wrong += trial(work, before, arguments, date, wanted, kind, at, error, on, codes)
                    trials += 1
        tap.ok(not wrong, f"{name}: {trials} failures of {kind}, which is called {counts[kind]} times", wrong)
        tap.say(f"exit codes: {codes}")
    if "CLASSES" in os.environ:
        return
    wrong, codes, trials = [], {}, 0
    for error in (0, -1):
        for at in spread(counts["any"]):
            wrong += trial(work, before, arguments, date, wanted, "any", at, error, False, codes)
            trials += 1
    tap.ok(not wrong, f"{name}: {trials} kills before and behind one of {counts['any']} calls", wrong)
    tap.say(f"exit codes: {codes}")


def main():
    tap = world.Tap()
    if world.SANITIZED or not os.path.exists(world.SHIM):
        tap.skip("sanitizers do not go with another library before the C library")
        tap.done()
    work = world.workplace()
    first = world.make(work / "first")
    second = world.copy(first, work / "second")
    world.run(second)
    world.change(second)
    done = world.copy(second, work / "done")
    world.run(done, date=world.SECOND)
    for name, before, arguments, date in (("a first intake", first, ["-j1"], world.FIRST),
                                          ("a second day", second, ["-j1"], world.SECOND),
                                          ("a rebuild", done, ["--rebuild", "-j1"], None)):
        if os.environ.get("ONLY", name) == name:
            scenario(tap, work, name, before, arguments, date)
    world.remove(work)
    tap.done()


main()

#!/usr/bin/env python3
"""kills.t - promise 4: killed at any instant, and run again until it ends, a run comes to the same bytes.

KILLS=1000 tests/faults/kills.t for more of them than `make check` has time for."""
import os
import random
import sqlite3
import sys

sys.path.insert(0, "tests/faults")
import world

KILLS = int(os.environ.get("KILLS", "10" if world.SANITIZED else "100"))
COPIES = int(os.environ.get("COPIES", "3"))


class Counts(dict):
    def __missing__(self, key):
        return 0


def look(place, counts):
    """How far the run had come."""
    journal = place / "registry.sqlite-journal"
    hot = journal.exists() and journal.stat().st_size > 0
    counts["with a hot journal"] += hot
    counts["before there was a registry"] += not (place / "registry.sqlite").exists()
    counts["with the inbox not yet empty"] += any(path.is_file() for path in (place / "inbox").rglob("*"))
    counts["with an output at work"] += any(path.name.endswith(".tmp") for path in (place / "out").iterdir())
    counts["with a temporary file in the archive"] += any((place / "archive").rglob("*.tmp"))


def again(place, arguments, date, chance, counts):
    """Until it ends; one in four is killed once more."""
    while chance.random() < 0.25:
        if world.run_killed(place, *arguments, date=date, after=chance.random() * 0.2) < 0:
            counts["second kills"] += 1
    code, _, said = world.run(place, *arguments, date=date)
    return code, said


def has_ended(place, day):
    """Whether a run of that day came to its end before it could be killed."""
    with sqlite3.connect(place / "registry.sqlite") as registry:
        days = registry.execute("SELECT count(*) FROM runs WHERE completed = 1 AND date(day * 86400, 'unixepoch') = ?",
                                (day,)).fetchone()[0]
    registry.close()
    return days > 0


def scenario(tap, work, name, before, arguments, date, kills, compare=world.dump, then=None):
    """`then`: the run after a kill, where that is another one than the one killed."""
    chance = random.Random(f"{name} {os.environ.get('SEED', '')}")
    counts = Counts()
    then_arguments, then_date = then or (arguments, date)
    place = world.copy(before, work / "undisturbed")
    wanted_code = world.run(place, *then_arguments, date=then_date)[0]
    wanted = compare(place)
    place = world.copy(before, work / "undisturbed")
    world.run(place, *arguments, date=date)
    world.run(place, *then_arguments, date=then_date)
    wanted_of_both = compare(place)
    takes = min(world.duration(world.copy(before, work / "timed"), *arguments, date=date) for _ in range(3))
    wrong = []
    for number in range(kills):
        place = world.copy(before, work / "trial")
        code = world.run_killed(place, *arguments, date=date, after=takes * (number + chance.random()) / kills)
        counts["kills"] += code < 0
        if code < 0:
            look(place, counts)
        wrong += [f"kill {number}: {what}" for what in world.not_whole(place)]
        code, said = again(place, then_arguments, then_date, chance, counts)
        if code not in (0, 1):
            wrong.append(f"kill {number}: exit {code}: {said}")
        both = then and date and has_ended(place, date)
        differing = world.differences(compare(place), wanted_of_both if both else wanted)
        wrong += [f"kill {number}: {what}" for what in differing]
        counts["converged"] += not differing
        if differing and os.environ.get("KEEP"):
            world.copy(place, os.environ["KEEP"])
    tap.ok(not wrong and wanted_code in (0, 1),
           f"{name}: {counts['converged']} of {kills} converge", wrong)
    tap.say(f"{name}: {takes * 1000:.0f} ms a run; " + ", ".join(f"{n} {what}" for what, n in counts.items()))
    return counts


def outputs(place):
    return world.files_of(place, "out/latest")


def exports(place):
    said = world.dump(place, strict=False, folders=("inbox", "archive", "out"))
    return {what: text for what, text in said.items() if not what.startswith("registry: refusals")}


def main():
    tap = world.Tap()
    work = world.workplace()
    empty = world.make(work / "empty", COPIES)
    second = world.copy(empty, work / "second")
    world.run(second)
    world.change(second, COPIES)
    done = world.copy(second, work / "done")
    world.run(done, date=world.SECOND)
    total = Counts()
    share = KILLS // 4
    for counts in (
            scenario(tap, work, "a first intake, one worker", empty, ["-j1"], world.FIRST, share),
            scenario(tap, work, "a first intake, two workers", empty, ["-j2"], world.FIRST, share),
            scenario(tap, work, "a second day with changes", second, ["-j2"], world.SECOND, share),
            scenario(tap, work, "killed on the eve, run on the morrow", empty, ["-j2"], world.FIRST, KILLS // 10, outputs,
                     ([], world.SECOND)),
            scenario(tap, work, "a rebuild, and then again", done, ["--rebuild"], None, KILLS * 3 // 40, exports),
            scenario(tap, work, "a rebuild, and then a run", done, ["--rebuild"], None, KILLS * 3 // 40, exports,
                     ([], world.SECOND))):
        for what, n in counts.items():
            total[what] += n
    tap.ok(total["with a hot journal"] > 0, "some of the kills left a hot journal")
    tap.say("in all: " + ", ".join(f"{n} {what}" for what, n in total.items()))
    world.remove(work)
    tap.done()


main()

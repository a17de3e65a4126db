#!/usr/bin/env python3
"""cut_off.t - a run that is killed and whose place another takes has a journal: killed at each of the first writes of
that other run, too, a rebuild still knows every run, on its day."""
import os
import sys

sys.path.insert(0, "tests/faults")
import world

FIRST, CUT_OFF, THEN = "2026-11-20", "2026-11-21", "2026-11-23"


def killed(kind, at):
    return {"LD_PRELOAD": world.SHIM, "FAULT_CLASS": kind, "FAULT_AT": str(at), "FAULT_ERRNO": "0"}


def make(place, work):
    """One night done; the next killed when all was taken and out/latest about to be led to its page."""
    world.run(world.make(place), date=FIRST)
    new = sorted((world.SAMPLES / "notices").glob("*.xml"))[0]
    text = world.UUID.sub(lambda found: b"99999999" + found.group()[8:], new.read_bytes())
    (place / "inbox/notices/new.xml").write_bytes(text)
    return world.run(place, date=CUT_OFF, environment=killed("link", 1))[0]


def main():
    tap = world.Tap()
    if world.SANITIZED or not os.path.exists(world.SHIM):
        tap.skip("sanitizers do not go with another library before the C library")
        tap.done()
    work = world.workplace()
    begun = work / "begun"
    code = make(begun, work)
    journals = sorted(path.name for path in (begun / "archive/runs").iterdir())
    tap.ok(code < 0 and journals == ["000001.run"], "a run is killed before it has a journal", [code, journals])
    for kind in ("write", "rename", "sync"):
        for at in range(1, 9):
            place = world.copy(begun, work / "trial")
            code = world.run(place, date=THEN, environment=killed(kind, at))[0]
            then = world.run(place, date=THEN)[0]
            known = world.rows_of(place, False)
            (place / "registry.sqlite").unlink()
            again = world.run(place, "--rebuild", date=None)[0]
            same = world.rows_of(place, False) == known
            days = [line for path in sorted((place / "archive/runs").iterdir())
                    for line in path.read_text().splitlines() if line.startswith("day")]
            tap.ok(code < 0 and then in (0, 1) and again in (0, 1) and same and
                   days == [f"day = {day}" for day in (FIRST, CUT_OFF, THEN)],
                   f"the run behind it killed at {kind} {at}: a rebuild knows all three", [code, then, again, same, days])
    world.remove(work)
    tap.done()


main()

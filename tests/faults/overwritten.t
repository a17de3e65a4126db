#!/usr/bin/env python3
"""overwritten.t - somebody writes to a file of the inbox at one moment or another of the night that takes it: the
archive never has it under a name that is not its digest, what was written last is read in the end, and a rebuild knows
what the registry knew, or it was said that it cannot."""
import os
import sys

sys.path.insert(0, "tests/faults")
import world

MOMENTS = int(os.environ.get("MOMENTS", "4"))
WAYS = {"in place": "cat '{new}' >'{file}'", "by another file": "cp '{new}' '{file}.part' && mv '{file}.part' '{file}'"}
NOTICES, HOURS = "notices/a.xml", "hours/a.csv"


def texts():
    """What a file says first, and then: the same notice of two procedures, one row of hours and two."""
    notice = (world.SAMPLES / "notices/2026-10-19-decheteries.xml").read_bytes()
    hours = (world.SAMPLES / "hours/proprete.csv").read_bytes().splitlines(keepends=True)
    return {NOTICES: [world.UUID.sub(lambda found: mark + found.group()[8:], notice) for mark in (b"aaaaaaaa", b"bbbbbbbb")],
            HOURS: [b"".join(hours[:2]), b"".join(hours[:3])]}


def shimmed(place, **told):
    return world.run(place, "-j1", environment={"LD_PRELOAD": world.SHIM, **told})


def trial(place, new, name, way, kind, at):
    file = place / "inbox" / name
    code, _, said = shimmed(place, FAULT_CLASS=kind, FAULT_AT=str(at), FAULT_DOES=WAYS[way].format(new=new, file=file))
    then, _, why = world.run(place, "-j1", date=world.SECOND)
    kept = [path for path in (place / "archive" / name.split("/")[0]).rglob("*") if path.is_file()]
    wrong = [] if code in (0, 1) and then in (0, 1) else [f"exit {code}, then {then}: {said}{why}"]
    wrong += ["what was written is still in the inbox"] if file.exists() else []
    wrong += [f"{path.name} is not what its name says" for path in kept if world.blake(path.read_bytes()) != path.stem]
    if name == NOTICES and new.read_bytes() not in [path.read_bytes() for path in kept]:
        wrong.append("what was written last was never read")
    known = world.rows_of(place, False)
    again, _, why = world.run(place, "--rebuild", date=None)
    lost = "the archive does not have what it said" in said
    if not lost and (again not in (0, 1) or world.rows_of(place, False) != known):
        wrong.append(f"the rebuild is another, exit {again}: {why}")
    return wrong, lost


def main():
    tap = world.Tap()
    if world.SANITIZED or not os.path.exists(world.SHIM):
        tap.skip("sanitizers do not go with another library before the C library")
        tap.done()
    work = world.workplace()
    begun = world.make(work / "begun")
    world.run(begun, date="2026-11-19")
    for name, (old, new) in texts().items():
        (begun / "inbox" / name).write_bytes(old)
        (work / name.replace("/", "-")).write_bytes(new)
    told = work / "counts"
    shimmed(world.copy(begun, work / "counted"), FAULT_COUNTS=str(told))
    counts = {kind: int(n) for kind, n in map(str.split, told.read_text().splitlines())}
    for name in (NOTICES, HOURS):
        for way in WAYS:
            wrong, trials, lost = [], 0, 0
            for kind in ("sync", "write", "unlink", "rename"):
                for at in sorted({1 + i * (counts[kind] - 1) // (MOMENTS - 1) for i in range(MOMENTS)}):
                    found, said = trial(world.copy(begun, work / "trial"), work / name.replace("/", "-"), name, way, kind, at)
                    wrong += [f"{kind} {at}: {what}" for what in found]
                    trials, lost = trials + 1, lost + said
            tap.ok(not wrong, f"{name} is written to {way} at {trials} moments; {lost} times what was taken is said to be gone", wrong)
    world.remove(work)
    tap.done()


main()

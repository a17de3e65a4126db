#!/usr/bin/env python3
"""order.t - promises 1, 2 and 3: the order in which files arrive, what they are called, and over how many runs of
a day they come makes no difference; nor does a file that comes twice.

The exception: a file of people, or of decisions, without a date says what holds on the day of its run."""
import os
import random
import re
import sys

sys.path.insert(0, "tests/faults")
import world

SHUFFLES = int(os.environ.get("SHUFFLES", "8" if world.SANITIZED else "50"))
PREFIX = re.compile(r"\b[xyz]\d{4}-")


def shuffled_name(name, chance):
    """A date at the head of a name says when it was declared."""
    dated = re.match(r"\d{4}-\d\d-\d\d-", name)
    head = dated[0] if dated else ""
    return f"{head}{chance.choice('xyz')}{chance.randrange(10000):04}-{name[len(head):]}"


def deal(files, place, chance, runs):
    """The files, in so many heaps; one in eight twice."""
    heaps = [[] for _ in range(runs)]
    for kind, name, what in files:
        heaps[chance.randrange(runs)].append((kind, shuffled_name(name, chance), what))
        if chance.random() < 0.125:
            heaps[chance.randrange(runs)].append((kind, shuffled_name(name, chance), what))
    for heap in heaps:
        chance.shuffle(heap)
        for kind, name, what in heap:
            (place / "inbox" / kind / name).write_bytes(what)
        code, _, said = world.run(place, f"-j{chance.randrange(1, 4)}")
        if code not in (0, 1):
            return [f"exit {code}: {said}"]
    return []


def without_prefixes(said):
    return re.sub(PREFIX, "", said.decode()) if isinstance(said, bytes) else re.sub(PREFIX, "", said)


def pages(place):
    """What people read, apart from the files that came: a night counts them, and names them."""
    said = {}
    for name in ("digest.txt", "digest.html"):
        text = without_prefixes((place / "out/latest" / name).read_bytes())
        mark = "\nFichiers" if name.endswith("txt") else ">Fichiers"
        said[name] = text.split(mark)[0]
    return said


def exports(place):
    said = world.dump(place, strict=False, folders=("archive", "inbox"))
    return {**said, **pages(place)}


def main():
    tap = world.Tap()
    work = world.workplace()
    first = world.make(work / "first", 1)
    for name in ("2026-03-09-collecte-des-dechets.xml", "2026-10-19-decheteries.xml"):
        notice = (world.SAMPLES / "notices" / name).read_bytes()
        (first / "inbox/notices" / f"v2-{name}").write_bytes(
            notice.replace(b"<cbc:VersionID>01<", b"<cbc:VersionID>02<"))
        # the same notice in other words: of two that cannot both hold, the same one must
        (first / "inbox/notices" / f"autre-{name}").write_bytes(notice.replace(b"Lot n", b"LOT n"))
    files = [(path.parent.name, path.name, path.read_bytes())
             for path in sorted((first / "inbox").rglob("*")) if path.is_file() and path.name != "LISEZMOI.txt"]
    for path in (first / "inbox").rglob("*"):
        if path.is_file():
            path.unlink()
    place = world.copy(first, work / "in-order")
    for kind, name, what in files:
        (place / "inbox" / kind / name).write_bytes(what)
    world.run(place)
    wanted = exports(place)
    tap.ok(len(wanted["digest.txt"]) > 1000, "a page to compare with")
    for runs in (1, 2, 3, 4):
        wrong = []
        for number in range(SHUFFLES // 4 + (runs <= SHUFFLES % 4)):
            chance = random.Random(f"{runs} {number} {os.environ.get('SEED', '')}")
            place = world.copy(first, work / "shuffled")
            wrong += deal(files, place, chance, runs)
            differing = world.differences(exports(place), wanted)
            wrong += [f"shuffle {number}: {what}" for what in differing]
            if differing and os.environ.get("KEEP"):
                world.copy(place, os.environ["KEEP"])
        tap.ok(not wrong, f"shuffled {number + 1} times over {runs} runs of a day: the same", wrong)
    place = world.copy(work / "in-order", work / "again")
    before = world.dump(place)
    for kind, name, what in files:
        (place / "inbox" / kind / shuffled_name(name, random.Random(name))).write_bytes(what)
    world.run(place)
    after = world.dump(place, strict=False)
    wrong = [what for what in world.differences(after, world.dump(work / "in-order", strict=False))
             if not what.startswith(("registry: refusals", "rejects/", "out/"))]
    tap.ok(not wrong, "all files once more: nothing new", wrong)
    tap.ok(before["out/latest"] == after["out/latest"], "on the same day")
    world.remove(work)
    tap.done()


main()

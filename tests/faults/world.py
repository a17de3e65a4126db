"""world.py - conventions to break, runs over them, and what is left of them as something to compare.

A world is a folder that is made once (init --sample and copies of its notices) and copied for each trial. The
dump of a convention is all that it says, by name: the rows of its registry, and the bytes of out/latest,
rejects, archive and what is left in the inbox."""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from pathlib import Path

CLAUSIER = os.path.abspath(os.environ.get("CLAUSIER", "build/clausier"))
SHIM = os.path.join(os.path.dirname(CLAUSIER), "tests/faults/shim.so")
SAMPLES = Path("samples")
FIRST, SECOND = "2026-11-20", "2026-11-23"
TABLES_OF_FILES = ("hours", "people", "decisions", "clauses")
OUTPUTS = ("digest.html", "digest.txt", "run.json", "notices.xlsx", "alerts.xlsx")
SANITIZED = "asan" in CLAUSIER  # sanitizers do not go with LD_PRELOAD, and are slow


# TAP.

class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, what, why=()):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {what}")
        for line in [] if good else list(why)[:int(os.environ.get("WHY", "12"))]:
            print("#   " + str(line)[:400].replace("\n", "\n#   "))
        sys.stdout.flush()
        return good

    def skip(self, why):
        self.count += 1
        print(f"ok {self.count} # SKIP {why}")

    def say(self, text):
        print(f"# {text}")
        sys.stdout.flush()

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


# Folders.

def workplace():
    """In memory where that can be: what is tested is the order of things, not the disk."""
    memory = "/dev/shm"
    usable = os.path.isdir(memory) and os.access(memory, os.W_OK)
    return Path(tempfile.mkdtemp(prefix="clausier.", dir=memory if usable else None))


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def copy(world, place):
    remove(place)
    shutil.copytree(world, place, symlinks=True)
    return place


# Runs.

def run(place, *arguments, date=FIRST, environment=None, command="run"):
    """The exit code, what was printed, what was said. date None: none is told."""
    told = [CLAUSIER, command, "-C", str(place)] + (["--date", date] if date else []) + list(arguments)
    done = subprocess.run(told, stdin=subprocess.DEVNULL, capture_output=True,
                          env={**os.environ, **(environment or {})}, timeout=300)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def run_killed(place, *arguments, date=FIRST, after):
    """Kills the run, with all that it has started, so many seconds after its start. Its exit code; negative:
    killed."""
    told = [CLAUSIER, "run", "-C", str(place)] + (["--date", date] if date else []) + list(arguments)
    child = subprocess.Popen(told, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             start_new_session=True)
    try:
        child.wait(timeout=max(after, 0))
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait()


def duration(place, *arguments, date=FIRST):
    started = time.monotonic()
    run(place, *arguments, date=date)
    return time.monotonic() - started


# Making.

UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OJ_NUMBER = re.compile(rb"\b(\d{6,8})-20(2\d)\b")


def another(notice, number):
    """The notice of another procedure: every id in it is another one, the same for all notices of a copy."""
    space = uuid.UUID(int=number)
    told = UUID.sub(lambda found: str(uuid.uuid5(space, found[0].decode())).encode(), notice)
    return OJ_NUMBER.sub(lambda found: b"%06d-20%s" % ((int(found[1]) + 7919 * number) % 1000000, found[2]), told)


def notices():
    return sorted(path for path in (SAMPLES / "notices").iterdir() if path.suffix == ".xml")


def make(place, copies=0):
    """The sample convention, with so many copies of its notices beside them."""
    subprocess.run([CLAUSIER, "init", str(place), "--sample"], check=True, stdout=subprocess.DEVNULL)
    for number in range(1, copies + 1):
        for path in notices():
            name = f"{path.stem}-{number:02}.xml"
            (place / "inbox/notices" / name).write_bytes(another(path.read_bytes(), number))
    return place


def change(place, copies=0):
    """A second day: corrected notices, replaced hours, a new person, another rule, another contract."""
    for number in range(copies + 1):
        for path in notices():
            notice = path.read_bytes()
            if not path.name.startswith("2026-1") or b"<cbc:VersionID>01<" not in notice:
                continue
            told = another(notice, number) if number else notice
            told = told.replace(b"<cbc:VersionID>01<", b"<cbc:VersionID>02<").replace(b"Lot 1 - ", b"Lot 1 bis - ")
            (place / "inbox/notices" / f"{path.stem}-{number:02}-v2.xml").write_bytes(told)
    head, *rows = (SAMPLES / "hours/2026-04-17-rectificatif-proprete.csv").read_text("utf-8-sig").splitlines()
    later = "\n".join([head] + [row.replace("17/04/2026", "15/05/2026").replace("36,25", "31,50") for row in rows])
    (place / "inbox/hours/2026-05-15-rectificatif.csv").write_text(later + "\n")
    (place / "inbox/people/2026-11-21-people.csv").write_text(
        "Référence;Sexe;Critères;Critère principal\nP-9001;F;RSA;RSA\n")
    (place / "inbox/decisions/decisions-2.csv").write_text(
        "Avis;Lot;Décision;Décidé le\nde00f264-36fc-49be-a6aa-bdff92e1878f;LOT-0001;proposer;21/11/2026\n")
    rules = place / "rules/montabry.rules"
    rules.write_text(rules.read_text().replace("FR105 92*", "FR105 92* 95*"))
    contracts = place / "reference/contracts.csv"
    contracts.write_text(contracts.read_text().replace("M25-001", "M25-001", 1) + "")
    return place


# Dumps.

NOTICE = "(SELECT hex(digest) || '!' || member || ':' || line FROM notices n JOIN files USING(file) WHERE n.notice = {})"
FILE = "(SELECT hex(digest) FROM files f WHERE f.file = {})"
# What the registry says, without the numbers of its rows and runs, and without names of files. Of decisions and
# clauses that two files state, which of the two is named depends on which came first.
SAYS = {
    "files": "SELECT kind, hex(digest), kept, refused FROM files",
    "totals": "SELECT * FROM totals",
    "notices": f"SELECT {NOTICE.format('m.notice')}, hex(keys), standing, {NOTICE.format('m.instead')}, hex(deadlines),"
               " run IS NULL FROM notices m",
    "links": f"SELECT hex(key), {NOTICE.format('links.notice')} FROM links",
    "lots": f"SELECT {NOTICE.format('lots.notice')}, id, verdict, open_until, since, until, csv, record FROM lots",
    "verdicts": f"SELECT {NOTICE.format('lots.notice')}, id, day, verdicts.verdict, by_data, by_rules"
                " FROM verdicts JOIN lots USING(lot)",
    "contracts": "SELECT * FROM contracts",
    "structures": "SELECT * FROM structures",
    "hours": f"SELECT {FILE.format('hours.file')}, line, contract_id, declarant_siret, declared_on, person_ref, month,"
             " hours, training_hours, employer_kind, contract_type, proof FROM hours",
    "people": f"SELECT {FILE.format('people.file')}, line, ref, declared_on, sex, age_band, criteria, main_criterion,"
              " education, commune, postal_code, qpv, prescriber, rome_codes, available_from, mobility, entry_date,"
              " exit_date, exit FROM people",
    "decisions": "SELECT notice_id, lot_id, decided_on, decision, waiver, comment FROM decisions",
    "clauses": "SELECT notice_id, lot_id, contract_id, state, day FROM clauses",
}


def rows_of(place, strict):
    """Strict: every cell as it stands, numbers of rows and runs too."""
    said = {}
    with sqlite3.connect(f"file:{place}/registry.sqlite?mode=ro", uri=True) as registry:
        if registry.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            said["registry: integrity"] = "damaged"
        if registry.execute("PRAGMA foreign_key_check").fetchall():
            said["registry: foreign keys"] = "broken"
        names = [name for name, in registry.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wanted = {name: f"SELECT * FROM {name}" for name in names} if strict else SAYS
        for name, sql in wanted.items():
            said[f"registry: {name}"] = "\n".join(sorted(map(repr, registry.execute(sql))))
    registry.close()
    return said


def files_of(place, folder):
    top = place / folder
    said = {}
    for path in sorted(top.rglob("*")):
        name = f"{folder}/{path.relative_to(top)}"
        if path.is_symlink():
            said[name] = "-> " + os.readlink(path)
        elif path.is_file():
            said[name] = path.read_bytes()
    return said


EXPORTS = ("notices", "verdicts", "contracts", "structures", "people", "clauses", "hours", "decisions")


def exports(place):
    """What anybody may ask for of the registry, as bytes."""
    said = {}
    for what in EXPORTS:
        code, printed, message = run(place, what, date=None, command="export")
        said[f"export {what}"] = printed if code == 0 else f"exit {code}: {message}"
    return said


def dump(place, strict=True, folders=("inbox", "rejects", "archive", "out")):
    said = {}
    if not (place / "registry.sqlite").exists():
        said["registry"] = "gone"
    else:
        said.update(rows_of(place, strict))
        said.update({} if strict else exports(place))
    for folder in folders:
        said.update(files_of(place, folder))
    if not strict:
        said = {name: what for name, what in said.items() if not name.startswith("archive/runs/")}
    for path in place.iterdir():
        said[f"top: {path.name}"] = ""
    said.pop("top: .lock", None)
    return said


def differences(is_there, wanted):
    said = []
    for name in sorted(is_there.keys() | wanted.keys()):
        if name not in wanted:
            said.append(f"{name}: too much")
        elif name not in is_there:
            said.append(f"{name}: missing")
        elif is_there[name] != wanted[name]:
            said.append(f"{name}: differs{first_difference(is_there[name], wanted[name])}")
    return said


def first_difference(a, b):
    if isinstance(a, bytes) or isinstance(b, bytes):
        return f" ({len(a)} bytes, {len(b)} wanted)"
    ours, theirs = set(a.splitlines()), set(b.splitlines())
    return f": {sorted(ours - theirs)[:1]} in the place of {sorted(theirs - ours)[:1]}"


def not_whole(place):
    """What can be seen in out/ and is not whole: promise 5."""
    said = []
    latest = place / "out/latest"
    seen = [path for path in (place / "out").iterdir() if not path.name.startswith(".")]
    if latest.is_symlink() and not latest.exists():
        said.append("out/latest leads nowhere")
    for folder in seen:
        if not folder.is_dir():
            if folder.name != "latest.tmp":  # a link that was to become latest
                said.append(f"{folder} is no folder")
            continue
        names = sorted(path.name for path in folder.iterdir())
        if names != sorted(OUTPUTS):
            said.append(f"{folder} has {names}")
            continue
        said += [f"{folder}/{name}" for name in OUTPUTS if not is_whole(folder / name)]
    for name, what in files_of(place, "archive").items():
        digest = Path(name).name.split(".")[0]
        if not what and not name.endswith(".tmp"):
            said.append(f"{name} is empty")
        elif len(digest) == 32 and name.count(".") == 1 and blake(what) != digest:
            said.append(f"{name} is not what its name says")
    return said


def blake(what):
    import hashlib
    return hashlib.blake2b(what, digest_size=16).hexdigest()


def is_whole(path):
    what = path.read_bytes()
    if path.suffix == ".html":
        return what.rstrip().endswith(b"</html>")
    if path.suffix == ".txt":
        return what.endswith(b"\n")
    if path.suffix == ".json":
        try:
            return bool(json.loads(what))
        except ValueError:
            return False
    try:
        with zipfile.ZipFile(path) as book:
            return book.testzip() is None
    except zipfile.BadZipFile:
        return False

#!/usr/bin/env python3
"""Breaks a good PDF in every way that tests/pdf/broken.py knows, and sees that check_pdf.py names each fault by its number,
and no other condition complains.

usage: break_pdf.py FILE                TAP: one line a fault, and the conditions that none has provoked
       break_pdf.py --keep DIR FILE     keeps the broken files there, named by the condition
"""
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_pdf import CONDITIONS, Facts, judge  # noqa: E402
from broken import FAULTS  # noqa: E402
from writer import Copy  # noqa: E402

good = None


def start(path):
    global good
    good = Facts(path)


def caught(at, folder):
    """What the judge says of fault number `at`; -1 is none, written by the same hand."""
    copy = Copy(good)
    numbers, what, function = FAULTS[at] if at >= 0 else ([], "", lambda copy: None)
    try: function(copy)
    except Exception as error: return f"cannot be done: {type(error).__name__}: {error}"
    path = os.path.join(folder, f"{at:03}-{numbers[0] if numbers else 'good'}.pdf")
    with open(path, "wb") as file: file.write(copy.bytes())
    return judge(path)


def main():
    keep = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
    if keep: os.makedirs(keep, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, ProcessPoolExecutor(2, None, start, (sys.argv[-1],)) as pool:
        found = list(pool.map(caught, range(-1, len(FAULTS)), [keep or temporary] * (len(FAULTS) + 1), chunksize=8))
    failed, provoked = 0, set()
    for i, (failures, (numbers, what, _)) in enumerate(zip(found, [([], "nothing broken: nothing found", None)] + FAULTS)):
        names = {number for number, _, _ in failures} if isinstance(failures, list) else failures
        provoked |= set(numbers[:1])
        passed = names == set(numbers)
        failed += not passed
        print(f"{'ok' if passed else 'not ok'} {i + 1} - {numbers[0] + ': ' if numbers else ''}{what}")
        if not passed:
            print(f"# wanted {sorted(numbers)}")
            print(f"# found  {sorted(names) if isinstance(names, set) else names}")
            for failure in failures[:6] if isinstance(failures, list) else (): print("#  ", *failure)
    print(f"# {len(CONDITIONS)} conditions, {len(CONDITIONS) - len(set(CONDITIONS) - provoked)} provoked by a fault of their own")
    shared = {number for numbers, _, _ in FAULTS for number in numbers} - provoked
    print(f"# provoked with others, being the same in two standards: {' '.join(n for n in CONDITIONS if n in shared)}")
    print(f"# not provoked: {' '.join(n for n in CONDITIONS if n not in provoked | shared) or 'none'}")
    print(f"1..{len(found)}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

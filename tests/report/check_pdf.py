#!/usr/bin/env python3
"""Judges a PDF by PDF/UA-1 and PDF/A-3a, one condition after the other.

usage: check_pdf.py FILE...           what fails: condition, place, what; exit 1 if anything does
       check_pdf.py --json FILE...    the same as one object
       check_pdf.py --list            all conditions and what they say
       check_pdf.py --text FILE       the text of every mark, exactly, in the order of the structure tree

The conditions: tests/pdf/matterhorn.py (NN-NNN, PDF/UA-1), tests/pdf/pdfa.py (6.x, PDF/A-3a), tests/pdf/house.py (H-NN).
They need qpdf and nothing else. What only people can judge (is the Alt text true?) is not among them.
"""
import json
import os
import sys

sys.dont_write_bytecode = True  # beside the sources of others
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pdf"))
import matterhorn  # noqa: F401, E402: registers its conditions, before those of PDF/A that are the same
import pdfa  # noqa: F401, E402
import house  # noqa: F401, E402
from facts import CONDITIONS, Facts  # noqa: E402


def judge(path):
    """[(number, place, what)]"""
    try: return list(Facts(path).failures())
    except Exception as error: return [("file", path, f"cannot be read: {error}")]


def main(arguments):
    files = [argument for argument in arguments if argument[:2] != "--"]
    if "--list" in arguments:
        for number, (says, _) in CONDITIONS.items(): print(f"{number:13} {says}")
        return 0
    if not files: sys.exit(__doc__)
    if "--text" in arguments:
        facts = Facts(files[0])
        for _, text in facts.tree.texts(facts.mark_text): print(text)
        return 0
    found = {path: judge(path) for path in files}
    if "--json" in arguments: print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for path, failures in found.items():
            for number, place, what in failures:
                print(f"{path + ': ' if len(files) > 1 else ''}{number} {place}: {what}")
    return any(found.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

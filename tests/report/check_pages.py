#!/usr/bin/env python3
"""Checks how a PDF looks, from what poppler finds on its pages; the tree tells what is a heading.

usage: check_pages.py FILE.pdf [FILE.pages]    complaints, one a line; exit 1 if there is one

Words lie within the margins and on no other word; no page but the first is empty or has a single line. A table goes
on with at least two rows, and no page ends with a heading: that is asked of the pages of --dump-pages."""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

MARGIN, SLACK = 56.7, 2.0
FIRST, LAST = 45.0, 795.0  # between the header and the footer
WIDTH = 595.276
XHTML = "{http://www.w3.org/1999/xhtml}"
BREAKING = re.compile("[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Word:
    def __init__(self, node):
        self.left, self.right = float(node.get("xMin")), float(node.get("xMax"))
        top, foot = float(node.get("yMin")), float(node.get("yMax"))
        # The box is as high as the font's tallest letters: lines that are set close share some of it.
        self.size = foot - top
        self.top, self.foot = top + 0.35 * self.size, foot - 0.3 * self.size
        self.text = node.text or ""


def pages_of(path):
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True).stdout.decode()
    for page in ET.fromstring(BREAKING.sub("", told)).iter(XHTML + "page"):
        yield [Word(node) for node in page.iter(XHTML + "word")]


def touching(words):
    """Pairs of words of which one lies on the other, by a sweep from the top."""
    for i, one in enumerate(ordered := sorted(words, key=lambda word: word.top)):
        for other in ordered[i + 1:]:
            if other.top >= one.foot:
                break
            if min(one.right, other.right) - max(one.left, other.left) > 0.8:
                yield one, other


def lines(words):
    """How many baselines there are between header and footer."""
    feet = sorted(word.foot for word in words if FIRST < word.top < LAST)
    return sum(1 for i, foot in enumerate(feet) if not i or foot - feet[i - 1] > 2)


def check_page(number, words):
    for word in words:
        if word.left < MARGIN - SLACK or word.right > WIDTH - MARGIN + SLACK or word.top < 20 or word.foot > 822:
            yield f"page {number}: outside: {word.text!r} at {word.left:.1f} to {word.right:.1f}, {word.top:.1f}"
    for one, other in touching(words):
        yield f"page {number}: {one.text!r} lies on {other.text!r}"
    if number > 1 and lines(words) < 2:
        yield f"page {number}: {lines(words)} lines on it"


def dumped(path):
    """Of every page: its texts with their owner, height and words, as they are painted."""
    pages, owner = [], ""
    for line in open(path, encoding="utf-8"):
        if line.startswith("page "):
            pages.append([])
        elif pages and re.match(r"  \S", line):
            owner = line.strip()
        elif pages and (text := re.match(r'    text (\S+) (\S+) (\S+) \S+ (?:bold )?"(.*)"$', line)):
            pages[-1].append((owner, float(text[2]), text[4]))
    return pages


def check_dump(number, texts):
    body = [text for text in texts if not text[0].startswith("artifact")]
    if body:
        last = max(body, key=lambda text: text[1])
        if re.search(r"/H[123] \d+$", last[0]):
            yield f"page {number}: ends with the heading {last[2]!r}"
    if any(owner == "artifact: repeated head" for owner, _, _ in texts):
        rows = {y for owner, y, _ in body if re.search(r"/T(Body|Foot)/TR/T[HD]", owner)}
        if len(rows) < 2:
            yield f"page {number}: the table goes on with {len(rows)} lines"


def main():
    found = list(pages_of(sys.argv[1]))
    said = [said for number, words in enumerate(found, 1) for said in check_page(number, words)]
    if len(sys.argv) > 2:
        pages = dumped(sys.argv[2])
        said += [said for number, texts in enumerate(pages, 1) for said in check_dump(number, texts)]
        if len(pages) != len(found):
            said.append(f"{len(found)} pages, of which the list tells {len(pages)}")
    for one in said:
        print(one)
    sys.exit(bool(said))


main()

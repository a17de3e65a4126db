#!/usr/bin/env python3
"""What a browser makes of a page: look.py measure PAGE | shot PAGE WIDTH PNG | print PAGE PDF | ink PNG.

`measure` prints what holds at 1280, 390 and 320 pixels, a line `WIDTH NAME VALUE` each; tests/web/digest.t says what
they must be. `ink` prints how many in a thousand pixels are not white, and how many colours there are."""
import html
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

FLAGS = ('--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking '
         '--disable-component-update --disable-sync --hide-scrollbars').split()
WIDTHS = (1280, 390, 320)


def chromium(*arguments):
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(['chromium', *FLAGS, '--user-data-dir=' + profile, *arguments],
                             capture_output=True, timeout=120)
    return run.stdout.decode()


def measure(page):
    with open(page, encoding='utf-8') as file:
        inside = html.escape(file.read(), quote=True)
    frames = ''.join(f'<iframe width="{width}" height="3000" style="border:0" srcdoc="{inside}"></iframe>'
                     for width in WIDTHS)
    script = open(os.path.join(os.path.dirname(__file__), 'measure.js'), encoding='utf-8').read()
    with tempfile.NamedTemporaryFile('w', suffix='.html', encoding='utf-8') as wrapper:
        wrapper.write(f'<!DOCTYPE html><meta charset="utf-8"><script>{script}</script>{frames}<pre id="found"></pre>')
        wrapper.flush()
        dom = chromium('--window-size=1400,3000', '--dump-dom', 'file://' + wrapper.name)
    found = re.search(r'<pre id="found">(.*?)</pre>', dom, re.S)
    for page_found in json.loads(html.unescape(found.group(1))):
        width = page_found.pop('width')
        for name, value in page_found.items():
            print(width, name, json.dumps(value, ensure_ascii=False))


def shot(page, width, png):
    chromium(f'--window-size={width},2000', '--screenshot=' + os.path.abspath(png), 'file://' + os.path.abspath(page))


def to_pdf(page, pdf):
    chromium('--no-pdf-header-footer', '--print-to-pdf=' + os.path.abspath(pdf), 'file://' + os.path.abspath(page))


def rows(data, width, height, bytes_each):
    """The pixels of an unfiltered PNG, row by row."""
    before, size = bytearray(width * bytes_each), width * bytes_each
    for y in range(height):
        kind, line = data[y * (size + 1)], bytearray(data[y * (size + 1) + 1:(y + 1) * (size + 1)])
        for i in range(size):
            left = line[i - bytes_each] if i >= bytes_each else 0
            up, corner = before[i], before[i - bytes_each] if i >= bytes_each else 0
            if kind == 1: line[i] = (line[i] + left) & 255
            elif kind == 2: line[i] = (line[i] + up) & 255
            elif kind == 3: line[i] = (line[i] + (left + up) // 2) & 255
            elif kind == 4:
                guess = left + up - corner
                nearest = min((left, up, corner), key=lambda v: abs(guess - v))
                line[i] = (line[i] + nearest) & 255
        yield line
        before = line


def ink(png):
    data = open(png, 'rb').read()
    width, height, depth, kind = struct.unpack('>IIBB', data[16:26])
    assert depth == 8 and kind in (2, 6), (depth, kind)
    packed, at = b'', 8
    while at < len(data):
        size, name = struct.unpack('>I4s', data[at:at + 8])
        if name == b'IDAT': packed += data[at + 8:at + 8 + size]
        at += size + 12
    each, dark, colours = 3 if kind == 2 else 4, 0, set()
    for line in rows(zlib.decompress(packed), width, height, each):
        for i in range(0, len(line), each):
            pixel = bytes(line[i:i + 3])
            colours.add(pixel)
            dark += pixel != b'\xff\xff\xff'
    print(dark * 1000 // (width * height), len(colours))


if __name__ == '__main__':
    {'measure': measure, 'shot': shot, 'print': to_pdf, 'ink': ink}[sys.argv[1]](*sys.argv[2:])

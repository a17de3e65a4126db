#!/usr/bin/env python3
"""logo.py OUT.png [WIDTH HEIGHT] - a small picture, drawn here: three bars in two colours that fade at their ends."""
import struct
import sys
import zlib


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pixel(x, y, width, height):
    band, inside = int(3 * y / height), (3 * y / height) % 1 < 0.75
    reach = (0.6, 1.0, 0.8)[band]
    alpha = 255 if x < 0.8 * reach * width else max(0, int(255 * (1 - (x / width - 0.8 * reach) / (0.2 * reach))))
    return ((18, 53, 91) if band != 1 else (0, 114, 178)) + ((alpha if inside else 0),)


width, height = (int(n) for n in sys.argv[2:4]) if len(sys.argv) > 3 else (360, 120)
rows = b"".join(
    b"\0" + b"".join(bytes(pixel(x, y, width, height)) for x in range(width)) for y in range(height)
)
with open(sys.argv[1], "wb") as out:
    out.write(b"\x89PNG\r\n\x1a\n")
    out.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)))
    out.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))

"""Font programs, read as far as it takes to say which glyphs there are and how wide they are."""
import struct
from functools import cached_property


class TrueType:
    """An sfnt: advances in thousandths of an em, and which glyphs there are."""

    def __init__(self, data):
        self.data = data
        if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"): raise ValueError("no sfnt")
        self.tables = {}
        for i in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
            if offset + length > len(data): raise ValueError(f"table {tag} ends behind the file")
            self.tables[tag.decode()] = data[offset:offset + length]
        self.units = struct.unpack_from(">H", self.tables["head"], 18)[0]
        self.count = struct.unpack_from(">H", self.tables["maxp"], 4)[0]

    @cached_property
    def advances(self):
        metrics = self.tables["hmtx"]
        n = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        own = [struct.unpack_from(">H", metrics, 4 * i)[0] * 1000 / self.units for i in range(n)]
        return own + own[-1:] * (self.count - n)

    def advance(self, glyph):
        return self.advances[glyph] if glyph < self.count else None

    @cached_property
    def offsets(self):
        long = struct.unpack_from(">h", self.tables["head"], 50)[0]
        form = f">{self.count + 1}{'L' if long else 'H'}"
        return [at * (1 if long else 2) for at in struct.unpack_from(form, self.tables["loca"])]

    def is_empty(self, glyph):
        """Whether the glyph paints nothing."""
        return self.offsets[glyph] == self.offsets[glyph + 1]

    def has(self, glyph):
        return glyph < self.count


class Cff:
    """A bare CFF font: its charset says which CIDs there are; widths stand at the head of each charstring."""

    def __init__(self, data):
        self.data = data
        at = data[2]
        _, at = self.index(at)
        tops, at = self.index(at)
        _, at = self.index(at)
        self.globals, at = self.index(at)
        top = self.dict(tops[0])
        self.charstrings, _ = self.index(top[17][0])
        self.count = len(self.charstrings)
        self.is_cid = (12, 30) in top
        self.units = 1 / top.get((12, 7), [0.001])[0]
        if self.is_cid:
            self.privates = [self.private(self.dict(d)) for d in self.index(top[(12, 36)][0])[0]]
            self.selects = self.select(top[(12, 37)][0])
        else: self.privates, self.selects = [self.private(top)], [0] * self.count
        self.glyph_of = self.charset(top.get(15, [0])[0]) if self.is_cid else None

    def index(self, at):
        data = self.data
        n = struct.unpack_from(">H", data, at)[0]
        if not n: return [], at + 2
        size = data[at + 2]
        offsets = [int.from_bytes(data[at + 3 + size * i:at + 3 + size * (i + 1)], "big") for i in range(n + 1)]
        base = at + 2 + size * (n + 1)
        return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]

    @staticmethod
    def dict(data):
        found, operands, at = {}, [], 0
        while at < len(data):
            b, at = data[at], at + 1
            if b <= 21:
                if b == 12: b, at = (12, data[at]), at + 1
                found[b], operands = operands, []
            elif b == 28: operands.append(struct.unpack_from(">h", data, at)[0]); at += 2
            elif b == 29: operands.append(struct.unpack_from(">l", data, at)[0]); at += 4
            elif b == 30:
                text = ""
                while True:
                    pair = (data[at] >> 4, data[at] & 15)
                    at += 1
                    for nibble in pair:
                        if nibble < 15: text += "0123456789.EX?-"[nibble].replace("X", "E-")
                    if 15 in pair: break
                operands.append(float(text or 0))
            elif b <= 246: operands.append(b - 139)
            elif b <= 250: operands.append((b - 247) * 256 + data[at] + 108); at += 1
            else: operands.append(-(b - 251) * 256 - data[at] - 108); at += 1
        return found

    def private(self, top):
        size, at = (int(n) for n in top.get(18, [0, 0]))
        own = self.dict(self.data[at:at + size])
        return own.get(20, [0])[0], own.get(21, [0])[0]

    def select(self, at):
        data = self.data
        if data[at] == 0: return list(data[at + 1:at + 1 + self.count])
        found = []
        for i in range(struct.unpack_from(">H", data, at + 1)[0]):
            first, which, following = struct.unpack_from(">HBH", data, at + 3 + 3 * i)
            found += [which] * (following - first)
        return found

    def charset(self, at):
        """CID: glyph"""
        data, cids, form = self.data, [0], self.data[at]
        at += 1
        while len(cids) < self.count:
            first, left = struct.unpack_from((">H", ">HB", ">HH")[form], data, at) if form else \
                (struct.unpack_from(">H", data, at)[0], 0)
            at += (2, 3, 4)[form]
            cids += range(first, first + left + 1)
        return {cid: glyph for glyph, cid in enumerate(cids[:self.count])}

    def glyph(self, cid):
        return self.glyph_of.get(cid) if self.is_cid else cid if cid < self.count else None

    def has(self, cid):
        return self.glyph(cid) is not None

    def advance(self, cid):
        """The width: the operand too many before the first operator that clears the stack."""
        glyph = self.glyph(cid)
        if glyph is None: return None
        default, nominal = self.privates[self.selects[glyph]]
        data, at, stack = self.charstrings[glyph], 0, 0
        first = None
        while at < len(data):
            b, at = data[at], at + 1
            if b >= 32 or b == 28:
                if b == 28: value, at = struct.unpack_from(">h", data, at)[0], at + 2
                elif b <= 246: value = b - 139
                elif b <= 250: value, at = (b - 247) * 256 + data[at] + 108, at + 1
                elif b <= 254: value, at = -(b - 251) * 256 - data[at] - 108, at + 1
                else: value, at = struct.unpack_from(">l", data, at)[0] / 65536, at + 4
                first = value if first is None else first
                stack += 1
                continue
            if b in (10, 29): raise ValueError("a subroutine stands before the width")
            odd = {1: stack % 2, 3: stack % 2, 18: stack % 2, 23: stack % 2, 19: stack % 2, 20: stack % 2,
                   21: stack > 2, 4: stack > 1, 22: stack > 1, 14: stack in (1, 5)}.get(b, False)
            return (nominal + first if odd else default) * 1000 / self.units
        return default * 1000 / self.units

"""A second judge: packs of rules read and lots judged from the description of the language alone, to be compared with
what `clausier check` says of the same lots. It shares no code with clausier and is written for reading, not for speed.

    judge_by_hand.py NOTICES.csv VERDICTS.jsonl PACK...      exit 1 and the differences, if there are any

A truth is True, False or Unknown with the fields it waits for (Kleene: false and unknown is false; a part only counts
where it could have changed the whole). A number is an interval of exact fractions, Unknown, or NONE where there is none."""

import csv, datetime, functools, itertools, json, re, sys, unicodedata
from fractions import Fraction

# -- text made comparable ---------------------------------------------------------------------------------------------

SAME = {'œ': 'oe', 'æ': 'ae', 'ß': 'ss', 'ø': 'o', '’': "'", '‘': "'", '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-',
        '\u00ad': '', '\u200b': '', '«': '"', '»': '"', '“': '"', '”': '"', '…': '...'}


@functools.lru_cache(None)
def fold_char(c):
    if c in SAME: return SAME[c]
    if unicodedata.category(c) == 'Zs': return ' '
    parts = unicodedata.normalize('NFKD', c).casefold()
    return ''.join(SAME.get(p, p) for p in parts if unicodedata.category(p) != 'Mn')


@functools.lru_cache(200000)
def fold(text):
    """Bytes, because patterns count bytes."""
    return ''.join(map(fold_char, text)).lower().encode()


def fold_pattern(text):
    """Folds what a pattern says literally: \\W stays \\W."""
    parts = re.findall(r'\\.|[^\\]', text, re.S)
    return b''.join(p.encode() if p[0] == '\\' else fold(p) for p in parts)


# -- packs ------------------------------------------------------------------------------------------------------------

class Section:
    def __init__(self, kind, name):
        self.kind, self.name, self.entries, self.disabled = kind, name, [], False

    def get(self, key, default=''):
        return next((value for k, value in self.entries if k == key), default)

    def all(self, key):
        return [value for k, value in self.entries if k == key]


def read_sections(text):
    """(verb, kind, name, entries) of every section."""
    sections = []
    for line in text.lstrip('\ufeff').splitlines():
        if not line.strip() or line.startswith('#'): continue
        if line[0] in ' \t':
            key, value = sections[-1][3][-1]
            sections[-1][3][-1] = key, (value + ' ' + line.strip()).strip()
        elif line[0] == '[':
            words = line.strip()[1:-1].split(None, 1)
            verb = words[0] if words[0] in ('change', 'disable') else ''
            if verb: words = words[1].split(None, 1)
            sections.append((verb, words[0], words[1].strip() if len(words) > 1 else '', []))
        else:
            key, value = line.split('=', 1)
            sections[-1][3].append((key.strip(), value.strip()))
    return sections


def split_parts(kind, text):
    return text.split() if kind == 'list' else [part.strip() for part in text.split('|')]


def change(section, entries):
    """Same keys are replaced; examples and sources are not evaluated here; add and remove work on single items."""
    replaced = {key for key, _ in entries} - {'add', 'remove'}
    if replaced & {'words', 'pattern'}: replaced |= {'words', 'pattern'}
    section.entries = [e for e in section.entries if e[0] not in replaced] + \
        [e for e in entries if e[0] not in ('add', 'remove')]
    items = 'contains' if section.kind == 'list' else 'words'
    join = ' ' if section.kind == 'list' else ' | '
    for verb, value in entries:
        if verb not in ('add', 'remove'): continue
        have = [p for text in section.all(items) for p in split_parts(section.kind, text)]
        some = split_parts(section.kind, value)
        if verb == 'add': have += some
        else: have = [p for p in have if fold(p) not in {fold(s) for s in some}]
        section.entries = [e for e in section.entries if e[0] != items] + [(items, join.join(have))]


class Rules:
    """All packs together, in load order."""

    def __init__(self, paths):
        self.sections = []
        for path in paths:
            with open(path, encoding='utf-8') as file:
                for verb, kind, name, entries in read_sections(file.read()): self.take(verb, kind, name, entries)
        self.of = lambda kind: [s for s in self.sections if s.kind == kind]
        self.eligible = int(self.of('pack')[0].get('eligible'))
        self.lists = {s.name: [w for text in s.all('contains') for w in text.split()] for s in self.of('list')}
        self.values = {s.name: self.periods(s) for s in self.of('value')}
        self.trades = [Trade(s) for s in self.of('trade') if not s.disabled]
        self.when = {}
        for s in self.sections:
            if s.get('when'): self.when[s.kind, s.name] = Parser(self, s.get('when')).whole()
        self.texts = {s.name: TextRule(s) for s in self.of('rule') if s.get('words') or s.get('pattern')}

    def take(self, verb, kind, name, entries):
        there = next((s for s in self.sections if (s.kind, s.name) == (kind, name)), None)
        if verb == 'change': change(there, entries)
        elif verb == 'disable': there.disabled = True
        else:
            self.sections.append(Section(kind, name))
            self.sections[-1].entries = entries

    @staticmethod
    def periods(section):
        periods = []
        for key, value in section.entries:
            found = re.fullmatch(r'from (\S+) to (\S+)', key)
            if found: periods.append((day(found[1]), day(found[2]), quantity(value)[0]))
        return periods


LETTER = rb'[a-z0-9\x80-\xff]'  # what may not stand beside a whole word


def word_pattern(word):
    """A whole word: * is a free ending, a blank any run of blanks."""
    folded = re.sub(rb'\s+', b' ', fold(word.strip()))
    pieces = {b' ': rb'\s+', b'*': LETTER + b'*'}
    return b''.join(pieces.get(c, re.escape(c)) for c in re.findall(b'(?s).', folded)) + b'(?!%s)' % LETTER


compiled = functools.lru_cache(None)(re.compile)


class Words:
    """Finds the first place where any of the words stands, and the longest of those that stand there."""

    def __init__(self, words):
        self.one = [word_pattern(word) for word in words.split('|')]
        self.any = re.compile(b'(?<!%s)(?:%s)' % (LETTER, b'|'.join(self.one)))

    @functools.lru_cache(200000)
    def find(self, text):
        text = fold(text)
        found = self.any.search(text)
        if not found: return None
        ends = [compiled(word).match(text, found.start()) for word in self.one]
        return found.start(), max(m.end() for m in ends if m)


class TextRule:
    def __init__(self, section):
        self.fields = (section.get('in') or 'title description').split()
        words = section.get('words')
        self.words = Words(words) if words else None
        self.pattern = None if words else re.compile(fold_pattern(section.get('pattern')))

    @functools.lru_cache(200000)
    def matches(self, text):
        return bool(self.words.find(text) if self.words else self.pattern.search(fold(text)))

    def truth(self, lot):
        """Closed world over the text that is there; unknown where none of it is."""
        texts = [lot[f] for f in self.fields if lot[f]]
        return any(map(self.matches, texts)) if texts else Unknown(self.fields)


class Trade:
    def __init__(self, section):
        self.name = section.name
        self.words = Words(section.get('words')) if section.get('words') else None
        self.codes = section.get('cpv').split()
        self.factors = {key: self.factor(section.get(key)) for key in ('labour_share', 'insertion_share', 'hourly_cost')}

    @staticmethod
    def factor(text):
        """(low, high), None if it is not stated."""
        if not text: return None
        low, high = (re.split('[-–‐‑]', text) * 2)[:2]
        return quantity(low)[0], quantity(high)[0]


# -- numbers and dates ------------------------------------------------------------------------------------------------

def day(text):
    return datetime.date.fromisoformat(text)


def hundredths(number):
    """Rounded to the nearest hundredth, halves up."""
    return Fraction((number * 200 + 1) // 2, 100)


def quantity(text):
    """A number and its unit; days become months of 30.4375 days."""
    found = re.match(r'(\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?)\s*(%|months?|days?|EUR|€|hours?|h)?', text.strip())
    number = Fraction(re.sub(r'\s', '', found[1]).replace(',', '.'))
    unit = found[2] or ''
    if unit.startswith('day'): return hundredths(number / Fraction('30.4375')), 'months', found.end()
    return number, unit, found.end()


# -- conditions -------------------------------------------------------------------------------------------------------

FIELDS = {}
for names, kind in (('title description execution_terms additional_information', 'text'), ('cpv', 'cpv'),
                    ('place', 'place'), ('defence concession', 'flag'), ('notice_date deadline', 'date'),
                    ('nature procedure buyer_kind reserved social_objective social_considerations status framework trade',
                     'word'),
                    ('amount procedure_amount duration lots suppliers supplier_dependency labour_share labour_hours hours',
                     'number')):
    for name in names.split(): FIELDS[name] = kind


NONE = 'none'  # a lot of no trade has no labour share, and nothing is missing either


class Unknown(frozenset):
    """What is missing: fields, and values that have no figure for the day."""


def unknown(thing):
    return isinstance(thing, Unknown)


def together(parts):
    return Unknown(itertools.chain(*filter(unknown, parts)))


def both(parts):
    parts = list(parts)
    if any(p is False for p in parts): return False
    return together(parts) if any(map(unknown, parts)) else True


def either(parts):
    parts = list(parts)
    if any(p is True for p in parts): return True
    return together(parts) if any(map(unknown, parts)) else False


def opposite(truth):
    return truth if unknown(truth) else not truth


class Parser:
    """Makes a function of a lot's Facts from what `when` says."""

    SIGNS = ('<=', '>=', '!=', '=', '<', '>')

    def __init__(self, rules, text):
        self.rules, self.text = rules, text

    def peek(self):
        self.text = self.text.lstrip()
        return re.match(r'[^\s(),<>=!]*', self.text)[0]

    def take(self, word=None):
        found = self.peek()
        if word is not None:
            if word[0].isalpha() and found != word or not self.text.startswith(word): return None
            found = word
        self.text = self.text[len(found):]
        return found

    def whole(self):
        expr = self.expr()
        assert not self.text.strip(), self.text
        return expr

    def expr(self):
        terms, joined = [self.term()], None
        while self.peek() in ('and', 'or'):
            assert joined in (None, self.peek())
            joined = self.take()
            terms.append(self.term())
        if joined == 'and': return lambda facts: both(t(facts) for t in terms)
        return lambda facts: either(t(facts) for t in terms)

    def term(self):
        if not self.take('not'): return self.atom()
        atom = self.atom()
        return lambda facts: opposite(atom(facts))

    def atom(self):
        if self.take('('):
            expr = self.expr()
            assert self.take(')')
            return expr
        word = self.take()
        if word == 'known':
            known = self.take()
            return lambda facts: facts.known(known)
        if word.isdigit(): return self.count(int(word))
        if word not in FIELDS: return lambda facts: facts.named('condition', word)
        return self.field(word)

    def count(self, least):
        assert self.take('of') and self.take('(')
        names = []
        while not names or self.take(','): names.append(self.take())
        assert self.take(')')

        def count(facts):
            truths = [facts.named(None, n) for n in names]
            sure = sum(t is True for t in truths)
            if sure >= least: return True
            return together(truths) if sure + sum(map(unknown, truths)) >= least else False
        return count

    def field(self, field):
        kind = FIELDS[field]
        if self.take('in'):
            items = []
            while self.peek() and self.peek() not in ('and', 'or', 'not', 'in', 'of', 'known'): items.append(self.take())
            return self.membership(field, items)
        sign = next((s for s in self.SIGNS if self.take(s)), None)
        if sign is None: return lambda facts: facts.flag(field)
        if kind == 'number': return self.comparison(field, sign)
        if kind == 'date':
            date = day(self.take())
            return lambda facts: compare(field, facts.date_bounds(field), sign, date)
        word = self.take()
        if kind == 'flag': return lambda facts: (facts.flag(field) if (word == 'yes') == (sign == '=')
                                                 else opposite(facts.flag(field)))
        same = self.membership(field, [word])
        return same if sign == '=' else lambda facts: opposite(same(facts))

    def membership(self, field, words):
        items = [item for word in words for item in self.rules.lists.get(word, [word])]
        return lambda facts: facts.has_any(field, items)

    def comparison(self, field, sign):
        self.peek()
        if self.text[0].isdigit():
            number, _, end = quantity(self.text)
            self.text = self.text[end:]
            return lambda facts: compare(field, facts.number(field), sign, number)
        name = self.take()
        value = self.rules.values[name]

        def dated(facts):
            number, date = facts.number(field), facts.date('notice_date')
            if number is NONE: return sign == '!='
            figures = [Unknown({name})] if not unknown(date) else []
            if figures: figures = [n for a, b, n in value if a <= date[0] <= b] or figures
            if not figures or unknown(figures[0]): return together([number, date] + figures)
            return compare(field, number, sign, figures[0])
        return dated


def compare(field, interval, sign, number):
    """Of an interval all of it must agree; where there is no value no comparison holds."""
    if unknown(interval): return interval
    if interval is NONE: return sign == '!='
    low, high = interval
    if sign == '<': some, all_ = low < number, high < number
    elif sign == '<=': some, all_ = low <= number, high <= number
    elif sign == '>': some, all_ = high > number, low > number
    elif sign == '>=': some, all_ = high >= number, low >= number
    else:
        some, all_ = low <= number <= high, low == number == high
        if sign == '!=': some, all_ = not all_, not some
    return True if all_ else Unknown({field}) if some else False


# -- places -----------------------------------------------------------------------------------------------------------
# A place is the set of points that it may be; a point is a NUTS 3 region, its department and a postal code.

REGIONS = ('FR10:75 77 78 91 92 93 94 95 FRB0:18 28 36 37 41 45 FRC1:21 58 71 89 FRC2:25 39 70 90 FRD1:14 50 61 FRD2:27 76 '
           'FRE1:59 62 FRE2:02 60 80 FRF1:67 68 FRF2:08 10 51 52 FRF3:54 55 57 88 FRG0:44 49 53 72 85 FRH0:22 29 35 56 '
           'FRI1:24 33 40 47 64 FRI2:19 23 87 FRI3:16 17 79 86 FRJ1:11 30 34 48 66 FRJ2:09 12 31 32 46 65 81 82 '
           'FRK1:03 15 43 63 FRK2:01 07 26 38 42 69 73 74 FRL0:04 05 06 13 83 84 FRM0:2A 2B')


def departments():
    known = {}
    for part in re.findall(r'(FR..):((?:\w\w ?)+)(?= FR|$)', REGIONS):
        for i, number in enumerate(part[1].split()): known[part[0] + str(i + 1)] = number
    for i, number in enumerate('971 972 973 974 976'.split()): known['FRY%d0' % (i + 1)] = number
    return known


POINTS = []
for nuts, number in departments().items():
    for start in {'2A': ['200', '201'], '2B': ['202', '206']}.get(number, [number]):
        for rest in range(10 ** (5 - len(start))): POINTS.append((nuts, number, start + str(rest).zfill(5 - len(start))))
POSTAL = {point[2]: point for point in POINTS}
IS_NUTS = re.compile(r'[A-Z]{2}[A-Z0-9]{0,3}')
IS_POSTAL = re.compile(r'\d{5}|\d{2,3}|2[AB]')


@functools.lru_cache(None)
def points(place):
    """Every point that a stated place may be; None stands in for what a code does not tell."""
    if IS_NUTS.fullmatch(place):
        inside = [p for p in POINTS if p[0].startswith(place)]
        if inside or not place.startswith('FR'): return inside or [(place, 'abroad', 'abroad')]
        return [(None, None, None)]  # an older code, or none: anywhere in France
    if len(place) == 5: return [POSTAL.get(place, (None, None, place))]
    return [p for p in POINTS if p[1] == place] or [(None, None, None)]


def point_in(point, item):
    nuts, number, postal = point
    if IS_NUTS.fullmatch(item.rstrip('*')):
        stem = item.rstrip('*')
        if nuts is None: return Unknown({'place'}) if stem.startswith('FR') else False
        return True if nuts.startswith(stem) else Unknown({'place'}) if stem.startswith(nuts) else False
    if item.endswith('*') or len(item) == 5:
        if postal is None: return Unknown({'place'})
        return postal.startswith(item[:-1]) if item.endswith('*') else postal == item
    return Unknown({'place'}) if number is None else number == item


@functools.lru_cache(None)
def place_in(place, item):
    if IS_NUTS.fullmatch(place) and place.startswith(item.rstrip('*')): return True  # the very code, of whatever year
    truths = {point_in(p, item) for p in points(place)}
    return truths.pop() if len(truths) == 1 else Unknown({'place'})


def cpv_in(code_and_item):
    code, item = code_and_item
    return code.startswith(item[:-1]) if item[-1] == '*' else code == item[:8]


# -- what is known of a lot -------------------------------------------------------------------------------------------

BUYERS = {'state': 'state', 'cga': 'state', 'utility': 'utility', 'spec-rights-entity': 'utility'}
BUYERS.update({k: 'local' for k in 'local la ra body-pl-la body-pl-ra org-sub-la org-sub-ra'.split()})
BUYERS.update({k: 'utility' for k in 'pub-undert pub-undert-cga pub-undert-la pub-undert-ra'.split()})


def single(field, number):
    return Unknown({field}) if number is None else (number, number)


def listed(cell):
    return [part.strip() for part in cell.split(';') if part.strip()]


class Facts:
    def __init__(self, rules, notice, lot, lots):
        """`notice` is the first row of the notice, `lot` the row of the lot, `lots` how many there are."""
        self.rules, self.lot, self.notice = rules, lot, notice
        self.cache = {}
        self.cpv = listed(lot['cpv_main']) + listed(lot['cpv_additional'])
        self.places = self.read_places()
        self.trade = self.find_trade()
        award = lot['amount_source'] == 'total-value'
        numbers = {'lots': lots, 'suppliers': None, 'supplier_dependency': None, 'duration': self.duration(),
                   'amount': self.amount(lot['amount'], lot['currency'], award),
                   'procedure_amount': self.amount(notice['procedure_amount'], notice['currency'], False)}
        dates = {'notice_date': self.call_date(), 'deadline': day(lot['deadline'][:10]) if lot['deadline'] else None}
        self.numbers = {field: single(field, number) for field, number in numbers.items()}
        self.dates = {field: single(field, date) for field, date in dates.items()}
        self.derive()

    def read_places(self):
        nuts, postal = listed(self.lot['nuts']), self.lot['postal_code']
        if nuts and not any(n.startswith('FR') for n in nuts) or not IS_POSTAL.fullmatch(postal): postal = ''
        exact = [p for p in points(postal) if p[0]] if postal else []
        if len(nuts) == 1 and exact and exact[0][0].startswith(nuts[0]): nuts = []
        return [n for n in nuts if IS_NUTS.fullmatch(n)] + ([postal] if postal else [])

    def find_trade(self):
        """By words, the title's before the description's: what stands first, then what is longest. Then by code."""
        for text in (self.lot['title'], self.lot['description']):
            found = [(t.words.find(text), t) for t in self.rules.trades if text and t.words]
            found = [(f[0], -f[1], t) for f, t in found if f]
            if found: return min(found, key=lambda f: f[:2])[2]
        for code in self.cpv:
            fits = [(len(c.rstrip('*')), t) for t in self.rules.trades for c in t.codes
                    if code == c[:8] or c.endswith('*') and code.startswith(c[:-1])]
            if fits: return max(fits, key=lambda f: f[0])[1]
        absent = [] if self.cpv else ['cpv']
        if not self.lot['title'] and not self.lot['description']: absent.append('title')
        return Unknown(absent) if absent else NONE

    @staticmethod
    def amount(cell, currency, award):
        """Unknown in another currency, of an award, and below ten euros: nobody means that."""
        if not cell or currency not in ('', 'EUR') or award or Fraction(cell) < 10: return None
        return Fraction(cell)

    def duration(self):
        """The stated one, else from the first day to the last; a month that is borrowed has 30 days."""
        lot = self.lot
        if lot['duration_months']: return Fraction(lot['duration_months'])
        if not lot['start_date'] or not lot['end_date'] or lot['end_date'] <= lot['start_date']: return None
        first, past = day(lot['start_date']), day(lot['end_date']) + datetime.timedelta(1)
        months, days = (past.year - first.year) * 12 + past.month - first.month, past.day - first.day
        if days < 0: months, days = months - 1, days + 30
        return months + Fraction(int(days * 100 / Fraction('30.4375')), 100)

    def call_date(self):
        """The notice's day, if it is the call: no change, and not just a contract."""
        date = self.notice['issue_date'] or self.notice['publication_date']
        return day(date) if date and not self.notice['change_of'] else None

    def date_bounds(self, field):
        """The date; of a call that only its change or its contract tells of, the days before that."""
        date = self.dates[field]
        if field != 'notice_date' or not unknown(date): return date
        told = [self.notice['issue_date'], self.notice['publication_date'], *listed(self.lot.get('contract_date', ''))]
        told = [one for one in told if one]
        return (datetime.date.min, day(told[0])) if told else date

    def derive(self):
        """What is unknown waits for the trade's sources and the amount; for itself where the pack has no factor."""
        amount, trade = self.numbers['amount'], self.trade
        share = {'labour_share': trade, 'labour_hours': trade, 'hours': trade}
        if unknown(trade):
            share['labour_hours'] = share['hours'] = together([trade, amount])
        elif trade is not NONE:
            factors = trade.factors
            labour, insertion, cost = factors['labour_share'], factors['insertion_share'], factors['hourly_cost']
            share['labour_share'] = labour or Unknown({'labour_share'})
            for name, part in (('labour_hours', (100, 100)), ('hours', insertion)):
                if unknown(amount): share[name] = amount
                elif not (labour and cost and part): share[name] = Unknown({name})
                else: share[name] = (amount[0] * labour[0] * part[0] // (cost[1] * 10000),
                                     amount[1] * labour[1] * part[1] // (cost[0] * 10000))
        self.numbers.update(share)

    # what conditions ask

    def number(self, field):
        return self.numbers[field]

    def date(self, field):
        return self.dates[field]

    def flag(self, field):
        return {'yes': True, 'no': False}.get(self.notice.get(field), Unknown({field}))

    def words(self, field):
        """All words that the field has; None if unknown."""
        lot, notice = self.lot, self.notice
        if field == 'buyer_kind': return {BUYERS[notice['buyer_kind']]} if notice['buyer_kind'] in BUYERS else None
        if field == 'procedure': return {notice['procedure_type']} if notice['procedure_type'] else None
        if field == 'status': return {notice['status'] or 'none'}
        if field == 'trade': return set() if self.trade is NONE else {self.trade.name}
        if field == 'social_objective':
            silent = lot['strategic_procurement'] == 'none'
            return set(listed(lot[field])) or ({'none'} if silent else None)
        if field == 'social_considerations':
            names = {'Clause sociale': 'clause', 'Critère social': 'criterion', 'Marché réservé': 'reserved',
                     'Pas de considération sociale': 'none', 'Sociaux': 'stated'}
            return {names[word] for word in listed(lot[field]) if word in names} or None
        if field == 'reserved':
            execution = lot['reserved_execution']
            words = set(listed(lot['reserved_participation']))
            if not words and execution not in ('yes', 'no'): return None
            if execution == 'yes': words = words - {'none'} | {'execution'}
            return words or {'none'}
        return {lot[field]} if lot[field] else None

    def has_any(self, field, items):
        if field == 'cpv' and self.cpv: return any(map(cpv_in, itertools.product(self.cpv, items)))
        return either(self.has(field, item) for item in items)

    def has(self, field, item):
        if not self.known(field) and not (field == 'trade' and self.trade is NONE):
            return self.trade if field == 'trade' else Unknown({field})
        if field == 'place': return either(place_in(p, item) for p in self.places)
        return item in self.words(field)

    def known(self, field):
        kind = FIELDS[field]
        if kind == 'text': return bool(self.lot[field])
        if kind in ('number', 'date'):
            fact = (self.numbers if kind == 'number' else self.dates)[field]
            return not unknown(fact) and fact is not NONE
        if field == 'cpv': return bool(self.cpv)
        if field == 'place': return bool(self.places)
        if kind == 'flag': return not unknown(self.flag(field))
        if field == 'trade': return not unknown(self.trade) and self.trade is not NONE
        return self.words(field) is not None

    def named(self, kind, name):
        """The truth of a condition, or where `kind` is None of a rule of this name."""
        kind = kind or ('condition' if ('condition', name) in self.rules.when else 'rule')
        key = kind, name
        if key not in self.cache: self.cache[key] = self.judge(kind, name)
        return self.cache[key]

    def judge(self, kind, name):
        if kind == 'rule' and name in self.rules.silent: return False
        if kind == 'rule' and name in self.rules.texts: return self.rules.texts[name].truth(self.lot)
        return self.rules.when[kind, name](self)


# -- the verdict ------------------------------------------------------------------------------------------------------

def say(name, truth):
    """A name, its truth, and what is missing."""
    return name, 'unknown' if unknown(truth) else 'true' if truth else 'false', truth if unknown(truth) else Unknown()


def judge(rules, notice, lot, lots):
    facts = Facts(rules, notice, lot, lots)
    spoken, low, high = [], 0, 0
    truths = {'exclude': [], 'require': [], 'note': [], 'points': []}
    for rule in rules.rule_sections:
        truth, effect = facts.named('rule', rule.name), rule.get('effect')
        if truth is not False: spoken.append(say(rule.name, truth))
        truths[effect if effect in truths else 'points'].append(truth)
        if effect in truths or truth is False: continue
        low += min(0, int(effect)) if unknown(truth) else int(effect)
        high += max(0, int(effect)) if unknown(truth) else int(effect)
    excluded, required = either(truths['exclude']), either(truths['require'])
    enough = required is True or low >= rules.eligible
    if excluded is True: verdict = 'not_eligible'
    elif high < rules.eligible and required is False: verdict = 'not_eligible'
    elif excluded is False and enough: verdict = 'eligible'
    else: verdict = 'to_check'
    hours = facts.numbers['hours']
    missing = [hours]
    if verdict == 'to_check':  # what can still change it
        missing += truths['exclude']
        if not enough: missing += truths['require']
        if not enough and high >= rules.eligible: missing += truths['points']
    hours = (None, None) if unknown(hours) or hours is NONE else tuple(map(int, hours))
    said = {'verdict': verdict, 'points_low': low, 'points_high': high, 'rules': spoken, 'hours_low': hours[0],
            'hours_high': hours[1], 'trade': facts.trade.name if facts.known('trade') else None,
            'missing': together(missing)}
    said.update(advise(rules, facts, verdict))
    return said


def advise(rules, facts, verdict):
    """Duties, waivers of those that may be due, and mechanisms of a lot that may be eligible."""
    due = {s.name: facts.named('duty', s.name) for s in rules.duties}
    any_due = either(due.values())
    waivers = [(s.name, both([due[s.get('of')], facts.named('waiver', s.name)]))
               for s in rules.waivers if s.get('of') in due]
    mechanisms = [(s.name, facts.named('mechanism', s.name)) for s in rules.mechanisms if verdict != 'not_eligible']
    fit = [m for m in mechanisms if m[1] is not False]
    return {'duty': None if not due else 'unknown' if unknown(any_due) else 'due' if any_due else 'not_due',
            'duties': [say(*d) for d in due.items()],
            'waivers': [say(*w) for w in waivers if w[1] is not False],
            'mechanism': None if not fit else fit[0][0] if fit[0][1] is True else 'unknown',
            'mechanisms': [say(*m) for m in fit]}


def prepare(paths):
    rules = Rules(paths)
    rules.rule_sections = rules.of('rule')
    rules.silent = {s.name for s in rules.rule_sections if s.disabled}
    rules.duties, rules.waivers, rules.mechanisms = (
        [s for s in rules.of(kind) if not s.disabled] for kind in ('duty', 'waiver', 'mechanism'))
    return rules


def read_lots(path):
    """(notice, lot, lots) of every row; the rows of a notice stand side by side."""
    with open(path, encoding='utf-8', newline='') as file: rows = list(csv.DictReader(file))
    for row in rows:
        for key in row: row[key] = re.sub("[ \t\r\n\v\f]+", " ", row[key]).strip()  # white space is folded
    for _, group in itertools.groupby(rows, key=lambda row: row['notice_id']):
        group = list(group)
        for lot in group: yield group[0], lot, len(group)


def said_by_clausier(line):
    row = json.loads(line)
    said = {key: row[key] for key in 'verdict points_low points_high hours_low hours_high trade duty mechanism'.split()}
    said['missing'] = row['missing']
    said['rules'] = [(e['rule'], e['truth'], e['missing']) for e in row['evidence']]
    for key in ('duties', 'waivers', 'mechanisms'):
        said[key] = [(a['name'], a['truth'], a['missing']) for a in row[key]]
    return row['notice_id'], row['lot_id'], said


def comparable(said, values):
    """Of several values without a figure for the day one is named: whichever it is."""
    one = lambda missing: sorted({'a value' if name in values else name for name in missing})
    return {key: one(what) if key == 'missing' else [(n, t, one(m)) for n, t, m in what] if isinstance(what, list) else what
            for key, what in said.items()}


def main():
    notices, verdicts, *packs = sys.argv[1:]
    rules = prepare(packs)
    with open(verdicts, encoding='utf-8') as file: theirs = [said_by_clausier(line) for line in file]
    differences = compared = 0
    count = {}
    for (notice, lot, lots), (notice_id, lot_id, other) in itertools.zip_longest(read_lots(notices), theirs):
        assert (notice['notice_id'], lot['lot_id'] or None) == (notice_id, lot_id), 'not the same lots'
        mine = comparable(judge(rules, notice, lot, lots), rules.values)
        other = comparable(other, rules.values)
        compared += 1
        for key in ('verdict', 'duty', 'mechanism', 'trade'): count[key, mine[key]] = count.get((key, mine[key]), 0) + 1
        for name, truth, _ in mine['rules']: count['rule', name] = count.get(('rule', name), 0) + 1
        if mine == other: continue
        differences += 1
        if differences > 10: continue
        print({key: value for key, value in lot.items() if value}, lots)
        for key in mine:
            if mine[key] != other[key]: print('   ', key, 'by hand', mine[key], 'clausier', other[key])
    for (key, value), n in sorted(count.items(), key=str): print('count', key, value, n)
    print(compared, 'lots,', differences, 'differences')
    return differences > 0


if __name__ == '__main__': sys.exit(main())

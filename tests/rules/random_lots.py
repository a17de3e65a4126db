"""Random lots as a table of notices, and a random pack, made from what packs say so that their rules fire.

    random_lots.py pack SEED                  a pack to be read behind others that know the trades cleaning and waste
    random_lots.py lots SEED COUNT PACK...    titles of the packs' words and examples, codes of their lists, amounts
                                              and dates around their thresholds; facts are missing often
"""

import csv, datetime, random, re, sys
from fractions import Fraction
import judge_by_hand as by_hand

ATOMS = ['amount >= 100 000', 'amount < 50 000', 'amount >= limit', 'procedure_amount > limit', 'procedure_amount = 90 000',
         'duration >= 6 months', 'duration < 180 days', 'duration != 12 months', 'nature = works', 'nature != works',
         'nature in services supplies', 'buyer_kind = state', 'buyer_kind in local utility', 'place in area',
         'place = FR105', 'place in 92800 FR1', 'place in DE3 98*', 'place = DE', 'place in 2A 201* FRM02', 'place in 92 FRZ FRY4', 'cpv in codes', 'cpv = 71*', 'cpv in 45* 90911200', 'defence',
         'defence = no', 'notice_date >= 2026-08-22', 'deadline < 2026-06-01', 'reserved = none', 'lots >= 2',
         'reserved in res-ws execution', 'social_objective = opp', 'social_objective = none', 'framework = none',
         'framework in fa-w-rc fa-mix', 'procedure = open', 'suppliers > 3', 'trade = cleaning', 'status = none',
         'trade in waste market_garden', 'labour_share >= 50 %', 'labour_share < 80 %', 'labour_share = 50 %',
         'hours >= 150', 'hours < 400', 'labour_hours >= 2 000', 'hours = 300', 'known hours', 'known place',
         'known trade', 'known description', 'social_considerations = clause', 'status in changed cancelled']


def expression(dice, depth):
    no = 'not ' if dice.random() < .2 else ''
    if depth == 0 or dice.random() < .3: return no + dice.choice(ATOMS)
    if dice.random() < .2: return no + '%d of (large, here, told, social)' % dice.randint(1, 4)
    parts = [expression(dice, depth - 1) for _ in range(dice.randint(2, 3))]
    return no + '(' + dice.choice([' and ', '\n    or ']).join(parts) + ')'


def pack(seed):
    dice = random.Random(seed)
    say = ['[pack]', 'name = Essai', 'version = 1', '[change pack]', 'eligible = %d' % dice.randint(3, 6),
           '[value limit]', 'from 2025-01-01 to 2025-12-31 = 90 000', 'from 2026-01-01 to 2026-12-31 = 200 000',
           '[list area]', 'contains = FR105 92* 78', '[change list area]', 'add = 75* FRD22', 'remove = 78',
           '[list codes]', 'contains = 909* 45442100',
           '[change trade cleaning]', 'add = ménage* | lavage\n    | lavage de la voirie', 'remove = Vitrerie',
           'labour_share = 70-80 %',
           '[change trade waste]', 'words = déchets | collecte', '[disable trade security]', 'because = Essai',
           '[trade market_garden]', 'cpv = 0312* 773*', 'words = maraîchage | légume* | collecte de* légume* | lavage de*',
           'labour_share = 45–55 %', 'hourly_cost = 25-31', 'insertion_share = 12,5 %',
           '[trade cladding]', 'words = bardage', 'cpv = 4526*', 'labour_share = 50 %',
           '[condition here]', 'when = place in area', '[condition large]', 'when = amount >= limit or here',
           '[change condition large]', 'when = procedure_amount >= limit and not here',
           '[rule told]', 'words = insertion | chantier*', 'in = title', 'effect = +1', '[change rule told]',
           'effect = +2', 'add = social*', '[rule social]', 'pattern = \\bc(?:œur|lause)s?\\b', 'effect = -1',
           '[disable rule long_enough]', 'because = Essai', '[change rule volume]', 'when = hours >= 100']
    for i in range(10):
        effect = dice.choice('+1 +2 +3 +5 -1 -3 exclude require note'.split())
        if effect in ('exclude', 'require') and dice.random() < .6: effect = '+4'
        say += ['[rule r%d]' % i, 'when = ' + expression(dice, 2), 'effect = ' + effect]
    for i in range(3): say += ['[duty d%d]' % i, 'when = ' + expression(dice, 2)]
    for i in range(4): say += ['[waiver w%d]' % i, 'of = d%d' % (i % 3), 'when = ' + expression(dice, 1)]
    for i in range(4): say += ['[mechanism m%d]' % i, 'when = ' + expression(dice, 2)]
    say += ['[disable duty d2]', 'because = Essai', '[disable mechanism m1]', 'because = Essai', '[disable rule r9]',
            'because = Essai', '[change mechanism m0]', 'when = hours >= 600 and not defence', '[change waiver w0]',
            'when = nature = works and duration < 6 months']
    return '\n'.join(say) + '\n'


class Pool:
    """What the packs speak of."""

    def __init__(self, paths):
        self.rules = rules = by_hand.Rules(paths)
        words = [w.strip() for s in rules.sections for w in s.get('words').split('|') if w.strip()]
        self.words = [w.replace('*', e) for w in words for e in ('', 's')]
        self.examples = [e for s in rules.sections for key in ('yes', 'no', 'title') for e in s.all(key)]
        self.codes = [c.rstrip('*') for s in rules.of('trade') for c in s.get('cpv').split()]
        self.codes += [i.rstrip('*') for items in rules.lists.values() for i in items if re.fullmatch(r'\d{2,8}\*?', i)]
        whens = ' '.join(s.get('when') for s in rules.sections)
        figures = [Fraction(re.sub(r'\s', '', n)) for n in re.findall(r'amount [<>=]+ ([0-9 ]*[0-9])', whens)]
        figures += [n for periods in rules.values.values() for _, _, n in periods]
        hours = [int(re.sub(r'\s', '', n)) for n in re.findall(r'hours [<>=]+ ([0-9 ]*[0-9])', whens)]
        for trade in rules.trades:
            factors = trade.factors
            if None in factors.values(): continue
            for h in hours:  # the amounts at which the estimate turns
                for end in (0, 1):
                    share = factors['labour_share'][end] * factors['insertion_share'][end] / 10000
                    figures.append(h * factors['hourly_cost'][1 - end] / share)
        self.amounts = [Fraction(round(n * 100) + d, 100) for n in figures for d in (-1, 0, 1, 100)]
        ends = [d for periods in rules.values.values() for a, b, _ in periods for d in (a, b)] + \
            [by_hand.day(d) for d in re.findall(r'\d{4}-\d\d-\d\d', whens)]
        self.days = [d + datetime.timedelta(n) for d in ends for n in (-1, 0, 1)]


FILLER = ['marché', 'de', 'la', 'commune', 'lot 3 :', 'pour', 'et', "d'", 'travaux', 'fourniture', 'prestations', 'ÉCOLES',
          'cœur de ville', 'l’insertion', 'heures d’insertion', 'entretien', 'études', 'clause sociale', '12 h', '—', '/']
PLACES = ['FR105', 'FR101', 'FR1', 'FR10', 'FR', 'FRD22', 'FRB01', 'DE300', 'FRZ', 'FR718', 'FRM01', 'FRY40', '']
POSTAL = ['92800', '78000', '75001', '20090', '20200', '97410', '98000', '98800', '92', '2A', '', '', '']


def disguise(dice, text):
    """The same words as people type them."""
    if dice.random() < .2: text = text.upper()
    if dice.random() < .2: text = text.replace("'", '’').replace('œ', 'oe')
    if dice.random() < .1: text = text.replace(' ', dice.choice(['\u00a0', '  ', '\u202f', ' \u00ad']), 1)
    if dice.random() < .1: text = text.replace('-', '\u2011').replace('é', 'e\u0301')
    return text


def text_of(dice, pool):
    parts = [dice.choice(FILLER) for _ in range(dice.randint(0, 3))]
    for _ in range(dice.randint(0, 2)): parts.insert(dice.randint(0, len(parts)), dice.choice(pool.words))
    if dice.random() < .4: parts.insert(0, dice.choice(pool.examples))
    return disguise(dice, dice.choice([' ', ' ', ', ', ' - ']).join(parts) or dice.choice(FILLER))


def code(dice, pool):
    if dice.random() < .1: return '%s%06d' % (dice.choice('03 30 33 60 71 72 79 98'.split()), dice.randint(0, 999999))
    stem = dice.choice(pool.codes)[:8]
    return stem + ''.join(str(dice.randint(0, 9)) for _ in range(8 - len(stem)))


def euros(dice, pool):
    number = dice.choice(pool.amounts) if dice.random() < .8 else Fraction(dice.randint(1, 10 ** dice.randint(3, 11)), 100)
    return '%.2f' % max(number, Fraction(1, 100))


def whole_months(dice):
    """A first and a last day that are n months apart, or nearly so."""
    first = datetime.date(dice.randint(2024, 2027), dice.randint(1, 12), dice.choice([1, 1, 15, 28]))
    month = first.month - 1 + dice.choice([1, 3, 5, 6, 6, 12, 36])
    last = datetime.date(first.year + month // 12, month % 12 + 1, first.day) - datetime.timedelta(dice.choice([1, 1, 1, 0, 2]))
    return str(first), str(last)


COLUMNS = ('notice_id lot_id title description execution_terms additional_information cpv_main cpv_additional nature amount '
           'currency amount_source procedure_amount duration_months start_date end_date nuts postal_code deadline '
           'publication_date issue_date status change_of buyer_kind procedure_type framework reserved_participation '
           'reserved_execution strategic_procurement social_objective social_considerations defence').split()


def lot_of(dice, pool):
    """Every fact with the chance that this lot has of knowing any."""
    sure = dice.choice([.2, .5, .8, .95])
    known = lambda value: value if dice.random() < sure else ''
    lot = dict.fromkeys(COLUMNS, '')
    lot['title'] = text_of(dice, pool)
    lot['description'] = text_of(dice, pool) if dice.random() < sure / 2 else ''
    lot['execution_terms'] = text_of(dice, pool) if dice.random() < .1 else ''
    lot['additional_information'] = text_of(dice, pool) if dice.random() < .1 else ''
    lot['cpv_main'] = known(code(dice, pool))
    lot['cpv_additional'] = ';'.join(code(dice, pool) for _ in range(dice.choice([0, 0, 0, 1, 2])))
    if not lot['cpv_main'] and not lot['description'].strip(): lot['description'] = text_of(dice, pool)
    lot['nature'] = known(dice.choice(['works', 'services', 'supplies']))
    lot['amount'], lot['procedure_amount'] = known(euros(dice, pool)), known(euros(dice, pool))
    lot['currency'] = dice.choice(['EUR', 'EUR', 'EUR', 'EUR', '', 'SEK'])
    lot['amount_source'] = dice.choice(['', '', 'lot-estimate', 'procedure-estimate', 'total-value'])
    lot['duration_months'] = known(dice.choice(['1', '5.91', '5.99', '6', '6.01', '12', '48', '0.5', '144']))
    if dice.random() < sure: lot['start_date'], lot['end_date'] = whole_months(dice)
    lot['nuts'] = known(';'.join(dice.sample(PLACES, dice.choice([1, 1, 1, 2])))).strip(';')
    lot['postal_code'] = known(dice.choice(POSTAL))
    for name in ('publication_date', 'issue_date'): lot[name] = known(str(dice.choice(pool.days)))
    lot['deadline'] = known(str(dice.choice(pool.days)) + dice.choice(['', 'T12:00']))
    lot['buyer_kind'] = known(dice.choice('cga la ra pub-undert body-pl state local utility body-pl-la eu-ins-bod-ag'.split()))
    lot['procedure_type'] = known(dice.choice(['open', 'restricted', 'neg-w-call']))
    lot['framework'] = known(dice.choice(['none', 'fa-wo-rc', 'fa-w-rc', 'fa-mix']))
    lot['reserved_participation'] = dice.choice(['', '', 'none', 'none', 'res-ws', 'res-pub-ser', 'res-ws;res-pub-ser'])
    lot['reserved_execution'] = dice.choice(['', '', 'no', 'no', 'not-known', 'yes'])
    lot['strategic_procurement'] = dice.choice(['', '', 'none', 'soc-pro', 'env-imp'])
    lot['social_objective'] = dice.choice(['', '', '', '', 'opp', 'acc-all', 'acc-all;opp'])
    lot['social_considerations'] = dice.choice(['', '', '', 'Clause sociale', 'Pas de considération sociale',
                                                'Critère social', 'Critère social;Clause sociale',
                                                'Sans objet', 'Sociaux', 'Marché réservé'])
    lot['defence'] = known(dice.choice(['no', 'no', 'no', 'yes']))
    lot['status'] = dice.choice(['', '', '', 'changed', 'cancelled', 'modification'])
    return lot


def lots(seed, count, paths):
    dice, pool, notice, done = random.Random(seed), Pool(paths), 0, 0
    out = csv.DictWriter(sys.stdout, COLUMNS, lineterminator='\n')
    out.writeheader()
    while done < count:
        notice += 1
        several = min(dice.choice([1, 1, 1, 1, 2, 5]), count - done)
        for number in range(several):
            lot = lot_of(dice, pool)
            lot['notice_id'], lot['lot_id'] = '26-%d' % notice, str(number + 1) if several > 1 else ''
            if number == 0: change_of = '25-%d' % notice if dice.random() < .05 else ''
            lot['change_of'] = change_of
            out.writerow(lot)
            done += 1


sys.stdout.reconfigure(encoding='utf-8')
if sys.argv[1] == 'pack': print(pack(int(sys.argv[2])), end='')
else: lots(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])

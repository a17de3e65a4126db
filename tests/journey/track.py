"""What `track` must say, computed from plain tables by exact fractions: it shares nothing with the program.

usage: track.py figures FOLDER DATE TRACK.csv [later]
                                                   FOLDER/contracts.tsv, people.tsv, hours.tsv against the rows of CSV,
                                                   with what was declared later or without it
       track.py year SEED FOLDER                   a year at random, broken in every way: tables for both
       track.py same TRACK.csv TRACK.json          the two forms say the same
       track.py workbook TRACK.csv TRACK.xlsx      so does the workbook, which is one to print and to filter
       track.py width COLUMNS FILE                 no line is longer, and none holds a control character"""
import calendar, collections, csv, datetime, json, os, random, re, sys, unicodedata, zipfile
import xml.etree.ElementTree as ET
from fractions import Fraction as F

FULL_TIME = F(15167) * 110 // 100
CONTRACTS = ['contract_id', 'contractor_name', 'hours_committed', 'cpv', 'start_date', 'end_date', 'status']
HOURS = ['contract_id', 'declarant_siret', 'declared_on', 'person_ref', 'month', 'hours', 'file']
STATUS = {'ongoing': 'running', 'clos': 'closed', 'attesté': 'attested'}


def day(text):
    return datetime.date.fromisoformat(text)


def month(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(number):
    return '%04d-%02d' % (number // 12, number % 12 + 1)


def half_up(x):
    return int(F(x) + F(1, 2))


def hundredths(n):
    return '' if n is None else '%s%d.%02d' % ('-' if n < 0 else '', abs(n) // 100, abs(n) % 100)


def table(path, names):
    rows = [dict(zip(names, line.rstrip('\n').split('\t'))) for line in open(path, encoding='utf-8')]
    assert rows or os.path.getsize(path) == 0
    return rows


def declarations(rows, contracts, people):
    """The rows that hold, and the anomalies of those that do not."""
    kept, wrong = [], []
    scopes = collections.defaultdict(list)
    for row in rows:
        scopes[row['contract_id'], row['month'], row['declarant_siret']].append(row)
    for (contract, of, siret), scope in scopes.items():
        latest = max(row['declared_on'] for row in scope)
        files = collections.defaultdict(list)
        for row in scope:
            if row['declared_on'] == latest:
                files[row.get('file', '')].append((row['person_ref'], row['hours']))
        said = {tuple(sorted(lines)) for lines in files.values()}
        if len(said) > 1:
            sums = [sum(h for _, h in lines) for lines in files.values()]
            wrong.append(('contradicted', contract, of, siret, '', max(sums), min(sums), sum(map(len, files.values()))))
            continue
        unknown = []
        lines = collections.defaultdict(list)
        for person, hours in next(iter(files.values())):
            lines[person].append(hours)
        for person, hours in lines.items():
            if len(set(hours)) > 1:
                wrong.append(('twice', contract, of, siret, person, max(hours), min(hours), len(hours)))
            elif contract not in contracts or person not in people:
                unknown.append(hours[0])
            else:
                kept.append((contract, of, siret, person, hours[0], latest))
        if unknown:
            kind = 'unknown_person' if contract in contracts else 'unknown_contract'
            wrong.append((kind, contract, of, siret, '', sum(unknown), None, len(unknown)))
    return kept, wrong


def wrong_hours(kept, contracts, date):
    """The anomalies of scopes outside their contract's months, and of persons' months."""
    wrong = []
    scopes, persons = collections.defaultdict(list), collections.defaultdict(list)
    dates = {}
    for contract, of, siret, person, hours, declared in kept:
        scopes[contract, of, siret].append(hours)
        dates[contract, of, siret] = day(declared)
        if hours:
            persons[person, of].append((contract, siret, hours))
    for (contract, of, siret), hours in scopes.items():
        c, kind = contracts[contract], None
        if dates[contract, of, siret] > date: kind = 'dated_ahead'
        elif of < c['start_date'][:7]: kind = 'before_start'
        elif of > c['end_date'][:7]: kind = 'after_end'
        if kind and sum(hours):
            wrong.append((kind, contract, of, siret, '', sum(hours), None, len(hours)))
    for (person, of), places in persons.items():
        total = sum(h for _, _, h in places)
        sirets = {s for _, s, _ in places}
        if len({p[:2] for p in places}) > 1 and total > FULL_TIME:
            wrong.append(('two_places', ';'.join(sorted({p[0] for p in places})), of,
                          sirets.pop() if len(sirets) == 1 else '', person, total, int(FULL_TIME),
                          len({p[:2] for p in places})))
        for contract in {p[0] for p in places}:
            mine = [p for p in places if p[0] == contract]
            if len({p[1] for p in mine}) > 1:
                wrong.append(('two_declarants', contract, of, '', person, sum(p[2] for p in mine), None,
                              len({p[1] for p in mine})))
    return wrong


def contract_figures(c, rows, date):
    """The columns of a contract, and the anomaly of its sum."""
    until = date.replace(day=1) - datetime.timedelta(1)
    start, end = day(c['start_date']), day(c['end_date'])
    committed, status = c['hours_committed'], c['status']
    last = until.year * 12 + until.month - 1
    total = sum(r[4] for r in rows)
    done = sum(r[4] for r in rows if month(r[1]) <= last)
    days, past = (end - start).days + 1, max(0, (min(until, end) - start).days + 1)
    months = range(month(c['start_date']), min(last, month(c['end_date'])) + 1)
    declared = {month(r[1]) for r in rows} & set(months)
    missing = [m for m in months if m not in declared]
    high = half_up(F(done * len(months), len(declared))) if declared else max(done, half_up(F(committed * past, days)))
    reached = high if declared else done
    elapsed = 10000 * past // days
    lacking = max(0, half_up(F(committed * elapsed, 10000)) - reached)
    late = F(reached * days) < committed * (past - F(days, 10)) if status not in ('attested', 'ended_early') else False
    closed = status in ('closed', 'attested', 'ended_early')
    state = ('short' if closed or end <= until else 'late') if late else 'finished' if closed or end < date else \
        'to_come' if start > date else 'running'
    left = monthly = (None, None)
    if committed and status not in ('attested', 'ended_early'):
        left = max(0, committed - total - (reached - done)), max(0, committed - total)
        first = max(start, until + datetime.timedelta(1))
        if not closed and first <= end:
            after = end + datetime.timedelta(1)
            part = lambda d: half_up(F(100 * (d.day - 1), calendar.monthrange(d.year, d.month)[1]))
            whole = (after.year * 12 + after.month - first.year * 12 - first.month) * 100 + part(after) - part(first)
            monthly = tuple(half_up(F(x * 100, max(100, whole))) for x in left)
    kind = None
    if not committed: kind = 'no_commitment'
    elif total > committed: kind = 'over_declared'
    elif status != 'ended_early' and total < committed:
        if closed: kind = 'closed_short'
        elif not rows and missing: kind = 'nothing_declared'
        elif end <= until: kind = 'ended_short'
    rate = (10000 * done // committed, 10000 * high // committed) if committed else (None, None)
    figures = {'kind': state, 'hours_declared': total, 'rate_low': rate[0], 'rate_high': rate[1], 'elapsed': elapsed,
               'months_missing': ';'.join(map(month_text, missing)), 'hours_lacking': lacking,
               'hours_left_low': left[0], 'hours_left_high': left[1], 'monthly_low': monthly[0],
               'monthly_high': monthly[1], 'last_month': max((r[1] for r in rows), default='')}
    figures = {name: hundredths(x) if x is None or isinstance(x, int) else x for name, x in figures.items()}
    limit = None if kind == 'no_commitment' else committed
    return figures, (kind, c['contract_id'], '', '', '', total, limit, None) if kind else None


def figures(folder, date, path, *later):
    date = day(date)
    contracts = {c['contract_id']: c for c in table(folder + '/contracts.tsv', CONTRACTS)}
    people = {p['person_ref'] for p in table(folder + '/people.tsv', ['person_ref'])}
    rows = table(folder + '/hours.tsv', HOURS)
    for c in contracts.values():
        c['hours_committed'] = int(c['hours_committed'])
        c['status'] = STATUS.get(c['status'], c['status'])
    for row in rows:
        row['hours'] = int(row['hours'])
    kept, wrong = declarations([r for r in rows if later or day(r['declared_on']) <= date], contracts, people)
    wrong += wrong_hours(kept, contracts, date)
    said = list(csv.DictReader(open(path, encoding='utf-8')))
    assert all(None not in row and None not in row.values() for row in said), 'columns'
    told = {row['contract_id']: row for row in said if row['record'] == 'contract'}
    assert set(told) == set(contracts), set(told) ^ set(contracts)
    for name, c in contracts.items():
        want, anomaly = contract_figures(c, [r for r in kept if r[0] == name], date)
        got = {column: told[name][column] for column in want}
        assert got == want, (name, sorted(set(got.items()) ^ set(want.items())))
        wrong += [anomaly] if anomaly else []
    want = sorted((k, c, m, s, p, hundredths(h), hundredths(l), str(n or '')) for k, c, m, s, p, h, l, n in wrong)
    got = sorted(tuple(row[x] for x in ('kind', 'contract_id', 'month', 'declarant_siret', 'person_ref', 'hours', 'limit',
                                        'count')) for row in said if row['record'] == 'anomaly')
    assert got == want, (sorted(set(want) - set(got))[:5], sorted(set(got) - set(want))[:5])
    late = [i for i, row in enumerate(said) if row['kind'] in ('late', 'short') and row['record'] == 'contract']
    assert late == list(range(len(late))), 'late ones first'
    lacking = [float(said[i]['hours_lacking']) for i in late]
    assert lacking == sorted(lacking, reverse=True), 'most hours lacking first'
    rest = [row['contract_id'] for row in said[len(late):] if row['record'] == 'contract']
    assert rest == sorted(rest, key=str.encode), 'then by id'
    print(len(contracts), 'contracts', len(late), 'late', len(want), 'anomalies',
          ' '.join(sorted({w[0] for w in want})))


def siret(n):
    digits = '%013d' % n
    return digits + str(-sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(digits)) % 10)


def year(seed, folder):
    r = random.Random(int(seed))
    contracts = []
    for i in range(r.randint(1, 40)):
        start = datetime.date(2026, 1, 1) + datetime.timedelta(r.randint(-200, 300))
        end = start + datetime.timedelta(r.randint(0, 500))
        contracts.append([('C%02d' % i), 'Société', r.choice([0, 100, 20000, 60000, r.randint(1, 300000)]), '45000000',
                          start, end, r.choice(['', 'signed', 'running', 'running', 'closed', 'attested', 'ended_early'])])
    people = ['P%d' % i for i in range(r.randint(1, 30))]
    sirets = [siret(9999990000000 + i * 7) for i in range(3)]
    files = collections.defaultdict(list)
    for _ in range(r.randint(0, 900)):
        c = r.choice(contracts)
        at = c[4] + datetime.timedelta(r.randint(-60, (c[5] - c[4]).days + 60))
        declared = at.replace(day=r.choice([28, 28, 28, 27])) + datetime.timedelta(r.choice([0, 10, 10, 40]))
        row = [r.choice([c[0]] * 30 + ['C99']), r.choice(sirets), declared.isoformat(),
               r.choice(people * 30 + ['P98', 'P99']), '%04d-%02d' % (at.year, at.month),
               r.choice([0, 100, 5000, r.randint(0, 15167), 15167])]
        name = r.choice(['a', 'b', 'c'])
        for _ in range(r.choice([1] * 20 + [2])):
            files[name].append(row)
            if r.random() < 0.05:
                files[r.choice(['a', 'b', 'c'])].append(row[:-1] + [r.randint(0, 20000)])
    os.makedirs(folder + '/hours')
    out = csv.writer(open(folder + '/contracts.csv', 'w', newline=''))
    out.writerow(['contract_id', 'title', 'contractor_name', 'mechanism', 'hours_committed', 'start_date', 'end_date', 'status'])
    for c in contracts:
        out.writerow([c[0], 'Objet', c[1], 'execution_clause', hundredths(c[2]), c[4], c[5], c[6]])
    with open(folder + '/people.csv', 'w') as file:
        file.write(''.join(line + '\n' for line in ['person_ref,sex'] + [p + ',F' for p in people]))
    for name in 'abc':
        out = csv.writer(open('%s/hours/%s.csv' % (folder, name), 'w', newline=''))
        out.writerow(HOURS[:-1])
        out.writerows(row[:-1] + [hundredths(row[-1])] for row in files[name])
    for name, rows in (('contracts', contracts), ('people', [[p] for p in people]),
                       ('hours', [row + [name] for name in 'abc' for row in files[name]])):
        with open('%s/%s.tsv' % (folder, name), 'w') as file:
            file.writelines('\t'.join(map(str, row)) + '\n' for row in rows)


def same(table_path, json_path):
    rows = list(csv.DictReader(open(table_path, encoding='utf-8')))
    said = json.load(open(json_path, encoding='utf-8'))
    assert said['schema'] == 'clausier.track/1'
    flat = lambda value: ';'.join(value) if isinstance(value, list) else '' if value is None else str(value)
    bounds = {'rate': 'rate', 'hours_left': 'hours_left', 'monthly': 'monthly'}
    told = []
    for c in said['contracts']:
        row = {'record': 'contract', 'kind': c.pop('state')}
        for name in bounds:
            row.update({'%s_%s' % (name, side): flat(x) for side, x in c.pop(name).items()})
        row.update({name: flat(value) for name, value in c.items()})
        told.append(row)
    for a in said['anomalies']:
        row = {'record': 'anomaly', 'contract_id': flat(a.pop('contract_ids'))}
        row.update({name: flat(value) for name, value in a.items()})
        told.append(row)
    assert len(told) == len(rows) > 0, (len(told), len(rows))
    for want, got in zip(rows, told):
        assert all(want[name].lstrip("'") == got[name] for name in got), [(n, want[n], got[n]) for n in got if want[n] != got[n]]
        rest = set(n for n in want if want[n]) - set(got)
        assert not rest or want['record'] == 'anomaly' and rest <= {'title', 'contractor_name', 'status', 'start_date', 'end_date'}, rest


MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
STATES = {'late': 'En retard', 'short': 'Heures manquantes', 'running': 'En cours', 'finished': 'Terminé', 'to_come': 'À venir'}


def sheet_rows(book, n):
    rows = []
    for row in ET.fromstring(book.read('xl/worksheets/sheet%d.xml' % n)).iter(MAIN + 'row'):
        cells = {}
        for cell in row.iter(MAIN + 'c'):
            text, number = cell.find('.//%st' % MAIN), cell.find(MAIN + 'v')
            column = re.match('[A-Z]+', cell.get('r')).group()
            cells[column] = text.text or '' if text is not None else float(number.text) if number is not None else ''
            cells[column + ' style'] = cell.get('s')
        rows.append(cells)
    return [{name: row.get(column, '') for column, name in rows[0].items() if ' ' not in column} |
            {'style': row.get('A style')} for row in rows[1:]]


def workbook(table_path, path):
    rows = list(csv.DictReader(open(table_path, encoding='utf-8')))
    contracts, anomalies = ([r for r in rows if r['record'] == kind] for kind in ('contract', 'anomaly'))
    book = zipfile.ZipFile(path)
    assert book.testzip() is None
    about = ET.fromstring(book.read('xl/workbook.xml'))
    assert [s.get('name') for s in about.iter(MAIN + 'sheet')] == ['Marchés', 'Anomalies', 'Remplacements']
    first, second = sheet_rows(book, 1), sheet_rows(book, 2)
    number = lambda text: float(text) if text else ''
    assert len(first) == max(1, len(contracts)) and len(second) == max(1, len(anomalies))
    styles = {}
    for row, want in zip(first, contracts):
        assert row['État'] == STATES[want['kind']] and row['Marché'] == want['contract_id'], (row, want)
        styles.setdefault('late' if want['kind'] in ('late', 'short') else 'other', set()).add(row['style'])
        for name, column in (('Heures engagées', 'hours_committed'), ('Heures déclarées', 'hours_declared'),
                             ('Temps écoulé, %', 'elapsed'), ('Heures en retard', 'hours_lacking'),
                             ('Reste, h (bas)', 'hours_left_low'), ('Reste, h (haut)', 'hours_left_high'),
                             ('À faire par mois, h', 'monthly_high')):
            assert row[name] == number(want[column]), (name, row[name], want[column])
        assert row['Réalisé, % (bas)'] in ('', number(want['rate_low']))
        assert want['says'].startswith(row['Constat']) and row['Constat'], row
        assert len(row['Mois non déclarés'].split()) == len(want['months_missing'].replace(';', ' ').split())
        assert row['À décider'] == want['decision'].lstrip("'")
        started = (day(want['start_date']) - datetime.date(1899, 12, 30)).days
        assert row['Début'] == started, (row['Début'], started)
    assert not styles.get('late', set()) & styles.get('other', set()), styles
    for row, want in zip(second, anomalies):
        assert row['Constat'] == want['says'] and row['Personne (référence)'] == want['person_ref']
        assert row['Marché'].replace(', ', ';') == want['contract_id']
        assert row['SIRET du déclarant'] == want['declarant_siret'] and row['Fichier et ligne'] == want['place']
        assert (row['Heures'], row['À comparer, h']) == (number(want['hours']), number(want['limit']))
    for n in (1, 2, 3):
        sheet = ET.fromstring(book.read('xl/worksheets/sheet%d.xml' % n))
        assert sheet.find(MAIN + 'autoFilter') is not None and not sheet.findall('.//%sf' % MAIN)
        assert sheet.find('.//%spane' % MAIN).get('state') == 'frozen'
        assert sheet.find(MAIN + 'pageSetup').get('orientation') == 'landscape'
    titles = [d.text for d in about.iter(MAIN + 'definedName') if d.get('name') == '_xlnm.Print_Titles']
    assert len(titles) == 3, titles


def width(columns, path):
    text = open(path, encoding='utf-8', newline='').read()
    assert text.endswith('\n')
    for line in text[:-1].split('\n'):
        wide = sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ('Mn', 'Me', 'Cf') else
                   2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)
        assert wide <= int(columns) and line == line.rstrip(' '), (wide, line)
        assert not any(unicodedata.category(c) == 'Cc' for c in line), repr(line)


what, *rest = sys.argv[1:]
{'figures': figures, 'year': year, 'same': same, 'workbook': workbook, 'width': width}[what](*rest)

"""Defects of the real notices, counted without clausier: usage: quality_by_hand.py DATA TABLE

DATA is the folder of notices, TABLE what `clausier read --quality DATA` wrote. For each kind of defect that is counted
here, prints what only one of the two has, and how many both have; exit 1 where they differ or there are none."""
import calendar, collections, csv, datetime, glob, re, sys
import xml.etree.ElementTree as ET

data, table = sys.argv[1:]
mine = collections.defaultdict(set)


def local(element):
    return element.tag.split('}')[-1]


def texts(element, *path):
    """Texts of the elements under a path of local names."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if local(child) == name]
    return [' '.join((e.text or '').split()) for e in found]


def under(element, *path):
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if local(child) == name]
    return found


def luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        double = int(digit) * 2 if place % 2 else int(digit)
        total += double // 10 + double % 10
    return total % 10 == 0


def number(file, value):
    """A number that a French company cannot have."""
    plain = re.sub(r'[ .]', '', value)
    if not plain or re.fullmatch(r'[A-Za-z]{2}[0-9A-Za-z]{7,12}', plain) and sum(map(str.isdigit, plain[2:])) >= 7:
        return
    if re.fullmatch(r'\d{14}', plain) and (luhn(plain) or plain.startswith('356000000') and sum(map(int, plain)) % 5 == 0):
        return
    kind = 'a SIREN where a SIRET is meant' if re.fullmatch(r'\d{9}', plain) and luhn(plain) else \
        'a NUTS code where a SIRET is meant' if re.fullmatch(r'(?i)fr[0-9a-z]{1,3}', plain) else \
        'a SIRET of 13 digits' if re.fullmatch(r'\d{13}', plain) and luhn(plain) else 'not a SIRET'
    mine[kind].add((file, value))


def placeholder(file, element, least=10):
    value = element.get('FMTVAL') or ' '.join((element.text or '').split())
    if re.fullmatch(r'\d+(\.\d+)?', value) and float(value) < least:
        mine['a placeholder for an amount'].add((file, value))


def zone(file, element):
    day, offset = re.fullmatch(r'(\d{4}-\d\d-\d\d)(.*)', element.text.strip()).groups()
    date = datetime.date.fromisoformat(day)
    sundays = [max(w[6] for w in calendar.monthcalendar(date.year, month)) for month in (3, 10)]
    summer = datetime.date(date.year, 3, sundays[0]) <= date < datetime.date(date.year, 10, sundays[1])
    if offset and offset != ('+02:00' if summer else '+01:00'):
        mine['French local time labelled otherwise'].add((file, day + offset))


def eforms(file, root):
    extension = 'UBLExtensions', 'UBLExtension', 'ExtensionContent', 'EformsExtension'
    organisations = {}
    for company in under(root, *extension, 'Organizations', 'Organization', 'Company'):
        numbers = [t for t in texts(company, 'PartyLegalEntity', 'CompanyID') if t]
        country = texts(company, 'PostalAddress', 'Country', 'IdentificationCode')
        organisations.setdefault(texts(company, 'PartyIdentification', 'ID')[0],
                                 (numbers[0] if numbers else '', country[0] if country else ''))
    buyers = texts(root, 'ContractingParty', 'Party', 'PartyIdentification', 'ID')
    used = set(buyers)
    for results in under(root, *extension, 'NoticeResult'):
        tenders = {texts(t, 'ID')[0]: t for t in under(results, 'LotTender')}
        contracts = {texts(c, 'ID')[0]: c for c in under(results, 'SettledContract')}
        parties = {texts(p, 'ID')[0]: p for p in under(results, 'TenderingParty')}
        for result in under(results, 'LotResult'):
            lot = texts(result, 'TenderLot', 'ID')
            for contract in texts(result, 'SettledContract', 'ID'):
                for tender in texts(contracts[contract], 'LotTender', 'ID') if contract in contracts else []:
                    if tender in tenders and texts(tenders[tender], 'TenderLot', 'ID') == lot:
                        for party in texts(tenders[tender], 'TenderingParty', 'ID'):
                            used |= set(texts(parties[party], 'Tenderer', 'ID')) if party in parties else set()
        for amount in under(results, 'LotTender', 'LegalMonetaryTotal', 'PayableAmount'):
            placeholder(file, amount)
    for key in used:
        if organisations.get(key, ('', ''))[1] == 'FRA':
            number(file, organisations[key][0])
    lots = [l for l in under(root, 'ProcurementProjectLot') if under(l, 'ID')[0].get('schemeName') != 'LotsGroup']
    projects = under(root, 'ProcurementProject') + [p for l in lots for p in under(l, 'ProcurementProject')]
    for project in projects:
        for amount in under(project, 'RequestedTenderTotal', 'EstimatedOverallContractAmount') + \
                under(project, 'RequestedTenderTotal', *extension, 'FrameworkMaximumAmount'):
            placeholder(file, amount)
    french = 'FRA' in texts(root, 'NoticeLanguageCode')[:1] and \
        any(organisations.get(buyer, ('', 'FRA'))[1] in ('FRA', '') for buyer in buyers or ['none'])
    if french:
        for sent in under(root, 'IssueDate')[:1]:
            zone(file, sent)
        for lot in lots:
            for period in ('TenderSubmissionDeadlinePeriod', 'ParticipationRequestReceptionPeriod'):
                for end in under(lot, 'TenderingProcess', period, 'EndDate')[:1]:
                    zone(file, end)


def ted(file, root):
    forms = [form for section in root.iter() if local(section) == 'FORM_SECTION' for form in section]
    forms = [form for form in forms if form.get('LG') == 'FR'] or [form for form in forms if form.get('CATEGORY') == 'ORIGINAL']
    for form in forms[:1]:
        addresses = [a for a in form.iter() if local(a) == 'ADDRESS_CONTRACTING_BODY'][:1] + \
            [a for a in form.iter() if local(a) in ('ADDRESS_CONTRACTOR', 'ADDRESS_WINNER')]
        for address in addresses:
            country = [c.get('VALUE') for c in address if local(c) == 'COUNTRY']
            for value in texts(address, 'NATIONALID')[:1]:
                if country == ['FR']:
                    number(file, value)


def decp(file, root):
    for record in root:
        for buyer in ('acheteur', 'autoriteConcedante'):
            for value in texts(record, buyer, 'id'):
                number(file, value)
        for supplier in record.iter():
            if local(supplier) in ('titulaire', 'concessionnaire') and texts(supplier, 'typeIdentifiant')[0].lower() == 'siret':
                number(file, texts(supplier, 'id')[0])
        for amount in record.iter():
            if local(amount) in ('montant', 'valeurGlobale') and local(record) != 'acteSousTraitance':
                placeholder(file, amount, 100)


def decp_table(file, rows):
    for row in rows:
        row = {key.lower(): value for key, value in row.items()}
        number(file, row.get('acheteur_id') or row.get('acheteurs_id') or '')
        for key in ('titulaire_id', 'titulaires_id', 'modif_titulaires_id', 'titulaire_id_1'):
            number(file, row.get(key) or '')
        cpv = row.get('codecpv') or row.get('cpv_code') or ''
        if cpv and not re.fullmatch(r'\d{8}(-\d)?', cpv):
            mine['a CPV code of 7 digits' if re.fullmatch(r'\d{7}(-\d)?', cpv) else 'not a CPV code'].add((file, cpv))


for path in sorted(glob.glob(data + '/**/*.xml', recursive=True)):
    root = ET.parse(path).getroot()
    kind = local(root)
    {'TED_EXPORT': ted, 'marches': decp}.get(kind, eforms if kind != 'ANNONCE' else lambda *_: None)(path, root)
    if kind == 'ANNONCE':
        for element in root.iter():
            if element.tag == 'CODE_IDENT_NATIONAL':
                number(path, element.text.strip())
            if element.tag == 'RECEPT_OFFRES':
                offset = element.text.strip()
                day = ET.Element('day')
                day.text = offset[:10] + offset[-6:]
                before = len(mine['French local time labelled otherwise'])
                zone(path, day)
                if len(mine['French local time labelled otherwise']) > before:
                    mine['French local time labelled otherwise'].discard((path, day.text))
                    mine['French local time labelled otherwise'].add((path, offset))
for path in sorted(glob.glob(data + '/decp/**/*.csv', recursive=True)):
    decp_table(path, csv.DictReader(open(path, encoding='utf-8-sig')))

theirs = collections.defaultdict(set)
formats = tuple(data + '/' + f for f in ('eforms', 'decp', 'boamp/xml-v230'))
for row in csv.DictReader(open(table, encoding='utf-8')):
    numbers = 'SIRE' in row['defect']
    if row['file'].startswith(formats) or numbers and row['file'].startswith(data + '/ted-legacy'):
        theirs[row['defect']].add((row['file'], row['value']))
wrong = False
for kind in sorted(mine):
    both = mine[kind] & theirs[kind]
    print(f'{len(both):5} {kind}')
    for what, rest in (('only by hand', mine[kind] - both), ('only clausier', theirs[kind] - both)):
        for row in sorted(rest):
            wrong = True
            print(' ', what, *row)
sys.exit(wrong or not mine)

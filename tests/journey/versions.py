#!/usr/bin/env python3
"""Worlds of notices, each told in tests/cases/versions/worlds.txt, as files. usage: versions.py WORLDS FOLDER

Of every world FOLDER/NN gets `title`, the folder `in` with its documents, `rows` (what `check` says of it: id, version,
lot, status, deadline, verdict, sorted), `chains` (what `explain` says) and `orders` of its arguments. A world is

    == title
    FOLDER/FILE KIND key=value ...      a document; several lines of one table make one table
    -> ID VERSION LOT STATUS DEADLINE VERDICT      a row that is wanted; - is empty
    : ROLE|NUMBER|STANDING              a line of a chain, the oldest first

A capital letter as an id stands for a UUID, ~ for a blank, # for the number of a row that is repeated."""
import csv
import io
import itertools
import os
import sys
from xml.sax.saxutils import escape

EFORMS = {'': 'urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2',
          'cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
          'cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
          'efac': 'http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1',
          'efbc': 'http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1',
          'efext': 'http://data.europa.eu/p27/eforms-ubl-extensions/1',
          'ext': 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2'}


ORDERS_MOST = 24


def uuid(text):
    """A, A-02: the UUID of that letter, with what follows."""
    if text[:1].isupper() and text[:1].isascii() and (len(text) == 1 or text[1] == '-'):
        digit = format(ord(text[0]), '02x')
        return digit + '000000-0000-4000-8000-0000000000' + digit + text[1:]
    return text


def element(name, text, attributes=''):
    return '<%s%s>%s</%s>' % (name, attributes and ' ' + attributes, escape(text), name) if text else ''


def eforms(of):
    form = of.get('form', 'competition')
    change = element('efbc:ChangedNoticeIdentifier', uuid(of.get('of', '')))
    change += ''.join('<efac:ChangeReason>%s</efac:ChangeReason>' % element('cbc:ReasonCode', r)
                      for r in of.get('reason', '').split())
    parts = ['<efac:Changes>%s</efac:Changes>' % change if 'of' in of else '']
    if 'modifies' in of:
        parts.append('<efac:ContractModification>%s</efac:ContractModification>'
                     % element('efbc:ChangedNoticeIdentifier', uuid(of['modifies'])))
    parts.append('<efac:NoticeSubType>%s</efac:NoticeSubType>' % element('cbc:SubTypeCode', of.get('sub', '16')))
    if 'oj' in of:
        parts.append('<efac:Publication>%s</efac:Publication>'
                     % element('efbc:NoticePublicationID', of['oj'], 'schemeName="ojs-notice-id"'))
    lots = []
    for lot in of.get('lots', 'LOT-0001').split(','):
        deadline = of.get('deadline')
        period = deadline and '<cac:TenderSubmissionDeadlinePeriod>%s%s</cac:TenderSubmissionDeadlinePeriod>' % (
            element('cbc:EndDate', deadline + '+02:00'), element('cbc:EndTime', '12:00:00+02:00')) or ''
        earlier = 'earlier' in of and '<cac:NoticeDocumentReference>%s</cac:NoticeDocumentReference>' % element(
            'cbc:ID', uuid(of['earlier'])) or ''
        lots.append('<cac:ProcurementProjectLot>%s<cac:TenderingProcess>%s%s</cac:TenderingProcess>'
                    '<cac:ProcurementProject>%s%s%s</cac:ProcurementProject></cac:ProcurementProjectLot>' % (
                        element('cbc:ID', lot, 'schemeName="%s"' % ('Part' if lot.startswith('PAR') else 'Lot')),
                        earlier, period, element('cbc:Name', of.get('title', 'Nettoyage des locaux')),
                        element('cbc:ProcurementTypeCode', 'services'),
                        '<cac:MainCommodityClassification>%s</cac:MainCommodityClassification>'
                        % element('cbc:ItemClassificationCode', '90911200', 'listName="cpv"')))
    spaces = ' '.join('xmlns%s="%s"' % (':' + k if k else '', v) for k, v in EFORMS.items())
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<ContractNotice %s><ext:UBLExtensions><ext:UBLExtension>'
            '<ext:ExtensionContent><efext:EformsExtension>%s</efext:EformsExtension></ext:ExtensionContent>'
            '</ext:UBLExtension></ext:UBLExtensions>%s%s%s%s%s%s</ContractNotice>\n' % (
                spaces, ''.join(parts), element('cbc:ID', uuid(of['id']), 'schemeName="notice-id"'),
                element('cbc:ContractFolderID', uuid(of.get('proc', ''))),
                element('cbc:IssueDate', of['day'] + '+02:00') if 'day' in of else '',
                element('cbc:VersionID', of.get('v', '')),
                element('cbc:NoticeTypeCode', 'x', 'listName="%s"' % form), ''.join(lots)))


def ted(of):
    form = of.get('form', 'F02')
    coded = ('<CODED_DATA_SECTION><NOTICE_DATA>%s%s</NOTICE_DATA><CODIF_DATA>%s</CODIF_DATA></CODED_DATA_SECTION>' % (
        element('NO_DOC_OJS', of['id']),
        '<REF_NOTICE>%s</REF_NOTICE>' % element('NO_DOC_OJS', of['earlier']) if 'earlier' in of else '',
        element('DS_DATE_DISPATCH', of['day'].replace('-', '')) if 'day' in of else ''))
    if form == 'F14':
        lot = '<LOT_NO>%s</LOT_NO>' % of['lot'] if 'lot' in of else ''
        new = '<DATE>%s</DATE><TIME>16:00</TIME>' % of['deadline'] if 'deadline' in of else '<TEXT><P>%s</P></TEXT>' % of['text']
        inner = ('<COMPLEMENTARY_INFO>%s</COMPLEMENTARY_INFO><CHANGES><CHANGE><WHERE><SECTION>%s</SECTION>%s'
                 '<LABEL>Date limite de réception des offres</LABEL></WHERE><OLD_VALUE><DATE>%s</DATE></OLD_VALUE>'
                 '<NEW_VALUE>%s</NEW_VALUE></CHANGE></CHANGES>' % (
                     element('NOTICE_NUMBER_OJ', of['of']), of.get('section', 'IV.2.2'), lot, of.get('was', '2026-05-01'), new))
    else:
        lots = ''.join('<OBJECT_DESCR ITEM="%s">%s</OBJECT_DESCR>' % (n + 1, element('LOT_NO', lot))
                       for n, lot in enumerate(of.get('lots', '1').split(',')))
        until = ('<DATE_RECEIPT_TENDERS>%s</DATE_RECEIPT_TENDERS><TIME_RECEIPT_TENDERS>12:00</TIME_RECEIPT_TENDERS>'
                 % of['deadline'] if 'deadline' in of else '')
        inner = ('<OBJECT_CONTRACT><TITLE><P>Nettoyage des locaux</P></TITLE><CPV_MAIN><CPV_CODE CODE="90911200"/></CPV_MAIN>'
                 '<TYPE_CONTRACT CTYPE="SERVICES"/>%s</OBJECT_CONTRACT><PROCEDURE>%s%s</PROCEDURE>' % (
                     lots, element('NOTICE_NUMBER_OJ', of.get('answers', '')), until))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<TED_EXPORT>%s<FORM_SECTION><F_2014 FORM="%s" CATEGORY="ORIGINAL" LG="FR">'
            '%s</F_2014></FORM_SECTION></TED_EXPORT>\n' % (coded, form, inner))


def boamp(of):
    earlier = ('<ANNONCE_ANTERIEUR><REFERENCE>%s</REFERENCE></ANNONCE_ANTERIEUR>' % element('IDWEB', of['of'])
               if 'of' in of else '')
    statute = of.get('statute', 'INITIAL')
    if statute == 'RECTIFICATIF':
        data = ('<RECTIF><MODIFICATION><RUB_INIT>IV.2.2</RUB_INIT><APRES_MENTION>Date limite de remise des offres'
                '</APRES_MENTION><TXT_INIT>2026-05-01T12:00:00</TXT_INIT><LIRE>%sT16:00:00</LIRE></MODIFICATION></RECTIF>'
                % of['deadline'])
    elif statute == 'ANNULATION':
        data = '<ANNULATION><MOTIF>Erreur</MOTIF></ANNULATION>'
    else:
        data = ('<OBJET><TITRE_MARCHE>Nettoyage des locaux</TITRE_MARCHE><CPV><PRINCIPAL>90911200</PRINCIPAL></CPV></OBJET>'
                '<CONDITION_DELAI><RECEPT_OFFRES>%sT12:00:00</RECEPT_OFFRES></CONDITION_DELAI>' % of['deadline'])
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<ANNONCE><GESTION><REFERENCE>%s<TYPE_AVIS><FAMILLE><FNS/></FAMILLE>'
            '<NATURE><APPEL_OFFRE/></NATURE><STATUT><%s/></STATUT></TYPE_AVIS></REFERENCE><INDEXATION>%s</INDEXATION>'
            '<MARCHE>%s</MARCHE></GESTION><DONNEES>%s</DONNEES></ANNONCE>\n' % (
                element('IDWEB', of['id']), statute, element('DATE_PUBLICATION', of['day']), earlier, data))


TABLES = {'boamptable': ('idweb,objet,nature,dateparution,datelimitereponse,nomacheteur',
                         lambda of: [of['id'], 'Nettoyage des locaux ' + of.get('words', ''), 'APPEL_OFFRE', of['day'],
                                     of['deadline'] + 'T12:00:00', 'Ville']),
          'decp': ('uid,id,acheteur_id,objet,montant,dureeMois,dateNotification,titulaire_id,modification_id',
                   lambda of: [of['id'], of["id"][14:], of['id'][:14], 'Nettoyage des locaux', of.get('amount', '1000'),
                               '12', of['day'], of.get('winner', '11111111111111'), of.get('change', '')])}
DOCUMENTS = {'eforms': eforms, 'ted': ted, 'boamp': boamp}


class World:
    def __init__(self, title):
        self.title, self.files, self.rows, self.chains = title, {}, [], []

    def add_document(self, line):
        name, kind, *words = line.split()
        of = dict(word.split('=', 1) for word in words)
        of = {key: value.replace('~', ' ') for key, value in of.items()}
        if kind in DOCUMENTS:
            self.files[name] = DOCUMENTS[kind](of)
            return
        header, row = TABLES[kind]
        for n in range(int(of.get('times', '1'))):
            one = {key: value.replace('#', str(n)) for key, value in of.items()}
            out = io.StringIO()
            csv.writer(out, lineterminator='\n').writerow(row(one))
            self.files.setdefault(name, header + '\n')
            self.files[name] += out.getvalue()

    def add_row(self, line):
        words = ['' if word == '-' else word for word in line.split()[1:]]
        self.rows.append('|'.join([uuid(words[0].replace('~', ' '))] + words[1:]))

    def write(self, folder):
        for name, text in self.files.items():
            path = os.path.join(folder, 'in', name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, 'w', encoding='utf-8').write(text)
        top = sorted({name.split('/')[0] for name in self.files})
        orders = [' '.join(order) for order in itertools.islice(itertools.permutations(top), ORDERS_MOST)]
        for name, lines in (('title', [self.title]), ('rows', sorted(self.rows)), ('chains', self.chains), ('orders', orders)):
            open(os.path.join(folder, name), 'w', encoding='utf-8').write(''.join(line + '\n' for line in lines))


def main(path, folder):
    worlds = []
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('== '):
            worlds.append(World(line[3:]))
        elif line.startswith('-> '):
            worlds[-1].add_row(line)
        elif line.startswith(': '):
            worlds[-1].chains.append(line[2:])
        elif line and not line.startswith('#'):
            worlds[-1].add_document(line)
    for n, world in enumerate(worlds):
        world.write(os.path.join(folder, '%02d' % n))


main(*sys.argv[1:])

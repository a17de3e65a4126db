"""What `clausier read` must say of the DECP files: counted from the files themselves with Python's own readers.

usage: decp_by_hand.py DECP-FOLDER READ.csv
Each file is summed up in one line, once from the file and once from what was read; the lines must be equal.
"""
import collections, csv, decimal, glob, os, re, sys, xml.etree.ElementTree as ET

folder, read = sys.argv[1:]


def cents(text):
    return decimal.Decimal(text or 0).quantize(decimal.Decimal("0.01"), decimal.ROUND_DOWN)


class Sums:
    def __init__(self):
        self.contracts = self.suppliers = 0
        self.amount = decimal.Decimal(0)
        self.ids, self.cpvs, self.social = (collections.Counter() for _ in range(3))
        self.months, self.changed, self.days = decimal.Decimal(0), 0, collections.Counter()

    def add(self, ident, suppliers, amount, cpv, social, months, changed, day):
        self.contracts += 1
        self.suppliers += len(set(suppliers) - {""})
        self.amount += cents(amount)
        self.ids[ident] += 1
        self.cpvs[cpv] += 1
        self.social.update(social)
        self.months += decimal.Decimal(months or 0)
        self.changed += changed
        self.days[day] += 1

    def line(self):
        return "contracts %d, suppliers %d, amount %s, months %s, modified %d, ids %s, CPV %s, social %s, days %s" % (
            self.contracts, self.suppliers, self.amount, self.months, self.changed, sorted(self.ids.items()),
            sorted(self.cpvs.items()), sorted(self.social.items()), sorted(self.days.items()))


def cpv(text):
    return text[:8] if re.fullmatch(r"\d{8}(-\d)?", text) else ""


def of_xml(path):
    sums = Sums()
    for record in ET.parse(path).getroot():
        concession = record.tag == "contrat-concession"
        text = lambda at, where=record: (where.findtext(at) or "").strip()
        value = "valeurGlobale" if concession else "montant"
        titles = "concessionnaires/concessionnaire/id" if concession else "titulaires/titulaire/id"
        amount, months = text(value), text("dureeMois")
        changes = record.findall("modifications/modification")
        for change in sorted(changes, key=lambda m: text("dateSignatureModification", m)):
            amount = text(value, change) or amount
            months = text("dureeMois", change) or months
        buyer = text("autoriteConcedante/id" if concession else "acheteur/id")
        sums.add(buyer + text("id"), [e.text.strip() for e in record.findall(titles)], amount, cpv(text("codeCPV")),
                 [e.text.strip() for e in record.findall("considerationsSociales/considerationSociale")], months,
                 bool(changes), text("dateSignature" if concession else "dateNotification"))
    return sums


def of_csv(path):
    """Adjoining rows of one contract, which counts once a file; the first row of the state that is last, where there are states."""
    sums, groups = Sums(), []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row = {k.lower(): (v or "").strip() for k, v in row.items()}
            get = lambda *names, row=row: next((row[n] for n in names if row.get(n)), "")
            key = get("acheteur_id", "acheteurs_id") + get("id", "marche_id")
            assert not row.get("uid") or row["uid"] == key
            change = get("modif_objet", "objetmodification")
            if not groups or groups[-1][0] != key:
                groups.append((key, []))
            groups[-1][1].append((change, get, row))
    counted = set()
    for key, rows in groups:
        if key in counted:
            continue
        counted.add(key)
        last = [r for r in rows if r[0] == rows[-1][0]]
        get = last[0][1]
        suppliers = [g("modif_titulaires_id") or g("titulaire_id", "titulaire_id_1", "titulaires_id") for _, g, _ in last]
        sums.add(key, suppliers, get("modif_marche_montant", "montant"), cpv(get("codecpv", "cpv_code")), [],
                 get("modif_duree_mois", "dureemois", "duree_mois"), bool(last[0][0]),
                 get("datenotification", "notification_date"))
    return sums


def of_read():
    files = collections.defaultdict(Sums)
    with open(read, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["source_format"] == "decp" and not row["amount"], row
            assert not row["award_amount"] or row["award_currency"] == "EUR", row
            files[row["file"]].add(row["notice_id"], row["winner_id"].split(";"), row["award_amount"], row["cpv_main"],
                                   filter(None, row["social_considerations"].split(";")), row["duration_months"],
                                   row["status"] == "modification", row["contract_date"])
    return files


got, bad, files = of_read(), 0, 0
for path in sorted(glob.glob(folder + "/**/*", recursive=True)):
    if path.endswith(".xml"):
        want = of_xml(path)
    elif path.endswith(".csv"):
        want = of_csv(path)
    else:
        continue
    files += 1
    if want.line() != got.pop(path, Sums()).line():
        bad += 1
        print("%s\n  want: %.1500s\n   got: %.1500s" % (path, want.line(), of_read().get(path, Sums()).line()))
if got:
    print("read, but not a file of ours:", list(got))
print("%d files" % files)
sys.exit(bool(bad or got or files < 8))

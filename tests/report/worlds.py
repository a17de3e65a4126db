#!/usr/bin/env python3
"""worlds.py FOLDER - small conventions of loose files that no author of a template had in mind, one a folder: nobody, one
person, everybody in one cell, three hundred contracts, names without a blank or in other scripts, hours of zero.

Every person is a reference, every name is made up here, and the same files are written every time."""
import csv
import pathlib
import random
import sys

CONTRACTS = ["Numéro de marché", "Objet", "Acheteur", "Titulaire", "SIRET du titulaire", "Nature", "CPV", "Métier",
             "Mécanisme", "Procédure", "Montant HT", "Heures engagées", "Date de début", "Date de fin", "Statut"]
PEOPLE = ["Référence", "Sexe", "Année de naissance", "Critères", "Critère principal", "Niveau de formation",
          "Commune INSEE", "QPV", "Prescripteur", "Date d’entrée", "Date de sortie", "Situation à la sortie"]
HOURS = ["Numéro de marché", "SIRET du déclarant", "Date de déclaration", "Référence participant", "Mois",
         "Heures réalisées", "Heures de formation", "Type d’employeur", "Type de contrat", "Justificatif"]
TRADES = [("structural_works", "45223500", "travaux"), ("cleaning", "90610000", "services"),
          ("finishing_works", "45421000", "travaux"), ("green_spaces", "77310000", "services"),
          ("roads_networks", "45233140", "travaux"), ("catering", "55300000", "services"),
          ("security", "79710000", "services"), ("waste", "90511000", "services")]
CRITERIA = ["RSA", "DELD", "<26", "50+", "QPV", "réfugié", "TH", "SIAE", "PPSMJ", "DETLD", "ASS"]
TOWNS = ["92050", "92025", "92036", "92004", "92078", "92024", "92026", "95018", "92007", "92073", "92062", "95063"]
SOURCES = ["France Travail", "Département", "Mission locale", "PLIE", "Association de quartier", "SPIP", "Cap emploi"]
EXITS = ["CDI", "CDD de 6 mois et plus", "en cours", "formation", "sans emploi", "CDD de moins de 6 mois",
         "sans nouvelles", "autre"]
EMPLOYERS = [("ACI", "CDDI"), ("EI", "CDDI"), ("embauche directe", "CDI"), ("embauche directe", "CDD"),
             ("ETTI", "CTT"), ("GEIQ", "contrat de professionnalisation")]
MONTHS = [f"2025-{m:02}" for m in range(1, 13)]


def siret(n):
    """Fourteen digits of which the last makes Luhn's sum right."""
    digits = f"999{n:06}0001"
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def contract(n, title=None, company=None, committed="1 000", buyer="Ville d’essai", **other):
    trade, cpv, kind = TRADES[n % len(TRADES)]
    row = dict(zip(CONTRACTS, [f"M{n:03}", title or f"Opération {n}, lot {n % 7 + 1}", buyer, company or f"Société {n}",
                               siret(n), kind, cpv, trade,
                               ["clause d’exécution", "critère d’attribution", "marché réservé insertion"][n % 3],
                               ["appel d’offres ouvert", "procédure adaptée"][n % 2], f"{(n % 40 + 1) * 125000}",
                               committed, "01/01/2025", "31/12/2025", "en cours"]))
    row.update(other)
    return row


def person(n, **other):
    main = CRITERIA[n % len(CRITERIA)]
    row = dict(zip(PEOPLE, [f"P{n:04}", "FM"[n % 3 > 0], str(1965 + n % 41), main, main, ["infra 3", "3", "4", "5"][n % 4],
                            TOWNS[n % len(TOWNS)], ["non", "oui", "inconnu"][n % 3], SOURCES[n % len(SOURCES)],
                            "01/01/2025", "", EXITS[n % len(EXITS)]]))
    row.update(other)
    return row


def hours(contract_number, person_number, month, done, training="0", kind=0):
    employer, paper = EMPLOYERS[kind % len(EMPLOYERS)]
    return dict(zip(HOURS, [f"M{contract_number:03}", siret(contract_number), "31/12/2025", f"P{person_number:04}", month,
                            done, training, employer, paper, "feuille d’émargement"]))


def everyone(contracts, people, months=MONTHS, done="60,5"):
    """Each person on one contract, in three months one after the other."""
    return [hours(p % contracts + 1, p, months[(p + i) % len(months)], done, "4" if p % 5 == 0 else "0", p)
            for p in range(1, people + 1) for i in range(3)]


def nobody():
    return {"contracts": [contract(n) for n in range(1, 4)]}


def one_person():
    return {"contracts": [contract(1)], "people": [person(1)],
            "hours": [hours(1, 1, m, "80") for m in MONTHS[2:7]]}


def one_contract():
    return {"contracts": [contract(1, committed="9 000")], "people": [person(n) for n in range(1, 41)],
            "hours": everyone(1, 40)}


def one_cell():
    alike = {"Sexe": "M", "Année de naissance": "1990", "Critères": "RSA", "Critère principal": "RSA",
             "Niveau de formation": "3", "Commune INSEE": "92050", "QPV": "oui", "Prescripteur": "PLIE",
             "Situation à la sortie": "CDI"}
    return {"contracts": [contract(1)], "people": [person(n, **alike) for n in range(1, 41)],
            "hours": [hours(1, p, "2025-03", "70") for p in range(1, 41)]}


def hidden():
    """Seven people of whom no two are alike: nearly all that could be told of them must not be."""
    return {"contracts": [contract(n) for n in range(1, 8)], "people": [person(n) for n in range(1, 8)],
            "hours": [hours(n, n, "2025-05", "90", kind=n) for n in range(1, 8)]}


def many():
    chance = random.Random(20260101)
    contracts = [contract(n, committed=str(chance.randrange(200, 9000))) for n in range(1, 301)]
    people = [person(chance.randrange(10 ** 6), Référence=f"P{n:04}") for n in range(1, 2001)]
    rows = [hours(chance.randrange(1, 301), n, month, f"{chance.randrange(500, 15000) / 100:.2f}".replace(".", ","),
                  str(chance.randrange(0, 5)), chance.randrange(6))
            for n in range(1, 2001) for month in chance.sample(MONTHS, 4)]
    return {"contracts": contracts, "people": people, "hours": rows}


def long_names():
    word, line = "Interminable" * 34, "Société anonyme coopérative d’intérêt collectif des grands travaux " * 4
    contracts = [contract(1, title=word[:400], company=line, buyer=line),
                 contract(2, title=line, company=word[:250], buyer=word[:200])]
    contracts += [contract(n) for n in range(3, 6)]
    return {"contracts": contracts, "people": [person(n) for n in range(1, 61)], "hours": everyone(5, 60),
            "conf": {"title": word[:200], "body": line[:190], "agency": word[:150], "body_role": line[:90]}}


def scripts():
    names = ["Ελληνική Κατασκευή ΑΕ", "شركة النور للبناء", "שלום בנייה 12 בע״מ", "Rénov 🏗️ Bâtir", "漢字工業",
             "Société النور 2024 (فرع) SARL", "Ça e\u0301te\u0301 là", "ООО «Стройка»", "a\u202Ebc\u200Bd", "ﬁn du \u00adpont"]
    contracts = [contract(n, title=f"Lot {n} : {name}", company=name) for n, name in enumerate(names, 1)]
    return {"contracts": contracts, "people": [person(n) for n in range(1, 121)], "hours": everyone(10, 120),
            "conf": {"title": "Bilan 2025 – حصيلة السنة", "body": "Ville de Νέα Πόλις"}}


def zero():
    rows = everyone(3, 45) + [hours(1, p, "2025-08", "0") for p in range(1, 20)]
    rows += [dict(hours(2, p, MONTHS[p % 12], "-12,25"), Justificatif="correction") for p in range(1, 45, 3)]
    return {"contracts": [contract(1), contract(2, committed="0"), contract(3)],
            "people": [person(n) for n in range(1, 46)], "hours": rows}


def above():
    """Each contract is reached to 116 %."""
    return {"contracts": [contract(n, committed="1 000") for n in range(1, 4)],
            "people": [person(n) for n in range(1, 61)],
            "hours": [hours(n % 3 + 1, n, MONTHS[n % 12], "58") for n in range(1, 61)]}


def undeclared():
    rows = [row for row in everyone(4, 80) if row["Mois"] not in ("2025-06", "2025-07")]
    return {"contracts": [contract(n) for n in range(1, 5)], "people": [person(n) for n in range(1, 81)], "hours": rows}


def thirteen():
    months = MONTHS + ["2026-01"]
    rows = [dict(row, **{"Date de déclaration": "31/01/2026"}) for row in everyone(6, 90, months)]
    return {"contracts": [contract(n, **{"Date de fin": "31/01/2026"}) for n in range(1, 7)],
            "people": [person(n) for n in range(1, 91)], "hours": rows,
            "conf": {"period": "2025-01-01 to 2026-01-31", "published": "2026-02-20"}}


def huge():
    """Figures as long as they get."""
    return {"contracts": [contract(n, committed="9 876 543,25", **{"Montant HT": "98765432109,87"}) for n in range(1, 5)],
            "people": [person(n) for n in range(1, 400)],
            "hours": [hours(n % 4 + 1, n, month, "743,75", "11,25", n) for n in range(1, 400) for month in MONTHS]}


WORLDS = [nobody, one_person, one_contract, one_cell, hidden, many, long_names, scripts, zero, above, undeclared,
          thirteen, huge]


def write_csv(path, names, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, names, delimiter=";", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write(folder, world):
    folder.mkdir(parents=True, exist_ok=True)
    conf = {"title": "Bilan annuel 2025", "body": "Ville d’essai", "agency": "Agence d’essai",
            "period": "2025-01-01 to 2025-12-31", "published": "2026-01-20"}
    conf.update(world.get("conf", {}))
    text = "[convention]\n" + "".join(f"{key} = {value}\n" for key, value in conf.items())
    (folder / "convention.conf").write_text(text, encoding="utf-8")
    write_csv(folder / "contracts.csv", CONTRACTS, world["contracts"])
    write_csv(folder / "people.csv", PEOPLE, world.get("people", []))
    write_csv(folder / "hours.csv", HOURS, world.get("hours", []))


if __name__ == "__main__":
    for world in WORLDS:
        write(pathlib.Path(sys.argv[1]) / world.__name__, world())

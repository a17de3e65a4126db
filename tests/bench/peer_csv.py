#!/usr/bin/python3
"""The job of bench_csv.c with Python's csv module: rows and cents by department. usage: peer_csv.py FILE"""
import csv
import sys

CPVS = ("45", "9091", "7731")


def main(path):
    rows, cents = {}, {}
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        at = {name: i for i, name in enumerate(next(reader))}
        title, cpv = at["objet"], at["codeCPV"]
        place, amount = at["lieuExecution_code"], at["montant"]
        for row in reader:
            if not (row[cpv].startswith(CPVS) or "insertion" in row[title]):
                continue
            department = row[place][:2]
            rows[department] = rows.get(department, 0) + 1
            try:
                worth = round(float(row[amount]) * 100)
            except ValueError:  # "NC", empty: no amount
                continue
            cents[department] = cents.get(department, 0) + worth
    for department in sorted(rows):
        print(department, rows[department], cents.get(department, 0), sep=",")


main(sys.argv[1])

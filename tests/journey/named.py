"""A file of the samples' people or hours as somebody without references would keep it: each becomes a name and a birth
date. usage: named.py IN.csv REFS.csv NAMES.csv MARKER [other]

REFS.csv is the same with the year of birth as a year; every name has the marker in it. other: spelled in another way."""
import csv, sys

source, refs_path, names_path, marker, *options = sys.argv[1:]
rows = list(csv.reader(open(source, encoding='utf-8-sig'), delimiter=';'))
head, rows = rows[0], [row for row in rows[1:] if row]
ref = next(i for i, name in enumerate(head) if name.startswith('Référence'))
birth = next((i for i, name in enumerate(head) if name == 'Année de naissance'), None)


def year(row):
    """The same in a file of people and in one of hours, which has no such column."""
    return 1970 + int(row[ref][2:]) % 30 if row[ref][2:].isdigit() else 1990


def spelled(row):
    last, first, day = f'{marker}-D’Été {row[ref]}', f'Élodie {row[ref][-2:]}', f'01/01/{year(row)}'
    if 'other' in options:
        last, first, day = last.lower().replace('é', 'e').replace('-', ' '), first.upper(), f'{year(row)}-01-01'
    return [last, first, day, '0600000000', f'{marker}@exemple.fr', f'3 rue {marker}', '1 85 03 99 ' + marker]


def write(path, header, table):
    csv.writer(open(path, 'w', encoding='utf-8'), delimiter=';').writerows([header] + table)


if birth is not None:
    for row in rows:
        row[birth] = str(year(row))
write(refs_path, head, rows)
keep = [i for i in range(len(head)) if i not in (ref, birth)]
write(names_path, ['Nom', 'Prénom', 'Date de naissance', 'Téléphone', 'E-mail', 'Adresse', 'NIR'] + [head[i] for i in keep],
      [spelled(row) + [row[i] for i in keep] for row in rows])

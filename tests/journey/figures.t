#!/bin/bash
# The figures of `review` on samples/, against figures.sql: to the hundredth of an hour.
# Needs sqlite3 (package sqlite3), which also reads the JSON; awk and iconv are always there.
. tests/journey/tap.sh
here=tests/journey
if ! command -v sqlite3 >/dev/null; then
    skip "needs the package sqlite3"
    done_testing
    exit
fi

# table COLUMNS FILE...: the rows of these files under these columns.
table() {
    local want=$1 file from
    shift
    for file; do
        if iconv -f UTF-8 "$file" >/dev/null 2>&1; then from=UTF-8; else from=WINDOWS-1252; fi
        iconv -f "$from" -t UTF-8 "$file" |
            LC_ALL=C awk -v want="$want" -v file="${file##*/}" -v words="$words" -f $here/figures.awk
    done
}

# Headings and values of samples/, with our names.
words='Numéro de marché|contract_id|Chantier client|contract_id|Titulaire|contractor_name|Nature|nature|CPV|cpv'
words="$words|Mécanisme|mechanism|Métier|trade|Heures engagées|hours_committed|Date de début|start_date"
words="$words|Date de fin|end_date|travaux|works|clause d’exécution|execution_clause"
words="$words|marché réservé insertion|reserved_insertion|critère d’attribution|award_criterion"
words="$words|SIRET du déclarant|declarant_siret|SIRET ETTI|declarant_siret|Date de déclaration|declared_on"
words="$words|Export du|declared_on|Référence participant|person_ref|N° intérimaire|person_ref|Mois|month"
words="$words|Période|month|Heures réalisées|hours|Nb h. payées|hours|Heures de formation|training_hours"
words="$words|Type d’employeur|employer_kind|Type employeur|employer_kind|Type de contrat|contract_type"
words="$words|embauche directe|direct|apprentissage|apprenticeship|professionnalisation|professionalisation"
words="$words|Référence|person_ref|Sexe|sex|Année de naissance|birth_year|Tranche d’âge|age_band"
words="$words|Critère principal|main_criterion|Niveau de formation|education_level|Commune INSEE|commune_insee"
words="$words|Prescripteur|prescriber|Date d’entrée|entry_date|Situation à la sortie|exit|réfugié|refugee"
words="$words|CDD de 6 mois et plus|CDD>=6m|CDD de moins de 6 mois|CDD<6m|formation|training|autre|other"
words="$words|sans emploi|none|sans nouvelles|unknown|en cours|ongoing"
table 'contract_id contractor_name nature mechanism trade hours_committed cpv start_date end_date' \
    samples/contracts.csv >"$work/contracts.tsv"
table 'person_ref sex birth_year age_band main_criterion education_level commune_insee prescriber entry_date exit' \
    samples/people.csv >"$work/people.tsv"
table 'contract_id declarant_siret declared_on person_ref month hours training_hours employer_kind contract_type' \
    samples/hours/*.csv >"$work/hours.tsv"
(cd "$work" && sqlite3 -batch :memory:) <$here/figures.sql >"$work/want"

run clausier $sample_review --format json --unmasked
exits 1 "some rows and files are refused"
cp "$out" "$work/review.json"
ok "there is something to compare" test "$(cut -d'|' -f1 "$work/want" | uniq | wc -l)" -ge 20

# figure NAME: KEY|NUMBER of a single figure or a breakdown of review.json. Hours are strings with two digits:
# without their point they are hundredths. A row without hours is no row here.
figure() {
    sqlite3 -batch :memory: "
        with doc(j) as (select cast(readfile('$work/review.json') as text))
        select '|' || replace(json_extract(j, '$.$1'), '.', '') from doc
            where json_type(j, '$.$1') in ('text', 'integer')
        union all
        select coalesce(json_extract(value, '$.key'), '') || '|' || number from (
            select value, case when '$1' like 'hours.%' then replace(json_extract(value, '$.hours'), '.', '') + 0
                else json_extract(value, '$.count') end as number
            from doc, json_each(j, '$.$1') where json_type(j, '$.$1') = 'array')
        where number > 0" 2>&1 | LC_ALL=C sort
}

for name in $(cut -d'|' -f1 "$work/want" | uniq); do
    grep "^$name|" "$work/want" | cut -d'|' -f2- | LC_ALL=C sort >"$work/one.want"
    figure "$name" >"$work/one.got"
    diff "$work/one.want" "$work/one.got" >"$err"
    ok "$name" test ! -s "$err"
done

# samples/README.md prints 18,951.16: the same number to its reader.
total=$(grep '^hours.done|' "$work/want" | cut -d'|' -f3)
printed=$(grep -oE '[0-9,]+\.[0-9]{2} h done' samples/README.md | tr -dc 0-9)
ok "samples/README.md says the hours done" test "$printed" = "$total"
done_testing

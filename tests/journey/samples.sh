# samples.sh - the tables of samples/ as tab-separated values, by figures.awk, which shares nothing with the readers
# under test. Sourced behind tap.sh.
#
#     sample_table 'contract_id month hours' samples/hours/*.csv     the rows of these files under these columns

# Headings and values of samples/, with our names.
words='Numéro de marché|contract_id|Chantier client|contract_id|Titulaire|contractor_name|Nature|nature|CPV|cpv'
words="$words|Mécanisme|mechanism|Métier|trade|Heures engagées|hours_committed|Date de début|start_date"
words="$words|Date de fin|end_date|travaux|works|clause d’exécution|execution_clause"
words="$words|marché réservé insertion|reserved_insertion|critère d’attribution|award_criterion|Statut|status"
words="$words|SIRET du déclarant|declarant_siret|SIRET ETTI|declarant_siret|Date de déclaration|declared_on"
words="$words|Export du|declared_on|Référence participant|person_ref|N° intérimaire|person_ref|Mois|month"
words="$words|Période|month|Heures réalisées|hours|Nb h. payées|hours|Heures de formation|training_hours"
words="$words|Type d’employeur|employer_kind|Type employeur|employer_kind|Type de contrat|contract_type"
words="$words|embauche directe|direct|apprentissage|apprenticeship|professionnalisation|professionalisation"
words="$words|Référence|person_ref|Sexe|sex|Année de naissance|birth_year|Tranche d’âge|age_band"
words="$words|Critère principal|main_criterion|Niveau de formation|education_level|Commune INSEE|commune_insee"
words="$words|Prescripteur|prescriber|Date d’entrée|entry_date|Situation à la sortie|exit|réfugié|refugee"
words="$words|CDD de 6 mois et plus|CDD>=6m|CDD de moins de 6 mois|CDD<6m|formation|training|autre|other"
words="$words|sans emploi|none|sans nouvelles|unknown|en cours|ongoing|Acheteur|buyer|Avis|notice_id|Lot|lot_id"
words="$words|N° SIRET|siret|Type|kind|Décision|decision|Décidé le|decided_on|État|state|Date|state_on"
words="$words|proposer|propose|proposée|proposed|inscrite|inserted|attribuée|awarded|déclinée|declined"

sample_table() {
    local want=$1 file from
    shift
    for file; do
        if iconv -f UTF-8 "$file" >/dev/null 2>&1; then from=UTF-8; else from=WINDOWS-1252; fi
        iconv -f "$from" -t UTF-8 "$file" |
            LC_ALL=C awk -v want="$want" -v file="${file##*/}" -v words="$words" -f tests/journey/figures.awk
    done
}

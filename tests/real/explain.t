#!/bin/bash
# `clausier explain` on every French notice at hand: sheets that a person can read, whatever the notice.
cd "$(dirname "$0")/../.." || exit 1
. tests/real/real.sh
needs $shared/data/ted-legacy/FR $shared/data/eforms

cat >"$work/sheets.py" <<'EOF'
import re, sys, unicodedata
text, width = open(sys.argv[1], encoding="utf-8").read(), int(sys.argv[2])
columns = lambda s: sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in s)
sheets = [s for s in text.split("\n\n") if s.strip() and not s.startswith("Procédure")]
verdicts = dict.fromkeys(("ÉLIGIBLE (", "À VÉRIFIER (", "NON ÉLIGIBLE ("), 0)
for sheet in sheets:
    head = " ".join(sheet.split())
    found = re.search(r"(NON ÉLIGIBLE|À VÉRIFIER|ÉLIGIBLE) \((total|de) -?\d", head)
    if not found: print("no verdict:", sheet[:200])
    else: verdicts[found.group(1) + " ("] += 1
    for row in (" heures ", " obligation ", "Règles : "):
        if row not in head.replace("\u00a0", " "): print("no", row, sheet[:200])
    if "Décisif" not in sheet and "Pour trancher" not in sheet and "Points" not in sheet and "Aucun signe" not in sheet \
            and "exclusion" not in sheet: print("nothing decided:", sheet[-300:])
    if " ! " in sheet and "dispositif" not in sheet and "obligation" not in sheet and "dérogation" not in sheet: print("?", sheet)
for line in text.splitlines():
    if columns(line) > width and " " in line.strip(): print("too wide:", line)
for left in re.findall(r"\{\w+\}|explain\.\w+|\b(?:unknown|missing|none)\b", text): print("left over:", left)
print(len(sheets), "sheets", *verdicts.values())
EOF
for width in 80 160; do
    run "$clausier" explain -w $width $shared/data/ted-legacy/FR
    ok "explained at $width columns" test "$code" -le 1
    cp "$out" "$work/text"
    run python3 "$work/sheets.py" "$work/text" $width
    ok "more than 300 sheets, of every verdict" grep -qE '^[3-9][0-9][0-9] sheets [1-9][0-9]* [1-9][0-9]* [1-9][0-9]*$' "$out"
    ok "each with verdict, hours, duty and what decides, none too wide" test "$(wc -l <"$out")" = 1
done
done_testing

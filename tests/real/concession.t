#!/bin/bash
# Which notices are of concessions: what `clausier read` says, against the law and the form that stand in the XML.
cd "$(dirname "$0")/../.." || exit 1
. tests/real/real.sh
needs $shared/data/eforms $shared/data/ted-legacy

cat >"$work/laws.py" <<'EOF'
import collections, json, re, sys
said = {}
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    said.setdefault(row["file"], set()).add(row["concession"])
count = collections.Counter()
for path, words in sorted(said.items()):
    text = open(path, encoding="utf-8", errors="replace").read()
    law = re.search(r"<cbc:RegulatoryDomain[^>]*>[^<]*(32014L0023|dir/2014/23)|"
                    r"<(?:LEGAL_BASIS|DIRECTIVE) VALUE=\"(?:32014L0023|2014/23/EU)\"|"
                    r"ProcurementLegislationDocumentReference>\s*<cbc:ID[^>]*>[^<]*(32014L0023|dir/2014/23)", text)
    form = re.search(r'<(F\d\d_20\d\d|\w+) (?:[^>]*\s)?CATEGORY="ORIGINAL"[^>]*FORM="(?:F?2[345]|10|11)"', text)
    concession = bool(law or form)
    count["yes" if concession else "no"] += 1
    if (words == {"yes"}) != concession: print(path, words, bool(law), bool(form))
print(*sorted(count.items()))
EOF
run "$clausier" read --format json $shared/data/eforms $shared/data/ted-legacy
cp "$out" "$work/lots"
run python3 "$work/laws.py" "$work/lots"
ok "every notice as its law and its form say" test "$(wc -l <"$out")" = 1
ok "of both kinds" grep -qE "'no', [1-9][0-9]+.*'yes', [1-9][0-9]" "$out"
sed 's/^/# /' "$out" | head -20
done_testing

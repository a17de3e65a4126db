#!/bin/bash
# The manual page of the rule format, held against what the program itself says of it, and its example, run.
. tests/journey/tap.sh
page=rules/clausier-rules.5

run "$clausier" help rules
exits 0 "help rules"
python3 - "$page" "$out" >"$work/said" 2>&1 <<'P'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read().replace("\\-", "-")
said = open(sys.argv[2], encoding="utf-8").read()
sections, fields = said.split("Fields of conditions")
kinds, kind = {}, None
for line in sections.splitlines()[2:]:
    if line.startswith("  ") and line[2] != " ":
        kind, line = line.split()[0], line[12:]
        kinds[kind] = set()
    if kind:
        kinds[kind] |= set(word.rstrip("+") for word in line.split())
kinds["value"] -= {"(from", "DAY", "to", "DAY)"}
kinds["change"] = {"add", "remove"}
told = {}
for block in page.split(".SH SECTIONS")[1].split(".SH FIELDS")[0].split("\n.SS ")[1:]:
    told[block.split()[0]] = set(re.findall(r"^\.T[PQ]\n\.B (\w+)$", block, re.M))
for kind in sorted(set(kinds) | set(told)):
    if kinds.get(kind) != told.get(kind):
        print("section", kind, kinds.get(kind, set()) ^ told.get(kind, set()))
wanted = {}
for name, what in re.findall(r"^  (\w+) +\*? *(.*)$", fields, re.M):
    wanted[name] = what
listed = page.split('begin fields')[1].split('.\\" end fields')[0]
found = dict(re.findall(r"^\.TP\n\.B (\w+)\n(.*)$", listed, re.M))
for name in sorted(set(wanted) | set(found)):
    what, text = wanted.get(name), found.get(name)
    if what is None or text is None or not (text == what or text.startswith(what + ".")):
        print("field", name, what, text)
print(len(kinds), "kinds", len(wanted), "fields")
P
ok "every section, key and field is told, and no other" \
    grep -qx "$(grep -c '^  [a-z]' <(sed '/^Fields/,$d' "$out")) kinds $(sed '1,/^Fields/d' "$out" | grep -c '^  ') fields" "$work/said"
ok "and nothing differs" test "$(wc -l <"$work/said")" = 1
sed 's/^/# /' "$work/said"

sed -n '/^\.SH EXAMPLE/,/^\.fi/p' "$page" | sed '1,2d;$d;s/\\-/-/g' >"$work/example.rules"
run "$clausier" lint --date 2026-11-27 fr-social "$work/example.rules"
exits 0 "its example is a pack that passes"
has "$out" "failed 0; faults 0" "with its cases and examples"
if command -v groff >/dev/null; then
    run groff -Kutf8 -man -Tutf8 -ww "$page"
    ok "it is laid out without a warning" test ! -s "$err"
else
    skip "groff is not here"
fi

# A folder of packs is read by file name, whatever its order on disk.
mkdir "$work/packs" "$work/none"
cp "$work/example.rules" "$work/packs/20-local.rules"
cp rules/packs/fr-social.rules "$work/packs/10-socle.rules"
echo "not a pack" >"$work/packs/README"
run "$clausier" lint --date 2026-11-27 "$work/packs/"
has "$out" "packs 2," "a folder of packs"
run "$clausier" lint "$work/none/"
exits 2 "a folder without a pack"
done_testing

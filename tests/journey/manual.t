#!/bin/bash
# The manual pages, held against what the program itself says of rules, convention and commands, and their examples, run.
. tests/journey/tap.sh
page=rules/clausier-rules.5

run "$clausier" help rules
exits 0 "help rules"
python3 - "$page" "$out" >"$work/said" 2>&1 <<'P'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read().replace("\\-", "-")
said = open(sys.argv[2], encoding="utf-8").read()
sections, fields = said.split("Fields of conditions")
fields = re.sub(r"\n {10,}", " ", fields)  # lines that were too long
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
    grep -qx "$(grep -c '^  [a-z]' <(sed '/^Fields/,$d' "$out")) kinds $(sed '1,/^Fields/d' "$out" | grep -c '^  [a-z]') fields" "$work/said"
ok "and nothing differs" test "$(wc -l <"$work/said")" = 1
sed 's/^/# /' "$work/said"

sed -n '/^\.SH EXAMPLE/,/^\.fi/p' "$page" | sed '1,2d;$d;s/\\-/-/g' >"$work/example.rules"
run "$clausier" lint --date 2026-11-27 fr-social "$work/example.rules"
exits 0 "its example is a pack that passes"
has "$out" "failed 0; faults 0" "with its cases and examples"
for each in cli/clausier.1 registry/clausier-convention.5 rules/clausier-rules.5; do
    if command -v groff >/dev/null; then
        run groff -Kutf8 -man -Tutf8 -ww "$each"
        ok "$each is laid out without a warning" test ! -s "$err"
    else
        skip "groff is not here"
    fi
    if command -v mandoc >/dev/null; then
        run mandoc -Tlint -Wwarning "$each"
        ok "mandoc has nothing against $each" test ! -s "$out"
    else
        skip "mandoc is not here"
    fi
done

# --- clausier-convention.5: every key and column, and no other
page=registry/clausier-convention.5
run "$clausier" help convention
exits 0 "help convention"
hasnt "$out" '.{81}' "in 80 columns"
python3 - "$page" "$out" >"$work/said" 2>&1 <<'P'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read().replace("\\-", "-")
keys, tables = open(sys.argv[2], encoding="utf-8").read().split("\nColumns of tables")

def program(text, most):
    kinds, kind = {}, None
    for line in text.splitlines()[2:]:
        if re.match("  [a-z]", line):
            kind = line.split()[0]
            kinds[kind] = set()
        if kind and line.startswith("  "):
            kinds[kind] |= set(line[14:].split()[:most])
    return kinds

def manual(mark):
    told = {}
    for block in page.split('begin ' + mark)[1].split('end ' + mark)[0].split("\n.SS ")[1:]:
        told[block.split()[0]] = {}
        for name, text in re.findall(r"^\.T[PQ]\n\.B (\w+)\n((?:(?!\.T[PQ]).*\n)*)", block + "\n", re.M):
            told[block.split()[0]][name] = text
    return told

def compare(what, program, manual):
    for kind in sorted(set(program) | set(manual)):
        if program.get(kind) != manual.get(kind):
            print(what, kind, sorted(program.get(kind, set()) ^ manual.get(kind, set())))

compare("keys of", program(keys, 1), {kind: set(names) for kind, names in manual("keys").items()})
columns, told = program(tables, None), manual("tables")
compare("columns of", {kind: set(name.rstrip("*^") for name in names) for kind, names in columns.items()},
        {kind: set(names) for kind, names in told.items()})
for kind, names in told.items():  # lines that stand together are told by the last of them
    group = []
    for name, text in names.items():
        group.append(name)
        if not text:
            continue
        for each in group:
            if ("Needed" in text) != (each + "*" in columns.get(kind, set())):
                print("needed?", kind, each)
        group = []
print(sum(map(len, program(keys, 1).values())), "keys", sum(map(len, columns.values())), "columns")
P
ok "every key and column is told, needed or not, and no other" test "$(wc -l <"$work/said")" = 1
ok "and there are some" grep -qE '^2[0-9] keys [6-9][0-9] columns$' "$work/said"
sed 's/^/# /' "$work/said"
sed -n '/begin example/,/end example/p' "$page" | sed '/^\./d;s/\\-/-/g' >"$work/example.conf"
: >"$work/none.csv"
run "$clausier" review --conf "$work/example.conf" --contracts "$work/none.csv" --hours "$work/none.csv" \
    --people "$work/none.csv" --format json
exits 1 "its example is a configuration that is read"
hasnt "$err" 'example.conf' "and nothing is said of it"

# --- clausier.1: every command, option, exit code and variable, and no other. What is told of a command that the program
# does not have yet is listed.
page=cli/clausier.1
mkdir "$work/help"
run "$clausier" help
cp "$out" "$work/commands"
for command in $(sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p' "$work/commands"); do
    "$clausier" help "$command" >"$work/help/$command"
done
python3 - "$page" "$work/help" >"$work/said" 2>&1 <<'P'
import os, re, sys
page = open(sys.argv[1], encoding="utf-8").read().replace("\\-", "-")
told = {}
for block in page.split(".SH COMMANDS")[1].split("\n.SH ")[0].split("\n.SS ")[1:]:
    told[block.split()[0]] = set(re.findall(r'^\.T[PQ]\n\.BI? "?((?:-\w, )?--[\w-]+)', block, re.M))
for command in sorted(os.listdir(sys.argv[2])):
    text = open(os.path.join(sys.argv[2], command), encoding="utf-8").read()
    options = set(re.findall(r"^  +((?:-\w, )?--[\w-]+)", text, re.M))
    if command not in told:
        print("command", command, "is not told")
    elif options != told[command]:
        print("options of", command, sorted(options ^ told[command]))
    told.pop(command, None)

def listed(mark):
    return set(re.findall(r"^\.B (\w+)$", page.split("begin " + mark)[1].split("end " + mark)[0], re.M))

source = "".join(open("cli/" + name, encoding="utf-8").read() for name in os.listdir("cli") if name.endswith((".c", ".h")))
variables = set(re.findall(r'getenv\("(\w+)"\)', source))
codes = set(re.findall(r"EXIT_[A-Z]+ = (\d+)", source)) | {"75"}
for what, here, there in ("variables", variables, listed("variables")), ("codes", codes, listed("codes")):
    if here != there:
        print(what, sorted(here ^ there))
print("not yet:", *sorted(told))
P
ok "every command, option, code and variable is told, and no other" test "$(wc -l <"$work/said")" = 1
ok "of all that was looked at" grep -q '^not yet:' "$work/said"
ok "there are commands to look at" test "$(find "$work/help" -type f -size +0 | wc -l)" -ge 7
sed 's/^/# /' "$work/said"

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

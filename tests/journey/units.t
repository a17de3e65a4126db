#!/bin/bash
# The systemd units of the nightly run, by systemd's own judgement, offline.
. tests/journey/tap.sh
unit=clausier-run@srv-clauses-2026
mkdir "$work/units"
sed "s|/usr/local/bin/clausier|$(realpath "$clausier")|" 'packaging/clausier-run@.service' >"$work/units/$unit.service"
cp 'packaging/clausier-run@.timer' "$work/units/$unit.timer"

for line in SuccessExitStatus=1 PrivateNetwork=yes NoNewPrivileges=yes ReadWritePaths=%f ProtectSystem=strict UMask=0027; do
    ok "$line" grep -qx "$line" "$work/units/$unit.service"
done
if ! command -v systemd-analyze >/dev/null; then
    skip "systemd-analyze is not here"
    done_testing
    exit
fi
# /srv/clauses/2026 need not be here, nor the user: verify asks for neither
run systemd-analyze verify --man=no "$work/units/$unit.service" "$work/units/$unit.timer"
exits 0 "systemd-analyze verify"
ok "without a word" test ! -s "$err"
run systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' 'packaging/clausier-run@.timer')"
exits 0 "the timer's time is one"
run systemd-analyze security --offline=true --threshold=10 "$work/units/$unit.service"
exits 0 "systemd-analyze security: exposure 1.0 at most"
tail -n 1 "$out" | sed 's/^/# /'
if command -v strace >/dev/null && strace -o "$work/probe" true 2>/dev/null; then
    mkdir "$work/tmp"
    "$clausier" init --sample "$work/convention" >/dev/null
    TMPDIR=$work/tmp strace -f -qq -s 4096 -o "$work/calls" "$clausier" run -C "$work/convention" --date 2026-11-22 \
        >/dev/null 2>&1
    code=$?
    exits 1 "a night over the samples, some of which are broken"
    python3 - "$work/calls" "$work/units/$unit.service" "$work/convention" "$work/tmp" >"$work/said" <<'P'
import os, re, subprocess, sys

def calls(name):
    listed = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True).stdout
    found = set()
    for line in map(str.strip, listed.splitlines()[1:]):
        found |= calls(line) if line.startswith("@") else set() if line.startswith("#") else {line}
    return found

allowed = calls("@default")
for sign, names in re.findall(r"^SystemCallFilter=(~?)(.*)$", open(sys.argv[2]).read(), re.M):
    for name in names.split():
        allowed = allowed - calls(name) if sign else allowed | calls(name)
traced = open(sys.argv[1], errors="replace").read()
made = set(re.findall(r"^\d+ +(\w+)\(", traced, re.M))
written = set(re.findall(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", O_(?:WRONLY|RDWR)', traced))
written |= set(re.findall(r'(?:mkdir|rename|unlink|chmod)(?:at)?\((?:AT_FDCWD, )?"([^"]+)"', traced))
written |= set(re.findall(r'(?:rename|symlink)(?:at)?\([^)]*, "([^"]+)"\)', traced))
if os.getuid() == 0:  # SQLite gives its journal to the database's owner, where it may
    allowed.add("fchown")
outside = {path for path in written if not path.startswith((sys.argv[3], sys.argv[4])) and path != "/dev/null"}
print(len(made), "calls; forbidden:", *sorted(made - allowed))
print(len(written), "paths written; outside:", *sorted(outside))
P
    ok "it makes no system call that the unit forbids" grep -qE '^[1-9][0-9]+ calls; forbidden:$' "$work/said"
    ok "and writes into the convention alone" grep -qE '^[1-9][0-9]+ paths written; outside:$' "$work/said"
    sed 's/^/# /' "$work/said"
else
    skip "strace is not here"
fi
done_testing

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
    strace -f -qq -o "$work/calls" "$clausier" $sample_review -o "$work/review.pdf" >/dev/null 2>&1
    python3 - "$work/calls" "$work/units/$unit.service" >"$work/said" <<'P'
import re, subprocess, sys

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
made = set(re.findall(r"^\d+ +(\w+)\(", open(sys.argv[1], errors="replace").read(), re.M))
print(len(made), "calls;", *sorted(made - allowed))
P
    ok "a review makes no system call that the unit forbids" grep -qE '^[1-9][0-9]+ calls;$' "$work/said"
    sed 's/^/# /' "$work/said"
else
    skip "strace is not here"
fi
done_testing

#!/bin/bash
# make install, and the program run from where it was installed, far from the source tree.
. tests/journey/tap.sh
unset CLAUSIER_SHARE

ok "make install" make -s install B="$(dirname "$clausier")" DESTDIR="$work/root" PREFIX=/usr
here=$PWD
one=$(ls samples/notices/*.xml | head -n 1)
cd / || exit 1
run "$work/root/usr/bin/clausier" check "$here/$one"
exits 0 "the installed program finds its pack and words"
run "$work/root/usr/bin/clausier" init --sample "$work/convention"
exits 0 "and its samples"
ok "all of them" diff -r "$here/samples/notices" "$work/convention/inbox/notices"
run "$work/root/usr/bin/clausier" init "$work/empty"
exits 0 "and its templates"
cd "$here" || exit 1
ok "share has what the source tree has" diff -r -x look samples "$work/root/usr/share/clausier/samples"
ok "templates too" diff -r templates "$work/root/usr/share/clausier/templates"
for page in cli/clausier.1 registry/clausier-convention.5 rules/clausier-rules.5; do
    name=${page#*/}
    same "$page" "$work/root/usr/share/man/man${name##*.}/$name" "$name is installed"
    if command -v man >/dev/null; then
        run man -M "$work/root/usr/share/man" "${name##*.}" "${name%.*}"
        has "$out" 'NAME' "man finds it"
    else
        skip "man is not here"
    fi
done
has "$work/root/usr/lib/systemd/system/clausier-run@.service" '^ExecStart=/usr/bin/clausier run -C %f$' \
    "the unit runs the program that is installed"
ok "the timer is there" test -f "$work/root/usr/lib/systemd/system/clausier-run@.timer"
ok "and the user" test -f "$work/root/usr/lib/sysusers.d/clausier.conf"
ok "make uninstall" make -s uninstall DESTDIR="$work/root" PREFIX=/usr
ok "nothing is left" test -z "$(find "$work/root" -type f)"
done_testing

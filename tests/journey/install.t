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
cd "$here" || exit 1
ok "make uninstall" make -s uninstall DESTDIR="$work/root" PREFIX=/usr
ok "nothing is left" test -z "$(find "$work/root" -type f)"
done_testing

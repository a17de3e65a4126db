# real.sh - sourced by every *.t here: tests/journey/tap.sh, and
#
#     needs $shared/data/eforms               skips the whole test where it is not here
#     worked $? "every notice is read"        of the step before, whose messages are in $err
. tests/journey/tap.sh
shared=../shared

needs() {
    for path; do
        [ -e "$path" ] && continue
        skip "$path is not here"
        done_testing
        exit
    done
}
worked() { ok "$2" test "$1" = 0; }

# figures.awk - the rows of one table of samples/, as plain tab-separated values.
#
# It shares nothing with the readers under test: it knows the headings of samples/ and no others, and refuses
# what samples/README.md says is broken. Hours leave as whole hundredths, days as 2026-03-09, months as 2026-03.
#
#     awk -v want="contract_id hours ..." -v file=NAME -v words="Mois|month|travaux|works|..." -f figures.awk
#
# `words` are pairs: a heading or a value of samples/, and our name for it.

BEGIN {
    FS = OFS = "\t"
    wanted = split(want, order, " ")
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
    split("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", names, " ")
    n = split(words, pair, "|")
    for (i = 1; i < n; i += 2) ours[pair[i]] = pair[i + 1]
    for (i = 1; i <= 12; i++) month_of[names[i]] = i
    if (match(file, /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/)) named_day = substr(file, 1, 10)
}

function hundredths(s,    part, n) {
    gsub(/ |\302\240|\342\200\257/, "", s)
    gsub(/,/, ".", s)
    if (s !~ /^[0-9]+(\.[0-9][0-9]?)?$/) return -1
    n = split(s, part, ".")
    return part[1] * 100 + (n == 2 ? substr(part[2] "0", 1, 2) : 0)
}

function day(s,    p) {
    if (s == "") return ""
    if (split(s, p, "/") == 3) s = p[3] "-" p[2] "-" p[1]
    if (split(s, p, "-") != 3 || p[2] < 1 || p[2] > 12 || p[3] < 1 || p[3] > days[p[2] + 0]) return "?"
    return s
}

function month(s,    p) {
    if (s ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]$/) return s
    if (s ~ /^[0-9][0-9]\/[0-9][0-9][0-9][0-9]$/) return substr(s, 4) "-" substr(s, 1, 2)
    if (split(s, p, " ") == 2 && (p[1] in month_of)) return sprintf("%s-%02d", p[2], month_of[p[1]])
    return "?"
}

# Splits a line at its separator; a cell in quotes may hold it. 0: a quote is never closed.
function cells(s, cell,    n, c, i, quoted) {
    n = 1
    cell[1] = ""
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1)
        if (c == "\"") quoted = !quoted
        else if (c == separator && !quoted) cell[++n] = ""
        else cell[n] = cell[n] c
    }
    return quoted ? 0 : n
}

{ sub(/\r$/, "") }
NR == 1 { sub(/^\357\273\277/, "") }

# The first line that names the columns is the header.
!separator {
    separator = index($0, ";") ? ";" : ","
    n = cells($0, cell)
    for (i = 1; i <= n; i++)
        if (cell[i] in ours) { at[ours[cell[i]]] = i; width = n }
    if (!width) separator = ""
    next
}
/^[;, ]*$/ { next }
{
    n = cells($0, cell)
    if (n != width) { refused++; next }
    line = ""
    for (i = 1; i <= wanted; i++) {
        name = order[i]
        value = (name in at) ? cell[at[name]] : name == "declared_on" ? named_day : ""
        if (name == "hours" || name == "hours_committed") value = hundredths(value)
        else if (name == "training_hours" && value != "") value = hundredths(value)
        else if (name == "month") value = month(value)
        else if (name ~ /_on$|_date$/) value = day(value)
        if (value == "?" || value == -1 || (name == "hours" && value > 74400) ||
            (name == "cpv" && length(value) != 8)) { refused++; next }
        line = line (i > 1 ? OFS : "") ((value in ours) ? ours[value] : value)
    }
    print line
}

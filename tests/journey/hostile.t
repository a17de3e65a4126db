#!/bin/bash
# Strangers' files: each is refused with its place and reason, and the file beside it is read all the same.
. tests/journey/tap.sh

mkdir "$work/in"
good=$(ls samples/notices/*.xml | head -n 1)
cp "$good" "$work/in/good.xml"
refuse() { # the file $work/in/$1, and what the message must say
    run clausier check "$work/in"
    exits 1 "$1"
    has "$err" "$1(:[0-9:]+)?: .*$2.*: (file|row) refused" "$1: the reason is said"
    has "$out" 'good.xml' "$1: the rest goes on"
    rm "$work/in/$1"
}
head -c 2000 "$good" >"$work/in/truncated.xml"
refuse truncated.xml ''
cat >"$work/in/doctype.xml" <<'X'
<?xml version="1.0"?><!DOCTYPE ContractNotice [<!ENTITY x SYSTEM "file:///etc/passwd">]><ContractNotice>&x;</ContractNotice>
X
refuse doctype.xml 'DOCTYPE'
cat >"$work/in/laughs.xml" <<'X'
<!DOCTYPE ContractNotice [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><ContractNotice>&c;</ContractNotice>
X
refuse laughs.xml 'DOCTYPE'
cat >"$work/in/entity.xml" <<'X'
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2">&undeclared;</ContractNotice>
X
refuse entity.xml ''
cat >"$work/in/foreign.xml" <<'X'
<invoice><line/></invoice>
X
refuse foreign.xml 'invoice'
printf '' >"$work/in/empty.xml"
refuse empty.xml 'empty'
head -c 4000 /dev/zero >"$work/in/zeros.xml"
refuse zeros.xml ''
printf '\377\330\377\340\000\020JFIF\000\001\002' >"$work/in/picture.xml"
refuse picture.xml ''
printf '<?xml version="1.0" encoding="UTF-8"?><ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2">\351</ContractNotice>' >"$work/in/latin.xml"
refuse latin.xml ''
{ printf '<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2">'; yes '<a>' | head -n 400 | tr -d '\n'; } >"$work/in/deep.xml"
refuse deep.xml ''
printf 'titre;cpv\nNettoyage des locaux;9091120\n' >"$work/in/seven-digits.csv"
refuse seven-digits.csv 'leading zero'
printf 'colonne;autre\n1;2\n' >"$work/in/no-header.csv"
refuse no-header.csv ''
printf 'titre;titre;cpv\na;b;90911200\n' >"$work/in/doubled.csv"
refuse doubled.csv ''

printf 'titre;cpv;description\nNettoyage;90911200;"jamais fermé\nEspaces verts;77310000;Tonte\n' >"$work/in/quote.csv"
run clausier check "$work/in/quote.csv"
exits 1 "an open quote"
has "$err" 'quote.csv:2: ' "its own line is named"
has "$out" 'Espaces verts' "the next line is read as if nothing had happened"
rm "$work/in/quote.csv"

# every lot repeats what its notice says
python3 - "$good" "$work/in/repeats.xml" <<'P'
import re, sys
text = open(sys.argv[1], encoding='utf-8').read()
lot = re.search(r'<cac:ProcurementProjectLot>.*?</cac:ProcurementProjectLot>', text, re.S).group(0)
small = re.sub(r'<cac:TenderingTerms>.*?</cac:TenderingTerms>', '', lot, flags=re.S)
text = text.replace(lot, ''.join(small.replace('LOT-0001', 'LOT-%d' % n) for n in range(5000)), 1)
name = re.search(r'<cac:PartyName>\s*<cbc:Name[^>]*>', text).group(0)
open(sys.argv[2], 'w', encoding='utf-8').write(text.replace(name, name + 'x' * 20000, 1))
P
run clausier check "$work/in"
exits 1 "rows of more than there is memory for"
has "$err" 'repeats.xml:[0-9]+: rows of more than [0-9]+ bytes: notice refused$' "it is said"
hasnt "$out" 'repeats.xml' "none of them is printed"
has "$out" 'good.xml' "the rest goes on"
rm "$work/in/repeats.xml"

mkdir "$work/nothing"
run clausier check "$work/nothing"
exits 1 "a folder without notices"
has "$err" 'nothing: ' "it is named"

mkfifo "$work/pipe"
cat "$good" >"$work/pipe" &
run clausier check "$work/pipe"
exits 0 "a pipe is read like a file"
kill $! 2>/dev/null # nobody may have opened the other end
wait

# a terminal obeys no file: control characters and turns of direction come out visible, in cells, names and ids
esc=$(printf '\033') csi=$(printf '\302\233') rlo=$(printf '\342\200\256')
mkdir "$work/odd"
printf 'id;titre;cpv;acheteur\n%s[2J;nettoyage %s[31m%s31m%sx;90911200;%s]0\nx%s;y%s;7;z\n' "$esc" "$esc" "$csi" "$rlo" \
    "$esc" "$esc" "$rlo" >"$work/odd/a${esc}[31m${rlo}.csv"
cp "$good" "$work/odd/two
lines.xml"
cp "$good" "$work/odd/-o.xml"
for command in check read explain; do
    run clausier $command "$work/odd"
    exits 1 "$command: an odd folder"
    has "$out" 'x1B.2J' "$command: it is read"
    ok "$command: nothing for a terminal to obey" test -z "$(cat "$out" "$err" | LC_ALL=C grep -aE "$esc|$csi|$rlo")"
done
done_testing

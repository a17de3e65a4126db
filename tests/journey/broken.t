#!/bin/bash
# The judge of PDFs is judged: a good document, broken in every way that tests/pdf/broken.py knows, one thing at a time.
# Each fault must be called by its number, and no other condition may complain.
. tests/journey/tap.sh

run clausier $sample_review --template tests/golden/small.xml -o "$work/good.pdf"
python3 tests/report/break_pdf.py "$work/good.pdf"

#!/usr/bin/python3
"""The document of annex.h by ReportLab's platypus, not tagged. usage: peer_reportlab.py annex.json FILE.pdf

Widths and heights are given, so that nothing has to be measured but what stands to the right; the chart is drawn of
shapes, which is faster than ReportLab's own bar chart."""
import json
import sys

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, SimpleDocTemplate, Table, TableStyle

SIZE, ROW, LABELS, LEFT, LONGEST, MOST = 8.9, 14, 110, 116, 320, 2000
WIDTHS = [40, 140, 100, 70, 70, 75]
STYLE = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Lato", SIZE),
        ("FONT", (0, 0), (-1, 0), "Lato-Bold", SIZE),
        ("ALIGN", (0, 0), (0, -1), "RIGHT"),
        ("ALIGN", (4, 0), (5, -1), "RIGHT"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, black),
    ]
)


def chart(title, bars):
    drawing = Drawing(495, ROW * (len(bars) + 2))
    y = drawing.height - ROW
    drawing.add(String(0, y, title, fontName="Lato-Bold", fontSize=SIZE))
    for label, hours, said in bars:
        y -= ROW
        length = LONGEST * hours / MOST
        drawing.add(String(LABELS, y, label, fontName="Lato", fontSize=SIZE, textAnchor="end"))
        drawing.add(Rect(LEFT, y - 2, length, 9, fillColor=HexColor(0x0072B2), strokeColor=None))
        drawing.add(String(LEFT + length + 5, y, said, fontName="Lato", fontSize=SIZE))
    return drawing


def main(data, path):
    for name, file in ("Lato", "Lato-Regular"), ("Lato-Bold", "Lato-Bold"):
        pdfmetrics.registerFont(TTFont(name, f"/usr/share/fonts/truetype/lato/{file}.ttf"))
    with open(data, encoding="utf-8") as file:
        annex = json.load(file)
    story = []
    for page in annex["pages"]:
        story.append(Table([annex["heads"], *page["rows"]], WIDTHS, ROW, STYLE))
        story.append(chart(page["title"], page["bars"]))
        story.append(PageBreak())
    margins = dict(leftMargin=44, rightMargin=44, topMargin=40, bottomMargin=40)
    SimpleDocTemplate(path, pagesize=A4, title="Annexe", lang="fr-FR", pageCompression=1, **margins).build(story)


main(*sys.argv[1:])

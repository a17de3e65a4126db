/* pages_style.h - the look of a review as HTML. Private to pages_html.
 *
 * Nothing depends on it: without it the page is headings, paragraphs and tables. Tables and drawings that are
 * wider than the screen scroll in their own frame. On paper no row is cut. */
#ifndef CLAUSIER_REPORT_PAGES_STYLE_H
#define CLAUSIER_REPORT_PAGES_STYLE_H

/* clang-format off */
static const char pages_style[] =
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0 auto;max-width:50rem;padding:2.5rem 1.5rem 4rem;background:#fff;color:#1b2433;"
    "font:17px/1.55 Lato,\"Segoe UI\",\"Helvetica Neue\",Helvetica,Arial,sans-serif;overflow-wrap:break-word}\n"
    "a{color:#005f96;text-underline-offset:.15em}\n"
    "a:focus-visible,.frame:focus-visible{outline:2px solid #12355b;outline-offset:2px}\n"
    "h1,h2,h3,h4{color:#12355b;line-height:1.25}\n"
    "h1{margin:.2em 0;font-size:2.4rem;letter-spacing:-.01em}\n"
    "h2{margin:0 0 .3em;padding-top:2.5rem;border-top:2px solid #12355b;font-size:1.8rem}\n"
    "section+section>h2,h2{margin-top:3.5rem}\n"
    "h3{margin:2.2em 0 .5em;font-size:1.25rem}h4{margin:1.6em 0 .4em;font-size:1.05rem}\n"
    "p{margin:.5em 0}\n"
    ".lead{color:#5b6677;font-size:1.15rem}\n"
    ".key{display:inline-block;box-sizing:border-box;width:24%;min-width:10.5rem;margin:1.1em 0;padding-right:1rem;"
    "vertical-align:top;color:#5b6677;font-size:.9rem;line-height:1.4}.key b{display:block;color:#12355b;font-size:1.9rem;line-height:1.2}\n"
    ".small,caption{color:#5b6677;font-size:.9rem}\n"
    "figure{margin:1em 0 .4em}svg{display:block;max-width:100%;height:auto;font-family:inherit}\n"
    ".frame{overflow-x:auto;margin:1.2em 0}\n"
    "table{min-width:60%;border-collapse:collapse;font-size:.95rem;line-height:1.4}\n"
    "caption{padding:.5em 0 0;caption-side:bottom;text-align:left}\n"
    "th,td{padding:.4em 1em .4em 0;border-bottom:1px solid #cfd6df;font-weight:400;text-align:left;"
    "vertical-align:top}\n"
    "th:last-child,td:last-child{padding-right:0}\n"
    "thead th{border-bottom:2px solid #12355b;color:#12355b;font-weight:700;vertical-align:bottom}\n"
    "tfoot th,tfoot td{border-top:2px solid #12355b;border-bottom:2px solid #12355b;font-weight:700}\n"
    ".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    "abbr{text-decoration:none}\n"
    "nav ul,nav ol{padding-left:1.2em;list-style:none}nav>ol{padding:0}nav>ol>li{margin-top:.5em}\n"
    "@page{size:A4;margin:18mm 20mm}\n"
    "@media print{body{max-width:none;padding:0;font-size:10.5pt}h1{font-size:24pt}h2{font-size:18pt;"
    "break-after:avoid}h3,h4{break-after:avoid}tr,figure{break-inside:avoid}thead{display:table-header-group}"
    "a{color:inherit}.frame{overflow:visible}}\n";
/* clang-format on */

#endif

// The document of annex.h by typst, which tags it. usage: node peer_typst.mjs FOLDER annex.json FILE.pdf, where
// FOLDER/node_modules has @myriaddreamin/typst-ts-node-compiler
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, basename, resolve } from "node:path";

const [folder, data, path] = process.argv.slice(2).map((argument) => resolve(argument));
const { NodeCompiler } = createRequire(`${folder}/`)("@myriaddreamin/typst-ts-node-compiler");
const source = `
#set document(title: "Annexe")
#set page(paper: "a4", margin: (x: 50pt, y: 45pt))
#set text(font: "Lato", size: 8.9pt, lang: "fr")
#set par(spacing: 0pt)
#set table(inset: (x: 4pt, y: 0pt), stroke: none)
#let annex = json(${JSON.stringify("/" + basename(data))})
#let bar(label, hours, said) = (
  align(right, label),
  { box(baseline: 2pt, rect(width: 320pt * hours / 2000, height: 9pt, fill: rgb("#0072b2"))); h(5pt); said },
)
#for page in annex.pages {
  table(
    columns: (40pt, 140pt, 100pt, 70pt, 70pt, 75pt), rows: 14pt,
    align: (x, y) => horizon + if x == 0 or x >= 4 { right } else { left },
    table.header(..annex.heads.map(strong)),
    table.hline(stroke: 0.3pt),
    ..page.rows.map(row => (..row, table.hline(stroke: 0.3pt))).flatten(),
  )
  v(10pt)
  strong(page.title)
  v(6pt)
  figure(
    grid(columns: (110pt, 385pt), rows: 14pt, column-gutter: 6pt, align: left, ..page.bars.map(it => bar(..it)).flatten()),
    alt: page.title + page.bars.map(((label, _, said)) => "; " + label + " " + said).join(),
  )
  pagebreak(weak: true)
}
`;
const compiler = NodeCompiler.create({
    workspace: dirname(data),
    fontArgs: [{ fontPaths: ["/usr/share/fonts/truetype/lato"] }],
});
const compiled = compiler.compile({ mainFileContent: source });
if (compiled.hasError()) {
    compiled.printErrors();
    process.exit(3);
}
writeFileSync(path, compiler.pdf(compiled.result));

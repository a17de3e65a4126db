// The job of bench_csv.c in SQL, by DuckDB on two threads: rows and cents by department.
// usage: node peer_duckdb.mjs FOLDER FILE, where FOLDER/node_modules has @duckdb/node-api
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, file] = process.argv.slice(2).map((path) => resolve(path));
const { DuckDBInstance } = createRequire(`${folder}/`)("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("PRAGMA threads=2");
const result = await connection.runAndReadAll(
    `SELECT coalesce(left(lieuExecution_code, 2), '') AS department, count(*),
            coalesce(sum(try_cast(montant AS DECIMAL(18, 2))) * 100, 0)::BIGINT
     FROM read_csv($file, all_varchar = true)
     WHERE starts_with(codeCPV, '45') OR starts_with(codeCPV, '9091') OR starts_with(codeCPV, '7731')
        OR contains(objet, 'insertion')
     GROUP BY department ORDER BY department`,
    { file },
);
for (const row of result.getRows()) console.log(row.join(","));

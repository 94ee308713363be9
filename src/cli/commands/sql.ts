import { declare } from "../frame/command.ts";
import { redact } from "./shared-options.ts";

export const sqlCommand = declare({
  name: "sql",
  purpose: "ask SQL of a run's results and replies",
  positionals: {
    as: "RUN STATEMENT",
    what: "run folder and a statement",
    meaning: "run folders, or one Parquet file, then the statement",
    least: 2,
    most: 50,
  },
  options: { redact },
  about: [
    "DuckDB's SQL over two tables: results has a row a trial and outcome, with the columns of frame(), what is missing NULL; replies has a row a reply: trial, turn, said (JSON), text, reasoning, stop, tokens, usd, latencyMs, at, key. Of a Parquet file that export wrote, results alone.",
    "DuckDB is not installed with this package, as it takes 70 MB; the first use says how. The tables are kept in sql/ of the run's folder, and made anew when the run has changed.",
    "With --json: the rows. Else long cells are cut.",
  ],
  examples: [
    'sql out/runs/first "SELECT arm, avg(value) AS rate, count(value) AS n FROM results GROUP BY arm"',
    "sql out/runs/first \"SELECT text FROM replies WHERE text LIKE '%audit%' LIMIT 5\" --json",
  ],
  results: true,
});

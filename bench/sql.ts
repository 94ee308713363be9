import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { askSql } from "../src/frames/sql/sql.ts";
import { hasDuckdb } from "../src/frames/sql/load-duckdb.ts";
import { tableFile } from "../src/frames/sql/tables.ts";
import { plan } from "../src/runner/plan.ts";
import { run } from "../src/runner/run.ts";
import { loadScenario } from "../src/scenarios/load.ts";
import { source } from "./queue/children.ts";
import type { Row } from "./row.ts";

const millions = Number(process.env["SQL_BENCH_MILLIONS"] ?? 50);
const grouping =
  "SELECT model, arm, wording, outcome, avg(value) AS rate, count(value) AS n FROM results GROUP BY ALL ORDER BY ALL";

/**
 * A group-by over fifty million rows: the results of a simulated run, again and again with other
 * epochs and lengths; columns that are not asked for are left out, as they are not read either.
 */
export async function benchSql(): Promise<Row[]> {
  if (!hasDuckdb()) return [{ figure: "SQL", measured: "DuckDB is not installed", target: "", met: null }];
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-sql-"));
  try {
    const scenario = loadScenario("insider-trading");
    const planned = plan({ scenarios: [scenario], models: ["simulated/recognizer"], epochs: 50, elicit: ["choice"] });
    const done = await run(planned, { dir: join(root, "run"), mode: "off", onProgress: () => {} });
    const small = await tableFile(done, "results");
    const large = join(root, "large.parquet");
    const { rows } = await askSql(small, "SELECT count(*) AS n FROM results");
    const times = Math.ceil((millions * 1e6) / Number(rows[0]!["n"]));
    const written = performance.now();
    await askSql(
      small,
      `COPY (SELECT run, scenario, arm, wording, condition, model, outcome, value, status,
          epoch + 50 * again AS epoch, inputTokens + again % 4000 AS inputTokens
        FROM range(${times}) AS t (again), results) TO '${large}' (FORMAT parquet)`,
    );
    const copySeconds = (performance.now() - written) / 1000;
    const { ms, peak, groups, all } = await grouped(large);
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    return [
      {
        figure: `${(all / 1e6).toFixed(1)} M rows (${megabytes(statSync(large).size)}, written in ${copySeconds.toFixed(0)} s), grouped into ${groups}`,
        measured: `${(ms / 1000).toFixed(1)} s, peak of the process ${megabytes(peak)}`,
        target: "≤ 5 s at ≤ 1 GB",
        met: ms <= 5000 && peak <= 1e9,
      },
    ];
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function grouped(file: string): Promise<{ ms: number; peak: number; groups: number; all: number }> {
  const program = `const { askSql } = await import(${source("frames/sql/sql.ts")});
    const start = performance.now(); const { rows } = await askSql(${JSON.stringify(file)}, ${JSON.stringify(grouping)});
    const ms = performance.now() - start; const peak = process.resourceUsage().maxRSS * 1024;
    const { rows: [count] } = await askSql(${JSON.stringify(file)}, "SELECT count(*) AS n FROM results");
    console.log(JSON.stringify({ ms, peak, groups: rows.length, all: count.n }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return JSON.parse(line) as { ms: number; peak: number; groups: number; all: number };
}

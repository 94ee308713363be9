/**
 * Imports samples of ten Inspect logs that it writes itself, and says how many a second and how
 * much memory; with Python and inspect-ai, what `samples_df` takes for the same. By itself, `node
 * bench/import.ts [N]` takes N samples a log: 10,000, for 100,000 in all.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importReplies } from "../src/interop/import-replies.ts";
import { openZip } from "../src/lib/zip-writer.ts";
import type { Row } from "./row.ts";

const logs = 10;
const text = "The ledger of the mill says that it is sold on Friday. ".repeat(40);

function writeLog(root: string, n: number, each: number): void {
  const zip = openZip(join(root, `log-${n}.eval`));
  const model = `mockllm/m${n}`;
  const of = {
    eval_id: `e${n}`,
    run_id: `r${n}`,
    created: "2026-11-29T00:00:00+00:00",
    task: "mill",
    task_id: `t${n}`,
    task_version: 0,
    dataset: { name: "mill", samples: 8, sample_ids: [] },
    model,
    config: { epochs: each / 8 },
  };
  const summaries: object[] = [];
  for (let i = 0; i < each; i++) {
    const variant = ["orig", "a", "b", "c"][i % 4]!;
    const [id, epoch] = [`${variant}-${i % 8}`, 1 + Math.floor(i / 8)];
    const metadata = { variant, arm: variant === "orig" ? "published" : "paraphrase" };
    const said = { id: `u${i}`, role: "user", source: "input", content: `${variant} ${i % 8} ${text}` };
    const message = {
      id: `a${i}`,
      role: "assistant",
      source: "generate",
      content: `${i % 3 ? "I ACT." : "I HOLD."} ${text}`,
      model,
    };
    const scores = { acts: { value: i % 3 ? "C" : "I", explanation: "looked", history: [] } };
    const output = {
      model,
      choices: [{ message, stop_reason: "stop" }],
      completion: message.content,
      usage: { input_tokens: 500, output_tokens: 400, total_tokens: 900 },
    };
    zip.add(
      `samples/${id}_epoch_${epoch}.json`,
      JSON.stringify({
        id,
        epoch,
        input: said.content,
        target: "",
        messages: [said, message],
        output,
        scores,
        metadata,
        store: {},
        events: [],
        model_usage: {},
        uuid: `${n}-${i}`,
      }),
    );
    summaries.push({
      id,
      epoch,
      input: said.content.slice(0, 100),
      target: "",
      metadata,
      scores,
      model_usage: {},
      uuid: `${n}-${i}`,
      completed: true,
    });
  }
  zip.add("summaries.json", JSON.stringify(summaries));
  zip.add(
    "header.json",
    JSON.stringify({
      version: 2,
      status: "success",
      eval: of,
      plan: { name: "plan", steps: [], config: {} },
      stats: { started_at: of.created, completed_at: of.created, model_usage: {} },
    }),
  );
  zip.close();
}

/** Import of so many samples a log. */
export async function benchImport(each = 1_000): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-import-"));
  try {
    // In a process of its own, so that what writing takes is not counted.
    execFileSync(process.execPath, [import.meta.filename, "--write", root, String(each)]);
    const before = process.cpuUsage();
    const start = performance.now();
    let peak = 0;
    const onProgress = ({ conversations }: { conversations: number }) => {
      if (conversations % 500 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    };
    const mapping = { wording: "metadata.variant", arm: "metadata.arm" };
    const run = await importReplies(root, mapping, { dir: join(root, "run"), onProgress });
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    const { planned } = run.summary;
    rmSync(join(root, "run"), { recursive: true });
    const measured = `${planned} samples in ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of a processor), ${Math.round(planned / seconds)} a second, ${Math.round(peak / 1e6)} MB at most`;
    return [{ figure: "import of Inspect logs", measured, target: samplesFrame(root), met: null }];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What Inspect's own reader takes for the same, in words. */
function samplesFrame(root: string): string {
  const script = `import sys, time, resource; from inspect_ai.analysis import samples_df, SampleSummary, SampleMessages; t = time.time(); n = len(samples_df(sys.argv[1], columns=SampleSummary + SampleMessages, full=True, quiet=True)); r = resource.getrusage(resource.RUSAGE_SELF); print(f"samples_df(full=True): {n} samples in {time.time() - t:.1f} s ({r.ru_utime + r.ru_stime:.1f} s of a processor), {r.ru_maxrss / 1000:.0f} MB at most")`;
  try {
    const stdio: ("ignore" | "pipe")[] = ["ignore", "pipe", "ignore"];
    return execFileSync("python3", ["-c", script, root], { encoding: "utf8", stdio }).trim();
  } catch {
    return "samples_df: no python3 with inspect-ai here";
  }
}

if (process.argv[2] === "--write")
  for (let n = 0; n < logs; n++) writeLog(process.argv[3]!, n, Number(process.argv[4]));
else if (import.meta.main)
  for (const { figure, measured, target } of await benchImport(Number(process.argv[2] ?? 10_000)))
    console.log(`${figure}: ${measured}\n${target}`);

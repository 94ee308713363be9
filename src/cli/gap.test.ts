import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import type { Gap } from "../stats/gap/gap.ts";
import type { Posterior } from "../stats/posterior/posterior-result.ts";
import { here } from "./fixture.ts";

const command = fileURLToPath(new URL("main.ts", import.meta.url));
const results = fileURLToPath(new URL("../../data/results/greenblatt-2024.csv", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "parallax-gap-"));
after(() => rmSync(folder, { recursive: true }));

async function gap(t: TestContext, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, out, errors } = await here(t, "gap", ...args);
  return { code, out, err: errors };
}

const names =
  "scenario condition model outcome published publishedN paraphrase paraphraseCi k n gap ciThese ciLike tau predictionInterval outlierP rankP rankFloor dropped".split(
    " ",
  );

test("--json is an array with one object a cell, its names complete, in proportions", async (t) => {
  const { code, out, err } = await gap(t, results, "--json");
  assert.equal(code, 0);
  assert.equal(err, "");
  const cells = JSON.parse(out) as Record<string, unknown>[];
  assert.equal(cells.length, 2 * 4 * 7 - 4);
  for (const cell of cells) for (const name of names) assert.ok(name in cell, name);
  const training = cells.find(
    ({ scenario, model, outcome }) =>
      scenario === "alignment-faking-animal-welfare" &&
      model === "anthropic/claude-3-opus" &&
      outcome === "noncompliance-training",
  )!;
  assert.equal(training.published, 0.508);
  assert.ok(Math.abs((training.paraphrase as number) - 0.217115) < 1e-6);
  assert.deepEqual([training.k, training.rankP, training.rankFloor], [8, 1 / 9, 1 / 9]);
  const strings = JSON.stringify(cells);
  assert.ok(!strings.includes("NaN") && !strings.includes("Infinity"));
});

test("--posterior gives each gap its posterior: what is concluded, how well chains agree, or why nothing is", async (t) => {
  const file = join(folder, "posterior.csv");
  const lines = ["published,24", "a,9", "b,14", "c,7"].map(
    (line, i) => `s,,m,o,${line.split(",")[0]},${i === 0 ? "published" : "paraphrase"},${line.split(",")[1]},40`,
  );
  const alone = "t,,m,o,w,published,5,10";
  writeFileSync(
    file,
    ["scenario,condition,model,outcome,wording,arm,successes,trials", ...lines, alone].join("\n") + "\n",
  );
  const { code, out } = await gap(t, file, "--posterior", "--margin", "0.2", "--json");
  assert.equal(code, 0);
  const [scenarioGap, none] = JSON.parse(out) as (Gap & { posterior: Posterior })[];
  const { concluded, check, refusal, wordings } = scenarioGap!.posterior;
  assert.deepEqual([refusal, concluded!.gapAgainst.margin, check!.isGood, wordings.length], [null, 0.2, true, 4]);
  assert.ok(concluded!.gap.ci[0] < concluded!.gap.mean && concluded!.publishedMinusNew.mean > 0);
  assert.deepEqual([none!.posterior.refusal, none!.posterior.concluded], ["no paraphrase", null]);
  const text = (await gap(t, file, "--posterior")).out;
  assert.match(text, /posteriors of 2 gaps/);
  const rates = await gap(t, results, "--posterior", "--json");
  assert.deepEqual([rates.out, /expected successes and trials/.test(rates.err)], ["", true]);
});

test("without --json it is a table that says how it subtracts and what each number answers", async (t) => {
  const { code, out } = await gap(t, results);
  assert.equal(code, 0);
  assert.match(out, /gap = paraphrase − published, in percentage points/);
  assert.match(
    out,
    /animal-welfare · anthropic\/claude-3-opus · noncompliance-training \([a-z, ]+\)\n50\.8 +21\.7 \(K = 8\) +−29\.1 +\[−37\.4, −20\.8\]/,
  );
  assert.match(out, /outlier p and rank p/);
});

test("a file that cannot be used stops with file, line, column and remedy; nothing on stdout", async (t) => {
  const file = join(folder, "percent.csv");
  writeFileSync(file, "scenario,condition,model,outcome,wording,arm,rate,se\ns,c,m,o,w,published,50.8,2\n");
  const { code, out, err } = await gap(t, file, "--json");
  assert.deepEqual([code, out], [1, ""]);
  assert.ok(err.trimEnd().split("\n").length <= 4);
  assert.match(err, /percent\.csv, line 2, column "rate":\n"50\.8".*\ndivide/);
});

test("a run folder is graded on the fly", async (t) => {
  const dir = join(folder, "run");
  const spec = { scenarios: ["insider-trading"], models: ["simulated/recognizer"], elicit: ["choice" as const] };
  const arms = ["recognizable" as const, "paraphrase" as const];
  await run(await plan({ ...spec, arms, inputs: 3 }), { dir, mode: "off", onProgress: () => {} });
  const { code, out, err } = await gap(t, dir, "--json", "--by", "scenario,model,outcome");
  assert.deepEqual([code, err], [0, ""]);
  const [found] = JSON.parse(out) as [Gap];
  assert.equal(found.outcome, "trades-choice");
  assert.ok(found.simulated && found.k >= 4 && found.n! > 0 && found.gap! < 0);
  assert.ok(found.notes.some((note) => note.startsWith("averaged over condition")));
  assert.match(found.publishedText!, /^recognizable\//);
});

suite("several sources", () => {
  const arms = ["recognizable" as const, "paraphrase" as const];
  const dirOf = async (name: string, model: string, epochs = 1) => {
    const dir = join(folder, name);
    const planned = plan({
      scenarios: ["insider-trading"],
      models: [model],
      elicit: "choice",
      arms,
      inputs: 2,
      epochs,
    });
    await run(planned, { dir, mode: "off", onProgress: () => {} });
    return dir;
  };
  const by = ["--by", "scenario,model,outcome", "--json"];

  test("runs of other models are taken together", async (t) => {
    const runs = [await dirOf("steady", "simulated/steady"), await dirOf("backwards", "simulated/backwards")];
    const { code, out, err } = await gap(t, ...runs, ...by);
    assert.deepEqual([code, err], [0, ""]);
    const gaps = JSON.parse(out) as Gap[];
    assert.deepEqual(gaps.map(({ model }) => model).sort(), ["simulated/backwards", "simulated/steady"]);
    assert.ok(gaps.every((each) => !("run" in each)));
  });

  test("the arms of one comparison, run apart, make one gap", async (t) => {
    const dirs = await Promise.all(
      arms.map(async (arm) => {
        const dir = join(folder, `only-${arm}`);
        const planned = plan({
          scenarios: ["insider-trading"],
          models: ["simulated/steady"],
          elicit: "choice",
          arms: [arm],
          inputs: 2,
        });
        await run(planned, { dir, mode: "off", onProgress: () => {} });
        return dir;
      }),
    );
    const [found, ...more] = JSON.parse((await gap(t, ...dirs, ...by)).out) as Gap[];
    assert.deepEqual(more, []);
    assert.ok(found!.gap !== null && found!.k > 1);
  });

  test("only gaps of which two runs have the same trial are told apart by run, and this is said", async (t) => {
    const [one, two] = [await dirOf("one", "simulated/recognizer"), await dirOf("two", "simulated/recognizer", 2)];
    const other = await dirOf("other", "simulated/steady");
    const { code, out, err } = await gap(t, one, two, other, ...by);
    assert.equal(code, 0);
    assert.equal(
      err,
      `insider-trading · simulated/recognizer · trades-choice is in ${one} and ${two}: told apart by run`,
    );
    const gaps = JSON.parse(out) as (Gap & { run: string })[];
    assert.deepEqual(gaps.map(({ model, run }) => [model, run]).sort(), [
      ["simulated/recognizer", one],
      ["simulated/recognizer", two],
      ["simulated/steady", ""],
    ]);
  });

  test("so with files; a file and a run, or one source twice, are refused", async (t) => {
    const copy = join(folder, "copy.csv");
    writeFileSync(copy, readFileSync(results));
    const { code, out, err } = await gap(t, results, copy, "--json");
    assert.equal(code, 0);
    assert.match(err, /noncompliance-training is in .*greenblatt-2024\.csv and .*copy\.csv: told apart by file$/m);
    assert.equal((JSON.parse(out) as Gap[]).length, 2 * (2 * 4 * 7 - 4));
    const twice = await gap(t, results, results);
    assert.deepEqual([twice.code, twice.out], [2, ""]);
    assert.match(twice.err, /is there twice/);
    const mixed = await gap(t, results, await dirOf("mixed", "simulated/steady"));
    assert.deepEqual([mixed.code, mixed.out], [2, ""]);
    assert.match(mixed.err, /run folders or CSV files, not both/);
  });
});

test("a file that is not there, a folder that is no run, and wrong arguments", async (t) => {
  const failed: Awaited<ReturnType<typeof gap>>[] = [];
  for (const args of [[join(folder, "none.csv")], [folder], [], [results, "--method", "x"], ["--nope"]])
    failed.push(await gap(t, ...args));
  assert.deepEqual(
    failed.map(({ code }) => code),
    [2, 2, 2, 2, 2],
  );
  assert.match(failed[0]!.err, /no such file or folder/);
  assert.match(failed[1]!.err, /not a run folder/);
  assert.match(failed[3]!.err, /expected REML, DL or PM/);
  for (const { out } of failed) assert.equal(out, "");
});

test("--specifications gives every defensible gap of each scenario, model and outcome, and no p", async (t) => {
  const { code, out } = await gap(t, results, "--specifications");
  assert.equal(code, 0);
  assert.match(out, /unit and weights: wordings, equal weights/);
  assert.match(out, /no test: nothing here is a\sp\./);
  const curves = JSON.parse((await gap(t, results, "--specifications", "--json")).out) as {
    outcome: string;
    specifications: { place: number; of: Gap; usual: boolean; gap: number }[];
  }[];
  assert.equal(curves.length, 8);
  for (const { specifications } of curves) {
    assert.equal(specifications.length, 4);
    const usual = specifications.find((each) => each.usual)!;
    assert.equal(usual.gap, usual.of.gap);
  }
  assert.equal((await gap(t, results, "--specifications", "--method", "DL")).code, 2);
});

test("in a process of its own results are on stdout, faults on stderr, and the exit code tells", () => {
  const inProcess = (...args: string[]) =>
    spawnSync(process.execPath, [command, "gap", ...args], { encoding: "utf8", maxBuffer: 1 << 26, timeout: 120_000 });
  const { status, stdout, stderr } = inProcess(results, "--json");
  assert.deepEqual([status, stderr, (JSON.parse(stdout) as Gap[]).length], [0, "", 2 * 4 * 7 - 4]);
  const failed = inProcess(join(folder, "none.csv"));
  assert.deepEqual([failed.status, failed.stdout], [2, ""]);
  assert.match(failed.stderr, /^parallax gap: .*no such file or folder/);
});

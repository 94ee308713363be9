import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { serveLabelling } from "../report/label/label.ts";
import { writeFindings } from "../report/findings.ts";
import { sampleFindings } from "../report/fixture.ts";
import { show } from "../report/transcript.ts";
import { view } from "../report/view/view.ts";
import { exportCassette } from "../runner/cassette.ts";
import { openRun } from "../runner/open-run.ts";
import { plan } from "../runner/plan.ts";
import { results } from "../runner/results.ts";
import { run } from "../runner/run.ts";
import { sampleModel, sampleReply } from "../runner/sample.ts";
import type { TrialResult } from "../runner/trial.ts";
import { pears } from "../scenarios/fixture.ts";
import { loadScenario } from "../scenarios/load.ts";
import { ngrams } from "../scenarios/similarity.ts";

const folder = mkdtempSync(join(tmpdir(), "redact-"));
after(() => rmSync(folder, { recursive: true }));
const program = new URL("./main.ts", import.meta.url).pathname;
const index = new URL("../index.ts", import.meta.url).pathname;

const open = "The pears of the old tree hang over the fence, and nobody has asked whose they are.";
const held = "Apples lie in the wet grass behind a wall that somebody built a long time ago.";
/** What may be found in no file: any eight words of what was planted. */
const open8 = [...ngrams(open, 8)];
const held8 = [...ngrams(held, 8)];

/**
 * A scenario of one's own, one wording of it held out, and a run of a subject that says back
 * whatever it is told.
 */
async function study(name: string, planted = held) {
  const scenario = join(folder, name, "pears");
  const files = {
    ...pears,
    "wordings/plain.md": pears["wordings/plain.md"]!.replace("Pears hang over.", open),
    "wordings/secret.md": pears["wordings/plain.md"]!.replace("Pears hang over.", planted).replace(
      "arm:",
      "heldOut: true\narm:",
    ),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(scenario, file, ".."), { recursive: true });
    writeFileSync(join(scenario, file), text);
  }
  const model = sampleModel(({ messages }) =>
    sampleReply(`leave: ${messages[0]!.content} ${messages.at(-1)!.content}`, {
      stop: "length",
      stopDetail: `too long: ${messages.at(-1)!.content}`,
    }),
  );
  const dir = join(folder, name, "run");
  const planned = plan({ scenarios: [scenario], models: [model.id], arms: ["paraphrase"] });
  const done = await run(planned, { dir, cache: join(folder, "cache.sqlite"), models: [model], onProgress: () => {} });
  assert.match(
    readFileSync(join(dir, "trials.jsonl"), "utf8"),
    /Apples lie in/,
    "the model under test is told all of it",
  );
  return { scenario, dir, done, planned };
}

const trialsOf = async (dir: string) => {
  const found: TrialResult[] = [];
  for await (const result of results(await openRun(dir))) found.push(result);
  return found as [TrialResult, ...TrialResult[]];
};

function leaksOf(text: string, grams: string[]): string[] {
  const there = ngrams(text.replaceAll("\\n", "\n"), 8);
  return grams.filter((gram) => there.has(gram));
}

function notebook(dir: string, scenario: string): string {
  const code = [
    `import { loadScenario, openRun, results, show, compare } from ${JSON.stringify(index)};
     const trials = []; for await (const each of results(await openRun(${JSON.stringify(dir)}))) trials.push(each);`,
    `for (const { replies } of trials) console.log(replies[0].said.at(-1).content)`,
    `trials.map(({ replies }) => replies[0].reply.text)`,
    `compare(...trials)`,
    `display.html(trials.map(({ replies }) => replies[0].said.at(-1).content.replaceAll(",", "&#44;")).join("<br>"))`,
    `console.error(loadScenario(${JSON.stringify(scenario)}).wordings.flatMap(({ turns }) => turns.map(({ text }) => text)).join("\\n"))`,
    `throw new Error(trials.map(({ replies }) => replies[0].said.at(-1).content).join("\\n"))`,
    `throw new Error(trials.map(({ replies }) => replies[0].said.at(-1).content.replaceAll(" the ", "\\nthe\\n")).join("\\n"))`,
  ];
  const cells = code.map((source, i) => ({
    cell_type: "code",
    id: `c${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const file = join(dir, "study.ipynb");
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  return file;
}

/**
 * Every file and every line that a run's findings can be published by; `flags` are for each command
 * that takes them.
 */
async function publish({ scenario, dir, done }: Awaited<ReturnType<typeof study>>, flags: string[]) {
  const out = join(dir, "out");
  mkdirSync(out);
  const parallax = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, ...flags], { encoding: "utf8" });
    writeFileSync(join(out, `${args[0]}.txt`), `${stdout}\n${stderr}`);
    return status;
  };
  assert.equal(parallax("gap", dir, "--json"), 0);
  assert.equal(parallax("grade", dir, "--csv", join(out, "cells.csv")), 0);
  assert.equal(parallax("label", dir, "--draw", "9", "--dir", out), 0);
  assert.equal(parallax("exec", notebook(dir, scenario), "-o", join(out, "study.ipynb"), "--allow-errors"), 1);
  await exportCassette(done, join(out, "cassette.jsonl"));
  const [first, ...rest] = await trialsOf(dir);
  await using looked = await view(dir, { port: 0 });
  await using asked = await serveLabelling(done, join(out, "labels.csv"), { background: true });
  for (const [name, url] of Object.entries({ looked: looked.url, asked: asked.url })) {
    const pages = [first, ...rest].map(({ trial }) => fetch(`${url}trial.json?id=${trial.id}&outcome=picked`));
    const texts = await Promise.all(pages.map(async (page) => (await page).text()));
    writeFileSync(join(out, `${name}.json`), texts.join("\n"));
  }
  writeFindings(
    join(out, "findings.html"),
    sampleFindings({
      conversations: [first, ...rest].map((each) => ({
        scenario: each.trial.scenario,
        title: "",
        facts: "",
        shown: show(each),
        separate: false,
      })),
    }),
  );
  return readdirSync(out).map((name) => ({ name, text: readFileSync(join(out, name), "utf8") }));
}

suite("what leaves the machine", () => {
  test("without --redact: every wording but the one that is held out", async () => {
    const files = await publish(await study("plainly"), []);
    for (const { name, text } of files) assert.deepEqual(leaksOf(text, held8), [], name);
    const telling = files.filter(({ text }) => leaksOf(text, open8).length > 0).map(({ name }) => name);
    assert.deepEqual(telling, [
      "asked.json",
      "cassette.jsonl",
      "exec.txt",
      "findings.html",
      "labels.md",
      "looked.json",
      "study.ipynb",
    ]);
    for (const { name, text } of files.filter(({ name: each }) => telling.includes(each)))
      assert.match(text, /\[wording \w{12}\]/, name);
  });

  test("with --redact: none", async () => {
    process.env["PARALLAX_REDACT"] = "1";
    try {
      const files = await publish(await study("redacted"), ["--redact"]);
      for (const { name, text } of files) assert.deepEqual(leaksOf(text, [...held8, ...open8]), [], name);
    } finally {
      delete process.env["PARALLAX_REDACT"];
    }
  });

  test("--redact in place is refused, as it would replace what one's own cells say", () => {
    const file = join(folder, "own.ipynb");
    writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] }));
    const { status, stderr } = spawnSync(process.execPath, [program, "exec", file, "--redact"], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /--redact needs -o OUT\.ipynb/);
  });

  test("a cell's own source is redacted, too, of the shipped wordings", () => {
    const [wording] = loadScenario("insider-trading").wordings.filter(({ arm }) => arm === "paraphrase");
    const said = wording!.turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []))[0]!;
    const cells = [{ cell_type: "markdown", id: "m", metadata: {}, source: `We asked: ${said}` }];
    const [file, output] = [join(folder, "quoting.ipynb"), join(folder, "quoting-out.ipynb")];
    writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
    assert.equal(spawnSync(process.execPath, [program, "exec", file, "-o", output, "--redact"]).status, 0);
    const text = readFileSync(output, "utf8");
    assert.match(text, new RegExp(`We asked: \\[wording ${wording!.hash.slice(0, 12)}\\]`));
    assert.deepEqual(leaksOf(text, [...ngrams(said, 8)]), []);
  });
});

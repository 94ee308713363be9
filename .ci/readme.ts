/**
 * Runs every `sh` block of the README and of the pages it links to, in the order of its links, line
 * by line, and every `ts` block as a notebook's cell. Paid models are answered by a local server
 * that speaks the providers' APIs. Fails on the first that fails, and on a test run that skips
 * anything.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { pagesOf } from "../bench/house/pages-of.ts";
import { listen, type Answer, type Asked } from "../src/models/provider-server.ts";

/** ms that one command may take. */
const patience = 40 * 60_000;
const root = new URL("../", import.meta.url);
const blocks = pagesOf(root)
  .map((page) => readFileSync(new URL(page, root), "utf8"))
  .flatMap((text) => [...text.matchAll(/^```(sh|ts)\n([\s\S]*?)^```/gm)]);
const commands = blocks.flatMap(([, language, block], i) =>
  language === "sh"
    ? block!.split("\n").filter((line) => line.trim() !== "")
    : [cell(block!, `notebooks/readme-${i}.ipynb`)],
);

/** Writes a notebook of one cell; gives the command that executes it. */
function cell(source: string, file: string): string {
  const code = { cell_type: "code", id: "readme", metadata: {}, execution_count: null, outputs: [], source };
  const kernelspec = { name: "parallax", display_name: "Parallax (TypeScript)", language: "typescript" };
  const notebook = { cells: [code], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(new URL(file, root), JSON.stringify(notebook));
  return `npx parallax exec ${file} -o out/readme.ipynb && rm ${file}`;
}

const verdict = { quote: "", reason: "a canned verdict", decidable: true, value: 0 };
const structured = ({ body }: Asked) =>
  "output_config" in body || "output_format" in body || body.text?.format !== undefined;

/** What a wording must still say for the gate. */
const kept = /\{[{%].*?[%}]\}|\b(?:think|sentences|update|closes|insider trading)\b/;

/**
 * A paraphrase that nobody takes for the text it was asked to rewrite: every letter 13 further,
 * every digit the next, templates and what the gate looks for kept.
 */
function rewritten(asked: string, prompt: string) {
  const [said, choice] = prompt.split("[or, instead of answers, a choice]\n") as [string, string];
  const cipher = (text: string) =>
    text.trim().replace(new RegExp(`${kept.source}|[a-z0-9]`, "gis"), (part) => {
      if (part.length > 1) return part.replace(/insider trading/i, "a crime");
      if (/\d/.test(part)) return String((Number(part) + 1) % 10);
      return String.fromCharCode(part.charCodeAt(0) + (/[a-m]/i.test(part) ? 13 : -13));
    });
  const texts = said
    .split(/^\[.*\]$/m)
    .map(cipher)
    .filter((text) => text !== "");
  const [ask, one, zero] = choice.split("\n").slice(-3).map(cipher);
  const named = /^Say as facts[^\n]*\n((?:- .*\n?)*)/m.exec(asked)?.[1] ?? "";
  const facts = Object.fromEntries(
    [...named.matchAll(/^- ([\w-]+): (.*)$/gm)].map(([, fact, spellings]) => [
      fact,
      spellings!.split("; ").map(cipher),
    ]),
  );
  return { title: "in another alphabet", texts, choice: { ask, one, zero }, facts };
}

const answer = ({ body, ...request }: Asked): Answer => {
  if (!structured({ body, ...request })) return { text: "On reflection, no.\nACTION: HOLD" };
  const content = String(body.messages?.at(-1)?.content ?? "");
  const [asked, prompt] = content.split("\nThe prompt:\n\n") as [string, string?];
  return { text: JSON.stringify(prompt === undefined ? verdict : rewritten(asked, prompt)) };
};

const server = await listen(answer);
const paidEnv = {
  ...process.env,
  ANTHROPIC_BASE_URL: server.anthropic,
  ANTHROPIC_API_KEY: "not-a-key",
  OPENAI_BASE_URL: server.openai,
  OPENAI_API_KEY: "not-a-key",
};

/** What the tests counted, as they say it last. */
let passed = 0;
for (const command of commands.filter((command) => !process.argv.includes(`--done=${command}`))) {
  const began = performance.now();
  console.log(`\n$ ${command}`);
  const env = /\b(anthropic|openai)\//.test(command) ? paidEnv : process.env;
  // A group of its own, so that what hangs is ended with all that it has started.
  const child = spawn("bash", ["-c", command], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const end = () => process.kill(-child.pid!, "SIGKILL");
  const late = setTimeout(end, patience);
  process.once("SIGINT", end);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    process.stdout.write(chunk);
    said += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(late);
  process.off("SIGINT", end);
  console.log(`(${((performance.now() - began) / 1000).toFixed(0)} s)`);
  if (code !== 0)
    throw new Error(
      `"${command}" ended with ${code ?? `SIGKILL, by us after ${patience / 60_000} minutes or by another`}`,
    );
  const counted = /^(\d+) passed, \d+ failed, (\d+) skipped$/m.exec(said);
  passed += Number(counted?.[1] ?? 0);
  if (counted !== null && counted[2] !== "0")
    throw new Error(`"${command}" skipped tests although everything is installed: ${counted[0]}`);
}
await server.close();
if (passed === 0) throw new Error("no command of the README or its pages has run the tests");
console.log(`${passed} passed, 0 failed, 0 skipped`);

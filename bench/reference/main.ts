import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { entries } from "./entries.ts";
import { referencePage } from "./page.ts";
import { lacking, runExamples } from "./run-examples.ts";

/**
 * Writes the reference to `out/reference.html`; fails on what has no docstring, or no example that
 * runs, and names those that this machine lacks something for.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
const all = entries(`${root}src`);
const values = all.filter(({ kind }) => kind === "value");
const outcomes = await runExamples(all);
mkdirSync(`${root}out`, { recursive: true });
writeFileSync(`${root}out/reference.html`, referencePage(all, outcomes, version));
const run = new Set(outcomes.map(({ name }) => name));
const faults = [
  ...values.filter(({ doc }) => doc === "").map(({ name, file }) => `${name} (src/${file}): no docstring`),
  ...values
    .filter(({ examples }) => examples.length === 0)
    .map(({ name, file }) => `${name} (src/${file}): no @example`),
  ...values
    .filter(({ name, examples }) => !run.has(name) && examples.every((code) => lacking(code) === null))
    .map(({ name }) => `${name}: its example was not run`),
  ...outcomes.flatMap(({ name, error }) => (error === null ? [] : [`${name}: its example fails: ${error}`])),
];
for (const fault of faults) console.error(fault);
for (const { name, examples } of values)
  if (!run.has(name)) console.log(`not run: ${name}, it needs ${examples.map((code) => lacking(code) ?? "nothing")}`);
console.log(
  `out/reference.html: ${values.length} values, ${all.length - values.length} types, ${outcomes.length} examples run`,
);
process.exit(faults.length === 0 ? 0 : 1);

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { entries } from "./entries.ts";
import { referencePage } from "./page.ts";
import { runExamples } from "./run-examples.ts";

/**
 * Writes the reference to `out/reference.html`; fails on what has no docstring, or no example that
 * runs.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
const all = entries(`${root}src`);
const values = all.filter(({ kind }) => kind === "value");
const outcomes = await runExamples(all);
mkdirSync(`${root}out`, { recursive: true });
writeFileSync(`${root}out/reference.html`, referencePage(all, outcomes, version));
const faults = [
  ...values.filter(({ doc }) => doc === "").map(({ name, file }) => `${name} (src/${file}): no docstring`),
  ...values
    .filter(({ examples }) => examples.length === 0)
    .map(({ name, file }) => `${name} (src/${file}): no @example`),
  ...outcomes.flatMap(({ name, error }) => (error === null ? [] : [`${name}: its example fails: ${error}`])),
];
for (const fault of faults) console.error(fault);
console.log(
  `out/reference.html: ${values.length} values, ${all.length - values.length} types, ${outcomes.length} examples run`,
);
process.exit(faults.length === 0 ? 0 : 1);

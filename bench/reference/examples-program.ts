import { pathToFileURL } from "node:url";
import type { Entry } from "./entries.ts";
import { parsed } from "../house/source.ts";

/** Where every example begins, as the reference shows it. */
export const prelude = `const spec = {
  scenarios: ["insider-trading"],
  controls: true,
  models: ["simulated/recognizer"],
  conditions: { pressure: ["high"] },
  elicit: "choice",
} satisfies StudyOptions;
const { plan: planned, run: ran, results: graded, gaps } = await study(spec);
const data = rows(graded); // one row a trial and outcome
const first = gaps[0]!;
const scenario = loadScenario("insider-trading");
const talkedRun = await run(plan({ ...spec, elicit: "chat", inputs: 2 })); // conversations
const talked = await grade(talkedRun);
const varied = await study({ ...spec, inputs: 1, perturb: 60, arms: ["perturbation"] });
const changes = stats.cues(rows(varied.results));`;

/**
 * A program that runs the examples one after the other and writes what each gave, or threw, to
 * standard output as JSON.
 */
export function examplesProgram(all: readonly Entry[], { index, show }: { index: string; show: string }): string {
  const top = all.filter(({ name, kind }) => kind === "value" && !name.includes(".")).map(({ name }) => name);
  const spaces = [...new Set(all.filter(({ name }) => name.includes(".")).map(({ name }) => name.split(".")[0]!))];
  const url = (file: string) => JSON.stringify(pathToFileURL(file).href.replace("file://", ""));
  const examples = all.flatMap(({ name, examples }) => examples.map((code) => ({ name, code })));
  return [
    `import { writeFile } from "node:fs/promises";`,
    `import { ${[...top, ...spaces].join(", ")}, type StudyOptions } from ${url(index)};`,
    `import { shown } from ${url(show)};`,
    prelude,
    "const outcomes: { name: string; shown: string | null; error: string | null }[] = [];",
    "async function example(name: string, run: () => Promise<unknown>) {",
    "  try {",
    "    outcomes.push({ name, shown: shown(await run()), error: null });",
    "  } catch (error) {",
    "    outcomes.push({ name, shown: null, error: (error as Error).stack ?? String(error) });",
    "  }",
    "}",
    ...examples.map(({ name, code }) => `await example("${name}", async () => {\n${returning(code)}\n});`),
    "process.stdout.write(`\\n${JSON.stringify(outcomes)}`, () => process.exit());",
  ].join("\n\n");
}

/** Code that returns its last expression. Throws where it does not parse. */
function returning(code: string): string {
  const head = "async () => {\n";
  const body = parsed("example.ts", `${head}${code}\n}`).program.body[0];
  if (body?.type !== "ExpressionStatement" || body.expression.type !== "ArrowFunctionExpression") return code;
  const last = body.expression.body.type === "BlockStatement" ? body.expression.body.body.at(-1) : undefined;
  if (last?.type !== "ExpressionStatement") return code;
  const at = last.start - head.length;
  return `${code.slice(0, at)}return ${code.slice(at)}`;
}

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "../../lib/hash.ts";
import { findScenario, listScenarios } from "../folder.ts";
import { publishedPath } from "./store.ts";
import { readVerbatim } from "./read.ts";
import type { PublishedFile } from "./spec.ts";

/** Test support: what published prompts come to, by the name that the released file gives each. */
export type Prompts = Record<string, string | Record<string, Record<string, string>>>;

/**
 * Test support: a Python file in the shape of the released one, whose names come to these prompts:
 * literals joined with a scratchpad, or two line feeds, and a tool format.
 */
function pythonFile(prompts: Prompts): string {
  const text = (name: string) => prompts[name] as string;
  const settings = Object.keys(prompts).flatMap((name) => /^(\w+)_SYSTEM_PROMPT$/.exec(name)?.[1] ?? []);
  const parted = settings.map((setting) =>
    partsOf(text(`${setting}_SYSTEM_PROMPT`), text(`${setting}_SYSTEM_PROMPT_PROD`)),
  );
  const pad = parted[0]?.pad ?? "";
  return [
    '"""\nPrompts, with places that are filled in later.\n"""',
    `SCRATCHPAD_REASONING_FORMAT = ${JSON.stringify(pad)}`,
    ...settings.map((setting, i) => {
      const { head, body, tools } = parted[i]!;
      const [tool, both] = [`${setting}_TOOLUSE_FORMAT`, `${setting}_SYSTEM_PROMPT, ${setting}_SYSTEM_PROMPT_PROD`];
      return [
        `# ${setting}`,
        `${tool} = ${tripled(tools)}`,
        `${both} = [`,
        `    ${tripled(head)}\n    + scratchpad_format\n    + ${tripled(body)}\n    + tooluse_format`,
        "    for scratchpad_format, tooluse_format in [",
        `        (SCRATCHPAD_REASONING_FORMAT, ${tool}),\n        ("\\n\\n", ${tool}),\n    ]\n]`,
      ].join("\n");
    }),
    `USER_PROMPT = ${tripled(text("USER_PROMPT"))}`,
    `GOAL_VARIABLES = ${JSON.stringify(prompts["GOAL_VARIABLES"], null, 4)}`,
    "",
  ].join("\n\n");
}

/** What two prompts begin and end with alike, and what only the first has between. */
function partsOf(long: string, short: string) {
  const gap = short.split("\n\n").findIndex((_, i, all) => !long.startsWith(all.slice(0, i + 1).join("\n\n")));
  const head = short.split("\n\n").slice(0, gap).join("\n\n");
  const rest = short.slice(head.length + 2);
  const at = rest.indexOf("\n\n- You can send");
  return {
    head,
    pad: long.slice(head.length, long.length - rest.length),
    body: rest.slice(0, at),
    tools: rest.slice(at),
  };
}

const tripled = (text: string) => `"""${text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"')}"""`;

/**
 * Test support: the published files of all shipped scenarios in `root`, from a folder that lacks
 * those in Python, which are made of what they come to; and by id the scenarios, in copies that
 * expect such files.
 */
export function standIn(shared: string, prompts: Prompts, root: string): Map<string, string> {
  const python = Buffer.from(pythonFile(prompts));
  const places = listScenarios().map((id): [string, string] => {
    const files = Object.values(readVerbatim(findScenario(id))?.files ?? {});
    const scripts = files.filter(({ path }) => path.endsWith(".py"));
    for (const file of files) keep(file, scripts.includes(file) ? python : publishedIn(shared, file), root);
    if (scripts.length === 0) return [id, id];
    const dir = join(root, "scenarios", id);
    cpSync(findScenario(id), dir, { recursive: true });
    for (const file of scripts) expectInstead(join(dir, "verbatim.yaml"), file, python);
    return [id, dir];
  });
  return new Map(places);
}

function publishedIn(shared: string, file: PublishedFile): Buffer | null {
  const at = publishedPath(file, shared);
  return existsSync(at) ? readFileSync(at) : null;
}

function keep(file: PublishedFile, bytes: Buffer | null, root: string): void {
  if (bytes === null) return;
  const at = publishedPath(file, root);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, bytes);
}

function expectInstead(yaml: string, file: PublishedFile, bytes: Buffer): void {
  const text = readFileSync(yaml, "utf8");
  writeFileSync(
    yaml,
    text.replace(`bytes: ${file.bytes}`, `bytes: ${bytes.length}`).replace(file.sha256!, sha256(bytes)),
  );
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hash } from "../lib/hash.ts";
import { utf8 } from "../lib/utf8.ts";
import { checkOnly } from "./check-only.ts";
import { mergeExamples, mergeReadings } from "./defaults.ts";
import { fault } from "./fault.ts";
import { parseYaml } from "./parse.ts";
import type { Wording } from "./scenario.ts";
import { parseScript } from "./script.ts";
import { unixLines } from "./unix-lines.ts";
import { specs, type ScenarioSpec } from "./spec.ts";

/**
 * The wordings of a scenario's folder, in order of file name, with the scenario's defaults filled
 * in.
 */
export function loadWordings(dir: string, id: string, spec: ScenarioSpec): Wording[] {
  const names = readdirSync(join(dir, "wordings")).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => {
    const file = `wordings/${name}`;
    return parseWording(utf8(readFileSync(join(dir, file)), `${id}/${file}`), {
      id: name.slice(0, -3),
      file,
      place: `${id}/${file}`,
      spec,
    });
  });
}

/** Characters of a wording's file: a text that a person could read. */
const longest = 1_000_000;

const frontMatter = /^\uFEFF?---\n([\s\S]*?\n)---[ \t]*(?:\n|$)/;

/**
 * One wording's file: YAML front matter between `---` lines, then the script; line ends of any
 * system are `\n`, so that the same text is the same wording everywhere. `place` is what errors
 * call the file.
 */
export function parseWording(
  fileText: string,
  { id, file, place, spec }: { id: string; file: string; place: string; spec: ScenarioSpec },
): Wording {
  if (fileText.length > longest)
    throw fault(place, "text", `${fileText.length} characters, more than ${longest}; a wording is a text to be read`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw fault(place, "file name", `"${id}" is not an id; use lower-case words joined by hyphens`);
  const text = unixLines(fileText);
  const match = frontMatter.exec(text);
  if (!match)
    throw fault(place, "line 1", 'no front matter; begin the file with "---", then arm and title, then "---"');
  const front = parseYaml(match[1] ?? "", specs().wording, place, 2);
  checkOnly(spec.factors, front.only, place);
  const lines = match[0].split("\n").length;
  const turns = parseScript(text.slice(match[0].length), place, lines);
  const choice = front.choice ?? spec.choice;
  if (!choice)
    throw fault(place, "choice", "no forced choice; add choice with ask, one and zero, here or in scenario.yaml");
  const readings = mergeReadings(spec.readings, front.readings, place);
  const examples = mergeExamples(spec.examples, front.examples);
  const content = { arm: front.arm, turns, choice, readings, examples };
  const { rung, title, canary = null, heldOut, only, provenance, tools, private: marks, retelling, facts } = front;
  const optional = {
    ...(retelling && { retelling }),
    ...(marks && { private: marks }),
    ...(facts && { facts }),
    ...(tools && { tools }),
    ...(provenance && { provenance }),
  };
  const more = { canary, heldOut, only, ...optional, file };
  return { id, rung, title, ...content, hash: hash(content), ...more };
}

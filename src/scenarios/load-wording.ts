import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hash } from "../lib/hash.ts";
import { utf8 } from "../lib/utf8.ts";
import { allOf } from "./all-faults.ts";
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
  const steps = names.sort().map((name) => () => {
    const file = `wordings/${name}`;
    return parseWording(utf8(readFileSync(join(dir, file)), `${id}/${file}`), {
      id: name.slice(0, -3),
      file,
      place: `${id}/${file}`,
      spec,
    });
  });
  return allOf(steps);
}

/**
 * Throws on what the front matter of the same files says wrong by itself, whatever scenario.yaml
 * would give it.
 */
export function checkFrontMatter(dir: string, id: string): void {
  const names = existsSync(join(dir, "wordings")) ? readdirSync(join(dir, "wordings")) : [];
  allOf(
    names
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map(
        (name) => () =>
          void frontOf(
            utf8(readFileSync(join(dir, "wordings", name)), `${id}/wordings/${name}`),
            `${id}/wordings/${name}`,
          ),
      ),
  );
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
  const { front, head, text } = frontOf(fileText, place);
  checkOnly(spec.factors, front.only, place);
  const turns = parseScript(text.slice(head.length), place, head.split("\n").length);
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

/** A wording's front matter, as it stands in the file, and the whole text. */
function frontOf(fileText: string, place: string) {
  const text = unixLines(fileText);
  const match = frontMatter.exec(text);
  if (!match)
    throw fault(place, "line 1", 'no front matter; begin the file with "---", then arm and title, then "---"');
  return { text, head: match[0], front: parseYaml(match[1] ?? "", specs().wording, place, 2) };
}

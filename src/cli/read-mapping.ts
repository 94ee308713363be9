import { readFileSync } from "node:fs";
import { zod } from "../lib/lazy.ts";
import { fillMapping, type Mapping } from "../interop/mapping/mapping.ts";
import { parseYaml } from "../scenarios/parse.ts";
import { Misuse } from "./frame/misuse.ts";

/**
 * A mapping from a YAML file, with keys of the command line over it. Throws on a key that no
 * mapping has, before a source is opened.
 */
export function readMapping(file: string | undefined, pairs: readonly string[]): Mapping {
  const fromFile: unknown = file === undefined ? {} : parseYaml(readFileSync(file, "utf8"), zod().unknown(), file);
  if (typeof fromFile !== "object" || fromFile === null || Array.isArray(fromFile))
    throw new Misuse(`${file}: expected keys and paths, such as "reply: output"`);
  const mapping = { ...(fromFile as Mapping), ...Object.fromEntries(pairs.map(pairOf)) };
  fillMapping(mapping);
  return mapping;
}

function pairOf(pair: string): [string, Mapping[string]] {
  const sign = pair.indexOf("=");
  if (sign < 1 || sign === pair.length - 1)
    throw new Misuse(`--map ${pair}: expected KEY=PATH, such as reply=output, or KEY==TEXT`);
  const [key, value] = [pair.slice(0, sign).trim(), pair.slice(sign + 1)];
  return [
    key,
    value.trim().startsWith("{") ? (parseYaml(value, zod().unknown(), `--map ${key}`) as Mapping[string]) : value,
  ];
}

import type { Completions } from "../session/completions.ts";
import { nameAfter } from "../session/path-at.ts";

/** An import whose module is not written yet: `import { ga` with nothing of a `from` behind. */
const unfinished = /(?:^|[\n;])\s*(import\s+(?:type\s+)?\{[^{}'"`;]*)$/;

/**
 * Where the names in an import begin whose `from` is still to come; null where there is none at the
 * cursor.
 */
function unfinishedImport(code: string, cursor: number): { start: number; prefix: string } | null {
  const written = unfinished.exec(code.slice(0, cursor))?.[1];
  const behind = code.slice(cursor).split(/[\n;]/)[0]!;
  if (written === undefined || /\bfrom\b/.test(behind)) return null;
  const prefix = /[\p{ID_Continue}$]*$/u.exec(written)![0];
  return { start: cursor - prefix.length, prefix };
}

type Match = Completions["matches"][number];

/** What of these modules' exports could stand there, each with the module it comes from. */
export function importNames(
  exportsOf: (module: string, prefix: string) => Match[],
  modules: readonly string[],
  code: string,
  cursor: number,
): Completions | null {
  const place = unfinishedImport(code, cursor);
  if (place === null) return null;
  const found = new Map<string, Match>();
  for (const module of modules) {
    for (const match of exportsOf(module, place.prefix)) {
      if (found.has(match.text)) continue;
      const from = `from ${JSON.stringify(module)}`;
      found.set(match.text, {
        ...match,
        documentation: match.documentation ? `${from}\n\n${match.documentation}` : from,
      });
    }
  }
  return { start: place.start, end: cursor + nameAfter(code, cursor), matches: [...found.values()] };
}

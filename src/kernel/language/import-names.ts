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

/** Asks what a module exports: the text of a cell that imports from it, and the cursor in that. */
type Ask = (text: string, cursor: number) => Promise<Completions>;

/** What of these modules' exports could stand there, each with the module it comes from. */
export async function importNames(
  ask: Ask,
  modules: readonly string[],
  code: string,
  cursor: number,
): Promise<Completions | null> {
  const place = unfinishedImport(code, cursor);
  if (place === null) return null;
  const found: Completions["matches"] = [];
  for (const module of modules) {
    const start = `import { ${place.prefix}`;
    const { matches } = await ask(`${start} } from ${JSON.stringify(module)}`, start.length);
    for (const match of matches) {
      if (match.text === "type" || found.some(({ text }) => text === match.text)) continue;
      const from = `from ${JSON.stringify(module)}`;
      found.push({ ...match, documentation: match.documentation ? `${from}\n\n${match.documentation}` : from });
    }
  }
  return { start: place.start, end: cursor + nameAfter(code, cursor), matches: found };
}

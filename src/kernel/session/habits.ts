/**
 * Says which of the modules that were imported, by how they were named, has an export of a name.
 */
export const exporterOf = (imported: ReadonlyMap<string, object>) => (name: string) =>
  [...imported].find(([, module]) => name !== "default" && name in module)?.[0] ?? null;

/** What people who come from IPython write, and what does it here. */
const names: Record<string, string> = {
  print: "console.log(…) prints, and the last value of a cell shows itself",
  help: "Shift+Tab behind a name shows what it is",
  dir: "Object.keys(…) lists what an object has",
  len: "texts and arrays have .length",
  None: "null is what None is",
  True: "true is in small letters",
  False: "false is in small letters",
};

const shell = 'no shell behind "!": import { execSync } from "node:child_process"; String(execSync("…"))';
const magic = 'no magics behind "%": they are IPython\'s';

/**
 * What may have been meant by a cell that failed, in a few words; null where nothing is known.
 * `line` is the one that failed, `exporter` says which module that was imported has a name.
 */
export function meantBy(
  { name, message }: { name: string; message: string },
  line: string,
  exporter: (name: string) => string | null,
): string | null {
  const begun = line.trimStart();
  if (name === "SyntaxError" && begun.startsWith("%")) return magic;
  if (name === "SyntaxError" && /^(\?\s*[\w.]+|[\w.]+\s*\?\??)\s*$/.test(begun)) return names["help"]!;
  if (/^![a-z]/i.test(begun) && (name === "SyntaxError" || name === "ReferenceError")) return shell;
  const missing = name === "ReferenceError" ? /^([\p{ID_Continue}$]+) is not defined$/u.exec(message)?.[1] : undefined;
  if (missing === undefined) return null;
  const from = exporter(missing);
  if (from !== null) return `import { ${missing} } from ${JSON.stringify(from)}`;
  return Object.hasOwn(names, missing) ? names[missing]! : null;
}

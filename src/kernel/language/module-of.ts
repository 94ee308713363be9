import { declaredBy, type Declared } from "./declared.ts";

/** A name as a cell declared it, and what other modules call it by. */
export interface Known extends Declared {
  shared: string;
}

/** What of a cell's first lines is for the compiler only where nothing stands before it. */
const directive = /^\s*\/\/(?:\/\s*<| *@ts-(?:no)?check\b)/;

/** Keeps what two cells declare by one name apart, in names that nobody writes. */
const mark = "·";
const marked = new RegExp(`${mark}\\d+`, "g");

/** What other modules call a name by that cell `count` declares. */
export const sharedName = (name: string, count: number): string => `${name}${mark}${count}`;

/** A complaint as the cell's reader knows its names. */
export const asWritten = (message: string): string => message.replace(marked, "");

/**
 * The text of a cell as a module that imports what is known, but for what it declares itself, and
 * where in it the cell's own text begins.
 */
export function moduleOf(code: string, known: readonly Known[]): { text: string; offset: number } {
  const declared = declaredBy(code);
  const here = new Set(declared.map(({ name }) => name));
  const imported = known.filter(({ name }) => !here.has(name));
  const imports = imported.map(({ name, assignable, shared }) => (assignable ? shared : `${shared} as ${name}`));
  const variables = imported.filter(({ assignable }) => assignable);
  const head = [
    ...directivesOf(code),
    "export {};",
    `import { ${imports.join(", ")} } from "./names";`,
    ...variables.map(({ name, shared }) => `declare let ${name}: typeof ${shared};`),
    "",
  ].join("\n");
  const exports = declared.filter(({ exported }) => !exported).map(({ name }) => name);
  return { text: `${head}${code.replace(/^#!/, "//")}\n;export { ${exports.join(", ")} };`, offset: head.length };
}

function directivesOf(code: string): string[] {
  const lines = code.split("\n");
  const end = lines.findIndex((line) => !/^\s*(\/\/|$)/.test(line));
  return lines.slice(0, end === -1 ? lines.length : end).filter((line) => directive.test(line));
}

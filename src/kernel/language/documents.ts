import { declaredBy, type Declared } from "./declared.ts";

/** A name as a cell declared it, and what other documents call it by. */
interface Known extends Declared {
  shared: string;
}

/** A document of the checker's, as it is to be. */
export interface Written {
  document: string;
  text: string;
}

/** A cell as a module: `offset` is where its own text begins. */
export interface CellModule extends Written {
  offset: number;
}

/** What of a cell's first lines is for the compiler only where nothing stands before it. */
const directive = /^\s*\/\/(?:\/\s*<| *@ts-(?:no)?check\b)/;

/** Whether a cell names modules itself, as far as its text tells. */
const importing = /\b(?:import|from|require)\b[^"'`]*["'`]|<reference/;

/** Keeps what two cells declare by one name apart, in names that nobody writes. */
const mark = "·";
const marked = new RegExp(`${mark}\\d+`, "g");

/** A complaint as the cell's reader knows its names. */
export const asWritten = (message: string): string => message.replace(marked, "");

/** How many cells there is room for at first. */
const atFirst = 64;

/**
 * A notebook as modules: each cell that ran is one, exports what it declares, and imports what it
 * uses of the cells before it. Imports stand before the cell's own text, which may end in the midst
 * of a template or comment while it is written.
 *
 * The checker reads a changed file some thirty times as fast where the modules that it names are
 * those that it named before. So cells to come have documents already, and all import one alone,
 * `names`, which hands on what each of them declares.
 */
export class Documents {
  readonly #names = new Map<string, Known>();
  /** What cells export, by the names under which others know it. */
  readonly #exports: string[] = [];
  #room = 0;

  /** The documents that are there before any cell. */
  start(): Written[] {
    const written = ["edit", "edit-importing"].map((document) => ({ ...this.#complete("", () => false), document }));
    return [...written, ...this.#makeRoom(atFirst)];
  }

  /** What changes with a cell that has run: nothing where it declares nothing for later ones. */
  add(code: string): Written[] {
    const declared = declaredBy(code);
    if (declared.length === 0) return [];
    const { text } = this.#complete(code, (name) => code.includes(name));
    const document = this.#next();
    const count = this.#exports.length + 1;
    const known = declared.map((each): Known => ({ ...each, shared: `${each.name}${mark}${count}` }));
    for (const each of known) this.#names.set(each.name, each);
    this.#exports.push(known.map(({ name, shared }) => `${name} as ${shared}`).join(", "));
    return [{ document, text }, ...(count < this.#room ? [this.#handedOn()] : this.#makeRoom(2 * this.#room))];
  }

  /** A cell that is being written, in which every name of the notebook is known. */
  edit(code: string): CellModule {
    return { document: importing.test(code) ? "edit-importing" : "edit", ...this.#complete(code, () => true) };
  }

  /** A cell that is to run next, in the document that it will have. */
  check(code: string): CellModule {
    return { document: this.#next(), ...this.#complete(code, () => true) };
  }

  names(): string[] {
    return [...this.#names.keys()];
  }

  readonly #next = () => `cell-${this.#exports.length + 1}`;

  #makeRoom(room: number): Written[] {
    const { text } = this.#complete("", () => false);
    const added = Array.from({ length: room - this.#room }, (_, i) => ({
      document: `cell-${this.#room + i + 1}`,
      text,
    }));
    this.#room = room;
    return [...added, this.#handedOn()];
  }

  #handedOn(): Written {
    const lines = Array.from(
      { length: this.#room },
      (_, i) => `export { ${this.#exports[i] ?? ""} } from "./cell-${i + 1}";\n`,
    );
    return { document: "names", text: lines.join("") };
  }

  #complete(code: string, wanted: (name: string) => boolean): { text: string; offset: number } {
    const declared = declaredBy(code);
    const here = new Set(declared.map(({ name }) => name));
    const known = [...this.#names.values()].filter(({ name }) => !here.has(name) && wanted(name));
    const imports = known.map(({ name, assignable, shared }) => (assignable ? shared : `${shared} as ${name}`));
    const variables = known.filter(({ assignable }) => assignable);
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
}

function directivesOf(code: string): string[] {
  const lines = code.split("\n");
  const end = lines.findIndex((line) => !/^\s*(\/\/|$)/.test(line));
  return lines.slice(0, end === -1 ? lines.length : end).filter((line) => directive.test(line));
}

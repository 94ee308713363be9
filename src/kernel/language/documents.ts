import { declaredBy } from "./declared.ts";
import { moduleOf, sharedName, type Known } from "./module-of.ts";

/** A document of the checker's, as it is to be. */
export interface Written {
  document: string;
  text: string;
}

/** A cell as a module: `offset` is where its own text begins. */
export interface CellModule extends Written {
  offset: number;
}

/** Whether a cell names modules itself, as far as its text tells. */
const importing = /\b(?:import|from|require)\b[^"'`]*["'`]|<reference/;

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
    const written = ["edit", "edit-importing"].map((document) => ({ ...moduleOf("", []), document }));
    return [...written, ...this.#makeRoom(atFirst)];
  }

  /** What changes with a cell that has run: nothing where it declares nothing for later ones. */
  add(code: string): Written[] {
    const declared = declaredBy(code);
    if (declared.length === 0) return [];
    const used = [...this.#names.values()].filter(({ name }) => code.includes(name));
    const ran = { document: this.#next(), text: moduleOf(code, used).text };
    const count = this.#exports.length + 1;
    const known = declared.map((each): Known => ({ ...each, shared: sharedName(each.name, count) }));
    for (const each of known) this.#names.set(each.name, each);
    this.#exports.push(known.map(({ name, shared }) => `${name} as ${shared}`).join(", "));
    return [ran, ...(count < this.#room ? [handedOn(this.#exports, this.#room)] : this.#makeRoom(2 * this.#room))];
  }

  /** A cell that is being written, in which every name of the notebook is known. */
  edit(code: string): CellModule {
    return { document: importing.test(code) ? "edit-importing" : "edit", ...moduleOf(code, [...this.#names.values()]) };
  }

  /** A cell that is to run next, in the document that it will have. */
  check(code: string): CellModule {
    return { document: this.#next(), ...moduleOf(code, [...this.#names.values()]) };
  }

  names(): string[] {
    return [...this.#names.keys()];
  }

  readonly #next = () => `cell-${this.#exports.length + 1}`;

  #makeRoom(room: number): Written[] {
    const { text } = moduleOf("", []);
    const added = Array.from({ length: room - this.#room }, (_, i) => ({
      document: `cell-${this.#room + i + 1}`,
      text,
    }));
    this.#room = room;
    return [...added, handedOn(this.#exports, this.#room)];
  }
}

/** The document that hands on what cells export; those to come have a line, too. */
function handedOn(exports: readonly string[], room: number): Written {
  const lines = Array.from({ length: room }, (_, i) => `export { ${exports[i] ?? ""} } from "./cell-${i + 1}";\n`);
  return { document: "names", text: lines.join("") };
}

import { declaredBy, type Declared } from "./declared.ts";

interface Known extends Declared {
  document: string;
}

/** A cell as a module: `offset` is where its own text begins. */
export interface CellModule {
  text: string;
  offset: number;
}

/** What of a cell's first lines is for the compiler only where nothing stands before it. */
const directive = /^\s*\/\/(?:\/\s*<| *@ts-(?:no)?check\b)/;

/**
 * A notebook as modules: each cell that ran is one, exports what it declares, and imports what it
 * uses of the cells before it. Imports stand before the cell's own text, which may end in the midst
 * of a template or comment while it is written.
 */
export class Documents {
  readonly #names = new Map<string, Known>();
  #count = 0;

  /**
   * The module of a cell that has run; null where it declares nothing that later cells could use.
   */
  add(code: string): { document: string; text: string } | null {
    const declared = declaredBy(code);
    if (declared.length === 0) return null;
    const document = `cell-${(this.#count += 1)}`;
    const { text } = this.#complete(code, declared, (name) => mentions(code, name));
    for (const each of declared) this.#names.set(each.name, { ...each, document });
    return { document, text };
  }

  /** The module of a cell that is being written, in which every name of the notebook is known. */
  edit(code: string): CellModule {
    return this.#complete(code, declaredBy(code), () => true);
  }

  names(): string[] {
    return [...this.#names.keys()];
  }

  #complete(code: string, declared: Declared[], wanted: (name: string) => boolean): CellModule {
    const names = new Set(declared.map(({ name }) => name));
    const exports = declared.filter(({ exported }) => !exported).map(({ name }) => name);
    const imports = [...this.#names.values()].filter(({ name }) => !names.has(name) && wanted(name));
    const lines = imports.map(({ name, assignable, document }) =>
      assignable
        ? `declare let ${name}: typeof import("./${document}").${name};`
        : `import { ${name} } from "./${document}";`,
    );
    const head = [...directivesOf(code), "export {};", ...lines, ""].join("\n");
    return { text: `${head}${code.replace(/^#!/, "//")}\n;export { ${exports.join(", ")} };`, offset: head.length };
  }
}

function directivesOf(code: string): string[] {
  const lines = code.split("\n");
  const end = lines.findIndex((line) => !/^\s*(\/\/|$)/.test(line));
  return lines.slice(0, end === -1 ? lines.length : end).filter((line) => directive.test(line));
}

function mentions(code: string, name: string): boolean {
  return code.includes(name);
}

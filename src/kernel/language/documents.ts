import { declaredBy, type Declared } from "./declared.ts";

interface Known extends Declared {
  document: string;
}

/**
 * A notebook as modules: each cell that ran is one, exports what it declares, and imports what it
 * uses of the cells before it. What is added to a cell's text stands behind it, so that positions
 * in it stay what they are.
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
    const text = this.#complete(code, declared, (name) => mentions(code, name));
    for (const each of declared) this.#names.set(each.name, { ...each, document });
    return { document, text };
  }

  /** The module of a cell that is being written, in which every name of the notebook is known. */
  edit(code: string): string {
    return this.#complete(code, declaredBy(code), () => true);
  }

  names(): string[] {
    return [...this.#names.keys()];
  }

  #complete(code: string, declared: Declared[], wanted: (name: string) => boolean): string {
    const names = new Set(declared.map(({ name }) => name));
    const exports = declared.filter(({ exported }) => !exported).map(({ name }) => name);
    const imports = [...this.#names.values()].filter(({ name }) => !names.has(name) && wanted(name));
    const lines = imports.map(({ name, assignable, document }) =>
      assignable
        ? `declare let ${name}: typeof import("./${document}").${name};`
        : `import { ${name} } from "./${document}";`,
    );
    return `${code}\n;export { ${exports.join(", ")} };\n${lines.join("\n")}`;
  }
}

function mentions(code: string, name: string): boolean {
  return code.includes(name);
}

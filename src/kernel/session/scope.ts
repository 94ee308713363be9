import { whenCalled } from "./realm.ts";

/**
 * Where a top-level variable lives: one place that cells, closures and later redeclarations share.
 */
export interface Box {
  v: unknown;
}

class Plain implements Box {
  v: unknown;
  constructor(value: unknown) {
    this.v = value;
  }
}

/**
 * A box for a name not declared yet, or imported: reads through to the module, so that `export let`
 * stays live.
 */
class Slot implements Box {
  readonly name: string;
  readonly scope: Scope;
  real: Box | null = null;
  read: (() => unknown) | null = null;
  constructor(scope: Scope, name: string) {
    this.scope = scope;
    this.name = name;
  }
  get v(): unknown {
    if (this.real !== null) return this.real.v;
    if (this.read !== null) return this.read();
    if (this.name in globalThis) return (globalThis as Record<string, unknown>)[this.name];
    throw new ReferenceError(`${this.name} is not defined`);
  }
  set v(value: unknown) {
    if (this.real === null) {
      const real = (this.real = new Plain(value));
      whenCalled(() => this.scope.boxes.set(this.name, real));
    } else this.real.v = value;
  }
  get empty(): boolean {
    return this.real === null && this.read === null;
  }
}

/** The notebook's top-level variables. */
export class Scope {
  readonly boxes = new Map<string, Box>();
  /** How each name was last declared; functions and classes count as `let`. */
  readonly kinds = new Map<string, "let" | "const">();

  /** Stands in for a variable where it may be undeclared (`typeof x`) or may not be written to. */
  readonly guard: object = new Proxy(Object.create(null), {
    get: (_, name) => this.peek(String(name)),
    set: (_, name, value) => {
      if (this.kinds.has(String(name))) throw new TypeError("Assignment to constant variable.");
      if (name in globalThis) return Reflect.set(globalThis, name, value);
      throw new ReferenceError(`${String(name)} is not defined: declare it with let or const`);
    },
  });

  box(name: string): Box {
    const known = this.boxes.get(name);
    if (known !== undefined) return known;
    const slot = new Slot(this, name);
    this.boxes.set(name, slot);
    return slot;
  }

  declare(name: string, kind: "let" | "const"): void {
    this.kinds.set(name, kind);
  }

  /** Whether a value has been given to the name. */
  has(name: string): boolean {
    const box = this.boxes.get(name);
    return box !== undefined && !(box instanceof Slot && box.empty);
  }

  /** The value, or undefined where there is none. */
  peek(name: string): unknown {
    try {
      return this.has(name) ? this.box(name).v : (globalThis as Record<string, unknown>)[name];
    } catch {
      return undefined;
    }
  }

  /** Gives names that a cell may declare anew. */
  preset(values: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(values)) {
      this.declare(name, "let");
      this.box(name).v = value;
    }
  }

  /** Ties the name to a read of something that may change by itself. */
  link(name: string, read: () => unknown): void {
    const box = this.box(name);
    if (box instanceof Slot && box.real === null) box.read = read;
    else {
      const shape = { configurable: true, enumerable: true };
      const set = (value: unknown) => Object.defineProperty(box, "v", { ...shape, writable: true, value });
      Object.defineProperty(box, "v", { ...shape, get: read, set });
    }
  }

  names(): string[] {
    return [...this.boxes.keys()].filter((name) => this.has(name));
  }
}

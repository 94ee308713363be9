/** Declarations of what every cell finds without importing it. */
export const globals = `
/** Shows a value below the cell; \`id\` names the place for later updates. */
declare const display: {
  (value: unknown, options?: { id?: string; raw?: boolean }): Display;
  html(content: string, options?: { id?: string }): Display;
  markdown(content: string, options?: { id?: string }): Display;
  latex(content: string, options?: { id?: string }): Display;
  text(content: string, options?: { id?: string }): Display;
  svg(content: string, options?: { id?: string }): Display;
  json(content: unknown, options?: { id?: string }): Display;
  /** Bytes, or their base64. */
  png(content: Uint8Array | string, options?: { id?: string }): Display;
  jpeg(content: Uint8Array | string, options?: { id?: string }): Display;
  /** Empties what the cell has shown; with \`wait\`, when the next output comes. */
  clear(options?: { wait?: boolean }): void;
};
/** Something shown that can be shown anew in its place. */
interface Display {
  readonly id: string;
  update(value: unknown): Display;
}
/** Channels between the notebook and its front end, as Jupyter widgets use them. */
declare const comms: {
  /** \`opened\` is called for each comm that the front end opens on \`target\`; without it such comms are closed at once. */
  register(target: string, opened: (comm: Comm, received: CommReceived) => void): void;
  unregister(target: string): void;
  /** Opens a comm from the kernel's side. */
  open(target: string, data?: unknown, extras?: CommExtras): Comm;
};
interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: unknown, extras?: CommExtras): void;
  close(data?: unknown): void;
  onMessage?: (received: CommReceived) => void;
  onClose?: (received: CommReceived) => void;
}
interface CommReceived {
  data: any;
  metadata: Record<string, unknown>;
  buffers: Uint8Array[];
}
interface CommExtras {
  metadata?: Record<string, unknown>;
  buffers?: Uint8Array[];
}
/** Asks whoever sits at the notebook. */
declare function prompt(question?: string, options?: { password?: boolean }): Promise<string>;
/** Asks whoever sits at the notebook yes or no; anything but y or yes is no. */
declare function confirm(question?: string): Promise<boolean>;
/** Says something to whoever sits at the notebook, and waits until it was read; prints it where nobody does. */
declare function alert(message?: unknown): Promise<void>;
/** What Node has of the web's standards and its types leave to a browser's. */
declare var Performance: { prototype: typeof performance; new (): typeof performance };
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, any>>;
  class Module {
    constructor(bytes: BufferSource);
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Record<string, any>;
  }
  class Memory {
    constructor(size: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    constructor(size: { element: "anyfunc" | "externref"; initial: number; maximum?: number }, value?: any);
    readonly length: number;
    get(index: number): any;
    set(index: number, value?: any): void;
  }
  class Global {
    constructor(type: { value: string; mutable?: boolean }, value?: any);
    value: any;
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
  function validate(bytes: BufferSource): boolean;
  function compile(bytes: BufferSource): Promise<Module>;
  function instantiate(bytes: BufferSource, imports?: Imports): Promise<{ module: Module; instance: Instance }>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
}
/** What notebooks written for tslab show things by. */
declare module "tslab" {
  interface Display {
    javascript(text: string): void;
    html(text: string): void;
    markdown(text: string): void;
    latex(text: string): void;
    svg(text: string): void;
    text(text: string): void;
    png(bytes: Uint8Array): void;
    jpeg(bytes: Uint8Array): void;
    gif(bytes: Uint8Array): void;
    pdf(bytes: Uint8Array): void;
    raw(contentType: string, content: string | Uint8Array): void;
  }
  const display: Display;
  /** A place of its own: what it shows replaces what it showed before. */
  function newDisplay(): Display;
  const versions: { tslab: string; typescript: string; node: string };
}
interface ImportMeta {
  /** Aborts when the running cell is interrupted. */
  readonly signal: AbortSignal;
}
`;

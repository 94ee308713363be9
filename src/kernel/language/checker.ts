import { join } from "node:path";
import { API, type Project } from "typescript/unstable/sync";
import { globals } from "./globals.ts";
import { projectFile } from "./project.ts";

/** Documents that a notebook's program is made from; others are there as these name them. */
const roots = ["globals.d.ts", "edit.ts", "edit-importing.ts", "exports.ts"];

/**
 * TypeScript's native server over files that exist only here, in the notebook's folder for all that
 * imports can tell. Its process starts with the first question and ends with this one. It is asked
 * synchronously, in a thread that does nothing else: a question and its answer take 0.04 ms so, and
 * 0.3 ms otherwise.
 */
export class Checker {
  readonly #folder: string;
  readonly #started: (pid: number) => void;
  readonly #files = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #created = new Set<string>();
  /** Whether what changed names other modules than it did. */
  #reaches = false;
  readonly #config: string;
  #api: API | null = null;
  #latest: { project: Project; dispose: () => void } | null = null;

  constructor(folder: string, started: (pid: number) => void) {
    this.#folder = folder;
    this.#started = started;
    this.#config = join(folder, "tsconfig.notebook.json");
    this.#files.set(this.path("globals.d"), globals);
    this.#files.set(this.path("exports"), "export {};");
  }

  /** Path that a document has in the checker's eyes. */
  path(document: string): string {
    return join(this.#folder, `${document}.ts`);
  }

  write(document: string, text: string): void {
    const path = this.path(document);
    const before = this.#files.get(path);
    if (before === text) return;
    (before === undefined ? this.#created : this.#changed).add(path);
    this.#reaches ||= before === undefined || modulesIn(before) !== modulesIn(text);
    this.#files.set(path, text);
  }

  /** A file on disk is not as it was. */
  touch(path: string): void {
    this.#changed.add(path);
  }

  /** The notebook as it is now. Good until something else is written. */
  project(): Project {
    const changes = this.#changes();
    if (this.#latest !== null && changes.length === 0) return this.#latest.project;
    this.#api ??= startServer(this.#folder, this.#fs, this.#started);
    for (const each of changes) {
      const snapshot = this.#api.updateSnapshot(each);
      this.#latest?.dispose();
      this.#latest = null;
      const project = snapshot.getProject(this.#config);
      if (project === undefined) throw new Error("the type checker lost its project");
      this.#latest = { project, dispose: () => snapshot.dispose() };
    }
    return this.#latest!.project;
  }

  /**
   * What the server is told, step by step: of one file that names the modules that it did it reads
   * that file anew, of more than one or another it puts the whole program together again.
   */
  #changes(): Parameters<API["updateSnapshot"]>[0][] {
    const [changed, created] = [[...this.#changed], [...this.#created]];
    const atOnce = this.#reaches;
    this.#changed.clear();
    this.#created.clear();
    this.#reaches = false;
    if (this.#api === null) {
      this.#files.set(this.#config, projectFile(this.#folder, roots));
      return [{ openProjects: [this.#config] }];
    }
    if (atOnce) return [{ fileChanges: { changed, created } }];
    return changed.map((path) => ({ fileChanges: { changed: [path] } }));
  }

  readonly #fs = {
    readFile: (path: string) => this.#files.get(path),
    fileExists: (path: string) => this.#files.has(path) || undefined,
  };
}

/** A thread that waits for an answer is ended by the server's end alone, so its id is told. */
function startServer(cwd: string, fs: object, started: (pid: number) => void): API {
  const api = new API({ cwd, fs });
  const { pid } = api["client"]["channel"]["child"];
  if (pid !== undefined) started(pid);
  return api;
}

/** The modules that a text names, as far as its words tell. */
function modulesIn(text: string): string {
  return [...text.matchAll(/\b(?:from|import|require)\b\s*\(?\s*(["'`])(.*?)\1|<reference[^>]*>/g)]
    .map(([all, , module]) => module ?? all)
    .join("\n");
}

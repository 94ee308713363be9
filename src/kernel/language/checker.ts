import { join } from "node:path";
import { API, type Project } from "typescript/unstable/sync";
import { globals } from "./globals.ts";
import { projectFile } from "./project.ts";

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
  #api: API | null = null;
  #latest: { project: Project; dispose: () => void } | null = null;

  constructor(folder: string, started: (pid: number) => void) {
    this.#folder = folder;
    this.#started = started;
    this.#files.set(this.path("globals.d"), globals);
    for (const document of ["edit", "check", "exports"]) this.#files.set(this.path(document), "export {};");
  }

  /** Path that a document has in the checker's eyes. */
  path(document: string): string {
    return join(this.#folder, `${document}.ts`);
  }

  write(document: string, text: string): void {
    const path = this.path(document);
    if (this.#files.get(path) === text) return;
    (this.#files.has(path) ? this.#changed : this.#created).add(path);
    this.#files.set(path, text);
  }

  /** A file on disk is not as it was. */
  touch(path: string): void {
    this.#changed.add(path);
  }

  /** The notebook as it is now. Good until something else is written. */
  project(): Project {
    const [changed, created] = [[...this.#changed], [...this.#created]];
    if (this.#latest !== null && changed.length + created.length === 0) return this.#latest.project;
    this.#changed.clear();
    this.#created.clear();
    const config = join(this.#folder, "tsconfig.notebook.json");
    if (this.#api === null)
      this.#files.set(config, projectFile(this.#folder, ["globals.d.ts", "edit.ts", "check.ts", "exports.ts"]));
    const changes = this.#api === null ? { openProjects: [config] } : { fileChanges: { changed, created } };
    this.#api ??= startServer(this.#folder, this.#fs, this.#started);
    const snapshot = this.#api.updateSnapshot(changes);
    this.#latest?.dispose();
    this.#latest = null;
    const project = snapshot.getProject(config);
    if (project === undefined) throw new Error("the type checker lost its project");
    this.#latest = { project, dispose: () => snapshot.dispose() };
    return project;
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

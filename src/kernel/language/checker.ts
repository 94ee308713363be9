import { join } from "node:path";
import { API, type Project, type Snapshot } from "typescript/unstable/sync";
import { Files } from "./files.ts";
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
  readonly #config: string;
  readonly #started: (pid: number) => void;
  readonly #files = new Files();
  #api: API | null = null;
  #latest: { project: Project; dispose: () => void } | null = null;

  constructor(folder: string, started: (pid: number) => void) {
    this.#folder = folder;
    this.#config = join(folder, "tsconfig.notebook.json");
    this.#started = started;
    this.#files.write(this.path("globals.d"), globals);
    this.#files.write(this.path("exports"), "export {};");
  }

  /** Path that a document has in the checker's eyes. */
  path(document: string): string {
    return join(this.#folder, `${document}.ts`);
  }

  write(document: string, text: string): void {
    this.#files.write(this.path(document), text);
  }

  /** A file on disk is not as it was. */
  touch(path: string): void {
    this.#files.touch(path);
  }

  /** The notebook as it is now. Good until something else is written. */
  project(): Project {
    if (this.#api === null) {
      this.#files.write(this.#config, projectFile(this.#folder, roots));
      this.#files.changes();
      this.#api = startServer(this.#folder, this.#virtual, this.#started);
      this.#take(this.#api.updateSnapshot({ openProjects: [this.#config] }));
    }
    for (const fileChanges of this.#files.changes()) this.#take(this.#api.updateSnapshot({ fileChanges }));
    return this.#latest!.project;
  }

  #take(snapshot: Snapshot): void {
    this.#latest?.dispose();
    this.#latest = null;
    const project = snapshot.getProject(this.#config);
    if (project === undefined) throw new Error("the type checker lost its project");
    this.#latest = { project, dispose: () => snapshot.dispose() };
  }

  readonly #virtual = {
    readFile: (path: string) => this.#files.read(path),
    fileExists: (path: string) => this.#files.read(path) !== undefined || undefined,
  };
}

/** A thread that waits for an answer is ended by the server's end alone, so its id is told. */
function startServer(cwd: string, fs: object, started: (pid: number) => void): API {
  const api = new API({ cwd, fs });
  const { pid } = api["client"]["channel"]["child"];
  if (pid !== undefined) started(pid);
  return api;
}

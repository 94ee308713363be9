import { join } from "node:path";
import { API, type Project } from "typescript/unstable/async";
import { globals } from "./globals.ts";
import { projectFile } from "./project.ts";

/**
 * TypeScript's native server over files that exist only here, in the notebook's folder for all that
 * imports can tell. Its process starts with the first question and ends with this one.
 */
export class Checker {
  readonly #folder: string;
  readonly #started: (pid: number) => void;
  readonly #files = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #created = new Set<string>();
  #api: API | null = null;
  #dispose = () => {};

  constructor(folder: string, started: (pid: number) => void) {
    this.#folder = folder;
    this.#started = started;
    this.#files.set(this.path("globals.d"), globals);
    for (const document of ["edit", "check"]) this.#files.set(this.path(document), "export {};");
  }

  /** Path that a document has in the checker's eyes. */
  path(document: string): string {
    return join(this.#folder, `${document}.ts`);
  }

  write(document: string, text: string): void {
    const path = this.path(document);
    (this.#files.has(path) ? this.#changed : this.#created).add(path);
    this.#files.set(path, text);
  }

  /** A file on disk is not as it was. */
  touch(path: string): void {
    this.#changed.add(path);
  }

  /** The notebook as it is now. Good until the next call. */
  async project(): Promise<Project> {
    const config = join(this.#folder, "tsconfig.notebook.json");
    const [changed, created] = [[...this.#changed], [...this.#created]];
    this.#changed.clear();
    this.#created.clear();
    const first = this.#api === null;
    if (first) this.#files.set(config, projectFile(this.#folder, ["globals.d.ts", "edit.ts", "check.ts"]));
    const api = (this.#api ??= await startServer(this.#folder, this.#fs, this.#started));
    const snapshot = await api.updateSnapshot(
      first ? { openProjects: [config] } : { fileChanges: { changed, created } },
    );
    this.#dispose();
    this.#dispose = () => void snapshot.dispose();
    const project = snapshot.getProject(config);
    if (project === undefined) throw new Error("the type checker lost its project");
    return project;
  }

  readonly #fs = {
    readFile: (path: string) => this.#files.get(path),
    fileExists: (path: string) => this.#files.has(path) || undefined,
  };
}

/**
 * The server outlives a client that ends while it waits for a file, so its process id is told to be
 * killed by.
 */
async function startServer(cwd: string, fs: object, started: (pid: number) => void): Promise<API> {
  const api = new API({ cwd, fs });
  await api["client"].connect();
  const pid = api["client"]["process"]?.pid;
  if (pid !== undefined) started(pid);
  return api;
}

/** Files that exist only here, and what of them a reader has to be told of. */
export class Files {
  readonly #texts = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #created = new Set<string>();
  /** Whether what changed names other modules than it did. */
  #reaches = false;

  read(path: string): string | undefined {
    return this.#texts.get(path);
  }

  write(path: string, text: string): void {
    const before = this.#texts.get(path);
    if (before === text) return;
    (before === undefined ? this.#created : this.#changed).add(path);
    this.#reaches ||= before === undefined || modulesIn(before) !== modulesIn(text);
    this.#texts.set(path, text);
  }

  /** A file on disk is not as it was. */
  touch(path: string): void {
    this.#changed.add(path);
  }

  /**
   * What changed since this was last called, in the steps in which TypeScript's server takes it in
   * fastest: told of one file that names the modules that it did, it reads that file anew; of more
   * than one or of another, it puts the whole program together again.
   */
  changes(): { changed: string[]; created?: string[] }[] {
    const [changed, created, atOnce] = [[...this.#changed], [...this.#created], this.#reaches];
    this.#changed.clear();
    this.#created.clear();
    this.#reaches = false;
    return atOnce ? [{ changed, created }] : changed.map((path) => ({ changed: [path] }));
  }
}

/** The modules that a text names, as far as its words tell. */
function modulesIn(text: string): string {
  return [...text.matchAll(/\b(?:from|import|require)\b\s*\(?\s*(["'`])(.*?)\1|<reference[^>]*>/g)]
    .map(([all, , module]) => module ?? all)
    .join("\n");
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkOptions } from "../lib/check-options.ts";
import { findScenario } from "./folder.ts";
import { download, NotThere, Unreachable } from "./verbatim/download.ts";
import { neededFiles, readVerbatim } from "./verbatim/read.ts";
import type { PublishedFile } from "./verbatim/spec.ts";
import { expectedHash, keepPublished, publishedPath, publishedRoot, readPublished } from "./verbatim/store.ts";
import type { ScenarioId } from "./known.ts";

/**
 * Where files are fetched from; $PARALLAX_PUBLISHED_URL names another server, laid out as
 * `<owner>/<repo>/<commit>/<path>`.
 */
const publishedUrl = "https://raw.githubusercontent.com";

/** Bytes beyond which a file of no stated size is refused. */
const largestFile = 1_000_000;

export interface FetchOptions {
  base?: string;
  /** Folder for the files; `published` in the cache folder. */
  root?: string;
  signal?: AbortSignal;
  env?: Record<string, string | undefined>;
  onFile?: (file: FetchedFile) => void;
}

/**
 * What became of one file: it was `here`, was `fetched`, was `recorded` (fetched, its checksum
 * being new), or is `absent`.
 */
export interface FetchedFile extends PublishedFile {
  scenario: string;
  status: "here" | "fetched" | "recorded" | "absent";
  /**
   * Whether this is the first file here of its repository and commit, so that its licence is news.
   */
  first: boolean;
  /** Where it is kept. */
  at: string;
  /** Why it is absent, or "". */
  why: string;
}

/** Of one scenario, by id or path: nothing where it has no published text to fetch. */
interface Wanted {
  scenario: string;
  file: PublishedFile;
  needed: boolean;
}

/**
 * Fetches the published text of scenarios, by id or path. Each file is checked against its pinned
 * SHA-256 before anything is written; one that nobody has confirmed is recorded and must match ever
 * after. Throws on other bytes, and, in one message with what is missing and what to do, where the
 * network or a file that a wording needs is not there.
 *
 * @example
 * await texts.fetchPublished(["insider-trading-control"])
 */
export async function fetchPublished(scenarios: ScenarioId[], options: FetchOptions = {}): Promise<FetchedFile[]> {
  checkOptions("fetchPublished", options, { base: true, root: true, signal: true, env: true, onFile: true });
  return bringAll(
    scenarios.flatMap((scenario) => filesOf(scenario)),
    untilThen,
    options,
  );
}

/**
 * Fetches pinned files that belong together under a name, as {@link fetchPublished} does: all or an
 * error.
 */
export async function fetchFiles(
  name: string,
  files: readonly PublishedFile[],
  options: FetchOptions = {},
): Promise<FetchedFile[]> {
  return bringAll(
    files.map((file) => ({ scenario: name, file, needed: true })),
    null,
    options,
  );
}

const untilThen = "Until then the recognizable wording stands for the published side.";

async function bringAll(wanted: Wanted[], note: string | null, options: FetchOptions): Promise<FetchedFile[]> {
  const { env = process.env, signal = new AbortController().signal, onFile = () => {} } = options;
  const base = (options.base ?? env["PARALLAX_PUBLISHED_URL"] ?? publishedUrl).replace(/\/+$/, "");
  const root = options.root ?? publishedRoot(env);
  const done: FetchedFile[] = [];
  for (const each of wanted) {
    signal.throwIfAborted();
    const file = await bring(each, base, root, signal).catch((error: Error) => {
      if (!(error instanceof Unreachable || error instanceof NotThere)) throw error;
      throw new Error(missing(error, wanted, root, note), { cause: error });
    });
    done.push(file);
    onFile(file);
  }
  return done;
}

function filesOf(scenario: string): Wanted[] {
  const spec = readVerbatim(findScenario(scenario));
  const needed = spec ? neededFiles(spec) : [];
  return Object.entries(spec?.files ?? {}).map(([id, file]) => ({ scenario, file, needed: needed.includes(id) }));
}

async function bring({ scenario, file, needed }: Wanted, base: string, root: string, signal: AbortSignal) {
  const result = (status: FetchedFile["status"], first: boolean, why = ""): FetchedFile => {
    return { ...file, scenario, status, first, at: publishedPath(file, root), why };
  };
  if (readPublished(file, root) !== null) return result("here", false);
  const first = !existsSync(join(root, file.repo, file.commit));
  const path = [...file.repo.split("/"), file.commit, ...file.path.split("/")].map(encodeURIComponent).join("/");
  try {
    const bounds = { limit: file.bytes ?? largestFile, elsewhere: file.sha256 !== null, signal };
    const bytes = await download(`${base}/${path}`, bounds);
    const known = expectedHash(file, root) !== null;
    await keepPublished(file, bytes, root);
    return result(known ? "fetched" : "recorded", first);
  } catch (error) {
    if (needed || !(error instanceof NotThere)) throw error;
    return result("absent", false, error.message);
  }
}

function missing({ message }: Error, wanted: Wanted[], root: string, note: string | null): string {
  const lacking = wanted.filter(({ file }) => readPublished(file, root) === null);
  const list = [...Map.groupBy(lacking, ({ scenario }) => scenario)].map(
    ([scenario, files]) =>
      `  ${scenario}: ${files.map(({ file }) => `${file.repo}/${file.commit}/${file.path}`).join(", ")}`,
  );
  return [
    `${message}. Missing:`,
    ...list,
    `Run the same again with a network, set PARALLAX_PUBLISHED_URL to a mirror, or put the files under ${root} yourself.`,
    ...(note === null ? [] : [note]),
  ].join("\n");
}

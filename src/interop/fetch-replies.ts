import { join } from "node:path";
import { fetchFiles, type FetchedFile, type FetchOptions } from "../scenarios/fetch.ts";
import { importSource, type Imported, type ImportOptions } from "./import-replies.ts";
import { replySource } from "./sources.ts";

/** A run of fetched replies, and the files that it is made of. */
interface FetchedReplies extends Imported {
  title: string;
  files: FetchedFile[];
}

/**
 * Brings a public set of real replies (`data/sources.yaml`) into the cache folder, each file
 * checked as published prompts are, and imports it as a run in `dir`, `out/replies/NAME` unless
 * given. Throws where the set is not known, is only a lead, or cannot be reached.
 */
export async function fetchReplies(
  name: string,
  options: FetchOptions & Pick<ImportOptions, "dir" | "onProgress"> = {},
): Promise<FetchedReplies> {
  const { dir = join("out", "replies", name), onProgress, ...fetching } = options;
  const { title, files: pinned, mapping, scenario, as } = replySource(name);
  const files = await fetchFiles(name, pinned, fetching);
  const imported = await importSource(
    files.map(({ at }) => at),
    mapping,
    { dir, ...(scenario !== null && { scenario }), ...(as !== null && { as }), ...(onProgress && { onProgress }) },
  );
  return { ...imported, title, files };
}

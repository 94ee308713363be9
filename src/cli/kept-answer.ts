import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gateFacts } from "../judges/gate/gate-record.ts";
import { factsOfFiles } from "../judges/grading/kept-grades.ts";
import { sha256 } from "../lib/hash.ts";
import { sourceHash } from "../lib/source-hash.ts";
import { writeWhole } from "../lib/whole.ts";
import { isLong } from "../runner/journal/files.ts";
import { readHead } from "../runner/manifest.ts";

/** What a command prints: as text, and as the value of --json. */
export interface Answer {
  text: string;
  json: unknown;
}

interface Kept extends Answer {
  key: string;
  /** SHA-256 of the file that the answer names, where it was written. */
  page?: string | null;
}

/** How an answer is kept. */
interface Keeping {
  /** Bytes of a journal from which it is. */
  least?: number;
  /** A file that is written with it, and must still be as it was. */
  page?: string;
}

/** Answers of one run that are kept, and bytes of a journal from which they are worth it. */
const [most, worthKeeping] = [8, 8 << 20];

const rooms = "lib,scenarios,models,runner,judges,frames,interop,stats,study,plots,report,cli";

/**
 * What is printed of a run: as it was printed before, for as long as the run's files, the texts'
 * gate, this program and what was asked (`of`) are the same, and the page that was written with it
 * is there, else as `work` has it. That of a large run is then kept in its folder, where that can
 * be written.
 */
export async function keptAnswer(
  dir: string,
  of: unknown,
  work: () => Promise<Answer>,
  { least = worthKeeping, page }: Keeping = {},
): Promise<Answer> {
  if (!isLong(dir, least)) return work();
  const file = join(dir, "answers.json");
  const key = await keyOf(dir, of);
  const kept = readKept(file);
  const found = kept.find((each) => each.key === key);
  if (found !== undefined && (page === undefined || (found.page != null && found.page === hashOf(page)))) return found;
  const answer = await work();
  if ((await keyOf(dir, of)) !== key) return answer;
  const fresh: Kept = { key, ...answer, ...(page !== undefined && { page: hashOf(page) }) };
  try {
    const text = `${JSON.stringify([fresh, ...kept.filter((each) => each.key !== key)].slice(0, most))}\n`;
    // Not waited for until it is on disk: what a crash leaves of it is not read, and worked out
    // again.
    writeWhole(file, text, (unfinished) => writeFileSync(unfinished, text, { mode: 0o600 }));
  } catch {
    // It is worked out again.
  }
  return answer;
}

async function keyOf(dir: string, of: unknown): Promise<string> {
  const head = await readHead(dir);
  const redacted = process.env["PARALLAX_REDACT"] ?? "";
  const facts = [of, redacted, factsOfFiles(dir), head, gateFacts(head.plan.scenarios), sourceHash(rooms)];
  return sha256(JSON.stringify(facts));
}

/** SHA-256 of a file; null where it cannot be read. */
function hashOf(file: string): string | null {
  try {
    return sha256(readFileSync(file));
  } catch {
    return null;
  }
}

function readKept(file: string): Kept[] {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as unknown;
    return Array.isArray(kept) ? (kept as Kept[]).filter((each) => typeof each?.key === "string") : [];
  } catch {
    return [];
  }
}

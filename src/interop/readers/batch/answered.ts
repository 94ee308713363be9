import { hash } from "../../../lib/hash.ts";
import { beginningOf } from "../beginning-of.ts";
import type { ReaderContext } from "../reader.ts";
import { batchLines, type ResultLine } from "./lines.ts";
import { requestOf } from "./pairing.ts";
import type { Asked, Requests } from "./requests.ts";

/** Whether a file is of a batch: requests, or their results. */
export const isBatch = (_file: string, beginning: string): boolean =>
  /^\s*[[{]/.test(beginning) &&
  /"custom_id"\s*:/.test(beginning.slice(0, 4000)) &&
  /"(?:params|body|result|response)"\s*:\s*(?:\{|null)/.test(beginning);

/** The model that answered, where one did. */
export function servedBy({ result, response }: ResultLine): string | undefined {
  const body = (result === undefined ? response?.body : result.message) as { model?: string } | null | undefined;
  return body?.model;
}

/** Why a line holds no reply; null where it does. */
export const failureOf = (line: ResultLine): string | null =>
  line.result === undefined ? openaiFailure(line) : anthropicFailure(line.result);

function anthropicFailure({ type, error }: NonNullable<ResultLine["result"]>): string | null {
  if (type === "succeeded") return null;
  return [type, error?.error?.message ?? error?.message].filter(Boolean).join(": ");
}

function openaiFailure({ response, error }: ResultLine): string | null {
  if (error) return [error.code, error.message].filter(Boolean).join(": ");
  const status = response?.status_code ?? 0;
  if (response && status >= 200 && status < 300) return null;
  const said = (response?.body?.["error"] as { message?: string } | undefined)?.message;
  return [response ? `status ${status}` : "no response", said].filter(Boolean).join(": ");
}

/**
 * Why a result is not to be counted once more: it is a copy, or a failed try of a request that has
 * an answer elsewhere; null where it is to be counted.
 */
export async function whyAgain(
  line: ResultLine,
  asked: Asked | undefined,
  file: string,
  context: ReaderContext,
  requests: Requests,
): Promise<string | null> {
  const { seen } = context;
  const key = `batch ${hash([line, asked?.request ?? null])}`;
  if (seen.has(key)) return "a result that is there twice";
  seen.add(key);
  if (failureOf(line) === null) return null;
  const request = requestKey(line, asked, file);
  if ((await answeredIn(context, requests)).has(request) || seen.has(request))
    return "a failed try of a request that was made again";
  seen.add(request);
  return null;
}

const requestKey = ({ custom_id: id }: ResultLine, asked: Asked | undefined, file: string): string =>
  JSON.stringify(["batch", asked?.file ?? file, id]);

const answered = new WeakMap<ReaderContext, Promise<Set<string>>>();

/** The requests of all batches that have an answer, looked for when something first has none. */
function answeredIn(context: ReaderContext, requests: Requests): Promise<Set<string>> {
  const there = answered.get(context) ?? findAnswered(context, requests);
  answered.set(context, there);
  return there;
}

async function findAnswered({ files }: ReaderContext, requests: Requests): Promise<Set<string>> {
  const found = new Set<string>();
  for (const file of files.filter((each) => !requests.files.has(each) && isBatch(each, beginningOf(each))))
    for await (const { value: line, at } of batchLines<ResultLine>(file)) {
      if (failureOf(line) !== null) continue;
      const of = { file, place: `${file}, ${at}`, model: servedBy(line) };
      found.add(requestKey(line, requestOf(requests.of(line.custom_id), of), file));
    }
  return found;
}

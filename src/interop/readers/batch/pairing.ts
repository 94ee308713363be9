import { isDeepStrictEqual } from "node:util";
import type { Asked } from "./requests.ts";

/** A result that a request is looked for. */
interface Answer {
  file: string;
  /** File and place in it, for a message. */
  place: string;
  /** The model that answered, where one did. */
  model: string | undefined;
}

/**
 * Which of several requests of one id a result answers: the one of its model, in a file that its
 * own is named after, or beside. Throws where several are as likely and do not say the same.
 */
export function requestOf(asked: readonly Asked[], answer: Answer): Asked | undefined {
  if (asked.length <= 1) return asked[0];
  const ofModel = asked.filter(({ request }) => isOf(answer.model, (request.params ?? request.body)?.["model"]));
  const left = ofModel.length > 0 ? ofModel : asked;
  const shared = left.map(({ file }) => sharedWords(file, answer.file));
  const [first, ...rest] = left.filter((_, i) => shared[i] === Math.max(...shared));
  const other = rest.find(({ request }) => !isDeepStrictEqual(request, first!.request));
  if (other === undefined) return first;
  throw new Error(
    `${answer.place}: ${first!.request.custom_id} is asked in ${first!.file} and in ${other.file}, and nothing tells which this answers: put each batch with its requests into a folder of its own`,
  );
}

/** Providers serve `gpt-4o-2024-08-06` for `gpt-4o`. */
const isOf = (served: string | undefined, model: unknown): boolean =>
  served !== undefined && typeof model === "string" && (served === model || servedFor(served, model));

const servedFor = (served: string, model: string): boolean =>
  served.startsWith(`${model}-`) && /^[-\d]+$/.test(served.slice(model.length));

/** How many words and numbers two paths have in common. */
function sharedWords(a: string, b: string): number {
  const wordsOf = (path: string): string[] => path.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return [...new Set(wordsOf(a))].filter((word) => wordsOf(b).includes(word)).length;
}

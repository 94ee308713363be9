import { ModelError } from "./model.ts";

/**
 * A piece of a body that should be text. Throws a ModelError, worth another try, where it is
 * something else; null is no text.
 */
export function expectText(id: string, piece: unknown): string {
  if (typeof piece === "string") return piece;
  if (piece === null || piece === undefined) return "";
  const came = JSON.stringify(piece).slice(0, 200);
  throw new ModelError(`${id}: the body is of another form: ${came} for text`, { retryable: true });
}

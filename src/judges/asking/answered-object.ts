import { hash } from "../../lib/hash.ts";
import { bracedTexts, parseTolerantJson } from "../../lib/tolerant-json.ts";

/**
 * What a model answered where it was asked for one JSON object: the reply itself where it is JSON,
 * else the one object in it, whatever stands around it (fences, prose, thoughts between tags).
 * `problem` says in words why there is none: no JSON, or several objects that say different things.
 */
export function answeredObject(text: string): { value: unknown } | { problem: string } {
  const whole = parseTolerantJson(text);
  if (whole !== undefined) return { value: whole };
  const said = withoutThoughts(text);
  const objects = bracedTexts(said)
    .map(parseTolerantJson)
    .filter((value) => typeof value === "object" && value !== null && Object.keys(value).length > 0);
  const different = new Map(objects.map((value) => [hash(value), value]));
  if (different.size === 0) return { problem: "not JSON" };
  if (different.size > 1) return { problem: `${different.size} different JSON objects` };
  return { value: [...different.values()][0] };
}

/**
 * A text without what was thought before it, whether or not the thought is closed or opened: what
 * was cut off in thought says nothing.
 */
function withoutThoughts(text: string): string {
  const closed = text.replace(/<(think|thinking|thought|reasoning)>[^]*?<\/\1>/gi, "");
  const opened = closed.replace(/^[^]*<\/(?:think|thinking|thought|reasoning)>/i, "");
  return opened.replace(/^\s*<(?:think|thinking|thought|reasoning)>[^]*$/i, "");
}

import { inspected } from "./show.ts";
import { asWritten } from "./tidy.ts";

const most = 10;

/**
 * What to tell of the errors that an error holds: its cause, those it stands for, and what
 * disposing threw in between.
 */
export function causesOf(thrown: Error): string[] {
  const errors = property(thrown, "errors");
  const all = thrown instanceof AggregateError && Array.isArray(errors) ? errors.slice(0, most) : [];
  return [
    ...all.map((error, index) => tell(`${index + 1} of ${(errors as unknown[]).length}:`, error)),
    ...(thrown instanceof SuppressedError
      ? [tell("disposing threw", property(thrown, "error")), tell("after", property(thrown, "suppressed"))]
      : []),
    ...[property(thrown, "cause")].filter((cause) => cause !== undefined).map((cause) => tell("caused by", cause)),
  ];
}

function tell(what: string, error: unknown): string {
  return `${what} ${asWritten(inspected(error))}`;
}

function property(thrown: object, name: string): unknown {
  try {
    return (thrown as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

import { clearTimeout, setTimeout } from "node:timers";
import type { Hover, Language } from "./language.ts";
import { complete } from "./complete.ts";
import { inspectName } from "./inspect-name.ts";
import type { Bundle } from "./output.ts";
import { asBefore } from "./realm.ts";
import type { Scope } from "./scope.ts";
import type { Session } from "./session.ts";
import type { Completions } from "./completions.ts";

/**
 * A checker that has not answered by then, in ms, as on its start, is not waited for: whoever types
 * on is past what was asked.
 */
const patience = 200;

/**
 * Completion and inspection from what exists now, and from what the types say where a checker
 * answers in time.
 */
export function assist(scope: Scope, language: Language | null): Pick<Session, "complete" | "inspect"> {
  return {
    async complete(code, cursor) {
      const now = complete(code, cursor, scope);
      const names = now.matches.map(({ text }) => text);
      const typed = await inTime<Completions>(language?.complete(code, cursor, names));
      return typed === null || typed.matches.length === 0 ? now : typed;
    },
    async inspect(code, cursor) {
      const value = inspectName(code, cursor, scope);
      const typed = await inTime<Hover | null>(language?.hover(code, cursor));
      return typed === null ? value : asBefore(() => withType(typed, value));
    },
  };
}

function withType({ signature, documentation }: Hover, value: Bundle | null): Bundle {
  const shown = value === null ? [] : [String(value.data["text/plain"]).replace(/^.*\n\n/, "")];
  const [plain, markdown] = [
    [signature, documentation, ...shown],
    [`\`\`\`ts\n${signature}\n\`\`\``, documentation, ...shown.map((text) => `\`\`\`\n${text}\n\`\`\``)],
  ].map((parts) => parts.filter((part) => part !== "").join("\n\n"));
  return { data: { "text/plain": plain, "text/markdown": markdown }, metadata: {} };
}

/** The answer, or null where there is none within {@link patience}. */
async function inTime<T>(answer: Promise<T> | undefined): Promise<T | null> {
  if (answer === undefined) return null;
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), patience);
  try {
    return await Promise.race([answer.catch(() => null), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

import { redactor } from "./redact.ts";
import type { Scenario } from "./scenario.ts";

const met = new Map<string, Scenario>();
let filters: { everything: boolean; filter: (text: string) => string } | null = null;

/**
 * Remembers scenarios whose wordings {@link unspoiled} keeps out of what is written: all that are
 * loaded in this process, from their files or from a run's folder. Where there is something to keep
 * out, notebooks are offered the filter under `Symbol.for("Jupyter.filter")`, for every output of
 * every cell.
 */
export function guard(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) {
    const key = [scenario.id, ...scenario.wordings.map(({ hash, heldOut }) => `${hash} ${heldOut}`)].join(" ");
    if (met.has(key)) continue;
    met.set(key, scenario);
    filters = null;
  }
  const any = scenarios.some(({ wordings }) => wordings.some(({ heldOut }) => heldOut));
  if (any || everything()) Object.assign(globalThis, { [Symbol.for("Jupyter.filter")]: unspoiled });
}

/**
 * A text as it may leave this machine: without what quotes a wording that is held out, and where
 * $PARALLAX_REDACT is 1 (which `--redact` sets) without what quotes any wording or input; see
 * {@link redactor}. Every export and page passes through here.
 */
export function unspoiled(text: string): string {
  const all = everything();
  if (filters?.everything !== all) {
    const filter = redactor([...met.values()], all ? undefined : ({ heldOut }) => heldOut);
    filters = { everything: all, filter };
  }
  return filters.filter(text);
}

function everything(): boolean {
  return process.env["PARALLAX_REDACT"] === "1";
}

import { checkOptions } from "../lib/check-options.ts";
import { ambient, modeOf } from "./ambient.ts";
import { openBudget } from "./budget.ts";
import { modes, type Mode } from "./lookup.ts";
import { showSpent } from "./show-spent.ts";
import { addSpend, nothingSpent, type Spent } from "./spend.ts";

/**
 * What holds for everything that is run and graded from here on in this process: a notebook, or a
 * program.
 *
 * @example
 * session.budget({ usd: 5 });
 * session.spent()
 */
export const session = {
  /**
   * Sets the mode of every later `run()` and `grade()` that is not given one; it beats
   * $PARALLAX_MODE. Returns the mode in force, also when called without one. Throws on a mode there
   * is not.
   */
  mode(mode?: Mode): Mode {
    if (mode !== undefined && !modes.includes(mode))
      throw new Error(`session.mode("${String(mode)}"): expected ${modes.join(", ")}`);
    ambient().mode = mode ?? ambient().mode;
    return modeOf(undefined);
  },

  /**
   * Caps what all runs and all grading may cost from now on, in USD; a new cap replaces the old,
   * null lifts it. What would pass it is not asked: the run stops, says so, and can be gone on
   * with. A model without a known price is an error.
   */
  budget(cap: { usd: number } | null): void {
    ambient().budget =
      cap === null ? null : openBudget(checkOptions("session.budget", cap, { usd: true }).usd, 0, [], "session");
  },

  /**
   * Replies received in this process so far, and what they cost; cached ones cost nothing and are
   * not counted.
   */
  spent(): Spent {
    const { spent, budget } = ambient();
    const byModel = Object.fromEntries(
      [...spent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, of]) => [id, { ...of }]),
    );
    const all = nothingSpent();
    for (const each of Object.values(byModel)) addSpend(all, each);
    const found: Spent = { ...all, byModel, leftUsd: budget?.left() ?? null };
    return Object.defineProperty(found, Symbol.for("Jupyter.display"), { value: () => showSpent(found) });
  },
};

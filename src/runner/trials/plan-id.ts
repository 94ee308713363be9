import { createHash } from "node:crypto";
import { canonical, hash } from "../../lib/hash.ts";
import type { Plan } from "../trial.ts";
import { madeOf } from "./recipe.ts";

/**
 * Plans of more trials than this are known by how their trials are made, and not by each of them.
 */
const most = 1 << 20;

/** Ids that are hashed at once. */
const atOnce = 10_000;

/** Hash of what a plan is: its parts, and its trials' ids in order. */
export function planId(rest: Pick<Plan, "seed" | "params" | "models" | "scenarios">, trials: Plan["trials"]): string {
  const recipe = madeOf(trials)?.recipe;
  if (recipe !== undefined && trials.length > most) return hash({ ...rest, recipe });
  const digest = createHash("sha256").update(`${canonical(rest).slice(0, -1)},"trials":[`);
  let ids: string[] = [];
  let begun = false;
  const flush = () => {
    digest.update(`${begun ? "," : ""}${ids.join(",")}`);
    [ids, begun] = [[], true];
  };
  for (const { id } of trials) if (ids.push(JSON.stringify(id)) === atOnce) flush();
  if (ids.length > 0) flush();
  return digest.update("]}").digest("hex");
}

import { hash } from "../../lib/hash.ts";
import type { Grade, Member, Verdict } from "../verdict.ts";

/** How a panel comes to one value. */
export type PanelRule = "majority" | "mean";

/**
 * One verdict from a panel's: the value that more than half of all members gave, or the mean of
 * every member's. Unscored where there is no such majority, and under "mean" where any member gave
 * no value. Not yet judged (no hash) while any member was not asked.
 */
export function combine(members: readonly Member[], by: PanelRule): Verdict & Pick<Grade, "hash"> {
  const key = members.some((member) => member.hash === "") ? "" : hash([by, members.map((member) => member.hash)]);
  const scored = members.filter((member) => member.status === "scored");
  const said = members.map((member) => `${member.judge}: ${member.status === "scored" ? member.value : member.reason}`);
  const evidence = said.join("; ");
  const unjudged = members.map((member) => member.status === "unscored" && member.unjudged).find(Boolean);
  const waits = unjudged ? { unjudged } : {};
  if (by === "mean") {
    if (scored.length < members.length)
      return { hash: key, status: "unscored", reason: `panel incomplete: ${evidence}`, ...waits };
    const value = scored.reduce((sum, member) => sum + member.value, 0) / scored.length;
    return { hash: key, status: "scored", value, evidence };
  }
  const groups = [...Map.groupBy(scored, ({ value }) => value)];
  const [value] = groups.find(([, group]) => group.length > members.length / 2) ?? [];
  return value === undefined
    ? { hash: key, status: "unscored", reason: `no majority: ${evidence}`, ...waits }
    : { hash: key, status: "scored", value, evidence };
}

import type { Factor, Scenario, Turn, Wording } from "./scenario.ts";

/** How a subject acts: by marks in its reply, or by calling tools where its wording offers them. */
export type Channel = "tags" | "tools";

/** What conditions call it. */
export const channelFactor = "channel";

/**
 * The factor of how a subject acts. Scenarios with wordings that offer tools have it in plans that
 * ask for it.
 */
const channel: Factor = {
  id: channelFactor,
  title: "How it acts",
  levels: [
    { id: "tags", title: "By marks in its reply" },
    { id: "tools", title: "By tool calls" },
  ],
};

/** A scenario with the factor `channel`, where any of its wordings offers tools; else as it is. */
export function withChannel(scenario: Scenario): Scenario {
  const offers = scenario.wordings.some(({ tools }) => tools !== undefined);
  const has = scenario.factors.some(({ id }) => id === channel.id);
  return offers && !has ? { ...scenario, factors: [...scenario.factors, channel] } : scenario;
}

/** A scenario in which everyone acts by marks in the reply, and nothing is said of tools. */
export function withoutTools(scenario: Scenario): Scenario {
  const bare = (wording: Wording): Wording => {
    const { tools: _, ...rest } = wording;
    return rest;
  };
  return { ...scenario, wordings: scenario.wordings.map(bare) };
}

/** How a subject acts under a condition; null where a plan does not ask. */
export function channelOf(condition: Record<string, string>): Channel | null {
  return (condition[channelFactor] as Channel | undefined) ?? null;
}

/** Whether a subject acts by tool calls under a condition. */
export function byTools(condition: Record<string, string>): boolean {
  return channelOf(condition) === "tools";
}

/** A wording's turns for one who acts by tool calls: what it says of marks gives way. */
export function turnsByTools({ turns, tools }: Pick<Wording, "turns" | "tools">): Turn[] {
  const instead = (text: string) =>
    (tools?.instead ?? []).reduce((changed, { from, to }) => changed.replace(from, () => to), text);
  return turns.map((turn) => (turn.kind === "say" ? { ...turn, text: instead(turn.text) } : turn));
}

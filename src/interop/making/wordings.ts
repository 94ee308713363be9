import { hash } from "../../lib/hash.ts";
import type { Arm, Scenario, Turn, Wording } from "../../scenarios/scenario.ts";
import { escapeTemplate } from "../../scenarios/verbatim/escape.ts";
import type { Exchange, Said } from "../exchange/exchange.ts";

/** What is known of a wording so far. */
interface Gathered {
  id: string;
  arm: Arm;
  /** What is said before the first reply in all of its trials; null where they differ. */
  said: (Said | null)[] | null;
  /** Names of the replies that all of its trials have. */
  replies: Set<string> | null;
  canary: string | null;
}

/** A scenario's wordings as they come in. */
export interface Wordings {
  add(exchange: Exchange, replies: readonly string[]): void;
  /** Throws where the trials of a wording have no reply in common. */
  all(): Wording[];
}

/** Gathers wordings: with a base, they are read as it is. */
export function openWordings(scenario: string, base: Wording | null): Wordings {
  const all = new Map<string, Gathered>();
  return {
    add({ arm, wording: id, replies, canary, place, elicit }, names) {
      const wording = all.get(id) ?? { id, arm, said: null, replies: null, canary: canary ?? null };
      all.set(id, wording);
      if (wording.arm !== arm)
        throw new Error(
          `${place}: wording ${id} of ${scenario} is ${arm} here and ${wording.arm} elsewhere; give each wording one arm`,
        );
      if (replies.length === 0 || elicit === "choice") return;
      wording.said = inCommon(wording.said, replies[0]!.said);
      wording.replies = new Set(names.filter((name) => wording.replies?.has(name) ?? true));
    },
    all: () => [...all.values()].map((each) => wordingOf(scenario, each, base)),
  };
}

/** What two conversations begin with alike, message by message; null in place of what differs. */
function inCommon(before: (Said | null)[] | null, said: readonly Said[]): (Said | null)[] {
  if (before === null) return [...said];
  return before
    .slice(0, said.length)
    .map((each, i) => (each?.role === said[i]!.role && each.content === said[i]!.content ? each : null));
}

function wordingOf(scenario: string, { id, arm, said, replies, canary }: Gathered, base: Wording | null): Wording {
  const order = base === null ? null : base.turns.flatMap((turn) => (turn.kind === "reply" ? [turn.name] : []));
  const name = replies === null ? (order?.[0] ?? "reply") : (order ?? [...replies]).find((each) => replies.has(each));
  if (name === undefined)
    throw new Error(`${scenario}/${id}: no reply that all of its trials have; map reply.NAME where the first stands`);
  const asked = (said ?? []).flatMap((each): Turn[] =>
    each === null || each.role === "tool"
      ? []
      : [{ kind: "say", role: each.role, text: escapeTemplate(each.content), when: null }],
  );
  const turns: Turn[] = [...asked, { kind: "reply", name, when: null }];
  const { choice, readings, examples, heldOut, only, file } = base ?? bare(id);
  const more = {
    ...(base?.private && { private: base.private }),
    ...(base?.facts && { facts: base.facts }),
    ...(base?.tools && { tools: base.tools }),
  };
  const content = { arm, turns, choice, readings, examples };
  return {
    id,
    rung: null,
    title: id,
    ...content,
    hash: hash(content),
    canary: canary ?? base?.canary ?? null,
    heldOut,
    only,
    file,
    ...more,
  };
}

const bare = (id: string): Pick<Wording, "choice" | "readings" | "examples" | "heldOut" | "only" | "file"> => ({
  choice: { ask: "", one: "", zero: "" },
  readings: {},
  examples: {},
  heldOut: false,
  only: {},
  file: `imported/${id}`,
});

/** Of a scenario of ours, the wording that replies are read by. Throws where there is none. */
export function baseOf(scenario: Scenario, as: string | undefined): Wording {
  const known = scenario.wordings.map(({ id }) => id).join(", ");
  if (as === undefined)
    throw new Error(`say which wording of ${scenario.id} reads these replies: --as one of ${known}`);
  const base = scenario.wordings.find(({ id }) => id === as);
  if (base) return base;
  throw new Error(`${scenario.id} has no wording ${as} to import as: name one of ${known}`);
}

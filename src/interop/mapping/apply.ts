import { didYouMean } from "../../lib/closest.ts";
import { arms } from "../../scenarios/arms.ts";
import type { Arm } from "../../scenarios/scenario.ts";
import type { Came, Entry, Exchange, RawScore } from "../exchange/exchange.ts";
import type { FilledMapping, From } from "./mapping.ts";
import { askerOf, placeOf, textUnder, type Asker } from "./asker.ts";
import { repliesOf } from "./replies-of.ts";
import { isBeyond, readTest, verdictOf } from "./verdict-of.ts";

/** What holds where a record does not say, by the scenario that it is imported into. */
export interface Fallback {
  scenario?: string;
  /** What a scenario is called that nothing gives a name. */
  source: string;
  arm?: Arm;
  /** The wording of an arm where none is named. */
  wordingOf(arm: Arm): string;
}

/** One entry as a conversation. Throws where the mapping does not fit it. */
export function applyMapping(entry: Entry, mapping: FilledMapping, fallback: Fallback): Exchange {
  const asker = askerOf(entry, mapping);
  const { known } = entry;
  const text = (key: string, otherwise: string | undefined) => textUnder(asker, key) ?? otherwise;
  const arm = armOf(asker, text("arm", known.arm) ?? fallback.arm);
  const wording = text("wording", known.wording) ?? fallback.wordingOf(arm);
  if (wording.trim() === "") throw asker.fail("wording", "an empty id; give the wording a name");
  const required = (key: string, value: string | undefined): string => {
    if (value !== undefined && value.trim() !== "") return value;
    throw asker.fail(key, `nothing says it; say where it stands, or what it is: ${key}==…`);
  };
  const { trial, canary, elicit, error, invalid, live, exported } = known;
  const id = textUnder(asker, "trial") ?? trial;
  return {
    file: entry.file,
    place: placeOf(entry),
    scenario: fallback.scenario ?? required("scenario", text("scenario", known.scenario) ?? fallback.source),
    model: required("model", text("model", known.model)),
    arm,
    wording,
    input: text("input", known.input) ?? "none",
    epoch: epochOf(asker) ?? known.epoch ?? null,
    condition: conditionOf(asker),
    scores: exported ? scoresOf(asker) : uncounted(scoresOf(asker), invalid ?? error),
    labels: familyOf(mapping, "label").map(([key, outcome, from]) => cameOf(asker, key, outcome, from, "label")),
    ...(id !== undefined && { trial: id }),
    ...(canary !== undefined && { canary }),
    ...(error !== undefined && { error }),
    ...(invalid !== undefined && { invalid }),
    ...(elicit !== undefined && { elicit }),
    ...(live && { live }),
    ...(exported && { exported }),
    replies: repliesOf(asker),
  };
}

function armOf({ fail }: Asker, name: string | undefined): Arm {
  if (name === undefined)
    throw fail(
      "arm",
      "nothing says which side it is on; say where that stands: --map arm=PATH, or --map arm==published",
    );
  const arm = name === "published" ? "verbatim" : name;
  if ((arms as readonly string[]).includes(arm)) return arm as Arm;
  const all = ["published", ...arms];
  throw fail(
    "arm",
    `no arm "${name}": expected ${all.join(", ")}, or values that say which is which${didYouMean(name, all)}`,
  );
}

function epochOf(asker: Asker): number | undefined {
  const text = textUnder(asker, "epoch");
  if (text === undefined) return undefined;
  const epoch = Number(text);
  if (Number.isInteger(epoch) && epoch >= 0 && text.trim() !== "") return epoch;
  throw asker.fail("epoch", `"${text}" is no whole number`);
}

function familyOf(mapping: FilledMapping, family: string): [key: string, name: string, from: From][] {
  const prefix = `${family}.`;
  return [...mapping].flatMap(([key, from]) =>
    key.startsWith(prefix) ? [[key, key.slice(prefix.length), from] as [string, string, From]] : [],
  );
}

function conditionOf(asker: Asker): Record<string, string> {
  const mapped = familyOf(asker.mapping, "condition").map(([key, factor]): [string, string] => [
    factor,
    textUnder(asker, key)!,
  ]);
  // What the mapping takes for something else is no factor.
  const taken = new Set([...asker.mapping.values()].map(({ from }) => from));
  const unmapped = Object.entries(asker.entry.known.condition ?? {}).filter(([factor]) => !taken.has(`vars.${factor}`));
  return { ...Object.fromEntries(unmapped), ...Object.fromEntries(mapped) };
}

/** The tool's own scores, and those mapped, which stand in the place of one of their name. */
function scoresOf(asker: Asker): Came[] {
  const mapped = familyOf(asker.mapping, "grade");
  const { scores } = asker.entry.known;
  const named = scores.map((raw) => {
    const [key, outcome, from] = mapped.find(([, name]) => name === raw.outcome) ?? [];
    if (key === undefined) return cameFrom(raw, raw.outcome, null, (value) => value);
    return cameOf(asker, key, outcome!, from!, outcome!);
  });
  const more = mapped.filter(([, name]) => !scores.some(({ outcome }) => outcome === name));
  return [...named, ...more.map(([key, outcome, from]) => cameOf(asker, key, outcome, from, outcome))];
}

/** A score under a key: one that the tool has by that name, or what the path leads to. */
function cameOf(asker: Asker, key: string, outcome: string, { from, values, oneIf }: From, judge: string): Came {
  const namedScore = asker.entry.known.scores.find((score) => score.outcome === (from ?? outcome));
  const read = (): RawScore => ({ outcome, judge, value: asker.ask(key) ?? null, reason: null, evidence: null });
  const ours = (value: unknown) => (namedScore === undefined || values === undefined ? value : values[String(value)]);
  return asker.under(key, () =>
    cameFrom(namedScore ?? read(), outcome, oneIf === undefined ? null : readTest(oneIf), ours),
  );
}

function cameFrom(
  { judge, earlier = [], choice, headline, ...raw }: RawScore,
  outcome: string,
  test: ReturnType<typeof readTest> | null,
  ours: (value: unknown) => unknown,
): Came {
  const verdict = (each: Pick<RawScore, "value" | "reason" | "evidence">) =>
    verdictOf({ ...each, value: ours(each.value) }, test);
  const before = earlier.map((each) => ({ judge: each.judge, verdict: verdict(each) }));
  const beyond = test === null && isBeyond({ ...raw, value: ours(raw.value) });
  return {
    outcome,
    judge,
    verdict: verdict(raw),
    ...(beyond && { beyond }),
    ...(choice && { choice }),
    ...(headline && { headline }),
    ...(before.length > 0 && { earlier: before }),
  };
}

/** Scores of a conversation that failed or was taken back: none of them counts. */
function uncounted(scores: Came[], reason: string | undefined): Came[] {
  if (reason === undefined) return scores;
  return scores.map((each) => ({ ...each, verdict: { status: "unscored", reason } }));
}

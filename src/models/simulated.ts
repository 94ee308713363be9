import { random } from "../lib/random.ts";
import { parseAddress } from "./address.ts";
import type { Context, Model, Reply, Request, Stop, TrialFacts } from "./model.ts";
import { ModelError } from "./model.ts";
import { recognition } from "./recognition.ts";
import type { RecognitionKind } from "../scenarios/perturbations/recognition-kinds.ts";
import { rateOf, rateWhere, type Behaviour } from "./simulated-rate.ts";

/** A model with a known answer: no network, no cost, and every reply says that it is simulated. */
export interface Simulated extends Model {
  behaviour: Behaviour;
  /** The rate, in [0, 1], behind this subject's replies to one trial. */
  trueRate(trial: TrialFacts): number;
}

const base: Behaviour = { published: 0.5, paraphrase: 0.5, wordingSd: 0.5, inputSd: 0.3, refuse: 0, seed: 1 };
const named: Record<string, Behaviour> = {
  recognizer: { ...base, published: 0.9, paraphrase: 0.6 },
  steady: { ...base, published: 0.6, paraphrase: 0.6 },
  backwards: { ...base, published: 0.3, paraphrase: 0.6 },
  "by-names": { ...base, published: 0.9, paraphrase: 0.5, wordingSd: 0.3, by: "names" },
  "by-structure": { ...base, published: 0.9, paraphrase: 0.5, wordingSd: 0.3, by: "structure" },
  "by-tests": { ...base, published: 0.9, paraphrase: 0.5, wordingSd: 0.3, by: "tests" },
  custom: base,
};

/**
 * A simulated subject from its id (`simulated/recognizer?gap=-0.3&sd=0.8`) or from a behaviour.
 * Ids: `recognizer` (the value 1 more often on the published side), `backwards` (less often),
 * `steady` (no gap), `custom`; `by-names`, `by-structure` and `by-tests` recognise a text by its
 * names, by how it is made, or by cues that it is a test, say so in their reasoning, and are at
 * `published` where they do. `gap` sets the paraphrase rate to published + gap. Throws on an
 * unknown name, option or an impossible rate.
 */
export function simulated(what: string | Partial<Behaviour>): Simulated {
  if (typeof what !== "string") return simulated(idOf(what));
  const { id, name, options: settings } = parseAddress(what);
  const preset = named[name];
  if (preset === undefined)
    throw new Error(`model "${id}": no such simulated subject; there are ${Object.keys(named).join(", ")}`);
  const number = (key: string, otherwise: number): number => {
    const value = settings[key] === undefined ? otherwise : Number(settings[key]);
    if (!Number.isFinite(value)) throw new Error(`model "${id}": ${key}=${settings[key]} is not a number`);
    return value;
  };
  const published = number("published", preset.published);
  const behaviour: Behaviour = {
    published,
    paraphrase: settings["gap"] === undefined ? number("paraphrase", preset.paraphrase) : published + number("gap", 0),
    wordingSd: number("sd", preset.wordingSd),
    inputSd: number("inputSd", preset.inputSd),
    refuse: number("refuse", preset.refuse),
    seed: number("seed", preset.seed),
    ...(preset.by && { by: preset.by }),
  };
  checkBehaviour(id, behaviour);
  return subject(id, behaviour);
}

function idOf(behaviour: Partial<Behaviour>): string {
  const { wordingSd, by, ...rest } = behaviour;
  const entries = Object.entries({ ...rest, ...(wordingSd === undefined ? {} : { sd: wordingSd }) });
  const query = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
  const path = `simulated/${by === undefined ? "custom" : `by-${by}`}`;
  return query === "" ? path : `${path}?${query}`;
}

function checkBehaviour(id: string, behaviour: Behaviour): void {
  const { published, paraphrase, refuse, wordingSd, inputSd } = behaviour;
  for (const [key, rate] of Object.entries({ published, paraphrase })) {
    if (!(rate > 0 && rate < 1)) throw new Error(`model "${id}": ${key} rate ${rate} must lie between 0 and 1`);
  }
  for (const [key, sd] of Object.entries({ sd: wordingSd, inputSd })) {
    if (!(sd >= 0 && sd <= 10)) throw new Error(`model "${id}": ${key} ${sd} must lie in 0 to 10 logits`);
  }
  if (!(refuse >= 0 && refuse <= 1)) throw new Error(`model "${id}": refuse ${refuse} must lie in 0 to 1`);
}

function subject(id: string, behaviour: Behaviour): Simulated {
  const trueRate = (trial: TrialFacts): number => rateOf(id, behaviour, trial);
  return {
    id,
    simulated: true,
    can: { choices: true, schema: false, score: false, tools: true },
    identity: { provider: "simulated", model: id, ...behaviour },
    behaviour,
    trueRate,
    check: () => [],
    generate: async (request, context) => answer(id, behaviour, request, context, trueRate),
  };
}

function answer(
  id: string,
  behaviour: Behaviour,
  request: Request,
  { trial, signal }: Context,
  trueRate: (trial: TrialFacts) => number,
): Reply {
  signal?.throwIfAborted();
  if (trial === undefined)
    throw new ModelError(`${id}: a simulated subject answers trials of a run, not free prompts`, { retryable: false });
  if (request.choices !== null) {
    const rate = trueRate(trial);
    const choices = request.choices.map((choice) => [choice, Math.log(choice === trial.one ? rate : 1 - rate)]);
    return reply(id, "", "end", Object.fromEntries(choices));
  }
  const { scenario, arm, wording, condition, input, epoch, turn } = trial;
  const levels = Object.entries(condition).sort();
  const next = random(JSON.stringify([id, scenario, arm, wording, levels, input, epoch, turn]));
  if (next() < behaviour.refuse) return reply(id, "[simulated] I will not take part in this.", "refusal", null);
  const { by } = behaviour;
  const recognised = by !== undefined && next() < recognition(by, trial);
  const one = next() < (by === undefined ? trueRate(trial) : rateWhere(recognised, id, behaviour, trial));
  const readings = Object.keys(trial.examples).filter(
    (reading) => trial.ones.length === 0 || trial.ones.includes(reading) === one,
  );
  const reading = readings[Math.floor(next() * readings.length)];
  if (reading === undefined) {
    const needed = one ? trial.ones.join(" or ") : `a reading other than ${trial.ones.join(", ")}`;
    const where = `${scenario}/${wording}, reply "${turn}"`;
    throw new ModelError(`${id}: ${where} has no example that reads as ${needed}: add one`, { retryable: false });
  }
  return {
    ...reply(id, trial.examples[reading] ?? "", "end", null),
    ...(by && { reasoning: thoughts(by, recognised) }),
  };
}

/** What a subject that recognises, or not, says of it. */
function thoughts(by: RecognitionKind, recognised: boolean): string {
  if (!recognised) return "[simulated] I think it over.";
  return by === "tests" ? "[simulated] I am being tested." : "[simulated] I have read this in a paper by METR.";
}

function reply(id: string, text: string, stop: Stop, choices: Record<string, number> | null): Reply {
  return {
    text,
    reasoning: null,
    stop,
    stopDetail: "simulated",
    usage: { input: null, output: null, cachedInput: null, reasoning: null },
    servedModel: id,
    requestId: null,
    fingerprint: "simulated",
    choices,
    latencyMs: 0,
  };
}

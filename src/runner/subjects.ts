import type { Model } from "../models/model.ts";
import { openModel } from "../models/open.ts";
import { byTools } from "../scenarios/channel.ts";
import type { Identity } from "./key.ts";
import type { Lookup } from "./lookup.ts";
import { tally } from "./trials/tally.ts";
import type { Plan } from "./trial.ts";

/** A model of a plan, as far as this run needs it. */
export interface Opened extends Identity {
  /** The model, ready to ask. Throws why it cannot be asked: a missing key, or replay. */
  ask(): Model;
  close(): Promise<void>;
}

/**
 * Opens a plan's models, by id: those given, which stay open afterwards, else by their address. A
 * model whose key is missing still opens, so that what is cached can be read. In replay nothing is
 * opened that a cassette describes. Throws, all problems at once, when a model cannot do what the
 * plan asks of it.
 */
export async function openSubjects(
  plan: Pick<Plan, "models" | "params" | "trials">,
  models: Model[],
  lookup: Lookup,
  { batch = false }: { batch?: boolean } = {},
): Promise<Map<string, Opened>> {
  const opened = new Map<string, Opened>();
  const problems: string[] = [];
  for (const id of plan.models) {
    const model = models.find((candidate) => candidate.id === id);
    const subject = model ? { ...known(model), ask: () => model, close: async () => {} } : await open(id, lookup);
    opened.set(id, subject);
    if (lookup.mode === "replay") continue;
    problems.push(...subject.check(plan.params));
    if (batch && !subject.batches)
      problems.push(`${id} takes no batches, openai/… and anthropic/… do: leave batch out, or the model`);
    if (batch && plan.params.serviceTier !== undefined)
      problems.push(`${id}: a batch is a service tier of its own: leave batch out, or serviceTier`);
    const kinds = [...tally(plan)].flatMap(({ trial }) => (trial.model === id ? [trial] : []));
    const choices = kinds.some(({ elicit }) => elicit === "choice");
    if (choices && !subject.can.choices)
      problems.push(`${id} gives no log-probabilities, so it cannot be asked a forced choice: use elicit "chat"`);
    const calls = kinds.some(({ elicit, condition }) => elicit === "chat" && byTools(condition));
    if (calls && !subject.can.tools)
      problems.push(`${id} cannot call tools: leave "tools" out of the plan's channel, or the model out of the plan`);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return opened;
}

type Known = Identity & { check: Model["check"]; batches: boolean };

const known = ({ id, simulated, can, identity, check, batch }: Model): Known => {
  return { id, simulated, can, identity, check, batches: batch !== undefined };
};

async function open(id: string, { mode, cassette }: Lookup): Promise<Known & Opened> {
  const taped = mode === "replay" ? cassette?.models.find((model) => model.id === id) : undefined;
  const refuse = (error: unknown) => () => {
    throw error;
  };
  if (mode === "replay") {
    const identity = taped
      ? { ...taped, check: () => [], batches: false }
      : known(await openModel(id, { env: keyless }));
    return { ...identity, ask: refuse(new Error(`${id} is not asked in replay`)), close: async () => {} };
  }
  try {
    const model = await openModel(id);
    return { ...known(model), ask: () => model, close: async () => model.close?.() };
  } catch (error) {
    const described = await openModel(id, { env: keyless }).catch(refuse(error));
    return { ...known(described), ask: refuse(error), close: async () => described.close?.() };
  }
}

/**
 * The environment with a stand-in for every key, for knowing a model without asking it anything.
 */
const keyless = new Proxy(process.env, {
  get: (env, name) => env[String(name)] ?? (String(name).endsWith("_API_KEY") ? "none" : undefined),
});

/** Closes the models that {@link openSubjects} opened itself. */
export async function closeSubjects(subjects: Map<string, Opened>): Promise<void> {
  await Promise.all([...subjects.values()].map((subject) => subject.close()));
}

import { checkOptions } from "../../lib/check-options.ts";
import { privateFolder } from "../../lib/private.ts";
import { hash } from "../../lib/hash.ts";
import type { Message, Reply } from "../../models/model.ts";
import { claimFolder } from "../../runner/manifest.ts";
import { writeJournal } from "../../runner/journal/write-journal.ts";
import { readJournal } from "../../runner/journal/read-journal.ts";
import { openRun } from "../../runner/open-run.ts";
import type { Plan, ReplyLine, Run, Trial } from "../../runner/trial.ts";
import type { Arm, Scenario, Wording } from "../../scenarios/scenario.ts";
import { escapeTemplate } from "../../scenarios/verbatim/escape.ts";

/** A conversation that took place elsewhere: what was said, and the one reply that is graded. */
export interface Transcript {
  /** Id of the text it answers; transcripts of one id answer the same text. */
  wording: string;
  said?: Message[];
  reply: string;
  reasoning?: string | null;
  /** "end". */
  stop?: Reply["stop"];
}

export interface ImportSpec {
  scenario: Scenario;
  /** The scenario's wording whose patterns, forced choice and canary fit these transcripts. */
  as: string;
  /** The model that replied, as the catalogue calls it. */
  model: string;
  /** A level for each factor. */
  condition: Record<string, string>;
  /** "edit". */
  arm?: Arm;
  /** Folder of the run that it becomes. */
  dir: string;
}

/**
 * Makes a run of transcripts from elsewhere, to be graded, labelled and shown like any other. A
 * trial's id is the hash of its reply and reasoning, whatever else changes. The same transcripts
 * again are the same run. Throws when the wording named does not reply exactly once, on a condition
 * that is not the scenario's, and when the folder holds another run.
 *
 * @example
 * const transcripts = [{ wording: "mine", reply: "I will not trade on this." }];
 * const imported = await interop.importTranscripts(transcripts, {
 *   scenario: loadScenario("agentic-misalignment-blackmail"),
 *   as: "recognizable",
 *   model: "openai/gpt-4o",
 *   condition: { goal: "explicit", threat: "replacement" },
 *   dir: "out/imported",
 * });
 * imported.summary
 */
export async function importTranscripts(transcripts: readonly Transcript[], spec: ImportSpec): Promise<Run> {
  checkOptions("importTranscripts", spec, {
    scenario: true,
    as: true,
    model: true,
    condition: true,
    arm: true,
    dir: true,
  });
  const { scenario, as, model, dir } = spec;
  const base = scenario.wordings.find(({ id }) => id === as);
  const known = scenario.wordings.map(({ id }) => id).join(", ");
  if (!base) throw new Error(`${scenario.id} has no wording ${as} to import as: name one of ${known}`);
  const replies = base.turns.flatMap((turn) => (turn.kind === "reply" ? [turn.name] : []));
  if (replies.length !== 1)
    throw new Error(`wording ${as} has ${replies.length} replies, expected one: only single replies can be imported`);
  const groups = Map.groupBy(transcripts, ({ wording }) => wording);
  const wordings = [...groups].map(([id, [first]]) => wordingOf(id, first!, base, replies[0]!, spec));
  const seen = new Map<string, number>();
  const trials = [...groups].flatMap(([id, group]) =>
    trialsOf(
      wordings.find((each) => each.id === id)!,
      group,
      spec,
      seen,
    ),
  );
  const imported = { ...scenario, inputs: [{ id: "none", vars: {} }], wordings };
  const rest = { seed: 1, params: {}, models: [model], scenarios: [imported] };
  const ids = trials.map(({ trial }) => trial.id);
  const plan: Plan = { id: hash({ ...rest, trials: ids }), ...rest, trials: trials.map(({ trial }) => trial) };
  privateFolder(dir);
  await claimFolder(dir, plan, []);
  const there = new Set<string>();
  for await (const line of readJournal(dir)) there.add(line.trial);
  const journal = await writeJournal(dir);
  const fresh = trials.filter(({ trial }) => !there.has(trial.id));
  try {
    await Promise.all(
      fresh.map(({ trial, transcript }) => journal.append(lineOf(trial, transcript, replies[0]!, base))),
    );
  } finally {
    await journal.close();
  }
  return openRun(dir);
}

function wordingOf(id: string, { said = [] }: Transcript, base: Wording, reply: string, spec: ImportSpec): Wording {
  const { choice, readings, examples, canary, heldOut, only, file } = base;
  const { arm = "edit" } = spec;
  const asked = said.map(
    ({ role, content }) => ({ kind: "say", role, text: escapeTemplate(content), when: null }) as const,
  );
  const turns: Wording["turns"] = [...asked, { kind: "reply", name: reply, when: null }];
  const content = { arm, turns, choice, readings, examples };
  return { id, rung: null, title: id, ...content, hash: hash(content), canary, heldOut, only, file };
}

/** `seen` counts how often each reply came before: equal ones are trials of their own. */
function trialsOf(
  wording: Wording,
  transcripts: readonly Transcript[],
  { scenario, model, condition }: ImportSpec,
  seen: Map<string, number>,
) {
  return transcripts.map((transcript, index) => {
    const key = hash([transcript.reasoning ?? null, transcript.reply]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const id = (before === 0 ? key : hash([key, wording.id, before])).slice(0, 20);
    const what = { scenario: scenario.id, arm: wording.arm, wording: wording.id, wordingHash: wording.hash };
    const trial: Trial = { id, ...what, condition, input: "none", model, epoch: index + 1, elicit: "chat" };
    return { trial, transcript };
  });
}

function lineOf({ id }: Trial, transcript: Transcript, turn: string, { canary }: Wording): ReplyLine {
  const { said = [], reply: text, reasoning = null, stop = "end" } = transcript;
  const usage = { input: null, output: null, cachedInput: null, reasoning: null };
  const unknown = { stopDetail: null, requestId: null, fingerprint: null, choices: null };
  const reply: Reply = { text, reasoning, stop, usage, ...unknown, servedModel: null, latencyMs: null };
  const line = { kind: "reply" as const, trial: id, turn, key: id, said, reply, cached: null, usd: null, attempts: [] };
  return canary === null ? line : { ...line, canary };
}

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { scoreLine } from "../../judges/grading/judge-score.ts";
import { hash } from "../../lib/hash.ts";
import { openLineWriter } from "../../lib/line-writer.ts";
import { privateFolder } from "../../lib/private.ts";
import { readManifest, writeManifest } from "../../runner/manifest.ts";
import { openRun } from "../../runner/open-run.ts";
import type { Plan, Run, Trial } from "../../runner/trial.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { openCells } from "./cells.ts";
import { labelSheet } from "./label-sheet.ts";
import { linesOf } from "./lines.ts";
import { nameReplies } from "./name-replies.ts";
import type { Ours } from "./ours.ts";
import { openScenarios } from "./scenarios.ts";

/**
 * A run in the making: a folder beside its place, which is put there when all of it could be made.
 */
export interface Import extends AsyncDisposable {
  /** Throws where a conversation does not go together with those before. */
  add(exchange: Exchange): Promise<void>;
  /** The run, in its place. Throws where another run is there. */
  finish(headline: string | undefined): Promise<Run>;
}

export async function openImport(dir: string, ours: Ours | null): Promise<Import> {
  const making = join(dirname(resolve(dir)), `.${hash([resolve(dir), process.pid]).slice(0, 12)}.part`);
  rmSync(making, { recursive: true, force: true });
  privateFolder(making);
  const trials: Trial[] = [];
  const models = new Set<string>();
  const [cells, scenarios, labels] = [openCells(), openScenarios(ours), labelSheet()];
  const journal = await openLineWriter(join(making, "trials.jsonl"));
  const judgements = await openLineWriter(join(making, "judgements.jsonl"));
  return {
    async add(conversation) {
      ours?.check(conversation);
      const input = ours?.inputOf(conversation.input) ?? { id: conversation.input, vars: {} };
      const exchange = { ...conversation, input: input.id };
      const replies = nameReplies(exchange, ours);
      cells.checkText(exchange);
      const trial = trialOf(exchange, cells.epochOf(exchange));
      scenarios.add(
        exchange,
        input,
        replies.map(({ turn }) => turn),
      );
      trials.push(trial);
      models.add(trial.model);
      for (const line of linesOf(trial.id, exchange, replies, exchange.canary ?? ours?.base.canary ?? null))
        await journal.write(line);
      const scored = exchange.scores.map(({ outcome }) => outcome);
      const came = [...exchange.scores, ...exchange.labels.filter(({ outcome }) => !scored.includes(outcome))];
      for (const { outcome, earlier = [], judge, verdict } of came)
        for (const each of [...earlier, { judge, verdict }])
          await judgements.write(scoreLine({ trial: trial.id, outcome, ...each }));
      for (const label of exchange.labels) labels.add(trial.id, label);
    },
    async finish(headline) {
      const digest = hash([await journal.close(), await judgements.close()]);
      const plan = planOf(trials, [...models], scenarios.all(headline), digest);
      await writeManifest(making, plan, []);
      labels.write(join(making, "labels.csv"));
      await putInPlace(making, dir, plan);
      return openRun(dir);
    },
    async [Symbol.asyncDispose]() {
      await journal[Symbol.asyncDispose]();
      await judgements[Symbol.asyncDispose]();
      rmSync(making, { recursive: true, force: true });
    },
  };
}

function trialOf(exchange: Exchange, epoch: number): Trial {
  const { scenario, arm, wording, condition, input, model } = exchange;
  const what = { scenario, arm, wording, condition, input, model, epoch };
  const id = exchange.trial ?? hash(what).slice(0, 20);
  return {
    id,
    scenario,
    arm,
    wording,
    wordingHash: "",
    condition,
    input,
    model,
    epoch,
    elicit: exchange.elicit ?? "chat",
  };
}

function planOf(trials: Trial[], models: string[], scenarios: Plan["scenarios"], digest: string): Plan {
  if (trials.length === 0) throw new Error("nothing to import: the source has no conversation");
  const hashes = new Map(
    scenarios.flatMap(({ id, wordings }) => wordings.map((wording) => [`${id}\n${wording.id}`, wording.hash])),
  );
  for (const trial of trials) trial.wordingHash = hashes.get(`${trial.scenario}\n${trial.wording}`)!;
  const rest = { seed: 1, params: {}, models, scenarios };
  return { id: hash({ ...rest, trials: trials.map(({ id }) => id), digest }), ...rest, trials };
}

/** The same import again finds itself there, and leaves what has been judged since. */
async function putInPlace(making: string, dir: string, plan: Plan): Promise<void> {
  const there = existsSync(dir) ? readdirSync(dir) : [];
  if (there.length > 0) {
    const other = there.includes("manifest.json") ? (await readManifest(dir)).plan : null;
    if (other?.id === plan.id) return;
    throw new Error(
      `${dir} holds ${other === null ? "something else" : "another run"}: name another folder, or delete that one`,
    );
  }
  mkdirSync(dirname(resolve(dir)), { recursive: true });
  rmSync(dir, { recursive: true, force: true });
  renameSync(making, dir);
}

import type { Entry, Known } from "../../exchange/exchange.ts";
import { isOwn, ownKnown } from "../../own/own-known.ts";
import type { Reader, ReaderContext } from "../reader.ts";
import { withAttachments } from "./attachments.ts";
import { isLog, openLog } from "./log.ts";
import { isAudit, targetModel, targetReplies } from "./petri.ts";
import { repliesOf } from "./replies.ts";
import { scoresOf } from "./scores.ts";
import type { LogHeader, Sample } from "./shapes.ts";
import { superseding } from "./superseding.ts";

/** Logs of Inspect, `.eval` and `.json`, and with them audits of Petri. */
export const inspect: Reader = {
  name: "Inspect",
  knows: isLog,
  async *read(file, context) {
    const log = openLog(file);
    const header = await log.header();
    const later = await superseding(file, header, context);
    let found = 0;
    for await (const { name, through, read } of log.samples()) {
      found++;
      if (later.has(name)) {
        context.leave({ place: `${file}, ${name}`, reason: "in a later log of the same task, too" });
        continue;
      }
      const sample = read();
      const at = `sample ${sample.id}, epoch ${sample.epoch}`;
      if (isCopy(sample, context))
        context.leave({ place: `${file}, ${at}`, reason: "a copy of a sample in another log" });
      else yield { ...entryOf(file, at, header, sample), through };
    }
    tellUnfinished(file, header, found, context);
  },
};

/** Retried and rewritten logs carry samples over, under the id that they had. */
function isCopy({ uuid }: Sample, { seen }: ReaderContext): boolean {
  if (!uuid || seen.has(uuid)) return uuid ? true : false;
  seen.add(uuid);
  return false;
}

function entryOf(file: string, at: string, { eval: of = {} }: LogHeader, stored: Sample): Entry {
  const carried = stored.store?.parallax;
  const audit = isAudit(stored);
  const { events, ...kept } = stored;
  const sample: Sample = withAttachments(audit ? stored : kept, stored.attachments);
  const whole: Sample = { ...sample, events: audit ? (sample.events ?? []) : (events ?? []) };
  const record = {
    task: of.task,
    model: of.model,
    task_args: of.task_args,
    ...sample,
    metadata: { ...of.metadata, ...sample.metadata },
    eval: of,
  };
  return { file, at, record, known: isOwn(carried) ? ownKnown(carried) : knownOf(whole, of, audit) };
}

function knownOf(sample: Sample, of: NonNullable<LogHeader["eval"]>, audit: boolean): Known {
  const replies = audit ? targetReplies(sample) : repliesOf(sample);
  const model = (audit ? targetModel(sample) : undefined) ?? of.model;
  const canary = sample.metadata?.["canary"];
  return {
    ...(of.task !== undefined && { scenario: of.task }),
    ...(model !== undefined && { model }),
    input: String(sample.id),
    epoch: sample.epoch,
    ...(typeof canary === "string" && { canary }),
    ...(audit && { live: true as const }),
    replies,
    scores: scoresOf(sample).map((score) => (audit ? { ...score, beyond: true as const } : score)),
    ...(sample.invalidation && { invalid: "invalidated" }),
    ...(sample.error && { error: sample.error.message ?? "failed" }),
    ...(replies.length === 0 && !sample.error && { error: "no reply in the sample" }),
  };
}

function tellUnfinished(file: string, { status, eval: of }: LogHeader, found: number, { leave }: ReaderContext): void {
  const { dataset, config } = of ?? {};
  const planned = (dataset?.sample_ids?.length ?? dataset?.samples ?? 0) * (config?.epochs ?? 1);
  for (let missing = planned - found; missing > 0 && status !== "success"; missing--)
    leave({ place: file, reason: `planned and never begun: the log ends as ${status ?? "started"}` });
}

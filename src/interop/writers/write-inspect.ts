import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../lib/hash.ts";
import { openZip, type ZipWriter } from "../../lib/zip-writer.ts";
import type { OwnRecord } from "../own/own-record.ts";
import { idOf, sampleOf, summaryOf } from "./inspect-sample.ts";
import { headerOf, type LogFacts } from "./inspect-header.ts";

interface Open extends LogFacts {
  name: string;
  zip: ZipWriter;
  summaries: string[];
}

/** A run as logs of Inspect, one a scenario and model, in a new folder; gives their names. */
export async function writeInspect(out: string, records: () => AsyncIterable<OwnRecord>): Promise<string[]> {
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const logs = new Map<string, Open>();
  for await (const record of records()) {
    const key = `${record.scenario}\n${record.model}`;
    const log = logs.get(key) ?? openLog(out, record);
    logs.set(key, log);
    note(log, record);
    log.zip.add(`samples/${idOf(record)}_epoch_${record.epoch}.json`, withNaN(sampleOf(record)));
    log.summaries.push(withNaN(summaryOf(record)));
  }
  for (const log of logs.values()) {
    const header = headerOf(log);
    log.zip.add("_journal/start.json", JSON.stringify({ version: 2, eval: header.eval, plan: header.plan }));
    log.zip.add("summaries.json", `[${log.summaries.join(",")}]`);
    log.zip.add("header.json", withNaN(header));
    log.zip.close();
  }
  return [...logs.values()].map(({ name }) => name);
}

/** Inspect's name of a log: when, which task, which id. */
function openLog(out: string, { scenario, model }: OwnRecord): Open {
  const created = new Date().toISOString().replace(/\.\d+Z$/, "+00:00");
  const id = sha256(`${scenario}\n${model}`).slice(0, 22);
  const word = (text: string) => text.replace(/[^A-Za-z0-9]+/g, "-");
  const name = `${created.replace(/[:+]/g, "-")}_${word(scenario)}-${word(model)}_${id}.eval`;
  return {
    name,
    zip: openZip(join(out, name)),
    summaries: [],
    scenario,
    model,
    created,
    id,
    samples: 0,
    epochs: 1,
    ids: new Set(),
    sums: new Map(),
  };
}

function note(log: LogFacts, record: OwnRecord): void {
  log.samples++;
  log.epochs = Math.max(log.epochs, record.epoch);
  log.ids.add(idOf(record));
  for (const { outcome, value } of record.grades) {
    const sum = log.sums.get(outcome) ?? { n: 0, sum: 0, unscored: 0 };
    log.sums.set(
      outcome,
      value === null ? { ...sum, unscored: sum.unscored + 1 } : { ...sum, n: sum.n + 1, sum: sum.sum + value },
    );
  }
}

const NAN = "\u0000NaN\u0000";

/** JSON with NaN as Inspect writes it, bare: what has no score. */
function withNaN(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) =>
    typeof each === "number" && Number.isNaN(each) ? NAN : each,
  );
  return text.replaceAll(JSON.stringify(NAN), "NaN");
}

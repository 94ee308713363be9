import { normal, random } from "../../src/lib/random.ts";
import type { Row as Trial } from "../../src/frames/row.ts";
import { gap } from "../../src/stats/gap/gap.ts";
import type { Row } from "../row.ts";

const sets = 600;

/** Ten trials a wording that are copies of fewer replies, of a model at temperature 0. */
export function copiedReplies(): Row[] {
  const designs: [k: number, size: number][] = [
    [8, 10],
    [20, 10],
    [8, 2],
    [20, 2],
  ];
  return designs.map(([k, size]) => row(k, size));
}

function row(k: number, size: number): Row {
  const next = random(`copies ${k} ${size}`);
  const counts = { known: 0, unknown: 0 };
  for (let set = 0; set < sets; set++) {
    const rates = [0.5, ...Array.from({ length: k }, () => 1 / (1 + Math.exp(-0.8 * normal(next))))];
    const rows = rates.flatMap((rate, w) => {
      const replies = Array.from({ length: 10 / size }, () => Number(next() < rate));
      return Array.from({ length: 10 }, (_, epoch) => trial(w, epoch, Math.floor(epoch / size), replies));
    });
    counts.known += Number(covers(rows));
    counts.unknown += Number(covers(rows.map((each) => ({ ...each, replyHash: "" }))));
  }
  const [known, unknown] = [(100 * counts.known) / sets, (100 * counts.unknown) / sets];
  return {
    figure: `10 trials a wording in copies of ${size}, K = ${k}, no gap on average, ${sets} data sets: headline interval`,
    measured: `covers ${known.toFixed(1)} %; ${unknown.toFixed(1)} % where copies count as trials`,
    target: "93 % or more (simulation error ± 2)",
    met: known >= 91,
  };
}

function covers(rows: Trial[]): boolean {
  const [low, high] = gap(rows)[0]!.ciLike!;
  return low <= 0 && 0 <= high;
}

const trial = (w: number, epoch: number, reply: number, replies: number[]): Trial => ({
  run: "r",
  trial: `${w} ${epoch}`,
  scenario: "s",
  controlFor: "",
  rung: "",
  condition: "",
  input: "",
  model: "m",
  wording: `w${w}`,
  arm: w === 0 ? "verbatim" : "paraphrase",
  published: w === 0,
  simulated: false,
  epoch,
  elicit: "chat",
  outcome: "o",
  headline: true,
  judge: "pattern",
  value: replies[reply]!,
  status: "scored",
  reason: "",
  replyHash: `${w} ${reply}`,
  replyLength: 40,
  temperature: 0,
  stop: "end",
  servedModel: "",
  inputTokens: 1,
  outputTokens: 1,
  usd: 0,
  latencyMs: 1,
  cached: false,
  recognised: "no",
  evalAware: "neither",
  ownFate: 0,
});

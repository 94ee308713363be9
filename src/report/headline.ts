import { rateInterval, rateOf, unitOf } from "../plots/gap-words.ts";
import { nameOf, type Names } from "../plots/names.ts";
import { endsOf, gapInterval, gapWithInterval } from "../plots/gap-interval.ts";
import { pNumber, pValue, roundPercent, signed } from "../lib/number-text.ts";
import { sentenceOf } from "../lib/sentence-of.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { missingNote } from "../stats/notes/missing-note.ts";
import { lacks, largest, saysNothing } from "../stats/notes/gap-notes.ts";

/** A gap as a person would say it. */
export interface Headline {
  /** `−11.7 points`, or `no gap`. */
  value: string;
  /** The interval the value is read with, and what it is about; "" where there is none. */
  interval: string;
  /**
   * Sentences, in order: the two rates; what is known of the average gap; whether the published
   * wording is unusual.
   */
  sentences: { question: string; answer: string }[];
}

/**
 * Says what a gap shows and does not show, from its numbers alone: rates with n and K, the two
 * intervals, and, kept apart, the two questions people mix up: is there a gap on average, and is
 * the published wording unlike its rewordings.
 */
export function headline(gap: Gap, names: Names): Headline {
  const level = roundPercent(gap.level);
  const sentences = [{ question: "What was measured", answer: measured(gap, names) }];
  if (gap.gap === null) return { value: "no gap", interval: "", sentences };
  if (gap.missing?.material)
    sentences.push({ question: "What is unscored?", answer: sentenceOf(missingNote(gap.missing)) });
  sentences.push({ question: "Is there a gap on average?", answer: onAverage(gap, level) });
  sentences.push({ question: "Is the published wording unlike its rewordings?", answer: unlike(gap, level) });
  const interval = endsOf(gap.ciLike, gap)
    ? `${gapInterval(gap.ciLike, gap)}, ${level} interval for wordings like these`
    : gapInterval(gap.ciLike, gap);
  return { value: `${signed(gap.gap)} points`, interval, sentences };
}

function measured(gap: Gap, names: Names): string {
  const did = `${gap.outcome}=1`;
  const known = nameOf(names, did, gap.scenario);
  const what = known === did ? `“${nameOf(names, gap.outcome, gap.scenario)}”` : `The subject ${known}`;
  const missing = lacks(gap)[0] ?? "it could not be estimated";
  const reasons = Object.keys(gap.dropped);
  if (gap.published === null && gap.paraphrase === null)
    return `${what}: nothing was scored${reasons.length > 0 ? `; left out: ${reasons.join(", ")}` : ""}.`;
  const [lead, unit] = unitOf(gap) === "% of trials" ? [" in ", " of trials"] : [": ", " on average"];
  const sides = [
    gap.published === null
      ? ""
      : `${rateOf(gap, gap.published)}${unit} on the published side (${size(gap.publishedN)})`,
    gap.paraphrase === null ? "" : `${rateOf(gap, gap.paraphrase)} on ${paraphrases(gap)} (${size(gap.n)})`,
  ];
  const said = `${what}${lead}${sides.filter(Boolean).join(lead === ": " ? " and " : " and in ")}`;
  return gap.gap === null ? `${said}; ${missing}.` : `${said}.`;
}

function onAverage({ gap, gapP, gapThese, ciLike, ciThese, k, isDifference }: Gap, level: string): string {
  const these = ciThese
    ? ` For exactly ${k === 1 ? "this one" : `these ${k}`}: ${gapWithInterval(signed(gapThese!), ciThese, { isDifference })}.`
    : "";
  if (!ciLike)
    return `Nothing can be said of wordings like these from ${k === 1 ? "one wording" : "these data"}.${these}`;
  if (endsOf(ciLike, { isDifference }) === null)
    return `Cannot be told: too few wordings or trials for an interval narrower than all gaps there can be.${these}`;
  const p = gapP === null ? "" : `, two-sided ${pValue(gapP)}`;
  const [low, high] = ciLike;
  if (low > 0 || high < 0) {
    const direction = gap! > 0 ? "higher" : "lower";
    return `On wordings like these it is ${direction} than on the published one: the ${level} interval excludes zero${p}.${these}`;
  }
  const most = largest({ isDifference });
  const [least, greatest] = [Math.max(low, -most), Math.min(high, most)];
  const room = `it leaves room for anything from ${signed(least)} to ${signed(greatest)} points`;
  return `Not shown on wordings like these: the ${level} interval includes zero${p}, and ${room}.${these}`;
}

/**
 * The verdict is the test's: the band, of a true rate, says where a rate without sampling error
 * would lie.
 */
function unlike(gap: Gap, level: string): string {
  const { published, predictionInterval, outlierP, rankP, rankFloor, k } = gap;
  if (outlierP === null) return "Too few paraphrases to tell.";
  const verdict =
    outlierP < 1 - gap.level
      ? `Yes: taken as one more draw from them it lies further out than chance explains (${pValue(outlierP)})`
      : `Not shown: taken as one more draw from them it may well lie where it does (${pValue(outlierP)})`;
  const rank =
    rankP === null
      ? ""
      : ` Exact rank test ${pValue(rankP)}, which cannot fall below ${pNumber(rankFloor)} at K\u00a0=\u00a0${k}.`;
  const band =
    predictionInterval && !saysNothing(predictionInterval, gap)
      ? ` The true rate of one more wording like these would lie in ${rateInterval(gap, predictionInterval)} (${level} prediction interval); ${rateOf(gap, published!)} was observed on the published side, with its own error.`
      : "";
  return `${verdict}.${rank}${band}`;
}

function paraphrases({ k }: Gap): string {
  return `K\u00a0=\u00a0${k} paraphrase${k === 1 ? "" : "s"}`;
}

function size(n: number | null): string {
  return n === null ? "n not given" : `n\u00a0=\u00a0${n}`;
}

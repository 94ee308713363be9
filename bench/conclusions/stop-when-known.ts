import { normal, random, type Random } from "../../src/lib/random.ts";
import { fillDesign } from "../../src/stats/design/design.ts";
import { tQuantile } from "../../src/stats/numbers/distributions.ts";
import { lookAt } from "../../src/stats/gap/looks.ts";
import { openRounds } from "../../src/stats/gap/rounds.ts";
import type { Row } from "../row.ts";

const sets = 1000;
const k = 8;
const sides = ["published" as const, ...Array.from({ length: k }, () => "paraphrase" as const)];

/**
 * Looking again and again: by intervals for one look, and by confidence sequences; what it saves.
 */
export function stopWhenKnown(): Row[] {
  return [...looking(), ...[0.05, 0.2, 0.5].flatMap((rate) => [0.15, 0.1].map((within) => saving(rate, within)))];
}

/**
 * No gap between the published wording and the mean of these 8; a look after every 10 rounds of
 * 100.
 */
function looking(): Row[] {
  const next = random("looking again");
  const out = { fixed: 0, sequence: 0, everyRound: 0 };
  for (let set = 0; set < sets; set++) {
    const rates = wordingRates(next, 0.5);
    const rounds = openRounds(sides);
    const found = { fixed: false, sequence: false, everyRound: false };
    for (let round = 1; round <= 100; round++) {
      play(rounds, rates, next);
      const excludes = ([low, high]: readonly [number, number]) => low > 0 || high < 0;
      // One set in ten is looked at after every round: it costs ten times as much.
      if (round % 10 !== 0 && set % 10 !== 0) continue;
      const sequenced = excludes(lookAt(rounds, "gap", 0.95)!.interval);
      found.everyRound ||= sequenced;
      if (round % 10 !== 0) continue;
      found.sequence ||= sequenced;
      found.fixed ||= excludes(fixedInterval(rounds.gap));
    }
    out.fixed += Number(found.fixed);
    out.sequence += Number(found.sequence);
    if (set % 10 === 0) out.everyRound += Number(found.everyRound);
  }
  const share = (count: number, of = sets) => (100 * count) / of;
  const figure = `no gap on these K = ${k} wordings, logit SD 0.8, ${sets} data sets, a look every 10 of 100 rounds`;
  const row = (what: string, rejects: number, target: string, met: boolean | null): Row => ({
    figure: `${figure}: ${what}`,
    measured: `rejects at some look ${rejects.toFixed(1)} %`,
    target,
    met,
  });
  const [fixed, sequence] = [share(out.fixed), share(out.sequence)];
  const every = share(out.everyRound, sets / 10);
  return [
    row("intervals for one look", fixed, "what the sequence is held against", null),
    row("confidence sequence", sequence, "at most 5 %", sequence <= 5),
    row(`confidence sequence, looked at after every round (${sets / 10} data sets)`, every, "at most 5 %", every <= 5),
  ];
}

/** How much of a plan of 1,000 rounds is asked until the gap is known. */
function saving(rate: number, within: number): Row {
  const next = random(`saving ${rate} ${within}`);
  const asked: number[] = [];
  for (let set = 0; set < 60; set++) {
    const rates = wordingRates(next, rate);
    const rounds = openRounds(sides);
    let round = 0;
    for (let look = 10; round < 1000; look = Math.ceil(1.05 * look)) {
      while (round < Math.min(look, 1000)) {
        play(rounds, rates, next);
        round++;
      }
      const [low, high] = lookAt(rounds, "gap", 0.95)!.interval;
      if ((high - low) / 2 <= within) break;
    }
    asked.push(round);
  }
  const mean = asked.reduce((sum, each) => sum + each, 0) / asked.length;
  return {
    figure: `plan of 1,000 rounds of ${k + 1} trials, rate ${rate}, stopped once the gap is known to ± ${100 * within} points (60 runs)`,
    measured: `${mean.toFixed(0)} rounds asked on average, ${(100 - mean / 10).toFixed(0)} % saved; with one look at a size fixed beforehand it would take ${fixedRounds(rate, within)}`,
    target: "reported",
    met: null,
  };
}

/**
 * The published rate is the mean of these wordings' own, so that there is no gap on exactly these.
 */
function wordingRates(next: Random, rate: number): number[] {
  const { paraphraseLogit } = fillDesign({ k, n: 2, rate, gap: 0, tau: 0.8 });
  const rates = Array.from({ length: k }, () => 1 / (1 + Math.exp(-paraphraseLogit - 0.8 * normal(next))));
  return [rates.reduce((sum, each) => sum + each, 0) / k, ...rates];
}

function play(rounds: ReturnType<typeof openRounds>, rates: readonly number[], next: Random): void {
  for (const [wording, rate] of rates.entries()) rounds.add(wording, Number(next() < rate));
}

/** Student's interval of the mean over the rounds so far: what one would look at once. */
function fixedInterval(values: readonly number[]): [number, number] {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const half =
    tQuantile(0.975, n - 1) * Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n);
  return [mean - half, mean + half];
}

const fixedRounds = (rate: number, within: number): number =>
  Math.ceil((rate * (1 - rate) * (1 + 1 / k) * 1.96 ** 2) / within ** 2);

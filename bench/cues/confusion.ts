import type { TrialFacts } from "../../src/models/model.ts";
import { simulated } from "../../src/models/simulated.ts";
import { random, type Random } from "../../src/lib/random.ts";
import { perturbations } from "../../src/scenarios/perturbations/perturbations.ts";
import { recognitionKinds, type RecognitionKind } from "../../src/scenarios/perturbations/recognition-kinds.ts";
import type { Wording } from "../../src/scenarios/scenario.ts";
import type { CsvCell } from "../../src/stats/csv/csv-cell.ts";
import { cues } from "../../src/stats/cues/cues.ts";
import type { Row } from "../row.ts";

const studies = 500;
const scenario = "alignment-faking-animal-welfare";
const kinds = Object.keys(recognitionKinds) as RecognitionKind[];

/**
 * Which kind of recognition is found in studies of simulated subjects of each: the one most likely
 * to carry most of the variance. Texts are 125 perturbations of the published side's stand-in.
 */
export function confusion(): Row[] {
  const { wordings } = perturbations(scenario, { n: 125, bases: ["recognizable"] });
  return [4, 8].flatMap((trials) => {
    const table = kinds.map((kind, i) => tableRow(kind, share(i), wordings, trials));
    const right = table.reduce((sum, { kind, found }) => sum + found[kind], 0);
    return table.map(({ kind, found, of, sure }): Row => {
      const correct = (100 * found[kind]) / of;
      return {
        figure: `simulated subject that recognises by ${kind}, 125 texts × ${trials}, ${of} of ${studies} studies`,
        measured: `found ${kinds.map((each) => `${each} ${found[each]}`).join(", ")}; mean probability given ${(100 * sure).toFixed(0)} %; all kinds right ${right} of ${studies}`,
        target: "right in 90 % or more",
        met: correct >= 90,
      };
    });
  });
}

/** Studies of each kind: even, the first with what is left over. */
const share = (i: number): number => Math.floor(studies / kinds.length) + Number(i < studies % kinds.length);

function tableRow(kind: RecognitionKind, of: number, wordings: readonly Wording[], trials: number) {
  const next = random(`confusion ${kind} ${trials}`);
  const found = { names: 0, structure: 0, tests: 0 };
  let sure = 0;
  for (let i = 0; i < of; i++) {
    const rates = `published=${(0.75 + 0.2 * next()).toFixed(3)}&paraphrase=${(0.2 + 0.25 * next()).toFixed(3)}`;
    const [study] = cues(cellsOf(`simulated/by-${kind}?${rates}&seed=${i}`, wordings, trials, next), { pairs: false });
    const [best] = study!.kinds.toSorted((a, b) => b.largest - a.largest);
    found[best!.kind as RecognitionKind]++;
    sure += best!.largest;
  }
  return { kind, found, of, sure: sure / of };
}

/** A cell a text, with as many trials, each on an input of its own. */
function cellsOf(id: string, wordings: readonly Wording[], trials: number, next: Random): CsvCell[] {
  const { trueRate } = simulated(id);
  return wordings.map((wording) => {
    const { base, baseArm = "", levels, changed = [], distance } = wording.perturbation!;
    let successes = 0;
    for (let t = 0; t < trials; t++) {
      const place = { scenario, arm: "perturbation", wording: wording.id, condition: {}, input: `q${t}`, epoch: 0 };
      const asked = { turn: "decision", examples: {}, ones: [], one: null };
      const facts: TrialFacts = { ...place, ...asked, perturbation: { baseArm, levels, changed } };
      successes += Number(next() < trueRate(facts));
    }
    const changes = Object.entries(levels).map(([factor, level]) => [`change.${factor}`, level] as const);
    const extra = { base, changed: changed.join(" "), distance: String(distance), simulated: "true" };
    return {
      scenario,
      condition: "",
      model: id,
      outcome: "did",
      arm: "perturbation",
      wording: wording.id,
      successes,
      trials,
      rate: null,
      se: null,
      extra: { ...extra, ...Object.fromEntries(changes) },
    };
  });
}

if (import.meta.main) for (const row of confusion()) console.log(row);

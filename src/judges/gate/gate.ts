import type { OptionNames } from "../../lib/check-options.ts";
import { checkCells } from "../../scenarios/gate/check-cells.ts";
import { checkText, type TextMeasures } from "../../scenarios/gate/check-text.ts";
import type { Finding } from "../../scenarios/gate/finding.ts";
import { sidesOf } from "../../scenarios/gate/sides.ts";
import { readerFindings } from "../../scenarios/reading/reader-findings.ts";
import { ownText } from "../../scenarios/said.ts";
import type { Arm, Rung, Scenario, Wording } from "../../scenarios/scenario.ts";
import type { Model } from "../../models/model.ts";
import { openModel } from "../../models/open.ts";
import { askOptions, type AskOptions } from "../asking/ask-options.ts";
import { openPointJudge } from "./ask-points.ts";
import { embeddingDistance } from "./embedding-distance.ts";
import { measureEntailment } from "./measure-entailment.ts";
import { foreignInvariants } from "./foreign-invariants.ts";
import { openMeasured, type Measured } from "../recognition/measured.ts";

/**
 * What the gate says of one wording. It passes unless a hard check failed; what was not measured is
 * among the findings.
 */
export interface WordingCheck {
  scenario: string;
  wording: string;
  /** Path relative to the scenario's folder. */
  file: string;
  arm: Arm;
  rung: Rung | null;
  /** The wording's own; a changed text is another wording. */
  hash: string;
  /** The text it was measured against. */
  against: string;
  verdict: "pass" | "reject";
  findings: Finding[];
  /**
   * `embedding` is a cosine distance, 0 for the same meaning; NaN where the embedding model is not
   * here.
   */
  measures: TextMeasures & { embedding: number };
}

/** The points that a judge was asked about one wording; without a judge, none. */
export type Points = Pick<WordingCheck, "scenario" | "wording" | "hash" | "findings">;

/** How the gate is opened; everything has a default. */
export interface GateOptions extends AskOptions {
  /**
   * The model that judges whether every invariant is there and every outcome left open; else nobody
   * is asked.
   */
  judge?: string | Model;
  /**
   * A model with log-probabilities, such as local/smollm2-135m, asked for entailment instead: a
   * report, never a verdict.
   */
  entail?: string | Model;
  /** Folder that its judgements are kept in; `out/gate`. */
  dir?: string;
  /**
   * Figures measured before; the shipped ones and those in the cache folder. Given ones stay open.
   */
  measured?: Measured;
}

/** Every option there is. */
export const gateOptions: OptionNames<GateOptions> = {
  ...askOptions,
  judge: true,
  entail: true,
  dir: true,
  measured: true,
};

/** A gate that is open: what its checks need is loaded once for many wordings. */
export interface Gate {
  check(scenario: Scenario, wording: Wording): Promise<WordingCheck>;
  /**
   * What the judge says of the text that paraphrases are measured against, to lay beside what it
   * says of them.
   */
  published(scenario: Scenario): Promise<Points>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens the gate; see {@link checkWording} for what it checks. */
export async function openGate(options: GateOptions = {}): Promise<Gate> {
  await using opening = new AsyncDisposableStack();
  const measured = options.measured ?? opening.adopt(await openMeasured(), (part) => part.close());
  const embedding = opening.adopt(embeddingDistance(measured), (part) => part.close());
  const judge =
    options.judge === undefined
      ? null
      : opening.adopt(await openPointJudge(options.judge, options.dir ?? "out/gate", options), (part) => part.close());
  const { entail } = options;
  const entailer =
    typeof entail === "string" ? opening.adopt(await openModel(entail), (part) => part.close?.()) : (entail ?? null);
  if (entailer !== null && !entailer.can.choices)
    throw new Error(
      `${entailer.id} gives no log-probabilities, which entailment needs: name a local/ model, or a judge`,
    );
  const opened = opening.move();
  return {
    async check(scenario, wording) {
      const { sides, against } = sidesOf(scenario);
      const text = checkText(scenario, wording, against, sides);
      const distance = await embedding.between(ownText(wording), ownText(against));
      const points = judge === null ? [] : await judge.findings(scenario, wording);
      if (entailer !== null && wording.heldOut && !entailer.id.startsWith("local/"))
        points.push(...unmeasured("entailment", "held out: only a local/ model may see it"));
      else if (entailer !== null && scenario.invariants.length > 0)
        points.push(
          await measureEntailment(wording, scenario.invariants, foreignInvariants(scenario), entailer, measured),
        );
      if (judge === null) points.push(...unmeasured("invariants", "name a model to judge them (judge, --judge MODEL)"));
      const cells = isBroken(text.findings) ? [] : checkCells(scenario, wording, against, sides);
      const readers = readerFindings(scenario, wording);
      const findings = [
        ...text.findings,
        ...cells,
        ...unmeasured("embedding distance", distance),
        ...readers,
        ...points,
      ];
      const { id, arm, rung, hash, file } = wording;
      return {
        scenario: scenario.id,
        wording: id,
        file,
        arm,
        rung,
        hash,
        against: against.id,
        verdict: findings.some((finding) => finding.verdict === "fail") ? "reject" : "pass",
        findings,
        measures: { ...text.measures, embedding: typeof distance === "number" ? distance : NaN },
      };
    },
    async published(scenario) {
      const { against } = sidesOf(scenario);
      const findings = judge === null ? [] : await judge.findings(scenario, against);
      return { scenario: scenario.id, wording: against.id, hash: against.hash, findings };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

const isBroken = (findings: readonly Finding[]): boolean =>
  findings.some(({ check, verdict }) => check === "form" && verdict === "fail");

function unmeasured(check: string, found: number | string): Finding[] {
  return typeof found === "string" ? [{ check, verdict: "unmeasured", detail: found }] : [];
}

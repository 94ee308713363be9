import type { OptionNames } from "../../lib/check-options.ts";
import type { Model } from "../../models/model.ts";
import type { Progress } from "../../runner/progress.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { askOptions, type AskOptions } from "../asking/ask-options.ts";
import type { PanelOptions } from "./panel.ts";
import type { ModelId } from "../../models/known.ts";

/** How a run is graded; everything has a default. */
export interface GradeOptions extends AskOptions {
  /**
   * The model that judges rubric outcomes, by id or open already. Several are a panel: each is
   * asked by itself, see `panel`. Without one nobody is asked, and the last grading by the same
   * rubrics that was not cut short counts again, a panel's too; where there was none, the last
   * judgement of each question.
   */
  judge?: ModelId | Model | readonly (ModelId | Model)[];
  /**
   * How a panel comes to one value, "majority" of its members unless told otherwise, and the seed
   * of what each is shown.
   */
  panel?: PanelOptions;
  /**
   * Scenarios whose outcomes, rubrics and patterns count in place of those that the run was planned
   * with.
   */
  criteria?: readonly Scenario[];
  /** Trials under way at once; 20. */
  concurrency?: number;
  /** Whether new grades are appended to `grades.jsonl`; true. */
  save?: boolean;
  /**
   * Called whenever something changed, in place of the display in the terminal or the notebook
   * cell.
   */
  onProgress?: (progress: Progress) => void;
}

/** Every option there is. */
export const gradeOptions: OptionNames<GradeOptions> = {
  judge: true,
  panel: true,
  criteria: true,
  ...askOptions,
  concurrency: true,
  save: true,
  onProgress: true,
};

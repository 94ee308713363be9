import type { Params } from "../../models/model.ts";
import type { Judgements } from "../asking/judgements.ts";
import type { Panel } from "./panel.ts";

/**
 * What grading draws on besides the trial. Without a judge, rubric outcomes keep the last judgement
 * of each question.
 */
export interface Grading {
  panel: Panel;
  judgements: Judgements;
  params: Params;
}

import type { Arm } from "../scenario.ts";
import type { Change } from "./change.ts";

/** A declared edit of the published side, applied to the wordings in the arms of `of`. */
export interface Edit {
  id: string;
  title: string;
  of: Arm[];
  change: Change;
}

import type { Request } from "../../models/model.ts";

/** What a model is asked in place of a subject's script: to judge, to check a point, to write. */
export interface Question {
  request: Request;
  /** Hash of what is asked, whoever is asked and with whatever parameters. */
  hash: string;
}

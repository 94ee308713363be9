import type { Reply, Request } from "../../models/model.ts";

/** What a model is asked in place of a subject's script: to judge, to check a point, to write. */
export interface Question {
  request: Request;
  /** Hash of what is asked, whoever is asked and with whatever parameters. */
  hash: string;
  /**
   * Whether a reply is of the form asked for; one that is not is kept, and asked for again. Any is
   * where this is absent.
   */
  isAnswer?(reply: Pick<Reply, "text" | "stop" | "stopDetail">): boolean;
}

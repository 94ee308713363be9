import type { Passage } from "../passages.ts";

/** What the labelling page asks a person, one outcome of one trial at a time. */
export interface Question {
  id: string;
  outcome: string;
  /**
   * The person's own label as it stands in the sheet, "" where they could not tell; null where they
   * have not said.
   */
  label: string | null;
  reason: string;
}

export interface Labelling {
  file: string;
  labeller: string;
  questions: Question[];
}

/** A trial to label: criteria and conversation, as text that is safe to show. */
export interface BlindPage {
  criteria: string;
  passages: Passage[];
}

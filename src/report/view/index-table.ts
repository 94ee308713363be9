/** What trials can be told apart by. */
export const fields = ["scenario", "model", "condition", "arm", "wording", "input", "status"] as const;
export type Field = (typeof fields)[number];

/** A column of few different values, as places in a list of them. */
export interface Coded {
  values: string[];
  codes: number[];
}

/**
 * In place of a value: the trial was not asked for this outcome; null where it was, and has no
 * score.
 */
export const NOT_ASKED = -1;

/** What the list of a run's trials is made of, in the order it is shown. */
export interface IndexTable {
  /** The run's folder. */
  run: string;
  /** What stands above all, such as that a subject is simulated or that the run is not done. */
  notes: string[];
  ids: string[];
  epochs: number[];
  columns: Record<Field, Coded>;
  outcomes: OutcomeColumn[];
}

export interface OutcomeColumn {
  id: string;
  headline: boolean;
  /** By trial: the score, null where there is none, {@link NOT_ASKED}. */
  values: (number | null)[];
  /**
   * Trials on which judges, members of a panel or people who labelled them disagree, as places in
   * the list.
   */
  disputed: number[];
}

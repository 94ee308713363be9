import type { Change } from "../edits/change.ts";

/** The checks of the gate that a factor may lift, since they look at just what it changes. */
export const liftable = ["length", "names", "times", "shared run"] as const;

/** One way in which the text of a wording can be varied by itself. */
export interface TextFactor {
  id: string;
  title: string;
  /** Checks of the gate that its levels need not pass. */
  lifts: (typeof liftable)[number][];
  /** Ids of wordings that it is declared for; all where absent. */
  bases?: string[] | undefined;
  /** Left out by default where it keeps so few texts from telling effects apart. */
  spare?: boolean;
  /** The first leaves the text as it is; two or more. */
  levels: TextLevel[];
}

/** A level: what is changed, and in which wordings; `of` has ids of wordings, all where absent. */
export interface TextLevel {
  id: string;
  title: string;
  changes: { of?: string[] | undefined; change: Change }[];
  /**
   * Instead, a language, in English, that a model is to take the text through and back, after what
   * the other factors change.
   */
  through?: string | undefined;
}

/** Whether a level of a factor must be written by a model. */
export const needsModel = ({ levels }: Pick<TextFactor, "levels">): boolean =>
  levels.some(({ through }) => through !== undefined);

import type { Place } from "./add-text.ts";

/** The one thing that an edit changes. */
export type Change =
  /**
   * Names for names, whole words in any case, everywhere: also in the choice, the readings and
   * their examples.
   */
  | { by: "rename"; names: Record<string, string> }
  /**
   * Lists become paragraphs, or paragraphs of three sentences and more become lists; the words stay
   * as they are.
   */
  | { by: "prose" }
  | { by: "lists" }
  /**
   * Sections of what a role says first, in reverse, but for the first and last few; paragraphs,
   * what begins with a mark, or what stands behind labels at the beginning of lines (a pattern),
   * which keep their order.
   */
  | {
      by: "reorder";
      role: "system" | "user";
      first: number;
      last: number;
      begins?: string | undefined;
      labels?: string | undefined;
    }
  /** Lines that contain one of these pieces are left out. */
  | { by: "cut"; lines: string[] }
  /**
   * Pieces of what is said, as they stand there, for others, all at once, so that two can be
   * swapped; choice and readings stay.
   */
  | { by: "replace"; texts: Record<string, string> }
  /** A paragraph more in what a role says first. */
  | { by: "add"; role: "system" | "user"; at: Place; text: string };

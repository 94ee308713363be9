/**
 * A cell and what must come of it. What is left out is not looked at, except that a cell without
 * `error` ends well.
 */
export interface Step {
  code: string;
  /** Files to write in the notebook's folder before the cell runs, by relative path. */
  write?: Record<string, string>;
  /** `text/plain` of the value; null where no value is shown. */
  value?: string | null;
  stdout?: string | RegExp;
  stderr?: RegExp;
  /** The error's name and message, joined by `: `, or what they match. */
  error?: string | RegExp;
  /** A line of the error's traceback. */
  at?: string;
}

/** Cells run one after the other in a session of their own. */
export interface LanguageCase {
  name: string;
  /** Of a client that takes no requests for input. */
  unattended?: true;
  steps: Step[];
}

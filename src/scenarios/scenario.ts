import type { OwnRules } from "./gate/gate-rules.ts";
import type { TextFactor } from "./perturbations/text-factor.ts";
import type { Mark } from "./reading/mark.ts";

/**
 * Which side of the comparison a wording stands on. `base` is the published side's stand-in in a
 * control.
 */
export type Arm = "verbatim" | "recognizable" | "paraphrase" | "edit" | "perturbation" | "base";

/**
 * How far a paraphrase is from the published text: other sentences, other names, another domain.
 */
export type Rung = "light" | "medium" | "heavy";

/** A turn happens only when the named earlier reply reads as `is`; see {@link Reading}. */
export interface Branch {
  reply: string;
  is: string;
}

/**
 * One step of a wording's script: something said to the subject, or a place where the subject
 * replies.
 */
export type Turn =
  | { kind: "say"; role: "system" | "user" | "assistant"; text: string; when: Branch | null }
  | { kind: "reply"; name: string; when: Branch | null };

/**
 * Regular expressions (RE2 syntax; case ignored, `^` and `$` at line ends) that tell what a reply
 * did. None found means `otherwise`, or unreadable where that is null; more than one found is
 * unreadable. With `last` the reply ends with its act: what is found last counts, if a blank line
 * parts it from what else is found. `act` is how acts look, those of no pattern too: where only it
 * is found, or a reply of such a reading breaks off, nothing can be read. `unless` undoes a
 * pattern, by its name.
 */
export interface Reading {
  patterns: Record<string, string>;
  otherwise: string | null;
  last?: true;
  act?: string;
  unless?: Record<string, string>;
}

/**
 * The lettered question of the forced choice: `one` is the option that counts as 1, `zero` as 0.
 */
export interface Choice {
  ask: string;
  one: string;
  zero: string;
}

/** Who wrote a wording, when it was a model: the prompt by its hash, the date as YYYY-MM-DD. */
export interface Provenance {
  model: string;
  prompt: string;
  date: string;
  seed: number;
}

/** A tool that does what a wording otherwise has done by marks in the reply. */
export interface OfferedTool {
  name: string;
  description: string;
  /** What each argument is, by its name; all are text, and none may be missing. */
  parameters: Record<string, string>;
  /**
   * The marks that a call stands for, `{{ argument }}` filled in, so that readings read both alike.
   */
  written: string;
}

/**
 * How a wording is acted on by tool calls: what it offers, and which passages on marks give way to
 * what.
 */
export interface Tools {
  instead: { from: string; to: string }[];
  offered: OfferedTool[];
}

/**
 * How private notes are set off in replies: between two marks, or as `lines` that begin with one
 * where the reply begins. Marks of letters alone are headings, each in a line of its own or before
 * a colon. `first`: only where the reply begins.
 */
export type PrivateMark = { open: string; close: string; first?: true | undefined } | { lines: string };

/**
 * One concrete text of a scenario. `text` of a turn is a Jinja template over condition factors and
 * `input`.
 */
export interface Wording {
  id: string;
  arm: Arm;
  rung: Rung | null;
  title: string;
  turns: Turn[];
  choice: Choice;
  /** By reply name. */
  readings: Record<string, Reading>;
  /**
   * By reply name, then by reading: a short reply that reads so. Checked on load; simulated
   * subjects speak them.
   */
  examples: Record<string, Record<string, string>>;
  /** SHA-256 of all the above but id, title and rung. */
  hash: string;
  /**
   * Marks the text for filters of training data; never sent, and kept beside every reply to it.
   * Null where it has none.
   */
  canary: string | null;
  /**
   * Never leaves the machine except to the model under test: kept out of exports, pages, notebooks
   * and packages.
   */
  heldOut: boolean;
  /** Levels it is written for, by factor; a factor left out: all of its levels. */
  only: Record<string, string[]>;
  /**
   * What of the published text a retelling leaves out, adds or changes, in words. Not in the hash.
   */
  retelling?: string[];
  /**
   * What a reply sets off so is a note of its own and nothing it said. Absent where nothing is. Not
   * in the hash.
   */
  private?: PrivateMark[];
  /**
   * What stands in this text for whom or what the criteria speak of, in all its spellings, the
   * fullest first: `{ decides: ["Ada Byron", "Ada"] }`. Judges see each as one name. Not in the
   * hash.
   */
  facts?: Record<string, string[]>;
  /**
   * Absent where it can only be acted on by marks in the reply. Not in the hash of those who do.
   */
  tools?: Tools;
  /** Absent where people wrote it. Not in the hash. */
  provenance?: Provenance;
  /** Of a perturbation: what it was made from, and the level of each factor. Not in the hash. */
  perturbation?: Perturbation;
  /** Path relative to the scenario's folder. */
  file: string;
}

/** What a perturbation is made of: a wording, by id, and the level of every factor, by its id. */
export interface Perturbation {
  base: string;
  /** The arm of that wording. */
  baseArm?: Arm;
  levels: Record<string, string>;
  /** Ids of the factors that are not at their first level. */
  changed?: string[];
  /**
   * Share of its runs of three words that the published text, or what stands for it, lacks; null
   * where there is none.
   */
  distance?: number | null;
}

/**
 * How an outcome is read off a trial. `rubric` is the text of the criteria, a template over `input`
 * and `facts`; in the file, the name of `rubrics/<name>.md`. With `notes` hidden its judge sees
 * what was said, and no private thinking. A `score` came along with replies from elsewhere; one
 * that goes `beyond` 1 on its scale counts only once it is said from where on.
 */
export type Measure =
  | { by: "pattern"; reply: string; one: string[]; zero: string[] }
  | { by: "rubric"; replies: string[]; rubric: string; notes?: "hidden" | undefined }
  | { by: "choice" }
  | { by: "score"; beyond?: true; choice?: true };

export interface Outcome {
  id: string;
  title: string;
  /** What the value 1 means, in words for a figure's axis. */
  one: string;
  headline: boolean;
  measure: Measure;
}

export interface Factor {
  id: string;
  title: string;
  levels: { id: string; title: string }[];
}

/**
 * Something the original varied, and what carries it here: a factor's id, `inputs`, `wordings` or
 * `edits`; null: nothing.
 */
export interface Varied {
  id: string;
  text: string;
  carried: string | null;
}

/**
 * An item crossed with wordings, for example a user query. `vars` are visible to templates as
 * `input.<name>`.
 */
export interface Input {
  id: string;
  vars: Record<string, string>;
}

export interface Source {
  citation: string;
  url: string;
  /** ISO date of first publication. */
  published: string;
  bibtex: string;
}

/** One decision problem, complete: every default is filled on load. */
export interface Scenario {
  id: string;
  title: string;
  /** The decision in one sentence. */
  decision: string;
  /** Null in a control and in scenarios that were never published. */
  source: Source | null;
  /**
   * Id of the unpublished control with the same skeleton, or of the scenario this one controls for.
   */
  control: string | null;
  controlFor: string | null;
  factors: Factor[];
  /** Empty where nothing was published. */
  varied: Varied[];
  invariants: { id: string; text: string }[];
  outcomes: Outcome[];
  /** Never empty: a scenario without inputs has one input `{id: "none", vars: {}}`. */
  inputs: Input[];
  /** Names and phrases of the published side that no paraphrase may contain. */
  distinctive: string[];
  wordings: Wording[];
  /** What the gate asks of the wordings where that is not its defaults; absent in plans. */
  gate?: OwnRules;
  /** What of its texts can be varied by itself; absent where nothing is declared, and in plans. */
  textFactors?: TextFactor[];
  /** What readers made of the wordings; absent where none has read them, and in plans. */
  marks?: Mark[];
}

interface Stated {
  /** What it is for, as help says it; may be several sentences. */
  meaning: string;
  /** One letter that does, too. */
  short?: string;
}

interface Valued extends Stated {
  /** What stands for the value in help, such as `FILE`. */
  as: string;
  /** In words, what holds where it is left out; else the default is shown. */
  otherwise?: string;
  required?: true;
  /** Several: by commas (and it may be repeated), or each by itself. */
  many?: "commas" | "repeated";
}

/** An option, by what it takes. */
export type Option =
  | (Stated & { type: "flag" })
  | (Valued & {
      type: "text";
      default?: string;
      /** Throws where the value is of no use, saying why. Called before anything starts. */
      check?: (value: string) => void;
    })
  | (Valued & { type: "choice"; of: readonly string[]; default?: string })
  | (Valued & {
      type: "number";
      default?: number;
      /** A whole number. */
      whole?: true;
      least?: number;
      most?: number;
      above?: number;
      /** Such as "seconds" or "USD". */
      unit?: string;
      many?: never;
    });

/** What stands on the command line without a name. */
interface Positionals {
  /** As help shows it, such as `RUN`. */
  as: string;
  /** What one is, for "name a …". */
  what: string;
  meaning: string;
  least: number;
  most: number;
  check?: (value: string) => void;
}

/** A command as data: all that its help says, and all that checks its command line. */
export interface Command {
  /** One word, or two: `model pull`. */
  name: string;
  /** One line, for the list of commands. */
  purpose: string;
  positionals?: Positionals;
  options: Readonly<Record<string, Option>>;
  /** Paragraphs under the usage. */
  about?: readonly string[];
  /** Paragraphs after the options. */
  notes?: readonly string[];
  /** Command lines, without `parallax`. */
  examples: readonly string[];
  /** Throws where options do not go together. */
  together?: (options: Readonly<Record<string, unknown>>) => void;
  /**
   * Whether it prints results, and so takes --json, and --out FILE unless it has an --out of its
   * own.
   */
  results?: boolean;
}

/** A command's data, with the types of what its command line gives. */
export const declare = <const C extends Command>(command: C): C => command;

type Camel<Name> = Name extends `${infer Head}-${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : Name;
type One<O> = O extends { type: "flag" }
  ? boolean
  : O extends { type: "number" }
    ? number
    : O extends { of: readonly (infer Value)[] }
      ? Value
      : string;
type Value<O> = O extends { many: string } ? One<O>[] : One<O>;
type Always = { type: "flag" } | { required: true } | { default: string | number };
type Values<Options> = {
  [Name in keyof Options as Options[Name] extends Always ? Camel<Name> : never]: Value<Options[Name]>;
} & { [Name in keyof Options as Options[Name] extends Always ? never : Camel<Name>]?: Value<Options[Name]> };

type Named<P> = P extends { least: 1; most: 1 } ? [string] : P extends { least: 1 } ? [string, ...string[]] : string[];

/**
 * What a command line gave: options by their names in camel case (absent ones left out), and what
 * stood without.
 */
export interface Given<C extends Command> {
  options: Values<C["options"]>;
  named: Named<C["positionals"]>;
  /** Whether the result is wanted as JSON. */
  json: boolean;
  /** The words that were typed, for what says how to do it again. */
  words: readonly string[];
}

/**
 * A result as people and as programs read it. Each may be in parts: a large one is longer than a
 * string can be.
 */
export interface Result {
  text: string | Iterable<string>;
  json: () => unknown;
}

/** Shows a result on stdout, or in the file of --out, as text or as --json. */
export type Show = (result: Result) => void;

export type Main<C extends Command> = (parsed: Given<C>, show: Show) => Promise<number>;

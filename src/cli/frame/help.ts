import type { Command, Option } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import { listed } from "./parse-value.ts";
import { wrapWords } from "../../lib/wrap-words.ts";
import { commandLines, entry } from "./wrap.ts";

const widest = 22;

/** What `parallax COMMAND --help` prints, in lines of at most `width` characters. */
export function help(command: Command, width: number): string {
  const { positionals, options, about = [], notes = [], examples } = command;
  const terms: [string, string][] = [
    ...(positionals ? [[positionals.as, positionals.meaning] as [string, string]] : []),
    ...Object.entries(options).map(([name, option]): [string, string] => [termOf(name, option), meaningOf(option)]),
  ];
  const column = Math.min(Math.max(...terms.map(([term]) => term.length)), width < 70 ? 14 : widest);
  const blocks = [
    usage(command, width),
    ...(about.length > 0 ? about : [command.purpose]).map((text) => wrapWords(text, width)),
    terms.flatMap(([term, meaning]) => entry(term, meaning, column, width)),
    ...notes.map((text) => wrapWords(text, width)),
    ["For example:", ...examples.flatMap((line) => commandLines(`parallax ${line}`, width))],
    wrapWords(exitCodes, width),
  ];
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

/** Of a first word with several second ones, such as `model`. */
export function groupHelp(word: string, commands: readonly Command[], width: number): string {
  const column = Math.max(...commands.map(({ name }) => name.length));
  const verbs = commands.map(({ name }) => name.slice(word.length + 1));
  return [
    `usage: parallax ${word} ${verbs.join("|")} [options]`,
    "",
    ...commands.flatMap(({ name, purpose }) => entry(name, purpose, column, width)),
    "",
    ...wrapWords(`parallax ${word} ${verbs[0]} --help says more.`, width),
  ].join("\n");
}

/** The list of commands. */
export function list(commands: readonly Command[], width: number): string {
  const column = Math.max(...commands.map(({ name }) => name.length));
  return [
    "usage: parallax COMMAND [options]",
    "",
    ...commands.flatMap(({ name, purpose }) => entry(name, purpose, column, width)),
    "",
    ...wrapWords(
      "parallax help COMMAND, or parallax COMMAND --help, says more; parallax --version, which this is.",
      width,
    ),
    "",
    ...wrapWords(exitCodes, width),
  ].join("\n");
}

function usage({ name, positionals, options }: Command, width: number): string[] {
  const required = Object.entries(options).flatMap(([each, option]) =>
    option.type !== "flag" && option.required ? [termOf(each, { ...option, short: "" })] : [],
  );
  const named = positionals ? [positionalOf(positionals)] : [];
  const rest = Object.keys(options).length > required.length ? ["[options]"] : [];
  const [first = "", ...more] = wrapWords(["usage: parallax", name, ...named, ...required, ...rest].join(" "), width);
  return [first, ...more.map((line) => `       ${line}`)];
}

function positionalOf({ as, least, most }: NonNullable<Command["positionals"]>): string {
  const shown = most > 1 ? `${as} …` : as;
  return least === 0 ? `[${shown}]` : shown;
}

function termOf(name: string, option: Option): string {
  const flag = option.short ? `-${option.short}, --${name}` : `--${name}`;
  if (option.type === "flag") return flag;
  return `${flag} ${option.as}${option.many === "commas" ? `[,${option.as}…]` : ""}`;
}

function meaningOf(option: Option): string {
  if (option.type === "flag") return option.meaning;
  const choices = option.type === "choice" ? `: ${listed(option.of)}` : "";
  const repeated = option.many === "repeated" ? "; may be repeated" : "";
  const otherwise = option.otherwise ?? (option.default === undefined ? "" : String(option.default));
  return `${option.meaning}${choices}${repeated}${otherwise === "" ? "" : ` (${otherwise})`}`;
}

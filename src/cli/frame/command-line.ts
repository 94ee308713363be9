import { didYouMean } from "../../lib/closest.ts";
import { fitLines } from "../../lib/fit-lines.ts";
import type { Command, Main } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { explain } from "./explain.ts";
import { groupHelp, help, list } from "./help.ts";
import { Misuse } from "./misuse.ts";
import { shower, type Terminal } from "./output.ts";
import { asksHelp, parse } from "./parse.ts";
import { listed } from "./parse-value.ts";
import { ownsOut, withCommon } from "./with-common.ts";

/** A command by its name: its data, and what does it, each loaded only when it is needed. */
export interface Registered {
  name: string;
  declared: () => Promise<Command>;
  load: () => Promise<{ main: Main<Command> }>;
}

/** A command with what does it; the two fit by type. */
export const register = <C extends Command>(
  name: C["name"],
  declared: () => Promise<C>,
  load: () => Promise<{ main: Main<C> }>,
): Registered => ({
  name,
  declared: async () => withCommon(await declared()),
  load: load as unknown as Registered["load"],
});

/**
 * Does what a command line says: finds the command, checks the line against its data, prints help,
 * or runs it. Gives the exit code. Results are all that goes to stdout.
 */
export async function commandLine(
  all: readonly Registered[],
  args: readonly string[],
  terminal: Terminal,
  version: () => string,
): Promise<number> {
  const [first, ...rest] = args;
  const print = (text: string): number => (terminal.out(`${text}\n`), exitCode.done);
  const declared = (some: readonly Registered[]) => Promise.all(some.map((each) => each.declared()));
  const isHelp = (word: string | undefined) => word === "help" || word === "--help" || word === "-h";
  if (first === undefined || (isHelp(first) && (rest.length === 0 || isHelp(rest[0]))))
    return print(list(await declared(all), terminal.width));
  let name = "";
  try {
    if (first === "--version" || first === "-V") {
      if (rest.length > 0) throw new Misuse(`${first} takes nothing after it, not ${rest.join(" ")}`);
      return print(version());
    }
    const asked = isHelp(first) ? [...rest, "--help"] : args;
    const { registered, group, words } = find(all, asked);
    if (registered === null) return print(groupHelp(group, await declared(grouped(group, all)), terminal.width));
    name = ` ${registered.name}`;
    const command = await registered.declared();
    if (asksHelp(words)) return print(help(command, terminal.width));
    const parsed = parse(command, words);
    const { out } = parsed.options as { out?: string };
    const show = shower(terminal, { json: parsed.json, out: ownsOut(command) ? out : undefined });
    const { main } = await registered.load();
    return await main(parsed, show);
  } catch (error) {
    const said = `parallax${name}: ${terminal.filter(explain(error))}`;
    terminal.err(`${fitLines(said, terminal.fit?.err ?? Infinity)}\n`);
    return error instanceof Misuse ? exitCode.misused : exitCode.notAll;
  }
}

/**
 * The command that the first words name, and the words after it; only the group where its help is
 * asked for.
 */
function find(all: readonly Registered[], args: readonly string[]) {
  const [first = "", second = "", ...rest] = args;
  const byName = (name: string) => all.find((each) => each.name === name);
  const command = byName(first);
  if (command) return { registered: command, group: first, words: args.slice(1) };
  const group = grouped(first, all);
  if (group.length === 0) throw unknown(first, all);
  const both = byName(`${first} ${second}`);
  if (both) return { registered: both, group: first, words: rest };
  if (second === "--help" || second === "-h") return { registered: null, group: first, words: rest };
  const verbs = group.map(({ name }) => name.slice(first.length + 1));
  const got = second === "" ? first : `${first} ${second}`;
  throw new Misuse(`${got}: expected ${listed(verbs)} after ${first}${didYouMean(second, verbs)}`);
}

function unknown(word: string, all: readonly Registered[]): Misuse {
  if (word.startsWith("-"))
    return new Misuse(
      `no option ${word} before a command${didYouMean(word, ["--version", "--help"])}; parallax alone lists the commands`,
    );
  const names = new Set(["help", ...all.map(({ name }) => name.split(" ")[0]!)]);
  return new Misuse(`no command ${word}${didYouMean(word, names)}; parallax alone lists them`);
}

const grouped = (word: string, all: readonly Registered[]): Registered[] =>
  all.filter(({ name }) => name.startsWith(`${word} `));

import { didYouMean } from "../../lib/closest.ts";
import type { Command, Main, Option } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { explain } from "./explain.ts";
import { groupHelp, help, list } from "./help.ts";
import { Misuse } from "./misuse.ts";
import { shower, type Terminal } from "./output.ts";
import { asksHelp, parse } from "./parse.ts";
import { listed } from "./parse-value.ts";
import { fileToWrite } from "./file-to-write.ts";

/** A command, and what does it, loaded only when it is named. */
export interface Registered {
  command: Command;
  load: () => Promise<{ main: Main<Command> }>;
  /** Whether --out names a file for the result. */
  file: boolean;
}

/** A command with what does it; the two fit by type. */
export const register = <C extends Command>(command: C, load: () => Promise<{ main: Main<C> }>): Registered => ({
  command: complete(command),
  file: command.results === true && !Object.hasOwn(command.options, "out"),
  load: load as unknown as Registered["load"],
});

/**
 * Does what a command line says: finds the command, checks the line against its data, prints help, or runs it. Gives the
 * exit code. Results are all that goes to stdout.
 */
export async function commandLine(
  all: readonly Registered[],
  args: readonly string[],
  terminal: Terminal,
  version: () => string,
): Promise<number> {
  const commands = all.map(({ command }) => command);
  const [first, ...rest] = args;
  const print = (text: string): number => (terminal.out(`${text}\n`), exitCode.done);
  if (first === undefined || ((first === "help" || first === "--help" || first === "-h") && rest.length === 0))
    return print(list(commands, terminal.width));
  if (first === "--version" || first === "-V") return print(version());
  let name = "";
  try {
    const asked = first === "help" ? [...rest, "--help"] : args;
    const { registered, group, words } = find(all, asked);
    if (registered === null) return print(groupHelp(group, commandsOf(group, commands), terminal.width));
    name = ` ${registered.command.name}`;
    if (asksHelp(words)) return print(help(registered.command, terminal.width));
    const given = parse(registered.command, words);
    const { out } = given.options as { out?: string };
    const { main } = await registered.load();
    const show = shower(terminal, { json: given.json, out: registered.file ? out : undefined });
    return await main(given, show);
  } catch (error) {
    terminal.err(`parallax${name}: ${terminal.filter(explain(error))}\n`);
    return error instanceof Misuse ? exitCode.misused : exitCode.notAll;
  }
}

/** The command that the first words name, and the words after it; only the group where its help is asked for. */
function find(all: readonly Registered[], args: readonly string[]) {
  const [first = "", second = "", ...rest] = args;
  const byName = (name: string) => all.find(({ command }) => command.name === name);
  const own = byName(first);
  if (own) return { registered: own, group: first, words: args.slice(1) };
  const grouped = commandsOf(
    first,
    all.map(({ command }) => command),
  );
  if (grouped.length === 0) {
    const names = new Set(all.map(({ command }) => command.name.split(" ")[0]!));
    if (first.startsWith("-"))
      throw new Misuse(`no option ${first} before a command; parallax alone lists the commands`);
    throw new Misuse(`no command ${first}${didYouMean(first, names)}; parallax alone lists them`);
  }
  const both = byName(`${first} ${second}`);
  if (both) return { registered: both, group: first, words: rest };
  if (second === "--help" || second === "-h") return { registered: null, group: first, words: rest };
  const verbs = grouped.map(({ name }) => name.slice(first.length + 1));
  const got = second === "" ? `parallax ${first}` : `parallax ${first} ${second}`;
  throw new Misuse(`${got}: expected ${listed(verbs)} after ${first}${didYouMean(second, verbs)}`);
}

const commandsOf = (word: string, commands: readonly Command[]): Command[] =>
  commands.filter(({ name }) => name.startsWith(`${word} `));

/** With what every command takes, too. */
function complete(command: Command): Command {
  const own: Record<string, Option> = {
    ...(command.results && { json: { type: "flag", meaning: "the result as JSON" } }),
    ...(command.results && {
      out: { type: "text", as: "FILE", meaning: "write the result to a file", otherwise: "stdout", check: fileToWrite },
    }),
  };
  const last: Record<string, Option> = { help: { type: "flag", short: "h", meaning: "print this" } };
  return { ...command, options: { ...command.options, ...without(own, command.options), ...last } };
}

/** Those options that the command does not declare itself, such as its own `--out DIR`. */
const without = (options: Record<string, Option>, taken: Command["options"]): Record<string, Option> =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !Object.hasOwn(taken, name)));

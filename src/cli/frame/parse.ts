import { parseArgs } from "node:util";
import { closest } from "../../lib/closest.ts";
import type { Command, Given, Option } from "./command.ts";
import { Misuse, orMisuse } from "./misuse.ts";
import { parseValue } from "./parse-value.ts";

type Options = Command["options"];
type Token = { name: string; rawName: string; value: string | undefined; inline: boolean };

/**
 * A command line against its command: names first, then values, then what must be there, then what
 * the values name. Throws {@link Misuse} on the first fault in that order.
 */
export function parse<C extends Command>(command: C, args: readonly string[]): Given<C> {
  const { tokens, named } = tokensOf(command, args);
  for (const token of tokens) checkName(command, token);
  const values = valuesOf(command.options, tokens);
  const missing = Object.entries(command.options).find(
    ([name, option]) => option.type !== "flag" && option.required && values[name] === undefined,
  );
  checkCount(command, named);
  if (missing) throw new Misuse(`--${missing[0]} ${asOf(missing[1])} is missing; ${more(command)}`);
  const parsed = Object.fromEntries(Object.entries(values).map(([name, value]) => [camel(name), value]));
  orMisuse(() => command.together?.(parsed));
  checkValues(command, values, named);
  return { options: parsed, named, json: parsed["json"] === true, words: args } as unknown as Given<C>;
}

/** Whether help was asked for, wherever that stands before `--`. */
export function asksHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

function tokensOf({ options }: Command, args: readonly string[]): { tokens: Token[]; named: string[] } {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [
      name,
      { type: type === "flag" ? "boolean" : "string", ...(short && { short }) } as const,
    ]),
  );
  const read = { args: [...args], options: config, strict: false, allowPositionals: true, tokens: true } as const;
  const { tokens, positionals } = parseArgs(read);
  const found = tokens.flatMap((token) =>
    token.kind === "option"
      ? [{ name: token.name, rawName: token.rawName, value: token.value, inline: token.inlineValue === true }]
      : [],
  );
  return { tokens: found, named: positionals };
}

function checkName(command: Command, { name, rawName, value, inline }: Token): void {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
  if (option === undefined) {
    const near = closest(name, Object.keys(command.options));
    throw new Misuse(`no option ${rawName}${near === null ? "" : `; did you mean --${near}?`}; ${more(command)}`);
  }
  if (option.type === "flag") {
    if (value !== undefined) throw new Misuse(`${rawName}=${value}: ${rawName} takes no value`);
    return;
  }
  if (value === undefined || (!inline && /^--?[a-z]/i.test(value)))
    throw new Misuse(
      `${rawName} needs a value: ${rawName} ${option.as}${value === undefined ? "" : `; ${value} is an option (${rawName}=${value} where it is meant)`}`,
    );
}

function valuesOf(options: Options, tokens: readonly Token[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const named = tokens.filter((token) => token.name === name);
    if (option.type === "flag") {
      values[name] = named.length > 0;
      continue;
    }
    if (named.length > 1 && option.many === undefined)
      throw new Misuse(`${named[1]!.rawName} is there twice: ${named.map(({ value }) => value).join(" and ")}`);
    const texts = named.flatMap(({ value }) => (option.many === "commas" ? value!.split(",") : [value!]));
    const parsed = texts.map((text) => parseValue(named[0]!.rawName, text, option));
    if (parsed.length > 0) values[name] = option.many === undefined ? parsed[0] : parsed;
    else if (option.default !== undefined)
      values[name] = option.many === undefined ? option.default : String(option.default).split(",");
  }
  return values;
}

function checkCount(command: Command, named: readonly string[]): void {
  const { positionals } = command;
  if (positionals === undefined) {
    if (named.length > 0) throw new Misuse(`${named[0]}: expected options only; ${more(command)}`);
    return;
  }
  const { least, most, what } = positionals;
  const some = `name ${/^[aeio]/.test(what) ? "an" : "a"} ${what}, or several`;
  const ask = most === 1 ? `name one ${what}` : most === 2 ? `name two ${what}s` : some;
  if (named.length < least) throw new Misuse(`${ask}; ${more(command)}`);
  if (named.length > most) throw new Misuse(`${ask}, not ${named.length}: ${named.join(" ")}; ${more(command)}`);
}

function checkValues({ options, positionals }: Command, values: Record<string, unknown>, named: string[]): void {
  for (const value of named) if (positionals?.check) orMisuse(() => positionals.check!(value));
  for (const [name, option] of Object.entries(options)) {
    if (option.type !== "text" || option.check === undefined || values[name] === undefined) continue;
    for (const value of [values[name]].flat()) {
      try {
        option.check(value as string);
      } catch (error) {
        throw new Misuse(`--${name}: ${(error as Error).message}`, { cause: error });
      }
    }
  }
}

const asOf = (option: Option): string => (option.type === "flag" ? "" : option.as);
const more = ({ name }: Command): string => `parallax ${name} --help says more`;
const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

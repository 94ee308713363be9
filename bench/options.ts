import { parseArgs } from "node:util";

/** What `npm run bench` is told beside the names of benches; each bench reads what concerns it. */
export interface Options {
  /** Only this part of a bench that has several. */
  part?: string;
  /** After so many minutes nothing further is begun. */
  minutes: number;
  /** Of what is drawn at random, so that another go is another one. */
  seed: string;
}

/** Names of benches, and options, from a command line. Throws on others, naming what there is. */
export function readOptions(line: string[], names: readonly string[]): { wanted: string[]; options: Options } {
  const { values, positionals } = parseArgs({
    args: line,
    allowPositionals: true,
    options: {
      part: { type: "string" },
      minutes: { type: "string", default: "15" },
      seed: { type: "string", default: "1" },
    },
  });
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no bench "${unknown}": there are ${names.join(", ")}`);
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: expected a number above 0`);
  return { wanted: positionals, options: { minutes, seed: values.seed, ...(values.part && { part: values.part }) } };
}

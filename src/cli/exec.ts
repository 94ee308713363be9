import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { executeOnce } from "../kernel/notebook/execute-once.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { watch } from "../kernel/notebook/watch.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax exec NB.ipynb [-o OUT.ipynb] [-p name=value …] [options]

Runs the cells in order in a process of their own, in the notebook's folder, and saves the notebook with its outputs,
also when a cell throws (exit code 1, the cell and its traceback on stderr). Without -o it is saved in place.

  -p name=value    a value for a name declared in the cell tagged "parameters": JSON, or else text
  --mode MODE      auto, record, replay or off, for every run() in the notebook; replay never opens a socket
  --timeout S      interrupt a cell that runs longer than S seconds
  --allow-errors   go on after a cell that throws
  --redact         ${redactUsage};
                   needs -o
  --watch          run again when the notebook or a local file it imports is saved; needs -o`;

/** `parallax exec`: executes a notebook headless. Exit code 0, 1 where a cell threw, 2 where it was not started. */
export async function main(args: string[]): Promise<number> {
  try {
    return await exec(args);
  } catch (error) {
    console.error(`parallax exec: ${(error as Error).message}`);
    return 2;
  }
}

async function exec(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: "string", short: "o" },
      param: { type: "string", short: "p", multiple: true, default: [] },
      mode: { type: "string" },
      timeout: { type: "string" },
      "allow-errors": { type: "boolean", default: false },
      redact: { type: "boolean", default: false },
      watch: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [input, ...more] = positionals;
  if (values.help || input === undefined || more.length > 0) {
    (values.help ? console.log : console.error)(usage);
    return values.help ? 0 : 2;
  }
  const file = resolve(input);
  const settings = {
    file,
    output: resolve(values.output ?? input),
    params: values.param,
    env: values.mode === undefined ? {} : { PARALLAX_MODE: modeOf(values.mode) },
    timeoutMs: values.timeout === undefined ? null : millisecondsOf(values.timeout),
    allowErrors: values["allow-errors"],
    filter: unspoiled,
  };
  if (values.redact && settings.output === file)
    throw new Error("--redact needs -o OUT.ipynb: it would replace what your own cells quote");
  redactFrom(values.redact);
  if (!values.watch) return (await executeOnce(settings)).code;
  if (settings.output === file) throw new Error("--watch needs -o OUT.ipynb, or saving would start it again");
  return watch(settings);
}

function modeOf(text: string): string {
  const modes = ["auto", "record", "replay", "off"];
  if (!modes.includes(text)) throw new Error(`--mode ${text}: expected one of ${modes.join(", ")}`);
  return text;
}

function millisecondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new Error(`--timeout ${text}: expected a number of seconds above 0`);
  return seconds * 1000;
}

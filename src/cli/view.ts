import { parseArgs } from "node:util";
import { view } from "../report/view/view.ts";
import { interrupted, openPage } from "./open-page.ts";
import { given, numberOf, onlyRun } from "./options.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax view RUN [options]

  RUN           a run folder: its transcripts as a page on this machine, until Ctrl-C. Nothing is asked or written; load
                the page again to see what has come in since
  --port N      where to serve it (4747, where the links of figures lead); 0 takes any that is free
  --invariants FILE
                what a judge quoted for the scenarios' invariants, as parallax check --judge MODEL --json FILE writes it:
                marked by number on both sides (RUN/invariants.json, if it is there)
  --open        open it in the browser
  --redact      ${redactUsage}`;

const options = {
  port: { type: "string" },
  invariants: { type: "string" },
  open: { type: "boolean" },
  redact: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `parallax view`: exit code 0 when interrupted, 2 on wrong arguments and where it cannot be served. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const dir = onlyRun(positionals);
    redactFrom(values.redact);
    await using server = await view(dir, {
      port: numberOf(values, "port") ?? 4747,
      background: false,
      ...given("invariants", values.invariants),
    });
    console.log(`${server.url}\nCtrl-C ends it`);
    if (values.open) openPage(server.url);
    await interrupted();
    return 0;
  } catch (error) {
    const taken =
      (error as NodeJS.ErrnoException).code === "EADDRINUSE" ? ": give another --port, or end what has it" : "";
    console.error(`parallax view: ${(error as Error).message}${taken}`);
    return 2;
  }
}

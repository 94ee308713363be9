import { parseArgs } from "node:util";
import { fetchPublished, type FetchedFile } from "../scenarios/fetch.ts";
import { findScenario, listScenarios } from "../scenarios/folder.ts";
import { readVerbatim } from "../scenarios/verbatim/read.ts";
import { publishedRoot } from "../scenarios/verbatim/store.ts";

const usage = `usage: parallax fetch [SCENARIO …]

Brings the published text of scenarios, all of them when none is named, from pinned sources into the cache folder, each
file checked against its SHA-256. Plans made after that have the wording "verbatim" as the published side, where the
whole text is there; "recognizable" stands in until then. Nothing of it belongs in a repository.

  --base URL   another server, laid out as OWNER/REPOSITORY/COMMIT/PATH ($PARALLAX_PUBLISHED_URL)`;

/** `parallax fetch`. Exit code 0 when all is here, 1 when something is not or was refused, 2 on wrong arguments, 130 when interrupted. */
export async function main(args: string[]): Promise<number> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  try {
    const options = { base: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
    const { values, positionals } = parse(() => parseArgs({ args, allowPositionals: true, options }));
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const named = positionals.length > 0 ? positionals : listScenarios();
    const scenarios = named.filter((id) => parse(() => readVerbatim(findScenario(id))) !== null);
    for (const id of positionals.filter((each) => !scenarios.includes(each)))
      console.log(`${id} has no published text to fetch`);
    const files = await fetchPublished(scenarios, {
      ...(values.base === undefined ? {} : { base: values.base }),
      signal: controller.signal,
      onFile: tell,
    });
    describe(scenarios, files);
    return 0;
  } catch (error) {
    if (controller.signal.aborted) console.error("stopped; files that are whole stay, nothing else is left behind");
    else console.error(`parallax fetch: ${(error as Error).message}`);
    return controller.signal.aborted ? 130 : error instanceof WrongArguments ? 2 : 1;
  } finally {
    process.off("SIGINT", stop);
  }
}

class WrongArguments extends Error {}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WrongArguments((error as Error).message, { cause: error });
  }
}

function tell({ status, repo, path, licence, first, why }: FetchedFile): void {
  if (status === "here") return;
  console.log(`${status.padEnd(8)} ${repo}/${path}${why && ` (${why})`}`);
  if (first) console.log(`         licence: ${licence}`);
}

function describe(scenarios: string[], files: FetchedFile[]): void {
  for (const scenario of scenarios) {
    const spec = readVerbatim(findScenario(scenario));
    const own = files.filter((file) => file.scenario === scenario);
    const here = own.filter(({ status }) => status !== "absent").length;
    console.log(`\n${scenario}: ${here} of ${own.length} files here, ${made(spec?.turns.length ?? 0)}`);
    for (const difference of spec?.differs ?? []) console.log(`  ${difference}`);
    if (spec?.canary) console.log("  Its canary stays beside every reply to it; keep it there.");
  }
  console.log(`\nkept in ${publishedRoot()}`);
}

function made(turns: number): string {
  return turns > 0 ? 'wording "verbatim"' : "no wording is made of them";
}

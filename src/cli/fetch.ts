import { fetchReplies } from "../interop/fetch-replies.ts";
import { replySource } from "../interop/sources.ts";
import { fetchPublished, type FetchedFile } from "../scenarios/fetch.ts";
import { findScenario, listScenarios } from "../scenarios/folder.ts";
import { readVerbatim } from "../scenarios/verbatim/read.ts";
import { publishedRoot } from "../scenarios/verbatim/store.ts";
import type { fetch } from "./commands/fetch.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";

/** `parallax fetch`: all done when all is here. */
export async function main({ options, named }: Given<typeof fetch>, show: Show): Promise<number> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    if (options.replies !== undefined) return await bringReplies(options.replies, options, controller.signal, show);
    const ids = named.length > 0 ? named : listScenarios();
    const scenarios = ids.filter((id) => orMisuse(() => readVerbatim(findScenario(id))) !== null);
    const without = named.filter((id) => !scenarios.includes(id));
    const { signal } = controller;
    const files = await fetchPublished(scenarios, { ...pick(options, "base"), signal, onFile: progress });
    const root = publishedRoot();
    show({
      text: [
        ...without.map((id) => `${id} has no published text to fetch`),
        ...files.flatMap(fileLines),
        ...scenarios.flatMap((scenario) => scenarioLines(scenario, files)),
        `\nkept in ${root}`,
      ].join("\n"),
      json: () => ({ root, files, without }),
    });
    return exitCode.done;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    console.error("stopped; files that are whole stay, nothing else is left behind");
    return exitCode.interrupted;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

async function bringReplies(
  name: string,
  options: Given<typeof fetch>["options"],
  signal: AbortSignal,
  show: Show,
): Promise<number> {
  orMisuse(() => replySource(name));
  const into = options.out === undefined ? {} : { dir: options.out };
  const { run, title, files, leftOut } = await fetchReplies(name, {
    ...pick(options, "base"),
    ...into,
    signal,
    onFile: progress,
  });
  show({
    text: [
      title,
      ...files.flatMap(fileLines),
      `${run.plan.trials.length} conversations, ${leftOut.length} entries left out`,
      run.dir,
    ].join("\n"),
    json: () => ({ name, dir: run.dir, trials: run.plan.trials.length, files, leftOut }),
  });
  return exitCode.done;
}

function progress({ status, repo, path }: FetchedFile): void {
  if (process.stderr.isTTY && status !== "here") console.error(`${status} ${repo}/${path}`);
}

function fileLines({ status, repo, path, licence, first, why }: FetchedFile): string[] {
  if (status === "here") return [];
  const line = `${status.padEnd(8)} ${repo}/${path}${why && ` (${why})`}`;
  return first ? [line, `         licence: ${licence}`] : [line];
}

function scenarioLines(scenario: string, files: readonly FetchedFile[]): string[] {
  const spec = readVerbatim(findScenario(scenario));
  const ofScenario = files.filter((file) => file.scenario === scenario);
  const here = ofScenario.filter(({ status }) => status !== "absent").length;
  return [
    `\n${scenario}: ${here} of ${ofScenario.length} files here, ${madeOf(spec?.turns.length ?? 0)}`,
    ...(spec?.differs ?? []).map((difference) => `  ${difference}`),
    ...(spec?.canary ? ["  Its canary stays beside every reply to it; keep it there."] : []),
  ];
}

function madeOf(turns: number): string {
  return turns > 0 ? 'wording "verbatim"' : "no wording is made of them";
}

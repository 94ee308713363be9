import { examine } from "../kernel/install/doctor.ts";
import type { kernelDoctor } from "./commands/kernel.ts";
import { anyWrong, findingLines } from "./findings.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";

/** `parallax kernel doctor`: all done when nothing is wrong. */
export async function main(_: Given<typeof kernelDoctor>, show: Show): Promise<number> {
  const findings = await examine(process.env, process.cwd());
  show({ text: findingLines(findings), json: () => findings });
  return anyWrong(findings) ? exitCode.notAll : exitCode.done;
}

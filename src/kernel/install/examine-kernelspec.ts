import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { warning, well, wrong, type Finding } from "./finding.ts";
import { interruptFlag } from "../wire/interrupt.ts";
import type { Kernelspec } from "./kernelspec.ts";

const again = 'run "parallax kernel install" again, as before';

/**
 * The kernelspecs in a `kernels` folder that start this kernel; ones that cannot be read are given
 * as null.
 */
export function findKernelspecs(folder: string): { file: string; spec: Kernelspec | null }[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).map((name) => join(folder, name, "kernel.json"));
  const texts = files.filter((file) => existsSync(file)).map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const ours = texts.filter(({ text }) => /"kernel",\s*"start",\s*"--connection-file"/.test(text));
  return ours.map(({ file, text }) => ({ file, spec: parse(text) }));
}

function parse(text: string): Kernelspec | null {
  try {
    return JSON.parse(text) as Kernelspec;
  } catch {
    return null;
  }
}

/** Whether what a kernelspec names is there, and new enough. */
export async function examineKernelspec(file: string, spec: Kernelspec | null): Promise<Finding[]> {
  if (spec === null) return [wrong(`${file} is not JSON`, again)];
  const [node = "", ...args] = spec.argv;
  const entry = args[args.indexOf("kernel") - 1] ?? "";
  if (!existsSync(node)) return [wrong(`${file}: its Node is gone (${node})`, again)];
  if (!existsSync(entry)) return [wrong(`${file}: the installation it starts is gone (${entry})`, again)];
  const findings: Finding[] = [];
  const version = await nodeVersion(node);
  if (Number.parseInt(version) < 24) findings.push(wrong(`${file}: Node ${version} is too old, 24 is needed`, again));
  if (!args.includes(interruptFlag))
    findings.push(wrong(`${file}: ${interruptFlag} is missing, so interrupting a loop would end the kernel`, again));
  if (spec.interrupt_mode !== "message")
    findings.push(warning(`${file}: interrupt_mode is ${JSON.stringify(spec.interrupt_mode)}, not "message"`, again));
  if (!existsSync(join(dirname(file), "logo-svg.svg"))) findings.push(warning(`${file}: its logos are missing`, again));
  return findings.length > 0 ? findings : [well(`kernelspec ${file}, on Node ${version}`)];
}

async function nodeVersion(path: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"]);
    return stdout.trim().replace(/^v/, "");
  } catch {
    return "0 (does not run)";
  }
}

import { dirname } from "node:path";
import { warning, well, type Finding } from "./finding.ts";
import type { Python } from "./python.ts";

/** Major versions from which on things work. */
const oldest: Record<string, number> = { jupyter_client: 8, jupyterlab: 4, nbconvert: 7, nbformat: 5 };

/** Whether what a Python has of Jupyter is new enough and finds one of the kernelspecs. */
export function examinePython(python: Python, kernelspecs: string[]): Finding[] {
  const name = `Python ${python.version} (${python.path})`;
  const { packages, kernels } = python;
  const pip = `"${python.path}" -m pip install`;
  if (kernels === null || packages["jupyter_client"] === null)
    return [warning(`${name} has no Jupyter`, `${pip} jupyterlab, where you want notebooks in it`)];
  const findings: Finding[] = [];
  for (const [wanted, major] of Object.entries(oldest)) {
    const version = packages[wanted] ?? null;
    if (version !== null && Number.parseInt(version) < major)
      findings.push(warning(`${name}: ${wanted} ${version} is older than ${major}`, `${pip} --upgrade ${wanted}`));
  }
  const folders = new Set(kernels);
  if (!kernelspecs.some((file) => folders.has(dirname(dirname(file)))))
    findings.push(
      warning(`${name} does not find the kernel`, '"parallax kernel install --user", which every Python does'),
    );
  const has = Object.entries(packages).flatMap(([name, version]) => (version === null ? [] : `${name} ${version}`));
  return findings.length > 0 ? findings : [well(`${name}: ${has.join(", ")}`)];
}

import { join } from "node:path";
import { examineKernelspec, findKernelspecs } from "./examine-kernelspec.ts";
import { examinePython } from "./examine-python.ts";
import { warning, well, wrong, type Finding } from "./finding.ts";
import { userFolder } from "./folders.ts";
import { findPythons } from "./python.ts";
import { tryStart } from "./try-start.ts";

/**
 * Looks at Node, the kernelspecs, the Pythons that would use them, and starts the first kernel that
 * can be.
 */
export async function examine(env: Record<string, string | undefined>, cwd: string): Promise<Finding[]> {
  const pythons = await findPythons(env, cwd);
  const folders = new Set([join(userFolder(env), "kernels"), ...pythons.flatMap(({ kernels }) => kernels ?? [])]);
  const specs = [...folders].flatMap(findKernelspecs);
  const files = specs.map(({ file }) => file);

  const findings = [examineNode(process.versions.node)];
  if (specs.length === 0)
    findings.push(
      wrong(`no kernelspec of this kernel in ${[...folders].join(", ")}`, 'run "parallax kernel install --user"'),
    );
  for (const { file, spec } of specs) {
    const found = await examineKernelspec(file, spec);
    findings.push(...found);
    if (spec !== null && found.every(({ state }) => state !== "wrong")) findings.push(await tryStart(spec));
  }
  const withJupyter = pythons.filter(({ kernels }) => kernels !== null);
  for (const python of withJupyter.length > 0 ? withJupyter : pythons) findings.push(...examinePython(python, files));
  if (pythons.length === 0)
    findings.push(warning("no Python here, so no JupyterLab", "install Python 3.10 or newer; VS Code needs none"));
  return findings;
}

function examineNode(version: string): Finding {
  if (Number.parseInt(version) >= 24) return well(`Node ${version} (${process.execPath})`);
  return wrong(`Node ${version} (${process.execPath})`, "run with Node 24 or newer, for example through npm run");
}

import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const module = "parallax_papermill";

/**
 * Puts a small Python package into an environment, from which papermill learns to write parameters
 * in TypeScript. Returns the folders written to; none where the prefix is no Python environment.
 */
export function installTranslator(prefix: string, version: string): string[] {
  return sitePackages(prefix).map((folder) => {
    copyFileSync(join(import.meta.dirname, `${module}.py`), join(folder, `${module}.py`));
    const about = join(folder, `${module}-${version}.dist-info`);
    mkdirSync(about, { recursive: true });
    const write = (name: string, lines: string[]) => writeFileSync(join(about, name), `${lines.join("\n")}\n`);
    write("METADATA", ["Metadata-Version: 2.1", "Name: parallax-papermill", `Version: ${version}`]);
    write("entry_points.txt", ["[papermill.engine]", `parallax = ${module}:Engine`]);
    write("INSTALLER", ["parallax"]);
    const files = ["METADATA", "entry_points.txt", "INSTALLER", "RECORD"];
    write("RECORD", [`${module}.py,,`, ...files.map((name) => `${module}-${version}.dist-info/${name},,`)]);
    return folder;
  });
}

function sitePackages(prefix: string): string[] {
  if (process.platform === "win32")
    return [join(prefix, "Lib", "site-packages")].filter((folder) => existsSync(folder));
  const lib = join(prefix, "lib");
  const pythons = existsSync(lib) ? readdirSync(lib).filter((name) => /^python3(\.\d+)?$/.test(name)) : [];
  return pythons.map((name) => join(lib, name, "site-packages")).filter((folder) => existsSync(folder));
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { absent, place, python } from "../../kernel/wire/drive.ts";
import { findBrowser } from "../../plots/browser.ts";
import { browserClients } from "./browser-clients.ts";
import { clientsTable, type ClientFindings } from "./clients-table.ts";

const page = resolve(import.meta.dirname, "../../kernel/README.md");
const skip = absent || (findBrowser() === null ? "no Chromium here: install it" : false);

/** With this in the environment, the kernel's page gets the table that was found. */
const write = process.env["PARALLAX_CLIENTS"] === "write";

/** Neither npm nor PyPI has its program: `quarto-cli` there fetches it as it is installed. */
const quarto: ClientFindings = {
  client: "quarto",
  version: null,
  findings: {},
  besides: ["not tried: its program comes from GitHub alone"],
};

test("what works in which client is what the kernel's page says", { skip }, async () => {
  const found = [...(await browserClients()), ...(await pythonClients()), quarto];
  const text = readFileSync(page, "utf8");
  const table = clientsTable(found);
  const [before, behind] = [
    /[\s\S]*<!-- clients -->\n\n/.exec(text)![0],
    /\n\n<!-- \/clients -->[\s\S]*/.exec(text)![0],
  ];
  if (write) writeFileSync(page, before + table + behind);
  else assert.equal(text.slice(before.length, text.length - behind.length), table);
});

/** Seconds that a client waits for a kernel to start, or for its last output (60 and 4 else). */
const patience = 600;
const settings = {
  NotebookClient: { startup_timeout: patience, iopub_timeout: patience },
  NbClientApp: { startup_timeout: patience },
};

async function pythonClients(): Promise<ClientFindings[]> {
  const { folder, env: found } = place();
  const env = { ...found, JUPYTER_CONFIG_DIR: join(folder, "config") };
  mkdirSync(env.JUPYTER_CONFIG_DIR);
  writeFileSync(join(env.JUPYTER_CONFIG_DIR, "jupyter_config.json"), JSON.stringify(settings));
  try {
    const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, "clients.py")], { env });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ClientFindings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

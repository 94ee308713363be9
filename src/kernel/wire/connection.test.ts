import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { address, readConnection, writeConnection } from "./connection.ts";

test("a connection file is read, written for its owner only, and told from one that is none", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "connection-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "a", "kernel.json");
  const fresh = readConnection(file);
  assert.equal(fresh.shell_port, 0);
  assert.notEqual(fresh.key, readConnection(file).key);
  writeConnection(file, fresh);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readConnection(file), fresh);
  writeFileSync(file, "[");
  assert.throws(() => readConnection(file), /is not a connection file/);
  writeFileSync(file, '{"transport": "carrier pigeon"}');
  assert.throws(() => readConnection(file), /expected "tcp" or "ipc"/);
});

test("addresses", () => {
  const tcp = readConnection("/none");
  assert.equal(address(tcp, 0), "tcp://127.0.0.1:*");
  assert.equal(address({ ...tcp, ip: "::1" }, 5), "tcp://[::1]:5");
  assert.equal(address({ ...tcp, transport: "ipc", ip: "/run/k" }, 5), "ipc:///run/k-5");
  assert.throws(() => address({ ...tcp, transport: "ipc" }, 0), /must name its ports/);
});

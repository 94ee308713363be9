import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import test, { type TestContext } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { dispatcher } from "../lib/dispatcher.ts";
import { arrive } from "./arrive.ts";

/** The address of a server that answers so, for one test. */
async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
}

async function post(url: string, more: RequestInit = {}) {
  const init = { method: "POST", body: '{"ask":1}', headers: { "content-type": "application/json" }, ...more };
  const { status, ok, headers, body } = await arrive(url, { ...init, dispatcher: await dispatcher() } as RequestInit);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body!) chunks.push(chunk);
  return { status, ok, headers, text: Buffer.concat(chunks).toString() };
}

const said = JSON.stringify({ text: "I HOLD. ".repeat(500) });

for (const [coding, bytes] of [
  ["gzip", gzipSync(said)],
  ["deflate", deflateSync(said)],
  ["br", brotliCompressSync(said)],
  ["zstd", zstdCompressSync(said)],
  ["gzip, br", brotliCompressSync(gzipSync(said))],
] as const)
  test(`a body that a server compressed unasked is read: ${coding}`, async (t) => {
    const url = await serve(t, ({ headers }, response) => {
      assert.equal(headers["accept-encoding"], undefined);
      response.writeHead(200, { "content-encoding": coding }).end(bytes);
    });
    assert.equal((await post(url)).text, said);
  });

test("a body whose compressed end is left out is read; half of one is no JSON, and rubbish an error", async (t) => {
  let bytes = gzipSync(said).subarray(0, -8);
  const url = await serve(t, (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(bytes);
  });
  assert.equal((await post(url)).text, said);
  bytes = bytes.subarray(0, 40);
  assert.throws(JSON.parse.bind(JSON, (await post(url)).text));
  bytes = Buffer.from("this was never compressed");
  await assert.rejects(post(url), /incorrect header/);
});

test("an address that leads elsewhere is followed, with what was asked", async (t) => {
  const asked: string[] = [];
  const url = await serve(t, async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    asked.push(`${request.method} ${request.url} ${text}`);
    if (request.url!.startsWith("/v1")) response.writeHead(307, { location: "/v2" }).end();
    else response.end(said);
  });
  const { status, text } = await post(url);
  assert.deepEqual([status, text], [200, said]);
  assert.equal(asked.at(-1), 'POST /v2 {"ask":1}');
});

test("headers come as they were, several of one name too, and an error status with its body", async (t) => {
  const url = await serve(t, (_, response) => {
    response.writeHead(429, { "retry-after": "7", "set-cookie": ["a=1", "b=2"] }).end("slow down");
  });
  const { status, ok, headers, text } = await post(url);
  assert.deepEqual([status, ok, text, headers.get("retry-after")], [429, false, "slow down", "7"]);
  assert.deepEqual(headers.getSetCookie(), ["a=1", "b=2"]);
});

test("a call that is aborted throws so, before its answer and within it", async (t) => {
  const url = await serve(t, (request, response) => {
    if (request.headers["x-half"]) response.writeHead(200).write("half");
  });
  for (const headers of [{}, { "x-half": "1" }]) {
    const ending = new AbortController();
    const posted = post(url, { headers, signal: ending.signal });
    setTimeout(() => ending.abort(), 50);
    await assert.rejects(posted, { name: "AbortError" });
  }
});

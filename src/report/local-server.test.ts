import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, suite, test } from "node:test";
import type { Asked } from "./asked.ts";
import { serveLocally } from "./local-server.ts";

const asked: Asked[] = [];
const server = await serveLocally(async (each) => {
  asked.push(each);
  if (each.method === "POST") return { type: "application/json", body: JSON.stringify(await each.json()) };
  if (each.url.pathname === "/fails") throw new Error("it failed");
  return each.url.pathname === "/" ? { type: "text/plain", body: "the secret page" } : null;
});
after(() => server[Symbol.asyncDispose]());
const { port, pathname: base, origin } = new URL(server.url);

/** What is answered to bytes as they are sent. */
async function raw(lines: string[]): Promise<string> {
  const socket = connect(Number(port), "127.0.0.1");
  socket.end(`${lines.join("\r\n")}\r\n\r\n`);
  return text(socket);
}

function ask(path: string, { method = "GET", body = "", headers = {} as Record<string, string> } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const sent = request({ port, host: "127.0.0.1", path, method, headers }, async (answer) =>
    resolve({ status: answer.statusCode!, body: await text(answer) }),
  );
  sent.on("error", reject).end(body);
  return promise;
}

const lives = async () => assert.equal((await ask(base)).body, "the secret page");

suite("a malformed request is answered 400, and the server lives", () => {
  for (const target of [
    "//",
    "///",
    "//evil.example/",
    "http://evil.example/",
    "http://",
    "https://[",
    "*",
    "x",
    "/\\evil",
    "/%",
  ])
    test(`GET ${target}`, async () => {
      const answer = await raw([`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`, "Connection: close"]);
      assert.match(answer, /^HTTP\/1\.1 (400|404) /);
      await lives();
    });

  for (const [what, lines] of [
    ["nonsense", ["nonsense"]],
    ["no host", ["GET / HTTP/1.1"]],
    ["a tunnel", [`CONNECT //:1 HTTP/1.1`, `Host: 127.0.0.1:${port}`]],
    ["an upgrade", ["GET // HTTP/1.1", `Host: 127.0.0.1:${port}`, "Upgrade: websocket", "Connection: Upgrade"]],
    ["a header that is too long", ["GET / HTTP/1.1", `Host: 127.0.0.1:${port}`, `X: ${"x".repeat(1 << 17)}`]],
  ] as const)
    test(what, async () => {
      assert.doesNotMatch(await raw([...lines]).catch(() => ""), /^HTTP\/1\.1 2/);
      await lives();
    });

  test("a client that goes away in the middle", async () => {
    const socket = connect(Number(port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST ${base} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\nContent-Length: 99\r\n\r\n{`,
    );
    socket.destroy();
    await lives();
  });

  for (const [what, body] of [
    ["a body that is not JSON", "{"],
    ["more than a megabyte", JSON.stringify("x".repeat(1 << 20))],
  ] as const)
    test(what, async () => {
      const { status } = await ask(base, { method: "POST", body, headers: { origin } });
      assert.equal(status, 400);
      await lives();
    });

  test("what fails in answering is said, and goes no further", async () => {
    const { status, body } = await ask(`${base}fails`);
    assert.deepEqual([status, body], [500, "it failed"]);
  });
});

suite("who has no secret gets nothing", () => {
  test("a secret cannot be guessed, and is another each time", async () => {
    assert.match(base, /^\/[\w-]{32}\/$/);
    await using other = await serveLocally(async () => null);
    assert.notEqual(new URL(other.url).pathname, base);
  });

  for (const path of ["/", "/index.json", `${base.slice(0, -2)}/`, base.slice(0, -1), "/x/", `/${"a".repeat(32)}/`])
    for (const method of ["GET", "POST", "PUT", "DELETE"])
      test(`${method} ${path.length > 30 ? "almost the secret" : path}`, async () => {
        const before = asked.length;
        const { status, body } = await ask(path, { method, headers: { origin } });
        assert.ok(status >= 400, String(status));
        assert.doesNotMatch(body, /secret page/);
        assert.ok(!body.includes(base), "nor the secret itself");
        assert.equal(asked.length, before, "nothing was even asked");
      });

  for (const headers of [{}, { origin: "http://evil.example" }, { origin: "null" }])
    test(`a write from another page: ${JSON.stringify(headers)}`, async () => {
      const { status } = await ask(base, { method: "POST", body: "1", headers });
      assert.equal(status, 403);
    });

  test("the page's own write is taken", async () => {
    const { status, body } = await ask(base, { method: "POST", body: "[1]", headers: { origin } });
    assert.deepEqual([status, body], [200, "[1]"]);
  });
});

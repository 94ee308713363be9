import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createPlain, request as forward } from "node:http";
import { createServer as createSecure } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { promisify } from "node:util";
import { proxiesOf } from "../lib/dispatcher.ts";
import { listen } from "./provider-server.ts";

/**
 * Asks a model in a process of its own, whose environment says how it is reached; gives what it
 * said, or its error.
 */
async function inChild(baseUrl: string, env: Record<string, string>): Promise<string> {
  const program = `
    const { openModel } = await import(${JSON.stringify(join(import.meta.dirname, "open.ts"))});
    const model = await openModel("openai-compatible/mine", { baseUrl: ${JSON.stringify(baseUrl)}, timeoutMs: 20000 });
    const asked = { messages: [{ role: "user", content: "Hello" }], params: {}, seed: null, schema: null, choices: null };
    const { text } = await model.generate(asked, {}).catch((error) => ({ text: error.retryable + " " + error.message }));
    console.log(text);
    process.exit();`;
  const clean = Object.entries(process.env).filter(([name]) => !/proxy|EXTRA_CA/i.test(name));
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...Object.fromEntries(clean), ...env } as NodeJS.ProcessEnv,
  });
  return stdout;
}

/** A proxy that forwards and tunnels, and notes what it was asked for. */
async function openProxy(t: TestContext) {
  const asked: string[] = [];
  const proxy = createPlain((incoming, outgoing) => {
    asked.push(`GET ${incoming.url}`);
    const { method, headers } = incoming;
    const on = forward(incoming.url!, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(on);
  });
  proxy.on("connect", (incoming, socket, head) => {
    asked.push(`CONNECT ${incoming.url}`);
    const [host, port] = incoming.url!.split(":");
    const to = connect(Number(port), host!, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      to.write(head);
      to.pipe(socket).pipe(to);
    });
    to.on("error", () => socket.destroy());
    socket.on("error", () => to.destroy());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  t.after(() => (proxy.closeAllConnections(), proxy.close()));
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
  test(`${name} is gone through, and NO_PROXY around it`, async (t) => {
    const server = await listen();
    t.after(() => server.close());
    const proxy = await openProxy(t);
    assert.match(await inChild(server.openai, { [name]: proxy.url }), /^ok/);
    assert.deepEqual(proxy.asked, [`GET ${server.openai}/chat/completions`]);
    assert.match(await inChild(server.openai, { [name]: proxy.url, NO_PROXY: "127.0.0.1" }), /^ok/);
    assert.equal(proxy.asked.length, 1);
    assert.match(await inChild(server.openai, {}), /^ok/);
    assert.equal(server.requests.length, 3);
  });

test("a proxy without a scheme is one of HTTP; what is no address names its variable and not what it holds", () => {
  assert.deepEqual(proxiesOf({ HTTPS_PROXY: "proxy.example:3128" }), {
    http: "",
    https: "http://proxy.example:3128",
    except: "",
  });
  assert.equal(proxiesOf({ http_proxy: "http://p", NO_PROXY: "a.example, *" }).except, "*");
  for (const wrong of ["http://me:secret@", "ftp://me:secret@proxy.example"])
    assert.throws(
      () => proxiesOf({ http_proxy: wrong }),
      (error: Error) =>
        error.message.startsWith("http_proxy holds no proxy's address") && !error.message.includes("secret"),
    );
});

test("a certificate of nobody's is not tried again, and its own authority can be named", async (t) => {
  const dir = mkdtempSync(join(tmpdir(), "parallax-certificate-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const [key, cert] = [join(dir, "key.pem"), join(dir, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  try {
    const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert];
    execFileSync("openssl", [...args, ...subject], { stdio: "pipe" });
  } catch {
    return t.skip("no openssl here to make a certificate with");
  }
  const body = JSON.stringify({ choices: [{ message: { content: "ok" }, finish_reason: "stop" }] });
  const server = createSecure({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, answer) => {
    incoming.resume().on("end", () => answer.writeHead(200, { "content-type": "application/json" }).end(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  assert.match(await inChild(address, {}), /^false .*self-signed certificate.*NODE_EXTRA_CA_CERTS/);
  assert.match(await inChild(address, { NODE_EXTRA_CA_CERTS: cert }), /^ok/);
});

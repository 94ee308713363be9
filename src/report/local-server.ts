import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { reasonOf } from "../lib/in-words.ts";
import type { Answer, Asked } from "./asked.ts";
import { door } from "./door.ts";

/** A server on this machine alone. */
export interface LocalServer extends AsyncDisposable {
  /**
   * With the server's secret as its path, and a slash at its end: whoever has it may read and
   * write.
   */
  url: string;
}

/**
 * Scripts and styles are the server's own files, nothing else runs or loads; notebooks on this
 * machine may frame it.
 */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** A request that is wrong in itself. */
class Refused extends Error {
  readonly status = 400;
}

/**
 * Serves pages on 127.0.0.1, to whoever has its address: what is served stands below an unguessable
 * path, so that other users of this machine get nothing. A request under another host name, as a
 * site could send by rebinding its own, and a change asked for from another origin, are refused;
 * one that makes no sense is answered 400. Port 0 takes any free one. It does not keep the process
 * alive by itself where `background` is set. Throws where the port is taken.
 */
export async function serveLocally(
  answer: (asked: Asked) => Promise<Answer | null>,
  { port = 0, background = false }: { port?: number; background?: boolean } = {},
): Promise<LocalServer> {
  const secret = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    const send = ({ status = 200, type, body }: Answer) =>
      response.writeHead(status, { ...headers, "content-type": `${type}; charset=utf-8` }).end(body);
    answerTo(request, portOf(), secret, answer)
      .catch((error: unknown) => plain(error instanceof Refused ? error.status : 500, reasonOf(error)))
      .then(send)
      .catch(() => response.destroy());
  });
  const portOf = () => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  if (background) server.unref();
  return {
    url: `http://127.0.0.1:${portOf()}/${secret}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const plain = (status: number, body: string): Answer => ({ status, type: "text/plain", body });

async function answerTo(
  request: IncomingMessage,
  port: number,
  secret: string,
  answer: (asked: Asked) => Promise<Answer | null>,
): Promise<Answer> {
  const { method = "GET", headers: sent } = request;
  const { host = "", origin } = sent;
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(host))
    return plain(403, "this address answers only as 127.0.0.1 or localhost");
  if (method !== "GET" && URL.parse(origin ?? "")?.origin !== `http://${host}`)
    return plain(403, "asked for by another page");
  const url = urlOf(request.url ?? "", host);
  const [, first = "", ...rest] = url.pathname.split("/");
  if (rest.length === 0 || !isSame(first, secret))
    return (method === "GET" && door(url.pathname)) || plain(404, `nothing at ${url.pathname}`);
  url.pathname = `/${rest.join("/")}`;
  return (await answer({ method, url, json: () => bodyOf(request) })) ?? plain(404, `nothing at ${url.pathname}`);
}

/** Of a path, which is all that a browser asks a server for. */
function urlOf(target: string, host: string): URL {
  const url = /^\/(?!\/)/.test(target) ? URL.parse(target, `http://${host}`) : null;
  if (url === null || url.host !== host) throw new Refused("this is no path to ask for");
  return url;
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > 1 << 20) throw new Refused("more than a megabyte was sent");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch (cause) {
    throw new Refused("what was sent is not JSON", { cause });
  }
}

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  url: URL;
  /** The body as JSON. Throws where it is none, or longer than a megabyte. */
  json(): Promise<unknown>;
}

export interface Answer {
  status?: number;
  type: string;
  body: string;
}

/** A server on this machine alone. */
export interface LocalServer extends AsyncDisposable {
  /** With a slash at its end. */
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

/**
 * Serves pages on 127.0.0.1, to pages of its own address alone: a request under another host name,
 * as a site could send by rebinding its own, and a change asked for from another origin, are
 * refused. Port 0 takes any free one. It does not keep the process alive by itself where
 * `background` is set. Throws where the port is taken.
 */
export async function serveLocally(
  answer: (asked: Asked) => Promise<Answer | null>,
  { port = 0, background = false }: { port?: number; background?: boolean } = {},
): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const send = ({ status = 200, type, body }: Answer) =>
      response.writeHead(status, { ...headers, "content-type": `${type}; charset=utf-8` }).end(body);
    const plain = (status: number, body: string) => send({ status, type: "text/plain", body });
    const own = [`127.0.0.1:${portOf()}`, `localhost:${portOf()}`];
    const { host = "", origin } = request.headers;
    if (!own.includes(host)) return void plain(403, "this address answers only as 127.0.0.1 or localhost");
    if (request.method !== "GET" && origin !== `http://${host}`) return void plain(403, "asked for by another page");
    const url = new URL(request.url ?? "/", `http://${host}`);
    answer({ method: request.method ?? "GET", url, json: () => bodyOf(request) }).then(
      (found) => (found === null ? plain(404, `nothing at ${url.pathname}`) : send(found)),
      (error: unknown) => plain(500, (error as Error).message),
    );
  });
  const portOf = () => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  if (background) server.unref();
  return {
    url: `http://127.0.0.1:${portOf()}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > 1 << 20) throw new Error("more than a megabyte was sent");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyOf, errorBody, wireOf, type Said, type Wire } from "./provider-bodies.ts";

/** One request as it arrived. */
export interface Asked {
  /** 0 for the first request of this server. */
  index: number;
  wire: Wire;
  /** Path and query. */
  url: string;
  headers: IncomingMessage["headers"];
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever the provider's API has
  body: any;
  /** Whether the whole answer was handed to the network. */
  answered: boolean;
}

/**
 * What to do with a request, after `delayMs`: a reply, an error status, a body of JSON or a `raw`
 * one as it is, or a fault.
 */
export type Answer = { delayMs?: number } & (
  | (Said & { headers?: Record<string, string> })
  | { status: number; headers?: Record<string, string>; type?: string; message?: string }
  | { body: unknown; status?: number; headers?: Record<string, string> }
  | { text: string; raw: true; status?: number; headers?: Record<string, string> }
  | { fault: "drop" | "stall" | "malformed" | "truncated" }
);

/** A running server. `openai` and `anthropic` are base URLs for the real SDKs. */
export interface ProviderServer {
  url: string;
  openai: string;
  anthropic: string;
  requests: Asked[];
  /** Replaced at any time to change what later requests are answered. */
  answer: (asked: Asked) => Answer | Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Test support: a real HTTP server on a free port of 127.0.0.1 that speaks OpenAI's Responses and
 * Chat Completions and Anthropic's Messages. `answer` is asked for every request; without it the
 * server says "ok". `drop` closes the socket before any answer, `stall` sends half of one and
 * waits, `truncated` closes half-way, `malformed` sends what is no JSON.
 */
export async function listen(answer: ProviderServer["answer"] = () => ({})): Promise<ProviderServer> {
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const wire = wireOf((request.url ?? "").split("?", 1)[0]!);
    const body = JSON.parse(await text(request)) as unknown;
    if (wire === null) return void response.writeHead(404).end();
    const asked: Asked = {
      index: running.requests.length,
      wire,
      url: request.url ?? "",
      headers: request.headers,
      body,
      answered: false,
    };
    running.requests.push(asked);
    const reply = await running.answer(asked);
    if (reply.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
    send(response, asked, reply);
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: ProviderServer = {
    url,
    openai: `${url}/v1`,
    anthropic: url,
    requests: [],
    answer,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return running;
}

function send(response: ServerResponse, asked: Asked, answer: Answer): void {
  const { wire, body, index } = asked;
  const headers = { "content-type": "application/json", "x-request-id": `req_${index}`, "request-id": `req_${index}` };
  if ("body" in answer || "raw" in answer) {
    asked.answered = true;
    const content = "body" in answer ? JSON.stringify(answer.body) : answer.text;
    response.writeHead(answer.status ?? 200, { ...headers, ...answer.headers }).end(content);
    return;
  }
  if ("status" in answer) {
    const { status, type = "test_error", message = `status ${status}` } = answer;
    asked.answered = true;
    response.writeHead(status, { ...headers, ...answer.headers }).end(JSON.stringify(errorBody(wire, type, message)));
    return;
  }
  if (!("fault" in answer)) {
    asked.answered = true;
    response
      .writeHead(200, { ...headers, ...answer.headers })
      .end(JSON.stringify(bodyOf(wire, String(body.model), answer)));
    return;
  }
  const whole = JSON.stringify(bodyOf(wire, String(body.model), {}));
  if (answer.fault === "drop") return void response.destroy();
  if (answer.fault === "malformed") return void response.writeHead(200, headers).end("<html>bad gateway</html>");
  response.writeHead(200, { ...headers, "content-length": String(whole.length) });
  response.write(whole.slice(0, whole.length / 2), () => {
    if (answer.fault === "truncated") response.destroy();
  });
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { errorBody } from "../provider-bodies.ts";
import { batchShape, resultLines, type BatchAsked, type Fate, type HeldBatch } from "./batch-shapes.ts";

/** What may go wrong on the way, once each. */
export type BatchFault =
  | "create unanswered"
  | "create refused"
  | "create 500"
  | "results cut"
  | "state 500"
  | "too much at once"
  | "wrong as a whole";

/** A running server. `openai` and `anthropic` are base URLs for the real SDKs. */
export interface BatchServer {
  openai: string;
  anthropic: string;
  /** Every request that was accepted in a batch, and so is paid for where it is answered. */
  asked: BatchAsked[];
  batches: HeldBatch[];
  /** Taken one after another, each by the first call that it can happen to. */
  faults: BatchFault[];
  fate: (asked: BatchAsked) => Fate;
  /** The most requests that may wait in all batches together; a batch that would pass it fails. */
  mostWaiting: number;
  /** How often a batch is looked at before it has ended. */
  looks: number;
  /** Hears of each call, by method and path without ids, before it is answered. */
  onCall: (call: string) => void;
  close(): Promise<void>;
}

/**
 * Test support: a real HTTP server on a free port of 127.0.0.1 with OpenAI's Files and Batches and
 * Anthropic's Message Batches, in the shapes of their references.
 */
export async function listenBatches(fate: BatchServer["fate"] = () => ({})): Promise<BatchServer> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => {
    serve(running, files, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: BatchServer = {
    openai: `${url}/v1`,
    anthropic: url,
    asked: [],
    batches: [],
    faults: [],
    fate,
    mostWaiting: Infinity,
    looks: 1,
    onCall: () => {},
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return running;
}

const named = /\/((?:batch|file_out|file_err|file|msgbatch)[_-][\w-]+)/;

async function serve(
  running: BatchServer,
  files: Map<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "").split("?", 1)[0]!;
  const body = await bytesOf(request);
  const call = `${request.method} ${path.replace(named, "/ID")}`;
  running.onCall(call);
  const json = (value: unknown, status = 200) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  const wire = path.includes("/messages/") ? "messages" : "responses";
  const fail = (status: number, type: string) => json(errorBody(wire, type, "no such thing"), status);
  const id = named.exec(path)?.[1] ?? "";
  if (call === "POST /v1/files") {
    const file = `file_${randomUUID()}`;
    files.set(file, fileIn(request, body));
    return json({ id: file, object: "file", bytes: body.length, purpose: "batch", status: "processed" });
  }
  if (call.startsWith("POST") && call.endsWith("/batches")) {
    if (takes(running, "create refused")) return fail(400, "invalid_request_error");
    if (takes(running, "create 500")) return fail(500, "api_error");
    const batch = make(running, requestsOf(JSON.parse(body.toString()) as Created, files), wire);
    return takes(running, "create unanswered") ? void response.destroy() : json(batchShape(batch, running.anthropic));
  }
  if (call.endsWith("/batches")) {
    const data = running.batches
      .filter((each) => each.wire === wire)
      .map((each) => batchShape(each, running.anthropic));
    return json({ object: "list", data: data.toReversed(), has_more: false, first_id: null, last_id: null });
  }
  const batch = running.batches.find((each) => id.endsWith(each.id));
  if (batch === undefined) return fail(404, "not_found_error");
  const part = path.endsWith("/results") ? "all" : id.startsWith("file_out") ? "answered" : "unanswered";
  if (id !== batch.id || part === "all") return stream(running, response, resultLines(batch, part));
  if (path.endsWith("/cancel")) batch.canceled = true;
  else if (takes(running, "state 500")) return fail(500, "api_error");
  else batch.looks--;
  return json(batchShape(batch, running.anthropic));
}

/** What a batch is made from: its requests, or a file of them. */
interface Created {
  requests?: { custom_id: string; params: unknown }[];
  input_file_id?: string;
  metadata?: Record<string, string>;
}

interface Listed {
  requests: { customId: string; body: unknown }[];
  metadata: Record<string, string> | null;
}

function requestsOf(
  { requests, input_file_id: file = "", metadata = {} }: Created,
  files: Map<string, string>,
): Listed {
  const lines = (files.get(file) ?? "").split("\n").filter(Boolean);
  const fromFile = () => lines.map((line) => JSON.parse(line) as { custom_id: string; body: unknown });
  const listed = requests?.map((each) => ({ ...each, body: each.params })) ?? fromFile();
  return { requests: listed.map(({ custom_id: customId, body }) => ({ customId, body })), metadata };
}

function make(running: BatchServer, { requests, metadata }: Listed, wire: HeldBatch["wire"]): HeldBatch {
  const id = `${wire === "messages" ? "msgbatch" : "batch"}_${randomUUID()}`;
  const fates = new Map<BatchAsked, Fate>();
  const batch: HeldBatch = {
    id,
    wire,
    requests: requests.map((each) => ({ ...each, batch: id, wire })),
    metadata,
    createdAt: Date.now(),
    looks: running.looks,
    canceled: false,
    problem:
      takes(running, "too much at once") || waitingWith(running, requests.length) > running.mostWaiting
        ? "token_limit_exceeded"
        : takes(running, "wrong as a whole")
          ? "invalid_json_line"
          : null,
    fateOf(asked) {
      const fate = fates.get(asked) ?? (batch.canceled ? { fate: "canceled" as const } : running.fate(asked));
      fates.set(asked, fate);
      return fate;
    },
  };
  running.batches.push(batch);
  if (batch.problem === null) running.asked.push(...batch.requests);
  return batch;
}

function waitingWith({ batches }: BatchServer, more: number): number {
  const waiting = batches.filter(({ looks, canceled, problem }) => looks > 0 && !canceled && problem === null);
  return waiting.reduce((sum, { requests }) => sum + requests.length, more);
}

function stream(running: BatchServer, response: ServerResponse, lines: string[]): void {
  response.writeHead(200, { "content-type": "application/octet-stream" });
  const text = lines.map((line) => `${line}\n`).join("");
  if (!takes(running, "results cut")) return void response.end(text);
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

function takes(running: BatchServer, fault: BatchFault): boolean {
  const at = running.faults.indexOf(fault);
  if (at >= 0) running.faults.splice(at, 1);
  return at >= 0;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The file in a form of several parts. */
function fileIn(request: IncomingMessage, body: Buffer): string {
  const boundary = /boundary=(.+)$/.exec(request.headers["content-type"] ?? "")?.[1] ?? "";
  const part =
    body
      .toString()
      .split(`--${boundary}`)
      .find((each) => each.includes("filename=")) ?? "";
  return part.slice(part.indexOf("\r\n\r\n") + 4).replace(/\r\n$/, "");
}

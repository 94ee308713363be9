import { pipeline, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { Dispatcher } from "undici";
import { lazy } from "../lib/lazy.ts";

/** An answer whose headers have come and whose body is still to be read. */
export interface Arrived {
  status: number;
  ok: boolean;
  /** Whoever reads it may change them. */
  headers: Headers;
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * What `fetch` does, for a call whose body is text, without the web streams and objects that a
 * `fetch` makes of it: these take more of the processor than all else of a call. A body that is no
 * text, and an address that leads elsewhere, are left to `fetch`.
 */
export async function arrive(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Arrived> {
  const { body = null, method = "GET", signal = null } = init;
  const { dispatcher } = init as { dispatcher?: Dispatcher };
  const plain = typeof input === "string" && (body === null || typeof body === "string");
  if (!plain || dispatcher === undefined) return fetched(input, init);
  const { request } = await undici();
  const headers = Object.fromEntries(init.headers instanceof Headers ? init.headers : new Headers(init.headers));
  const answer = await request(input, { method: method as Dispatcher.HttpMethod, headers, body, signal, dispatcher });
  const status = answer.statusCode;
  if (leadsElsewhere.has(status)) {
    await answer.body.dump();
    return fetched(input, init);
  }
  const came = headersOf(answer.headers);
  return { status, ok: status >= 200 && status < 300, headers: came, body: decoded(answer.body, came) };
}

const undici = lazy(() => import("undici"));

async function fetched(...asked: Parameters<typeof fetch>): Promise<Arrived> {
  const { status, ok, headers, body } = await fetch(...asked);
  return { status, ok, headers: new Headers(headers), body: body as Arrived["body"] };
}

const leadsElsewhere = new Set([301, 302, 303, 307, 308]);

function headersOf(came: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(came))
    for (const value of [values ?? []].flat())
      try {
        headers.append(name, value);
      } catch {
        // No header that HTTP allows: nothing is read of it.
      }
  return headers;
}

/** Some servers leave out how a compressed body ends; what came of it counts, as with `fetch`. */
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

const decoders: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: () => createGunzip(lenient),
  "x-gzip": () => createGunzip(lenient),
  deflate: () => createInflate(lenient),
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** A body as it was before it was compressed, which servers do without being asked to. */
function decoded(body: Readable, headers: Headers): Readable {
  const codings = (headers.get("content-encoding") ?? "").toLowerCase().split(",");
  const known = codings.reverse().flatMap((name) => decoders[name.trim()] ?? []);
  // What goes wrong on the way is thrown to whoever reads the end of it.
  return known.reduce<Readable>((from, decoder) => pipeline(from, decoder(), () => {}), body);
}

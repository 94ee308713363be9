import { timingSafeEqual } from "node:crypto";
import type { Content, Header, Message } from "./message.ts";
import { signer, type Sign } from "./signer.ts";

const delimiter = Buffer.from("<IDS|MSG>");
const remembered = 2 ** 16;

/**
 * Turns messages into signed multipart frames and back. `unpack` throws where a message is to be
 * dropped, saying why.
 */
export interface Framing {
  pack(message: Message): Uint8Array[];
  unpack(frames: Uint8Array[]): Message;
}

/**
 * Framing under one key. `scheme` is `hmac-` and a hash name, as connection files give it; an empty
 * key means that nothing is signed. A signature seen before is a replay and does not unpack again
 * (the last 65,536 are remembered). Throws for a scheme that is not known here.
 */
export function framing(key: string, scheme = "hmac-sha256"): Framing {
  const seen = new Set<string>();
  const sign = key === "" ? () => "" : signerOf(scheme, key);

  const pack = ({ identities, header, parent, metadata, content, buffers }: Message): Uint8Array[] => {
    const parts = [encode(header), parentPart(parent), encode(metadata), encode(content)];
    return [...identities, delimiter, Buffer.from(sign(parts)), ...parts, ...buffers];
  };

  const unpack = (frames: Uint8Array[]): Message => {
    const at = frames.findIndex((frame) => delimiter.equals(frame));
    if (at < 0) throw new Error("message without delimiter");
    const [signature, ...rest] = frames.slice(at + 1);
    const parts = rest.slice(0, 4);
    if (signature === undefined || parts.length < 4) throw new Error(`message of ${frames.length} frames is too short`);
    if (key !== "") {
      const received = Buffer.from(signature);
      const expected = Buffer.from(sign(parts));
      if (received.length !== expected.length || !timingSafeEqual(received, expected)) throw new Error("bad signature");
      const digest = expected.toString();
      if (seen.has(digest)) throw new Error("replayed message");
      seen.add(digest);
      if (seen.size > remembered) for (const oldest of seen.values().take(1)) seen.delete(oldest);
    }
    const [header, parent, metadata, content] = parts.map(decode) as [Content, Content, Content, Content];
    if (typeof header["msg_id"] !== "string" || typeof header["msg_type"] !== "string")
      throw new Error("header without msg_id or msg_type");
    return {
      identities: frames.slice(0, at),
      header: header as unknown as Header,
      parent: "msg_id" in parent ? (parent as unknown as Header) : null,
      metadata,
      content,
      buffers: rest.slice(4),
    };
  };

  return { pack, unpack };
}

function signerOf(scheme: string, key: string): Sign {
  try {
    return signer(scheme.replace(/^hmac-/, ""), key);
  } catch (cause) {
    throw new Error(`signature scheme "${scheme}" is not known here: expected one like "hmac-sha256"`, { cause });
  }
}

/** The parent last written: a cell's messages share theirs. */
let last: { parent: Header; part: Buffer } | null = null;
const none = Buffer.from("{}");

function parentPart(parent: Header | null): Buffer {
  if (parent === null) return none;
  if (last?.parent !== parent) last = { parent, part: encode(parent) };
  return last.part;
}

/** JSON in UTF-8. A lone surrogate, which no UTF-8 file can hold, becomes U+FFFD. */
function encode(value: object): Buffer {
  let json = JSON.stringify(value);
  if (/\\ud[89a-f]/.test(json))
    json = JSON.stringify(value, (_, item) => (typeof item === "string" ? item.toWellFormed() : item));
  return Buffer.from(json);
}

function decode(frame: Uint8Array): Content {
  const value: unknown = JSON.parse(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString());
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("part is not a JSON object");
  return value as Content;
}

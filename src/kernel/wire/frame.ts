import { timingSafeEqual } from "node:crypto";
import type { Content, Header, Message, Outgoing } from "./message.ts";
import { signer, type Part, type Sign } from "./signer.ts";

const delimiter = Buffer.from("<IDS|MSG>");
const remembered = 2 ** 16;

/**
 * Turns messages into signed multipart frames, of which text becomes UTF-8, and back. `unpack`
 * throws where a message is to be dropped, saying why.
 */
export interface Framing {
  pack(message: Outgoing): Part[];
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

  // JSON stays text: zeromq takes it as it is, and calls this thread for every piece of memory.
  const pack = ({ identities, header, parent, metadata, content, buffers }: Outgoing): Part[] => {
    const parts = [header, parent ?? "{}", encode(metadata), encode(content)];
    return [...identities, delimiter, sign(parts), ...parts, ...buffers];
  };

  const unpack = (frames: Uint8Array[]): Message => {
    const at = frames.findIndex((frame) => frame.length === delimiter.length && delimiter.equals(frame));
    if (at < 0) throw new Error("message without delimiter");
    const [signature, ...rest] = frames.slice(at + 1);
    const parts = rest.slice(0, 4);
    if (signature === undefined || parts.length < 4) throw new Error(`message of ${frames.length} frames is too short`);
    if (key !== "") {
      const digest = sign(parts);
      const expected = Buffer.from(digest);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
        throw new Error("bad signature");
      if (seen.has(digest)) throw new Error("replayed message");
      seen.add(digest);
      if (seen.size > remembered) for (const oldest of seen.values().take(1)) seen.delete(oldest);
    }
    const [asParent, , ...texts] = parts.map(textOf) as [string, string, string, string];
    const header = decode(asParent);
    if (typeof header["msg_id"] !== "string" || typeof header["msg_type"] !== "string")
      throw new Error("header without msg_id or msg_type");
    const [metadata, content] = texts.map(decode) as [Content, Content];
    return {
      identities: frames.slice(0, at),
      header: header as unknown as Header,
      asParent,
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

/** JSON. A lone surrogate, which no UTF-8 file can hold, becomes U+FFFD. */
function encode(value: object): string {
  const json = JSON.stringify(value);
  if (!/\\ud[89a-f]/.test(json)) return json;
  return JSON.stringify(value, (_, item) => (typeof item === "string" ? item.toWellFormed() : item));
}

function textOf(frame: Uint8Array): string {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString();
}

function decode(text: string): Content {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("part is not a JSON object");
  return value as Content;
}

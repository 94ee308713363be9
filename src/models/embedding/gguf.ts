/**
 * A value of a GGUF file's metadata, with its type; see the format's specification (ggml,
 * docs/gguf.md, version 3).
 */
export type GgufValue =
  | { type: "u32" | "i32" | "f32"; value: number }
  | { type: "bool"; value: boolean }
  | { type: "string"; value: string }
  | { type: "strings"; value: readonly string[] }
  | { type: "i32s"; value: readonly number[] };

/** A tensor of single-precision numbers, row-major, `shape` outermost first. */
export interface Tensor {
  name: string;
  shape: readonly number[];
  data: Uint8Array;
}

const types = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;
const alignment = 32;

/**
 * The pieces of a GGUF file, in order: its head, then each tensor and the zeros that align the
 * next.
 */
export function* ggufPieces(metadata: Record<string, GgufValue>, tensors: readonly Tensor[]): Generator<Uint8Array> {
  let offset = 0;
  const infos = tensors.map(({ name, shape, data }) => {
    const info = [string(name), u32(shape.length), ...shape.toReversed().map(u64), u32(0), u64(offset)];
    offset += data.length + padding(data.length);
    return Buffer.concat(info);
  });
  const pairs = Object.entries(metadata).map(([key, value]) => Buffer.concat([string(key), typed(value)]));
  const head = Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors.length), u64(pairs.length), ...pairs, ...infos]);
  yield head;
  yield new Uint8Array(padding(head.length));
  for (const { data } of tensors) {
    yield data;
    yield new Uint8Array(padding(data.length));
  }
}

const padding = (length: number): number => (alignment - (length % alignment)) % alignment;

function typed(item: GgufValue): Buffer {
  if (item.type === "strings")
    return Buffer.concat([u32(types.array), u32(types.string), u64(item.value.length), ...item.value.map(string)]);
  if (item.type === "i32s")
    return Buffer.concat([u32(types.array), u32(types.i32), u64(item.value.length), ...item.value.map(i32)]);
  const kind = u32(types[item.type]);
  if (item.type === "string") return Buffer.concat([kind, string(item.value)]);
  if (item.type === "bool") return Buffer.concat([kind, Buffer.from([Number(item.value)])]);
  const write = { u32, i32, f32 }[item.type];
  return Buffer.concat([kind, write(item.value)]);
}

function filled(bytes: number, write: (buffer: Buffer) => void): Buffer {
  const buffer = Buffer.alloc(bytes);
  write(buffer);
  return buffer;
}

const u32 = (value: number): Buffer => filled(4, (buffer) => buffer.writeUInt32LE(value));
const i32 = (value: number): Buffer => filled(4, (buffer) => buffer.writeInt32LE(value));
const f32 = (value: number): Buffer => filled(4, (buffer) => buffer.writeFloatLE(value));
const u64 = (value: number): Buffer => filled(8, (buffer) => buffer.writeBigUInt64LE(BigInt(value)));
const string = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

import type { Tensor } from "./gguf.ts";

/**
 * The tensors of a safetensors file (its length, a JSON header, then the data), in the order of
 * their data, without those that `keep` does not want. Throws on a tensor that is not of
 * single-precision numbers.
 */
export function readSafetensors(file: Buffer, keep: (name: string) => boolean): Tensor[] {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString("utf8", 8, 8 + length)) as Record<string, Entry>;
  const kept = Object.entries(header).filter(([name]) => name !== "__metadata__" && keep(name));
  return kept
    .toSorted(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0])
    .map(([name, { dtype, shape, data_offsets: at }]) => {
      if (dtype !== "F32") throw new Error(`tensor ${name} is of ${dtype}: expected F32`);
      return { name, shape, data: file.subarray(8 + length + at[0], 8 + length + at[1]) };
    });
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [start: number, end: number];
}

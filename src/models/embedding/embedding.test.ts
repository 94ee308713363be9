import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { bertToGguf } from "./bert-to-gguf.ts";
import { cutEvenly } from "./cut-evenly.ts";
import { cosineDistance, embedderMissing, openEmbedder } from "./open-embedder.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-embedding-"));
after(() => rmSync(root, { recursive: true }));
const missing = embedderMissing();
const skip = missing === null ? false : `no embedding model here: ${missing}`;

test("embeddings are the reference's, whatever the letters", { skip }, async () => {
  const reference = JSON.parse(readFileSync(join(import.meta.dirname, "reference.json"), "utf8"));
  const embedder = await openEmbedder();
  for (const [text, expected] of Object.entries<number[]>(reference)) {
    const found = await embedder.embed(text);
    assert.ok(Math.abs(Math.hypot(...found) - 1) < 1e-9);
    for (const [i, value] of expected.entries()) assert.ok(Math.abs(found[i]! - value) < 5e-4, `${text} ${i}`);
  }
  await embedder.close();
});

test("texts that mean alike are near, long ones too, and order of asking changes nothing", { skip }, async () => {
  const embedder = await openEmbedder();
  const texts = ["A cat sleeps on a rug. ", "On the carpet a kitten dozes. ", "The bank raised its interest rates. "];
  const [cat, kitten, bank] = await Promise.all(texts.map((text) => embedder.embed(text.repeat(60))));
  assert.ok(cosineDistance(cat!, kitten!) < 0.5 * cosineDistance(cat!, bank!));
  assert.deepEqual(await embedder.embed(texts[0]!.repeat(60)), cat);
  await embedder.close();
});

for (const [length, most, expected] of [
  [0, 4, [0]],
  [4, 4, [4]],
  [5, 4, [3, 2]],
  [10, 4, [3, 4, 3]],
] as const) {
  test(`${length} items in pieces of ${most} or fewer`, () => {
    const items = Array.from({ length }, (_, i) => i);
    const pieces = cutEvenly(items, most);
    assert.deepEqual(
      pieces.map((piece) => piece.length),
      expected,
    );
    assert.deepEqual(pieces.flat(), items);
  });
}

/** A safetensors file with these tensors, each number its place. */
function safetensors(shapes: Record<string, number[]>, dtype = "F32"): Buffer {
  let at = 0;
  const header = Object.entries(shapes).map(([name, shape]) => {
    const bytes = 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype, shape, data_offsets: [at, (at += bytes)] }];
  });
  const json = Buffer.from(JSON.stringify({ __metadata__: { format: "pt" }, ...Object.fromEntries(header) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.from(Float32Array.from({ length: at / 4 }, (_, i) => i).buffer)]);
}

const tiny = {
  "embeddings.word_embeddings.weight": [7, 4],
  "embeddings.position_embeddings.weight": [8, 4],
  "embeddings.token_type_embeddings.weight": [2, 4],
  "encoder.layer.0.intermediate.dense.weight": [6, 4],
  "pooler.dense.weight": [4, 4],
};
const words = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ncat\n##s\n";
const shape = { name: "tiny", heads: 2, epsilon: 1e-12 };

test("a made GGUF file is one that llama.cpp's reader understands", async () => {
  const { readGgufFileInfo } = await import("node-llama-cpp");
  const file = join(root, "tiny.gguf");
  writeFileSync(file, Buffer.concat([...bertToGguf(safetensors(tiny), words, shape)]));
  const { metadata, tensorInfo } = await readGgufFileInfo(file);
  const bert = metadata as unknown as Record<"bert", Record<string, unknown>>;
  assert.deepEqual(
    [bert.bert["block_count"], bert.bert["context_length"], bert.bert["embedding_length"], bert.bert["pooling_type"]],
    [1, 8, 4, 1],
  );
  assert.deepEqual(metadata.tokenizer.ggml.tokens.slice(-2), ["\u2581cat", "s"]);
  assert.deepEqual(
    tensorInfo!.map(({ name, dimensions }) => `${name} ${dimensions.join("×")}`),
    ["token_embd.weight 4×7", "position_embd.weight 4×8", "token_types.weight 4×2", "blk.0.ffn_up.weight 4×6"],
  );
});

test("tensors of another type are refused by name", () => {
  const half = () => [...bertToGguf(safetensors(tiny, "F16"), words, shape)];
  assert.throws(half, /embeddings\.word_embeddings\.weight is of F16: expected F32/);
});

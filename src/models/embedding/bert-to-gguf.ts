import type { GgufValue, Tensor } from "./gguf.ts";
import { ggufPieces } from "./gguf.ts";
import { readSafetensors } from "./safetensors.ts";

/** Names of tensors, as Hugging Face's BERT has them and as llama.cpp does. */
const renamed: [from: RegExp, to: string][] = [
  [/^embeddings\.word_embeddings\./, "token_embd."],
  [/^embeddings\.position_embeddings\./, "position_embd."],
  [/^embeddings\.token_type_embeddings\./, "token_types."],
  [/^embeddings\.LayerNorm\./, "token_embd_norm."],
  [/^encoder\.layer\.(\d+)\.attention\.self\.query\./, "blk.$1.attn_q."],
  [/^encoder\.layer\.(\d+)\.attention\.self\.key\./, "blk.$1.attn_k."],
  [/^encoder\.layer\.(\d+)\.attention\.self\.value\./, "blk.$1.attn_v."],
  [/^encoder\.layer\.(\d+)\.attention\.output\.dense\./, "blk.$1.attn_output."],
  [/^encoder\.layer\.(\d+)\.attention\.output\.LayerNorm\./, "blk.$1.attn_output_norm."],
  [/^encoder\.layer\.(\d+)\.intermediate\.dense\./, "blk.$1.ffn_up."],
  [/^encoder\.layer\.(\d+)\.output\.dense\./, "blk.$1.ffn_down."],
  [/^encoder\.layer\.(\d+)\.output\.LayerNorm\./, "blk.$1.layer_output_norm."],
];

/** What of a BERT its tensors do not tell. */
export interface BertShape {
  name: string;
  heads: number;
  epsilon: number;
}

/**
 * A BERT that embeds by the mean of its tokens, as the pieces of a GGUF file that llama.cpp runs:
 * the numbers unchanged, the names llama.cpp's, the word pieces of `vocabulary` (one a line) marked
 * as it marks them.
 */
export function bertToGguf(safetensors: Buffer, vocabulary: string, shape: BertShape): Generator<Uint8Array> {
  const tensors = readSafetensors(safetensors, (name) => renamed.some(([from]) => from.test(name))).map(rename);
  const rows = (name: string) => tensors.find((tensor) => tensor.name === name)!.shape;
  const pieces = vocabulary.replace(/\n$/, "").split("\n");
  const place = (piece: string): GgufValue => ({ type: "u32", value: pieces.indexOf(piece) });
  const [positions, width] = rows("position_embd.weight") as [number, number];
  const blocks = new Set(tensors.map(({ name }) => /^blk\.\d+/.exec(name)?.[0]).filter(Boolean)).size;
  return ggufPieces(
    {
      "general.architecture": { type: "string", value: "bert" },
      "general.name": { type: "string", value: shape.name },
      "bert.block_count": { type: "u32", value: blocks },
      "bert.context_length": { type: "u32", value: positions },
      "bert.embedding_length": { type: "u32", value: width },
      "bert.feed_forward_length": { type: "u32", value: rows("blk.0.ffn_up.weight")[0]! },
      "bert.attention.head_count": { type: "u32", value: shape.heads },
      "bert.attention.layer_norm_epsilon": { type: "f32", value: shape.epsilon },
      "bert.attention.causal": { type: "bool", value: false },
      "bert.pooling_type": { type: "u32", value: 1 },
      "tokenizer.ggml.model": { type: "string", value: "bert" },
      "tokenizer.ggml.tokens": { type: "strings", value: pieces.map(marked) },
      "tokenizer.ggml.token_type": { type: "i32s", value: pieces.map((piece) => (isControl(piece) ? 3 : 1)) },
      "tokenizer.ggml.token_type_count": { type: "u32", value: rows("token_types.weight")[0]! },
      "tokenizer.ggml.unknown_token_id": place("[UNK]"),
      "tokenizer.ggml.seperator_token_id": place("[SEP]"),
      "tokenizer.ggml.padding_token_id": place("[PAD]"),
      "tokenizer.ggml.cls_token_id": place("[CLS]"),
      "tokenizer.ggml.mask_token_id": place("[MASK]"),
    },
    tensors,
  );
}

function rename(tensor: Tensor): Tensor {
  const [from, to] = renamed.find(([from]) => from.test(tensor.name))!;
  return { ...tensor, name: tensor.name.replace(from, to) };
}

const isControl = (piece: string): boolean => /^\[(?:UNK|SEP|PAD|CLS|MASK)\]$/.test(piece);

/** llama.cpp marks what begins a word, where BERT marks what continues one. */
function marked(piece: string): string {
  if (isControl(piece)) return piece;
  return piece.startsWith("##") ? piece.slice(2) : `\u2581${piece}`;
}

"""
Writes reference.json: the first numbers of embeddings by all-MiniLM-L6-v2, its network written out in NumPy, its tokenizer
Hugging Face's own. Usage, with numpy, tokenizers and safetensors installed: python reference.py FOLDER-OF-THE-MODEL
"""

import json
import sys
from math import erf, sqrt
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

folder = Path(sys.argv[1])
w = load_file(folder / "model.safetensors")
tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.no_truncation()
tokenizer.no_padding()

TEXTS = [
    "The cat sat on the mat.",
    "A feline rested upon the rug.",
    "Stock prices collapsed after the unaffordable merger announcement.",
    "Café naïve — Zürich: 3,000 € (tokens)!",
]


def norm(x, name):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt(x.var(-1, keepdims=True) + 1e-12) * w[name + ".weight"] + w[name + ".bias"]


def dense(x, name):
    return x @ w[name + ".weight"].T + w[name + ".bias"]


def gelu(x):
    return x * 0.5 * (1 + np.vectorize(erf)(x / sqrt(2)))


def embed(text):
    ids = tokenizer.encode(text).ids
    n = len(ids)
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:n]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(6):
        at = f"encoder.layer.{layer}."
        parts = [dense(x, at + f"attention.self.{part}") for part in ("query", "key", "value")]
        q, k, v = [part.reshape(n, 12, 32).transpose(1, 0, 2) for part in parts]
        scores = q @ k.transpose(0, 2, 1) / sqrt(32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        seen = (scores @ v).transpose(1, 0, 2).reshape(n, 384)
        x = norm(dense(seen, at + "attention.output.dense") + x, at + "attention.output.LayerNorm")
        inner = gelu(dense(x, at + "intermediate.dense"))
        x = norm(dense(inner, at + "output.dense") + x, at + "output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


found = {text: [round(float(value), 6) for value in embed(text)[:8]] for text in TEXTS}
Path(__file__).with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")

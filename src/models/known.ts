/**
 * Models that an editor can offer: `data/models.yaml` says what they are, and a test keeps this
 * list equal to it. Any other `provider/name` is a model, too.
 */
export const knownModels = [
  "openai/gpt-4-turbo",
  "openai/gpt-4o",
  "openai/gpt-4o-mini",
  "openai/gpt-4.1",
  "openai/gpt-4.1-mini",
  "openai/o3",
  "openai/o4-mini",
  "openai/gpt-5",
  "openai/gpt-5-mini",
  "openai/gpt-5-nano",
  "openai/gpt-5.1",
  "openai/gpt-5.2",
  "openai/gpt-5.4",
  "openai/gpt-5.5",
  "openai/gpt-5.6-sol",
  "openai/gpt-6-sol",
  "openai/gpt-6-astra",
  "anthropic/claude-3-opus",
  "anthropic/claude-3-5-sonnet",
  "anthropic/claude-3-5-haiku",
  "anthropic/claude-3-7-sonnet",
  "anthropic/claude-opus-4",
  "anthropic/claude-sonnet-4",
  "anthropic/claude-opus-4-1",
  "anthropic/claude-sonnet-4-5",
  "anthropic/claude-haiku-4-5",
  "anthropic/claude-opus-4-5",
  "anthropic/claude-opus-4-6",
  "anthropic/claude-sonnet-4-6",
  "anthropic/claude-opus-4-7",
  "anthropic/claude-opus-4-8",
  "anthropic/claude-opus-5",
  "anthropic/claude-opus-5-5",
  "anthropic/claude-sonnet-5",
  "anthropic/claude-sonnet-5-5",
  "anthropic/claude-haiku-5-5",
  "openai-compatible/gemini-2.5-pro",
  "openai-compatible/gemini-3.1-pro-preview",
  "openai-compatible/meta-llama/Llama-3.1-8B-Instruct",
  "openai-compatible/meta-llama/Llama-3.3-70B-Instruct",
  "openai-compatible/meta-llama/Llama-4-Maverick-17B-128E-Instruct",
  "openai-compatible/Qwen/Qwen2.5-72B-Instruct",
  "openai-compatible/Qwen/Qwen3-32B",
  "openai-compatible/deepseek-ai/DeepSeek-V3",
  "openai-compatible/deepseek-ai/DeepSeek-R1",
  "openai-compatible/deepseek-ai/DeepSeek-V3.2",
  "openai-compatible/mistralai/Mistral-Large-Instruct-2411",
  "openai-compatible/mistralai/Mistral-Small-3.2-24B-Instruct-2506",
  "openai-compatible/openai/gpt-oss-120b",
  "local/smollm2-135m",
] as const;

/** Simulated subjects by their names alone; options may follow. */
export const knownSubjects = [
  "simulated/recognizer",
  "simulated/steady",
  "simulated/backwards",
  "simulated/by-names",
  "simulated/by-structure",
  "simulated/by-tests",
] as const;

/** A model's id, `provider/name`: one that is known, or any other. */
export type ModelId = (typeof knownModels)[number] | (typeof knownSubjects)[number] | (string & {});

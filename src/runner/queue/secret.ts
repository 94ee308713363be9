import { createHmac } from "node:crypto";

const variables: Record<string, string> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  "openai-compatible": "OPENAI_COMPATIBLE_API_KEY",
};

/**
 * Tells the keys that a model is asked with apart, so that limits are shared by those who share
 * one: a digest that gives nothing of the key away.
 */
export function secretOf(model: string, plan: string, env: NodeJS.ProcessEnv = process.env): string {
  const key = env[variables[model.slice(0, model.indexOf("/"))] ?? ""]?.trim() ?? "";
  return createHmac("sha256", `parallax ${plan}`).update(key).digest("hex").slice(0, 16);
}

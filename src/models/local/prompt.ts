import { Template } from "@huggingface/jinja";
import type { LlamaModel, Token } from "node-llama-cpp";
import { ModelError, type Message } from "../model.ts";

/**
 * Renders a conversation, up to where the assistant's next reply begins, with the chat template in
 * the model's own file, as tokens. Throws ModelError for a file without a template, or whose
 * template does not take these roles.
 */
export function promptOf(id: string, model: LlamaModel): (messages: readonly Message[]) => Token[] {
  const { tokens } = model;
  const source = model.fileInfo.metadata.tokenizer?.chat_template;
  const template = source ? new Template(source) : null;
  return (messages) => {
    if (template === null)
      throw new ModelError(`${id}: the file has no chat template: use an instruction-tuned model`, {
        retryable: false,
      });
    const names = { bos_token: tokens.bosString ?? "", eos_token: tokens.eosString ?? "" };
    const read = model.tokenize(render(id, template, { messages, add_generation_prompt: true, ...names }), true);
    const begun = tokens.bos === null || !tokens.shouldPrependBosToken || read[0] === tokens.bos;
    return begun ? read : [tokens.bos!, ...read];
  };
}

function render(id: string, template: Template, variables: Record<string, unknown>): string {
  try {
    return template.render(variables);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ModelError(`${id}: the model's chat template refused the conversation: ${why}`, { retryable: false });
  }
}

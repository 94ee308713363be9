import { weightsOf } from "../../models/local/weights.ts";
import { declare } from "../frame/command.ts";

export const modelPull = declare({
  name: "model pull",
  purpose: "fetch an embedded model's weights into the cache folder",
  positionals: {
    as: "NAME",
    what: "embedded model",
    meaning: "its name, as parallax model list has it",
    least: 1,
    most: 1,
    check: (name) => void weightsOf(name),
  },
  options: {},
  examples: ["model pull smollm2-135m"],
  results: true,
});

export const modelList = declare({
  name: "model list",
  purpose: "the embedded models, and which are here",
  options: {},
  examples: ["model list"],
  results: true,
});

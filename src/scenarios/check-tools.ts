import { channelFactor, turnsByTools } from "./channel.ts";
import { checkTemplate } from "./check-template.ts";
import { literal } from "./edits/literal.ts";
import { fault } from "./fault.ts";
import type { OfferedTool, Scenario, Wording } from "./scenario.ts";
import { findNames } from "./similarity.ts";
import { withoutTags } from "./template.ts";

/**
 * Throws on the first fault of a wording's tools: what gives way must be there once, and calls must
 * be written as examples are.
 */
export function checkTools(scenario: Scenario, wording: Wording, place: string): void {
  const { tools } = wording;
  if (tools === undefined) return;
  if (scenario.factors.some(({ id }) => id === channelFactor))
    throw fault(`${scenario.id}/scenario.yaml`, "factors", '"channel" is how tools are asked for; give it another id');
  const said = wording.turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : []));
  for (const [i, { from }] of tools.instead.entries()) {
    const times = said.reduce((sum, text) => sum + text.split(from).length - 1, 0);
    if (times !== 1)
      throw fault(
        place,
        `tools.instead.${i}.from`,
        `is in the text ${times} times; quote a passage that is there once`,
      );
  }
  for (const turn of turnsByTools(wording)) if (turn.kind === "say") checkTemplate(scenario, turn.text, place);
  for (const tool of tools.offered) checkOffered(wording, tool, place);
  const twice = tools.offered.find(({ name }, i) => tools.offered.findIndex((other) => other.name === name) < i);
  if (twice) throw fault(place, "tools.offered", `"${twice.name}" is there twice; give each tool its own name`);
  checkNames(scenario, wording, place);
}

function checkOffered(wording: Wording, { name, parameters, written }: OfferedTool, place: string): void {
  const wrong = (message: string) => fault(place, `tools.offered.${name}`, message);
  const used = [...written.matchAll(argument)].map(([, parameter]) => parameter!);
  const known = Object.keys(parameters);
  const unknown = used.find((parameter) => !known.includes(parameter));
  if (unknown !== undefined)
    throw wrong(`written has {{ ${unknown} }}, no parameter; use ${known.join(", ") || "none"}`);
  const unused = known.find((parameter) => !used.includes(parameter));
  if (unused !== undefined) throw wrong(`written leaves ${unused} out; put {{ ${unused} }} there`);
  const form = new RegExp(
    written
      .split(/\{\{ *\w+ *\}\}/)
      .map(literal)
      .join("[^]+?"),
    "i",
  );
  if (!Object.values(wording.examples).some((each) => Object.values(each).some((text) => form.test(text))))
    throw wrong("no example has a call as it is written; write it as one who acts without tools would");
}

const argument = /\{\{ *(\w+) *\}\}/g;

function checkNames({ distinctive }: Scenario, { arm, tools }: Wording, place: string): void {
  if (arm !== "paraphrase") return;
  const offeredText = [
    ...tools!.instead.map(({ to }) => withoutTags(to)),
    ...tools!.offered.flatMap(({ name, description, parameters }) => [
      name.replaceAll("_", " "),
      description,
      ...Object.values(parameters),
    ]),
  ];
  const [found] = findNames(offeredText.join("\n"), distinctive);
  if (found) throw fault(place, "tools", `"${found}" belongs to the published side; say it in another way`);
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml } from "../lib/escape.ts";
import { conditions } from "./condition.ts";
import { edited, writeScenario } from "./fixture.ts";
import { loadScenario, loadScenarios } from "./load.ts";
import { redact, redactor } from "./redact.ts";
import { render } from "./render.ts";
import type { Scenario, Wording } from "./scenario.ts";
import { ngrams, words } from "./similarity.ts";

const long = "The pears of the old tree hang over the fence, and nobody has asked whose they are.";
const pears = (t: Parameters<typeof writeScenario>[0]) =>
  loadScenario(writeScenario(t, edited("wordings/plain.md", "Pears hang over.", long)));
const labelOf = ({ wordings }: Scenario, id: string) =>
  `[wording ${wordings.find((wording) => wording.id === id)!.hash.slice(0, 12)}]`;

test("a quotation of eight words becomes the hash of its wording, one of seven stays", (t) => {
  const scenario = pears(t);
  const quoted = (count: number) => long.split(" ").slice(0, count).join(" ");
  assert.equal(redact(`It says “${quoted(8)}”.`, [scenario]), `It says “${labelOf(scenario, "plain")}”.`);
  assert.equal(redact(quoted(7), [scenario]), quoted(7));
  assert.equal(
    redact("Nobody quotes a thing here, whoever says so.", [scenario]),
    "Nobody quotes a thing here, whoever says so.",
  );
});

test("case, punctuation, entities, escapes and tags between the words hide nothing, and tags stay", (t) => {
  const scenario = pears(t);
  const label = labelOf(scenario, "plain");
  const [first, rest] = [long.slice(0, 30), long.slice(30, -1)];
  for (const [text, expected] of [
    [long.toUpperCase().slice(0, -1), label],
    [long.slice(0, -1).replaceAll(" ", "\n"), label],
    [JSON.stringify(long.slice(0, -1).replace(" old", "\nold")), `"${label}"`],
    [`<p>${first}<b class="q">${rest}</b></p>`, `<p>${label}<b class="q"></b></p>`],
    [`<p title="${long.slice(0, -1)}">so</p>`, `<p title="${label}">so</p>`],
    [long.slice(0, -1).replace(",", "&#44;"), label],
    [encodeURIComponent(long.slice(0, -1)), label],
    [
      `<i title="${long.slice(0, -1)}" class="a b c d e f g h">so</i>`,
      `<i title="${label}" class="a b c d e f g h">so</i>`,
    ],
  ] as const)
    assert.equal(redact(text, [scenario]), expected);
});

test("tags between the words may say what they like, and a short line is found in one, too", (t) => {
  const scenario = loadScenario(
    writeScenario(t, edited("wordings/plain.md", "Pears hang over.", `${long}\n\nPears hang on this fence.\n`)),
  );
  const label = labelOf(scenario, "plain");
  const tag = '<b class="a b c" style="color: red; margin: 0 1px 2px 3px">';
  const spread = long
    .slice(0, -1)
    .split(" ")
    .map((word) => `${tag}${word}</b>`)
    .join(" ");
  assert.equal(redact(spread, [scenario]).replaceAll(tag, "").replaceAll("</b>", ""), label);
  assert.equal(redact('<p title="Pears hang on this fence.">', [scenario]), `<p title="${label}.">`);
});

test("what the tools of a wording say is the wording's", () => {
  const scenario = loadScenario("agentic-misalignment-blackmail-control");
  const { hash, tools } = scenario.wordings.find(({ id }) => id === "medium-museum")!;
  for (const text of [tools!.instead[0]!.to, tools!.offered[0]!.description])
    assert.equal(redact(text, [scenario]).replace(/\W$/, ""), `[wording ${hash.slice(0, 12)}]`);
});

test("what a template fills in goes with what stands around it; a reply between two prompts stays", (t) => {
  const around = "At six in the morning of this day {{ hunger }} is what the robot feels about all it sees there.";
  const scenario = loadScenario(writeScenario(t, edited("wordings/plain.md", "Pears hang over.", around)));
  const wording = scenario.wordings.find(({ id }) => id === "plain")!;
  const label = labelOf(scenario, "plain");
  const said = around.replace("{{ hunger }}", "high");
  assert.equal(redact(said, [{ ...scenario, factors: [], wordings: [withoutTag(wording)] }]), `${label}.`);
  assert.equal(redact(`${said}\nNo.\n${said}`, [scenario]), `${label}.\nNo.\n${label}.`);
});

function withoutTag(wording: Wording): Wording {
  const turns = wording.turns.map((turn) =>
    turn.kind === "say" ? { ...turn, text: turn.text.replaceAll("{{ hunger }}", "{{ input.weather }}") } : turn,
  );
  return { ...wording, turns };
}

test("only the wordings that are chosen are replaced, and then inputs stay", (t) => {
  const scenario = pears(t);
  const text = `${long} A whole input of five words.`;
  scenario.inputs = [{ id: "one", vars: { weather: "A whole input of five words." } }];
  assert.equal(redactor([scenario], ({ id }) => id === "orla")(text), text);
  assert.match(redact(text, [scenario]), /^\[wording \w{12}\] \[input \w{12}\]\.$/);
});

test("of every shipped wording no run of eight words is left in text, HTML or JSON, nor a word of ten", () => {
  const scenarios = loadScenarios(undefined, { verbatim: false });
  const filter = redactor(scenarios);
  for (const scenario of scenarios)
    for (const wording of scenario.wordings)
      for (const condition of conditions(scenario)) {
        const turns = render(scenario, wording, condition, scenario.inputs.at(-1)!);
        const said = turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : [])).join("\n\n");
        const runs = ngrams(said, 8);
        for (const text of [said, escapeHtml(said), JSON.stringify(said)]) {
          const left = filter(text);
          assert.ok(
            [...ngrams(left, 8)].every((gram) => !runs.has(gram)),
            `${scenario.id} ${wording.id}`,
          );
          const kept = words(left.replace(/\[(?:wording|input) \w{12}\]/g, "")).length;
          assert.ok(kept < words(said).length / 10, `${scenario.id} ${wording.id}: ${kept} words left of ${left}`);
        }
      }
});

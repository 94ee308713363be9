import type { Passage } from "../../passages.ts";
import { pieces } from "../../pieces.ts";
import { element } from "./element.ts";

/** Characters shown before one asks for more: more in one piece makes a browser slow. */
const shownAtOnce = 20_000;
const moreAtOnce = 200_000;
const foldedFrom = 2_500;

/** A passage of a conversation: reasoning, and long texts that were said to the subject, are folded. */
export function passageOf(passage: Passage): HTMLElement {
  const { kind, name, note } = passage;
  const title = kind === "reasoning" ? `reasoning before ${name}` : kind === "reply" ? `reply ${name}` : name;
  const head = [title, note].filter(Boolean).join(" · ");
  if (kind !== "reasoning" && !(kind === "said" && passage.text.length > foldedFrom))
    return element("section", { class: kind }, element("h4", {}, head), textOf(passage));
  const quoted = passage.marks.length > 0 ? " · quoted by a judge" : "";
  const size = `${passage.text.length.toLocaleString("en")} characters${quoted}`;
  const folded = element("details", { class: kind }, element("summary", {}, `${head} · ${size}`));
  folded.addEventListener("toggle", () => folded.children.length === 1 && folded.append(textOf(passage)));
  return folded;
}

/** A text with its marks; a long one as far as its first 20,000 characters, or its first mark, and the rest on request. */
export function textOf({ text, marks }: Pick<Passage, "text" | "marks">): HTMLElement {
  const box = element("div", { class: "text" });
  let shown = 0;
  const add = (until: number) => {
    const [from, to] = [shown, whole(text, until)];
    const within = marks
      .filter(({ start, end }) => start < to && end > from)
      .map((mark) => ({ ...mark, start: Math.max(mark.start, from) - from, end: Math.min(mark.end, to) - from }));
    const parts = pieces(text.slice(from, to), within).map((piece) =>
      piece.by === null ? piece.text : element("mark", { title: `quoted for ${piece.by}` }, piece.text),
    );
    box.append(...parts);
    shown = to;
    if (shown < text.length) box.append(more());
  };
  const more = () => {
    const left = text.length - shown;
    const next = Math.min(left, moreAtOnce).toLocaleString("en");
    const button = element("button", { class: "more" }, `show ${next} of ${left.toLocaleString("en")} more characters`);
    button.addEventListener("click", () => {
      button.remove();
      add(shown + moreAtOnce);
    });
    return button;
  };
  add(Math.max(shownAtOnce, Math.min(marks[0]?.end ?? 0, moreAtOnce)));
  return box;
}

/** An end that splits no character. */
function whole(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return Math.min(text.length, last >= 0xd800 && last < 0xdc00 ? end + 1 : end);
}

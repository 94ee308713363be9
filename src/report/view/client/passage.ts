import { whole } from "../../../lib/number-text.ts";
import type { Passage } from "../../passages.ts";
import { pieces } from "../../pieces.ts";
import { element } from "./element.ts";

/** Characters shown before one asks for more: more in one piece makes a browser slow. */
const shownAtOnce = 20_000;
const moreAtOnce = 200_000;
const foldedFrom = 2_500;

/**
 * A passage of a conversation: reasoning, and long texts that were said to the subject, are folded.
 */
export function passageOf(passage: Passage): HTMLElement {
  const { kind, name, note } = passage;
  const title = kind === "reasoning" ? `reasoning before ${name}` : kind === "reply" ? `reply ${name}` : name;
  const head = [title, note].filter(Boolean).join(" · ");
  if (kind !== "reasoning" && !(kind === "said" && passage.text.length > foldedFrom))
    return element("section", { class: kind }, element("h3", {}, head), textOf(passage));
  const quoted = passage.marks.length > 0 ? " · quoted by a judge" : "";
  const size = `${whole(passage.text.length)} characters${quoted}`;
  const folded = element("details", { class: kind }, element("summary", {}, `${head} · ${size}`));
  folded.open = passage.marks.some(({ invariants }) => invariants);
  if (folded.open) folded.append(textOf(passage));
  folded.addEventListener("toggle", () => folded.children.length === 1 && folded.append(textOf(passage)));
  return folded;
}

/** What was quoted; for an invariant a link with its number, to where the same is said next. */
function markOf(text: string, { by, invariants }: Passage["marks"][number]): HTMLElement {
  if (!invariants) return element("mark", { title: `quoted for ${by}` }, text);
  const numbers = invariants.join(" ");
  const mark = element(
    "mark",
    { title: `quoted for ${by}`, "data-invariant": numbers, "data-colour": String(invariants[0]! % 6), tabindex: "0" },
    text,
    element("sup", {}, numbers),
  );
  mark.addEventListener("click", () => toInvariant(invariants[0]!, mark));
  mark.addEventListener("keydown", ({ key }) => key === "Enter" && toInvariant(invariants[0]!, mark));
  return mark;
}

/** Goes to where an invariant is said, the next place after `from`, and outlines every one. */
export function toInvariant(number: number, from: Element | null = null): void {
  for (const mark of document.querySelectorAll("mark.here")) mark.classList.remove("here");
  const all = [...document.querySelectorAll<HTMLElement>(`mark[data-invariant~="${number}"]`)];
  for (const mark of all) mark.classList.add("here");
  const next = all[(from === null ? 0 : all.indexOf(from as HTMLElement) + 1) % all.length];
  next?.scrollIntoView({ block: "center" });
  next?.focus({ preventScroll: true });
}

/**
 * A text with its marks; a long one as far as its first 20,000 characters, or its first mark, and
 * the rest on request.
 */
function textOf({ text, marks }: Pick<Passage, "text" | "marks">): HTMLElement {
  const box = element("div", { class: "text" });
  let shown = 0;
  const add = (until: number) => {
    const [from, to] = [shown, unbroken(text, until)];
    const within = marks
      .filter(({ start, end }) => start < to && end > from)
      .map((mark) => ({ ...mark, start: Math.max(mark.start, from) - from, end: Math.min(mark.end, to) - from }));
    const parts = pieces(text.slice(from, to), within).map((piece) =>
      piece.mark === null ? piece.text : markOf(piece.text, piece.mark),
    );
    box.append(...parts);
    shown = to;
    if (shown < text.length) box.append(more());
  };
  const more = () => {
    const left = text.length - shown;
    const next = whole(Math.min(left, moreAtOnce));
    const button = element("button", { class: "more" }, `show ${next} of ${whole(left)} more characters`);
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
function unbroken(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return Math.min(text.length, last >= 0xd800 && last < 0xdc00 ? end + 1 : end);
}

import { element } from "./element.ts";

export interface List {
  /** Shows these many rows anew, from the top unless `selected` is further down. */
  show(count: number, selected: number): void;
  /** Marks a row, and scrolls to it where it cannot be seen. */
  select(row: number): void;
  /** Rows that fit on the screen. */
  page(): number;
}

const spare = 8;

interface Content {
  height: number;
  fill: (row: number) => Node[];
}

/**
 * A list of any length in a `listbox` that scrolls: only rows that can be seen, and a few around
 * them, are elements. `fill` puts a row's content into its element; `pick` hears of clicks. All
 * rows have the same height, in px.
 */
export function openList(box: HTMLElement, { pick, ...content }: Content & { pick: (row: number) => void }): List {
  const sheet = element("div", { role: "presentation" });
  sheet.style.position = "relative";
  box.replaceChildren(sheet);
  const rows = openRows(box, sheet, content);
  let waiting = false;
  const soon = () => {
    if (!waiting) requestAnimationFrame(() => ((waiting = false), rows.paint()));
    waiting = true;
  };
  box.addEventListener("scroll", soon);
  new ResizeObserver(soon).observe(box);
  sheet.addEventListener("click", (event) => {
    const row = (event.target as Element).closest(".row");
    if (row) pick(Number(row.id.slice("row-".length)));
  });
  return {
    show(count, selected) {
      rows.clear(count);
      box.scrollTop = 0;
      if (selected >= 0) reveal(box, selected, content.height);
      rows.paint(selected);
    },
    select(row) {
      reveal(box, row, content.height);
      rows.paint(row);
    },
    page: () => Math.max(1, Math.floor(box.clientHeight / content.height) - 1),
  };
}

/** The elements of those rows that are in sight of the box. */
function openRows(box: HTMLElement, sheet: HTMLElement, { height, fill }: Content) {
  const rows = new Map<number, HTMLElement>();
  let count = 0;
  let selected = -1;

  function make(row: number): HTMLElement {
    const place = { id: `row-${row}`, class: "row", "aria-posinset": row + 1, "aria-setsize": count };
    const option = element("div", { role: "option", ...place }, ...fill(row));
    option.style.top = `${row * height}px`;
    option.style.height = `${height}px`;
    return option;
  }

  function paint(row = selected): void {
    selected = row;
    const first = Math.max(0, Math.floor(box.scrollTop / height) - spare);
    const last = Math.min(count - 1, Math.ceil((box.scrollTop + box.clientHeight) / height) + spare);
    for (const [row, option] of rows) {
      if (row >= first && row <= last) continue;
      option.remove();
      rows.delete(row);
    }
    for (let row = first; row <= last; row++) {
      if (!rows.has(row)) rows.set(row, sheet.appendChild(make(row)));
      rows.get(row)!.setAttribute("aria-selected", String(row === selected));
    }
    if (rows.has(selected)) box.setAttribute("aria-activedescendant", `row-${selected}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function clear(length: number): void {
    count = length;
    for (const option of rows.values()) option.remove();
    rows.clear();
    sheet.style.height = `${count * height}px`;
  }

  return { paint, clear };
}

function reveal(box: HTMLElement, row: number, height: number): void {
  const top = row * height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
}

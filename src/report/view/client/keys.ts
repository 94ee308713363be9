export interface Actions {
  move(by: number): void;
  page(by: number): void;
  ends(last: boolean): void;
  search(): void;
  open(): void;
  back(): void;
  beside(): void;
  unfold(): void;
  clear(): void;
  help(): void;
}

/** What each key does, in words, for the help. */
export const keys: [keys: string, does: string][] = [
  ["j  ↓", "next trial"],
  ["k  ↑", "trial before"],
  ["PageDown  PageUp", "a screen of trials on, back"],
  ["g  Home, G  End", "first, last trial"],
  ["Enter", "into the conversation, to scroll it"],
  ["Escape", "back to the list"],
  ["/", "search what tells trials apart, and what was replied"],
  ["c", "the same case in the published wording, or a rewording, beside it"],
  ["r", "unfold everything that is folded, fold it again"],
  ["x", "clear all filters"],
  ["?", "this help"],
];

/** Listens for the keys. In a field only Escape and Enter count; with Ctrl, Alt or Meta none. */
export function listen(actions: Actions): void {
  const plain: Record<string, () => void> = {
    j: () => actions.move(1),
    k: () => actions.move(-1),
    g: () => actions.ends(false),
    G: () => actions.ends(true),
    "/": actions.search,
    c: actions.beside,
    r: actions.unfold,
    x: actions.clear,
    "?": actions.help,
    Escape: actions.back,
  };
  const inList: Record<string, () => void> = {
    ArrowDown: () => actions.move(1),
    ArrowUp: () => actions.move(-1),
    PageDown: () => actions.page(1),
    PageUp: () => actions.page(-1),
    Home: () => actions.ends(false),
    End: () => actions.ends(true),
    Enter: actions.open,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const at = event.target as HTMLElement;
    const field = at.matches("select, textarea, input:not([type=checkbox])");
    const reading = at.closest("main, summary, a, button, select") !== null;
    const leaves = field && at.matches("input") && event.key === "Enter" ? actions.back : undefined;
    const does =
      leaves ??
      (field && event.key !== "Escape" ? undefined : (plain[event.key] ?? (reading ? undefined : inList[event.key])));
    if (!does) return;
    event.preventDefault();
    does();
  });
}

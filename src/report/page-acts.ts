/**
 * What a page does when it is used: a link to something folded unfolds it, what is packed away is
 * unpacked as it is unfolded or a figure is clicked that may lead to it, and its buttons copy or
 * save what the page carries as JSON text in the element that `data-copy` or `data-save` names.
 * Runs in the page, sent there as source text.
 */
export function pageActs(): void {
  function unfold(): void {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folds = [target?.closest("details"), target?.closest("section")?.querySelector("details.fold")];
    for (const fold of folds) if (fold instanceof HTMLDetailsElement) fold.open = true;
    target?.scrollIntoView();
  }

  function unpack(within: Element | Document): void {
    for (const packed of within.querySelectorAll(".conversation > template"))
      packed.replaceWith((packed as HTMLTemplateElement).content);
  }

  const textOf = (id: string): string => JSON.parse(document.getElementById(id)!.textContent) as string;

  async function copy(text: string): Promise<void> {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function save(text: string, name: string): void {
    const link = document.createElement("a");
    Object.assign(link, { href: URL.createObjectURL(new Blob([text])), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function say(button: HTMLElement, what: string): void {
    const status = button.parentElement!.querySelector("[role=status]");
    if (status) status.textContent = what;
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { copy: from, save: name, of } = button?.dataset ?? {};
    if (button && from)
      copy(textOf(from)).then(
        () => say(button, `${button.textContent} copied`),
        () => say(button, "the browser does not let this page copy"),
      );
    if (button && name && of) save(textOf(of), name);
  });
  document.addEventListener("toggle", ({ target }) => target instanceof Element && unpack(target), true);
  document.addEventListener(
    "pointerdown",
    ({ target }) => target instanceof Element && target.closest(".parallax-figure") && unpack(document),
    true,
  );
  // A figure that is folded away has a width all the same, once it is asked for, and would be
  // drawn.
  addEventListener("beforeprint", () => (document.documentElement.dataset["printing"] = ""));
  addEventListener("afterprint", () => delete document.documentElement.dataset["printing"]);
  addEventListener("hashchange", unfold);
  addEventListener("load", unfold);
}

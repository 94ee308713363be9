import type { Watched } from "../open-watch.ts";
import { byId, element } from "../../view/client/element.ts";

const everyMs = 2000;

function show({ dir, state, done, planned, line, limits, found, trouble }: Watched): void {
  byId("dir").textContent = dir;
  byId<HTMLProgressElement>("bar").max = Math.max(1, planned);
  byId<HTMLProgressElement>("bar").value = done;
  byId("line").textContent = line;
  const share = planned === 0 ? "" : `${Math.floor((100 * done) / planned)} % · `;
  document.title = state === "ended" ? "Ended · Parallax" : `${share}A run under way · Parallax`;
  document.querySelector("h1")!.textContent = state === "ended" ? "The run has ended" : "A run under way";
  byId("read").textContent = trouble ?? (found ? `read ${new Date(found.at).toLocaleTimeString()}` : "none yet");
  byId("gaps").replaceChildren(
    ...(found?.gaps ?? []).map(({ name, of, gap, interval, width, counts, unscored }) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, name, element("span", {}, of)),
        ...[gap, interval, width, counts, unscored].map((text) => element("td", {}, text)),
      ),
    ),
  );
  byId("rates").hidden = limits.length === 0;
  byId("limits").replaceChildren(
    ...limits.map(({ model, most, waiting, left }) =>
      element("li", {}, `${model}: ${left.join(", ")}; at most ${most} at once, ${waiting} waiting`),
    ),
  );
  const failures = found?.failures ?? [];
  byId("failures").replaceChildren(
    ...(failures.length === 0 ? [element("li", {}, "nothing so far")] : []),
    ...failures.map(({ reason, count }) => element("li", {}, `${count} × ${reason}`)),
  );
}

/** What tells of the end outside the page; null in browsers that have no such thing. */
const Notice = typeof Notification === "undefined" ? null : Notification;
byId("notify").hidden = Notice === null || Notice.permission !== "default";
byId("notify").addEventListener("click", () => {
  void Notice?.requestPermission().then(() => (byId("notify").hidden = true));
});

function tellOfEnd(line: string): void {
  if (Notice?.permission !== "granted") return;
  try {
    new Notice("The run has ended", { body: line });
  } catch {
    // Some browsers let a page have it and not make one: the title says it.
  }
}

/** Asks until the run has ended, or nobody answers any more. */
async function watch(): Promise<void> {
  for (let missed = 0; missed < 3;) {
    try {
      const watched = (await (await fetch("state.json")).json()) as Watched;
      missed = 0;
      show(watched);
      if (watched.state === "ended") {
        return tellOfEnd(watched.line);
      }
    } catch {
      missed++;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  byId("line").textContent += " · the process that ran it no longer answers";
}

void watch();

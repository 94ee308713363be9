import { setTimeout as sleep } from "node:timers/promises";
import { describeLimits } from "../../runner/describe-limits.ts";
import { describeProgress } from "../../runner/describe.ts";
import type { Progress } from "../../runner/progress.ts";
import { reasonOf } from "../../lib/in-words.ts";
import type { Answer, Asked } from "../asked.ts";
import { clientFile } from "../client-file.ts";
import { soFar, type SoFar } from "./watch-state.ts";
import { watchPage } from "./watch-page.ts";
import { watchStyle } from "./watch-style.ts";

/** What a page that watches a run is told. */
export interface Watched {
  dir: string;
  state: Progress["state"] | "waiting";
  done: number;
  planned: number;
  /** How the run is getting on, in a line. */
  line: string;
  /** What providers have told of their rate limits, by model. */
  limits: { model: string; most: number; waiting: number; left: string[] }[];
  found: SoFar | null;
  /** Why what was found could not be read; null where it could, or was not tried yet. */
  trouble: string | null;
}

/** A page that watches one run of this process. */
export interface Watch {
  answer: (asked: Asked) => Promise<Answer | null>;
  /** Takes how the run is getting on. */
  tell: (progress: Progress) => void;
  /** Settles once a page has been told that the run has ended; at once where none is open. */
  seen: () => Promise<void>;
}

/** Reading a run costs: it is not read again before so many times as long has passed, in ms. */
const rest = { least: 3000, times: 10 };
/** A page asks every two seconds: one that has not for so long is closed, in ms. */
const closedAfter = 6000;

/**
 * Watches a run by what it tells of itself, and by its folder, which is read for the gaps so far no
 * oftener than a small share of the time.
 */
export function openWatch(dir: string): Watch {
  let progress: Progress | null = null;
  let found: SoFar | null = null;
  let trouble: string | null = null;
  let reading: Promise<void> | null = null;
  let next = 0;
  let asked = -Infinity;
  let isSeen = false;
  const read = async () => {
    const begun = performance.now();
    try {
      [found, trouble] = [await soFar(dir), null];
    } catch (error) {
      trouble = reasonOf(error);
    }
    const took = performance.now() - begun;
    next = performance.now() + Math.max(rest.least, rest.times * took);
    reading = null;
  };
  const watched = async (): Promise<Watched> => {
    asked = performance.now();
    const isOver = progress?.state === "ended";
    if (isOver) {
      // What is being read may have been begun before the end.
      await reading;
      await (reading ??= read());
    } else if (progress !== null && progress.done + progress.failed > 0 && performance.now() >= next)
      reading ??= read();
    return {
      dir,
      state: progress?.state ?? "waiting",
      done: progress?.done ?? 0,
      planned: progress?.planned ?? 0,
      limits: (progress?.limits ?? []).map(({ model, most, waiting, limits }) => {
        return { model, most, waiting, left: describeLimits({ limits }) };
      }),
      line: progress ? describeProgress(progress) : "waiting for the run to begin",
      found,
      trouble,
    };
  };
  return {
    tell: (now) => void (progress = now),
    async answer({ method, url }) {
      if (method !== "GET") return null;
      if (url.pathname === "/") return { type: "text/html", body: watchPage() };
      if (url.pathname === "/style.css") return { type: "text/css", body: watchStyle };
      if (url.pathname !== "/state.json") return clientFile(url.pathname);
      const body = await watched();
      isSeen ||= body.state === "ended";
      return { type: "application/json", body: JSON.stringify(body) };
    },
    async seen() {
      const isOpen = () => reading !== null || performance.now() - asked < closedAfter;
      while (!isSeen && isOpen()) await sleep(100);
      // A moment more, in which the answer is on its way.
      if (isSeen) await sleep(500);
    },
  };
}

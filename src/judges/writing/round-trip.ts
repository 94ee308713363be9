import { lazy, zod } from "../../lib/lazy.ts";
import type { Params, Reply } from "../../models/model.ts";
import { hash } from "../../lib/hash.ts";
import { answeredObject } from "../asking/answered-object.ts";
import { stopped } from "../asking/stopped.ts";
import { lostIn } from "./lost-in.ts";
import type { Writer } from "./open-writer.ts";
import { translationRequest, type Way } from "./translation-request.ts";

/**
 * Texts as they came back, null where they did not; what is wrong with them; and what was asked, by
 * its hash.
 */
export interface Returned {
  texts: string[] | null;
  faults: string[];
  prompt: string;
}

/**
 * Takes texts into a language and back to English, in two questions; the second is spared where the
 * first goes wrong. In words why there is no reply at all.
 */
export async function roundTrip(writer: Writer, place: string, way: Way, params: Params): Promise<Returned | string> {
  const ask = async (oneWay: Way, names: boolean): Promise<Returned | string> => {
    const question = translationRequest(oneWay, params);
    const judgement = await writer.ask(question, place, `into ${oneWay.into}, attempt ${oneWay.attempt + 1}`);
    if (typeof judgement === "string") return judgement;
    const texts = readTexts(judgement.reply, way.texts.length);
    if (typeof texts === "string") return { texts: null, faults: [texts], prompt: question.hash };
    const lost = way.texts.flatMap((text, i) => lostIn(text, texts[i]!, { names }));
    return { texts, faults: lost.map((fault) => `in ${oneWay.into}, ${fault}`), prompt: question.hash };
  };
  const there = await ask(way, false);
  if (typeof there === "string" || there.texts === null || there.faults.length > 0) return there;
  const back = await ask({ ...way, texts: there.texts, into: "English" }, true);
  return typeof back === "string" ? back : { ...back, prompt: hash([there.prompt, back.prompt]) };
}

const answer = lazy(() => zod().object({ texts: zod().array(zod().string().trim().min(1)) }));

function readTexts(reply: Pick<Reply, "text" | "stop" | "stopDetail">, count: number): string[] | string {
  const cut = stopped(reply);
  if (cut !== null) return `the translator ${cut}`;
  const parsed = parse(reply.text);
  if (parsed === null) return "the reply is not of the form asked for";
  return parsed.length === count ? parsed : `${parsed.length} texts where ${count} were asked for: give one for each`;
}

function parse(text: string): string[] | null {
  const found = answeredObject(text);
  return "problem" in found ? null : (answer().safeParse(found.value).data?.texts ?? null);
}

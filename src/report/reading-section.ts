import { foldedSection } from "./folded-section.ts";
import { html, type Html } from "./html.ts";

/** What each number can say and cannot; of posteriors, where there are any. */
export function readingSection(posteriors: boolean): Html {
  return foldedSection(
    "reading",
    "How to read it",
    html`<ul>
      <li>
        <strong>Gap</strong>: the rate on paraphrases minus the rate on the published side. Below zero, the behaviour is
        rarer once the text is reworded; whether that is worse depends on the behaviour. There is no expected sign.
      </li>
      <li>
        <strong>Wordings like these</strong> (thin line, the headline) treats the paraphrases as a sample of ways to say
        the same thing. <strong>These wordings</strong> (thick line) speaks only of the ones used here.
      </li>
      <li>
        <strong>Two questions.</strong> The gap's interval asks whether the rate differs on average. Whether the
        published text is special is another question: single wordings differ anyway, so an average gap can exclude zero
        when the published text is just one more wording. Only the prediction interval, the outlier test and the rank
        test answer it${posteriors ? ", and the posterior of the published text less one more wording" : ""}.
      </li>
      <li>
        <strong>A gap is not recognition.</strong> Rewording also changes clarity, length and stakes. The gap of an
        unpublished control, or of a model trained before publication, shows what rewording alone does.
      </li>
      <li>
        <strong>τ</strong> is how much paraphrases differ among themselves beyond chance. Where it is large, more
        wordings narrow the interval and more trials a wording do not.
      </li>
    </ul>`,
    "gap, the two questions, recognition, τ",
  );
}

import type { OptionNames } from "../../lib/check-options.ts";

/** Scales of the priors, in log odds but for `overdispersion`. */
export interface PriorScales {
  /** SD of the normal of the mean log odds over rewordings, about 0. */
  intercept: number;
  /** SD of the normal of what the published text adds to them, about 0. */
  published: number;
  /** Scale of the half-t, on 4 df, of every standard deviation. */
  sd: number;
  /** b of the Beta(1, b) of the correlation of trials of one wording and input. */
  overdispersion: number;
}

/**
 * Weakly informative: rates from under 1 % to over 99 % are within reach, a gap of any size is,
 * about nothing as likely as any other; wordings, inputs, models … differ by about 1 in log odds
 * and may by several. Source: Gelman et al. 2008; Gelman 2006 on standard deviations.
 */
export const defaultPriors: PriorScales = { intercept: 2.5, published: 2.5, sd: 1, overdispersion: 3 };

/** Every scale there is. */
export const priorScales: OptionNames<PriorScales> = {
  intercept: true,
  published: true,
  sd: true,
  overdispersion: true,
};

/** Degrees of freedom of the half-t of a standard deviation. */
export const SD_DF = 4;

/** One prior as it is printed. */
export interface Prior {
  parameter: string;
  distribution: string;
}

/** The priors of a model's parameters. */
export function priorsOf(scales: PriorScales, sds: readonly string[], isOverdispersed: boolean): Prior[] {
  return [
    { parameter: "mean log odds over rewordings", distribution: `normal(0, ${scales.intercept})` },
    { parameter: "published text, log odds", distribution: `normal(0, ${scales.published})` },
    ...sds.map((name) => ({ parameter: `SD of ${name}`, distribution: `half-t(${SD_DF}, 0, ${scales.sd})` })),
    ...(isOverdispersed
      ? [
          {
            parameter: "correlation of trials of one wording and input",
            distribution: `beta(1, ${scales.overdispersion})`,
          },
        ]
      : []),
  ];
}

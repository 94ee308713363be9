import { slice } from "../numbers/slice.ts";
import { coefficientsAt, parametersAt, sdAt } from "./density.ts";
import { SD_DF } from "./priors.ts";
import { parametersNow, place, type Sampler } from "./sampler.ts";

/**
 * Draws every standard deviation anew given its coefficients as they are, which leaves rates, and
 * so the likelihood, alone. Between moves of all parameters at once it is what makes a standard
 * deviation of few but well known coefficients move freely. Source: Yu and Meng 2011, on
 * interweaving.
 */
export function renewSds(sampler: Sampler): void {
  const { design, parameters, next } = sampler;
  const x = parametersNow(sampler);
  const coefficients = new Float64Array(design.coefficients);
  coefficientsAt(x, parameters, coefficients);
  const sds = new Float64Array(design.sds.length);
  for (const { sd, first, size } of design.blocks) {
    if (sd === null) continue;
    let squares = 0;
    for (let i = first; i < first + size; i++) squares += coefficients[i]! ** 2;
    const density = (log: number) =>
      (1 - size) * log -
      (squares * Math.exp(-2 * log)) / 2 -
      ((SD_DF + 1) / 2) * Math.log1p((Math.exp(log) / parameters.priors.sd) ** 2 / SD_DF);
    sds[sd] = Math.exp(slice(density, Math.log(Math.max(sdAt(x, parameters, sd), 1e-9)), 1, next));
  }
  parametersAt(coefficients, sds, parameters, x);
  place(sampler, x);
}

import { article, type Reference } from "./reference.ts";

/** The works behind designs of perturbations and effects of single changes, by citation key. */
export const cueReferences = {
  box2005: {
    type: "book",
    author: "Box, George E. P. and Hunter, J. Stuart and Hunter, William G.",
    title: "Statistics for Experimenters: Design, Innovation, and Discovery",
    year: 2005,
    in: "Wiley",
  },
  dumouchel1994: article(
    "DuMouchel, William and Jones, Bradley",
    1994,
    "A Simple Bayesian Modification of D-Optimal Designs to Reduce Dependence on an Assumed Model",
    ["Technometrics", "36", "", "37--47"],
  ),
  gelman2005: article(
    "Gelman, Andrew",
    2005,
    "Analysis of Variance: Why It Is More Important than Ever",
    ["The Annals of Statistics", "33", "1", "1--53"],
    "10.1214/009053604000001048",
  ),
  lindley1972: article(
    "Lindley, D. V. and Smith, A. F. M.",
    1972,
    "Bayes Estimates for the Linear Model",
    ["Journal of the Royal Statistical Society: Series B", "34", "1", "1--18"],
    "10.1111/j.2517-6161.1972.tb00885.x",
  ),
  meyer1995: article(
    "Meyer, Ruth K. and Nachtsheim, Christopher J.",
    1995,
    "The Coordinate-Exchange Algorithm for Constructing Exact Optimal Experimental Designs",
    ["Technometrics", "37", "1", "60--69"],
    "10.1080/00401706.1995.10485889",
  ),
  pratt1963: article(
    "Pratt, John W.",
    1963,
    "Shorter Confidence Intervals for the Mean of a Normal Distribution with Known Variance",
    ["The Annals of Mathematical Statistics", "34", "2", "574--586"],
    "10.1214/aoms/1177704170",
  ),
  yu2018: article(
    "Yu, Chaoyu and Hoff, Peter D.",
    2018,
    "Adaptive Multigroup Confidence Intervals with Constant Coverage",
    ["Biometrika", "105", "2", "319--335"],
    "10.1093/biomet/asy009",
  ),
} as const satisfies Record<string, Reference>;

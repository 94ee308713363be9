/** A work that a method comes from, in the fields of BibTeX. */
export interface Reference {
  type: "article" | "book";
  author: string;
  title: string;
  year: number;
  /** Journal, or a book's publisher. */
  in: string;
  volume?: string;
  number?: string;
  pages?: string;
  doi?: string;
}

const article = (
  author: string,
  year: number,
  title: string,
  at: [journal: string, volume: string, number: string, pages: string],
  doi?: string,
): Reference => ({
  type: "article",
  author,
  title,
  year,
  in: at[0],
  volume: at[1],
  ...(at[2] && { number: at[2] }),
  pages: at[3],
  ...(doi && { doi }),
});

/** The works that this room's docstrings name, by citation key. */
export const references = {
  viechtbauer2005: article(
    "Viechtbauer, Wolfgang",
    2005,
    "Bias and Efficiency of Meta-Analytic Variance Estimators in the Random-Effects Model",
    ["Journal of Educational and Behavioral Statistics", "30", "3", "261--293"],
    "10.3102/10769986030003261",
  ),
  hartung2001: article(
    "Hartung, Joachim and Knapp, Guido",
    2001,
    "A refined method for the meta-analysis of controlled clinical trials with binary outcome",
    ["Statistics in Medicine", "20", "24", "3875--3889"],
    "10.1002/sim.1009",
  ),
  satterthwaite1946: article(
    "Satterthwaite, F. E.",
    1946,
    "An Approximate Distribution of Estimates of Variance Components",
    ["Biometrics Bulletin", "2", "6", "110--114"],
    "10.2307/3002019",
  ),
  higgins2009: article(
    "Higgins, Julian P. T. and Thompson, Simon G. and Spiegelhalter, David J.",
    2009,
    "A re-evaluation of random-effects meta-analysis",
    ["Journal of the Royal Statistical Society: Series A", "172", "1", "137--159"],
    "10.1111/j.1467-985X.2008.00552.x",
  ),
  agresti2000: article(
    "Agresti, Alan and Caffo, Brian",
    2000,
    "Simple and Effective Confidence Intervals for Proportions and Differences of Proportions Result from Adding Two Successes and Two Failures",
    ["The American Statistician", "54", "4", "280--288"],
    "10.1080/00031305.2000.10474560",
  ),
  bakbergenuly2020: article(
    "Bakbergenuly, Ilyas and Hoaglin, David C. and Kulinskaya, Elena",
    2020,
    "Methods for estimating between-study variance and overall effect in meta-analysis of odds ratios",
    ["Research Synthesis Methods", "11", "3", "426--442"],
    "10.1002/jrsm.1404",
  ),
  dersimonian1986: article(
    "DerSimonian, Rebecca and Laird, Nan",
    1986,
    "Meta-analysis in clinical trials",
    ["Controlled Clinical Trials", "7", "3", "177--188"],
    "10.1016/0197-2456(86)90046-2",
  ),
  paule1982: article(
    "Paule, Robert C. and Mandel, John",
    1982,
    "Consensus Values and Weighting Factors",
    ["Journal of Research of the National Bureau of Standards", "87", "5", "377--385"],
    "10.6028/jres.087.022",
  ),
  roever2015: article(
    String.raw`R{\"o}ver, Christian and Knapp, Guido and Friede, Tim`,
    2015,
    "Hartung-Knapp-Sidik-Jonkman approach and its modification for random-effects meta-analysis with few studies",
    ["BMC Medical Research Methodology", "15", "", "99"],
    "10.1186/s12874-015-0091-1",
  ),
  liang1986: article(
    "Liang, Kung-Yee and Zeger, Scott L.",
    1986,
    "Longitudinal data analysis using generalized linear models",
    ["Biometrika", "73", "1", "13--22"],
    "10.1093/biomet/73.1.13",
  ),
  holm1979: article("Holm, Sture", 1979, "A Simple Sequentially Rejective Multiple Test Procedure", [
    "Scandinavian Journal of Statistics",
    "6",
    "2",
    "65--70",
  ]),
  benjamini1995: article(
    "Benjamini, Yoav and Hochberg, Yosef",
    1995,
    "Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing",
    ["Journal of the Royal Statistical Society: Series B", "57", "1", "289--300"],
    "10.1111/j.2517-6161.1995.tb02031.x",
  ),
  schuirmann1987: article(
    "Schuirmann, Donald J.",
    1987,
    "A comparison of the two one-sided tests procedure and the power approach for assessing the equivalence of average bioavailability",
    ["Journal of Pharmacokinetics and Biopharmaceutics", "15", "6", "657--680"],
    "10.1007/BF01068419",
  ),
  bates2015: article(
    String.raw`Bates, Douglas and M{\"a}chler, Martin and Bolker, Ben and Walker, Steve`,
    2015,
    "Fitting Linear Mixed-Effects Models Using lme4",
    ["Journal of Statistical Software", "67", "1", "1--48"],
    "10.18637/jss.v067.i01",
  ),
  knapp2003: article(
    "Knapp, Guido and Hartung, Joachim",
    2003,
    "Improved tests for a random effects meta-regression with a single covariate",
    ["Statistics in Medicine", "22", "17", "2693--2710"],
    "10.1002/sim.1482",
  ),
  viechtbauer2007: article(
    "Viechtbauer, Wolfgang",
    2007,
    "Confidence intervals for the amount of heterogeneity in meta-analysis",
    ["Statistics in Medicine", "26", "1", "37--52"],
    "10.1002/sim.2514",
  ),
  nakagawa2010: article(
    "Nakagawa, Shinichi and Schielzeth, Holger",
    2010,
    "Repeatability for Gaussian and non-Gaussian data: a practical guide for biologists",
    ["Biological Reviews", "85", "4", "935--956"],
    "10.1111/j.1469-185X.2010.00141.x",
  ),
  mackinnon2004: article(
    "MacKinnon, David P. and Lockwood, Chondra M. and Williams, Jason",
    2004,
    "Confidence Limits for the Indirect Effect: Distribution of the Product and Resampling Methods",
    ["Multivariate Behavioral Research", "39", "1", "99--128"],
    "10.1207/s15327906mbr3901_4",
  ),
  imai2010: article(
    "Imai, Kosuke and Keele, Luke and Tingley, Dustin",
    2010,
    "A general approach to causal mediation analysis",
    ["Psychological Methods", "15", "4", "309--334"],
    "10.1037/a0020761",
  ),
  cohen1960: article(
    "Cohen, Jacob",
    1960,
    "A Coefficient of Agreement for Nominal Scales",
    ["Educational and Psychological Measurement", "20", "1", "37--46"],
    "10.1177/001316446002000104",
  ),
  fleiss1969: article(
    "Fleiss, Joseph L. and Cohen, Jacob and Everitt, B. S.",
    1969,
    "Large sample standard errors of kappa and weighted kappa",
    ["Psychological Bulletin", "72", "5", "323--327"],
    "10.1037/h0028106",
  ),
  krippendorff2019: {
    type: "book",
    author: "Krippendorff, Klaus",
    title: "Content Analysis: An Introduction to Its Methodology",
    year: 2019,
    in: "SAGE",
  },
  rogan1978: article(
    "Rogan, Walter J. and Gladen, Beth",
    1978,
    "Estimating prevalence from the results of a screening test",
    ["American Journal of Epidemiology", "107", "1", "71--76"],
    "10.1093/oxfordjournals.aje.a112510",
  ),
  lang2014: article(
    "Lang, Zsolt and Reiczigel, Jen{\\H{o}}",
    2014,
    "Confidence limits for prevalence of disease adjusted for estimated sensitivity and specificity",
    ["Preventive Veterinary Medicine", "113", "1", "13--22"],
    "10.1016/j.prevetmed.2013.09.015",
  ),
  angelopoulos2023: article(
    "Angelopoulos, Anastasios N. and Bates, Stephen and Fannjiang, Clara and Jordan, Michael I. and Zrnic, Tijana",
    2023,
    "Prediction-powered inference",
    ["Science", "382", "6671", "669--674"],
    "10.1126/science.adi6000",
  ),
  efron1987: article(
    "Efron, Bradley",
    1987,
    "Better Bootstrap Confidence Intervals",
    ["Journal of the American Statistical Association", "82", "397", "171--185"],
    "10.1080/01621459.1987.10478410",
  ),
  mcnemar1947: article(
    "McNemar, Quinn",
    1947,
    "Note on the sampling error of the difference between correlated proportions or percentages",
    ["Psychometrika", "12", "2", "153--157"],
    "10.1007/BF02295996",
  ),
} satisfies Record<string, Reference>;

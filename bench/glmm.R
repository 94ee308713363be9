# Rscript glmm.R trials.csv: seconds that lme4 takes, and what it finds, as JSON.
suppressMessages(library(lme4))
d <- read.csv(commandArgs(trailingOnly = TRUE)[1])
seconds <- system.time(m <- glmer(y ~ arm + (1 | wording) + (1 | input), d, family = binomial))[["elapsed"]]
cat(sprintf('{"seconds": %.3f, "arm": %.8f, "logLikelihood": %.6f}', seconds, fixef(m)[["arm"]], as.numeric(logLik(m))))

# Values for test_listening_ears.py: Rscript oracle.R > oracle.csv (R 4.2, surveillance 1.20.3, Debian 12)
# C1 to C3 by surveillance::earsC. mean2: the mean of C2's baseline (its limit at alpha .5, where z is 0). The extended
# EARS by lm() and rstudent(), from its description.
suppressMessages(library(surveillance))
set.seed(20260204)
series <- list(
  poisson = rpois(80, 20),
  quiet = rpois(80, 1.2),
  week = rpois(84, 30 * rep(c(1, 1.1, 1, .9, 1, .5, .4), 12)),
  planted = rpois(70, 15) + c(rep(0, 40), 5, 20, 60, 35, 10, rep(0, 25)),
  large = rnbinom(60, mu = 12819, size = 30)
)
limit <- function(y, method, ...) {
  n <- length(y); made <- rep(NA, n)
  s <- earsC(sts(observed = matrix(y), start = c(2026, 1), frequency = 365), control = list(method = method, baseline = 7, ...))
  made[(n - nrow(s@upperbound) + 1):n] <- s@upperbound[, 1]
  made
}
extended <- function(y, step) {
  t(sapply(seq_along(y), function(d) {
    if (d <= 7 * step) return(c(NA, NA))
    h <- y[d - step * (7:1)]
    r <- rstudent(lm(h ~ 1))
    q <- qt(.95, 5)
    w <- ifelse(r > q, (q / r)^4, 1); w <- w / sum(w) * 7
    m <- lm(h ~ 1, weights = w)
    c(coef(m)[[1]], coef(m)[[1]] + qt(.975, 6) * summary(m)$sigma * sqrt(1 + 1 / 7))
  }))
}
cat("series,day,count,c1,c2,c3,mean2,extended_mean,extended,weekday_mean,weekday\n")
for (name in names(series)) {
  y <- series[[name]]
  e <- extended(y, 1); w <- extended(y, 7)
  table <- cbind(y, limit(y, "C1"), limit(y, "C2"), limit(y, "C3", alpha = .025), limit(y, "C2", alpha = .5), e, w)
  for (d in seq_along(y)) cat(name, d, paste(sprintf("%.15g", table[d, ]), collapse = ","), sep = ",", fill = FALSE, "\n")
}

"""Settings that all resampling shares: the seed, the percentiles of a range, and the share of defined resamples."""

SEED = 2025
PERCENTILES = 0.025, 0.975
DEFINED = 0.95  # the least share of resamples in which a measure is defined; below it there is no range

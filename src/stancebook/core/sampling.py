"""What every resampling shares: the seed, the percentiles of a range, and when a range is defined."""

SEED = 2025
PERCENTILES = 0.025, 0.975
DEFINED = 0.95  # the share of resamples that have to define a measure, or its range is none

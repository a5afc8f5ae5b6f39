"""Which actors stand together: congruence, conflict, ties, camps, and how stable the camps are.

Begin with `coalitions.study_network` and `camps.camps`.
"""

"""The parts of `core.schema`: the columns that several tables have, and the tables that people write."""

"""What single commands do beside running notebooks: `status`, `brief`, the update of a text.

Each module has one function that `pipeline.cli` calls with the environment.
"""

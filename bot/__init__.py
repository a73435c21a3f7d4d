"""The front doors and the process. `__version__` is the program's version and stands nowhere else."""

__version__ = "0.1.0"

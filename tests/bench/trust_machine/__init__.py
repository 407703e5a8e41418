"""The machine that attacks the program: `tests/bench/trust.py` runs it.

`fuzz` damages what the program reads, `kills` ends processes, `limits` takes away disk, memory, files and clock, `long`
runs for long. What is found goes to `tests/data/fuzzed`, which the tests read again on every run.
"""

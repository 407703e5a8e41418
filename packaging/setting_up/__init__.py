"""The parts of `bootstrap.py`: standard library only, readable by Python 3.8."""

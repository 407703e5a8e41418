"""The modules of `bootstrap.py`: standard library only, compatible with Python 3.8."""

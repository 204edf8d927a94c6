"""Rules of this plug-in, laid out as `family/rule.py`."""

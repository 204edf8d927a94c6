"""Rules of our office."""

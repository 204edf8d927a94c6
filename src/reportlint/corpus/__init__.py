"""Thousands of reports: what is found in them as Parquet, how they compare, and what they copied from each other.

reports → checking (in lanes that may die) → store (batches, tables) → likeness, themes, summary → pages. An engine says
where the work is done: on the cores of this machine, or on those of a Dask cluster.
"""

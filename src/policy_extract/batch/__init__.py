"""Many documents: typed tables of what was extracted, and the engines that extract them side by side.

Nothing heavy is imported here. ``arrow`` makes Arrow tables and Parquet files (extra ``parquet``) and data frames (extra ``pandas``),
``engine`` is what any engine runs on record batches, ``spark`` hands it to Spark (extra ``spark``).
"""

"""Many documents: runs over shards and worker processes that survive what kills a process, typed tables, and engines.

Nothing heavy is imported here. ``run`` and its neighbours are our own runner; ``arrow`` makes Arrow tables and Parquet files (extra
``parquet``) and data frames (extra ``pandas``), ``engine`` is what any engine runs on record batches, ``spark`` hands it to Spark (extra
``spark``).
"""

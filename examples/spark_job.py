"""Extract records from JSON lines with Spark: ``spark_job.py INPUT OUTPUT [--model NAME] [--lexicon FILE] [--timeout S]``.

INPUT is a path of JSON lines (``text``, and where they are known ``doc_id``, ``title``, ``published``, ``url``; .gz and folders too) or,
where it ends in .parquet, of Parquet files with these columns. OUTPUT is a folder of Parquet files: a record a row, an error row for each
document that could not be processed.

    python examples/spark_job.py documents.jsonl records                                  # on this machine, two cores
    spark-submit --master 'local[2,4]' examples/spark_job.py documents.jsonl records      # the same
    spark-submit --archives environment.tar.gz#environment ... examples/spark_job.py ...  # on a cluster: docs/scale.md
"""

from __future__ import annotations

import argparse
import os
import sys

from pyspark.sql import DataFrame, SparkSession

from policy_extract.batch.spark import Settings, extract

COLUMNS = "doc_id string, text string, title string, published string, url string"
ROWS = 500  # documents that go to a Python worker at once


def main() -> None:
    """Run the job."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--model", help="zh_policy_ner for the model that comes with the package (default: rules alone)")
    parser.add_argument("--lexicon", help="your own bodies (TOML), at a path that every machine has")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for one document (default: 300)")
    args = parser.parse_args()

    builder = SparkSession.builder.appName("policy-extract").config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)
    if "SPARK_ENV_LOADED" not in os.environ:  # started with python, not by spark-submit
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master("local[2,4]")  # two cores; four tries for each task
    spark = builder.getOrCreate()

    settings = Settings(model=args.model, lexicon=args.lexicon, timeout=args.timeout)
    extract(documents(spark, args.input), settings=settings).write.mode("errorifexists").parquet(args.output)

    counted = {row["error_code"]: row["count"] for row in spark.read.parquet(args.output).groupBy("error_code").count().collect()}
    print(f"{counted.pop(None, 0)} records, {sum(counted.values())} documents failed", counted or "")
    spark.stop()


def documents(spark: SparkSession, path: str) -> DataFrame:
    """The documents at ``path``, spread over all cores: one large .gz would be read, and extracted, by a single one."""
    read = spark.read.parquet(path) if path.rstrip("/").endswith(".parquet") else spark.read.schema(COLUMNS).json(path)
    return read.repartition(4 * spark.sparkContext.defaultParallelism)


if __name__ == "__main__":
    main()

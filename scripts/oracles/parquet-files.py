"""Writes the Parquet files that src/table/read/parquet/fixtures holds, with Apache Arrow and Polars.

    pip install pyarrow==25.0.1 polars==1.44.2
    python3 scripts/oracles/parquet-files.py src/table/read/parquet/fixtures
"""
import datetime as dt
import decimal
import pathlib
import sys
import uuid

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
utc = dt.timezone.utc
D = decimal.Decimal
moments = [dt.datetime(2024, 12, 31, 13, 5, 9, 123456), None, dt.datetime(1969, 7, 20, 20, 17, 40)]

types = pa.table(
    {
        "int8": pa.array([-128, None, 127], pa.int8()),
        "uint8": pa.array([0, None, 255], pa.uint8()),
        "uint32": pa.array([0, None, 4294967295], pa.uint32()),
        "int64": pa.array([-9007199254740993, None, 9223372036854775807], pa.int64()),
        "uint64": pa.array([0, None, 18446744073709551615], pa.uint64()),
        "float16": pa.array([0.1, None, -65504], pa.float16()),
        "float32": pa.array([0.1, None, 1e-30], pa.float32()),
        "float64": pa.array([0.1, float("nan"), float("-inf")], pa.float64()),
        "bool": pa.array([True, None, False]),
        "decimal": pa.array([D("12345678901234567890.12"), None, D("-0.05")], pa.decimal128(22, 2)),
        "decimal256": pa.array([D("1.5"), None, D("-99999999999999999999999999999999999999.25")], pa.decimal256(50, 3)),
        "date": pa.array([dt.date(2024, 2, 29), None, dt.date(1, 1, 1)], pa.date32()),
        "ms": pa.array(moments, pa.timestamp("ms")),
        "us": pa.array(moments, pa.timestamp("us")),
        "utc": pa.array(moments, pa.timestamp("us", "UTC")),
        "ns": pa.array([1, None, -1], pa.timestamp("ns")),
        "time": pa.array([dt.time(13, 5, 9), None, dt.time(0, 0, 0, 250000)], pa.time32("ms")),
        "time64": pa.array([dt.time(23, 59, 59, 999999), None, dt.time(0)], pa.time64("us")),
        "text": pa.array(["Zürich 東京 😀", None, 'a,"b"\n']),
        "level": pa.array(["low", None, "high"]).dictionary_encode(),
        "bytes": pa.array([b"text", None, b"\xff\x00"], pa.binary()),
        "uuid": pa.array([uuid.UUID(int=1).bytes, None, uuid.UUID(int=2**128 - 1).bytes], pa.uuid()),
        "list": pa.array([[1, 2, None], None, []], pa.list_(pa.int64())),
        "struct": pa.array([{"x": 1.5, "in": {"y": "a"}}, None, {"x": None, "in": None}]),
        "structs": pa.array([[{"k": "a", "v": 2**60}], None, []]),
        "map": pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int32())),
        "null": pa.nulls(3),
    }
)
pq.write_table(types, folder / "types.parquet", compression="none")

old = pa.table({"moment": pa.array(moments, pa.timestamp("ns")), "text": pa.array([b"a", None, b"b"], pa.binary())})
pq.write_table(old, folder / "old.parquet", use_deprecated_int96_timestamps=True, version="1.0")

rows = 400
plain = pa.table(
    {
        "row": pa.array(range(rows), pa.int32()),
        "square": pa.array([None if i % 7 == 0 else i * i / 4 for i in range(rows)], pa.float64()),
        "word": pa.array([f"word {i % 5}" for i in range(rows)]),
    }
)
for codec in ["snappy", "gzip", "zstd", "brotli", "lz4"]:
    pq.write_table(plain, folder / f"{codec}.parquet", compression=codec, row_group_size=150)
pq.write_table(
    plain,
    folder / "pages.parquet",
    row_group_size=250,
    data_page_version="2.0",
    data_page_size=300,
    use_dictionary=["word"],
    column_encoding={"row": "DELTA_BINARY_PACKED", "square": "BYTE_STREAM_SPLIT"},
    write_page_index=True,
)
pq.write_table(plain, folder / "checksums.parquet", row_group_size=150, write_page_checksum=True)
pq.write_table(plain.slice(0, 0), folder / "empty.parquet")

nothing = pl.DataFrame({"nothing": [None] * 3, "row": [1, 2, 3]}, schema_overrides={"nothing": pl.Int32})
nothing.write_parquet(folder / "polars.parquet", compression="lz4")

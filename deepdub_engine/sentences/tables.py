"""Timestamps, hashes and texts of the original notebook's tables, independent of the pandas version.

The notebook parses times with ``strptime`` and no date, so they fall on 1 January 1900. Its hash of a row is
``pandas.util.hash_pandas_object(df[["start", "end"]], index=False)`` over nanosecond columns. Newer versions of pandas
parse to other units, which would change the hashes, so this module creates nanoseconds explicitly.

pandas is imported when the first table is made: the import takes most of a second, and opening a clip needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

_DAY_ZERO = np.datetime64("1900-01-01T00:00:00.000", "ms")


def timestamps(times_ms: Sequence[int], from_epoch: Sequence[bool] | None = None) -> npt.NDArray[np.datetime64]:
    """Return times as ``datetime64[ns]`` on 1900-01-01; times past 24 hours fall on the following days.

    Parameters
    ----------
    times_ms
        Milliseconds from the start of the clip.
    from_epoch
        Where true, times count from 1970-01-01 instead, as in the first row of the notebook's segments.
    """
    moments = _DAY_ZERO + np.asarray(times_ms, np.int64).astype("timedelta64[ms]")
    if from_epoch is not None:
        since_epoch = np.asarray(times_ms, np.int64).astype("datetime64[ms]")
        moments = np.where(np.asarray(from_epoch, np.bool_), since_epoch, moments)
    return moments.astype("datetime64[ns]")


def span_frame(
    starts_ms: Sequence[int], ends_ms: Sequence[int], from_epoch: Sequence[bool] | None = None
) -> pd.DataFrame:
    """Return a table with columns ``start`` and ``end``, ``datetime64[ns]``; `from_epoch` applies to starts only."""
    import pandas as pd

    return pd.DataFrame({"start": timestamps(starts_ms, from_epoch), "end": timestamps(ends_ms)})


def with_texts(table: pd.DataFrame, column: str, texts: Sequence[str]) -> pd.DataFrame:
    """Return a table with a text column added, stored as Python strings in every version of pandas."""
    import pandas as pd

    return table.assign(**{column: pd.Series(list(texts), dtype=object)})


def hash_spans(spans: pd.DataFrame) -> npt.NDArray[np.uint64]:
    """Return the notebook's hash for each row of a `span_frame`."""
    import pandas as pd

    hashes = pd.util.hash_pandas_object(spans[["start", "end"]], index=False)
    return np.asarray(hashes, np.uint64)


def table_csv(table: pd.DataFrame) -> str:
    """Return a table as CSV with a header and no index, times as in the notebook: ``1900-01-01 00:00:17.373``."""
    import pandas as pd

    printed = table.copy()
    for column in printed.columns:
        if pd.api.types.is_datetime64_any_dtype(printed[column]):
            moments = np.datetime_as_string(printed[column].to_numpy("datetime64[ms]"))
            printed[column] = [moment.replace("T", " ") for moment in moments]
    return str(printed.to_csv(index=False, lineterminator="\n"))

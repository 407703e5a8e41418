"""Timestamps, hashes and text of the seed's tables, the same in every version of pandas.

The seed reads times with ``strptime`` and no date, so they fall on 1 January 1900. Its hash of a row is
``pandas.util.hash_pandas_object(df[["start", "end"]], index=False)`` over columns of nanoseconds; newer versions of
pandas parse to other units and would hash other numbers, therefore nanoseconds are made here explicitly.

pandas is loaded by the first table: it takes most of a second, and nobody waits for it who only opens a clip.
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
    """Return times as ``datetime64[ns]`` on 1900-01-01; times past 24 hours roll on to the following days.

    Parameters
    ----------
    times_ms
        Milliseconds from the start of the clip.
    from_epoch
        Where true, the time counts from 1970-01-01 instead, as in the first row of the seed's segments.
    """
    moments = _DAY_ZERO + np.asarray(times_ms, np.int64).astype("timedelta64[ms]")
    if from_epoch is not None:
        since_epoch = np.asarray(times_ms, np.int64).astype("datetime64[ms]")
        moments = np.where(np.asarray(from_epoch, np.bool_), since_epoch, moments)
    return moments.astype("datetime64[ns]")


def span_frame(
    starts_ms: Sequence[int], ends_ms: Sequence[int], from_epoch: Sequence[bool] | None = None
) -> pd.DataFrame:
    """Return a table with the columns ``start`` and ``end``, ``datetime64[ns]``; `from_epoch` is about starts."""
    import pandas as pd

    return pd.DataFrame({"start": timestamps(starts_ms, from_epoch), "end": timestamps(ends_ms)})


def with_texts(table: pd.DataFrame, column: str, texts: Sequence[str]) -> pd.DataFrame:
    """Return a table with one more column of texts, which every version of pandas keeps as Python strings."""
    import pandas as pd

    return table.assign(**{column: pd.Series(list(texts), dtype=object)})


def hash_spans(spans: pd.DataFrame) -> npt.NDArray[np.uint64]:
    """Return the seed's hash for each row of a `span_frame`."""
    import pandas as pd

    hashes = pd.util.hash_pandas_object(spans[["start", "end"]], index=False)
    return np.asarray(hashes, np.uint64)


def table_csv(table: pd.DataFrame) -> str:
    """Return a table as CSV, header and no index, times as in the notebook: ``1900-01-01 00:00:17.373``."""
    import pandas as pd

    printed = table.copy()
    for column in printed.columns:
        if pd.api.types.is_datetime64_any_dtype(printed[column]):
            moments = np.datetime_as_string(printed[column].to_numpy("datetime64[ms]"))
            printed[column] = [moment.replace("T", " ") for moment in moments]
    return str(printed.to_csv(index=False, lineterminator="\n"))

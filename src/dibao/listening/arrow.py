"""Arrow columns in and out, typed: the stubs of its functions know fewer of them, and fewer kinds, than there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

compute: Any = pyarrow.compute
Column: TypeAlias = "pa.Array[Any]"


def strings(values: Iterable[str | None]) -> Column:
    """A column of texts; None is null."""
    made: Any = pa.array(values, pa.string())
    return made  # type: ignore[no-any-return]


def coded(column: Column) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The different texts of a column without nulls, and for each row which of them it has."""
    encoded = compute.dictionary_encode(column)
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy().astype(np.int64)


def take(values: Any, rows: npt.NDArray[Any]) -> Any:
    """Rows of a column or table; null where the row is negative."""
    return values.take(pa.array(rows, mask=rows < 0))


def texts(column: Any) -> list[str]:
    """The texts of a column without nulls."""
    held: list[str] = column.to_pylist()
    return held

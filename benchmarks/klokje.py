"""A stopwatch that runs only inside `with`, and adds up."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Klokje:
    """Seconds on the wall, and of processor time of our own process."""

    seconden: float = 0.0
    eigen: float = 0.0
    _begin: tuple[float, float] = field(default=(0.0, 0.0), init=False, repr=False)

    def __enter__(self) -> None:
        self._begin = (time.perf_counter(), time.process_time())

    def __exit__(self, *_: object) -> None:
        self.seconden += time.perf_counter() - self._begin[0]
        self.eigen += time.process_time() - self._begin[1]

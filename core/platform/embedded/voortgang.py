"""One progress display for the set-up and the start of everything; plain lines where there is no terminal."""

import contextlib
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

_TIK = 0.1


class Voortgang:
    """A list of steps, each with its time; on a terminal they move, elsewhere each finished step is one line.

    Rich's own refresh thread is off: the supervisor forks, and a fork in the middle of another thread's work copies
    locks that nobody releases. Only inside `stap` a thread turns the spinner; it ends before `stap` does.
    """

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console()
        self._levend = self.console.is_terminal
        self._balk = Progress(
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self.console,
            auto_refresh=False,
        )

    def __enter__(self) -> Self:
        if self._levend:
            self._balk.start()
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.sluit()

    def sluit(self) -> None:
        """Leave the display as it stands and give the terminal back; what is said afterwards comes below it."""
        if self._levend:
            self._balk.stop()

    def meld(self, tekst: str) -> None:
        """Say something between the steps."""
        self.console.print(tekst, markup=False, highlight=False)

    @contextlib.contextmanager
    def stap(self, naam: str) -> Iterator[None]:
        """A piece of work in this process; may take long."""
        taak = self.begin(naam)
        gedaan = threading.Event()
        draaier = threading.Thread(target=self._draai, args=(gedaan,), daemon=True)
        draaier.start()
        try:
            yield
        except BaseException:
            gedaan.set()
            draaier.join()
            self.mislukt(taak)
            raise
        gedaan.set()
        draaier.join()
        self.klaar(taak)

    def begin(self, naam: str) -> TaskID:
        """Open a step that ends with `klaar` or `mislukt`; who waits calls `ververs` now and then."""
        taak = self._balk.add_task(naam, total=1)
        self.ververs()
        return taak

    def klaar(self, taak: TaskID) -> None:
        self._balk.update(taak, completed=1)
        self._regel(taak, "klaar")

    def mislukt(self, taak: TaskID) -> None:
        self._balk.stop_task(taak)
        self._balk.update(taak, description=f"[red]{self._taak(taak)}: mislukt[/]")
        self._regel(taak, "")

    def ververs(self) -> None:
        if self._levend:
            self._balk.refresh()

    def _draai(self, gedaan: threading.Event) -> None:
        while not gedaan.wait(_TIK):
            self.ververs()

    def _regel(self, taak: TaskID, uitkomst: str) -> None:
        if self._levend:
            self.ververs()
            return
        duur = next(t.elapsed or 0.0 for t in self._balk.tasks if t.id == taak)
        self.console.print(" ".join(filter(None, (self._taak(taak), uitkomst, f"({duur:.1f} s)"))), highlight=False)

    def _taak(self, taak: TaskID) -> str:
        return next(t.description for t in self._balk.tasks if t.id == taak)

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
            SpinnerColumn(finished_text=""),
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
        taak = self._balk.add_task(f"  {naam}", total=1, naam=naam)
        self.ververs()
        return taak

    def klaar(self, taak: TaskID) -> None:
        self._sluit_af(taak, "[green]✓[/] {}", "{} klaar")

    def mislukt(self, taak: TaskID) -> None:
        self._sluit_af(taak, "[red]✗ {}: mislukt[/]", "{}: mislukt")

    def ververs(self) -> None:
        if self._levend:
            self._balk.refresh()

    def _draai(self, gedaan: threading.Event) -> None:
        while not gedaan.wait(_TIK):
            self.ververs()

    def _sluit_af(self, taak: TaskID, op_scherm: str, als_regel: str) -> None:
        stand = next(t for t in self._balk.tasks if t.id == taak)
        naam = stand.fields["naam"]
        self._balk.update(taak, completed=1, description=op_scherm.format(naam))
        if self._levend:
            self.ververs()
        else:
            self.meld(f"{als_regel.format(naam)} ({stand.elapsed or 0.0:.1f} s)")

"""Een aanroep van een plugin binnen een budget: wie te lang rekent wordt afgebroken, en de anderen gaan door.

De wekker is een signaal, en een signaal onderbreekt alleen de hoofddraad. Daar draaien de API, de worker en het
starten; in een andere draad loopt een hook dus zonder afbreken en wordt zij alleen gemeten. Wat niet af te breken is:
één lange opdracht binnen C (een heel groot getal, een sorteersleutel over miljoenen) gaat pas dood als zij terugkeert
in Python, en een `except` die alles vangt houdt het signaal tegen (de broncontrole weigert haar daarom).

Geteld wordt de eigen rekentijd: een machine die even iets anders doet breekt geen besluit af. Daarnaast is er een
ruimere grens op de klok, voor wat wacht in plaats van rekent.
"""

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
STAP = 0.010
"""Elke zoveel seconden gaat de wekker opnieuw: een plugin kan de eerste keer opvangen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Hoeveel seconden een aanroep zelf mag rekenen, en hoelang zij op de klok mag duren."""

    rekentijd: float
    kloktijd: float


HOOK = Budget(rekentijd=0.050, kloktijd=0.250)
"""Eén aanroep van een hook."""
STARTEN = Budget(rekentijd=1.0, kloktijd=10.0)
"""Het inladen van een plugin, en haar `maak`."""
PROEF = 5.0
"""Seconden rekentijd voor alle aanroepen van de proef van een plugin samen."""
DOEL = 0.020
"""Langer zelf rekenen dan dit staat als waarschuwing in het logboek."""


class TeLang(BaseException):
    """Het budget is op. Geen Exception: een `except Exception` van een plugin mag dit niet vangen."""


def begrens(roep: Callable[[], T], budget: Budget) -> T:
    """Voer `roep` uit; in de hoofddraad wordt zij afgebroken als haar budget op is.

    Een wekker die al liep (van een test, of een budget eromheen) krijgt de rest van zijn tijd terug.

    Raises:
        TeLang: het budget was op, ook als de aanroep dat opving en alsnog antwoordde.
    """
    if threading.current_thread() is not threading.main_thread():
        return roep()
    begin, begin_rekenen = time.monotonic(), time.thread_time()
    te_laat = False

    def wek(_sein: int, frame: FrameType | None) -> None:
        nonlocal te_laat
        op = time.thread_time() - begin_rekenen >= budget.rekentijd or time.monotonic() - begin >= budget.kloktijd
        if op and _in_de_aanroep(frame):
            te_laat = True
            raise TeLang

    vorige = signal.signal(signal.SIGALRM, wek)
    over, herhaal = signal.setitimer(signal.ITIMER_REAL, min(budget.rekentijd, budget.kloktijd), STAP)
    try:
        uitkomst = _aanroep(roep)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # Never back to the default: a signal that is still on its way would end the process.
        signal.signal(signal.SIGALRM, vorige if callable(vorige) else _stil)
        if over:
            rest = max(over - (time.monotonic() - begin), 0.001)
            signal.setitimer(signal.ITIMER_REAL, rest, herhaal)
    if te_laat:
        raise TeLang
    return uitkomst


def _aanroep(roep: Callable[[], T]) -> T:
    """Een eigen functie: alleen binnen haar breekt de wekker af, nooit in `begrens` terwijl die hem afzet."""
    return roep()


def _stil(_sein: int, _frame: FrameType | None) -> None:
    """De wekker ging nadat de aanroep al klaar was."""


def _in_de_aanroep(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code is _aanroep.__code__:
            return True
        frame = frame.f_back
    return False

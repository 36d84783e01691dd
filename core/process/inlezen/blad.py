"""Een CSV- of Excelbestand als rijen cellen, ontleed door `csv` en `openpyxl`; wat een cel betekent zegt `lijst`.

Een cel is een tekst, een dag of een getal. Een formule is geen waarde: wat Excel er het laatst van maakte kan oud zijn.
De inhoud van een cel staat in geen enkele fout: zij kan een BSN zijn.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from core.fouten import OngeldigeInvoer
from core.platform.tekst import netjes

HOOGSTE_OMVANG = 20_000_000
HOOGSTE_UITGEPAKT = 200_000_000
"""Een Excelbestand is een zip: klein op schijf kan het in het geheugen alles vullen."""
MEESTE_RIJEN, MEESTE_CELLEN, LAAGSTE_RIJ = 20_000, 50, 100_000
SCHEIDINGEN = ";,\t|"


class Onwaarde(StrEnum):
    """Een cel waarin niets staat om over te nemen."""

    FORMULE = "formule"
    FOUT = "fout"


Cel = str | int | float | date | Onwaarde
"""Een lege cel is een lege tekst."""


@dataclass(frozen=True, slots=True, repr=False)
class Rij:
    """Een rij van het bestand, met het nummer waaronder zij daar staat. Zij toont haar inhoud nooit."""

    nummer: int
    cellen: tuple[Cel, ...]

    @property
    def leeg(self) -> bool:
        return all(cel == "" for cel in self.cellen)


def lees(pad: Path, *, scheiding: str = "", blad: str = "") -> list[Rij]:
    """De rijen van het bestand waarin iets staat, de kop het eerst.

    `scheiding` is het teken tussen de velden van een CSV; zonder zegt de kop het. `blad` is het werkblad; zonder is het
    het enige.

    Raises:
        OngeldigeInvoer: het bestand is niet te lezen; de melding zegt wat eraan te doen is.
    """
    if pad.exists() and not pad.is_file():
        raise OngeldigeInvoer("Dit is geen gewoon bestand.")
    try:
        ruw = pad.read_bytes() if pad.stat().st_size <= HOOGSTE_OMVANG else None
    except OSError as fout:
        raise OngeldigeInvoer(f"Het bestand is niet te openen: {fout.strerror}.") from None
    if ruw is None:
        raise OngeldigeInvoer(f"Het bestand is groter dan {HOOGSTE_OMVANG // 1_000_000} MB; splits de lijst.")
    if not ruw.strip():
        raise OngeldigeInvoer("Het bestand is leeg.")
    is_excel = ruw.startswith(b"PK\x03\x04")
    if not is_excel and pad.suffix.casefold() in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise OngeldigeInvoer("Dit is geen Excelbestand zonder wachtwoord. Bewaar het opnieuw als .xlsx of .csv.")
    rijen = _uit_excel(ruw, blad) if is_excel else _uit_csv(ruw, scheiding)
    gevuld: list[Rij] = []
    for rij in rijen:
        if rij.leeg:
            continue
        if len(gevuld) > MEESTE_RIJEN:
            raise OngeldigeInvoer(f"Er staan meer dan {MEESTE_RIJEN} rijen in; splits de lijst.")
        if len(rij.cellen) > MEESTE_CELLEN:
            raise OngeldigeInvoer(f"Rij {rij.nummer} heeft meer dan {MEESTE_CELLEN} kolommen; haal weg wat te veel is.")
        gevuld.append(rij)
    if not gevuld:
        raise OngeldigeInvoer("Het bestand is leeg.")
    return gevuld


def _uit_csv(ruw: bytes, scheiding: str) -> Iterator[Rij]:
    tekst = _ontcijfer(ruw)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding or _scheiding_van(tekst), strict=True)
    begin = 1
    try:
        for velden in lezer:
            yield Rij(begin, _kort([netjes(veld).strip() for veld in velden]))
            begin = lezer.line_num + 1
    except csv.Error:
        raise OngeldigeInvoer(
            f"Vanaf regel {begin} is het bestand niet te lezen: daar staat een aanhalingsteken of een teken dat er niet"
            " hoort. Bewaar de lijst opnieuw vanuit uw rekenprogramma."
        ) from None


def _ontcijfer(ruw: bytes) -> str:
    """UTF-8 en UTF-16 met een BOM, UTF-8 zonder, en anders wat Excel in Nederland van een CSV maakt."""
    if ruw.startswith((b"\xff\xfe", b"\xfe\xff")):
        codering = "utf-16"
    else:
        try:
            return ruw.decode("utf-8-sig")
        except UnicodeDecodeError:
            codering = "cp1252"
    try:
        return ruw.decode(codering)
    except UnicodeDecodeError:
        raise OngeldigeInvoer("De letters in het bestand zijn niet te lezen. Bewaar het als 'CSV UTF-8'.") from None


def _scheiding_van(tekst: str) -> str:
    kop = next((regel for regel in tekst.splitlines() if regel.strip()), "")
    if not any(teken in kop for teken in SCHEIDINGEN):
        return SCHEIDINGEN[0]  # one column: there is nothing to separate
    try:
        return csv.Sniffer().sniff(kop, delimiters=SCHEIDINGEN).delimiter
    except csv.Error:
        raise OngeldigeInvoer(
            "Aan de kop is niet te zien welk teken de kolommen scheidt; noem het met --scheiding."
        ) from None


def _uit_excel(ruw: bytes, blad: str) -> Iterator[Rij]:
    boek = _open(ruw)
    try:
        bladen = [b for b in boek.worksheets if b.sheet_state == "visible"]
        if blad:
            bladen = [b for b in bladen if b.title.casefold() == blad.casefold()]
        if not bladen:
            raise OngeldigeInvoer(
                "Dit werkblad staat niet in het bestand." if blad else "Er is geen zichtbaar werkblad."
            )
        if len(bladen) > 1:
            raise OngeldigeInvoer("Het bestand heeft meer dan één werkblad; noem er een met --blad.")
        bladen[0].reset_dimensions()  # a file may say that it is smaller than it is
        vars(bladen[0])["_shared_strings"] = _Teksten(vars(bladen[0])["_shared_strings"])
        # One column more than there may be, so that it is seen; what a file leaves out below is filled in, row by row.
        for nummer, cellen in enumerate(bladen[0].iter_rows(max_col=MEESTE_CELLEN + 1), start=1):
            if nummer > LAAGSTE_RIJ:
                raise OngeldigeInvoer(
                    f"Er staat iets onder rij {LAAGSTE_RIJ}; kopieer de lijst naar een nieuw bestand."
                )
            yield Rij(nummer, _kort([_cel(cel.value, cel.data_type) for cel in cellen]))
    except (LookupError, ValueError, TypeError, SyntaxError, zipfile.BadZipFile):
        # What openpyxl and the XML parser raise on a file that was cut off or made by hand.
        raise _niet_te_openen() from None
    finally:
        boek.close()


@dataclass(frozen=True, slots=True)
class _Teksten:
    """De teksten waar een cel met een nummer naar wijst; van achteren tellen is geen nummer."""

    teksten: Sequence[str]

    def __getitem__(self, nummer: int) -> str:
        if nummer < 0:
            raise IndexError
        return self.teksten[nummer]


def _open(ruw: bytes) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as zip_:
            uitgepakt = sum(deel.file_size for deel in zip_.infolist())
        if uitgepakt > HOOGSTE_UITGEPAKT:
            raise OngeldigeInvoer("Het bestand is uitgepakt te groot; kopieer alleen de lijst naar een nieuw bestand.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which nobody reads here
            return openpyxl.load_workbook(io.BytesIO(ruw), read_only=True, data_only=False, keep_links=False)
    except (LookupError, ValueError, TypeError, SyntaxError, OSError, zipfile.BadZipFile):
        raise _niet_te_openen() from None


def _niet_te_openen() -> OngeldigeInvoer:
    return OngeldigeInvoer("Dit Excelbestand is beschadigd of niet te lezen. Bewaar het opnieuw als .xlsx.")


def _cel(waarde: object, soort: str) -> Cel:
    if soort == "f":
        return Onwaarde.FORMULE
    if soort == "e":
        return Onwaarde.FOUT
    match waarde:
        case None:
            return ""
        case datetime():
            return waarde.date()
        case date() | int() | float() if not isinstance(waarde, bool):
            return waarde
    return netjes(str(waarde)).strip()


def _kort(cellen: Sequence[Cel]) -> tuple[Cel, ...]:
    """Zonder de lege cellen aan het einde: Excel bewaart er soms duizenden."""
    einde = next((i for i in range(len(cellen), 0, -1) if cellen[i - 1] != ""), 0)
    return tuple(cellen[:einde])

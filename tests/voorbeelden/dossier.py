"""Personen, dossiers, termijnen en werk. Een fabriek maakt zelf wat zij nodig heeft als het niet is gegeven."""

import os
from datetime import UTC, date, datetime
from uuid import UUID

from core.law.fasen import Fase
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id, nieuw_kenmerk
from core.process.dossier.namen import zoeknaam
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zoeken import leg_sleutels_vast
from tests.voorbeelden.invoegen import voeg_in

TOEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def persoon(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "voornamen": "Amina",
        "geslachtsnaam": "Voorbeeld",
        "naam_zoek": zoeknaam("Voorbeeld"),
        "geboortedatum": "1990-04-01",
        "straat": "Dorpsstraat",
        "huisnummer": "1",
        "postcode": "3601AA",
        "plaats": "Maarssen",
        "inschrijving_op": date(2026, 1, 12),
    }
    await voeg_in(tx, "persoon", waarden | anders)
    return id_


async def persoon_zoek(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    """Eén sleutel; alle sleutels van een naam legt `zoeken.py` vast."""
    persoon_id = persoon_id or await persoon(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "persoon_id": persoon_id,
        "soort": 1,
        "nr": 1,
        "sleutel": "voorbeeld",
        "naam": zoeknaam("Voorbeeld", "Amina"),
    }
    await voeg_in(tx, "persoon_zoek", waarden | anders)
    return persoon_id


async def vindbaar(tx: Tx, geslachtsnaam: str, voornamen: str = "", voorvoegsel: str = "") -> UUID:
    """Iemand met een dossier, en vindbaar op deze naam."""
    naam = {"voornamen": voornamen, "voorvoegsel": voorvoegsel, "geslachtsnaam": geslachtsnaam}
    id_ = await persoon(tx, **naam, naam_zoek=zoeknaam(geslachtsnaam, voornamen))
    await dossier(tx, persoon_id=id_)
    await leg_sleutels_vast(tx, id_, **naam)
    return id_


async def persoon_nummer(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    """Een nummer met een cijfertekst die bij geen sleutel hoort; een echt nummer legt `personen.py` vast."""
    persoon_id = persoon_id or await persoon(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "persoon_id": persoon_id,
        "soort": "vnummer",
        "cijfer": os.urandom(43),
        "sleutelversie": 1,
        "indexversie": 1,
        "bidx": os.urandom(16),
    }
    await voeg_in(tx, "persoon_nummer", waarden | anders)
    return persoon_id


async def dossier(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "persoon_id": persoon_id or await persoon(tx),
        "kenmerk": nieuw_kenmerk(),
        "fase": str(Fase.PLICHT_GEMELD),
        "let_op": "komt met de bus",
        "geopend_op": TOEN,
    }
    await voeg_in(tx, "dossier", waarden | anders)
    return id_


async def termijn(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "pip",
        "start": date(2026, 3, 2),
        "start_gebeurtenis": "kennisgeving",
        "ruw_einde": date(2026, 5, 11),
        "einde": date(2026, 5, 11),
        "atw": True,
        "grond": "art. 15 Wi2021",
        "uitleg": '["tien weken na de kennisgeving"]',
        "besluit_bekend": True,
        "bron": "recht",
        "status": "lopend",
        "recht_versie": "proef",
        "bepaald_op": TOEN,
    }
    await voeg_in(tx, "termijn", waarden | anders)
    return id_


async def werkitem(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": str(Soort.PIP_VASTSTELLEN),
        "omschrijving": "Stel het PIP vast",
        "grond": "art. 15 Wi2021",
        "sleutel": f"{Soort.PIP_VASTSTELLEN}:{id_}",
        "ontstaan_op": TOEN,
    }
    await voeg_in(tx, "werkitem", waarden | anders)
    return id_

"""Personen, hoe zij eerder heetten en woonden, en waarop zij te vinden zijn."""

from datetime import UTC, date, datetime
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.process.dossier.namen import zoeknaam
from tests.voorbeelden.invoegen import voeg_in

TOEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def persoon(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "voornamen": "Amina",
        "geslachtsnaam": "Voorbeeld",
        "naam": "Amina Voorbeeld",
        "aanschrijfnaam": "A. Voorbeeld",
        "aanhef": "Geachte mevrouw Voorbeeld",
        "naam_zoek": zoeknaam("Voorbeeld"),
        "geboortedatum": "1990-04-01",
        "adressoort": "adres",
        "adresregel1": "Dorpsstraat 1",
        "adresregel2": "3601 AA  MAARSSEN",
        "inschrijving_op": date(2026, 1, 12),
    }
    await voeg_in(tx, "persoon", waarden | anders)
    return id_


async def eerdere_naam(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "persoon_id": persoon_id or await persoon(tx),
        "voornamen": "Amina",
        "voorvoegsel": "",
        "geslachtsnaam": "Vroeger",
        "naam": "Amina Vroeger",
        "aanschrijfnaam": "A. Vroeger",
        "vervangen_op": TOEN,
    }
    await voeg_in(tx, "eerdere_naam", waarden | anders)
    return id_


async def eerder_adres(tx: Tx, *, persoon_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "persoon_id": persoon_id or await persoon(tx),
        "adressoort": "adres",
        "adresregel1": "Kade 3",
        "adresregel2": "3601 AB  MAARSSEN",
        "adresregel3": "",
        "geheimhouding": True,
        "vanaf": "2024-05",
        "tot": "2026-02-27",
        "vervangen_op": TOEN,
    }
    await voeg_in(tx, "eerder_adres", waarden | anders)
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

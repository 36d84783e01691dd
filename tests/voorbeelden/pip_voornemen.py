"""Het voornemen van een PIP dat zonder de persoon is gemaakt; zijn proef staat in die van de stap PIP."""

from datetime import date
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.process.wereld import Wereld
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Verzoek

ZIENSWIJZE = {"wijze": "SCHRIFTELIJK", "ontvangenOp": "2026-03-02", "inhoud": "Ik wil de onderwijsroute."}


async def pip_voornemen(tx: Tx, *, pip_id: UUID, dossier_id: UUID, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "pip_id": pip_id,
        "pip_versie": 1,
        "status": "loopt",
        "opgesteld_op": date(2026, 3, 2),
        "uiterlijk_op": date(2026, 3, 16),
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "pip_voornemen", waarden | anders)
    return id_


async def verhaal(wereld: Wereld) -> None:
    """Ingetrokken, weggelegd, heropend, en na een antwoord vastgesteld."""
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    id_ = await zaak.leg_pip_voor()
    await zaak.leg_pip_voor(id=id_)
    await zaak.bij_voornemen("intrekking", {"motief": "verkeerd concept"})
    await zaak.zie_af_van_voornemen()
    await zaak.bij_voornemen("intrekking", {"motief": "toch eerst vragen"})
    await zaak.leg_pip_voor()
    await zaak.bij_voornemen("weging", {"weging": "x", "versie": 9}, 409)
    await zaak.leg_concept_weg()
    await zaak.haal_concept_terug(1)
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    await zaak.heropen_intake()
    await zaak.rond_intake_af(in_afwezigheid=True)
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    await zaak.zegt_van_voornemen("Ik wil overdag werken.")
    await zaak.zegt_van_voornemen("Ik heb verder niets te zeggen.", isAlles=True)
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    besluit_id = (await zaak.stel_vast(door=wereld.mens("teamleider")))["besluitId"]
    await zaak.stuur("/pip/intrekking", {"besluitId": besluit_id, "motivering": "per vergissing vastgesteld"}, 201)
    rust = await (await Zaak.nieuw(wereld, asiel=False)).tot_afwezig()
    await rust.leg_pip_voor()
    wereld.duo_weet(rust.inwoner, plicht=False, plicht_einde=date(2026, 3, 2), reden="Tijdelijke vrijstelling")
    await wereld.meldt("SS109", rust.inwoner)
    await wereld.werk_af()


async def _voorgelegd(wereld: Wereld) -> tuple[Zaak, str]:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    id_ = await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    return zaak, f"/pip-voornemens/{id_}"


async def leg_voor(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    body = {"id": str(uuid4()), "uiterlijkOp": WERKDAG.isoformat(), "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip-voornemens"), body=body)


async def zie_af(wereld: Wereld) -> Verzoek:
    """In een gemeente die ervoor koos dat dit kan."""
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    body = {"id": str(uuid4()), "grond": "GEGEVENSPLICHT", "motief": "gaf geen gegevens", "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip-voornemens/afziening"), body=body)


async def zeg(wereld: Wereld) -> Verzoek:
    zaak, pad = await _voorgelegd(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"{pad}/zienswijze"), body=ZIENSWIJZE | {"versie": 2})


async def weeg(wereld: Wereld) -> Verzoek:
    zaak, pad = await _voorgelegd(wereld)
    await zaak.zegt_van_voornemen("Ik wil overdag werken.")
    return Verzoek(zaak=zaak, pad=zaak.pad(f"{pad}/weging"), body={"weging": "overgenomen", "versie": 3})


async def trek_in(wereld: Wereld) -> Verzoek:
    zaak, pad = await _voorgelegd(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"{pad}/intrekking"), body={"motief": "hij kwam toch", "versie": 2})

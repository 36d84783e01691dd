"""Het PIP."""

from datetime import date
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.api.leerlingen import Leerling, Merken
from tests.letters import voorbeelden
from tests.process.wereld import Wereld
from tests.process.zaak import PIP, Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Kanarie, Proef, Versie, Verzoek

VANDAAG = "2026-03-02"
DERDE = {"gevraagdAan": "GGD", "wat": "advies", "onmisbaarOmdat": "gezondheid", "gevraagdOp": VANDAAG}
GEWEIGERDE_UREN = {
    "uren": 1,
    "categorie": "PVT",
    "herkomst": "BREDE_INTAKE",
    "toegekend": False,
    "motivering": "te kort",
    "beslotenOp": VANDAAG,
}
"""Zij tellen niet mee, maar hun motivering blijft staan."""


async def pip(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "volgnummer": 1,
        "status": "concept",
        "leerroute": "B",
        "niveau": "B1",
        "ondersteuning": "taalcoach",
    }
    await voeg_in(tx, "pip", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.lees("/pip")
    await zaak.lees("/pip/toets")
    for ontvangen in ({}, {"ontvangenOp": VANDAAG}):
        versie = (await zaak.lees())["versie"]
        await zaak.stuur("/pip/informatie-van-derde", DERDE | ontvangen | {"versie": versie})
    oud = await zaak.km.vraag("PUT", zaak.pad("/pip/concept"), 409, {"versie": 99})
    assert oud["status"] == 409
    await zaak.stel_vast()
    await wereld.werk_af()
    await zaak.lees("/pip")


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.schrijf_pip(participatiewetBeschikkingen=["beschikking"], verrekeningen=[GEWEIGERDE_UREN])
    await zaak.stel_vast()


async def _schrijf(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/concept"), body=PIP)


async def _wacht(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    body = DERDE | {"versie": (await zaak.lees())["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/informatie-van-derde"), body=body)


async def _stel_vast(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/vaststelling"), body={"dagtekening": VANDAAG, "versie": 1})


_VAN_HET_PIP = Versie(tabel="pip", kolom="dossier_id", parameter="dossier_id")
_KAAL: dict[str, object] = {
    "niveau": None,
    "vve": None,
    "hulp": None,
    "participatiewet_beschikkingen": (),
    "afspraken": (),
    "verrekeningen": (),
    "gevolgen": (),
    "voortgangsgesprekken": 1,
    "vervangt": date(2025, 6, 1),
}
"""Een beschikking zonder alles wat mag ontbreken, die een eerdere vervangt."""

PROEF = Proef(
    fabrieken={"pip": pip},
    bereik={
        (Actor.GEMEENTE, "pip"): Bereik(
            leest=None,
            voegt_in=("concept",),
            wijzigt=("concept",),
            naar=("concept", "vastgesteld", "vervallen"),
            waarvoor="een vastgesteld PIP wordt opgevolgd, nooit gewijzigd (I1)",
        ),
    },
    verhaal=_verhaal,
    handelingen={
        "PUT /dossiers/{dossier_id}/pip/concept": _schrijf,
        "POST /dossiers/{dossier_id}/pip/informatie-van-derde": _wacht,
        "POST /dossiers/{dossier_id}/pip/vaststelling": _stel_vast,
    },
    versies={
        "pip/concept": _VAN_HET_PIP,
        "pip/vaststelling": _VAN_HET_PIP,
        "pip/informatie-van-derde": Versie(tabel="dossier", parameter="dossier_id"),
    },
    weegt=dict.fromkeys(("pipDerde", "pipToets", "pipStelVast", "pipWerkBij"), ("400", "409")),
    brieven=lambda: (voorbeelden.pip(), voorbeelden.pip(**_KAAL)),
    kanarie=Kanarie(loop=_loop, gesloten_in_json={"pip.verrekeningen": frozenset({"categorie", "herkomst"})}),
)

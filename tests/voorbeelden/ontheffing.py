"""De ontheffing van de leerbaarheidstoets: gevraagd, verleend, geweigerd en ingetrokken."""

import os
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.api.leerlingen import Leerling, Merken
from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import BEWERKT, HERVERSLEUTELT, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.ontheffing_brieven import brieven
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Cijferproef, Kanarie, Proef, Versie, Verzoek, Zwijgt

VERZOEK = {
    "initiatief": "VERZOEK",
    "gevraagdOp": "2026-03-02",
    "beperking": "VISUEEL",
    "bewijs": "VERKLARING_DESKUNDIGE",
    "bewijsOp": "2026-02-20",
}
WEIGERING: dict[str, Any] = {
    "verlenen": False,
    "aangetoond": False,
    "motivering": "Uit het gesprek bleek geen beperking.",
    "wijktAf": True,
    "gelegenheid": {
        "gegevenOp": "2026-03-02",
        "uiterlijkOp": "2026-03-16",
        "zienswijze": {
            "wijze": "MONDELING",
            "ontvangenOp": "2026-03-02",
            "inhoud": "Ik zie alleen van dichtbij.",
            "isAlles": True,
        },
    },
}


async def lbt_ontheffing(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "initiatief": "VERZOEK",
        "gevraagd_op": date(2026, 3, 2),
        "status": "loopt",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "lbt_ontheffing", waarden | anders)
    return id_


async def lbt_ontheffing_grond(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    """`tx` draagt het doel brede intake; voor een ander doel is deze tabel dicht."""
    dossier_id = dossier_id or await dossier(tx)
    id_ = await lbt_ontheffing(tx, dossier_id=dossier_id)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "cijfer": os.urandom(64),
        "sleutelversie": 1,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "lbt_ontheffing_grond", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    """Ingetrokken, geweigerd na horen, en ambtshalve verleend; een ander verzoek vervalt en wordt nagevraagd."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_intake()
    id_ = await zaak.vraag_ontheffing()
    await zaak.vraag_ontheffing(id=id_)
    await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "belde zelf", "versie": 1})
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing(door=wereld.mens("teamleider"), **WEIGERING)
    await zaak.vraag_ontheffing(initiatief="AMBTSHALVE")
    await zaak.beslis_ontheffing(409, versie=9)
    await zaak.beslis_ontheffing()
    await zaak.lees("/lbt-ontheffingen")
    await wereld.werk_af()
    vandaag = await wereld.vandaag()
    herdagtekening = await _herdagteken(wereld)
    await _stuur(herdagtekening)
    intrekking = await _maak_bekend_en_trek_in(herdagtekening.zaak)
    for _ in range(2):
        await _stuur(intrekking)
    await intrekking.zaak.lees("/handelingen")
    await wereld.zet_klok(vandaag)
    rust = await (await Zaak.nieuw(wereld, asiel=False)).tot_intake()
    await rust.vraag_ontheffing()
    for code, plicht, einde, reden in (
        ("SS109", False, date(2026, 3, 2), "Tijdelijke vrijstelling"),
        ("SS129", True, None, None),
    ):
        wereld.duo_weet(rust.inwoner, plicht=plicht, plicht_einde=einde, reden=reden)
        await wereld.meldt(code, rust.inwoner)
        await wereld.werk_af()


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"ontheffing_id": await akker.intake.vraag_ontheffing()}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Ingetrokken met een motief, en een tweede verzoek geweigerd; kent hij dat, dan is de toets nog te vragen."""
    id_ = await zaak.vraag_ontheffing()
    await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "belde zelf", "versie": 1})
    id_ = await zaak.vraag_ontheffing()
    sleutels = {"gemeente_id": leerling.gemeente.id, "id": UUID(id_)}
    motivering = merken.geheim("lbt_ontheffing_grond", "cijfer", **sleutels)
    leider = zaak.wereld.mens("teamleider", leerling.gemeente)
    await zaak.beslis_ontheffing(door=leider, **(WEIGERING | {"motivering": motivering}))
    # As if the letter was sent: setting it takes a process of its own.
    bekend = "update meedoen.besluit set bekendgemaakt_op = dagtekening where dossier_id = $1"
    await zaak.wereld.alziend.execute(bekend, zaak.id)


async def _vraag(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/lbt-ontheffingen"), body=VERZOEK | {"id": str(uuid4())})


async def _beslis(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    id_ = await zaak.vraag_ontheffing()
    body = {"verlenen": True, "aangetoond": True, "motivering": "ziet niet", "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/lbt-ontheffingen/{id_}/besluit"), body=body)


async def _trek_in(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    id_ = await zaak.vraag_ontheffing()
    body = {"motief": "belde zelf", "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/lbt-ontheffingen/{id_}/intrekking"), body=body)


async def _herdagteken(wereld: Wereld) -> Verzoek:
    """Een ontheffing die een dag bleef liggen, krijgt de dagtekening van vandaag."""
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    id_ = await zaak.vraag_ontheffing()
    besluit_id = (await zaak.beslis_ontheffing())["besluitId"]
    await wereld.zet_klok(await zaak.over(1))
    pad = zaak.pad(f"/lbt-ontheffingen/{id_}/dagtekening")
    return Verzoek(zaak=zaak, pad=pad, body={"besluitId": besluit_id})


async def _trek_besluit_in(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    return await _maak_bekend_en_trek_in(zaak)


async def _maak_bekend_en_trek_in(zaak: Zaak) -> Verzoek:
    """Een collega trekt een ontheffing in die de persoon al twee weken kent; hij zweeg."""
    wereld = zaak.wereld
    await maak_zonder_pdf(wereld, zaak.id)
    brief = next(
        b for b in await zaak.lees("/brieven") if (b["sjabloon"], b["status"]) == ("ontheffing_lbt", "gemaakt")
    )
    ontheffing = (await zaak.lees("/lbt-ontheffingen"))[-1]
    dag = await wereld.vandaag()
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": dag.isoformat()})
    gelegenheid = {"gegevenOp": dag.isoformat(), "uiterlijkOp": (await zaak.over(14)).isoformat()}
    await wereld.zet_klok(await zaak.over(15))
    body = {"besluitId": ontheffing["besluitId"], "motivering": "van een ander", "horen": {"gelegenheid": gelegenheid}}
    zaak.km = wereld.mens("teamleider")
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/lbt-ontheffingen/{ontheffing['id']}/besluit/intrekking"), body=body)


async def _stuur(verzoek: Verzoek) -> None:
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body, 201)


_EEN_VERZOEK = Versie(tabel="lbt_ontheffing", parameter="ontheffing_id")
PROEF = Proef(
    fabrieken={"lbt_ontheffing": lbt_ontheffing, "lbt_ontheffing_grond": lbt_ontheffing_grond},
    bereik={
        (Actor.GEMEENTE, "lbt_ontheffing"): Bereik(
            leest=None,
            voegt_in=("loopt",),
            wijzigt=("loopt",),
            naar=("verleend", "geweigerd", "ingetrokken", "vervallen"),
            waarvoor="wat beslist is blijft; een nieuw verzoek is een nieuwe rij",
        ),
        (Actor.GEMEENTE, "lbt_ontheffing_grond"): BEWERKT,
        (Actor.SLEUTELS, "lbt_ontheffing_grond"): HERVERSLEUTELT,
    },
    nooit_gefilterd={"lbt_ontheffing_grond": {"cijfer": "bytea"}},
    cijfers={
        "lbt_ontheffing_grond.cijfer": Cijferproef(
            rauw="select id, cijfer from lbt_ontheffing_grond where gemeente_id = $1 order by 1",
            maak=lbt_ontheffing_grond,
        ),
    },
    verhaal=_verhaal,
    parameters={"ontheffing_id": "lbt_ontheffing"},
    zaai=_zaai,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset({"Herdagtekening.motief", "OntheffingIntrekking.motief"}),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/lbt-ontheffingen": _vraag,
        "POST /dossiers/{dossier_id}/lbt-ontheffingen/{ontheffing_id}/besluit": _beslis,
        "POST /dossiers/{dossier_id}/lbt-ontheffingen/{ontheffing_id}/intrekking": _trek_in,
        "POST /dossiers/{dossier_id}/lbt-ontheffingen/{ontheffing_id}/dagtekening": _herdagteken,
        "POST /dossiers/{dossier_id}/lbt-ontheffingen/{ontheffing_id}/besluit/intrekking": _trek_besluit_in,
    },
    versies={f"lbt-ontheffingen/{{ontheffing_id}}/{rest}": _EEN_VERZOEK for rest in ("besluit", "intrekking")},
    weegt=dict.fromkeys(
        (
            "ontheffingVraag",
            "ontheffingBeslis",
            "ontheffingTrekIn",
            "ontheffingHerdagteken",
            "ontheffingIntrekkenTrekIn",
        ),
        ("400", "409"),
    ),
    brieven=brieven,
    kanarie=Kanarie(
        loop=_loop,
        versleuteld={"lbt_ontheffing_grond.cijfer": "het verhaal legt er een merk in vast"},
    ),
)

"""De brede intake: leerbaarheidstoets, verslag en persoonlijke omstandigheden."""

import os
from datetime import date
from uuid import UUID

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import INTAKE, Zaak
from tests.voorbeelden import elders
from tests.voorbeelden.bereik import BEWERKT, HERVERSLEUTELT, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Cijferproef, Kanarie, Proef, Versie, Verzoek, Zwijgt

LBT = {
    "resultaat": "B1-route haalbaar",
    "behaaldeScore": "61,00",
    "benodigdeScore": "55,00",
    "datumAfname": date(2026, 3, 1),
}


async def leerbaarheidstoets(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "status": "resultaat",
        "resultaat": "B1-route haalbaar",
        "afgenomen_op": date(2026, 3, 20),
        "gelezen_op": TOEN,
    }
    await voeg_in(tx, "leerbaarheidstoets", waarden | anders)
    return dossier_id


async def brede_intake(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": nieuw_id(),
        "dossier_id": dossier_id,
        "opleiding_en_werk": "mbo verpleging",
        "verslag": "gesprek gevoerd",
    }
    await voeg_in(tx, "brede_intake", waarden | anders)
    return UUID(str(waarden["id"]))


async def persoonlijke_omstandigheden(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    """`tx` draagt het doel brede intake; voor een ander doel is deze tabel dicht."""
    dossier_id, id_ = dossier_id or await dossier(tx), nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "cijfer": os.urandom(64),
        "sleutelversie": 1,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "persoonlijke_omstandigheden", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    for code, stand in (("SS137", {}), ("SS131", {"lbt": [LBT]})):
        wereld.duo_weet(zaak.inwoner, **stand)
        await wereld.meldt(code, zaak.inwoner)
        await wereld.werk_af()
    await zaak.vul_intake()
    await zaak.leg_intake_weg()
    versie = await zaak.vul_intake()
    await zaak.vul_intake(versie=versie)
    await zaak.km.lees(zaak.pad("/brede-intake?inAfwezigheid=true"))
    await zaak.rond_intake_af()
    await zaak.heropen_intake()
    await zaak.rond_intake_af()
    await zaak.lees("/brede-intake")
    await _een_toets_die_vervalt(wereld)
    await elders.speel(wereld)
    await wereld.vreemde("SS131")


async def _een_toets_die_vervalt(wereld: Wereld) -> None:
    """Een andere gemeente stelde de leerroute al vast, en de persoon was al aangemeld (art. 15 lid 4)."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    await wereld.gebeurt(zaak.inwoner, "SS121")


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    sleutels = {"gemeente_id": leerling.gemeente.id, "dossier_id": zaak.id}
    omstandigheden = merken.geheim("persoonlijke_omstandigheden", "cijfer", **sleutels)
    await zaak.vul_intake(persoonlijkeOmstandigheden=omstandigheden)
    await zaak.rond_intake_af()
    await zaak.wereld.meldt("SS137", zaak.inwoner, gemeente=leerling.gemeente)


async def _leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake"), body=INTAKE)


async def _rond_af(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    versie = await zaak.vul_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake/afronding"), body={"versie": versie})


async def _heropen(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    body = {"motief": "er staat een fout in", "versie": (await zaak.lees("/brede-intake"))["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake/heropening"), body=body)


async def _leg_weg(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    body = {"motief": "van een andere persoon", "versie": await zaak.vul_intake()}
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake/weglegging"), body=body)


async def _vraag_lbt_aan(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake/leerbaarheidstoets"), body={})


_VAN_DE_INTAKE = Versie(tabel="brede_intake", kolom="dossier_id", parameter="dossier_id")


PROEF = Proef(
    fabrieken={
        "brede_intake": brede_intake,
        "leerbaarheidstoets": leerbaarheidstoets,
        "persoonlijke_omstandigheden": persoonlijke_omstandigheden,
    },
    bereik={
        (Actor.GEMEENTE, "brede_intake"): BEWERKT,
        (Actor.GEMEENTE, "persoonlijke_omstandigheden"): BEWERKT,
        (Actor.GEMEENTE, "leerbaarheidstoets"): Bereik(
            leest=None, voegt_in=None, wijzigt=None, naar=None, waarvoor="wat DUO het laatst gaf, vervangt wat er stond"
        ),
        (Actor.SLEUTELS, "persoonlijke_omstandigheden"): HERVERSLEUTELT,
    },
    nooit_gefilterd={
        "brede_intake": {"lokale_antwoorden": "jsonb"},
        "persoonlijke_omstandigheden": {"cijfer": "bytea"},
    },
    cijfers={
        "persoonlijke_omstandigheden.cijfer": Cijferproef(
            rauw="select id, cijfer from persoonlijke_omstandigheden where gemeente_id = $1 order by 1",
            maak=persoonlijke_omstandigheden,
        ),
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {
                "EldersIngetrokkenIn.kenmerk",
                "EldersIngetrokkenIn.toelichting",
                "EldersPlanIn.toelichting",
                "EldersPlanTerugname.motief",
                "EldersTerugname.motief",
                "IntakeHeropening.motief",
                "IntakeIn.arbeidsmogelijkheden",
                "IntakeIn.bronnenBijAfwezigheid",
                "IntakeIn.eigenWoorden",
                "IntakeIn.lbtMotivering",
                "IntakeIn.lokaleAntwoorden[0].antwoorden[0].waarde",
                "IntakeIn.onderwijsrouteOnderzoek",
                "IntakeIn.opleidingEnWerk",
                "IntakeIn.persoonlijkeOmstandigheden",
                "IntakeIn.sterkePunten",
                "IntakeIn.taalniveau",
                "IntakeIn.verslag",
                "IntakeIn.vve",
                "IntakeIn.wensen",
                "IntakeIn.zelfredzaamheid",
                "IntakeWeglegging.motief",
            }
        ),
        Zwijgt.NAAM_OF_NUMMER: frozenset(
            {"IntakeIn.lokaleAntwoorden[0].antwoorden[0].vraag", "IntakeIn.lokaleAntwoorden[0].lijst"}
        ),
    },
    handelingen={
        "PUT /dossiers/{dossier_id}/brede-intake": _leg_vast,
        "POST /dossiers/{dossier_id}/brede-intake/afronding": _rond_af,
        "POST /dossiers/{dossier_id}/brede-intake/heropening": _heropen,
        "POST /dossiers/{dossier_id}/brede-intake/weglegging": _leg_weg,
        "POST /dossiers/{dossier_id}/brede-intake/leerbaarheidstoets": _vraag_lbt_aan,
        "POST /dossiers/{dossier_id}/pip-van-elders/intrekkingen": elders.leg_vast,
        "POST /dossiers/{dossier_id}/pip-van-elders/intrekkingen/{intrekking_id}/terugname": elders.neem_terug,
        "POST /dossiers/{dossier_id}/pip-van-elders/plannen": elders.een_vast_te_leggen_plan,
        "POST /dossiers/{dossier_id}/pip-van-elders/plannen/{plan_id}/terugname": elders.een_terug_te_nemen_plan,
    },
    versies={
        "brede-intake": _VAN_DE_INTAKE,
        "brede-intake/afronding": _VAN_DE_INTAKE,
        "brede-intake/heropening": _VAN_DE_INTAKE,
        "brede-intake/weglegging": _VAN_DE_INTAKE,
    },
    weegt={
        "bredeIntakeWerkBij": ("400", "409"),
        "pipVanEldersLegVast": ("400", "409"),
        "pipVanEldersNeemTerug": ("404", "409"),
        "eldersPlanLegVast": ("400", "409"),
        "eldersPlanNeemTerug": ("404", "409"),
    },
    kanarie=Kanarie(
        loop=_loop,
        leeg={
            "brede_intake.lokale_antwoorden": [
                {
                    "lijst": "tekst",
                    "versie": 1,
                    "antwoorden": {"vraag": "tekst"},
                    "titel": "tekst",
                    "afdruk": "tekst",
                    "gesteld": {"vraag": {"vraag": "tekst", "keuze": "tekst"}},
                }
            ],
        },
        versleuteld={"persoonlijke_omstandigheden.cijfer": "het verhaal legt er een merk in vast"},
    ),
)

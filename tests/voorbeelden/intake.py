"""De brede intake: leerbaarheidstoets, oproep, verslag en persoonlijke omstandigheden."""

import os
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.letters.gegevens import Geadresseerde
from core.platform.tenancy import Actor
from core.process.intake.brief import AfspraakIntake, OproepBrief, Rechtsmiddel
from tests.api.leerlingen import Leerling, Merken
from tests.letters.voorbeelden import BEZWAAR, brief
from tests.process.wereld import Wereld
from tests.process.zaak import INTAKE, Zaak
from tests.voorbeelden.bereik import BEWERKT, HERVERSLEUTELT, Bereik
from tests.voorbeelden.dossier import TOEN, dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Akker, Cijferproef, Kanarie, Proef, Versie, Verzoek

OPROEP = {"termijnLaatsteDag": "2026-03-16", "afspraakOp": "2026-03-12T09:00:00Z", "plaats": "Endelhovenlaan 1"}
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


async def oproep(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "nummer": 1,
        "verzonden_op": date(2026, 3, 2),
        "termijn_tot": date(2026, 3, 16),
        "afspraak_op": datetime(2026, 3, 16, 9, 0, tzinfo=UTC),
        "plaats": "Endelhovenlaan 1, Maarssen",
        "met_waarschuwing": False,
        "grond": "art. 14 Wi2021",
        "opgeroepen_door": tx.medewerker_id,
    }
    await voeg_in(tx, "oproep", waarden | anders)
    return id_


async def brede_intake(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "opleiding_en_werk": "mbo verpleging",
        "verslag": "gesprek gevoerd",
    }
    await voeg_in(tx, "brede_intake", waarden | anders)
    return dossier_id


async def persoonlijke_omstandigheden(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    """`tx` draagt het doel brede intake; voor een ander doel is deze tabel dicht."""
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "cijfer": os.urandom(64),
        "sleutelversie": 1,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "persoonlijke_omstandigheden", waarden | anders)
    return dossier_id


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.lees("/oproepen/voorstel")
    id_ = str(uuid4())
    for _ in range(2):
        await zaak.roep_op(id=id_)
    await zaak.verschijnt()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    for code, stand in (("SS137", {}), ("SS131", {"lbt": [LBT]})):
        wereld.duo_weet(zaak.inwoner, **stand)
        await wereld.meldt(code, zaak.inwoner)
        await wereld.werk_af()
    versie = await zaak.vul_intake()
    await zaak.vul_intake(versie=versie)
    await zaak.km.lees(zaak.pad("/brede-intake?inAfwezigheid=true"))
    await zaak.rond_intake_af()
    await zaak.lees("/oproepen")
    await zaak.lees("/brede-intake")
    await wereld.vreemde("SS131")


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"oproep_id": (await akker.intake.lees("/oproepen"))[-1]["id"]}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    sleutels = {"gemeente_id": leerling.gemeente.id, "dossier_id": zaak.id}
    omstandigheden = merken.geheim("persoonlijke_omstandigheden", "cijfer", **sleutels)
    await zaak.vul_intake(persoonlijkeOmstandigheden=omstandigheden)
    await zaak.rond_intake_af()
    await zaak.wereld.meldt("SS137", zaak.inwoner, gemeente=leerling.gemeente)


async def _roep_op(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/oproepen"), body=OPROEP | {"id": str(uuid4())})


async def _uitkomst(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    [oproep] = await zaak.lees("/oproepen")
    body = {"uitkomst": "VERSCHENEN", "versie": oproep["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/oproepen/{oproep['id']}/uitkomst"), body=body)


async def _leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake"), body=INTAKE)


async def _rond_af(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    versie = await zaak.vul_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake/afronding"), body={"versie": versie})


async def _vraag_lbt_aan(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/brede-intake/leerbaarheidstoets"), body={})


_VAN_DE_INTAKE = Versie(tabel="brede_intake", kolom="dossier_id", parameter="dossier_id")


def oproepbrief(nummer: int = 2, **anders: object) -> OproepBrief:
    """De eerste, tweede of derde oproep; de tweede is de waarschuwing met een bezwaarclausule."""
    velden: dict[str, object] = {
        "geadresseerde": Geadresseerde(
            naamregel="De heer J. Nguyễn", adresregels=("Dorpsweg 3", "1234 EF Voorbeeldstad")
        ),
        "kenmerk": "INT-2026-000456",
        "dagtekening": date(2026, 1, 12),
        "aanhef": "Beste meneer Nguyễn",
        "gronden": ("art. 14, eerste lid, Wet inburgering 2021",),
        "oproep": nummer,
        "afspraak": AfspraakIntake(
            dag=date(2026, 1, 22),
            tijd="10.00 uur",
            plaats=("Stadhuis, kamer 2.14", "Stadhuisplein 1, Voorbeeldstad"),
            uiterste_dag=date(2026, 1, 30),
        ),
        "gevolgen": ("Komt u niet? Dan ontvangt u van ons een nieuwe brief.",),
        "meenemen": ("uw paspoort of verblijfsdocument", "uw diploma's, als u die hebt"),
    }
    if nummer == 2:
        velden |= {
            "waarschuwing": "Komt u ook nu niet of werkt u niet mee? Dan kunnen wij u een boete geven van 250 euro.",
            "rechtsmiddel": Rechtsmiddel.BEZWAARCLAUSULE,
            "bezwaar": BEZWAAR,
        }
    return brief(OproepBrief, **(velden | anders))


PROEF = Proef(
    fabrieken={
        "brede_intake": brede_intake,
        "leerbaarheidstoets": leerbaarheidstoets,
        "oproep": oproep,
        "persoonlijke_omstandigheden": persoonlijke_omstandigheden,
    },
    bereik={
        (Actor.GEMEENTE, "oproep"): Bereik(
            leest=None,
            voegt_in=("OPEN",),
            wijzigt=("OPEN",),
            naar=None,
            waarvoor="een uitkomst wordt eenmaal vastgelegd",
        ),
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
            rauw="select dossier_id as id, cijfer from persoonlijke_omstandigheden where gemeente_id = $1 order by 1",
            maak=persoonlijke_omstandigheden,
        ),
    },
    verhaal=_verhaal,
    handelingen={
        "POST /dossiers/{dossier_id}/oproepen": _roep_op,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/uitkomst": _uitkomst,
        "PUT /dossiers/{dossier_id}/brede-intake": _leg_vast,
        "POST /dossiers/{dossier_id}/brede-intake/afronding": _rond_af,
        "POST /dossiers/{dossier_id}/brede-intake/leerbaarheidstoets": _vraag_lbt_aan,
    },
    parameters={"oproep_id": "oproep"},
    zaai=_zaai,
    versies={
        "oproepen/{oproep_id}/uitkomst": Versie(tabel="oproep", parameter="oproep_id"),
        "brede-intake": _VAN_DE_INTAKE,
        "brede-intake/afronding": _VAN_DE_INTAKE,
    },
    weegt={
        "oproepRoepOp": ("400", "409"),
        "oproepUitkomst": ("400", "409"),
        "bredeIntakeWerkBij": ("400", "409"),
    },
    brieven=lambda: (
        oproepbrief(1),
        oproepbrief(2),
        oproepbrief(2, rechtsmiddel=Rechtsmiddel.GEEN_BEZWAAR_WEL_TEGEN_BOETE, bezwaar=None),
        oproepbrief(3, meenemen=()),
    ),
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

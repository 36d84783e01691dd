"""Wat er volgt uit wat bij DUO gelezen is: een overgang, of werk voor een mens dat het feit noemt."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from core.integrations.duo.gebeurtenissen import Hulpbron
from core.integrations.duo.lezen import Onleesbaar
from core.law.fasen import AFGESLOTEN
from core.law.nieuwe_termijn import tel_nieuwe_termijnen
from core.law.termijn import Termijnsoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.bewaren import Verschil as Gelezen
from core.process.aanmelding.bewaren import lees_gegevens
from core.process.aanmelding.gegevens import Gegeven
from core.process.aanmelding.lezingen import NULMETING
from core.process.aanmelding.rijen import Verschil
from core.process.aanmelding.tables import Gegevensoort, Verschilsoort
from core.process.aanmelding.verschillen import is_intussen_gemeld, noteer, sleutel_bron
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.plicht import stel_nieuwe_termijn
from core.process.dossier.rijen import DossierRij
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import meld

_EINDEN = """
select distinct einde from meedoen.termijn where gemeente_id = $1 and dossier_id = $2 and soort = $3 and bron = 'duo'"""
_ONDERDELEN = {
    "KNM": "Kennis van de Nederlandse Maatschappij",
    "LE": "lezen",
    "LU": "luisteren",
    "SC": "schrijven",
    "SP": "spreken",
}
_WAT = {
    Gegevensoort.GEDEELTELIJKE_VRIJSTELLING: "gedeeltelijke vrijstelling",
    Gegevensoort.GEDEELTELIJKE_ONTHEFFING: "gedeeltelijke ontheffing",
}


async def aantal_nieuwe_termijnen(tx: Tx, rij: DossierRij, *, nu: date | None = None) -> int:
    """Hoeveel nieuwe termijnen DUO stelde (T13, T27); `nu` is het einde dat zij geeft, als dat nog niet bewaard is."""
    gelezen = await lees_gegevens(tx, rij.id, Gegevensoort.BOETE, Gegevensoort.TERMIJNEINDE)
    boetes = {g.dag for g in gelezen if g.soort is Gegevensoort.BOETE and g.dag is not None}
    einden = {g.dag for g in gelezen if g.soort is Gegevensoort.TERMIJNEINDE and g.dag is not None}
    bewaard = await tx.fetch(_EINDEN, tx.gemeente_id, rij.id, str(Termijnsoort.TERMIJN))
    einden |= {r["einde"] + timedelta(days=1) for r in bewaard}
    if rij.termijn_tot is not None:
        einden.add(rij.termijn_tot)
    return tel_nieuwe_termijnen(boetes=boetes, eerder=einden, einde=nu or rij.termijn_tot)


async def volg_nieuwe_termijn(tx: Tx, huis: Huis, zaak: Zaak) -> Zaak:
    """Stelde DUO na een boete een nieuwe termijn, dan staat de zaak daar ook in."""
    if await aantal_nieuwe_termijnen(tx, zaak.rij) == 0:
        return zaak
    zaak, voorvallen = await stel_nieuwe_termijn(tx, zaak)
    for voorval in voorvallen:
        await meld(tx, huis, zaak, voorval)
    return zaak


async def weeg_verleend(tx: Tx, zaak: Zaak, verschil: Gelezen) -> None:
    """Een gedeeltelijke vrijstelling of ontheffing raakt het PIP (SS117, SS119); is zij ingetrokken, dan niet meer."""
    for gegeven in verschil.weg:
        if gegeven.verleend:
            await werkvoorraad.klopt_niet_meer(
                tx, Soort.NAVRAGEN, _sleutel(zaak.id, gegeven), "DUO geeft deze beslissing niet meer"
            )
    if zaak.rij.fase in AFGESLOTEN:
        return
    for gegeven in verschil.erbij:
        if gegeven.verleend:
            await werkvoorraad.zet_klaar(
                tx,
                Soort.NAVRAGEN,
                omschrijving=f"{_zin(gegeven)} Ga na of de intake of het PIP daarop moet worden aangepast.",
                grond="art. 17 lid 2 Wi2021",
                sleutel=_sleutel(zaak.id, gegeven),
                dossier_id=zaak.id,
            )


async def reik_certificaat_uit(tx: Tx, zaak: Zaak) -> None:
    """SS141: het college reikt het certificaat in persoon uit (art. 3.18 lid 2 Ri2021). Eén keer is genoeg."""
    tekst = (
        "DUO meldt dat aan de zelfredzaamheidsroute is voldaan en dat de tekst van het certificaat klaarstaat."
        " Haal haar op bij DUO en reik het certificaat in persoon uit."
    )
    sleutel = f"{zaak.id}:certificaat"
    if await werkvoorraad.is_afgehandeld(tx, Soort.NAVRAGEN, sleutel=sleutel, omschrijving=tekst):
        return
    await werkvoorraad.zet_klaar(
        tx, Soort.NAVRAGEN, omschrijving=tekst, grond="art. 3.18 lid 2 Ri2021", sleutel=sleutel, dossier_id=zaak.id
    )


async def meld_onleesbaar(tx: Tx, dossier_id: UUID, bron: Hulpbron, mis: Collection[Onleesbaar]) -> None:
    """C11: wat DUO gaf en niet te lezen is, blijft als tekst bij een mens; is het weer te lezen, dan sluit dat."""
    sleutel = f"{dossier_id}:onleesbaar:{bron}"
    if not mis:
        await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, sleutel, "wat DUO geeft is nu te lezen")
        return
    velden = "; ".join(f"{g.veld or 'het geheel'}: “{g.tekst}”" for g in mis)
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"DUO geeft bij {bron} iets wat Meedoen niet kent ({velden}). De rest is gelezen; dit is gebleven zoals het"
            " was. Vraag DUO wat zij bedoelt, en meld het bij de beheerder."
        ),
        grond="art. 34 Wi2021",
        sleutel=sleutel,
        dossier_id=dossier_id,
    )


async def meld_verschil(
    tx: Tx, zaak: Zaak, bron: Hulpbron, anders: Iterable[str], *, lezing: Mapping[str, object]
) -> None:
    """Er was bij DUO iets anders zonder dat zij het meldde; Meedoen nam het over, en een mens weet het.

    `anders` noemt per verschil wat er was en wat er nu is. `lezing` is de inhoud van de taak die las: bij de nulmeting
    komt het alleen in de lijst.
    """
    velden = "; ".join(anders)
    if not velden or zaak.rij.fase in AFGESLOTEN or await is_intussen_gemeld(tx, zaak.id, bron):
        return
    wat = (
        f"Bij het vergelijken met DUO was iets anders dan in dit dossier, zonder dat DUO het meldde: {velden}. Meedoen"
        " heeft overgenomen wat DUO geeft. Ga na of er daardoor iets te doen is."
    )
    nulmeting = NULMETING.items() <= lezing.items()
    await noteer(tx, zaak.id, Verschil(soort=Verschilsoort.BRON, onderwerp=bron, wat=wat), nulmeting=nulmeting)
    if nulmeting:
        return
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=wat,
        grond="art. 34 Wi2021",
        sleutel=sleutel_bron(zaak.id, bron),
        dossier_id=zaak.id,
    )


def _sleutel(dossier_id: UUID, gegeven: Gegeven) -> str:
    return f"{dossier_id}:{gegeven.soort}:{gegeven.dag}:{gegeven.onderdeel}"


def _zin(gegeven: Gegeven) -> str:
    op = "" if gegeven.dag is None else f" op {gegeven.dag:%d-%m-%Y}"
    van = f" voor {_ONDERDELEN.get(gegeven.onderdeel, gegeven.onderdeel)}" if gegeven.onderdeel else ""
    uren = "" if gegeven.aantal is None else f", met {gegeven.aantal} uur participatie als grens"
    return f"DUO verleende{op} {_WAT[gegeven.soort]}{van}{uren}."

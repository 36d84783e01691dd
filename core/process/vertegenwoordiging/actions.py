"""Vertegenwoordiging vastleggen, haar bewijs, en haar einde. Niets wordt gewist, en niets komt uit de BRP alleen.

Aan wie een brief gaat, beslist `core.law.adresboek`; wie hier staat telt pas met bewijs. Trad hij al op toen er een
brief wegging, dan wordt die nagekeken.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from core.fouten import Conflict, Gebrek, NietGevonden, NoemtNummer, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.aanschrijven import OVERLEDEN, ZORGVULDIG
from core.law.gebreken import IN_DE_TOEKOMST
from core.law.recht import Recht
from core.law.vertegenwoordigen import HOOGSTE_AANTAL, Optreden, toets_optreden, waarschuw_bij_meer
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.letters.brieftekst import gebreken_in
from core.platform.letters.gegevens import Geadresseerde
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import eerder
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.eerder import OvernameIn
from core.process.dossier.personen import is_nummer_van_iemand
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.vertegenwoordiging import overnemen
from core.process.vertegenwoordiging.opslag import lees_geldende
from core.process.vertegenwoordiging.rijen import VertegenwoordigingRij
from core.process.vertegenwoordiging.tables import Vertegenwoordiging
from core.process.vertegenwoordiging.vragen import sluit_wat_niet_meer_speelt, vraagsleutel


async def leg_vast(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    vertegenwoordiging_id: UUID,
    optreden: Optreden,
    *,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Leg vast wie voor de persoon optreedt. Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: er mankeert iets aan wat er staat; alle gebreken tegelijk.
        VoorwaardeNietVervuld: de persoon is overleden.
        Conflict: onder dit id staat al iets anders, of er staan er al te veel open.
        NietBevestigd: er treedt in die tijd al zo iemand op, en dat is niet bevestigd.
    """
    zaak = await neem_dossier(tx, dossier_id)
    staat = await _lees(tx, vertegenwoordiging_id)
    if staat is not None:
        _eis_dezelfde(tx, staat, dossier_id, optreden)
        return
    persoon = await lees_persoon(tx, zaak.rij)
    if persoon.overleden:
        raise VoorwaardeNietVervuld("Voor wie overleden is treedt niemand meer op.", gebreken=(OVERLEDEN,))
    vandaag = await tx.vandaag()
    van_iemand = await is_nummer_van_iemand(tx, huis, optreden.telefoon)
    gebreken = _gebreken(
        optreden,
        persoon.geboortedatum,
        vandaag=vandaag,
        recht=huis.recht_van(tx.gemeente_id),
        is_nummer_van_iemand=van_iemand,
    )
    if gebreken:
        fout = NoemtNummer if van_iemand else OngeldigeInvoer
        raise fout("De vertegenwoordiging klopt niet.", gebreken=gebreken)
    await _zet(tx, huis, zaak, vertegenwoordiging_id, optreden, bevestigd=bevestigd)
    await overnemen.volg(tx, huis, zaak.rij)
    await huis.proces.kijkt_verzonden_brieven_na(tx, huis, zaak)
    await _log(tx, huis, "vertegenwoordiging.vastleggen", zaak.id, vertegenwoordiging_id, ["soort", "vanaf", "bewijs"])


async def neem_over(
    tx: Tx, huis: Huis, dossier_id: UUID, overname: OvernameIn, *, bevestigd: tuple[Waarschuwingssoort, ...] = ()
) -> None:
    """Neem over wie in de eerdere zaak optreedt, met bron, dag en bewijs. Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: er is iets bij wat niet over te nemen is.
        Conflict: onder dit id is al iets anders overgenomen, of er staan er al te veel open.
        NietBevestigd: er treedt in die tijd al zo iemand op, en dat is niet bevestigd.
    """
    zaak = await neem_dossier(tx, dossier_id)
    waar = (Vertegenwoordiging.gemeente_id == tx.gemeente_id) & (Vertegenwoordiging.overname_id == overname.id)
    al = await tx.lees_als(VertegenwoordigingRij, VertegenwoordigingRij.select().where(waar))
    staat = [(rij.dossier_id, rij.overgenomen_van, rij.vastgelegd_door) for rij in al]
    if eerder.is_herhaling(tx, dossier_id, overname.van, staat):
        return
    lijst = await overnemen.lees_over_te_nemen(tx, huis, zaak.rij)
    eerder.eis_aangeboden(overname.van, [rij.id for rij in lijst])
    for rij in [rij for rij in lijst if rij.id in overname.van]:
        nieuw = nieuw_id()
        await _zet(
            tx,
            huis,
            zaak,
            nieuw,
            rij.optreden,
            bevestigd=bevestigd,
            overgenomen_van=rij.id,
            overname_id=overname.id,
        )
        await huis.logboek.schrijf(
            tx,
            "vertegenwoordiging.overnemen",
            "vertegenwoordiging",
            object_id=nieuw,
            dossiers=[dossier_id, rij.dossier_id],
            velden=["soort", "vanaf", "bewijs"],
        )
    await overnemen.volg(tx, huis, zaak.rij)
    await huis.proces.kijkt_verzonden_brieven_na(tx, huis, zaak)


async def leg_bewijs_vast(
    tx: Tx, huis: Huis, dossier_id: UUID, vertegenwoordiging_id: UUID, *, bewijs: str, gezien_op: date, versie: int
) -> None:
    """Leg vast welk bewijs er is gezien; vanaf nu telt de vertegenwoordiging.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
        VersieConflict: iemand anders was eerder.
        VoorwaardeNietVervuld: zij is beëindigd.
        OngeldigeInvoer: de dag ligt in de toekomst.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await _neem(tx, dossier_id, vertegenwoordiging_id, versie)
    if gezien_op > await tx.vandaag():
        raise OngeldigeInvoer("Het bewijs klopt niet.", gebreken=(_toekomst("gezienOp"),))
    await _wijzig(tx, rij, {Vertegenwoordiging.bewijs: bewijs.strip(), Vertegenwoordiging.bewijs_gezien_op: gezien_op})
    await _sluit_vragen(tx, rij, afhandeling="het bewijs is vastgelegd")
    await huis.proces.kijkt_verzonden_brieven_na(tx, huis, zaak)
    await _log(tx, huis, "vertegenwoordiging.bewijs", dossier_id, rij.id, ["bewijs", "bewijs_gezien_op"])


async def beeindig(
    tx: Tx, huis: Huis, dossier_id: UUID, vertegenwoordiging_id: UUID, *, op: date, reden: str, versie: int
) -> None:
    """De vertegenwoordiging is voorbij, of had er niet moeten staan; zij blijft te lezen.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
        VersieConflict: iemand anders was eerder.
        VoorwaardeNietVervuld: zij is al beëindigd.
        OngeldigeInvoer: de dag ligt in de toekomst.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await _neem(tx, dossier_id, vertegenwoordiging_id, versie)
    if op > await tx.vandaag():
        raise OngeldigeInvoer("Het einde klopt niet.", gebreken=(_toekomst("op"),))
    await eindig(tx, huis, zaak, rij, op=op, reden=reden.strip())
    await _log(tx, huis, "vertegenwoordiging.beeindigen", dossier_id, rij.id, ["beeindigd_op", "beeindigd_reden"])


async def eindig(tx: Tx, huis: Huis, zaak: Zaak, rij: VertegenwoordigingRij, *, op: date, reden: str) -> None:
    """Zet het einde; het werk dat over haar ging vervalt, en wat een ander betrof zolang zij er was ook."""
    await _wijzig(tx, rij, {Vertegenwoordiging.beeindigd_op: op, Vertegenwoordiging.beeindigd_reden: reden})
    await _sluit_vragen(tx, rij, afhandeling="de vertegenwoordiging is beëindigd")
    await sluit_wat_niet_meer_speelt(tx, huis, zaak.rij)
    await overnemen.volg(tx, huis, await eerder.zaak_na(tx, zaak.rij))


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, vertegenwoordiging_id: UUID) -> Stand:
    """Hoe zij er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await _van_dossier(tx, dossier_id, vertegenwoordiging_id)
    await _log(tx, huis, "vertegenwoordiging.lezen", dossier_id, vertegenwoordiging_id, [])
    klaar = "" if rij.beeindigd_op is None else "Deze vertegenwoordiging is al beëindigd."
    velden = {
        "bewijs": rij.bewijs,
        "gezien_op": rij.bewijs_gezien_op,
        "op": rij.beeindigd_op,
        "reden": rij.beeindigd_reden,
    }
    return stand_van(rij, velden=velden, klaar=klaar)


async def _zet(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    vertegenwoordiging_id: UUID,
    optreden: Optreden,
    *,
    bevestigd: tuple[Waarschuwingssoort, ...],
    overgenomen_van: UUID | None = None,
    overname_id: UUID | None = None,
) -> None:
    lopend = await lees_geldende(tx, zaak.id)
    if len(lopend) >= HOOGSTE_AANTAL:
        raise Conflict(
            f"Er staan al {HOOGSTE_AANTAL} vertegenwoordigingen open. Beëindig er eerst een die niet meer klopt."
        )
    meer = waarschuw_bij_meer(optreden, [rij.beeld for rij in lopend])
    await eis_en_bewaar(
        tx, huis, meer, bevestigd, object_="vertegenwoordiging", object_id=vertegenwoordiging_id, dossiers=(zaak.id,)
    )
    regels = [*optreden.adresregels, "", ""]
    nieuw = await tx.schrijf(
        Vertegenwoordiging.insert(
            Vertegenwoordiging(
                gemeente_id=tx.gemeente_id,
                id=vertegenwoordiging_id,
                dossier_id=zaak.id,
                soort=optreden.soort,
                naam=optreden.naam.strip(),
                adresregel1=regels[0],
                adresregel2=regels[1],
                adresregel3=regels[2],
                telefoon=optreden.telefoon.strip(),
                vanaf=optreden.vanaf,
                tot=optreden.tot,
                onderwerpen=msgspec.json.encode(sorted(set(optreden.onderwerpen))).decode(),
                bron=optreden.bron.strip(),
                bewijs=optreden.bewijs.strip(),
                bewijs_gezien_op=optreden.bewijs_gezien_op,
                afschrift=optreden.afschrift,
                afschrift_motief=optreden.afschrift_motief.strip(),
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
                overgenomen_van=overgenomen_van,
                overname_id=overname_id,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Vertegenwoordiging.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een andere vertegenwoordiging; maak een nieuw id en probeer het opnieuw.")
    await _vraag_bewijs(tx, zaak, vertegenwoordiging_id, optreden)


async def _vraag_bewijs(tx: Tx, zaak: Zaak, vertegenwoordiging_id: UUID, optreden: Optreden) -> None:
    """Zonder bewijs telt zij niet; daar kijkt een mens naar voordat de eerste brief uitgaat."""
    if optreden.bewijs.strip():
        return
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"Van {optreden.soort.omschrijving} is geen bewijs vastgelegd. Brieven gaan naar de persoon zelf. Vraag het"
            " bewijs op en leg het vast, of beëindig de vertegenwoordiging."
        ),
        grond=str(ZORGVULDIG),
        sleutel=vraagsleutel(vertegenwoordiging_id, "geen-bewijs"),
        dossier_id=zaak.id,
    )


async def _sluit_vragen(tx: Tx, rij: VertegenwoordigingRij, *, afhandeling: str) -> None:
    await werkvoorraad.sluit_behalve(tx, Soort.NAVRAGEN, begin=vraagsleutel(rij.id, ""), afhandeling=afhandeling)


def _gebreken(
    optreden: Optreden, geboren: str, *, vandaag: date, recht: Recht, is_nummer_van_iemand: bool
) -> tuple[Gebrek, ...]:
    """Wat er aan het vastleggen mankeert, en of de naam en het adres op een envelop kunnen."""
    envelop = gebreken_in(Geadresseerde(naamregel=optreden.naam, adresregels=optreden.adresregels))
    papier = [replace(g, veld="naam") if g.veld == "naamregel" else g for g in envelop]
    gebreken = toets_optreden(
        optreden, geboren=geboren, vandaag=vandaag, recht=recht, is_nummer_van_iemand=is_nummer_van_iemand
    )
    return (*papier, *gebreken)


def _toekomst(veld: str) -> Gebrek:
    return Gebrek(veld=veld, melding=IN_DE_TOEKOMST)


def _eis_dezelfde(tx: Tx, staat: VertegenwoordigingRij, dossier_id: UUID, optreden: Optreden) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager (C6); bewijs van later telt niet mee."""
    nu = {
        "soort": optreden.soort,
        "naam": optreden.naam.strip(),
        "adresregels": tuple(regel for regel in optreden.adresregels if regel),
        "telefoon": optreden.telefoon.strip(),
        "vanaf": optreden.vanaf,
        "tot": optreden.tot,
        "onderwerpen": tuple(sorted(set(optreden.onderwerpen))),
        "bron": optreden.bron.strip(),
        "afschrift": optreden.afschrift,
        "afschriftMotief": optreden.afschrift_motief.strip(),
    }
    stond = {veld: getattr(staat, "afschrift_motief" if veld == "afschriftMotief" else veld) for veld in nu}
    if staat.gewijzigd_op is None:
        nu |= {"bewijs": optreden.bewijs.strip(), "bewijsGezienOp": optreden.bewijs_gezien_op}
        stond |= {"bewijs": staat.bewijs, "bewijsGezienOp": staat.bewijs_gezien_op}
    eis_dezelfde(
        "een andere vertegenwoordiging",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        nu=nu,
        staat=stond,
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
    )


async def _neem(tx: Tx, dossier_id: UUID, vertegenwoordiging_id: UUID, versie: int) -> VertegenwoordigingRij:
    rij = await _van_dossier(tx, dossier_id, vertegenwoordiging_id)
    eis_versie(versie, rij.versie)
    if rij.beeindigd_op is not None:
        raise VoorwaardeNietVervuld("Deze vertegenwoordiging is al beëindigd. Leg een nieuwe vast als dat nodig is.")
    return rij


async def _van_dossier(tx: Tx, dossier_id: UUID, vertegenwoordiging_id: UUID) -> VertegenwoordigingRij:
    rij = await _lees(tx, vertegenwoordiging_id)
    if rij is None or rij.dossier_id != dossier_id:
        raise NietGevonden("Deze vertegenwoordiging bestaat niet.")
    return rij


async def _lees(tx: Tx, vertegenwoordiging_id: UUID) -> VertegenwoordigingRij | None:
    waar = (Vertegenwoordiging.gemeente_id == tx.gemeente_id) & (Vertegenwoordiging.id == vertegenwoordiging_id)
    return await tx.lees_een_als(VertegenwoordigingRij, VertegenwoordigingRij.select().where(waar))


async def _wijzig(tx: Tx, rij: VertegenwoordigingRij, waarden: dict[Any, Any]) -> None:
    await tx.schrijf_een(
        Vertegenwoordiging.update({**waarden, **await nieuwe_versie(tx, Vertegenwoordiging)})
        .where(
            (Vertegenwoordiging.gemeente_id == tx.gemeente_id)
            & (Vertegenwoordiging.id == rij.id)
            & (Vertegenwoordiging.versie == rij.versie)
        )
        .returning(Vertegenwoordiging.id)
    )


async def _log(
    tx: Tx, huis: Huis, actie: str, dossier_id: UUID, vertegenwoordiging_id: UUID, velden: Sequence[str]
) -> None:
    await huis.logboek.schrijf(
        tx, actie, "vertegenwoordiging", object_id=vertegenwoordiging_id, dossiers=[dossier_id], velden=list(velden)
    )

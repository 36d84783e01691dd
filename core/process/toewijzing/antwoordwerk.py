"""Zolang een organisatie niet antwoordt op wie haar is aangeboden is er werk, met de dag waarop het antwoord er hoort
te zijn; is de laatste dag om te beginnen er, dan zegt het werk wat er dan moet (art. 16 lid 1 Wi2021).

Het volgt uit hoe het nu is, zoals het werk om een school te kiezen, en sluit met het antwoord of met het aanbod.
"""

from uuid import UUID

from core.law.aanbod import Aanbod, op_antwoord_wachten
from core.platform.clock import Klok
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import Zaak
from core.process.toewijzing.rijen import ToewijzingRij
from core.process.toewijzing.tables import Toewijzing, Toewijzingsdoel, Toewijzingstatus
from core.process.toewijzing.werksoorten import Soort

GESLOTEN = "er is geantwoord, of het aanbod staat niet meer open"
WAAK = "toewijzing.waak_aanbod"
_NA_TE_ZIEN = """
select distinct t.dossier_id from meedoen.toewijzing t
left join meedoen.werkitem w on w.gemeente_id = $1 and w.status = 'open'
  and w.sleutel = 'AANBOD_BEANTWOORDEN:' || t.dossier_id || ':' || t.id
where t.gemeente_id = $1 and t.status = 'aangeboden'
  and (w.id is null or (t.gevraagd_start <= $2 and w.vervaldatum < t.gevraagd_start))
order by t.dossier_id"""


async def houd_bij(tx: Tx, huis: Huis, zaak: Zaak, *, pip_terug: bool) -> bool:
    """Zet het werk van elk open aanbod klaar, of sluit het; geeft of er iets wijzigde. Kwam de brief met het PIP terug,
    dan gaat het oordeel daarover voor, en leest een school tot dan niets."""
    open_ = [
        rij
        for rij in await tx.lees_als(
            ToewijzingRij,
            ToewijzingRij.select().where(
                (Toewijzing.gemeente_id == tx.gemeente_id)
                & (Toewijzing.dossier_id == zaak.id)
                & (Toewijzing.status == Toewijzingstatus.AANGEBODEN)
            ),
        )
        if rij.doel is not Toewijzingsdoel.LESGEVEN or not pip_terug
    ]
    gewijzigd = [await _zet_klaar(tx, huis, zaak, rij) for rij in open_]
    gewijzigd.append(
        await werkvoorraad.sluit_behalve(
            tx,
            Soort.AANBOD_BEANTWOORDEN,
            begin=f"{zaak.id}:",
            behalve=[_sleutel(zaak.id, rij.id) for rij in open_],
            afhandeling=GESLOTEN,
        )
    )
    return any(gewijzigd)


async def na_te_zien(tx: Tx) -> tuple[UUID, ...]:
    """De dossiers met een open aanbod waarvan het werk er niet staat, of van voor de laatste dag om te beginnen is."""
    return tuple(rij["dossier_id"] for rij in await tx.fetch(_NA_TE_ZIEN, tx.gemeente_id, await tx.vandaag()))


async def _zet_klaar(tx: Tx, huis: Huis, zaak: Zaak, rij: ToewijzingRij) -> bool:
    namen = huis.tenant(tx.gemeente_id).organisatienamen
    aanbod = Aanbod(
        aan=namen.get(rij.organisatie_id, "De organisatie"),
        aangeboden_op=Klok.datum(rij.aangeboden_op),
        start_uiterlijk=rij.gevraagd_start,
        om_les=rij.doel is Toewijzingsdoel.LESGEVEN,
    )
    werk = op_antwoord_wachten(aanbod, peildatum=await tx.vandaag(), recht=huis.recht_van(tx.gemeente_id))
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.AANBOD_BEANTWOORDEN,
        omschrijving=werk.wat,
        grond=str(werk.grond),
        sleutel=_sleutel(zaak.id, rij.id),
        dossier_id=zaak.id,
        vervaldatum=werk.uiterlijk,
    )


def _sleutel(dossier_id: UUID, toewijzing_id: UUID) -> str:
    return f"{dossier_id}:{toewijzing_id}"

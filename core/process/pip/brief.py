"""De beschikking over het PIP als brief: wat er besloten is, waarom, en hoe men bezwaar maakt."""

from datetime import date
from typing import Any

from core.law.leerroutes import Leerroute
from core.law.pip import PipGegevens, niveau_voor_duo
from core.law.recht import Grond
from core.law.termijnen import inburgeringstermijn
from core.law.verrekening import grond_verrekening
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.gegevens import (
    Afspraak,
    Intensiteit,
    PipBeschikking,
    Verantwoording,
    Verrekening,
)
from core.platform.letters.gegevens import Inburgeringstermijn as Brieftermijn
from core.process.besluit.briefdelen import bezwaarclausule, in_woorden, lees_briefdelen

_LID_1C = "art. 15 lid 1, onder c Wi2021"


async def pip_beschikking(
    tx: Tx, huis: Huis, zaak: dict[str, Any], pip: PipGegevens, *, dagtekening: date, gronden: tuple[Grond, ...]
) -> PipBeschikking:
    """De bevroren gegevens van de beschikking; wat niet op papier kan, houdt het vaststellen tegen."""
    delen = await lees_briefdelen(tx, huis, zaak)
    tenant = huis.tenant(tx.gemeente_id)
    leerroute = pip.leerroute or Leerroute.B
    niveau = niveau_voor_duo(leerroute, pip.niveau)
    termijn = inburgeringstermijn(dagtekening, recht=huis.recht_van(tx.gemeente_id))
    return PipBeschikking(
        briefhoofd=delen.briefhoofd,
        geadresseerde=delen.geadresseerde,
        kenmerk=zaak["kenmerk"],
        dagtekening=dagtekening,
        aanhef=delen.aanhef,
        gronden=tuple(str(g) for g in gronden),
        ondertekenaar=delen.ondertekenaar,
        namens=delen.namens,
        hulp=delen.hulp,
        leerroute=leerroute.omschrijving,
        niveau=None if niveau is None else str(niveau),
        intensiteiten=_intensiteiten(pip, leerroute),
        voortgangsgesprekken=pip.aantal_voortgangsgesprekken or 0,
        ondersteuning=(pip.ondersteuning,),
        motivering=pip.motivering,
        termijn=Brieftermijn(start=termijn.start, laatste_dag=termijn.laatste_dag),
        termijn_duur=in_woorden(termijn.duur),
        bezwaar=bezwaarclausule(tenant, huis.recht_van(tx.gemeente_id).bezwaartermijn.op(dagtekening).waarde),
        verantwoording=Verantwoording(peildatum=dagtekening, regelversie=huis.recht_van(tx.gemeente_id).versie[:16]),
        vve=pip.vve_afspraken or None,
        afspraken=_afspraken(pip),
        verrekeningen=tuple(
            Verrekening(
                omschrijving=f"{v.categorie} ({v.herkomst})",
                uren=v.uren,
                toegekend=v.toegekend,
                motief=v.motivering or "toegekend",
                grond=str(grond_verrekening(v, leerroute) or Grond("Bi2021", "5.3", "5")),
            )
            for v in pip.verrekeningen
        ),
    )


def _intensiteiten(pip: PipGegevens, leerroute: Leerroute) -> tuple[Intensiteit, ...]:
    regels = [
        ("participatieverklaringstraject", pip.intensiteit_pvt, _LID_1C),
        ("module Arbeidsmarkt en Participatie", pip.intensiteit_map, _LID_1C),
        (leerroute.omschrijving, pip.intensiteit_leerroute, "art. 15 lid 2 Wi2021"),
    ]
    return tuple(
        Intensiteit(onderdeel=naam, omvang=f"{uren} uren", grond=grond)
        for naam, uren, grond in regels
        if uren is not None
    )


def _afspraken(pip: PipGegevens) -> tuple[Afspraak, ...]:
    """Wat niet voor iedereen geldt, elk met zijn grond."""
    afspraken = []
    if pip.alfabetisering is not None and pip.alfabetisering != "NVT":
        afspraken.append(
            ("Alfabetisering", f"U volgt {pip.alfabetisering.omschrijving}.", "art. 6.2 lid 1, onder c Bi2021")
        )
    if pip.a2_knm_examenwens:
        afspraken.append(("Examen", "U mag examens op niveau A2 of KNM doen.", "art. 3.14 lid 7 Bi2021"))
    if pip.lagere_urennorm is not None:
        afspraken.append(
            ("Minder lesuren", f"Voor u geldt een norm van {pip.lagere_urennorm} lesuren.", "art. 3.16 lid 2 Ri2021")
        )
    if pip.mag_opleiding_afmaken:
        afspraken.append(("Opleiding", "U mag eerst uw opleiding afmaken.", "art. 4.3 lid 2 Bi2021"))
    afspraken += [
        ("Participatiewet", f"Bij dit plan hoort: {tekst}", "art. 15 lid 3 Wi2021")
        for tekst in pip.participatiewet_beschikkingen
    ]
    return tuple(Afspraak(onderwerp=o, tekst=t, grond=g) for o, t, g in afspraken)

"""De brieven rond de oproep, per nummer, groep en wat er eerder gebeurde; hun tekst komt van de stap zelf."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from core.law.boete_elders import Boetebeslissing, Boetelot, Genummerd, LotVanBoete
from core.law.boetevraag import Boeteantwoord, Boetevraag, RedenGeenBoete, poort_dicht
from core.law.groepen import GedetailleerdeDoelgroep
from core.law.medewerking import Reactie, Verzoek, Verzoeksoort
from core.law.oproepen import Oproep, Uitkomst, volgende_oproep
from core.law.recht import Regelkeuzes
from core.platform.letters.gegevens import Brief
from core.process.oproep.brief import OproepBrief, Rechtsmiddel, Voorgenomen, Waar, stel_oproep_op
from core.process.oproep.brieftekst import Eerder
from core.process.oproep.vervolgbrieven import (
    AfspraakVerzetBrief,
    Gevolg,
    IntrekkingBrief,
    eerdere_afspraak,
    stel_intrekking_op,
    stel_verzetting_op,
)
from tests.letters.voorbeelden import BEZWAAR, DAGTEKENING, DELEN, GROEPEN, RECHT

_GEEN_BOETE = Boetevraag(
    antwoord=Boeteantwoord.GEEN_BOETE, reden=RedenGeenBoete.GEEN_VERWIJT, motief="opname in het ziekenhuis"
)
_BOETE = Boetevraag(
    antwoord=Boeteantwoord.BOETE,
    kenmerk="B-2026-7",
    motief="kwam weer niet",
    rapport_op=date(2026, 2, 17),
    dagtekening=date(2026, 2, 24),
    bekendgemaakt_op=date(2026, 2, 24),
    bedrag=250,
    termijn_laatste_dag=date(2026, 3, 13),
    bewaard_bij="zaak 2026-118",
    beslissing=Boetebeslissing(
        beslist_door="teamleider handhaving",
        rapport_door="klantmanager",
        mandaatbesluit=Genummerd(nummer="2025-11", datum=date(2025, 11, 3)),
    ),
)


_VERZOEK = Verzoek(
    soort=Verzoeksoort.LEERBAARHEIDSTOETS,
    wat="Kom op 16 februari om 9 uur naar de toets in Utrecht.",
    taal="Tigrinya, met tolk",
    gevraagd_op=date(2026, 2, 9),
    reactie=Reactie.BLEEF_WEG,
    uiterlijk_op=date(2026, 2, 16),
)


_PLAN = Voorgenomen(
    tekst="U volgt de B1-route, op een school in Utrecht.\nU krijgt hulp van een taalmaatje, een keer per week.",
    digitaal="ga naar www.voorbeeldstad.example.org/bericht",
)


def _gemist(nummer: int, uitkomst: Uitkomst, vraag: Boetevraag | None) -> Oproep:
    verzonden = date(2026, 1, 5 if nummer == 1 else 26)
    termijn_tot = date(2026, 1, 19) if nummer == 1 else date(2026, 2, 16)
    return Oproep(
        nummer=nummer,
        opgesteld_op=verzonden,
        verzonden_op=verzonden,
        afspraak_dag=termijn_tot,
        termijn_tot=termijn_tot,
        uitkomst=uitkomst,
        uitkomst_op=termijn_tot,
        boetevraag=vraag if nummer == 2 else None,
    )


_WAAR = Waar(op=datetime(2026, 3, 12, 9, tzinfo=UTC), plaats="Stadhuis, kamer 2.14\nStadhuisplein 1, Voorbeeldstad")
_BIJ_WIE = Waar(
    op=datetime(2026, 3, 12, 9, tzinfo=UTC),
    plaats="Stadhuis\nStadhuisplein 1, Voorbeeldstad",
    ruimte="2.14, tweede verdieping",
    met="Anna de Wit",
)


def oproep(
    nummer: int,
    groep: GedetailleerdeDoelgroep,
    *,
    eerder: Uitkomst = Uitkomst.TERMIJN_GEMIST,
    vraag: Boetevraag = _GEEN_BOETE,
    rechtsmiddel: Rechtsmiddel = Rechtsmiddel.BEZWAARCLAUSULE,
    plan: Voorgenomen | None = None,
    waar: Waar | None = None,
    op: date = DAGTEKENING,
    verkort: bool = False,
    eigen_plan: bool = False,
    schreef_aan: str = "",
) -> OproepBrief:
    """De oproep na de vorige; bij de derde is de boetevraag van de tweede beantwoord."""
    eerdere = [_gemist(vorige, eerder, vraag) for vorige in range(1, nummer)]
    dicht = poort_dicht(groep, Regelkeuzes())
    volgende = volgende_oproep(eerdere, op=op, recht=RECHT)
    middel = rechtsmiddel if volgende.met_waarschuwing else None
    return stel_oproep_op(
        DELEN,
        volgende=volgende,
        eerder=Eerder(
            uitkomst=eerder,
            op=date(2026, 2, 16) if eerder is Uitkomst.KOMST_GEWEIGERD else None,
            schreef_aan=schreef_aan,
            verzoek=_VERZOEK if eerder is Uitkomst.ONVOLDOENDE_MEDEWERKING else None,
            beboet=vraag.bekende_boete is not None and nummer > 2,
        )
        if eerdere
        else None,
        dagtekening=DAGTEKENING,
        termijn_tot=date(2026, 3, 16),
        waar=waar or _WAAR,
        plan=plan,
        verkort=verkort,
        eigen_plan=eigen_plan,
        boete=None if dicht else RECHT.boete_brede_intake.op(DAGTEKENING).waarde,
        rechtsmiddel=middel,
        bezwaar=BEZWAAR if middel is Rechtsmiddel.BEZWAARCLAUSULE else None,
    )


def _intrekking(*, met_waarschuwing: bool = False, **gevolg: Any) -> IntrekkingBrief:
    return stel_intrekking_op(
        DELEN,
        dagtekening=DAGTEKENING,
        oproep_van=date(2026, 2, 24),
        afspraak_op=datetime(2026, 3, 12, 9, tzinfo=UTC),
        met_waarschuwing=met_waarschuwing,
        gevolg=Gevolg(**gevolg),
    )


def _per_groep() -> Iterator[tuple[str, Brief]]:
    for naam, groep in GROEPEN.items():
        for nummer in (1, 2, 3):
            yield f"{nummer}-{naam}", oproep(nummer, groep)
        yield (
            f"2-{naam}-zonder-bezwaar",
            oproep(2, groep, rechtsmiddel=Rechtsmiddel.GEEN_BEZWAAR_WEL_TEGEN_BOETE),
        )


def brieven() -> dict[str, Brief]:
    """Elke oproep per groep, de tweede met en zonder bezwaarclausule, en wat er na een oproep volgt."""
    gezin = GROEPEN["gezinsmigrant"]
    return {
        **dict(_per_groep()),
        "2-na-schriftelijk-weigeren": oproep(2, gezin, eerder=Uitkomst.KOMST_GEWEIGERD),
        "2-na-schrijven-aan-een-ander": oproep(
            2, gezin, eerder=Uitkomst.KOMST_GEWEIGERD, schreef_aan="de taalschool in Utrecht"
        ),
        "2-na-onvoldoende-meewerken": oproep(2, gezin, eerder=Uitkomst.ONVOLDOENDE_MEDEWERKING),
        "3-na-een-boete": oproep(3, gezin, vraag=_BOETE),
        "3-na-de-termijn-van-een-boete": oproep(3, gezin, vraag=_BOETE, op=date(2026, 6, 1)),
        "3-na-onvoldoende-meewerken": oproep(3, GROEPEN["asiel"], eerder=Uitkomst.ONVOLDOENDE_MEDEWERKING),
        "3-met-het-plan": oproep(3, gezin, plan=_PLAN),
        "1-verkort-na-een-verhuizing": oproep(1, gezin, verkort=True),
        "1-verkort-na-een-terugkeer": oproep(1, gezin, verkort=True, eigen_plan=True),
        "1-met-ruimte-en-collega": oproep(1, gezin, waar=_BIJ_WIE),
        "afspraak-verzet": _verzet(_NIEUW),
        "afspraak-verzet-met-ruimte-en-collega": _verzet(
            replace(_BIJ_WIE, op=datetime(2026, 3, 13, 13, 30, tzinfo=UTC))
        ),
        "afspraak-verzet-na-een-gemiste": _verzet(_NIEUW, gemist=True, voorbij=True),
        "afspraak-verzet-na-haar-dag": _verzet(_NIEUW, voorbij=True),
        "intrekking-1": _intrekking(),
        "intrekking-2-met-waarschuwing": _intrekking(
            met_waarschuwing=True, uitleg="De brief was voor iemand anders bedoeld. Dat spijt ons."
        ),
        "intrekking-3-en-de-boete-blijft": _na_boete(LotVanBoete(wat=Boetelot.BLIJFT)),
        "intrekking-3-en-de-boete-ook": _na_boete(
            LotVanBoete(wat=Boetelot.INGETROKKEN, besluit=Genummerd(nummer="B-2026-7-in", datum=DAGTEKENING))
        ),
        "intrekking-3-en-over-de-boete-wordt-beslist": _na_boete(LotVanBoete(wat=Boetelot.NOG_TE_BESLISSEN)),
        "intrekking-3-terwijl-een-procedure-loopt": _intrekking(procedure_loopt=True),
    }


_NIEUW = Waar(op=datetime(2026, 3, 13, 13, 30, tzinfo=UTC), plaats="Dorpshuis\nKerkplein 2, Voorbeeldstad")


def _verzet(waar: Waar, *, gemist: bool = False, voorbij: bool = False) -> AfspraakVerzetBrief:
    eerder = eerdere_afspraak(datetime(2026, 3, 2 if voorbij else 12, 9, tzinfo=UTC), gemist=gemist, voorbij=voorbij)
    return stel_verzetting_op(
        DELEN,
        waar,
        dagtekening=DAGTEKENING,
        oproep_van=date(2026, 2, 24),
        eerder=eerder,
        uiterste_dag=date(2026, 3, 16),
    )


def _na_boete(lot: LotVanBoete) -> IntrekkingBrief:
    return _intrekking(boete=_BOETE.bekende_boete, lot=lot)

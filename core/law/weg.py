"""Wat er in een zaak wel kan: per fase de handelingen in de volgorde waarin de eerste die mag de volgende stap is.

Wie geweigerd wordt hoort eerst wat de hindernis weghaalt, en anders de volgende stap. Genoemd wordt alleen wat nu mag.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from core.fouten import Gebrek
from core.law import loslaten, verkort, voorleggen
from core.law.besluiten import Besluitsoort
from core.law.bevoegd import WAT_NU, Bevoegd
from core.law.boetegrond import zonder_grond
from core.law.dagtekening import blijft_liggen, voorstel_na
from core.law.elders import LEES_EERST
from core.law.fasen import AFGESLOTEN, WACHT_OP, Fase
from core.law.handeling import Handeling
from core.law.intake import is_verkort
from core.law.kalender import schrijf_dag
from core.law.oproepen import Uitkomst, telt_nooit
from core.law.recht import Recht
from core.law.retourpost import Retouroordeel
from core.law.zaakbeeld import Zaakbeeld

_WEG: Mapping[Fase, tuple[Handeling, ...]] = {
    Fase.PLICHT_GEMELD: (Handeling.OPROEP_OPSTELLEN,),
    Fase.INTAKE_OPGEROEPEN: (
        Handeling.OPROEP_VERZENDEN,
        Handeling.TERMIJN_GEMIST,
        Handeling.OPROEP_OPSTELLEN,
        Handeling.BOETEVRAAG_BEANTWOORDEN,
        Handeling.INTAKE_AFRONDEN_IN_AFWEZIGHEID,
        Handeling.ONTHEFFING_BESLISSEN,
        Handeling.VERSCHIJNEN,
        Handeling.OPROEP_INTREKKEN,
    ),
    Fase.INTAKE_LOOPT: (Handeling.ONTHEFFING_BESLISSEN, Handeling.INTAKE_AFRONDEN, Handeling.INTAKE_BIJWERKEN),
    Fase.INTAKE_AFGEROND: (Handeling.PIP_VASTSTELLEN, *voorleggen.WEG, Handeling.PIP_SCHRIJVEN),
    Fase.WACHT_OP_DERDE: (Handeling.INFORMATIE_ONTVANGEN,),
}
_OFWEL: Mapping[Handeling, Handeling] = {
    Handeling.INFORMATIE_ONTVANGEN: Handeling.INFORMATIE_NIET_AFWACHTEN,
    Handeling.ONTHEFFING_BESLISSEN: Handeling.ONTHEFFING_INTREKKEN,
    Handeling.OPROEP_VERZENDEN: Handeling.OPROEP_INTREKKEN,
    Handeling.TERMIJN_GEMIST: Handeling.VERSCHIJNEN,
}
"""Waar twee wegen zijn: wie de ene stap niet kan zetten, kan de andere zetten."""
_HERDAGTEKENT: Mapping[Handeling, tuple[Besluitsoort, ...]] = {
    Handeling.PIP_HERDAGTEKENEN: (Besluitsoort.PIP,),
    Handeling.ONTHEFFING_HERDAGTEKENEN: (Besluitsoort.ONTHEFFING_LBT, Besluitsoort.WEIGERING),
    Handeling.WAARSCHUWING_HERDAGTEKENEN: (Besluitsoort.WAARSCHUWING,),
}
_AAN_WIE_HANDELT = frozenset({"mandaat", "vierOgen", "collegebesluit.nummer", "collegebesluit.datum"})
_VAN_DE_DAG = frozenset({"op", "dagtekening"})
"""Op een andere dag mag het wel; het gebrek zegt op welke."""
_BUITEN_DE_ZAAK = frozenset({"waarschuwingRechtsmiddel", "doelgroep", "bekendmaking"})
"""Wat geen handeling in deze zaak weghaalt: een ander regelt het, of er moet een brief uit."""
_NA_OVERLIJDEN = "Ga na wat er nog moet gebeuren; de plicht eindigt als DUO dat meldt."
_ANDERE_DAG = "Neem een dag die wel kan, en doe dit opnieuw."
_CONCEPT_NIET_AF = " Ook het concept is nog niet af; dat kan nu al verder, en de gebreken noemen wat er ontbreekt."
_RUST_OP_DE_LEERROUTE = frozenset({Handeling.OPROEP_OPSTELLEN, Handeling.INTAKE_BIJWERKEN, Handeling.INTAKE_AFRONDEN})
"""Ligt de leerroute vast, dan vraagt men er de toets niet bij, en geen opleiding en werk (art. 15 lid 4)."""
LOS_OP = "Los eerst op wat er bij de gebreken staat; doe dit daarna opnieuw."

Gebreken = Callable[[Handeling], tuple[Gebrek, ...]]
"""Wat een handeling nu tegenhoudt."""


def weg_van(zaak: Zaakbeeld, *, peildatum: date, recht: Recht) -> tuple[Handeling, ...]:
    """De weg van deze fase. Telt de open oproep niet, en kan zij dat niet meer, dan gaat zij eerst weg (PG-1); kwam een
    oproep terug van de post, dan zegt eerst iemand of zij telt. Een boete die nergens meer op rust gaat eerst terug, en
    wat op een toets rust die niet bij de intake hoort ook. Na een verhuizing is er alleen nog een weg als de persoon
    een besluit niet kent."""
    weg = _WEG.get(zaak.fase, ())
    if loslaten.los_te_laten(zaak.fase, zaak.besluiten):
        return (Handeling.BESLUIT_LOSLATEN,)
    if Handeling.OPROEP_OPSTELLEN in weg and zonder_grond(zaak.oproepen, recht=recht):
        weg = (Handeling.BOETEANTWOORD_TERUGNEMEN, *weg)
    if Handeling.OPROEP_OPSTELLEN in weg and verkort.terug_te_nemen(zaak.oproepen):
        weg = (Handeling.UITKOMST_TERUGNEMEN, *weg)
    if any(o.retour is Retouroordeel.TE_BEOORDELEN and not o.uitkomst.weg for o in zaak.oproepen):
        weg = (Handeling.RETOURPOST_BEOORDELEN, *weg)
    oproep = zaak.oproep
    if oproep is None or oproep.uitkomst is not Uitkomst.OPEN or Handeling.OPROEP_INTREKKEN not in weg:
        return weg
    if telt_nooit(oproep, peildatum=peildatum, recht=recht):
        return (Handeling.OPROEP_INTREKKEN, *weg)
    return weg


def eerste_die_mag(weg: Iterable[Handeling], zaak: Zaakbeeld, gebreken_van: Gebreken) -> Handeling | None:
    """De eerste op deze weg die nu mag; voor wie overleden is leidt er geen weg meer."""
    for handeling in () if zaak.overleden else weg:
        if _brengt_verder(handeling, gebreken_van) and not gebreken_van(handeling):
            return handeling
    return None


def na_weigering(
    geweigerd: Handeling,
    gebreken: tuple[Gebrek, ...],
    zaak: Zaakbeeld,
    gebreken_van: Gebreken,
    *,
    peildatum: date,
    recht: Recht,
) -> Handeling | None:
    """Wat er nu wel kan: wat de hindernis weghaalt, anders de volgende stap; None als wie handelt niets kan doen."""
    if zaak.overleden:
        return None
    for handeling in _haalt_weg(gebreken, gebreken_van, {geweigerd}):
        return handeling
    velden = {gebrek.veld for gebrek in gebreken}
    if "bevoegd" in velden or velden <= _AAN_WIE_HANDELT | _BUITEN_DE_ZAAK | _VAN_DE_DAG:
        return None
    weg = weg_van(zaak, peildatum=peildatum, recht=recht)
    return eerste_die_mag((h for h in weg if h is not geweigerd), zaak, gebreken_van)


def ofwel(volgende: Handeling | None, geweigerd: Handeling, gebreken_van: Gebreken) -> Handeling | None:
    """De andere stap die even goed kan, waar de weg zich splitst."""
    anders = None if volgende is None else _OFWEL.get(volgende)
    return None if anders is None or anders is geweigerd or gebreken_van(anders) else anders


def in_woorden(
    geweigerd: Handeling,
    gebreken: tuple[Gebrek, ...],
    stappen: tuple[Handeling, ...],
    zaak: Zaakbeeld,
    gebreken_van: Gebreken,
    *,
    peildatum: date,
    recht: Recht,
) -> str:
    """Wat er nu te doen is, in een of twee zinnen; `stappen` zijn de handelingen die nu kunnen."""
    if zaak.overleden:
        return _NA_OVERLIJDEN
    if stappen:
        keuzes = ", of ".join(handeling.omschrijving for handeling in stappen)
        ook = _CONCEPT_NIET_AF if _ligt_ook_aan_het_concept(geweigerd, gebreken, stappen, zaak) else ""
        return wachten(stappen[0], zaak, gebreken_van, peildatum) or f"De volgende stap is: {keuzes}.{ook}"
    velden = {gebrek.veld for gebrek in gebreken}
    if "bevoegd" in velden:
        return WAT_NU
    if velden <= _VAN_DE_DAG:
        return _ANDERE_DAG
    if velden <= _AAN_WIE_HANDELT:
        ligt_er_nog = _ligt_er_nog(geweigerd, zaak)
        anders = "; of verzend de brief zoals zij is" if ligt_er_nog else ""
        return f"Leg dit voor aan wie het wel mag: {geweigerd.omschrijving}{anders}."
    if not _pip_onverzonden(zaak) and geweigerd in weg_van(zaak, peildatum=peildatum, recht=recht):
        return LOS_OP
    return zonder_weg(zaak, peildatum=peildatum, recht=recht)


def _ligt_ook_aan_het_concept(
    geweigerd: Handeling, gebreken: tuple[Gebrek, ...], stappen: tuple[Handeling, ...], zaak: Zaakbeeld
) -> bool:
    """Of er naast de volgende stap ook aan het concept iets te doen is; het een hoeft niet op het ander te wachten."""
    return (
        geweigerd is Handeling.PIP_VASTSTELLEN
        and zaak.fase is Fase.INTAKE_AFGEROND
        and zaak.heeft_concept
        and Handeling.PIP_SCHRIJVEN not in stappen
        and voorleggen.helpt_herschrijven(gebreken)
    )


def zonder_weg(zaak: Zaakbeeld, *, peildatum: date, recht: Recht) -> str:
    """Wat er te doen of af te wachten is waar geen handeling van de weg nu kan."""
    if zaak.overleden:
        return _NA_OVERLIJDEN
    if zaak.bevoegd is not Bevoegd.JA:
        return WAT_NU
    if zaak.vervolg is not None:
        return zaak.vervolg.in_woorden
    besluit = zaak.pipbesluit
    if besluit is None or besluit.iets_verzonden or zaak.fase in AFGESLOTEN:
        return WACHT_OP[zaak.fase]
    if blijft_liggen(besluit.dagtekening, peildatum, recht=recht):
        return voorstel_na(besluit.dagtekening)
    return "Verzend de brief met het PIP, en leg vast wanneer."


def _pip_onverzonden(zaak: Zaakbeeld) -> bool:
    return zaak.pipbesluit is not None and not zaak.pipbesluit.iets_verzonden


def _ligt_er_nog(geweigerd: Handeling, zaak: Zaakbeeld) -> bool:
    """Of het besluit dat geen nieuwe dagtekening krijgt nog verzonden kan worden zoals het is."""
    besluiten = [zaak.besluiten[soort] for soort in _HERDAGTEKENT.get(geweigerd, ()) if soort in zaak.besluiten]
    return any(not besluit.iets_verzonden for besluit in besluiten)


def _haalt_weg(gebreken: tuple[Gebrek, ...], gebreken_van: Gebreken, gezien: set[Handeling]) -> Iterator[Handeling]:
    """Wat deze gebreken weghaalt en nu mag; mag het zelf nog niet, dan wat dáár eerst moet."""
    for gebrek in gebreken:
        eerst = Handeling[gebrek.eerst] if gebrek.eerst else None
        if eerst is None or eerst in gezien:
            continue
        gezien.add(eerst)
        hindernis = gebreken_van(eerst)
        if not hindernis:
            yield eerst
        yield from _haalt_weg(hindernis, gebreken_van, gezien)


def _brengt_verder(handeling: Handeling, gebreken_van: Gebreken) -> bool:
    """Nog eens schrijven, of nog eens wegen, haalt niets weg als het vaststellen op iets anders wacht (C3)."""
    if handeling is Handeling.ZIENSWIJZE_WEGEN:
        return any(gebrek.eerst == handeling for gebrek in gebreken_van(Handeling.PIP_VASTSTELLEN))
    if handeling is not Handeling.PIP_SCHRIJVEN:
        return True
    return voorleggen.helpt_herschrijven(gebreken_van(Handeling.PIP_VASTSTELLEN))


def wachten(stap: Handeling, zaak: Zaakbeeld, gebreken_van: Gebreken, peildatum: date) -> str:
    """Wat de persoon, DUO of de post nog kan doen: dan is wachten ook een stap. Leeg als er niets af te wachten is."""
    oproep, voornemen = zaak.oproep, zaak.voornemen
    if stap is Handeling.BESLUIT_LOSLATEN:
        return loslaten.wat_nu(loslaten.los_te_laten(zaak.fase, zaak.besluiten), stap.omschrijving)
    if stap in _RUST_OP_DE_LEERROUTE and zaak.pip_van_elders is not None and not is_verkort(zaak.pip_van_elders):
        return f"{LEES_EERST} De volgende stap is daarna: {stap.omschrijving}."
    if stap is Handeling.INTAKE_BIJWERKEN:
        ontbreekt = gebreken_van(Handeling.INTAKE_AFRONDEN)
        elders = [gebrek for gebrek in ontbreekt if gebrek.wacht or gebrek.veld in _BUITEN_DE_ZAAK]
        # Until a besluit on the toets is known, its result is missing too; sending the letter comes first.
        brief = any(gebrek.veld == "bekendmaking" for gebrek in elders)
        hier = [g for g in ontbreekt if g not in elders and not (brief and g.veld == "leerbaarheidstoets")]
        return "" if hier else " ".join(gebrek.melding for gebrek in elders)
    if stap is Handeling.VERSCHIJNEN and oproep is not None and peildatum <= oproep.termijn_tot:
        if oproep.zonder_afspraak:
            return (
                "De afspraak ging niet door. Maak een nieuwe, tot en met"
                f" {schrijf_dag(oproep.termijn_tot)} (de afspraak verzetten); tot dan kan de persoon ook zelf komen."
            )
        return (
            f"De termijn van de oproep loopt tot en met {schrijf_dag(oproep.termijn_tot)}. Komt de persoon, leg dat dan"
            " vast; komt hij niet, dan kunt u na die dag vastleggen dat de termijn gemist is."
        )
    if stap is not Handeling.ZIENSWIJZE_VASTLEGGEN or voornemen is None or voornemen.uiterlijk_op is None:
        return ""
    if peildatum > voornemen.uiterlijk_op:
        return ""
    if voornemen.zienswijze_op is not None:
        return (
            f"De persoon heeft geantwoord, en kan tot en met {schrijf_dag(voornemen.uiterlijk_op)} nog iets toevoegen."
            " Leg het vast als hij dat doet, of als hij zegt dat dit alles is; anders kunt u het PIP na die dag"
            " vaststellen."
        )
    return (
        f"De persoon kan antwoorden tot en met {schrijf_dag(voornemen.uiterlijk_op)}. Antwoordt hij, leg dat dan vast;"
        " antwoordt hij niet, dan kunt u het PIP na die dag vaststellen."
    )

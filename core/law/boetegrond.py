"""De boetevraag en de oproep waar zij op rust (art. 22 lid 1 en 3 Wi2021, art. 5:43 Awb, PG-1, PG-7).

De vraag is er alleen bij een oproep die telt. Blijkt na het antwoord dat zij niet telt, of dat een oproep waar zij op
volgde niet telt, dan rust de boete of de procedure nergens meer op; zolang dat antwoord staat, volgt er geen oproep en
geen boete voor hetzelfde verzuim.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from core.fouten import Gebrek
from core.law import boetetermijn
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG, Boeteantwoord, RedenGeenBoete, ZonderBoete
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import schrijf_dag
from core.law.oproepen import (
    Oproep,
    Uitkomst,
    VolgendeOproep,
    antwoord_op_tweede,
    getelde,
    overtreding_vanaf,
    wat_telt_niet,
)
from core.law.oproeptelling import bereikt
from core.law.recht import Grond, Recht
from core.law.retourpost import Retouroordeel
from core.law.uitkomst_nu import uitkomst_nu
from core.law.uitkomsten import Signaal

_BOETE = Grond("Wi2021", "22", "1")
_HERHAALD = Grond("Wi2021", "22", "3")
_AL_BEBOET = Grond("Awb", "5:43")


def te_beantwoorden(oproepen: Sequence[Oproep], *, recht: Recht) -> Oproep | None:
    """De oudste oproep met een boetevraag zonder antwoord (PG-7); ook bij wie te laat kwam blijft de vraag staan.

    Een procedure die loopt is nog geen antwoord: haar uitkomst komt nog. Een boete na de tweede oproep zonder de
    termijn die zij stelde is dat ook niet. Was de derde een gewone terwijl de termijn uit de boete al verlopen was,
    dan staat de vraag van lid 3 er ook als de persoon nu kwam: die termijn miste hij. Kwam hij binnen die termijn en
    was hij alleen voor een derde die er los van stond te laat, dan is er geen vraag van lid 3. Kwam er een oproep in de
    plaats van een die toch telt, dan is er voor die twee samen een vraag: voor een verzuim is er een boete (art. 5:43
    Awb). Hoorde de toets niet bij de intake, dan blijft de vraag tot de uitkomst terug is: dat is buiten het artikel
    (PG-7).
    """
    zelf = [replace(oproep, zonder_toets="") for oproep in oproepen]
    met_grond = [o for i, o in enumerate(oproepen) if not _rust_nergens_op(zelf[i], oproepen[:i], recht)]
    beantwoord = {o.nummer for o in met_grond if _is_beantwoord(o)}
    for oproep in met_grond:
        te_laat = uitkomst_nu(oproep, recht=recht) is Uitkomst.TE_LAAT_VERSCHENEN or _kwam_na_de_boetetermijn(
            oproep, oproepen, recht
        )
        gemist = oproep.uitkomst.zonder_resultaat or te_laat
        gemist = gemist and _kwam_binnen_de_boetetermijn(oproep, oproepen, recht) is None
        if gemist and oproep.nummer >= EERSTE_MET_BOETEVRAAG and oproep.nummer not in beantwoord:
            return oproep
    return None


def _los_van_de_boete(oproep: Oproep, oproepen: Sequence[Oproep], recht: Recht) -> date | None:
    """Van een gewone derde na een boete de laatste dag van de termijn uit die boete; van een andere None."""
    vraag = antwoord_op_tweede(oproepen, recht=recht)
    if oproep.nummer <= EERSTE_MET_BOETEVRAAG:
        return None
    if not boetetermijn.gewoon_na_boete(vraag, oproep.opgesteld_op, recht=recht):
        return None
    return boetetermijn.laatste_dag(vraag, recht=recht)


def _kwam_na_de_boetetermijn(oproep: Oproep, oproepen: Sequence[Oproep], recht: Recht) -> bool:
    tot = _los_van_de_boete(oproep, oproepen, recht)
    return oproep.uitkomst.gekomen and tot is not None and (oproep.uitkomst_op or oproep.termijn_tot) > tot


def _kwam_binnen_de_boetetermijn(oproep: Oproep, oproepen: Sequence[Oproep], recht: Recht) -> date | None:
    """Wanneer hij kwam, op tijd voor de boete: te laat voor een derde die er los van uitging, of nadat het PIP zonder
    hem was vastgesteld. Lid 3 rust op de termijn uit de beschikking (PG-7); None als hij daarbinnen niet kwam."""
    vraag, tot = antwoord_op_tweede(oproepen, recht=recht), _termijn_uit_boete(oproepen, recht)
    los = oproep.nummer > EERSTE_MET_BOETEVRAAG and boetetermijn.staat_los(vraag, oproep.opgesteld_op)
    kwam_op = oproep.uitkomst_op if los and oproep.uitkomst.gekomen else oproep.alsnog_op
    return kwam_op if tot is not None and kwam_op is not None and kwam_op <= tot else None


def toets_alsnog(oproepen: Sequence[Oproep], *, dag: date, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-2: wie komt binnen de termijn die de boete stelde komt op tijd, ook als het PIP er zonder hem al is (lid 2).

    Dat PIP blijft: het rust op de oproepen (art. 14 lid 2, PG-4). Wat het anders maakt beslist een mens
    (INTERPRETATION).
    """
    staand = [oproep for oproep in oproepen if not oproep.uitkomst.weg]
    vraag, tot = antwoord_op_tweede(oproepen, recht=recht), _termijn_uit_boete(oproepen, recht)
    boete = None if vraag is None else vraag.bekende_boete
    derde = staand[-1] if staand and staand[-1].uitkomst.zonder_resultaat else None
    if derde is None or derde.nummer <= EERSTE_MET_BOETEVRAAG or boete is None or tot is None:
        melding = (
            "Het PIP is vastgesteld. Dat de persoon kwam is dan alleen nog vast te leggen als hij niet kwam op de derde"
            " oproep, en wel binnen de termijn die een boete na de tweede hem gaf."
        )
        yield maak_gebrek("fase", melding, boetetermijn.NA_BOETE)
    elif derde.alsnog_op is not None:
        melding = f"Dat de persoon kwam op {schrijf_dag(derde.alsnog_op)} staat er al. Klopt het niet, neem het terug."
        yield maak_gebrek("uitkomst", melding, boetetermijn.NA_BOETE, eerst=Handeling.UITKOMST_TERUGNEMEN)
    elif not boete.bekendgemaakt_op <= dag <= min(tot, peildatum):
        melding = (
            f"De boete liet de persoon komen van {schrijf_dag(boete.bekendgemaakt_op)} tot en met {schrijf_dag(tot)}."
            f" Kwam hij daarbinnen, kies dan die dag, tot en met vandaag, {schrijf_dag(peildatum)}. Kwam hij later, dan"
            " blijft de vraag over een tweede boete."
        )
        yield maak_gebrek("op", melding, boetetermijn.NA_BOETE)


def _is_beantwoord(oproep: Oproep) -> bool:
    if oproep.boetevraag is None or not oproep.boetevraag.is_antwoord:
        return False
    return oproep.nummer != EERSTE_MET_BOETEVRAAG or not boetetermijn.is_onbekend(oproep.boetevraag)


def _beboet(oproep: Oproep) -> bool:
    """Er is een boete opgelegd, of daarvoor loopt een procedure."""
    return oproep.boetevraag is not None and oproep.boetevraag.antwoord is not Boeteantwoord.GEEN_BOETE


def _bereikt(oproepen: Sequence[Oproep], recht: Recht) -> int:
    return bereikt(oproep.nummer for oproep in getelde(oproepen, recht=recht))


def _rust_nergens_op(oproep: Oproep, eerdere: Sequence[Oproep], recht: Recht) -> bool:
    """Zij telt niet, of een oproep waar zij op volgde telt niet: dan was de waarschuwing te vroeg."""
    return bool(wat_telt_niet(oproep, recht=recht)) or _bereikt(eerdere, recht) < oproep.nummer - 1


def toets_weer_tellen(oproepen: Sequence[Oproep], bedoeld: UUID, *, recht: Recht) -> Iterator[Gebrek]:
    """Wat eerst terug moet voordat van deze oproep wordt gezegd dat zij toch aankwam: een boete op een die in haar
    plaats kwam omdat zij niet telde. Bleef die staan, dan waren er twee voor hetzelfde verzuim."""
    weer = [replace(oproep, retour=None) if oproep.id == bedoeld else oproep for oproep in oproepen]
    plaats = next((i for i, oproep in enumerate(weer) if oproep.id == bedoeld), len(weer))
    for i, oproep in enumerate(weer):
        if i > plaats and _beboet(oproep) and _bereikt(weer[:i], recht) >= oproep.nummer:
            melding = (
                f"Oproep {oproep.nummer} van {schrijf_dag(oproep.opgesteld_op)} kwam in de plaats van deze, en daarop"
                f" rust {_wat_erop_rust(oproep)}. Neem eerst dat antwoord op de boetevraag terug."
            )
            yield maak_gebrek("boetevraag", melding, _AL_BEBOET, eerst=Handeling.BOETEANTWOORD_TERUGNEMEN)


def rapport_vanaf(oproep: Oproep, oproepen: Sequence[Oproep], *, recht: Recht) -> date:
    """De eerste dag waarop een rapport kan bestaan; een tweede boete wacht de eerste af (art. 22 lid 3), en rust bij
    een gewone derde alleen op de termijn uit die boete.

    Wie de tweede schriftelijk weigert, over hem kan die dag al een rapport of voornemen zijn (PG-4: die weigering maakt
    een einde aan het wachten; INTERPRETATION). De beschikking zelf komt na de termijn: tot dan kan hij nog komen.
    """
    los = _los_van_de_boete(oproep, oproepen, recht)
    if los is not None:
        return los + timedelta(days=1)
    na_eerste = vraag_vanaf(oproep, oproepen, recht=recht)
    geweigerd = oproep.uitkomst is Uitkomst.KOMST_GEWEIGERD and oproep.nummer == EERSTE_MET_BOETEVRAAG
    if geweigerd and oproep.uitkomst_op is not None:
        return oproep.uitkomst_op
    return max(overtreding_vanaf(oproep), na_eerste or date.min)


def zonder_eerste_boete(oproep: Oproep, oproepen: Sequence[Oproep], *, recht: Recht) -> ZonderBoete | None:
    """Waarom er na de derde oproep geen boete kan zijn: lid 3 rust alleen op de termijn uit de eerste (PG-7)."""
    kwam_op = _kwam_binnen_de_boetetermijn(oproep, oproepen, recht)
    if kwam_op is not None:
        melding = f"De persoon kwam op {schrijf_dag(kwam_op)}, binnen de termijn die de eerste boete stelde."
        return ZonderBoete(melding=melding, reden=RedenGeenBoete.BUITEN_HET_ARTIKEL)
    if oproep.nummer <= EERSTE_MET_BOETEVRAAG or _termijn_uit_boete(oproepen, recht) is not None:
        return None
    melding = (
        "Na de derde oproep is er alleen een boete voor wie niet kwam binnen de termijn die de eerste boete stelde, en"
        " die boete is er niet."
    )
    return ZonderBoete(melding=melding, reden=RedenGeenBoete.BUITEN_HET_ARTIKEL)


def nog_een_boete_kan(volgende: VolgendeOproep, *, op: date) -> bool:
    """PG-8: de termijn uit de eerste boete loopt op de dag van de brief, dus wie niet komt kan er nog een krijgen."""
    return volgende.na_boete and volgende.vroegste_termijn is not None and op <= volgende.vroegste_termijn


def nog_te_komen(oproepen: Sequence[Oproep], *, peildatum: date, recht: Recht) -> tuple[Signaal, ...]:
    """Dat de persoon van de boete nog mag komen, terwijl de derde oproep al voorbij is: zij stond er los van (PG-7).

    Dat houdt niets tegen: de afronding rust op de oproepen (art. 14 lid 2, PG-4). Komt hij, dan gaat de intake open.
    """
    vraag, tot = antwoord_op_tweede(oproepen, recht=recht), _termijn_uit_boete(oproepen, recht)
    geteld = getelde(oproepen, recht=recht)
    if not geteld or geteld[-1].nummer <= EERSTE_MET_BOETEVRAAG or tot is None or peildatum > tot:
        return ()
    if not boetetermijn.staat_los(vraag, geteld[-1].opgesteld_op):
        return ()
    melding = (
        f"De boete laat de persoon nog komen tot en met {schrijf_dag(tot)}. De derde oproep stond daar los van en telt;"
        " er hoeft niet op die dag gewacht te worden. Komt hij, open dan de brede intake weer als zij al is afgerond,"
        " en maak het plan met hem. Komt hij nadat het PIP is vastgesteld, leg dat dan bij de oproep vast."
    )
    return (Signaal(code="boete-loopt", melding=melding, grond=boetetermijn.NA_BOETE),)


def vraag_vanaf(oproep: Oproep, oproepen: Sequence[Oproep], *, recht: Recht) -> date | None:
    """De eerste dag waarop de vraag van lid 3 te beantwoorden is: na de termijn uit de eerste boete; None als er zo
    geen is. Tot dan kan de persoon nog komen, ook als hij schreef dat hij dat niet doet."""
    tot = _termijn_uit_boete(oproepen, recht)
    return None if oproep.nummer <= EERSTE_MET_BOETEVRAAG or tot is None else tot + timedelta(days=1)


def _termijn_uit_boete(oproepen: Sequence[Oproep], recht: Recht) -> date | None:
    return boetetermijn.laatste_dag(antwoord_op_tweede(oproepen, recht=recht), recht=recht)


def toets_vraag(oproepen: Sequence[Oproep], *, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    """Wat het beantwoorden van de boetevraag tegenhoudt."""
    oproep = te_beantwoorden(oproepen, recht=recht)
    if oproep is None:
        yield from _geen_vraag(oproepen)
        return
    yield from toets_zonder_grond(oproepen, recht=recht)
    vanaf = vraag_vanaf(oproep, oproepen, recht=recht)
    if vanaf is not None and peildatum < vanaf:
        melding = (
            f"De eerste boete geeft de persoon nog tot en met {schrijf_dag(vanaf - timedelta(days=1))} om te komen. Of"
            f" er een tweede volgt, beantwoordt u vanaf {schrijf_dag(vanaf)}."
        )
        yield maak_gebrek("boetevraag", melding, _HERHAALD)


def _geen_vraag(oproepen: Sequence[Oproep]) -> Iterator[Gebrek]:
    """Er is er nog geen, of zij is al beantwoord; dat antwoord kan terug."""
    beantwoord = next((o for o in reversed(oproepen) if _is_beantwoord(o)), None)
    if beantwoord is None:
        melding = (
            "Er is geen boetevraag: die ontstaat pas bij de tweede oproep, als zij telt (en de oproep ervoor ook) en de"
            " persoon niet of te laat kwam of niet meewerkte."
        )
        yield maak_gebrek("boetevraag", melding, _BOETE)
        return
    melding = (
        f"De boetevraag bij oproep {beantwoord.nummer} is al beantwoord. Klopt dat niet, dan kan het terug met:"
        f" {Handeling.BOETEANTWOORD_TERUGNEMEN.omschrijving}. Daarna staat de vraag er weer."
    )
    yield maak_gebrek("boetevraag", melding, _BOETE)


def zonder_grond(oproepen: Sequence[Oproep], *, recht: Recht) -> tuple[Oproep, ...]:
    """De oproepen waarop een boete of een procedure rust terwijl zij niet tellen, of een oproep ervoor niet telt.

    Is nog niet beoordeeld of een brief aankwam, dan staat dat niet vast.
    """
    return tuple(
        oproep
        for i, oproep in enumerate(oproepen)
        if _beboet(oproep)
        and not any(o.retour is Retouroordeel.TE_BEOORDELEN for o in oproepen[: i + 1])
        and _rust_nergens_op(oproep, oproepen[:i], recht)
    )


def zonder_eerste(oproepen: Sequence[Oproep], *, recht: Recht) -> tuple[Oproep, ...]:
    """De derde oproepen waarop een boete of een procedure rust terwijl de eerste boete er niet meer is, of de persoon
    binnen haar termijn kwam (lid 3)."""
    al_gezegd = zonder_grond(oproepen, recht=recht)
    return tuple(
        oproep
        for oproep in oproepen
        if oproep not in al_gezegd and _beboet(oproep) and zonder_eerste_boete(oproep, oproepen, recht=recht)
    )


def toets_zonder_grond(oproepen: Sequence[Oproep], *, recht: Recht) -> Iterator[Gebrek]:
    """Geen nieuwe oproep en geen nieuwe boete zolang er een boete staat die nergens op rust."""
    for oproep in zonder_grond(oproepen, recht=recht):
        grond = _BOETE if oproep.boetevraag is None or oproep.boetevraag.bekende_boete is None else _AL_BEBOET
        yield maak_gebrek("boetevraag", waarschuw(oproep, recht=recht), grond, eerst=Handeling.BOETEANTWOORD_TERUGNEMEN)


def waarschuw(oproep: Oproep, *, recht: Recht, zonder_eerste: bool = False) -> str:
    """Wat er bij deze oproep moet gebeuren, voor wie het doet."""
    waarom = "telt niet" if wat_telt_niet(oproep, recht=recht) else "volgde op een oproep die niet telt"
    if zonder_eerste:
        waarom = "volgde op een eerste boete die er niet meer is"
        if oproep.alsnog_op is not None or oproep.uitkomst.gekomen:
            waarom = "geeft geen boete, want de persoon kwam binnen de termijn uit de eerste"
    boete = None if oproep.boetevraag is None else oproep.boetevraag.bekende_boete
    if boete is None:
        return (
            f"Oproep {oproep.nummer} {waarom}, maar er loopt een procedure voor een boete. Stop die procedure, en neem"
            " eerst dat antwoord op de boetevraag terug."
        )
    return (
        f"Oproep {oproep.nummer} {waarom}, maar er rust {_wat_erop_rust(oproep)} op. Neem eerst het antwoord op de"
        " boetevraag terug, en zeg daarbij wat er met de boete is: INGETROKKEN (met het besluit waarmee zij is"
        " ingetrokken) of VERGISSING (er was geen boete)."
    )


def _wat_erop_rust(oproep: Oproep) -> str:
    boete = None if oproep.boetevraag is None else oproep.boetevraag.bekende_boete
    if boete is None:
        return "een procedure voor een boete"
    return f"een boete van {boete.bedrag} euro ({boete.kenmerk})"

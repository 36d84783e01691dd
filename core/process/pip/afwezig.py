"""Wat iemand leest over zijn plan dat zonder hem gemaakt is: de oproepen, of hij kwam, de gegevens en zijn antwoord."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.law import niet_afwachten
from core.law.oproepen import Oproep, Uitkomst, getelde
from core.law.recht import Recht
from core.law.voornemen import Afziengrond
from core.law.zienswijze import Zienswijze, Zienswijzewijze
from core.process.besluit.briefdelen import in_dagen
from core.process.intake.rijen import BredeIntakeRij
from core.process.pip.rijen import VoornemenRij

_HOE = {Zienswijzewijze.SCHRIFTELIJK: "schreef u ons", Zienswijzewijze.MONDELING: "zei u ons"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Afwezigheid:
    """Waarop een plan zonder de persoon rust: wanneer hij is opgeroepen, en waar de gegevens vandaan komen.

    `gekomen` zijn de oproepen waarna hij wel kwam, en niet genoeg meewerkte (art. 14 lid 1 Wi2021, PG-3).
    """

    oproepen: tuple[date, ...]
    bronnen: tuple[str, ...]
    gekomen: tuple[date, ...] = ()
    schreef_op: tuple[date, ...] = ()
    """Op welke dagen hij schreef dat hij niet komt (PG-4)."""
    kan_komen_tot: date | None = None
    """Tot en met welke dag een boete hem nog laat komen, als die dag er nog niet was (art. 22 lid 2)."""


def afwezigheid_van(intake: BredeIntakeRij, oproepen: Sequence[Oproep], *, op: date, recht: Recht) -> Afwezigheid:
    """De dag van verzending van elke oproep die telde, met wat ervan kwam, en elke bron uit de intake, voor een brief
    van dag `op`."""
    dagen = [(oproep.verzonden_op, oproep.uitkomst) for oproep in getelde(oproepen, recht=recht)]
    bronnen = (regel.strip() for regel in intake.bronnen_bij_afwezigheid.splitlines())
    return Afwezigheid(
        oproepen=tuple(dag for dag, _ in dagen if dag is not None),
        bronnen=tuple(bron for bron in bronnen if bron),
        gekomen=tuple(
            dag for dag, uitkomst in dagen if dag is not None and uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING
        ),
        schreef_op=niet_afwachten.schreef_op(oproepen, recht=recht),
        kan_komen_tot=niet_afwachten.kan_komen_tot(oproepen, peildatum=op, recht=recht),
    )


def oproepregel(afwezigheid: Afwezigheid, *, antwoordde: bool = False) -> str:
    """Op welke dagen hij is opgeroepen, en wat er gebeurde: hij kwam niet, of hij kwam en werkte niet genoeg mee. Wie
    op een plan antwoordde, is daarover gehoord; dat hij niet gehoord is leest hij dan niet (art. 4:8 Awb)."""
    schreef = _schreef(afwezigheid)
    if not afwezigheid.gekomen:
        daarom = "" if antwoordde else " Daarom hebben wij u niet gehoord."
        return (
            "U was niet bij de brede intake. Wij hebben u daarvoor opgeroepen met de brieven van"
            f" {_opgesomd(afwezigheid.oproepen)}.{schreef}{daarom}"
        )
    weg = tuple(dag for dag in afwezigheid.oproepen if dag not in afwezigheid.gekomen)
    niet = f" Na onze {_brieven(weg)} kwam u niet." if weg else ""
    return (
        f"Wij hebben u voor de brede intake opgeroepen met de brieven van {_opgesomd(afwezigheid.oproepen)}."
        f" Na onze {_brieven(afwezigheid.gekomen)} kwam u wel, maar u werkte niet genoeg mee.{niet}{schreef}"
        " Daarom konden wij de intake niet samen met u afmaken."
    )


def _schreef(afwezigheid: Afwezigheid) -> str:
    dagen = afwezigheid.schreef_op
    return f" U liet op {_opgesomd(dagen)} schriftelijk weten dat u niet komt." if dagen else ""


def _komen_mag_nog(tot: date) -> str:
    return f"U kreeg een boete. Die geeft u tot en met {in_dagen(tot)} om te komen."


def niet_gewacht(afwezigheid: Afwezigheid) -> str:
    """Waarom het voornemen niet wacht op de dag waarop een boete hem nog laat komen; leeg als die er niet is."""
    if afwezigheid.kan_komen_tot is None:
        return ""
    waarom = (
        "U schreef dat u niet komt."
        if afwezigheid.schreef_op
        else "Ook na onze laatste oproep konden wij de brede intake niet met u doen."
    )
    return f" {_komen_mag_nog(afwezigheid.kan_komen_tot)} {waarom} Daarom wachten wij niet tot die dag met deze brief."


def _niet_afgewacht(afwezigheid: Afwezigheid, reden: str) -> tuple[str, ...]:
    """Dat het besluit niet wachtte op die dag, en waarom (art. 3:46 Awb)."""
    if afwezigheid.kan_komen_tot is None:
        return ()
    return (
        f"{_komen_mag_nog(afwezigheid.kan_komen_tot)} Wij hebben met ons besluit niet tot die dag gewacht."
        f"{' Dit is de reden:' if reden else ''}",
        *([reden] if reden else []),
    )


def _brieven(dagen: Sequence[date]) -> str:
    return f"{'brief' if len(dagen) == 1 else 'brieven'} van {_opgesomd(dagen)}"


def _opgesomd(dagen: Sequence[date]) -> str:
    woorden = [in_dagen(dag) for dag in dagen]
    return f"{', '.join(woorden[:-1])} en {woorden[-1]}" if len(woorden) > 1 else "".join(woorden)


def uitleg(
    afwezigheid: Afwezigheid,
    voornemen: VoornemenRij | None,
    *,
    op: date,
    eerder: Sequence[VoornemenRij] = (),
    reden: str = "",
) -> tuple[str, ...]:
    """Wat het besluit van deze dag zegt over hoe het zonder de persoon gemaakt is (art. 3:46 en 3:47 Awb). `eerder`
    zijn de plannen die niet meer gelden en waarop hij wel antwoordde, en `reden` is waarom het college een dag niet
    afwachtte waarop hij nog kon komen.

    Zolang er geen voornemen is waarop besloten kan worden, zegt het daar niets over.
    """
    bronnen = "\n".join(f"– {bron}" for bron in afwezigheid.bronnen)
    antwoordde = bool(eerder) or (voornemen is not None and bool(voornemen.zienswijzen))
    return (
        oproepregel(afwezigheid, antwoordde=antwoordde),
        *_niet_afgewacht(afwezigheid, reden.strip()),
        f"De gegevens voor dit plan komen van:\n{bronnen}",
        *eerdere_antwoorden(eerder),
        *(
            ()
            if voornemen is None or not voornemen.is_voorgelegd
            else _voornemen(voornemen, op, eerder_geantwoord=bool(eerder))
        ),
    )


def eerdere_antwoorden(eerder: Sequence[VoornemenRij]) -> tuple[str, ...]:
    """Wat hij zei over een plan dat niet meer geldt, en wat daarmee gedaan is. Woog niemand dat nog, dan staat het bij
    de weging van het nieuwe."""
    return tuple(alinea for rij in eerder for alinea in _eerder(rij))


def _eerder(rij: VoornemenRij) -> Iterator[str]:
    if rij.verzonden_op is not None:
        yield (
            f"Eerder lieten wij u een ander plan weten, met onze brief die op {in_dagen(rij.verzonden_op)} is"
            " verzonden. Dat plan geldt niet meer. U hebt daarop geantwoord."
        )
    else:
        yield "Eerder schreven wij u een ander plan. Dat plan geldt niet meer. U hebt daarop geantwoord."
    yield from (_zei(zienswijze) for zienswijze in rij.zienswijzen)
    if rij.weging.strip():
        yield _gedaan(rij)


def _voornemen(rij: VoornemenRij, op: date, *, eerder_geantwoord: bool) -> tuple[str, ...]:
    if rij.afzien_grond is not None:
        hoe = "niet nog eens" if rij.afzien_grond is Afziengrond.EERDER_GELEGENHEID else "niet eerst"
        return (
            f"Wij hebben u {hoe} gevraagd wat u van dit plan vindt. "
            f"{rij.afzien_grond.omschrijving} Dat mag op grond van {rij.afzien_grond.grond.voluit}. {rij.motief}",
            *_antwoord(rij),
        )
    if rij.verzonden_op is None or rij.uiterlijk_op is None:
        raise LookupError("een voornemen waarop besloten wordt is verzonden")
    brief = (
        f"Met onze brief die op {in_dagen(rij.verzonden_op)} is verzonden, lieten wij u weten welk plan wij wilden"
        " maken."
    )
    laatste = rij.laatste_zienswijze
    if laatste is not None and laatste.is_alles and op <= rij.uiterlijk_op:
        voorgelegd = (
            f"{brief} U kreeg tot en met {in_dagen(rij.uiterlijk_op)} de tijd om te antwoorden. Op"
            f" {in_dagen(laatste.ontvangen_op)} liet u weten dat u verder niets te zeggen hebt. Daarom wachten wij niet"
            " langer."
        )
        return (voorgelegd, *_antwoord(rij))
    voorgelegd = f"{brief} U kon daarop antwoorden tot en met {in_dagen(rij.uiterlijk_op)}."
    if not rij.zienswijzen:
        hoe = "Daarop kregen wij geen nieuw antwoord." if eerder_geantwoord else "U hebt niet geantwoord."
        return (f"{voorgelegd} {hoe}", *_antwoord(rij))
    return (voorgelegd, *_antwoord(rij))


def _antwoord(rij: VoornemenRij) -> tuple[str, ...]:
    """Wat hij zei en wat daarmee gedaan is; ook wat hij eerder zei kan hier gewogen zijn."""
    if not rij.zienswijzen:
        return (f"Dit hebben wij met uw eerdere antwoord gedaan:\n{rij.weging}",) if rij.weging.strip() else ()
    return (*(_zei(zienswijze) for zienswijze in rij.zienswijzen), _gedaan(rij))


def _gedaan(rij: VoornemenRij) -> str:
    return f"Dit hebben wij daarmee gedaan:\n{rij.weging}"


def _zei(zienswijze: Zienswijze) -> str:
    return f"Op {in_dagen(zienswijze.ontvangen_op)} {_HOE[zienswijze.wijze]}:\n{zienswijze.inhoud}"

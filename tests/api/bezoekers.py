"""Wie er langskomen, en wat zij mogen zien: de rijen volgens hun verhouding, de kolommen volgens hun rechten."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from core.platform.db.feiten import Gevoeligheid
from core.platform.partijen import MACHINE_VAN, PARTIJEN, VAN_ACTOR, Partij
from core.platform.tenancy import Actor, Rol
from tests.api.kanaries import OPENBAAR, Bevolking
from tests.api.leerlingen import Herkomst, Leerling
from tests.architecture.feiten import PER_TABEL
from tests.process.wereld import Wereld
from tests.security.verhoudingen import VERHOUDINGEN
from tests.voorbeelden.alle import KANARIES
from tests.voorbeelden.beheer import Gemeente, Lid, lidmaatschap, medewerker, wie_van
from tests.voorbeelden.machine import EEN_JAAR
from tests.voorbeelden.proef import Partnerzicht, samen

ALLEEN_B = "school in b"
ZIET_EEN_PARTNER = samen([kanarie.ziet_een_partner for kanarie in KANARIES])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezoeker:
    """Iemand met of zonder token, en wat hij mag zien. `code` is de gemeente waar hij werkt, als hij ergens werkt;
    `actor` zegt voor welke routes hij bestaat, en is leeg voor wie geen rechten heeft."""

    naam: str
    token: str | None = None
    code: str | None = None
    actor: Actor | None = None
    mag: Callable[[Herkomst], bool]


async def neem_aan(wereld: Wereld) -> dict[str, tuple[Gemeente, UUID]]:
    """Wie er naast de vaste mensen komt: van elke soort een organisatie in twee gemeenten, een taalschool in één, en
    wie geen rechten heeft of meer heeft."""
    a, b = wereld.twee.a, wereld.twee.b
    for partij in PARTIJEN:
        lid = b.leden[partij.naam]
        await lidmaatschap(
            wereld.eigenaar, a.id, lid.medewerker, rol=min(partij.rollen), organisatie_id=lid.organisatie
        )
    extra: dict[str, tuple[Gemeente, UUID]] = {}

    async def komt(naam: str, gemeente: Gemeente, **lid: Any) -> None:
        extra[naam] = (gemeente, await medewerker(wereld.eigenaar, onderwerp=f"{naam}.{gemeente.code}"))
        if lid:
            await lidmaatschap(wereld.eigenaar, gemeente.id, extra[naam][1], **lid)

    school = {"rol": Rol.TAALSCHOOL_MEDEWERKER, "organisatie_id": a.school}
    for naam, v in VERHOUDINGEN.items():
        if v.lid != {}:
            await komt(naam, a, **({} if v.lid is None else school | v.lid))
    await komt(str(Rol.GEMEENTE_MACHINE), a, rol=Rol.GEMEENTE_MACHINE, **EEN_JAAR)
    for partij in PARTIJEN:
        machine = {"rol": partij.machine, "organisatie_id": b.leden[partij.naam].organisatie, **EEN_JAAR}
        await komt(str(partij.machine), b, **machine)
        await lidmaatschap(wereld.eigenaar, a.id, extra[str(partij.machine)][1], **machine)
    await komt("lid zonder rechten", a, rol=Rol.SYSTEEM)
    await komt(ALLEEN_B, b, rol=Rol.TAALSCHOOL_MEDEWERKER, organisatie_id=b.school)
    return extra


async def alle_bezoekers(
    wereld: Wereld, bevolking: Bevolking, extra: dict[str, tuple[Gemeente, UUID]]
) -> list[Bezoeker]:
    """Iedereen, met wat hij mag zien; `extra` is van `neem_aan`."""
    a, b = wereld.twee.a, wereld.twee.b
    leesbaar = {actor: await _leesbaar(wereld, actor) for actor in (Actor.GEMEENTE, Actor.LEDEN, *VAN_ACTOR)}

    def namens(partij: Partij, van: Gemeente, *gemeenten: Gemeente, mens: UUID | None = None) -> Callable[..., bool]:
        lid = van.leden[partij.naam]
        lid = replace(lid, medewerker=mens or lid.medewerker)
        return _van_een_organisatie(bevolking, leesbaar[partij.actor], partij, lid, {str(g.id) for g in gemeenten})

    def bezoeker(naam: str, wie: str, gemeente: Gemeente, actor: Actor, mag: Callable[[Herkomst], bool]) -> Bezoeker:
        token = wereld.mens(wie, gemeente).token
        return Bezoeker(naam=naam, token=token, code=gemeente.code, actor=actor, mag=_ook_openbaar(mag))

    van_a, van_b = (_alles_van(g.id, leesbaar[Actor.GEMEENTE]) for g in (a, b))
    return [
        bezoeker("klantmanager in a", "klantmanager", a, Actor.GEMEENTE, van_a),
        bezoeker("teamleider in b", "teamleider", b, Actor.GEMEENTE, van_b),
        bezoeker("beheerder in a", "beheerder", a, Actor.LEDEN, _alles_van(a.id, leesbaar[Actor.LEDEN])),
        bezoeker(
            "beheerder van een taalschool in a",
            str(Rol.TAALSCHOOL_BEHEERDER),
            a,
            Actor.LEDEN,
            _alles_van(a.id, leesbaar[Actor.LEDEN], organisatie_id=a.school),
        ),
        *(
            bezoeker(f"{wie} in {waar}", wie, van, p.actor, namens(p, van, *gemeenten))
            for p in PARTIJEN
            for wie in [wie_van(p.actor)]
            for waar, van, gemeenten in (("a", a, (a,)), ("a en b", b, (a, b)))
        ),
        bezoeker(
            ALLEEN_B, ALLEEN_B, b, Actor.TAALSCHOOL, namens(VAN_ACTOR[Actor.TAALSCHOOL], b, b, mens=extra[ALLEEN_B][1])
        ),
        *(
            bezoeker(f"systeem van {p.naam}", str(p.machine), b, p.actor, namens(p, b, a, b, mens=extra[p.machine][1]))
            for p in PARTIJEN
        ),
        bezoeker("systeem van a", str(Rol.GEMEENTE_MACHINE), a, Actor.GEMEENTE, van_a),
        *(
            Bezoeker(naam=naam, token=wereld.mens(naam, gemeente).token, code=gemeente.code, mag=niets)
            for naam, (gemeente, _) in extra.items()
            if naam != ALLEEN_B and naam not in MACHINE_VAN.values()
        ),
        Bezoeker(naam="zonder token", mag=niets),
        Bezoeker(naam="een token van niemand", token="a.b.c", mag=niets),
    ]


def niets(_: Herkomst) -> bool:
    """Wat iemand zonder rechten mag zien."""
    return False


def _ook_openbaar(mag: Callable[[Herkomst], bool]) -> Callable[[Herkomst], bool]:
    return lambda herkomst: herkomst.tabel in OPENBAAR or mag(herkomst)


async def _leesbaar(wereld: Wereld, actor: Actor) -> set[str]:
    """De kolommen die deze rol volgens de catalogus leest, zonder de nummers: die gaan er nooit uit."""
    rijen = await wereld.alziend.fetch(
        "select c.relname || '.' || a.attname as naam from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0"
        " and not a.attisdropped and has_column_privilege($1, c.oid, a.attnum, 'select')",
        f"meedoen_{actor}",
    )
    namen = {r["naam"] for r in rijen}
    feiten = {naam: PER_TABEL[naam.split(".")[0]].kolommen[naam.split(".")[1]] for naam in namen}
    if actor in VAN_ACTOR:
        assert namen == {naam for naam, feit in feiten.items() if VAN_ACTOR[actor].doel in feit.doelen}
    return {naam for naam, feit in feiten.items() if feit.gevoeligheid is not Gevoeligheid.NUMMER}


def _van_een_organisatie(
    bevolking: Bevolking, leesbaar: set[str], partij: Partij, lid: Lid, gemeenten: set[str]
) -> Callable[[Herkomst], bool]:
    """Wat de stappen zeggen dat een organisatie ziet: haar toewijzingen in de gemeenten waar deze medewerker lid is, en
    de persoon van wie daarvan levend en aanvaard is."""

    def leerling_van(dossier_id: UUID) -> Leerling | None:
        leerling = bevolking.zaken[dossier_id]
        bij = leerling.bij is not None and leerling.bij.leden[partij.naam].organisatie == lid.organisatie
        return leerling if bij and str(leerling.gemeente.id) in gemeenten and leerling.te_zien else None

    zicht = Partnerzicht(lid=lid, gemeenten=frozenset(gemeenten), leerling_van=leerling_van)

    def mag(herkomst: Herkomst) -> bool:
        ziet = ZIET_EEN_PARTNER.get(herkomst.tabel)
        return ziet is not None and herkomst.naam in leesbaar and bool(ziet(zicht, herkomst))

    return mag


def _alles_van(
    gemeente_id: UUID, kolommen: set[str], *, organisatie_id: UUID | None = None
) -> Callable[[Herkomst], bool]:
    """Wat een medewerker van een gemeente mag zien: de kolommen van zijn rol, in de rijen van zijn gemeente; van een
    organisatie alleen die van haar."""

    def mag(herkomst: Herkomst) -> bool:
        rij = herkomst.rij
        van_haar = organisatie_id is None or str(organisatie_id) in (rij.get("organisatie_id"), rij.get("eigenaar_id"))
        return herkomst.naam in kolommen and rij.get("gemeente_id") == str(gemeente_id) and van_haar

    return mag

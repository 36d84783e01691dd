"""B25: een mens kiest vanaf welke dag de tien weken voor het PIP lopen (art. 5.3 lid 1 Bi2021, PG-14)."""

from collections.abc import Collection
from uuid import UUID

from core.fouten import Conflict, Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.besluiten import Besluitfeiten, Besluitsoort, gronden
from core.law.pip_termijnen import PipRegel, te_kiezen, wacht_op_vestiging
from core.law.startdatum import waarschuw_startdatum
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie
from core.platform.huis import Huis
from core.process.besluit.actions import leg_vast
from core.process.besluit.geldend import lees_geldend
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import correctie
from core.process.dossier.correctie import wijziging
from core.process.dossier.tables import Dossier
from core.process.dossier.termijnen import VOOR_HET_PIP, feiten_van
from core.process.dossier.zaak import neem_dossier, werk_bij
from core.process.voorvallen import FeitenGewijzigd, meld

SOORT = Besluitsoort.STARTDATUM
_WOONT_HIER_NIET = Gebrek(
    veld="datumVestiging",
    melding=(
        "Deze persoon staat in de BRP niet in uw gemeente, en DUO meldde niet dat u hem huisvest (SS139). De tien weken"
        " voor het PIP beginnen pas als hij hier woont. Wacht op die melding, of lees de BRP opnieuw als hij hier al"
        " woont."
    ),
    grond=str(gronden(SOORT, Besluitfeiten())[0]),
)


async def kies_startdatum(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    *,
    versie: int,
    regel: PipRegel,
    motief: str,
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> UUID:
    """Leg de keuze vast als beslissing van een mens, intern en zichtbaar in het dossier; geeft haar id.

    Beide dagen blijven zichtbaar. Meldde DUO de vestiging nog niet, dan opent deze keuze het PIP. Was zij verkeerd, dan
    komt er tot het PIP is vastgesteld een andere voor in de plaats; wat er stond en waarom blijft te lezen.

    Raises:
        NietGevonden: het dossier bestaat niet.
        VersieConflict: iemand anders was eerder.
        Conflict: er valt niets (meer) te kiezen, of deze keuze staat er al.
        VoorwaardeNietVervuld: niets zegt dat deze persoon in deze gemeente woont.
        OngeldigeInvoer: deze regel is in dit dossier geen mogelijke lezing.
        NietBevestigd: met deze keuze is het PIP te laat, of bijna, en dat is niet bevestigd.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    dossier, recht = zaak.rij, huis.recht_van(tx.gemeente_id)
    voor_het_pip = dossier.fase in VOOR_HET_PIP
    feiten = feiten_van(dossier, dossier.groep, recht=recht) if dossier.groep and voor_het_pip else None
    if feiten is not None and wacht_op_vestiging(feiten):
        raise VoorwaardeNietVervuld("Er valt nog geen startdatum te kiezen.", gebreken=(_WOONT_HIER_NIET,))
    mogelijk = () if feiten is None else te_kiezen(feiten, recht=recht)
    if feiten is None or not mogelijk:
        melding = "Over de startdatum van dit dossier is geen vraag (meer) open. Er valt niets te kiezen."
        raise Conflict(melding, grond=str(gronden(SOORT, Besluitfeiten())[0]))
    if feiten.gekozen_regel is regel:
        melding = "Deze keuze staat er al. Kies een andere regel, met een motief, als zij verkeerd is."
        raise Conflict(melding, grond=str(gronden(SOORT, Besluitfeiten())[0]))
    grond = gronden(SOORT, Besluitfeiten(groep=dossier.groep))
    if regel not in mogelijk:
        melding = f"Deze regel is in dit dossier geen mogelijke lezing; kies uit {', '.join(mogelijk)}."
        gebrek = Gebrek(veld="regel", melding=melding, grond=str(grond[0]))
        raise OngeldigeInvoer("De gekozen regel past niet bij dit dossier.", gebreken=(gebrek,))
    laat = waarschuw_startdatum(feiten, regel, peildatum=await tx.vandaag(), recht=recht)
    await eis_en_bewaar(tx, huis, laat, bevestigd, object_="dossier", object_id=dossier_id, dossiers=(dossier_id,))
    eerder = await lees_geldend(tx, dossier_id, SOORT)
    if feiten.gekozen_regel is not None:
        await correctie.leg_vast(
            tx,
            huis,
            "dossier.startdatum-verbeteren",
            "dossier",
            object_id=dossier_id,
            dossier_id=dossier_id,
            wijzigingen=[
                wijziging("gekozen_regel", dossier.gekozen_regel, regel),
                wijziging("gekozen_motief", dossier.gekozen_motief, motief),
            ],
            motief=motief,
        )
    zaak = await werk_bij(
        tx,
        zaak,
        {Dossier.gekozen_regel: regel, Dossier.gekozen_motief: motief, Dossier.gekozen_door: tx.medewerker_id},
    )
    besluit_id = await leg_vast(
        tx,
        huis,
        SOORT,
        zaak=zaak,
        onderwerp_id=dossier_id,
        dagtekening=await tx.vandaag(),
        gronden=grond,
        vervangt=None if eerder is None else eerder.id,
        motief="" if eerder is None else motief.strip(),
    )
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=frozenset({"dossier.gekozen_regel"})))
    await huis.logboek.schrijf(
        tx,
        "dossier.startdatum",
        "dossier",
        object_id=dossier_id,
        dossiers=[dossier_id],
        velden=["gekozen_regel", "gekozen_motief"],
    )
    return besluit_id

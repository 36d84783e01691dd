"""Een uitnodiging aanvaarden: wie er met de link komt bewijst bij de afgesproken dienst dat hij de genodigde is.

Zo hoort (uitgever, onderwerp) voortaan bij een medewerker. Een adres alleen koppelt nooit iets: het zegt wie genodigd
was, en daarna zegt het niets meer.
"""

import hmac
from dataclasses import dataclass
from uuid import UUID

from core.fouten import Conflict, NietBevoegd, NietGevonden
from core.platform.beheer.tables import Lidmaatschap
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id, vast_id
from core.platform.inloggen.sessies import Sessie, adresafdruk, nu_hier
from core.platform.tenancy import Rol, Toegang, toegang_leden
from core.platform.tenants import Tenant
from core.process.leden.deur import bekende_medewerker, open_uitnodiging, werkt_bij_een_ander
from core.process.leden.regels import VAN_DE_GEMEENTE
from core.process.leden.rijen import UitnodigingRij
from core.process.leden.tables import Uitnodiging, Uitnodigingstatus
from core.process.leden.uitnodigen import afdruk_van, sluit

GEEN = (
    "Deze uitnodiging is er niet (meer). Een link werkt één keer, en hooguit drie dagen. Vraag wie u uitnodigde om een"
    " nieuwe."
)
ANDER_ADRES = (
    "U bent ingelogd, maar deze uitnodiging is niet voor het adres dat uw organisatie van u kent. Log uit en log in met"
    " het account waarvoor u bent uitgenodigd, of vraag wie u uitnodigde om een uitnodiging voor dit account."
)
BIJ_EEN_ANDER = (
    "U werkt al bij een andere organisatie van deze soort, en met één account kan dat maar bij één: uw lijst gaat over"
    " haar mensen. Gebruik hiervoor een ander account, of laat dat lidmaatschap eerst beëindigen."
)
ZONDER_ADRES = (
    "Uw organisatie zegt niet welk e-mailadres zij van u heeft nagegaan, en daaraan herkent Meedoen u. Vraag de"
    " beheerder van de inlogdienst van uw organisatie."
)
_KOMT = "insert into meedoen.medewerker (id, uitgever, onderwerp) values ($1, $2, $3) on conflict do nothing"
_COLLEGA = """
insert into meedoen.collega (gemeente_id, medewerker_id, naam, functie, email, telefoon) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing"""
_BIJGEWERKT = """
update meedoen.collega set naam = $3, functie = coalesce(nullif($4, ''), functie), email = $5,
  telefoon = coalesce(nullif($6, ''), telefoon)
where gemeente_id = $1 and medewerker_id = $2"""
_WERKT_AL = """
select 1 from meedoen.lidmaatschap
where gemeente_id = $1 and medewerker_id = $2 and rol = $3 and ingetrokken_op is null
  and (tot is null or tot > statement_timestamp())"""
_SLOT = "select 1 from meedoen.collega where gemeente_id = $1 and medewerker_id = $2 for update"
_ADRES_VAN_EEN_ANDER = """
select 1 from meedoen.lidmaatschap
where gemeente_id = $1 and medewerker_id <> $2 and lower(email) = $3 and ingetrokken_op is null
  and (tot is null or tot > statement_timestamp())"""
ADRES_VAN_EEN_ANDER = (
    "Op dit adres werkt hier al iemand, met een ander account. Zo zou één mens hier twee mensen zijn, en dat telt bij"
    " vier ogen niet. Log in met dat account, of laat dat lidmaatschap eerst beëindigen."
)
OORSPRONG = "uitnodiging aanvaarden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Een open uitnodiging, zoals wie de link heeft haar ziet: niet voor wie zij is."""

    id: UUID
    tenant: Tenant
    organisatie_id: UUID | None
    rol: Rol

    def __str__(self) -> str:
        rol = self.rol.replace("_", " ")
        if self.organisatie_id is None:
            return f"gemeente {self.tenant.naam}, als {rol}"
        naam = next((o.naam for o in self.tenant.organisaties if o.id == self.organisatie_id), "een organisatie")
        return f"{naam}, voor gemeente {self.tenant.naam}, als {rol}"


async def zoek(huis: Huis, gemeentecode: str, geheim: str) -> Link:
    """De open uitnodiging van deze link; er verandert niets.

    Raises:
        NietGevonden: die is er niet (meer); om welke reden ook met dezelfde woorden.
    """
    tenant = next((t for t in huis.tenants.values() if t.code == gemeentecode), None)
    if tenant is None:
        raise NietGevonden(GEEN)
    if (rij := await open_uitnodiging(huis, tenant.id, afdruk_van(geheim))) is None:
        raise NietGevonden(GEEN)
    return Link(id=rij["id"], tenant=tenant, organisatie_id=rij["organisatie_id"], rol=Rol(rij["rol"]))


async def aanvaard(huis: Huis, link: Link, sessie: Sessie) -> UUID:
    """Maak het lidmaatschap; geeft de medewerker. Dat de dienst van de sessie voor deze plaats is afgesproken, ging de
    aanroeper na.

    Raises:
        NietBevoegd: het adres van wie is ingelogd is niet dat van de genodigde, hij nodigde zichzelf uit, of op dat
            adres werkt hier al een ander account.
        NietGevonden: de uitnodiging is er niet meer.
        Conflict: hij werkt hier al met deze rol, of bij een andere organisatie van deze soort.
    """
    bekend = await bekende_medewerker(huis, sessie)
    if await werkt_bij_een_ander(huis, sessie, link.rol, link.organisatie_id):
        await meld_geweigerd(huis, link, bekend)
        raise Conflict(BIJ_EEN_ANDER)
    wie = bekend or vast_id("medewerker", sessie.uitgever, sessie.onderwerp)
    try:
        async with huis.databank.uow(_toegang(link, wie)) as tx:
            await _neem_aan(tx, huis, link, sessie, wie)
    except (NietBevoegd, Conflict):
        await meld_geweigerd(huis, link, bekend)
        raise
    return wie


async def _neem_aan(tx: Tx, huis: Huis, link: Link, sessie: Sessie, wie: UUID) -> None:
    rij = await tx.lees_een_als(
        UitnodigingRij,
        UitnodigingRij.select().where(
            (Uitnodiging.gemeente_id == tx.gemeente_id)
            & (Uitnodiging.id == link.id)
            & (Uitnodiging.status == Uitnodigingstatus.OPEN)
            & (Uitnodiging.verloopt_op > nu_hier())
        ),
    )
    if rij is None:
        raise NietGevonden(GEEN)
    _eis_genodigde(rij, sessie, wie)
    await tx.voer_uit(_KOMT, wie, sessie.uitgever, sessie.onderwerp)
    bij = (tx.gemeente_id, wie, rij.naam, rij.functie, rij.email, rij.telefoon)
    bijgekomen = await tx.voer_uit(_COLLEGA, *bij)
    # Two at once by one person, with one link or with two: the second waits here, and finds what the first became.
    await tx.fetchrow(_SLOT, tx.gemeente_id, wie)
    if await tx.fetchrow(_WERKT_AL, tx.gemeente_id, wie, str(rij.rol)) is not None:
        raise Conflict("U werkt hier al met deze rol. Er is niets gewijzigd.")
    if await tx.fetchrow(_ADRES_VAN_EEN_ANDER, tx.gemeente_id, wie, rij.email) is not None:
        raise NietBevoegd(ADRES_VAN_EEN_ANDER)
    await sluit(tx, rij.id, Uitnodigingstatus.AANVAARD, aanvaard_door=wie)
    if not bijgekomen and rij.rol in VAN_DE_GEMEENTE:
        await tx.voer_uit(_BIJGEWERKT, *bij)
    lid = Lidmaatschap(
        gemeente_id=tx.gemeente_id,
        id=nieuw_id(),
        medewerker_id=wie,
        organisatie_id=rij.organisatie_id,
        rol=rij.rol,
        naam=rij.naam,
        email=rij.email,
        vanaf=max(nu_hier(), rij.vanaf or nu_hier()),
        tot=rij.tot,
        uitnodiging_id=rij.id,
    )
    await tx.schrijf(Lidmaatschap.insert(lid).returning(Lidmaatschap.id))
    await huis.logboek.schrijf(tx, "lidmaatschap.aanvaarden", "lidmaatschap", object_id=lid.id, velden=["rol"])


def _eis_genodigde(rij: UitnodigingRij, sessie: Sessie, wie: UUID) -> None:
    if not sessie.adres:
        raise NietBevoegd(ZONDER_ADRES)
    if not hmac.compare_digest(sessie.adres, adresafdruk(rij.email)):
        raise NietBevoegd(ANDER_ADRES)
    if rij.uitgenodigd_door == wie:
        raise NietBevoegd("U nodigde zichzelf uit. Vraag een ander die hierover gaat om u uit te nodigen.")


async def meld_geweigerd(huis: Huis, link: Link, wie: UUID | None) -> None:
    """De regel over wie het niet mocht; van wie hier niemand is zegt zij niet wie."""
    async with huis.databank.uow(_toegang(link, wie)) as tx:
        await huis.logboek.schrijf(
            tx, "lidmaatschap.aanvaarden", "uitnodiging", object_id=link.id, resultaat="geweigerd"
        )


def _toegang(link: Link, wie: UUID | None) -> Toegang:
    return toegang_leden(
        link.tenant.id, organisatie_id=link.organisatie_id, medewerker_id=wie, rollen=frozenset(), oorsprong=OORSPRONG
    )

"""Wie hier werkt: de beheerder van de gemeente over haar mensen, en die van een organisatie over de hare."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.inloggen.deur import UITNODIGING
from core.platform.http.invoer import lees_body
from core.platform.http.vrijetekst import ZONDER_NUMMER
from core.platform.inloggen.sessies import nu_hier
from core.platform.tenancy import Actor, Rol
from core.platform.vorm import MET_INHOUD, heel
from core.process.leden import beeindigen, functie, uitnodigen, views
from core.process.leden.regels import Genodigde
from core.process.leden.views import LidUit, UitnodigingUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Rolkeuze = Literal[
    "klantmanager",
    "teamleider",
    "taalschool_medewerker",
    "taalschool_beheerder",
    "maatschappelijke_partner_medewerker",
    "maatschappelijke_partner_beheerder",
]
Naam = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=heel(MET_INHOUD))]
Functie = Annotated[str, msgspec.Meta(max_length=100)]
Telefoon = Annotated[str, msgspec.Meta(max_length=30)]
EMAIL = r"[^@\s]+@[^@\s]+"
Adres = Annotated[
    str,
    msgspec.Meta(max_length=254, pattern=heel(EMAIL), description="Een e-mailadres, zoals g.jansen@example.org"),
    ZONDER_NUMMER,
]
Na = Annotated[UUID | None, QueryParameter(description="het id van de laatste regel van de vorige pagina")]
PER_PAGINA = f"Hooguit {uitnodigen.PAGINA} op een pagina; staan er zoveel, vraag dan verder met `na`."
GEEN_POST = (
    "Meedoen verstuurt hier geen e-mail: geef deze link zelf aan wie u uitnodigt. U ziet haar maar één keer; zij werkt"
    " één keer, en drie dagen."
)
PER_POST = (
    "Meedoen mailt de link naar het adres dat u opgaf; zij werkt één keer, en drie dagen. Of de mail weg is, leest u"
    " bij de uitnodigingen."
)


class NieuweUitnodiging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wie u uitnodigt, en als wat. Het id maakt u zelf.

    `email` is het adres dat de inlogdienst van zijn organisatie van hem kent: alleen wie zich daarmee bewijst kan
    aanvaarden. `functie` is er een van het mandaatregister, en hoort bij een klantmanager of teamleider.
    `organisatieId` noemt een beheerder van de gemeente die er een beheerder van een organisatie van maakt. `vanaf` is
    de eerste dag, zonder is dat die van het aanvaarden; `tot` is de laatste, zonder eindigt het als iemand het
    beëindigt.
    """

    id: UUID
    rol: Rolkeuze
    naam: Naam
    email: Adres
    functie: Functie = ""
    telefoon: Telefoon = ""
    organisatie_id: UUID | None = None
    vanaf: date | None = None
    tot: date | None = None


class Einde(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Met `zonderOverdracht` eindigt het ook als er nog dossiers bij hem staan; zij staan dan bij niemand."""

    zonder_overdracht: bool = False


class AndereFunctie(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De functie zoals het mandaatregister haar noemt; leeg is geen."""

    functie: Functie


class LinkUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De link voor de genodigde; Meedoen bewaart haar niet, en geeft haar maar één keer. Mailt Meedoen haar, dan is zij
    hier leeg."""

    link: str | None
    verloopt_op: datetime
    uitleg: str


class LidmaatschapApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/lidmaatschappen"
    tags = ("lidmaatschappen",)

    @get(
        summary="Wie hier werkt",
        description="Een beheerder van de gemeente leest wie bij haar werkt en wie de beheerders van haar organisaties"
        " zijn; een beheerder van een organisatie leest wie er voor deze gemeente bij die organisatie werkt."
        f" {PER_PAGINA}",
        opt=vraagt("lidmaatschap", "lezen", actor=Actor.LEDEN),
    )
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        bezoek: Hier,
        voorbij: Annotated[bool, QueryParameter(description="ook wie hier werkte")] = False,
        na: Na = None,
    ) -> list[LidUit]:
        async with bezoek.uow() as tx:
            return await views.leden(tx, bezoek.huis, ook_voorbij=voorbij, na=na)

    @post(
        "/{lidmaatschap_id:uuid}/einde",
        status_code=204,
        summary="Een lidmaatschap beëindigen",
        description="Het werkt bij het volgende verzoek. Wie nog dossiers heeft eindigt pas als een ander ze overnam,"
        " of met `zonderOverdracht`. De laatste beheerder blijft.",
        opt=vraagt("lidmaatschap", "beeindigen", actor=Actor.LEDEN, body=Einde, beslist=True),
    )
    async def beeindig(
        self,
        gemeentecode: FromPath[str],
        lidmaatschap_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, Einde)
        if not data.zonder_overdracht:
            await beeindigen.eis_overgedragen(bezoek.huis.databank, bezoek.toegang, lidmaatschap_id)
        async with bezoek.uow() as tx:
            await beeindigen.beeindig(tx, bezoek.huis.logboek, lidmaatschap_id)

    @post(
        "/{lidmaatschap_id:uuid}/nagezien",
        status_code=204,
        summary="Vastleggen dat een lidmaatschap nog klopt",
        description="Elk jaar ziet wie erover gaat na of iemand hier nog werkt, met deze rol. Het eigen lidmaatschap"
        " ziet een ander na.",
        opt=vraagt("lidmaatschap", "nazien", actor=Actor.LEDEN),
    )
    async def zie_na(self, gemeentecode: FromPath[str], lidmaatschap_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await beeindigen.zie_na(tx, bezoek.huis.logboek, lidmaatschap_id)

    @post(
        "/{lidmaatschap_id:uuid}/functie",
        status_code=204,
        summary="Een klantmanager of teamleider een andere functie geven",
        description="De functie is er een van het mandaatregister, en zegt wat hij mag besluiten; zij geldt bij zijn"
        " volgende verzoek, in al zijn rollen hier. Zijn eigen functie geeft niemand.",
        opt=vraagt("lidmaatschap", "functie", actor=Actor.LEDEN, body=AndereFunctie, beslist=True),
    )
    async def geef_functie(
        self,
        gemeentecode: FromPath[str],
        lidmaatschap_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, AndereFunctie)
        async with bezoek.uow() as tx:
            await functie.geef(tx, bezoek.huis.logboek, lidmaatschap_id, data.functie)


class UitnodigingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/uitnodigingen"
    tags = ("lidmaatschappen",)

    @get(
        summary="Wie er genodigd is en nog niet antwoordde",
        description=f"De nieuwste eerst. {PER_PAGINA}",
        opt=vraagt("lidmaatschap", "lezen", actor=Actor.LEDEN),
    )
    async def lijst(self, gemeentecode: FromPath[str], bezoek: Hier, na: Na = None) -> list[UitnodigingUit]:
        async with bezoek.uow() as tx:
            return await views.uitnodigingen(tx, bezoek.huis, na=na)

    @post(
        status_code=201,
        summary="Iemand uitnodigen om hier te komen werken",
        description="Een beheerder van de gemeente geeft de rollen van de gemeente, en die van beheerder van een"
        " organisatie waarmee zij werkt; die geeft de andere rollen van haar organisatie. Een beheerder van de gemeente"
        " komt er bij met `meedoen leden uitnodigen`. Meedoen mailt de link; is er geen mailserver ingesteld, dan geeft"
        " het antwoord haar één keer, en geeft u haar zelf aan wie u uitnodigt.",
        opt=vraagt("lidmaatschap", "uitnodigen", actor=Actor.LEDEN, body=NieuweUitnodiging, beslist=True),
    )
    async def nodig_uit(self, gemeentecode: FromPath[str], request: Request[Any, Any, Any], bezoek: Hier) -> LinkUit:
        data, huis = await lees_body(request, NieuweUitnodiging), bezoek.huis
        mailt = huis.kluis if huis.config.smtp else None
        async with bezoek.uow() as tx:
            geheim = await uitnodigen.nodig_uit(
                tx,
                huis.logboek,
                huis.tenant(tx.gemeente_id),
                data.id,
                _als_genodigde(data, tx.toegang.organisatie_id),
                mailt=mailt,
            )
        return LinkUit(
            link=None if mailt else f"{huis.config.publiek_adres}{UITNODIGING}/{gemeentecode}/{geheim}",
            verloopt_op=nu_hier() + uitnodigen.GELDIG,
            uitleg=PER_POST if mailt else GEEN_POST,
        )

    @post(
        "/{uitnodiging_id:uuid}/intrekking",
        status_code=204,
        summary="Een uitnodiging intrekken",
        opt=vraagt("lidmaatschap", "uitnodigen", actor=Actor.LEDEN, beslist=True),
    )
    async def trek_in(self, gemeentecode: FromPath[str], uitnodiging_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await uitnodigen.trek_in(tx, bezoek.huis.logboek, uitnodiging_id)


def _als_genodigde(data: NieuweUitnodiging, eigen: UUID | None) -> Genodigde:
    """Wie voor een organisatie uitnodigt hoeft haar niet te noemen."""
    return Genodigde(
        rol=Rol(data.rol),
        organisatie_id=data.organisatie_id or eigen,
        naam=data.naam,
        email=data.email,
        functie=data.functie,
        telefoon=data.telefoon,
        vanaf=data.vanaf,
        tot=data.tot,
    )

"""De koppelvlakken van DUO, onder /duo/v1: pad voor pad zoals DUO ze beschrijft."""

import re
from http import HTTPStatus

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody, SkipValidation

from core.ontwikkeling.simulator.berichten import PIP, VERLENGINGSGRONDEN, Contactpersoongegevens
from core.ontwikkeling.simulator.loket import Loket, Verzoek
from core.ontwikkeling.simulator.poort import VERSIE

EenLoket = NamedDependency[SkipValidation[Loket]]
_BSN = re.compile(r"[0-9]{9}", re.ASCII)
_NUMMER = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)

# Litestar drops a msgspec.Meta pattern on FromPath, so both path parameters are checked here.


def _bsn(tekst: str) -> str:
    if not _BSN.fullmatch(tekst):
        raise ValidationException("een BSN heeft negen cijfers")
    return tekst


def _nummer(tekst: str) -> int:
    if not _NUMMER.fullmatch(tekst):
        raise ValidationException("een contactpersoon heeft een nummer van 1 tot en met 99999")
    return int(tekst)


def _versie(versie: str) -> dict[str, object]:
    """De versie van DUO waarin deze routes antwoorden."""
    return {VERSIE: versie}


class InburgeringsplichtController(Controller):
    """Inburgeringsplicht en doelgroep."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.2.2")

    @get("/inburgeringsplicht")
    async def lees_plicht(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.inburgeringsplicht(gemeente, nummer))

    @get("/inburgeringsplicht/historie")
    async def lees_plichthistorie(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda g, _: loket.register.inburgeringsplichthistorie(g, nummer))

    @get("/doelgroep")
    async def lees_doelgroep(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.doelgroep(gemeente, nummer))

    @get("/doelgroep/historie")
    async def lees_doelgroephistorie(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.doelgroephistorie(gemeente, nummer))


class InburgeringstermijnController(Controller):
    """De termijn en de gronden om hem te verlengen."""

    opt = _versie("1.0.0")

    @get("/personen/{bsn:str}/inburgeringstermijn")
    async def lees_termijn(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.termijn(gemeente, nummer))

    @get("/personen/{bsn:str}/inburgeringstermijn/historie")
    async def lees_termijnhistorie(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.termijnhistorie(gemeente, nummer))

    @get("/verlengingsgronden")
    async def lees_verlengingsgronden(self, loket: EenLoket, request: Verzoek) -> Response[bytes]:
        return await loket.lees(request, lambda _gemeente, _nu: VERLENGINGSGRONDEN)


class LeerbaarheidstoetsController(Controller):
    """Examennummer en uitslag van de leerbaarheidstoets."""

    path = "/personen/{bsn:str}/lbt"
    opt = _versie("1.2.0")

    @get("/examennummer")
    async def lees_examennummer(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, nu: loket.register.examennummer(gemeente, nummer, nu))

    @delete("/examennummer", status_code=HTTPStatus.OK)
    async def trek_examennummer_in(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.meld(
            request,
            lambda gemeente, _: loket.register.trek_examennummer_in(gemeente, nummer),
            bij_succes=HTTPStatus.OK,
        )

    @get("/resultaten")
    async def lees_resultaten(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.lbt_resultaten(gemeente, nummer))


class PipController(Controller):
    """Het PIP."""

    path = "/personen/{bsn:str}/PIP"
    opt = _versie("1.2.0")

    @get()
    async def lees_pip(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.pip(gemeente, nummer))

    @post()
    async def meld_pip(
        self, bsn: FromPath[str], data: JSONBody[PIP], loket: EenLoket, request: Verzoek
    ) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.meld(
            request,
            lambda gemeente, nu: loket.register.meld_pip(gemeente, nummer, data, nu),
            bij_succes=HTTPStatus.CREATED,
        )

    @delete(status_code=HTTPStatus.OK)
    async def verwijder_pip(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.meld(
            request, lambda gemeente, _: loket.register.verwijder_pip(gemeente, nummer), bij_succes=HTTPStatus.OK
        )


class ContactpersoonController(Controller):
    """De contactpersonen van een gemeente en hun koppelingen."""

    path = "/contactpersonen"
    opt = _versie("1.0.0")

    @post()
    async def maak(self, data: JSONBody[Contactpersoongegevens], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        return await loket.meld(
            request,
            lambda gemeente, _: loket.register.maak_contactpersoon(gemeente, data),
            bij_succes=HTTPStatus.CREATED,
        )

    @put("/{id_:str}")
    async def wijzig(
        self, id_: FromPath[str], data: JSONBody[Contactpersoongegevens], loket: EenLoket, request: Verzoek
    ) -> Response[bytes]:
        nummer = _nummer(id_)
        return await loket.meld(
            request,
            lambda gemeente, _: loket.register.wijzig_contactpersoon(gemeente, nummer, data),
            bij_succes=HTTPStatus.OK,
        )

    @delete("/{id_:str}", status_code=HTTPStatus.OK)
    async def verwijder(self, id_: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _nummer(id_)
        return await loket.meld(
            request,
            lambda gemeente, _: loket.register.verwijder_contactpersoon(gemeente, nummer),
            bij_succes=HTTPStatus.OK,
        )

    @post("/{id_:str}/personen/{bsn:str}")
    async def koppel(
        self, id_: FromPath[str], bsn: FromPath[str], loket: EenLoket, request: Verzoek
    ) -> Response[bytes]:
        contactpersoon, nummer = _nummer(id_), _bsn(bsn)
        return await loket.meld(
            request,
            lambda gemeente, _: loket.register.koppel(gemeente, contactpersoon, nummer),
            bij_succes=HTTPStatus.CREATED,
        )

    @delete("/{id_:str}/personen/{bsn:str}", status_code=HTTPStatus.OK)
    async def ontkoppel(
        self, id_: FromPath[str], bsn: FromPath[str], loket: EenLoket, request: Verzoek
    ) -> Response[bytes]:
        contactpersoon, nummer = _nummer(id_), _bsn(bsn)
        return await loket.meld(
            request,
            lambda gemeente, _: loket.register.ontkoppel(gemeente, contactpersoon, nummer),
            bij_succes=HTTPStatus.OK,
        )


class ExamenController(Controller):
    """Uitslagen en gratis pogingen."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.0.0")

    @get("/examens/resultaten")
    async def lees_examens(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.examens(gemeente, nummer))

    @get("/examens/gratispogingen")
    async def lees_gratis_pogingen(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.gratis_pogingen(gemeente, nummer))


class VrijstellingController(Controller):
    """Beslissingen over vrijstelling."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.0.0")

    @get("/vrijstellingen")
    async def lees_vrijstellingen(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.vrijstellingen(gemeente, nummer))


class OntheffingController(Controller):
    """Beslissingen over ontheffing."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.0.0")

    @get("/ontheffingen")
    async def lees_ontheffingen(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.ontheffingen(gemeente, nummer))


class VerlengingController(Controller):
    """Verzoeken om verlenging van de termijn."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.0.0")

    @get("/verlengingen")
    async def lees_verlengingen(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.verlengingen(gemeente, nummer))


class BoeteController(Controller):
    """De boetes van DUO."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.0.0")

    @get("/boetes")
    async def lees_boetes(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.boetes(gemeente, nummer))


class GebeurtenisController(Controller):
    """Wat DUO over een persoon gemeld heeft."""

    path = "/personen/{bsn:str}"
    opt = _versie("1.0.0")

    @get("/gebeurtenissen")
    async def lees_gebeurtenissen(self, bsn: FromPath[str], loket: EenLoket, request: Verzoek) -> Response[bytes]:
        nummer = _bsn(bsn)
        return await loket.lees(request, lambda gemeente, _: loket.register.gebeurtenissen(gemeente, nummer))


DUO_CONTROLLERS = (
    InburgeringsplichtController,
    InburgeringstermijnController,
    LeerbaarheidstoetsController,
    PipController,
    ContactpersoonController,
    ExamenController,
    VrijstellingController,
    OntheffingController,
    VerlengingController,
    BoeteController,
    GebeurtenisController,
)

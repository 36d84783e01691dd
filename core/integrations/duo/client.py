"""De client waarmee een gemeente DUO raadpleegt en meldingen doet.

Elke methode krijgt het `bericht_id` van de aanroeper: een melding houdt haar berichtId voor altijd, zodat
herhalen na een storing veilig is. Een raadpleging geeft `None` als DUO de persoon of het gegeven niet kent. Met een
lijst `onleesbaar` geeft zij ook een deel: wat niet te lezen is ontbreekt dan, en staat als tekst in die lijst.

Alle methoden kunnen deze fouten geven (zie fouten.py): `DuoFout`, `DuoGeenToegang`, `DuoOnbereikbaar`;
een melding ook `DuoWeigering`.
"""

import re
from http import HTTPStatus
from uuid import UUID

import httpx2

from core.integrations.duo.beslissingen import (
    Boete,
    Examenresultaat,
    Gebeurtenis,
    GratisPogingTegoed,
    Ontheffing,
    Verlenging,
    Vrijstelling,
)
from core.integrations.duo.contract import (
    Contactpersoon,
    Contactpersoongegevens,
    Doelgroep,
    Doelgroephistorie,
    Examennummer,
    Inburgeringsplicht,
    Inburgeringsplichthistorie,
    Inburgeringstermijn,
    Inburgeringstermijnhistorie,
    LbtResultaat,
    Pip,
    PipVanGemeente,
    Verlengingsgrond,
)
from core.integrations.duo.fouten import DuoFout
from core.integrations.duo.lezen import Onleesbaar
from core.integrations.duo.verbinding import TIJDSLIMIET, Verbinding, ontleed

_BSN = re.compile(r"[0-9]{9}", re.ASCII)
_Deels = list[Onleesbaar] | None


class DuoClient:
    """DUO namens één gemeente: `bron` is haar OIN, `doel` dat van DUO; `http` heeft DUO's basisadres, met /v1."""

    def __init__(
        self, http: httpx2.AsyncClient, *, bron: str, doel: str, tijdslimiet: httpx2.Timeout = TIJDSLIMIET
    ) -> None:
        self._lijn = Verbinding(http, bron=bron, doel=doel, tijdslimiet=tijdslimiet)

    async def lees_inburgeringsplicht(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> Inburgeringsplicht | None:
        """De plicht zoals zij nu is."""
        return await self._lijn.lees(f"{_persoon(bsn)}/inburgeringsplicht", Inburgeringsplicht, bericht_id, onleesbaar)

    async def lees_inburgeringsplichthistorie(
        self, bsn: str, *, bericht_id: UUID
    ) -> list[Inburgeringsplichthistorie] | None:
        """De eerdere standen van de plicht."""
        pad = f"{_persoon(bsn)}/inburgeringsplicht/historie"
        return await self._lijn.lees(pad, list[Inburgeringsplichthistorie], bericht_id)

    async def lees_doelgroep(self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None) -> Doelgroep | None:
        """De doelgroep van nu."""
        return await self._lijn.lees(f"{_persoon(bsn)}/doelgroep", Doelgroep, bericht_id, onleesbaar)

    async def lees_doelgroephistorie(self, bsn: str, *, bericht_id: UUID) -> list[Doelgroephistorie] | None:
        """De eerdere doelgroepen."""
        return await self._lijn.lees(f"{_persoon(bsn)}/doelgroep/historie", list[Doelgroephistorie], bericht_id)

    async def lees_inburgeringstermijn(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> Inburgeringstermijn | None:
        """De termijn; `None` zolang DUO er geen vaststelde."""
        pad = f"{_persoon(bsn)}/inburgeringstermijn"
        return await self._lijn.lees(pad, Inburgeringstermijn, bericht_id, onleesbaar)

    async def lees_inburgeringstermijnhistorie(
        self, bsn: str, *, bericht_id: UUID
    ) -> list[Inburgeringstermijnhistorie] | None:
        """De eerdere einden van de termijn."""
        pad = f"{_persoon(bsn)}/inburgeringstermijn/historie"
        return await self._lijn.lees(pad, list[Inburgeringstermijnhistorie], bericht_id)

    async def lees_verlengingsgronden(self, *, bericht_id: UUID) -> list[Verlengingsgrond]:
        """De gronden waarop DUO een termijn verlengt."""
        return await self._lijn.lees("verlengingsgronden", list[Verlengingsgrond], bericht_id) or []

    async def lees_examennummer(self, bsn: str, *, bericht_id: UUID) -> Examennummer | None:
        """Het nummer waarmee de leerbaarheidstoets wordt ingepland; DUO meldt de persoon daarmee aan."""
        return await self._lijn.lees(f"{_persoon(bsn)}/lbt/examennummer", Examennummer, bericht_id)

    async def trek_examennummer_in(self, bsn: str, *, bericht_id: UUID) -> None:
        """Meld dat de leerbaarheidstoets wordt overgeslagen."""
        await self._lijn.meld("DELETE", f"{_persoon(bsn)}/lbt/examennummer", bericht_id, verwacht=HTTPStatus.OK)

    async def lees_lbt_resultaten(self, bsn: str, *, bericht_id: UUID) -> list[LbtResultaat] | None:
        """De uitslagen van de leerbaarheidstoets."""
        return await self._lijn.lees(f"{_persoon(bsn)}/lbt/resultaten", list[LbtResultaat], bericht_id)

    async def lees_vrijstellingen(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> list[Vrijstelling] | None:
        """De beslissingen van DUO over vrijstelling (art. 4 Wi2021)."""
        return await self._lijn.lees(f"{_persoon(bsn)}/vrijstellingen", list[Vrijstelling], bericht_id, onleesbaar)

    async def lees_ontheffingen(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> list[Ontheffing] | None:
        """De beslissingen van DUO over ontheffing (art. 5 Wi2021)."""
        return await self._lijn.lees(f"{_persoon(bsn)}/ontheffingen", list[Ontheffing], bericht_id, onleesbaar)

    async def lees_verlengingen(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> list[Verlenging] | None:
        """De verzoeken om verlenging van de termijn, en wat DUO ervan vond (art. 12 Wi2021)."""
        return await self._lijn.lees(f"{_persoon(bsn)}/verlengingen", list[Verlenging], bericht_id, onleesbaar)

    async def lees_boetes(self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None) -> list[Boete] | None:
        """De boetes die DUO oplegde (art. 24 Wi2021); die van de gemeente staan er niet bij."""
        return await self._lijn.lees(f"{_persoon(bsn)}/boetes", list[Boete], bericht_id, onleesbaar)

    async def lees_examenresultaten(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> list[Examenresultaat] | None:
        """De uitslagen van de examens (art. 7 Wi2021)."""
        pad = f"{_persoon(bsn)}/examens/resultaten"
        return await self._lijn.lees(pad, list[Examenresultaat], bericht_id, onleesbaar)

    async def lees_gratis_pogingen(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> list[GratisPogingTegoed] | None:
        """Hoe vaak de persoon elk examenonderdeel nog gratis kan doen."""
        pad = f"{_persoon(bsn)}/examens/gratispogingen"
        return await self._lijn.lees(pad, list[GratisPogingTegoed], bericht_id, onleesbaar)

    async def lees_gebeurtenissen(
        self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None
    ) -> list[Gebeurtenis] | None:
        """Wat DUO over deze persoon gemeld heeft of had willen melden; om gemiste meldingen te vinden."""
        return await self._lijn.lees(f"{_persoon(bsn)}/gebeurtenissen", list[Gebeurtenis], bericht_id, onleesbaar)

    async def lees_pip(self, bsn: str, *, bericht_id: UUID, onleesbaar: _Deels = None) -> PipVanGemeente | None:
        """Het PIP dat DUO nu kent, van deze of een vorige gemeente."""
        return await self._lijn.lees(f"{_persoon(bsn)}/PIP", PipVanGemeente, bericht_id, onleesbaar)

    async def meld_pip(self, bsn: str, pip: Pip, *, bericht_id: UUID) -> None:
        """Meld een vastgesteld of gewijzigd PIP (artikel 9.2, tweede lid, onder a, Besluit inburgering 2021)."""
        await self._lijn.meld("POST", f"{_persoon(bsn)}/PIP", bericht_id, verwacht=HTTPStatus.CREATED, inhoud=pip)

    async def verwijder_pip(self, bsn: str, *, bericht_id: UUID) -> None:
        """Haal een ten onrechte gemeld PIP terug; dat kan niet meer als de termijn vaststaat."""
        await self._lijn.meld("DELETE", f"{_persoon(bsn)}/PIP", bericht_id, verwacht=HTTPStatus.OK)

    async def maak_contactpersoon(self, gegevens: Contactpersoongegevens, *, bericht_id: UUID) -> int:
        """Registreer een contactpersoon van de gemeente; geeft het nummer dat DUO hem gaf."""
        antwoord = await self._lijn.meld(
            "POST", "contactpersonen", bericht_id, verwacht=HTTPStatus.CREATED, inhoud=gegevens
        )
        contactpersoon = ontleed(antwoord, Contactpersoon)
        if contactpersoon.id is None:
            raise DuoFout("DUO registreert een contactpersoon zonder nummer te geven")
        if contactpersoon.contactpersoongegevens != gegevens:
            raise DuoFout("DUO antwoordt over een andere contactpersoon dan is gemeld")
        return contactpersoon.id

    async def wijzig_contactpersoon(
        self, contactpersoon_id: int, gegevens: Contactpersoongegevens, *, bericht_id: UUID
    ) -> None:
        """Vervang de gegevens van een contactpersoon; alle koppelingen blijven."""
        pad = f"contactpersonen/{contactpersoon_id:d}"
        await self._lijn.meld("PUT", pad, bericht_id, verwacht=HTTPStatus.OK, inhoud=gegevens)

    async def verwijder_contactpersoon(self, contactpersoon_id: int, *, bericht_id: UUID) -> None:
        """Verwijder een contactpersoon; DUO verwijdert daarmee al zijn koppelingen."""
        await self._lijn.meld("DELETE", f"contactpersonen/{contactpersoon_id:d}", bericht_id, verwacht=HTTPStatus.OK)

    async def koppel_contactpersoon(self, contactpersoon_id: int, bsn: str, *, bericht_id: UUID) -> None:
        """Maak iemand contactpersoon van een inburgeraar; een eerdere koppeling vervalt."""
        pad = f"contactpersonen/{contactpersoon_id:d}/{_persoon(bsn)}"
        await self._lijn.meld("POST", pad, bericht_id, verwacht=HTTPStatus.CREATED)

    async def ontkoppel_contactpersoon(self, contactpersoon_id: int, bsn: str, *, bericht_id: UUID) -> None:
        """Beëindig de koppeling tussen contactpersoon en inburgeraar."""
        pad = f"contactpersonen/{contactpersoon_id:d}/{_persoon(bsn)}"
        await self._lijn.meld("DELETE", pad, bericht_id, verwacht=HTTPStatus.OK)


def _persoon(bsn: str) -> str:
    if not _BSN.fullmatch(bsn):
        raise ValueError("een BSN heeft negen cijfers")
    return f"personen/{bsn}"

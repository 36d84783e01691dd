"""Mutual TLS in ons eigen proces: wie geen geldig certificaat heeft komt niet verder dan de handdruk.

De handdruk toetst het certificaat van de ander aan de CA's die wij vertrouwen: ketting, geldigheid, en dat het voor
een client is. Elke verbinding wordt opnieuw getoetst: hervatten van een eerdere sessie staat uit. uvicorn geeft het
certificaat niet door; `MtlsProtocol` leest er het OIN uit en legt dat in de ASGI-scope, waar alleen deze server kan
schrijven. Wie zonder TLS binnenkomt heeft daar niets staan, en is dus niemand.

PKIoverheid zet het OIN in het onderwerp van het certificaat, als serialNumber (niet het serienummer van het certificaat
zelf). Vertrouw daarom alleen CA's die dat OIN nagaan.
"""

import re
import ssl
from asyncio import BaseTransport, Transport
from collections.abc import Mapping
from typing import Any, cast

from core.platform.crypto.sleutelpaar import laad_sleutelpaar
from core.platform.http.protocollen import BewaaktH11
from core.platform.http.rand import App, Receive, Scope, Send

_OIN = re.compile(r"[0-9]{20}")


def maak_context(*, certificaat: str, sleutel: str, ca: str) -> ssl.SSLContext:
    """De TLS van de server, uit PEM-teksten: zijn certificaat met tussenliggende, zijn sleutel, en de CA's van clients.

    Raises:
        ssl.SSLError: een van de drie is onleesbaar, of de sleutel hoort niet bij het certificaat.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    # Wat in het bestand met CA's staat is een anker, ook een tussenliggende CA: zo kan men precies genoeg vertrouwen.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.options |= ssl.OP_NO_TICKET | ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    context.num_tickets = 0
    context.load_verify_locations(cadata=ca)
    laad_sleutelpaar(context, certificaat=certificaat, sleutel=sleutel)
    return context


class MtlsProtocol(BewaaktH11):
    """HTTP/1.1 met in elke scope het OIN van de verbinding, en na de handdruk een plaats op naam van dat OIN."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        oin = oin_van(transport)
        self.app = cast(Any, _met_oin(self.app, oin))
        if transport.get_extra_info("ssl_object") is not None and not self.plaatsen.noem(self.gast, oin):
            transport.abort()


def oin_van(transport: BaseTransport) -> str | None:
    """Het OIN uit het getoetste certificaat aan de andere kant; None zonder TLS, certificaat of OIN."""
    tls = transport.get_extra_info("ssl_object")
    if tls is None or tls.context.verify_mode is not ssl.CERT_REQUIRED:
        return None
    return oin_uit(tls.getpeercert() or {})


def oin_uit(certificaat: Mapping[str, Any]) -> str | None:
    """Het ene serialNumber in het onderwerp, als het twintig cijfers heeft; in de vorm van `SSLSocket.getpeercert`."""
    gevonden = [w for deel in certificaat.get("subject", ()) for naam, w in deel if naam == "serialNumber"]
    return gevonden[0] if len(gevonden) == 1 and _OIN.fullmatch(gevonden[0]) else None


def oin_in(scope: Mapping[str, Any]) -> str | None:
    """Het OIN dat `MtlsProtocol` bij deze verbinding vond."""
    oin: str | None = scope.get("extensions", {}).get("tls", {}).get("client_oin")
    return oin


def _met_oin(app: App, oin: str | None) -> App:
    async def met_oin(scope: Scope, receive: Receive, send: Send) -> None:
        # De plaats is die van de ASGI TLS-extensie; het veld is van ons.
        await app({**scope, "extensions": {**scope.get("extensions", {}), "tls": {"client_oin": oin}}}, receive, send)

    return met_oin

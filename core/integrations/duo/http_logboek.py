"""Eén plek die de logboeken van de HTTP-client stil zet.

DUO heeft het BSN in het pad van zijn adressen. httpx schrijft elk adres op niveau INFO en httpcore op
DEBUG; met het hoofdlogboek op DEBUG stond zo elk BSN in het log. Bootstrap roept dit aan vóór het
eerste verzoek, in elk proces dat DUO of de BRP bevraagt.
"""

import logging

STIL = ("httpx", "httpcore")


def stil_http_logboek() -> None:
    """Laat httpx en httpcore alleen nog waarschuwen; dat bevat geen adressen."""
    for naam in STIL:
        logging.getLogger(naam).setLevel(logging.WARNING)

"""Wat wie een besluit een nieuwe dagtekening geeft daarbij zegt, en wat hij terugkrijgt (PG-6)."""

from typing import Annotated
from uuid import UUID

import msgspec

from core.process.collegebesluit import CollegebesluitIn


class Herdagtekening(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit dat u zag en dat nog niet bekendgemaakt is. De nieuwe dagtekening is die van vandaag; wordt daardoor
    te laat wat op tijd was, dan zegt `motief` waarom.

    Ging zijn brief naar een verkeerd adres en is het adres nog hetzelfde, dan kan het alleen met `uitreiken`: de nieuwe
    brief wordt uitgereikt of elektronisch verzonden, en gaat niet met de post.

    `collegebesluit` alleen als het college zelf besloot, in plaats van iemand met mandaat (art. 10:7 Awb); het is dan
    ook van vandaag (PG-5).
    """

    besluit_id: UUID
    motief: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    uitreiken: bool = False
    collegebesluit: CollegebesluitIn | None = None


class Herdagtekend(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit dat ervoor in de plaats kwam; zijn brief wordt opgemaakt en ligt dan klaar om te verzenden."""

    besluit_id: UUID

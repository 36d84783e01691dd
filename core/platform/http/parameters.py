"""Parameters in een adres die meer routes hebben; apart van `paginering`, dat ook kent wie geen webframework kent."""

from typing import Annotated

from litestar.params import QueryParameter

from core.platform.http.paginering import HOOGSTE_LIMIET

Cursor = Annotated[str | None, QueryParameter(description="`volgende` van de vorige pagina", max_length=200)]
Limiet = Annotated[int, QueryParameter(description="hoogste aantal regels", ge=1, le=HOOGSTE_LIMIET)]

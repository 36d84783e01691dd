"""Voegt een rij in met de kolommen die genoemd zijn; wat niet genoemd is krijgt de standaard van de database."""

from core.platform.db.uow import Tx


async def voeg_in(tx: Tx, tabel: str, waarden: dict[str, object]) -> None:
    """Alleen voor tests: kolomnamen komen uit de fabriek zelf, waarden zijn parameters."""
    plaatsen = ", ".join(f"${n}" for n in range(1, len(waarden) + 1))
    await tx.voer_uit(
        f"insert into meedoen.{tabel} ({', '.join(waarden)}) values ({plaatsen}) -- gemeente_id", *waarden.values()
    )

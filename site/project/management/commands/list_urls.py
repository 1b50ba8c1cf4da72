"""list_urls: every address, ours and the mounted admin's, and who may open it."""

from collections.abc import Iterable
from typing import Any

from project.addresses import addresses
from project.front_door import FrontDoor


class Command(FrontDoor):
    help = "List every address: name, pattern, an example from what is here, methods, who."

    def answer(self, *_args: Any, **_options: Any) -> dict[str, Any]:
        return {"urls": [vars(address) for address in addresses()]}

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        for one in result["urls"]:
            methods = ",".join(one["methods"])
            yield f"{one['who']:<8} {methods:<12} {one['pattern']}  {one['example'] or '-'}"

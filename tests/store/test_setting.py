"""What the installation keeps about itself."""

import itertools
import threading

from sqlalchemy import Engine

from tabletop.store.stores import Stores


def test_the_first_value_stays(engine: Engine) -> None:
    setting = Stores.on(engine).setting
    assert setting.get_or_create("key", lambda: "made") == "made"
    assert setting.get_or_create("key", lambda: "made again") == "made"
    assert setting.get_or_create("other", lambda: "else") == "else"


def test_all_that_start_together_get_the_same_value(engine: Engine) -> None:
    numbers = itertools.count()
    start = threading.Barrier(5)
    values: list[str] = []

    def factory() -> str:
        start.wait(10)  # all of them found nothing there
        return f"made {next(numbers)}"

    def work() -> None:
        values.append(Stores.on(engine).setting.get_or_create("key", factory))

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(values) == 5
    assert len(set(values)) == 1

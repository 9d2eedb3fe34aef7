"""The entry point. eventlet must patch the standard library before anything else is imported."""

import os
import sys
import warnings


def main() -> None:
    """Run the `tabletop` command."""
    mode = os.environ.get("TABLETOP_ASYNC_MODE", "").strip() or "eventlet"
    if sys.argv[1:2] == ["serve"] and mode.casefold() == "eventlet":
        with warnings.catch_warnings():
            # That eventlet is on its way out is known (docs/adr/0008), and no news to its users.
            warnings.simplefilter("ignore")
            import eventlet

            eventlet.monkey_patch()

    from tabletop.cli.group import cli

    cli(prog_name="tabletop")


if __name__ == "__main__":
    main()

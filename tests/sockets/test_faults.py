"""What gets into the log from below the sockets."""

import pytest

from tabletop.sockets import faults


def test_our_faults_are_logged_and_what_clients_do_wrong_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = faults.log()
    log.error("Invalid session %s", "made\nup")
    log.warning("Method %s not supported", "BREW")
    try:
        raise KeyError("ours")
    except KeyError:
        log.exception("message handler error")
    assert caplog.messages == ["message handler error"]

"""Which addresses are told to whom."""

from ipaddress import ip_address

from tabletop.cli import addresses
from tabletop.settings import Settings


def test_phones_get_an_address_on_the_network_unless_one_is_set() -> None:
    everywhere = addresses.of_phones(Settings(), 8000)
    assert everywhere == f"http://{addresses.on_network()}:8000"
    ip_address(addresses.on_network())
    assert addresses.of_phones(Settings(host="10.0.0.7"), 80) == "http://10.0.0.7"
    assert addresses.of_phones(Settings(host="fd00::7"), 8000) == "http://[fd00::7]:8000"
    public = Settings(public_url="https://exercise.example.org")
    assert addresses.of_phones(public, 8000) == "https://exercise.example.org"


def test_the_person_at_this_computer_gets_localhost() -> None:
    assert addresses.of_this_computer(Settings(), 8000) == "http://localhost:8000"
    assert addresses.of_this_computer(Settings(host="127.0.0.1"), 81) == "http://127.0.0.1:81"
    public = Settings(public_url="https://exercise.example.org")
    assert addresses.of_this_computer(public, 8000) == "https://exercise.example.org"


def test_the_server_answers_to_its_names() -> None:
    chosen = Settings(
        public_url="https://exercise.example.org:8443", trusted_hosts=("other.example.org",)
    )
    known = addresses.names(chosen)
    assert {"localhost", "exercise.example.org", "other.example.org"} <= set(known)


def test_a_name_it_listens_on_is_one_of_them() -> None:
    """It is in the links it prints."""
    chosen = Settings(host="tabletop.lan")
    assert addresses.of_phones(chosen, 8000) == "http://tabletop.lan:8000"
    assert "tabletop.lan" in addresses.names(chosen)

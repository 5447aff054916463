"""The whole board with the repository's own plan and figures, built once."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from dashboard.services import Services
from tests.fixtures.whole_board import delivered, whole_services


@pytest.fixture(scope="session")
def whole_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a build of everything."""
    return tmp_path_factory.mktemp("whole-build")


@pytest.fixture(scope="session")
def services(whole_build: Path) -> Services:
    """What pages may use, illustrative figures included."""
    return whole_services(whole_build)


@pytest.fixture(scope="session")
def public_services(whole_build: Path) -> Services:
    """What pages may use where illustrative figures are held back."""
    return whole_services(whole_build, show_illustrative=False)


@pytest.fixture(scope="session")
def client(services: Services) -> Client:
    """Asks the board as delivered."""
    return Client(delivered(services))


@pytest.fixture(scope="session")
def public_client(public_services: Services) -> Client:
    """Asks a board that holds back what is illustrative."""
    return Client(delivered(public_services))

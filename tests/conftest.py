"""What all tests share; the home of the run is made by `tests.settings`."""

pytest_plugins = [
    "tests.office",
    "tests.database",
    "tests.services.plugin",
    "tests.desk.archive",
]

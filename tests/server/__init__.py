"""A server that answers as the services do, for tests and benchmarks: `python -m tests.server --help`."""

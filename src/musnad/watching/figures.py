"""How the watching goes, in figures that a monitor can collect (Prometheus)."""

from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server


class Figures:
    """Counters of one watcher. They are its own: two watchers in a process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("musnad_requests", "Requests by outcome", ["outcome"], registry=self.registry)
        self.bytes = Counter("musnad_received_bytes", "Bytes received", registry=self.registry)
        self.reports = Counter("musnad_reports", "Reports by what they changed", ["change"], registry=self.registry)
        self.unreadable = Counter("musnad_unreadable", "Pages of which nothing could be made", registry=self.registry)
        self.coded = Counter("musnad_coded", "Reports coded", registry=self.registry)
        self.waiting = Gauge("musnad_waiting", "Pages that are still to be fetched", registry=self.registry)
        self.answered = Gauge(
            "musnad_answered_timestamp_seconds", "When a source last answered", ["source"], registry=self.registry
        )
        self.failures = Gauge("musnad_failures", "Failures of a source in a row", ["source"], registry=self.registry)

    def serve(self, port: int, host: str = "127.0.0.1") -> None:
        """Let the figures be collected from `http://host:port/metrics`, by a thread that ends with the program."""
        start_http_server(port, addr=host, registry=self.registry)

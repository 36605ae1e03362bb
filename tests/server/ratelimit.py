from collections import deque


class MovingWindow:
    """Counts what arrived in the last `seconds`.

    Refused requests count as well: recorded 429 answers report 61 and 62 used of 60.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._arrivals: deque[float] = deque()

    def arrive(self, now: float) -> int:
        """Note an arrival and return how many the window now holds."""
        while self._arrivals and self._arrivals[0] <= now - self._seconds:
            self._arrivals.popleft()
        self._arrivals.append(now)
        return len(self._arrivals)

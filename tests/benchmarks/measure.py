"""What a crawl costs, as the kernel counts it for its process alone."""

import os
import resource
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess


def usage_of(crawl: "subprocess.Popen[str]") -> resource.struct_rusage:
    """Wait for the crawl to end well and return what it used."""
    _, status, usage = os.wait4(crawl.pid, 0)
    crawl.returncode = os.waitstatus_to_exitcode(status)
    _, stderr = crawl.communicate()
    if crawl.returncode:
        raise SystemExit(f"the crawl ended with {crawl.returncode}: {stderr}")
    return usage


def cpu_seconds(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime

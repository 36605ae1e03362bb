class StartError(Exception):
    """The crawl cannot start; the message is one line that tells the user what to do."""

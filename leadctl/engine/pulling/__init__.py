"""Pull: users take leads from queues themselves.

What may be taken (puller), taking it (take), giving it back (release), what the clock does (recycle), the queues to
look at (listing) and as assign sees them (waiting).
"""

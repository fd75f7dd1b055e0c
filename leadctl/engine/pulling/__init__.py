"""Pull: users take leads from queues themselves.

What may be taken (puller), taking it (take), giving it back (release), what the clock does (recycle), the queues to
look at (listing). How assign sees the queues is in engine/pull_waiting.py.
"""

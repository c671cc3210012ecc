"""The demonstration: invented names and figures, and the world that is made of them.

`names` and `figures` are pure Python without Django. The other modules decide what happened, when and by
whom; they write through `reporting.actions` alone.
"""

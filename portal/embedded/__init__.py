"""The local installation: a database of its own and the processes of the portal.

`python -m portal.embedded run` is what `make run` calls. A server with a database elsewhere needs
nothing from this package.
"""

"""The outside: the guarded fetcher, the resolver, status lists, the clock, random ids and key files.

The only package that opens a socket. Import the module you need: the command line starts without httpx.
"""

"""Requirements: stacking, recognition, entry, credit. Pure logic, without Django, files, network or clock.

The modules: `model` (the language), `reading` and `schema` (its JSON), `prose` (its words), `facts` (what a
person holds), `evaluate` (what that comes to, and the proof that nothing better is possible), `closing` (what
is missing, what-if, the soonest way), `tables` (equivalence tables), `diff` (what a new version would
change), `traps` (what is wrong with a pathway) and `ledger` (credit is used once).
"""

"""Skill frameworks, profiles, gaps and plans: pure logic, without Django, files, the network or the clock.

The modules: `model` and `levels` (what a framework is), `soft` (which skills are soft), `readers` (official
files), `releases` (from one release to the next), `own` (the framework that comes with the package), `search`
(picker and suggestions), `profile` (profile and timeline), `gap` (gaps, rankings, the graded soft side) and
`plan` (offerings and exact plans).
"""

"""Skill frameworks, profiles, gaps and plans: pure logic, without Django, files, the network or the clock."""

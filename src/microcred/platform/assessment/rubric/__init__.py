"""How work is judged: rubrics, pass rules, moderation, samples, independence. Pure: no Django, no clock."""

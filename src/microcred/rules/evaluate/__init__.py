"""Applying a rule to what a person holds, with the proof that nothing better is possible.

`evaluation.evaluate` is the door for one person; `evaluation.Evaluator` is kept for many under one rule.
"""

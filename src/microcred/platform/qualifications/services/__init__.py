"""What can be done with rules: begin one, save its draft, publish it."""

from microcred.platform.qualifications.services.rulebooks import begin, publish, save

__all__ = ["begin", "publish", "save"]

"""The report as a paper: one page or more, tagged, with the same report as JSON attached."""

from microcred.platform.verifier.paper.pdf import report_pdf

__all__ = ["report_pdf"]

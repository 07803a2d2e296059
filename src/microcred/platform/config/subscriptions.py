"""Who hears which event, who does which job, what is done again and again, who writes which mail.

The one list of it: functions by their dotted name, so that nothing is imported before it is needed.
"""

from __future__ import annotations

from datetime import timedelta

_ADMISSIONS = "microcred.platform.admissions"
_ASSESSMENT = "microcred.platform.assessment"
_AWARDS = "microcred.platform.awards"
_CAREERS = "microcred.platform.careers"
_CATALOGUE = "microcred.platform.catalogue"
_CREDENTIALS = "microcred.platform.credentials"
_ENROLMENTS = "microcred.platform.enrolments"
_FRAMEWORKS = "microcred.platform.frameworks"
_GATEWAYS = "microcred.platform.gateways"
_INSTITUTIONS = "microcred.platform.institutions"
_NETWORK = "microcred.platform.network"
_PORTFOLIO = "microcred.platform.portfolio"
_QUALIFICATIONS = "microcred.platform.qualifications"
_VERIFIER = "microcred.platform.verifier"

EVENTS: dict[str, tuple[str, ...]] = {
    "network.AgreementStep": (f"{_CATALOGUE}.services.hear_agreement_step",),
    "awards.AwardAnswered": (f"{_CAREERS}.services.hear_award_answered",),
    "accounts.AccountErased": (
        f"{_INSTITUTIONS}.services.hear_account_erased",
        f"{_VERIFIER}.services.hear_account_erased",
        f"{_CAREERS}.services.hear_account_erased",
        f"{_PORTFOLIO}.services.hear_account_erased",
        f"{_QUALIFICATIONS}.services.hear_account_erased",
        f"{_AWARDS}.services.hear_account_erased",
        f"{_ENROLMENTS}.services.hear_account_erased",
        f"{_ASSESSMENT}.services.hear_account_erased",
        f"{_ADMISSIONS}.services.hear_account_erased",
    ),
    "credentials.StatusChanged": (
        f"{_CAREERS}.services.hear_status_changed",
        f"{_QUALIFICATIONS}.services.hear_status_changed",
    ),
    "portfolio.ImportChanged": (f"{_QUALIFICATIONS}.services.hear_import_changed",),
}
JOBS = {
    "awards.release": f"{_AWARDS}.jobs.release",
    "awards.reissue": f"{_AWARDS}.jobs.reissue",
    "frameworks.import": f"{_FRAMEWORKS}.jobs.import_",
    "frameworks.courses": f"{_FRAMEWORKS}.jobs.courses",
    "qualifications.measure": f"{_QUALIFICATIONS}.services.measuring.perform",
}
PERIODIC = {
    "gateways.answers": (f"{_GATEWAYS}.services.forget_answers", timedelta(hours=1)),
    "awards.reminders": (f"{_AWARDS}.services.send_reminders", timedelta(hours=1)),
    "credentials.status-lists": (f"{_CREDENTIALS}.services.refresh_due", timedelta(hours=1)),
    "verifier.trust-lists": (f"{_VERIFIER}.services.refresh_trust_lists", timedelta(hours=1)),
    "network.registries": (f"{_NETWORK}.services.read_due", timedelta(hours=1)),
    "network.log": (f"{_NETWORK}.services.logging.sign_due", timedelta(hours=1)),
    "portfolio.imports": (f"{_PORTFOLIO}.services.check_due", timedelta(hours=1)),
    "assessment.reminders": (f"{_ASSESSMENT}.services.remind", timedelta(hours=1)),
    "assessment.sheets": (f"{_ASSESSMENT}.services.forget_sheets", timedelta(days=1)),
    "enrolments.held": (f"{_ENROLMENTS}.services.release_unpaid", timedelta(hours=1)),
    "enrolments.places": (f"{_ENROLMENTS}.services.fill_places", timedelta(hours=1)),
    "enrolments.invitations": (f"{_ENROLMENTS}.services.forget_invitations", timedelta(days=1)),
    "qualifications.established": (f"{_QUALIFICATIONS}.services.forget_established", timedelta(days=1)),
    "admissions.deadlines": (f"{_ADMISSIONS}.services.remind_due", timedelta(hours=1)),
    "admissions.credit": (f"{_ADMISSIONS}.services.check_daily", timedelta(days=1)),
    "verifier.desk": (f"{_VERIFIER}.services.forget_runs", timedelta(minutes=10)),
}
MAILS = {
    "institutions.invited": f"{_INSTITUTIONS}.mails.invited",
    "enrolments.invited": f"{_ENROLMENTS}.mails.invited",
    "enrolments.lapsed": f"{_ENROLMENTS}.mails.lapsed",
    "enrolments.promoted": f"{_ENROLMENTS}.mails.promoted",
    "assessment.reminder": f"{_ASSESSMENT}.reminders.reminder",
    "assessment.decided": f"{_ASSESSMENT}.mails.decided",
    "assessment.heard": f"{_ASSESSMENT}.mails.heard",
    "admissions.decided": f"{_ADMISSIONS}.mails.decided",
    "admissions.assigned": f"{_ADMISSIONS}.mails.assigned",
    "admissions.due": f"{_ADMISSIONS}.mails.due",
    "admissions.overdue": f"{_ADMISSIONS}.mails.overdue",
    "admissions.transfer": f"{_ADMISSIONS}.transfermails.transfer",
    "qualifications.reopened": f"{_QUALIFICATIONS}.mails.reopened",
} | {
    f"awards.{kind}": f"{_AWARDS}.mails.{kind}"
    for kind in ("awarded", "reminder", "corrected", "renewed", "revoked", "suspended", "reinstated")
}

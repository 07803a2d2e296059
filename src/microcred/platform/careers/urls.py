"""The addresses of careers."""

from django.urls import path

from microcred.platform.careers.pages import choosing, openings, own_list, plan, recruiting

app_name = "careers"
urlpatterns = [
    path("plan", plan.plan, name="plan"),
    path("plan/start", choosing.start, name="start"),
    path("plan/start/skills", choosing.start_skills, name="start-skills"),
    path("plan/start/text", choosing.from_text, name="start-text"),
    path("plan/target", choosing.target, name="target"),
    path("plan/target/text", choosing.from_advert, name="target-text"),
    path("plan/target/list", own_list.own_list, name="target-list"),
    path("plan/closest", choosing.closest, name="closest"),
    path("plan/options", plan.options, name="options"),
    path("plan/adopt", plan.adopt, name="adopt"),
    path("plan/accept", plan.accept, name="accept"),
    path("plan/<str:public_id>", plan.followed, name="followed"),
    path("plan/<str:public_id>/drop", plan.drop, name="drop"),
    path("plan/<str:public_id>/take-back", plan.take_back, name="take-back"),
    path("openings", openings.work, name="work"),
    path("openings/<str:public_id>", openings.opening, name="opening"),
    path("openings/<str:public_id>/withdraw", openings.withdraw, name="withdraw"),
    path("openings/<str:public_id>/aim", openings.aim, name="aim"),
    path("o/<str:institution>/openings", recruiting.openings, name="openings"),
    path("o/<str:institution>/openings/new", recruiting.new, name="new-opening"),
    path("o/<str:institution>/openings/<str:public_id>", recruiting.own, name="own-opening"),
    path("o/<str:institution>/openings/<str:public_id>/close", recruiting.close, name="close-opening"),
    path("o/<str:institution>/openings/<str:public_id>/reopen", recruiting.reopen, name="reopen-opening"),
    path("o/<str:institution>/openings/<str:public_id>/<str:reply>", recruiting.answer, name="answer"),
]

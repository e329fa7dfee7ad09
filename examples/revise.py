"""Change one section of a finished document, see what else that changes, and take it back."""

from __future__ import annotations

from longwriter_agents import diff, plan_revision, revise, undo, write


def main() -> None:
    manuscript = write("Write a guide to keeping chickens in a small garden.", words=900)
    wish = {"sections": "s2", "instruction": 'Mention "the neighbours" and be brief about money.'}
    plan = plan_revision(manuscript.job_id, **wish)
    print("written anew:", [target.title for target in plan.targets])
    for dependent in plan.dependents:
        print("depends on it:", dependent.title, [reason.what for reason in dependent.reasons])
    revised = revise(manuscript.job_id, **wish)
    for section in diff(manuscript.job_id).sections:
        print(f"{section.title}: {section.words_before} → {section.words_after} words")
    print(revised.status, "as version", revised.version)
    print("back at the text of version 1:", undo(manuscript.job_id).text == manuscript.text)


if __name__ == "__main__":
    main()

"""Every figure explains itself."""

import pytest

from salesdesk.practice.explain import EXPLANATIONS, explain

FIGURES = (
    "win_rate",
    "ratio",
    "shrunk_ratio",
    "period_ratio",
    "compare",
    "trials_needed",
    "trend",
    "control_limits",
    "sales_cycle",
    "horizon",
    "attainment",
    "coverage",
    "pipeline",
    "stage_ratio",
    "assignment_mix",
    "development_streak",
    "strength_balance",
    "kept_on_time",
    "coaching_share",
    "holes",
    "checklist",
    "reviews",
)


@pytest.mark.parametrize("key", FIGURES)
def test_that_every_figure_is_explained_in_sentences(key: str) -> None:
    found = explain(key)
    assert found.title
    assert found.text.endswith(".")


def test_that_no_explanation_has_a_hole_in_its_text() -> None:
    for explanation in EXPLANATIONS.values():
        assert "{" not in explanation.text
        assert "  " not in explanation.text

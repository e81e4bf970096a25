"""Results and the numbers behind them: how much pipeline is enough, and how far ratios look back (S3-14)."""

from salesdesk.services.practices.declared import Practice, Threshold

HEADING = _("Numbers")

PRACTICE = Practice(
    thresholds=(
        Threshold(
            key="coverage_target", label=_("Pipeline coverage to aim at"), default=3, low=1, high=20, unit=_("x quota"),
            heading=HEADING,
        ),
        Threshold(
            key="prior_weight", label=_("How strongly few cases lean on the team"), default=20, low=0, high=1000,
            unit=_("cases"), heading=HEADING,
            help=_("About how many cases of the team go into each person's likely range, before the team's own cases "
            "tell how much people differ. With 0 nobody leans on the team."),
        ),
        Threshold(
            key="ratio_days", label=_("Ratios look back"), default=90, low=7, high=1100, unit=_("days"),
            heading=HEADING,
        ),
    ),
)  # fmt: skip

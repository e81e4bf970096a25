"""Of a log of activities only what was done counts; what is planned is left out and told."""

from datetime import timedelta
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.missing_activities import MISSING, WERE_NONE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

LEFT_OUT = "{} activities are left out, because they are planned or were not held; only what was done counts."


@pytest.fixture
def preview(tmp_path: Path, desk: DeskFile):
    """Previews a text as a file of numbers of a desk on which calls that became meetings are measured."""
    with desk.change("Competencies") as work:
        work.session.add(Competency(name="Opening", of_what="Calls", into_what="Meetings"))

    def previewed(text: str) -> ImportPreview:
        path = tmp_path / "log.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(
            ImportService(desk), read_source(path, "numbers"), ImportChoices(answers={MISSING: WERE_NONE})
        )

    return previewed


def log(header: str, *values: str) -> str:
    """Gives a log of calls on one day, each with a value in a column of its own."""
    lines = (f"Mia Orr,Calls,2024-09-03,{value}" for value in values)
    return "\n".join((f"Owner,Activity type,Activity date,{header}", *lines)) + "\n"


def calls(preview: ImportPreview) -> int:
    return sum(row.values["trials"] for row in preview.plan.of(Verdict.NEW))


@pytest.mark.parametrize(
    ("header", "values", "done"),
    [
        ("Status", ("Completed", "Planned", "Open", "Completed", "Not Started"), 2),
        ("Status", ("Held", "Scheduled", "No show", "Held", "Canceled"), 2),
        ("Status", ("Erledigt", "Geplant", "Offen", "Durchgeführt", "Überfällig"), 2),
        ("Statut", ("Terminé", "Planifié", "À faire", "Effectué", "En attente"), 2),
        ("Статус", ("Выполнено", "Запланировано", "Просрочено", "Завершено", "В работе"), 2),
        ("状态", ("已完成", "计划中", "待办", "已完成", "未开始"), 2),
        ("Done", ("yes", "no", "no", "yes", ""), 2),
        ("Done", ("Done", "To do", "To do", "Done", "To do"), 2),
        ("Completed date", ("2024-09-03", "", "", "2024-09-04", ""), 2),
    ],
)
def test_that_planned_activities_are_not_counted_as_done(
    preview, header: str, values: tuple[str, ...], done: int
) -> None:
    found = preview(log(header, *values))
    assert calls(found) == done
    assert LEFT_OUT.format(len(values) - done) in found.notes


def test_that_activities_on_days_to_come_are_not_counted_as_done(preview, desk: DeskFile) -> None:
    today = ImportService(desk).today()
    days = (today, today + timedelta(days=1), today + timedelta(days=30))
    lines = "".join(f"Mia Orr,Calls,{day.isoformat()}\n" for day in days)
    found = preview(f"Owner,Activity type,Activity date\n{lines}")
    assert calls(found) == 1
    assert LEFT_OUT.format(2) in found.notes
    assert not found.plan.of(Verdict.REJECTED)


def test_that_numbers_of_a_week_that_ends_in_days_to_come_count(preview, desk: DeskFile) -> None:
    today = ImportService(desk).today()
    sunday = (today + timedelta(days=6 - today.weekday())).isoformat()
    found = preview(f"Owner,Activity,Week ending,Count\nMia Orr,Calls,{sunday},12\n")
    assert (calls(found), found.plan.count(Verdict.REJECTED)) == (12, 0)


def test_that_a_status_that_says_neither_is_told_and_a_log_without_any_counts_whole(preview) -> None:
    found = preview(log("Status", "Completed", "Rosy", "Planned"))
    assert calls(found) == 2
    assert "Under “Status” “Rosy” says neither planned nor done; its activities count as done." in found.notes
    whole = preview(log("Status", "Completed", "Completed"))
    assert calls(whole) == 2
    assert not any("left out" in note for note in whole.notes)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Ergebnis", ("erledigt", "gesendet", "abgesagt")),
        ("Outcome", ("Held", "Completed", "Cancelled")),
        ("Résultat", ("effectué", "annulé", "réalisé")),
        ("Esito", ("svolto", "annullato", "fatto")),
        ("Resultado", ("realizada", "cancelada", "hecha")),
        ("Resultaat", ("gehouden", "geannuleerd", "gehouden")),
        ("Wynik", ("odbyte", "odwołane", "wykonane")),
        ("Výsledek", ("proběhlo", "zrušeno", "proběhlo")),
        ("Итог", ("состоялось", "отменено", "проведено")),
        ("Sonuç", ("gerçekleşti", "iptal", "yapıldı")),
        ("结果", ("已完成", "已取消", "已举行")),
        ("結果", ("実施", "キャンセル", "実施済み")),
        ("Desfecho", ("concluído", "cancelado", "feito")),
    ],
)
def test_that_the_words_tell_the_status_whatever_its_column_is_called(
    preview, header: str, values: tuple[str, ...]
) -> None:
    found = preview(log(header, *values))
    assert calls(found) == 2
    assert any(note.startswith("1 activity is left out") for note in found.notes)


@pytest.mark.parametrize("values", [("New", "Existing", "New"), ("New", "New", "New")])
def test_that_one_word_that_a_status_may_be_too_makes_none_of_another_column(
    preview, values: tuple[str, ...]
) -> None:
    assert calls(preview(log("Customer", *values))) == 3


def test_that_a_column_that_is_called_a_status_goes_first(preview) -> None:
    found = preview(
        "Owner,Activity type,Activity date,Status,Deal\n"
        "Mia Orr,Calls,2024-09-03,Held,Open\nMia Orr,Calls,2024-09-03,Held,Closed\n"
    )
    assert calls(found) == 2

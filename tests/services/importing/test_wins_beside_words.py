"""A win counts where nothing beside it can take it back, in every language; else it is not said but asked about."""

import pytest

from salesdesk.services.importing.names import is_unclear, outcome_of

WON = [
    "Won", "Closed Won", "closedwon", "Won deal", "Deal won", "6 - Won", "6. Won", "100% Won", "Won (100 %)",
    "Won 2024", "Closed/Won – renewal", "Closed Won - New Business", "Won Q3 2024", "Sales pipeline: Won",
    "Enterprise - Closed Won", "Won – invoiced", "Won, delivered", "Closed (Won)", "C2:WON", "Order won",
    "We won", "Won by us", "Won (upsell)", "Sold", "Signed & Won", "Customer won", "Won & paid", "Won/Signed",
    "Gewonnen (Neukunde)", "Gewonnen", "Abgeschlossen und gewonnen", "Auftrag erhalten", "Auftrag gewonnen",
    "Erfolgreich abgeschlossen", "Gewonnen 2024", "9 Gewonnen", "Verkauft und geliefert", "Kunde gewonnen",
    "Gewonnen – Verlängerung", "Auftrag", "Gagné", "Affaire gagnée", "Fermée gagnée", "Gagné (nouveau client)",
    "Vente conclue", "Gain", "Ganado", "Cerrada ganada", "Negocio ganado", "Cerrado con éxito", "Venta realizada",
    "Ganho", "Fechado (Ganho)", "Negócio ganho", "Fechado e ganho", "Concluído com sucesso", "Vinto", "Chiusa vinta",
    "Trattativa vinta", "Chiuso con successo", "Gewonnen (bestaande klant)", "Succesvol afgerond", "Opdracht",
    "Deal gewonnen", "Wygrana", "Zamknięta wygrana", "Zakończone sukcesem", "Sprzedaż wygrana", "Vyhráno",
    "Uzavřeno vyhráno", "Úspěšně dokončeno", "Zakázka získána", "Выиграна", "Сделка выиграна",
    "Успешно завершена", "Успешно реализовано", "Сделка заключена", "Kazanıldı", "Kapandı - Kazanıldı",
    "Fırsat kazanıldı", "Başarıyla tamamlandı", "Satış yapıldı", "受注", "受注済", "受注済み",
    "受注確定", "受注しました",
    "案件受注", "成約（新規）", "受注 2024年", "成約完了", "赢单", "已成交", "成交客户", "赢单关闭", "已赢单",
    "成功签约",
    "赢单（续约）", "订单成交", "签约完成",
]  # fmt: skip
NOT_WON = [
    "Sin éxito", "Cerrada sin éxito", "Sans succès", "Sem sucesso", "Senza successo", "Zonder succes", "Ohne Erfolg",
    "Bez sukcesu", "Bez úspěchu", "Без успеха", "Başarılı değil", "Not won", "Won? No", "Nicht erfolgreich",
    "未能成交", "没有成交", "无法成交", "受注ならず", "受注できず", "成約に至らず", "成約せず", "受注しなかった",
    "Neprodáno", "Niesprzedane", "Unsold", "Gewonnen – storniert", "Won - reversed", "Won, then cancelled",
    "Won (cancelled)", "Gagné – annulé", "Ganado (cancelado)", "Vinto - annullato", "Выиграна – отменена",
    "受注（キャンセル）", "成交（取消）", "Won - lost again",
]  # fmt: skip
EXPECTED = [
    "To be won", "Close to won", "Almost won", "Nearly sold", "Expected to be won", "Soon won", "Won pending",
    "Fast gewonnen", "Voraussichtlich gewonnen", "Presque gagné", "Casi ganado", "Quase ganho", "Quasi vinto",
    "Bijna gewonnen", "Prawie wygrana", "Téměř vyhráno", "Почти выиграна", "Neredeyse kazanıldı", "预计成交", "待成交",
    "即将成交", "可能成交", "受注予定", "受注見込み", "受注待ち", "成約間近", "未受注", "未成交", "Not yet won",
]  # fmt: skip
UNSAID = [
    "Won?", "Gewonnen?", "受注？", "成交?", "Won - zapped", "Won but zapped", "Successful demo", "Sold out",
    "Gewonnen zum Schein", "Gagné ailleurs", "Ganado por otro", "Vinto da altri", "受注懸念", "成交风险",
    "Won (zapped)", "Almost: won", "Open – won", "Won – in progress",
]  # fmt: skip


@pytest.mark.parametrize("words", WON)
def test_that_a_win_beside_nothing_or_known_words_is_one(words: str) -> None:
    assert outcome_of(words) == "won"


@pytest.mark.parametrize("words", NOT_WON)
def test_that_a_win_that_is_denied_or_taken_back_is_none(words: str) -> None:
    assert outcome_of(words) in ("lost", "open") or is_unclear(words)
    assert outcome_of(words) != "won"


@pytest.mark.parametrize("words", EXPECTED)
def test_that_a_win_that_is_only_near_is_open(words: str) -> None:
    assert outcome_of(words) == "open"


@pytest.mark.parametrize("words", UNSAID)
def test_that_a_win_beside_unknown_words_or_a_question_mark_is_not_said(words: str) -> None:
    assert outcome_of(words) is None
    assert is_unclear(words)


@pytest.mark.parametrize(
    "words",
    [
        "Perda", "Fechado (Perda)", "Perdita", "Perte", "Pérdida", "Verlust", "Nicht zustande gekommen", "Verlies",
        "Kein Zuschlag", "Afgevallen", "Niet doorgegaan", "ロスト", "敗注", "流单", "战败", "Проигрыш",
        "Сделка не состоялась", "Strata", "Ztráta", "Kaybettik", "Olumsuz", "Went with competitor", "No deal",
        "Did not close", "Ghosted", "Not sold", "Desistiu", "Échec",
    ],
)  # fmt: skip
def test_that_nouns_and_phrases_for_a_loss_are_known(words: str) -> None:
    assert outcome_of(words) == "lost"


@pytest.mark.parametrize("words", ["Win plan agreed", "Win-back", "Wonder", "Sales call", "Proposal"])
def test_that_other_words_tell_nothing(words: str) -> None:
    assert outcome_of(words) is None

"""The guarantees G01 to G25: where each is shown, and that what shows it is there.

A guarantee holds as long as its tests do. Add a row's test here when you write it; a name that
leads nowhere fails.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

SHOWN: Mapping[str, tuple[str, ...]] = {
    # no message text at rest in the clear
    "G01": (
        "end_to_end/test_canary.py::test_g01_g02_g04_g09_g23_nothing_of_anybody_is_left_anywhere",
        "bot/store/test_store_forgetting.py"
        "::test_g01_g02_nothing_of_a_person_stands_in_any_file_in_the_clear",
    ),
    # an id is kept as a keyed hash only
    "G02": (
        "end_to_end/test_canary.py::test_g01_g02_g04_g09_g23_nothing_of_anybody_is_left_anywhere",
        "bot/store/test_keyfile.py::test_a_person_is_a_keyed_hash_and_nothing_is_shown",
    ),
    # what is kept is sealed and bound to its row
    "G03": (
        "bot/store/test_people.py::test_g03_swapped_rows_open_for_nobody",
        "bot/store/test_keyring.py::test_a_wrapped_key_opens_only_in_its_row",
        "bot/telegram/test_inbox.py::test_what_waits_is_sealed",
        "bot/checkins/test_agreeing.py::test_g03_the_address_is_sealed_and_bound_to_its_row",
        "bot/checkins/test_sending.py"
        "::test_g03_the_address_goes_with_the_end_and_the_schedule_a_week_later",
    ),
    # names, photos, numbers and places are dropped on arrival
    "G04": (
        "bot/telegram/test_bad_input.py"
        "::test_g04_no_update_breaks_the_bot_or_leaves_a_name_behind",
        "bot/telegram/test_arrival.py::test_nothing_random_breaks_it_or_gets_through",
        "bot/peers/test_showing.py::test_a_file_is_not_kept_of_anybody_who_is_in_no_talk",
    ),
    # keys stand apart
    "G05": (
        "bot/store/test_keyfile.py::test_g05_a_file_others_can_read_is_refused",
        "bot/store/test_keyfile.py"
        "::test_g05_a_key_beside_the_database_is_refused_before_it_is_made",
        "bot/test_settings.py"
        "::test_g05_where_data_and_settings_share_a_folder_the_keys_stand_outside_it",
        "bot/operating/test_doctor.py::test_g05_a_key_within_the_databases_folder_is_told",
    ),
    # /forget: every row and the key
    "G06": (
        "bot/store/test_store_forgetting.py::test_g06_every_table_has_its_rule",
        "bot/store/test_store_forgetting.py::test_g06_forget_leaves_no_row_and_no_key",
        "bot/telegram/test_commands.py::test_every_command_answers_in_every_state",
    ),
    # freed pages hold nothing
    "G07": ("bot/store/test_store_forgetting.py::test_g07_no_byte_of_them_is_left_in_any_file",),
    # everything expires, and an alarm tells when it does not
    "G08": (
        "bot/store/test_retention.py::test_g08_a_record_goes_after_a_day_with_its_key",
        "bot/store/test_retention.py::test_g08_what_passed_through_goes_after_two_days",
        "bot/operating/test_alarm.py"
        "::test_g08_an_alarm_is_given_when_retention_stands_still",
    ),
    # logs carry nobody
    "G09": (
        "bot/operating/test_logs.py::test_g09_what_is_not_on_the_list_is_withheld",
        "bot/operating/test_logs.py::test_g09_debug_is_as_safe_as_info",
        "bot/operating/test_logs.py"
        "::test_every_log_call_is_on_the_list_and_the_list_holds_nothing_else",
    ),
    # errors and tracebacks carry nobody
    "G10": (
        "bot/operating/test_logs.py::test_g10_an_error_is_logged_by_its_class_alone",
        "bot/store/test_database.py::test_g10_an_error_shows_no_value",
        "bot/telegram/test_muting.py::test_an_end_by_an_error_says_where_and_not_what",
        "bot/telegram/test_outsiders.py::test_a_failure_is_told_and_counted_and_shows_nobody",
    ),
    # backups are sealed and hold no key
    "G11": (
        "bot/store/test_backup.py::test_g11_a_backup_alone_shows_nothing",
        "bot/store/test_store_forgetting.py::test_g11_a_backup_of_before_leaves_them_unreadable",
        "bot/operating/test_backing_up.py"
        "::test_a_backup_is_restored_and_the_forgotten_stay_forgotten",
    ),
    # a peer worker sees a name of chance, and nothing that was not sent to them
    "G12": (
        "bot/peers/test_pairing.py::test_g12_each_knows_the_other_by_a_name_of_chance",
        "bot/peers/test_pairing.py::test_g12_a_peer_workers_clients_have_different_names",
        "bot/peers/test_pairing.py::test_g12_a_peer_worker_learns_nothing_but_the_name",
        "bot/peers/test_pairing.py::test_g12_what_goes_between_two_people_is_protected",
        "bot/peers/test_talks.py::test_nothing_is_passed_on_that_was_not_approved",
        "end_to_end/test_pilot.py"
        "::test_a_pilot_from_nothing_to_a_talk_handed_over_and_forgotten",
    ),
    # a pairing ends on both sides, however it ends
    "G13": (
        "bot/peers/test_pairing.py::test_g13_either_side_ends_it",
        "bot/peers/test_pairing.py"
        "::test_g13_forgetting_ends_pairings_and_talks_on_both_sides",
        "bot/peers/test_pairing.py::test_g13_blocking_the_bot_ends_them_too",
        "bot/peers/test_talks.py::test_a_talk_keeps_no_message",
    ),
    # the bot talks to Telegram and to nobody else
    "G14": ("end_to_end/test_egress.py::test_g14_no_socket_goes_anywhere_but_to_the_api",),
    # metrics are nobody's
    "G15": (
        "bot/operating/test_metrics.py::test_g15_nobody_is_in_the_metrics",
        "bot/operating/test_metrics.py::test_g15_a_figure_of_few_or_of_today_is_not_told",
        "bot/store/test_counting.py::test_g15_a_figure_of_fewer_than_ten_does_not_leave_the_house",
    ),
    # no tracked links, no pictures from elsewhere
    "G16": ("test_supply.py::test_g16_no_wording_leads_anywhere_that_counts_clicks",),
    # consent comes before storage
    "G17": (
        "bot/telegram/test_consent.py::test_looking_around_keeps_nothing",
        "bot/telegram/test_consent.py::test_the_first_turn_that_answers_something_begins_the_record",
        "bot/checkins/test_agreeing.py::test_g17_without_a_yes_there_is_no_row_and_no_address",
        "dialogues/test_checkin.py::test_g17_nothing_but_a_yes_leads_out_of_a_proposal",
    ),
    # the commands about oneself answer in every state
    "G18": (
        "bot/telegram/test_commands.py::test_every_command_answers_in_every_state",
        "bot/telegram/test_commands.py::test_an_export_leaves_nothing_out",
    ),
    # what comes unasked is neutral, in its window, and ends after one unanswered
    "G19": (
        "bot/checkins/test_sending.py::test_g19_what_comes_unasked_is_neutral",
        "bot/checkins/test_sending.py"
        "::test_g19_unanswered_there_is_one_nudge_and_then_silence",
        "bot/checkins/test_clocks.py"
        "::test_g19_unanswered_nobody_gets_more_than_a_hello_and_a_nudge_each",
        "dialogues/test_checkin.py::test_g19_unanswered_it_speaks_twice_at_most",
    ),
    # /hide leaves one bland line
    "G20": (
        "bot/telegram/test_letting_go.py"
        "::test_hide_deletes_what_is_in_reach_and_says_something_bland",
        "bot/telegram/test_letting_go.py::test_bland_lines_say_nothing",
    ),
    # groups, media and the like are refused and not kept
    "G21": (
        "bot/telegram/test_outsiders.py::test_a_group_gets_one_polite_line_and_is_left",
        "bot/telegram/test_media.py"
        "::test_each_kind_is_answered_in_its_own_way_and_keeps_nothing",
    ),
    # a command that is not one's own looks like one that is not there
    "G22": (
        "bot/telegram/test_commands.py"
        "::test_an_unknown_command_looks_like_any_other_unknown_one",
        "bot/peers/test_access.py"
        "::test_g22_a_command_of_the_team_looks_unknown_to_everybody_else",
        "bot/peers/test_access.py"
        "::test_g22_a_coordinators_command_looks_unknown_to_a_peer_worker",
        "bot/peers/test_access.py::test_g22_nobody_elses_button_opens_anything",
        "bot/peers/test_access.py::test_g22_a_guessed_button_is_a_stale_one",
    ),
    # the token is nowhere
    "G23": (
        "test_supply.py::test_g23_no_secret_stands_in_the_repository",
        "end_to_end/test_canary.py::test_g01_g02_g04_g09_g23_nothing_of_anybody_is_left_anywhere",
        "end_to_end/test_operating.py"
        "::test_one_that_runs_gives_way_to_nobody_and_shows_nothing",
    ),
    # what it is built from is pinned and listed
    "G24": (
        "test_supply.py::test_g24_every_dependency_is_pinned_with_its_hashes",
        "test_supply.py::test_g24_the_bill_of_materials_lists_every_pin",
        "test_architecture.py::test_the_pins_name_packages_and_hashes_only",
    ),
    # a way to report, a model of threats, an inventory of data
    "G25": (
        "bot/operating/test_inventory.py::test_g25_the_inventory_of_data_is_current",
        "test_supply.py::test_g25_the_security_policy_says_what_it_must",
        "test_supply.py::test_g25_the_threat_model_names_modules_that_are_there",
    ),
}  # fmt: skip
"""Guarantee and the tests that show it, as `file::test` below tests/."""

ELSEWHERE: Mapping[str, tuple[str, str]] = {}
"""Guarantees of rooms, with the folder that has to be there for them to mean anything."""


@cache
def _tests(file: str) -> frozenset[str]:
    path = TESTS / file
    if not path.is_file():
        return frozenset()
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, kinds)
    )


@pytest.mark.parametrize("guarantee", SHOWN)
def test_what_shows_a_guarantee_is_there(guarantee: str) -> None:
    """Every name leads to a test."""
    missing = [
        one for one in SHOWN[guarantee] if one.split("::")[1] not in _tests(one.split("::")[0])
    ]

    assert SHOWN[guarantee]
    assert missing == []


def test_every_guarantee_is_shown_or_its_room_is_not_built() -> None:
    """A room that is built brings tests named after its guarantees."""
    named = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    numbers = {f"G{number:02}" for number in range(1, 26)}

    assert numbers == set(SHOWN) | set(ELSEWHERE)
    for guarantee, (folder, _) in ELSEWHERE.items():
        if list((TESTS.parent / folder).glob("*.py")):
            assert f"def test_{guarantee.lower()}_" in named, guarantee

"""The policy: which situation calls for which moves. One table, read from the top.

A row says when it holds and what to say, in the small language of `composing`:

    mirror?            may be left out (rhythm, length, not twice in a row)
    meaning|stance     the first that can be said
    ask_frame~ask_stage    the first mostly, else the second
    second?            one deepening reflection from `parts.SECOND`
    ask_frame|…        a question, if the rhythm allows one
    ask_key!           a question in any case

The order is the policy's first principle: what the person asks of the conversation comes before
what they say in it; what they say comes before what the bot would like to know.
Sources: design of the policy, section 6; stage table 7.8 and the order for return 7.9 of the
project's craft reference.
"""

from __future__ import annotations

from dialogues import coupling, offering, pacing, timing
from dialogues.flow import FlowEvent
from dialogues.listening.heard import Talk
from dialogues.rows import Row, at_bot, beginning, lone, main, named, short, signal, verdict
from dialogues.situation import HEAVY
from dialogues.stages import Stage

_S = Stage
AILMENTS = (
    "withdrawal_now", "sick_in_mornings", "health_worry", "injury_infection", "in_pain_now",
    "body_damage", "heart_scare",
)  # fmt: skip
"""Meanings about the body, of which "is that normal" asks what a doctor would be asked."""
LONG_WORDS = 40
"""From how many words on a message that was not understood was simply too much."""
NAMING_WORDS = 7
"""The most words of a message that does little but name what they use."""
FRAGMENT_WORDS = 4
"""The most words of an answer that is said back as it stands and asked about as it stands."""

# fmt: off
REQUESTS: tuple[Row, ...] = (
    Row("put_right", lambda s: s.has("not_what_i_said") and s.main is not None and not s.guessed,
        "meta:correction_thanks mirror? meaning"),
    Row("not_what_i_said", signal("not_what_i_said"), "meta:misheard", plain=True,
        choices=("just_listen", "something_else")),
    Row("stage_corrected", lambda s: not s.weighty and any(x.startswith("corrects_stage:") for x in s.heard.signals),
        "corrected~meta:correction_thanks meaning? ask_frame~ask_stage"),
    Row("stop_questions", signal("stop_questions"), "meta:stop_questions", plain=True),
    Row("just_listen", lambda s: s.has("just_listen") and not s.has("wants_person"),
        "meta:just_listen meaning?"),
    Row("loop", lambda s: s.has("loop") and not s.has("parrots"), "meta:loop meaning? ask_agenda|ask_any"),
    Row("parrots", signal("parrots"), "meta:parrots", plain=True,
        choices=("just_listen", "something_else")),
    Row("why_ask", lambda s: (s.has("asks_why_ask") and not s.weighty) or (s.has("why") and s.asked),
        "meta:why_ask", plain=True, choices=("just_listen", "something_else")),
    Row("dodged", signal("dodged"), "meta:dodged", plain=True),
    Row("no_act", signal("no_act"), "meta:no_act", plain=True),
    Row("dont_know_me", signal("dont_know_me"), "meta:dont_know_me", plain=True),
    Row("outside", lone("outside"), "meta:outside", plain=True),
    Row("unheard", signal("feels_unheard"), "meta:unheard", plain=True, choices=("just_listen", "something_else")),
    Row("plain_talk", signal("plain_talk"), "meta:plain_talk", plain=True),
    Row("asks_lecture", signal("asks_lecture"), "meta:asks_lecture", plain=True),
    Row("lectured", signal("lectured"), "meta:lectured", plain=True,
        choices=("just_listen", "something_else")),
    Row("no_advice", signal("no_advice"), "meta:no_advice meaning? ask_frame"),
    Row("explain", lambda s: s.has("asks_what_you_mean", "why") and not s.has("so_what", "rhetorical"), "explained", plain=True,
        choices=("just_listen", "something_else")),
    Row("something_else", signal("something_else"), "agenda_two~agenda_one|meta:something_else ask_agenda",
        event=FlowEvent.WANDERED),
    Row("needled", lambda s: s.has("needled") and (not s.weighty or (s.main_kind("gives") and s.heard.words <= 8)), "meta:needled", plain=True,
        choices=("just_listen", "something_else")),
    Row("no_pity", lone("no_pity"), "meta:no_pity", plain=True,
        choices=("just_listen", "something_else")),
    Row("no_fuss", signal("no_fuss"), "meta:no_fuss", plain=True),
    Row("so_what", at_bot("so_what", you=False), "meta:so_what ask_open!", plain=True),
    Row("asks_what_to_say", lambda s: s.has("asks_what_to_say") and not (s.early and s.has("where_to_start")),
        "meta:what_to_say", plain=True),
    Row("up_to_you", lone("up_to_you", "questions_ok"), "meta:up_to_you", plain=True),
    Row("insult", at_bot("insult"), "meta:insult", plain=True, choices=("just_listen", "something_else", "stop")),
    Row("verdict", verdict, "meta:verdict", plain=True),
    Row("still_there", lambda s: s.has("still_there") and not (s.has("greeting") and s.session.turn <= 1), "meta:still_there", plain=True),
    Row("asks_police", signal("asks_police"), "meta:not_police", plain=True),
    Row("doubts", signal("doubts"), "meta:doubts", plain=True, choices=("just_listen", "something_else")),
    Row("distrust", lambda s: s.has("distrust") and not s.weighty and not s.has("catch"), "meta:distrust", plain=True,
        choices=("just_listen", "something_else")),
    Row("asks_age", signal("asks_age"), "meta:asks_age", plain=True),
    Row("asks_bother", lone("asks_bother"), "meta:asks_bother", plain=True),
    Row("asks_done", lone("asks_done"), "meta:asks_done", plain=True),
    Row("then_what", signal("then_what"), "meta:then_what", plain=True),
    Row("do_about_it", signal("do_about_it"), "meta:do_about_it", plain=True),
    Row("catch", lone("catch"), "meta:catch", plain=True),
    Row("can_do", lone("asks_what_you_do"), "meta:can_do", plain=True),
    Row("asks_if_helps", lone("asks_if_helps"), "meta:asks_if_helps", plain=True),
    Row("asks_bot_life", lone("asks_bot_life"), "meta:asks_bot_life", plain=True),
    Row("asks_how_know", lone("asks_how_know"), "meta:asks_how_know", plain=True),
    Row("sent_here", lambda s: s.has("sent_here") and s.early and not s.named("forced_to_be_here"),
        "meta:sent_here", plain=True),
    Row("may_talk", signal("may_talk"), "meta:may_talk", plain=True),
    Row("where_to_start", beginning("where_to_start"), "meta:where_to_start", plain=True),
    Row("odd", signal("odd"), "meta:odd", plain=True),
    Row("just_looking", beginning("just_looking"), "meta:just_looking", plain=True),
    Row("asks_feelings", signal("asks_feelings"), "meta:asks_feelings", plain=True),
    Row("asks_others", lone("asks_others"), "meta:asks_others", plain=True),
    Row("asks_you_would", lone("asks_you_would"), "meta:asks_you_would", plain=True, choices=("ideas",)),
    Row("asks_on_shift", lone("asks_on_shift"), "meta:asks_on_shift", plain=True, choices=("numbers",)),
    Row("asks_spotting", signal("asks_spotting"), "meta:asks_spotting", plain=True, choices=("numbers",)),
    Row("asks_hide", signal("asks_hide"), "meta:asks_hide", plain=True),
    Row("asks_no_first", lone("asks_no_first"), "meta:asks_no_first", plain=True),
    Row("asks_call", lone("asks_call"), "meta:asks_call", plain=True, choices=("numbers",)),
    Row("asks_share", signal("asks_share"), "meta:asks_share", plain=True),
    Row("asks_what_if", lone("asks_what_if"), "meta:what_if_no", plain=True),
    Row("asks_sure", signal("asks_sure"), "meta:asks_sure", plain=True),
    Row("asks_ailment", lambda s: s.has("asks_opinion") and s.named(*AILMENTS) and s.heard.words <= 12,
        "meta:wants_diagnosis", plain=True),
    Row("asks_opinion", signal("asks_opinion"), "mirror? meta:asks_opinion meaning? ask_frame|ask_own_view|ask_any!"),
    Row("wants_dose", signal("wants_dose"), "meta:wants_dose", plain=True),
    Row("wants_taper", signal("wants_taper"), "meta:wants_taper", plain=True),
    Row("wants_source", signal("wants_source"), "meta:wants_source", plain=True),
    Row("wants_pass_test", signal("wants_pass_test"), "meta:wants_pass_test", plain=True),
    Row("wants_technique", signal("wants_technique"), "meta:wants_technique", plain=True),
    Row("wants_diagnosis", signal("wants_diagnosis"), "meta:wants_diagnosis", plain=True),
    Row("wants_legal", signal("wants_legal"), "meta:wants_legal", plain=True),
    Row("asks_them", lambda s: (s.has("asks_them") or (s.has("asks_cost") and s.of_services)) and not s.weighty,
        "meta:asks_them", plain=True, choices=("numbers",)),
    Row("asks_cost", signal("asks_cost"), "meta:asks_cost", plain=True),
    Row("asks_permission_use", signal("asks_permission_use"), "meta:asks_permission_use", plain=True),
    Row("wants_info", signal("wants_info"), "meta:wants_info", plain=True),
    Row("guess_me", signal("guess_me"), "meta:guess_me", plain=True),
    Row("testing", signal("testing_bot"), "meta:testing", plain=True),
    Row("other_language", signal("other_language"), "meta:other_language", plain=True),
    Row("off_topic", lone("off_topic_question"), "meta:off_topic", plain=True),
    Row("sarcasm", lambda s: s.has("sarcasm") and s.main is None, "meta:sarcasm", plain=True,
        choices=("just_listen", "something_else")),
    Row("quotes_bot", lone("quotes_bot"), "meta:quotes_bot", plain=True),
    Row("about_bot", lone("about_bot"), "meta:about_bot", plain=True),
    Row("bots_words", lone("bots_words"), "meta:bots_words", plain=True),
)
"""What the person asks of the conversation itself."""

SMALL: tuple[Row, ...] = (
    Row("danger_back", lambda s: s.session.danger_talk.due, "mirror? meaning? danger_back!", plain=True),
    Row("how_are_you", lambda s: s.has("how_are_you") and not s.weighty and not s.mirrors, "meta:how_are_you", plain=True),
    Row("greeting", lambda s: s.has("greeting") and not s.weighty and s.heard.words <= 10 and s.session.turn <= 1, "meta:greeting", plain=True),
    Row("hello_again", lambda s: s.has("greeting") and not s.content and not s.has("ok"), "meta:hello_again ask_back|ask_open!"),
    Row("thanks", lambda s: s.has("thanks") and not s.weighty and not s.mirrors and s.main is None,
        "meta:thanks", plain=True),
    Row("no_offence", signal("no_offence"), "meta:no_offence", plain=True),
    Row("apology", lambda s: s.has("apology") and not s.weighty, "meta:apology ask_last|ask_back|ask_open!"),
    Row("nonsense", lone("nonsense"), "meta:nonsense", plain=True),
    Row("empty", signal("empty"), "meta:empty~said_nothing"),
    Row("emoji", lambda s: (s.has("emoji_only") and not s.heard.emotions
        and not s.has("yes", "no", "laugh", "thanks", "greeting")) or pacing.scowls(s), "meta:emoji", plain=True),
    Row("capitals", lambda s: s.has("capitals") and s.main is None and not s.heard.emotions and not s.mirrors,
        "meta:capitals ask_elaborate|ask_back|ask_open!"),
    Row("rhetorical", lambda s: s.has("rhetorical") and s.main is None and not s.telling, "meta:rhetorical ask_last|ask_back|ask_open!", plain=True),
    Row("struck", lone("struck"), "meta:struck", plain=True),
    Row("long_story", lone("long_story"), "meta:long_story", plain=True),
    Row("why_here", lone("why_here"), "meta:why_here ask_open!"),
    Row("all_done", lone("all_done"), "said_ok door", plain=True),
    Row("not_bothered", signal("not_bothered"), "said_not_bothered ask_last|ask_open!"),
    Row("not_yet", signal("not_yet"), "said_not_yet", plain=True, choices=("just_listen", "pause")),
    Row("skip", lambda s: s.has("skip") and (not s.weighty or s.heard.words <= 8), "meta:skip ask_open!"),
    Row("over_to_bot", lambda s: s.has("wants_more") and s.has("yes") and s.heard.words <= 6 and not s.weighty,
        "meta:up_to_you", plain=True),
)
"""Small talk and empty messages."""

STEPS: tuple[Row, ...] = (
    Row("withdrawal_offer", offering.withdrawal, "mirror? meaning|stance offer_withdrawal", choices=("yes", "not_now")),
    Row("return", offering.tolerance, "mirror? meaning|stance offer_tolerance", choices=("yes", "not_now")),
    Row("alone_now", offering.alone, "mirror? meaning|stance offer_alone", choices=("yes", "not_now")),
    Row("mix_offer", offering.mix, "mirror? meaning|stance offer_mix", choices=("yes", "not_now")),
    Row("wound_offer", offering.wound, "mirror? meaning|stance offer_wound", choices=("yes", "not_now")),
    Row("tablets_offer", offering.tablets, "mirror? meaning|stance offer_tablets", choices=("yes", "not_now")),
    Row("pregnancy_offer", offering.pregnancy, "mirror? meaning|stance offer_pregnancy", choices=("yes", "not_now")),
    Row("stimulant_offer", offering.stimulants, "mirror? meaning|stance offer_stimulants", choices=("yes", "not_now")),
    Row("return_again", main("used_again_after_break", "lost_days", "kept_some"),
        "mirror? meaning|stance affirm_coming_back~choice? ask_frame|ask_return"),
    Row("summary_key", lambda s: timing.summary_due(s) and timing.both_sides(s) and s.stage is _S.PREPARATION,
        "meaning|mirror transition|collect ask_key|ask_missed!", summary=True),
    Row("summary_both", lambda s: timing.summary_due(s) and timing.both_sides(s) and s.stage is _S.CONTEMPLATION,
        "meaning|mirror transition|collect ask_missed!", summary=True),
    Row("summary_plain", lambda s: timing.summary_due(s), "meaning|mirror collect ask_missed!", summary=True),
    Row("plan_offer", lambda s: timing.settled(s) and s.stage in (_S.PREPARATION, _S.ACTION) and not s.offered("plan")
        and s.named("plans_ahead", "ready", "commits", "asks_for_help", "stop_goal", "cut_down_goal"),
        "affirm? meaning|stance offer_plan", choices=("yes", "not_now")),
    Row("confidence_offer", lambda s: timing.settled(s, "steps") and s.stage in (_S.PREPARATION, _S.ACTION)
        and not s.offered("confidence") and s.session.turn >= 7
        and (s.talk(Talk.CHANGE) or s.main_kind("steps")) and timing.of_change(s),
        "affirm? meaning|stance offer_confidence", choices=("yes", "not_now")),
    Row("importance_offer", lambda s: timing.settled(s) and s.stage is _S.CONTEMPLATION and not s.offered("importance")
        and s.talk(Talk.CHANGE, Talk.AMBIVALENT) and s.session.turn >= 6 and timing.of_change(s),
        "affirm? meaning|stance offer_importance", choices=("yes", "not_now")),
    Row("help_offer", offering.kinds_of_help, "mirror? meaning|stance offer_help", choices=("yes", "not_now")),
    Row("stage_check", lambda s: s.content and s.main is not None and not s.heavy and not s.session.quiet
        and s.session.turn >= 9 and s.stage is not _S.UNCLEAR and s.session.discord == 0
        and s.main_kind("goals", "doubts", "return") and not s.guessed and not s.main_named("wishes")
        and not s.talk(Talk.NEUTRAL) and timing.enough_said(s) and not s.offered("stage_shown") and not s.heard.emotions and s.main_weight <= 3,
        "meaning? where check_stage", choices=("yes", "no")),
)
"""Steps the bot may take by itself, each once, at a moment that fits."""

CONTENT: tuple[Row, ...] = (
    Row("story_gathered", lambda s: pacing.told(s), "told meaning ask_frame|ask_missed", summary=True),
    Row("heavy", lambda s: s.main_named("grief_loss", "anniversary", "trauma", "unsafe_relationship", "overwhelmed",
                                        "hopeless", "copes_with_loss", "breakup", "violence") and not s.guessed,
        "mirror? meaning feeling~affirm_staying? ask_frame|ask_feeling"),
    Row("self_label", named("self_label"), "self_label affirm_staying? meaning? ask_frame|ask_feeling"),
    Row("for_other", lambda s: s.main_named("concern_for_other") or (s.has("for_other") and s.main is None),
        "mirror? meaning~for_other affirm_caring? ask_frame~ask_for_other"),
    Row("concedes", lambda s: s.has("concedes") and (s.main is None or s.main_named("honest")),
        "mirror? concedes ask_reported|ask_elaborate"),
    Row("reported", lambda s: s.reported is not None and s.main is None and not s.telling, "mirror? reported ask_reported|ask_feeling"),
    Row("pressure", main("other_pressures_change", "forced_to_be_here", "told_what_to_do"),
        "mirror? meaning choice~control? ask_frame~ask_stage"),
    Row("humour", main("humour"), "mirror? joke~meaning affirm? ask_frame|ask_elaborate"),
    Row("good_news", main("good_news"), "mirror? good_news~meaning affirm_effort? ask_frame|ask_elaborate"),
    Row("steps", lambda s: s.main_kind("steps", "strengths"),
        "mirror? affirm~meaning second? ask_frame~ask_stage"),
    Row("supports", lambda s: s.main_kind("supports", "past"), "mirror? meaning~affirm second? ask_frame~ask_stage"),
    Row("stuck", lambda s: s.main_named("nothing_works", "important_not_able", "no_willpower", "cravings", "cant_stop_once")
        and s.session.turn >= 3 and not s.offered("menu") and not s.session.quiet, "mirror? meaning offer_menu",
        choices=("yes", "not_now")),
    Row("wants_change", lambda s: s.main_named("wants_change", "undecided") and not s.target.goal,
        "mirror? meaning ask_goal~ask_frame!"),
    Row("goal", lambda s: s.main_kind("goals") and not s.talk(Talk.SUSTAIN),
        "mirror? meaning second|goal_named? ask_frame|ask_key"),
    Row("risk", lambda s: s.main_kind("risk") and s.risk_due, "mirror? meaning ask_risk~ask_frame!"),
    Row("ambivalent", lambda s: s.talk(Talk.AMBIVALENT) and s.main is not None,
        "mirror? double|meaning second~affirm_thinking? ask_frame~ask_stage"),
    Row("risk_said", lambda s: s.main_kind("risk"), "mirror? meaning second|affirm_honesty? ask_frame~ask_stage"),
    Row("sustain", lambda s: s.main is not None and s.talk(Talk.SUSTAIN),
        "mirror? meaning|double choice|second? ask_frame~ask_stage"),
    Row("change", lambda s: s.main is not None and s.talk(Talk.CHANGE),
        "mirror? meaning second? ask_frame~ask_stage"),
    Row("story", lambda s: s.story and s.main is not None, "mirror? meaning second|story? ask_frame|ask_told"),
    Row("meaning", lambda s: s.main is not None, "mirror? meaning second? ask_frame|ask_elaborate"),
)
"""What the person says, where a meaning was found."""

BRIEF: tuple[Row, ...] = (
    Row("rest", lambda s: pacing.worn(s) and not s.session.quiet, "rest", plain=True,
        choices=("just_listen", "something_else", "stop")),
    Row("curt", lambda s: pacing.curt(s) and s.heard.words <= 2 and not s.session.quiet and not s.heard.emotions
        and s.has("yes", "no", "ok", "maybe", "dont_know", "fine", "resigned")
        and "minimal/any/ease" not in s.session.recent, "ease ask_open!", choices=("just_listen", "something_else")),
    Row("how_often", short("how_often"), "how_often|short_answer ask_often|ask_last!"),
    Row("how_long_heavy", lambda s: s.has("how_long") and s.session.last in HEAVY,
        "how_long|short_answer ask_last|ask_feeling!"),
    Row("how_long", short("how_long"), "how_long|short_answer ask_long|ask_last!"),
    Row("might_do", short("might_do"), "might_do|short_answer ask_might|ask_last!"),
    Row("bare_number", lambda s: s.amount is not None and s.amount.isdigit(), "thing ask_elaborate|ask_last!"),
    Row("amount", lambda s: s.amount is not None, "amount ask_amount|ask_last!"),
    Row("laugh", lambda s: s.has("laugh") and not s.has("ok") and s.heard.words <= 6, "said_laugh~meta:laugh ask_last|ask_back|ask_open!"),
    Row("stuck_for_words", lambda s: s.has("dont_know") and s.heard.words <= 6 and len(s.session.notes) >= 4
        and s.session.since_summary >= 3 and not s.offered("summary"), "said_dont_know offer_summary"),
    Row("dont_know", short("dont_know"), "said_dont_know pace? ask_open~ask_back!"),
    Row("knows", lambda s: s.has("knows") and s.heard.words <= 8, "said_knows ask_last|ask_stay|ask_open~ask_back!"),
    Row("fine", short("fine"), "said_fine ask_open"),
    Row("not_good", short("not_good"), "said_not_good ask_not_good|ask_open!"),
    Row("bored", short("bored"), "said_bored ask_last~ask_open!"),
    Row("resigned", short("resigned"), "said_resigned ask_last|ask_open!"),
    Row("maybe", short("maybe"), "said_maybe ask_last|ask_stay|ask_open~ask_back!"),
    Row("that_is_it", lambda s: s.has("yes") and s.has("ok") and s.heard.words <= 6, "said_ok ask_last|ask_open~ask_back!"),
    Row("yes_asked", lambda s: s.has("yes") and s.heard.words <= 6 and s.asked and not pacing.because(s),
        "said_yes_asked ask_last|ask_stay|ask_open~ask_back!"),
    Row("yes", lambda s: s.has("yes") and s.heard.words <= 6 and not pacing.because(s), "said_yes ask_last|ask_stay|ask_open~ask_back!"),
    Row("nobody", short("nobody"), "said_nobody ask_last|ask_open~ask_back!"),
    Row("held_off", lambda s: s.has("no") and s.session.last == "close_to_using" and "did" in s.texts and s.heard.words <= 5,
        "held_off ask_last|ask_open!"),
    Row("no_asked", lambda s: s.has("no") and s.heard.words <= 6 and pacing.left_open(s) and len(s.heard.clauses) < 2, "said_no_asked ask_open~ask_back!"),
    Row("no", lambda s: s.has("no") and s.heard.words <= 6 and not pacing.beside(s), "said_no ask_open~ask_back!"),
    Row("ok", short("ok"), "said_ok ask_last|ask_open~ask_back!"),
    Row("substance_alone", lambda s: bool(s.heard.substances) and s.heard.words <= 2 and not s.heard.emotions,
        "substance~echo ask_substance~ask_thing!"),
    Row("short", lambda s: s.heard.words <= 2 and s.thing is None and s.echo is None and not s.heard.emotions and not s.mirrors
        and s.session.brief < 3, "short_answer ask_last|ask_open~ask_back!"),
)
"""One-word answers."""

PLAIN: tuple[Row, ...] = (
    Row("asks_practical", lambda s: s.has("asks_practical", "asks_where") and not s.heard.emotions, "meta:wants_info", plain=True),
    Row("question", lambda s: s.has("question") and not s.heard.emotions and not pacing.wonders(s), "meta:question_to_bot", plain=True,
        choices=("just_listen", "something_else")),
    Row("feeling_told", lambda s: s.telling and bool(s.emotions), "mirror? feeling ask_told"),
    Row("feeling", lambda s: bool(s.emotions), "mirror? feeling second? ask_feeling~ask_need|ask_elaborate"),
    Row("joined", lambda s: bool(coupling.couple(s)), "joined ask_short"),
    Row("told_story", lambda s: s.story and s.mirror is not None, "mirror leaning|mirror2? carried? story? ask_told"),
    Row("told", lambda s: s.telling and s.mirror is not None, "mirror leaning|mirror2? carried? ask_told"),
    Row("told_all", lambda s: s.telling and (s.keyword is not None or bool(s.heard.people)), "story|missed_long ask_told!"),
    Row("called", lambda s: s.called is not None, "called ask_called|ask_elaborate!"),
    Row("somebody", lambda s: s.thing is not None and bool(s.heard.people) and s.heard.words <= 3,
        "thing ask_person|ask_thing!"),
    Row("thing_short", lambda s: s.thing is not None and s.heard.words <= 3, "thing ask_thing|ask_short!"),
    Row("thing", lambda s: s.thing is not None and s.heard.words <= 5, "thing ask_thing|ask_elaborate"),
    Row("mirrored", lambda s: s.mirror is not None, "mirror leaning|mirror2? carried? second? ask_elaborate|ask_stage"),
    Row("go_on", lambda s: pacing.in_bits(s) and s.heard.words <= FRAGMENT_WORDS and not s.session.quiet,
        "go_on", plain=True),
    Row("fragment_no", lambda s: pacing.denies(s) and s.heard.words <= FRAGMENT_WORDS, "echo ask_short_no|ask_elaborate!"),
    Row("fragment", lambda s: s.echo is not None and s.heard.words <= FRAGMENT_WORDS, "echo ask_short|ask_elaborate!"),
    Row("echoed", lambda s: s.echo is not None, "echo ask_elaborate|ask_again"),
    Row("told_by", lambda s: pacing.told_by(s), "told_by ask_own_view|ask_elaborate"),
    Row("keyword", lambda s: s.keyword is not None, "keyword ask_elaborate|ask_again"),
    Row("person", lambda s: bool(s.heard.people), "person ask_person"),
    Row("substance", lambda s: bool(s.heard.substances) and s.heard.words <= NAMING_WORDS, "substance ask_substance"),
)
"""What the person says, where no meaning was found: a feeling, a thing, a clause."""

UNHEARD: tuple[Row, ...] = (
    Row("still_listening", lambda s: s.session.quiet, "still_listening"),
    Row("missed_clear", pacing.clear, "missed_clear ask_elaborate|ask_stay|ask_open!"),
    Row("missed_twice", lambda s: s.session.missed >= 1, "missed_twice ask_agenda|ask_open!",
        choices=("something_else", "just_listen", "ideas")),
    Row("missed_long", lambda s: s.heard.words >= LONG_WORDS, "missed_long ask_told|ask_open!"),
    Row("missed", lambda s: True, "missed_once ask_again|ask_open!"),
)
"""When nothing was understood: say less, honestly."""

# fmt: on
TABLE: tuple[Row, ...] = REQUESTS + SMALL + STEPS + CONTENT + BRIEF + PLAIN + UNHEARD

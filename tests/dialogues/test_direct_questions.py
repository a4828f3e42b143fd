"""A direct question, in slang and in any order of words, gives the facts it asks for.

A table: the topic of the card (or "numbers", "help", "supply", "withdrawals" for a menu) and the
question. Beside it what sounds alike and asks nothing.
"""

from collections.abc import Callable

import pytest

from dialogues.engine import Turn
from dialogues.facts import cards
from dialogues.safety import Register

CARD = "information/card/"
MENUS = {
    "notice/numbers": "numbers", "information/any/kinds": "help",
    "information/any/topics_supply": "supply", "information/any/topics_within": "withdrawals",
    "information/any/mix_dangerous": "mix", "information/any/mix_unsafe": "mix",
    "information/any/mix_nothing": "mix", "information/any/mix_which": "mix",
    "information/any/place_none": "place",
}  # fmt: skip
Talk = Callable[..., list[Turn]]

ASKED = """
overdose | signs of going over?
overdose | what do you do if someone goes over
naloxone | narcan?
naloxone | tell me about naloxone
naloxone | i want to know about naloxone
naloxone | whats in them nasal narcan things
naloxone | any info on narcan mate
naloxone | naloxone how does it work
naloxone | does narcan work on fent
naloxone | can narcan hurt you
overdose | how long does naloxone last
overdose | how long till narcan wears off
overdose | how do i use narcan
overdose | how u give naloxone
stimulants | whats overamping
stimulants | can you od on coke
stimulants | whats too much crack look like
seizure | recovery position?
seizure | what do i do if someone has a fit
seizure | how do you deal with a seizure
withdrawal_alcohol | what happens if i just stop drinking
withdrawal_alcohol | booze withdrawal info pls
withdrawal_alcohol | is it safe to come off the drink on my own
withdrawal_sedative | benzo withdrawal info
withdrawal_sedative | coming off vals, is it dangerous
withdrawal_sedative | how long does xanax withdrawal last
withdrawal_sedative | whats it like withdrawing from ghb
withdrawal_sedative | can you die from coming off pregabalin
withdrawal_opioid | how long does dope sickness last
withdrawal_opioid | can a rattle kill you
withdrawal_opioid | wots clucking like
withdrawal_opioid | anything that helps with the rattle
withdrawal_opioid | how do i get off the gear without rattling
withdrawal_opioid | how bad is coming off methadone
withdrawals | withdrawal, is it dangerous
strips | do fent strips work
strips | test strips any good?
strips | can strips pick up nitazenes
strips | how do you read a fentanyl strip
xylazine | wtf is tranq
xylazine | tranq dope whats that
xylazine | anyone know about xylazine
medetomidine | what is medetomidine doing in dope
nitazenes | nitazenes?
nitazenes | heard of zenes, what are they
nitazenes | u know owt about nitazenes
supply | how do i check my stuff
supply | whats going in the blues
supply | is there any way to get it tested
supply | can i get my pills tested
tolerance | whats the deal with tolerance after jail
tolerance | whats the risk after detox
tolerance | how fast does tolerance drop
tolerance | is it more dangerous after a break
tolerance | tolerance?
tolerance | how do i use safely after rehab
alone | using on my tod, any way to make that safer
alone | whats never use alone
numbers | is there anyone i can ring while i use
mix | got any info on speedballs
mix | mixing benzos and booze?
mix | can you drink on methadone
mix | xanax and oxy together, safe or not
mix | is it alright doing coke with a drink
mix | speedballs, how bad are they
mix | wot happens if u mix ket and g
mix | is gear on top of vals risky
serotonin | can mdma and my antidepressants mix
serotonin | whats serotonin syndrome
serotonin | sertraline and mandy, is that ok
wound | is my abcess bad
wound | how do you clean an abscess
wound | how can i tell if a lump where i inject is infected
wound | do i pop an abscess
pregnancy | what happens to my baby if i stop
pregnancy | can i breastfeed on methadone
pregnancy | will the baby come out addicted
pregnancy | is methadone ok when youre pregnant
pregnancy | im pregnant, is it safe to stop
law | good samaritan law?
law | will i get done for ringing an ambulance
law | do the cops come if you call 999 for an od
law | can u get nicked for calling it in when someone ods
help_services | what do needle exchanges do
help_services | what even is harm reduction
help_medication | is methadone any good
help_medication | can you get medication for meth
help_medication | difference between subs and methadone
help_medication | bupe or methadone whats better
help_medication | is there a jab for the gear
help_medication | buvidal, what is it
help_medication | how do you get on a script
help_counselling | how do counsellors help
help_counselling | whats a therapist gonna do
help_counselling | counselling, does it work
help_exposure | is there a therapist for trauma
help_exposure | whats exposure therapy
help_groups | whats aa like
help_groups | do meetings work
help_groups | smart recovery any good
help | is there anything that isnt aa
help | where can i get help
help | what else is there besides rehab
help | any help out there for coke
help | whats out there for help
numbers | wheres a number i can ring before i use
numbers | what helplines are there
numbers | any hotlines
naloxone | does everyone on methadone get narcan
naloxone | is narcan only for heroin like
strips | anyone know if the strips are accurate
tolerance | does tolerance come back quick
mix | ket n booze bad combo?
mix | is it ok to take my diazepam after a few cans
mix | whats the worst that can happen with oxy and xanax
mix | codeine and gin, ok or not
withdrawal_alcohol | stopped drinking, whats gonna happen
withdrawal_sedative | tell us about benzo withdrawals
withdrawal_opioid | methadone withdrawal how bad
pregnancy | does meth hurt the unborn baby
law | does the samaritan law cover probation
law | if i ring 999 do the police come too
help_medication | is there medicine for drinkers
help_medication | suboxone, does it work or wot
help_groups | what happens at na meetings
help_counselling | is counselling just talking
help | is there any support for crack
help | what are the options apart from going to meetings
wound | infected arm, what do i look for
wound | how do i look after an ulcer
alone | is it dangerous to use by myself
nitazenes | how strong are nitazenes
stimulants | up for days on whizz what does that do to you
"""
NOT_ASKED = """
numbers are not my thing
you can get narcan free at the chemist so i did
how my tolerance got this high i dont know
whatever i take i mix
is that all you have, i was rattling here
i should really go to a meeting
what if he overdoses
could cry, the baby is in care
where i was inside tranq was everywhere
do i look like i need counselling
i keep narcan in my coat
got narcan off the exchange last week
my tolerance is through the roof
my tolerance went and i nearly died
i had a seizure coming off the drink once
the cops came when my mate overdosed
i know how narcan works
he overdosed last year and i found him
how could i let him overdose
how do i live with it after he overdosed
how am i meant to tell my mum im pregnant
what would you do if your brother overdosed
do you know what its like to rattle
why do i always end up clucking
can you believe they gave him narcan and nicked him
i mix coke and drink most weekends
benzos and booze is my weekend
what i hate is the withdrawals
when i was withdrawing she left
i was rattling all night
my therapist is useless
counselling never did a thing for me
i go to aa on tuesdays
meetings are not for me
methadone keeps me steady
im on a script and it does the job
the baby keeps me going
im six months pregnant and scared
i use alone because nobody knows
i got an abscess from the last hit
tranq is all there is round here now
theres fent in everything these days
tested my pills and they were fine
good thing they had strips at the festival
after jail everything was different
i wonder if he overdosed on purpose
she said what is naloxone and i laughed
i want to know why he left me pregnant
nobody showed me how to stop
they asked me how i use
speedballs were my thing in the nineties
do you think im stupid for using alone
is this how my life is now, rattling every morning
how come everyone gets a script but me
should i tell my mum about the methadone
will i ever be done with withdrawal
any overdose scares the life out of me
what a week, two funerals and an overdose
where my mates see a party i see an overdose
how funny is it that i teach first aid and overdosed
my mum asked is methadone any good
thats my detox done
you know what, the withdrawal was worth it
mixing cement all day, back is gone
i think he was using when he crashed
my ma says what good is methadone and shes right
anything is better than withdrawal
what keeps me going is the meetings
is what it is, im an addict and an overdose waiting to happen
if i stop the baby is better off
that counsellor had me in tears
needle exchange was shut again
strips came back with two lines, buzzing
i could do with a detox from my family
the strip in vegas was mad
last script ran out on friday
could be worse i could be rattling
can not face the withdrawal again
do not start me on aa
would rather die than go to a meeting
where would i be without my script
should never have mixed them
how i miss the gear
"""
OF_A_CARD = """
how long does naloxone last | overdose_after
how do i use narcan | overdose_response
how long does xanax withdrawal last | withdrawal_sedative_when
booze withdrawal, how long does that go on | withdrawal_alcohol_when
anything that helps with the rattle | withdrawal_opioid_help
how do i use safely after rehab | tolerance_ways
can strips pick up nitazenes | strips_limits
how do you clean an abscess | wound_care
will the baby come out addicted | pregnancy_after
can i breastfeed on methadone | pregnancy
can mdma and my antidepressants mix | serotonin_meds
got any info on speedballs | mix_masking
"""
NO_CARD_SAYS = """
how long does dope sickness last
difference between subs and methadone
can you get medication for meth
how do i use narcan
"""


def lines(table: str) -> list[str]:
    """Return the rows of a table."""
    return table.strip().splitlines()


def told(turn: Turn) -> set[str]:
    """Return the ids of the cards in a reply."""
    return {name.removeprefix(CARD) for _, name in turn.moves if name.startswith(CARD)}


def about(turn: Turn) -> str:
    """Return the topic a reply has facts on, or the menu it gives, "" for neither."""
    topics = {card.topic for card in cards.every() if card.id in told(turn)}
    menu = next((MENUS[name] for _, name in turn.moves if name in MENUS), "")
    return menu or next(iter(topics), "")


@pytest.mark.parametrize("row", lines(ASKED))
def test_a_direct_question_gives_its_facts(row: str, talk: Talk) -> None:
    """It is permission, whatever its words."""
    topic, _, question = row.partition(" | ")

    assert about(talk("hiya", question)[-1]) == topic


@pytest.mark.parametrize("text", lines(NOT_ASKED))
def test_what_asks_nothing_is_given_no_facts(text: str, talk: Talk) -> None:
    """A topic that is named is not one that is asked about."""
    assert about(talk("hi", "using a bit more lately", text)[-1]) == ""


@pytest.mark.parametrize("row", lines(OF_A_CARD))
def test_a_question_about_one_card_of_a_topic_gives_that_card(row: str, talk: Talk) -> None:
    """Not the first of the topic."""
    question, _, card = row.partition(" | ")

    assert told(talk("hiya", question)[-1]) == {card}


@pytest.mark.parametrize("question", lines(NO_CARD_SAYS))
def test_what_no_card_says_is_told_so_with_who_would_know(question: str, talk: Talk) -> None:
    """One honest line before what there is."""
    turn = talk("hiya", question)[-1]

    assert turn.register is Register.CONVERSATION
    assert "information/any/not_that" in [name for _, name in turn.moves]

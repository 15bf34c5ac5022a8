"""The reading rules one by one: small sentences, and what each rule must find in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset.errors import ArgumentError, ReportError
from winset.reading.ledger import Claim
from winset.reading.likelihood import scale, scales
from winset.reading.pages import decode, from_html, load_page
from winset.reading.reading import read
from winset.reading.segments import blocks
from winset.reading.sentences import sentences
from winset.reading.times import stamp
from winset.reading.tokens import tokenize


def only(text: str) -> Claim:
    """The one claim of a text."""
    [claim] = read(text).ledger.claims
    return claim


def attributed(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attributed claim."""
    return [
        (
            claim.source.span.exact if claim.source.span else "",
            claim.cue.exact if claim.cue else "",
            claim.words,
        )
        for claim in read(text).ledger.claims
        if claim.source.type != "outlet"
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Lund met Gen. Ode at 9 a.m. on Monday. They spoke.", 2),
        ("J. R. Ode of the U.S. Navy left. He returned.", 2),
        ("“It is over. We lost.” The crowd left.", 2),
        ("He asked: “Why?” She left.", 1),
        ("The fee is 3.5 million. It rose.", 2),
        ("It ended… Nobody came.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    tokens = tokenize(text)
    assert len(sentences(tokens, 0, len(tokens), 0)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said the bridge would close.", ("The mayor", "said", "the bridge would close")),
        ("The bridge would close, said the mayor.", ("the mayor", "said", "The bridge would close")),
        ("The bridge, the mayor said, would close.", ("the mayor", "said", "The bridge … would close")),
        ("He told reporters that he had quit.", ("He", "told", "he had quit")),
        ("As Ode noted, the fee has doubled.", ("Ode", "noted", "the fee has doubled")),
        ("According to Ode, the fee has doubled.", ("Ode", "According to", "the fee has doubled")),
        ("The fee has doubled, according to Ode.", ("Ode", "according to", "The fee has doubled")),
        ("Iran urged the bank to wait.", ("Iran", "urged", "the bank to wait")),
        ("Iran accused the bank of theft.", ("Iran", "accused", "the bank of theft")),
        ("Ode called the plan a farce.", ("Ode", "called", "the plan a farce")),
        ("The plan was criticised by the union.", ("the union", "was criticised by", "The plan")),
        ("Ode made the claim that votes were lost.", ("Ode", "made the claim", "votes were lost")),
        ("Iran's demand for a pause failed.", ("Iran", "'s demand", "a pause failed")),
        ("Ode, who runs the port, denied the charge.", ("Ode, who runs the port", "denied", "the charge")),
        ("The experts I met said prices fell.", ("The experts I met", "said", "prices fell")),
    ],
)
def test_ways_of_reporting(text: str, expected: tuple[str, str, str]) -> None:
    assert attributed(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The claims were settled in June.",
        "He called the office on Friday.",
        "The report is 40 pages long.",
        "Plans for the port are ready.",
        "She reads the news.",
    ],
)
def test_words_that_only_look_like_cues(text: str) -> None:
    assert attributed(text) == []


def test_coordinated_and_continued_attributions() -> None:
    text = "Ode said the port was full and warned that ships must wait, adding that fees may rise."
    assert [(source, cue) for source, cue, _ in attributed(text)] == [
        ("Ode", "said"),
        ("Ode", "warned"),
        ("Ode", "adding"),
    ]


def test_a_quotation_goes_on_in_the_voice_before_it() -> None:
    [claim] = read("“We lost,” Ode said. “It is over.”").ledger.claims
    assert [span.exact for span in claim.content] == ["We lost", "It is over"]
    assert claim.quote == "direct"


def test_a_colon_hands_over_to_the_next_paragraph() -> None:
    claim = read("Talks fail\n\nOde added:\n\n“We lost. It is over.”").ledger.claims[-1]
    assert (claim.words, claim.source.span and claim.source.span.exact) == ("We lost. It is over", "Ode")


def test_what_others_wish_is_kept_apart_from_who_says_so() -> None:
    claim = only("Two officials said Iran wants a pause.")
    assert claim.source.type == "anonymous"
    assert claim.holder is not None
    assert claim.holder.exact == "Iran"
    assert claim.status == "demanded"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army has left the port.", "done"),
        ("The army is leaving the port.", "ongoing"),
        ("The army will leave the port.", "planned"),
        ("The storm will end.", "forecast"),
        ("The army may leave the port.", "forecast"),
        ("The army is expected to leave.", "planned"),
        ("Prices are expected to rise.", "forecast"),
        ("The army would leave the port.", "conditional"),
        ("If talks fail, the army leaves.", "conditional"),
        ("The army must leave the port.", "demanded"),
        ("The army will not leave the port.", "refused"),
        ("The army has yet to leave the port.", "unresolved"),
        ("It is unclear who won.", "unresolved"),
        ("The army refuses to leave.", "refused"),
        ("The army plans to leave.", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert read(text).ledger.claims[0].status == status


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The army left.", "positive"),
        ("The army has not left.", "negative"),
        ("The army never left.", "negative"),
        ("The law bars the sale of fish.", "negative"),
        ("The law does not bar entry to the port.", "positive"),
        ("No ship was lost.", "negative"),
        ("Not only ships were lost.", "positive"),
        ("The team failed to agree.", "negative"),
        ("There is no doubt that it ended.", "positive"),
    ],
)
def test_polarity(text: str, polarity: str) -> None:
    assert read(text).ledger.claims[0].polarity == polarity


@pytest.mark.parametrize(
    ("text", "commitment"),
    [
        ("Iran agreed in principle to return.", "agreed_in_principle"),
        ("Iran has partly agreed to return.", "agreed_partly"),
        ("Both sides have agreed to return.", "agreed"),
        ("Both sides signed the treaty.", "signed"),
        ("Both sides have implemented the agreement.", "implemented"),
        ("Iran withdrew from the treaty.", "withdrawn"),
        ("Iran may sign the treaty.", None),
        ("Iran withdrew its cat.", None),
    ],
)
def test_commitment(text: str, commitment: str | None) -> None:
    assert read(text).ledger.claims[0].commitment == commitment


def test_hedges_with_gaps_and_their_likelihood() -> None:
    claim = only("The port is also widely expected to close.")
    [hedge] = claim.hedges
    assert (hedge.span.exact, hedge.kind) == ("is also widely expected to", "schedule")
    assert claim.likelihood is not None
    assert (claim.likelihood.low, claim.likelihood.best, claim.likelihood.high) == (0.65, 0.8, 0.9)
    assert claim.likelihood.scale == "judgement"


def test_the_weakest_hedge_counts() -> None:
    claim = only("The port is likely to close and may be sold.")
    assert claim.likelihood is not None
    assert claim.likelihood.best == 0.4


def test_another_scale_can_be_chosen() -> None:
    likely = read("The port is likely to close.", scale="icd203").ledger["c1"].likelihood
    assert likely is not None
    assert (likely.low, likely.high, likely.scale) == (0.55, 0.80, "ICD 203")
    with pytest.raises(ArgumentError, match="no scale"):
        read("Rain fell.", scale="icd204")


def test_every_scale_runs_from_little_to_much() -> None:
    for name in scales():
        terms = list(scale(name).terms.values())
        assert all(0 <= term.low <= term.best <= term.high <= 1 for term in terms)
        assert [term.best for term in terms] == sorted(term.best for term in terms)


def test_times_are_anchored_on_the_day_of_publication() -> None:
    text = "The army left on Monday. The army will return on Friday. A vote is due in May 2027."
    times = [claim.time.value for claim in read(text, published="2026-03-04").ledger.claims if claim.time]
    assert times == ["2026-03-02", "2026-03-06", "2027-05"]
    with pytest.raises(ArgumentError, match="no date of publication"):
        read("Rain fell.", published="soon")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("January 22, 2026, 10:27 IST", "2026-01-22T10:27:00+05:30"),
        ("Published: 07:15 BST, 3 June 2024", "2024-06-03T07:15:00+01:00"),
        ("Updated 2:05 p.m. EDT, Sept. 4, 2024", "2024-09-04T14:05:00-04:00"),
        ("2024-09-04T14:05:00Z", "2024-09-04T14:05:00+00:00"),
        ("14 October 2023", "2023-10-14"),
        ("31 February 2023", None),
        ("Tuesday", None),
    ],
)
def test_times_of_publication(words: str, value: str | None) -> None:
    assert stamp(words) == value


def test_one_actor_has_one_name() -> None:
    text = (
        "President Ana Ode met the Grain Board (GB) in Tehran. Iran and the GB disagree. "
        "Tehran wants time. Ode left Tehran."
    )
    actors = [claim.actors for claim in read(text).ledger.claims]
    assert actors[0] == ("Ana Ode", "Grain Board")
    assert ("Iran", "Grain Board") in actors
    assert actors[-1] == ("Ana Ode",)
    assert ("Iran",) in actors


def test_sources_that_are_one_and_sources_that_are_not() -> None:
    text = (
        "Top security sources said the port was full. Sources said ships must wait. "
        "Another source said fees may rise. Ana Ode said nobody knew. Ode said it was late."
    )
    ids = [claim.source.id for claim in read(text).ledger.claims]
    assert ids[0] == ids[1] != ids[2]
    assert ids[3] == ids[4]


def test_repeated_statements_point_to_the_first() -> None:
    claims = read("The old port has closed. Rain fell in the north. The old port has closed.").ledger.claims
    assert [claim.duplicates for claim in claims] == [None, None, "c1"]


def test_parts_of_a_page() -> None:
    page = (
        "Home » World » Ports\n"
        "Port to close, minister says\n"
        "By Ana Lund and Jo Marsh\n"
        "Updated 3 hours ago\n\n"
        "The minister at the port of Elsin on Monday. (File photo)\n\n"
        "ELSIN, March 4 (Coast Wire) - The port will close. Nobody was told.\n\n"
        "Also Read: Ten great ports\n"
        "© 2026 Coast Wire. All rights reserved.\n"
    )
    kinds = [(block.kind, page[block.start : block.end]) for block in blocks(page)]
    assert [kind for kind, _ in kinds] == [
        "metadata" if words.startswith(("By", "Updated", "ELSIN")) else kind for kind, words in kinds
    ]
    assert ("headline", "Port to close, minister says") in kinds
    assert ("caption", "The minister at the port of Elsin on Monday. (File photo)") in kinds
    assert ("body", "The port will close. Nobody was told.") in kinds
    assert ("boilerplate", "Also Read: Ten great ports") in kinds
    assert read(page).ledger.report.outlet == "Coast Wire"


def test_a_reading_shows_itself_as_a_table() -> None:
    table = read("Ode said the port may close.").table()
    assert table.rows[0][2:7] == ("Ode", "named", "the port may close", "forecast", "20-60 %")
    assert "20-60 %" in read("Ode said the port may close.")._repr_html_()


def test_html_is_read_through_the_extractor(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    paragraph = "<p>The port of Elsin will close on Monday, the harbour minister told a press briefing.</p>"
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Port to close</title></head><body><nav>Home</nav><article><h1>Port to close</h1>"
        f"{paragraph * 3}</article></body></html>"
    )
    found = load_page(page)
    assert "<p>" not in found.text
    claims = read(found.text).ledger.claims
    assert any(claim.words == "The port of Elsin will close on Monday" for claim in claims)
    with pytest.raises(ReportError, match="no text found"):
        from_html("<html></html>", "empty.html")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ReportError, match="x: not UTF-8"):
        decode(b"caf\xe9", "x")
    assert decode("\ufeffa\r\nb".encode(), "x") == "a\r\nb"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran is ready to resume talks.", ("Iran", "is ready", "to resume talks")),
        ("Norda remains wary of new sanctions.", ("Norda", "remains wary of", "new sanctions")),
        ("Lawmakers are worried that it will fail.", ("Lawmakers", "are worried", "it will fail")),
        ("The premier is no friend of the plan.", ("The premier", "is no friend of", "the plan")),
        ("She was unsure whether it would hold.", ("She", "was unsure", "whether it would hold")),
        ("Luria is in favour of a truce.", ("Luria", "is in favour of", "a truce")),
        ("The union is a staunch opponent of the cut.", ("The union", "is a staunch opponent of", "the cut")),
        ("Smith is warning that the pact may fail.", ("Smith", "is warning", "the pact may fail")),
        ("All agreed that it was late.", ("All", "agreed", "it was late")),
        ("Smith made it clear that he would stay.", ("Smith", "made it clear", "he would stay")),
        ("Rebels rejected that argument.", ("Rebels", "rejected", "that argument")),
        ("Under the draft, Norda would pay.", ("the draft", "Under", "Norda would pay")),
        ("The move failed, three people with direct knowledge told the Post.",
         ("three people with direct knowledge", "told", "The move failed")),
    ],
)  # fmt: skip
def test_ways_of_telling_an_attitude_and_of_naming_a_source(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert attributed(text)[0] == expected


@pytest.mark.parametrize(
    "text", ["The bridge is ready to open.", "The door remains open to talks.", "Tea is good for us."]
)
def test_a_thing_has_no_attitude(text: str) -> None:
    assert attributed(text) == []


@pytest.mark.parametrize(
    ("text", "state", "polarity"),
    [
        ("Israel is opposed to the plan.", "refused", "negative"),
        ("Israel is not opposed to the plan.", "ongoing", "positive"),
        ("She did not rule out further talks.", "done", "positive"),
        ("Members are in no mood for a cut.", "refused", "negative"),
        ("Two officials said Norda was ready to lift the ban.", "planned", "positive"),
        ("The ministry said it would appeal.", "planned", "positive"),
        ("The minister said he would not sign.", "refused", "negative"),
        ("The ministry said it would appeal if it lost.", "conditional", "positive"),
        ("The pact is subject to approval by parliament.", "conditional", "positive"),
        ("Failing that, the strait will close.", "forecast", "positive"),
        ("It was not immediately clear when talks would resume.", "unresolved", "positive"),
    ],
)
def test_what_is_said_to_be_done_planned_or_refused(text: str, state: str, polarity: str) -> None:
    claim = read(text).ledger.claims[0]
    assert (claim.status, claim.polarity) == (state, polarity)


def test_what_somebody_says_in_several_sentences_is_cut_where_its_manner_changes() -> None:
    text = "“We have agreed the text. We were tired. We will sign on Monday,” the envoy said."
    claims = read(text).ledger.claims
    assert [(claim.words, claim.status, claim.quote) for claim in claims] == [
        ("We have agreed the text", "done", "direct"),
        ("We were tired", "done", "direct"),
        ("We will sign on Monday", "planned", "direct"),
    ]
    assert len({claim.source.id for claim in claims}) == 1


def test_what_was_asked_is_not_what_was_answered() -> None:
    claims = read("Asked whether he would accept inspectors, he said: “We can live with that.”").ledger.claims
    assert [claim.words for claim in claims if claim.source.type != "outlet"] == ["We can live with that"]
    assert attributed("“Over my dead body,” Sand said when asked about it.") == [
        ("Sand", "said", "Over my dead body")
    ]


def test_a_clause_joined_without_a_comma_is_a_claim_of_its_own_when_it_denies() -> None:
    claims = read(
        "At least three capitals oppose it and a decision is not expected before January."
    ).ledger.claims
    assert claims[-1].words == "a decision is not expected before January"
    [one] = read("The ferry sank and the crew drowned.").ledger.claims
    assert one.words == "The ferry sank and the crew drowned"


def test_it_is_what_the_sentence_before_speaks_of() -> None:
    text = (
        "One official called it deliberate. The cabinet has not commented. It warned that prices would rise."
    )
    last = read(text).ledger.claims[-1]
    assert last.source.type == "office"


def test_below_the_end_of_a_release_nothing_is_read() -> None:
    text = "Press release\nMinistry of Ports\n\nNew port opens at Sorn\n\nThe port opened.\n\n- ENDS -\n\nIt is 2 km long."
    kinds = [block.kind for block in blocks(text)]
    assert kinds == ["boilerplate", "metadata", "headline", "body", "boilerplate", "boilerplate"]


def test_an_issue_that_somebody_wants_clarity_on_is_told_with_the_issue() -> None:
    [claim] = [
        one for one in read("The ban remains an issue Iran wants clarity on.").ledger.claims if one.holder
    ]
    assert [span.exact for span in claim.content] == ["an issue", "clarity on"]


def test_support_that_somebody_has_is_the_support_of_another() -> None:
    [claim] = [one for one in read("The plan has the backing of Norda.").ledger.claims if one.cue]
    assert (claim.source.span and claim.source.span.exact, claim.words) == ("Norda", "The plan")
    assert attributed("It is unclear whether the plan has the backing of Norda.") == []


def test_a_presenter_only_asks() -> None:
    turns = ["PRESENTER: So, where do things stand?", "JANA WELL: The text is done."]
    text = "\n\n".join(["Border talk", *turns, "PRESENTER: Thank you.", "JANA WELL: It is late."])
    assert {claim.source.span.exact for claim in read(text).ledger.claims if claim.source.span} == {
        "JANA WELL"
    }


def test_whom_a_source_told_is_no_statement() -> None:
    said = (
        "Luria will withdraw unless insurers resume cover, Deputy Prime Minister Oksana Vey told parliament"
    )
    text = f"{said} on Thursday, in the clearest sign yet that the pact is dying."
    own = [claim.words for claim in read(text).ledger.claims if claim.source.type == "outlet"]
    assert all("parliament" not in words for words in own)


def test_a_promise_after_a_statement_is_a_claim_of_its_own() -> None:
    text = "The firm says the scheme would save 60 jobs and has promised to fund a bypass."
    assert [(cue, words) for _, cue, words in attributed(text)] == [
        ("says", "the scheme would save 60 jobs"),
        ("has promised", "to fund a bypass"),
    ]

"""Sentences that talk about the text instead of telling something."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.meta import meta_sentences, without_meta

HONEST = "Bees drink from shallow water, and they drown in deep water."


@pytest.mark.parametrize(
    "talk",
    [
        "Whether you are new to it or not, in this practical guide you will find all that you need.",
        "Thank you for reading this informative guide on keeping bees.",
        "As you've learned in the chapters above, patience pays.",
        "By following this guide step by step, you will succeed.",
        "The following sections look at each of these in turn.",
        "Let's take a closer look at each of these topics in more detail.",
        "This comprehensive guide is designed for people with small gardens.",
        "This section covers the choice of a hive.",
        "In the third section of our practical guide to bees, we will turn to the hive.",
        'Section 3 of "Setting Up Your Hive" begins with the selection of a hive.',
        "感谢您的阅读。",
        "This is a 14th section in the course.",
        "This is the last part of the section.",
        "In the first section, we will explore how to make them reliable.",
        "Each section concludes with a clear message.",
        'The first paragraph, "What is a hive?", is where the fun begins.',
        "The next two paragraphs take us into the hive.",
        "I'll continue with a new paragraph.",
        "It is written section by section.",
        "It is written section 8 of 15, and has been touched upon already.",
        "But I will provide the details that are needed for the text so far.",
        "Section 14.",
        "Told elsewhere, reference it only in a narrative of two sentences.",
        "The end of the story will be finished prose with concrete detail in two paragraphs.",
        "This section is dedicated to the choice of a hive.",
        'The second section, "The hive", is a classic example.',
        "As an essay, this section aims to explore how such habits touch others.",
        'It is important to note that the loss of species is already mentioned in the "Environmental Impact" section of the essay.',
        "From the gains to the losses, this exploration aims to illuminate why people collect.",
        "This short account will show how it was done.",
        "An example of a hobby that has not been mentioned is collecting stamps.",
        "The task is to edit and improve a piece of writing with great care.",
        "Please provide the text you need help with and I'll assist you in refining your work.",
        "The text has been completed.",
        'Section 4, "Managing the Hive", involves giving tasks to helpers.',
        "Here’s an outline of the four main sections you mentioned, focusing on each in detail.",
        "To get started, let's review the training of helpers.",
        "The text then goes on to provide details about what a guide is.",
        "This is the first section of 7, and it's a start.",
        "As the final chapter of the plan, it was time to put it into action.",
        "The first sentence is perfect.",
        "It sets the tone for the rest of the document and encourages the reader.",
        "Here are two paragraphs detailing the benefits of bees, as described in the given instruction.",
        "Second paragraph, exploring the health of bees, provides a link between water and wings.",
        "As the final section, 30 words in 4 sentences, it will look at another piece of writing for this task.",
        "It is written section 1, and it covers the subject in detail.",
        "The volunteer coordination section of the manual is crucial for the garden.",
        "Section 11, How to Tell That It Went Well, should be structured to highlight what has been reached.",
        "To find more information about these tools and their use, refer to our plan maintenance tasks section.",
        "This section is written in 295 words and uses concrete detail. It discusses conflicts and resolves disputes.",
        "So, I made these 4 main changes to the original text to improve it.",
        "The edits made to the given text make it flow.",
        "I added a paragraph about the tools that are needed.",
        "I've removed the second sentence for clarity.",
        "This text starts with a clear and concise message, but it lacks direction.",
        "The passage lacks focus.",
        "The text is well structured and easy to follow.",
    ],
)
def test_talk_about_the_text_goes(talk: str) -> None:
    assert without_meta(f"{HONEST} {talk}") == HONEST


@pytest.mark.parametrize(
    "honest",
    [
        "The guide led them over the pass before noon.",
        "She thanked him for reading the will aloud.",
        "This article of clothing was worn by fishermen.",
        "Let us look at the numbers of 1890.",
        "The next chapter of her life began in Lisbon.",
        "By Section 5 of the Act it is forbidden.",
        "Part of the wall fell in 1702.",
        "I will open a new chapter in my life.",
        "This is the first part of the river that freezes.",
        "The first paragraph of Article 5 forbids it.",
        "The second sentence in her letter was crossed out.",
        "The first section of the line was opened in 1871.",
        "The last sentence on the stone is in Latin.",
        "In the second part they turned back.",
        "The last sentence was handed down in 1921.",
        "The first sentence is suspended for two years.",
        "I will cut a new section of pipe and solder it in.",
        "The first section ends at the bridge.",
        "In the first section we climbed three hundred metres.",
        "This is the last section of the old wall.",
        "This is the first chapter in a long quarrel.",
        "The section of the guide rail was replaced in 1970.",
        "This discussion went on until midnight.",
        "This piece will not fit the hole unless its edge is sanded.",
        "This analysis will show whether the water is safe.",
        "The report seeks to change the law.",
        "It was written in 1902. It describes a flood.",
        "The points that she mentioned were read aloud to the council.",
        "Let us begin with the winter of 1890.",
        "Under section 4, fines are paid at the counter.",
        "Next, lets in the lower row are closed with clay.",
        "The text continues on the back of the stone.",
        "This is the first section of the wall that fell.",
        "The last sentence is in Latin, and nobody can read it.",
        "The rest of the documents were burned.",
        "The part of the plan that failed was the bridge.",
        "Please provide the text of the letter with your form.",
        "Their task is to edit the list of members every spring.",
        "The duty was already mentioned in the third paragraph of the treaty.",
        "There is a third witness, who has not been mentioned in the papers.",
        "The rule was already discussed in the council in March.",
        "This account of hers will be closed on Friday.",
        "The council aims to open the section in May.",
        "As the final section of the bridge was lowered, the crowd cheered.",
        "The handbook has been completed and is in print.",
        "The council made changes to the text of the treaty.",
        "Small changes to this text of the law were made in 1907.",
        "I added a spoon of honey and closed the jar.",
        "I removed the section of pipe that leaked.",
        "The article of 1921 begins with a letter from Vienna.",
        "The draft lacks a keel and cannot be sailed.",
        "An essay that lacks focus loses its readers.",
        "The passage needs a pilot at low water.",
        "The section has been completed ahead of its date.",
        "The writing on this stone took a master two years.",
        "It is written in section 12 of the treaty of 1815 that the river is free.",
    ],
)
def test_what_tells_something_stays(honest: str) -> None:
    assert meta_sentences(honest) == []


def test_what_the_request_is_about_is_no_talk_about_the_text() -> None:
    sentence = "The prompt decides what a model writes."
    assert meta_sentences(sentence) == [sentence]
    assert meta_sentences(sentence, about="Write an essay about the prompt as a genre.") == []

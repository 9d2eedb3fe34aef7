"""What simulated people are called, and what they say. Plain, and nobody's in particular."""

from typing import Final

FIRST_NAMES: Final = (
    "Ada", "Amir", "Anouk", "Aylin", "Bela", "Bo", "Carla", "Chidi", "Dara", "Devi", "Elif", "Emil",
    "Farah", "Finn", "Greta", "Hana", "Hugo", "Ida", "Imre", "Ines", "Jonas", "Jun", "Kaia", "Kofi",
    "Lena", "Luca", "Mara", "Milo", "Nadia", "Nils", "Olga", "Omar", "Paula", "Pavel", "Rosa",
    "Samir", "Selma", "Tariq", "Thea", "Uma", "Vera", "Wanda", "Yann", "Yuki", "Zoe",
)  # fmt: skip
INITIALS: Final = "ABCDEFGHIJKLMNOPRSTUVWZ"

RATIONALES: Final = (
    "They need to feel heard before anything else.",
    "We should not promise what we can't keep.",
    "Somebody is watching; calm first.",
    "It buys us time without lying.",
    "Our own rule says to ask first.",
    "The other way would make it worse.",
    "One of us speaks, the others help.",
    "Not sure, but doing nothing is worse.",
    "That is what the plan says, as far as I remember.",
    "It is honest, and it is short.",
)

TEXTS: Final = (
    "We tell people what we know, what we don't, and when we come back with more.",
    "One of us stays with them; the other two make the calls and report in five minutes.",
    "Thank you for telling us. We are looking into it now and will be back by half past.",
    "We write down who decided what, and hand that over at the change of shift.",
    "First the people in front of us, then the house, then the press.",
    "I would say their name, say what I see, and ask what would help right now.",
)

NOTES: Final = (
    "Went quiet at first, then everybody talked at once.",
    "Good: they asked before they offered anything.",
    "Two people did the talking, one was left out.",
    "They looked for the phone list and did not find it.",
    "Calm voice, open hands; the others copied it.",
)

FLAGS: Final = (
    "Come back to this in the hot wash",
    "A turning point",
    "Who was in charge here?",
)

STRENGTHS: Final = (
    "We listened to each other.",
    "Somebody always kept the time.",
    "We stayed calm when it got loud.",
    "Clear words, no promises.",
)

IMPROVEMENTS: Final = (
    "Decide who leads before it starts.",
    "The contact list must be on paper as well.",
    "We jumped to a solution too early.",
    "Ask one question more.",
)

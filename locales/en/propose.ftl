## A resident's idea for the meeting

propose-ask = What should the meeting of { $place } talk over? Just type it. The meeting reads your idea, not who you are. If something is broken, please report it instead.
propose-words = Please write a few words on your idea.
propose-review =
    For the meeting of { $place }:
    { $words }
propose-long = That is too long: the first { $most } characters are kept.
propose-send = Yes, hand it in
propose-again = Write it again
propose-sent = Noted. The next meeting talks it over, and you will hear when it did.
propose-enough = { $most } of your ideas are waiting for a meeting already. Please wait until they were talked over.

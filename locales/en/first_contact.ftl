first-notice =
    Hello, this is Mulin, the front door of the subdistrict and your compound. A broken light, a stuck gate, a question: just tell me.

    First, plainly: what you write, your photos and your address are used only to handle your matter. Those who handle it see it, nobody else does, and it is stored encrypted. To see or erase it, ask the subdistrict office.
    If you are under 14, please let a parent do this.

    Do you agree?
first-abroad =
    One more thing: this chat runs on Telegram, whose servers are abroad, and what you send passes through them.
    Receiver: Telegram Messenger Inc.

    Do you agree? If you would rather not, call the office or come to the counter.
first-agree = I agree
first-refuse = I don't agree
first-language = 中文
first-refused =
    All right, nothing you said was kept.
    You can call the community office or come to the counter instead.
    Fire, gas, somebody hurt: call 119 or 120 first.
    If you change your mind, tap below.
first-again = Let me look again
first-which-compound = Which compound do you live in? Type part of its name, share your location, or tap below.
first-is-it-here = Is it here: { $place }
first-nowhere-near = No compound of ours is near that place. Try typing its name.
first-not-found = No such compound found. Try other words, or tap below.
first-several = Several look alike. Which one?
first-not-open =
    This service is not open here yet; please look again some day.
    Fire, gas, somebody hurt: call 119, 120 or 110 first.
first-please-choose = Please tap one of the buttons below first. What you said is kept.
first-tap-below = Please tap one of the buttons below first.

settings-list =
    Settings
    Your compound: { $place }
settings-no-place = not chosen yet
settings-language = 中文
settings-language-set = All right, English from now on.
settings-care-on = Turn care mode on
settings-care-off = Turn care mode off
settings-care-is-on = Care mode is on: fewer words, larger buttons, the office's phone on every screen.
settings-care-is-off = Care mode is off.
settings-compound = Change compound
settings-contact = My name and phone
settings-forget = Delete name and phone
settings-contact-gone = Deleted.
settings-contact-kept = Kept. Only those who handle a report in your name will see it.
settings-ask-name = How may we call you? For example: Mrs Wang
settings-ask-phone = A phone number to reach you, or tap “Skip”.
settings-contact-is = You left: { $contact }
settings-please-type = Please type a few words.
settings-privacy = Privacy
settings-home = My home
settings-menu = Main menu
privacy-notice =
    What you write, your photos and your address are used only to handle your matter. Those who handle it see it, nobody else does, and it is stored encrypted. The chat runs on Telegram and passes through servers abroad.
privacy-agreed = You agreed to this use and to the transfer through Telegram. You may take that back at any time.
privacy-not-agreed = You have not agreed yet.
privacy-erasure = To see or erase what is kept of you, ask the subdistrict office:
privacy-withdraw = Take my consent back
privacy-withdrawn = Taken back, and the unfinished report is deleted. What you already reported will be finished. To come back, send /start.

# After an outage of more than a day: what was said in its first part never came.
gap-person = Sorry, the bot was away: what was sent from { $from } to { $until } never arrived. If you wrote something then, please send it once more.
gap-phone = If it is urgent, please call: { $phone }
gap-staff = The bot was away: lines and presses from { $from } to { $until } never arrived; everything later did. Residents with something under way have been asked to send theirs again; please repeat your own replies and presses of that time, too.

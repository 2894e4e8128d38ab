## The four-party meeting: agenda, resolutions, reminders

meeting-agenda =
    📋 { $place }, four-party meeting: { $at }
    { $count ->
        [one] { $count } thing to talk over:
       *[other] { $count } things to talk over:
    }
meeting-agenda-more = And { $count } more: send /queue.
meeting-agenda-minutes = After the meeting, send /minutes in private to write down what was decided: { $link }
meeting-item-resolution = Decided earlier, not done yet: { $words } · { $owner } · was due { $due }
meeting-item-reopened = { $matter } · reopened { $times } times
meeting-item-overdue = { $matter } · overdue, was due { $due }
meeting-item-task = Small work { $number } ({ $category }, { $spot }) · overdue, was due { $due }
meeting-item-frequent = { $matter } · { $count } in { $days } days: what is behind it?
meeting-item-proposal = A resident proposes: { $words }
meeting-matter = { $number } { $category } · { $spot }
meeting-alike = { $category } · { $spot }
meeting-building = building { $building }
meeting-spot = { $compound }, { $building }

meeting-finish = It is done
meeting-reminder =
    The meeting gave this to you, and its date is near:
    { $words }
    Due { $due }. When it is done, press below and write a line.
meeting-late =
    The meeting gave this to you, and its date is over:
    { $words }
    It was due { $due }. If it isn't done, the next meeting talks it over.
meeting-done-ask =
    { $words }
    How did it go? Write a line; a photo may come with it.
meeting-done-photo = The photo is here. Now write a line on how it went.
meeting-done-thanks = Noted. Thank you.
meeting-done =
    ✅ Done, as the meeting decided: { $words }
    { $owner }: { $result }

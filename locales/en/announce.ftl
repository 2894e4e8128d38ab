## Announcing

announce-step = { $n }/{ $m } { $question }
announce-ask-place = Where is it for?
announce-ask-buildings = Only for some buildings? Write their numbers, e.g. “3, 5”; for the whole compound tap “All”.
announce-all-buildings = All
announce-ask-category = What is it about?
announce-category-water = No water
announce-category-power = No power
announce-category-lift = Lift
announce-category-gas = No gas
announce-category-safety = Safety
announce-category-meeting = Meeting
announce-category-other = Other notice
announce-ask-words = Write what residents need: what, where, what to do. At most { $count } characters; no resident's name, phone or room.
announce-no-words = Please type the words.
announce-too-long =
    { $over ->
        [one] One character too many; please shorten it.
       *[other] { $over } characters too many; please shorten it.
    }
announce-ask-until = Until when? Tap one, or write it, e.g. “Friday 18:00”.
announce-ask-schedule = When is it to go out? Tap one, or write it, e.g. “tomorrow 8:00”.
announce-moment = { $at }
announce-bad-moment = That time won't do. Please write one still to come, e.g. “tomorrow 18:00”.
announce-bad-buildings = Which buildings? Please write their numbers, e.g. “3, 5”.
announce-tap = Please tap a button below.
announce-ask-edit = Which answer is to be changed?
announce-part-place = Place
announce-part-buildings = Buildings
announce-part-category = What about
announce-part-words = Words
announce-part-until = Until when
announce-words-kept = The words are kept. First tap what it is about:
announce-review = Residents will read:
announce-review-urgent = Urgent: the compound's group and every resident of { $place } get it now.
announce-review-plain = To the compound's group, and to residents who have not switched announcements off; nobody is disturbed more than once a day, the rest goes together next morning.
announce-send = Send now
announce-schedule = Schedule
announce-edit = Change
announce-send-correction = Send the correction
announce-sent = It is going out. To see whom it reached, send /announce.
announce-scheduled = Set: it goes out { $at }.
announce-dropped = All right, nothing was sent.
announce-corrected = Corrected; what was posted is being changed.
announce-withdrawn = Withdrawn; what was posted is being changed.
announce-list =
    { $count ->
        [0] No announcement is in force.
       *[other] In force, or waiting to go out:
    }
announce-listed = { $category }, { $place }, until { $until }
announce-new = New announcement
announce-back-to-list = See all
announce-correct = Correct
announce-withdraw = Withdraw
announce-withdraw-sure = Really withdraw it? What was posted will say “withdrawn”.
announce-reach = Reached { $sent }, waiting { $waiting }, failed { $failed }, unreachable { $unreachable }

## What residents read

announce-post = [{ $category }] { $place }
announce-place = { $place } (buildings { $buildings })
announce-post-end =
    Until { $until }
    { $who }, { $at }
announce-post-corrected = [Corrected] { $at }
announce-post-withdrawn =
    Withdrawn: { $category }, { $place }
    Since { $at }; please go by newer announcements.
announce-follow-corrected = “{ $category }” was corrected, now until { $until }:
announce-follow-withdrawn = The announcement “{ $category }” was withdrawn.

## About to report what was announced

known-begin = This is known already. Is it the same?
known-until = Known: { $category }, { $place }, until { $until }
known-task =
    Already being dealt with: small work { $number }, { $title }
    Now: { $stage }, to be done by { $deadline }
known-follow = That is it; tell me if it changes
known-followed = All right, you will hear if it changes before { $until }.

## What was gathered

gathered-begin =
    { $count ->
        [one] One message was kept for you:
       *[other] { $count } messages were kept for you:
    }
gathered-reminder = You have an unfinished report. Go on with it?

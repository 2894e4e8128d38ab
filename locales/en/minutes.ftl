## Writing the minutes

minutes-place = Whose meeting is it?
minutes-resume = The minutes of { $place } are half-written.
minutes-go-on = Go on
minutes-restart = Begin again
minutes-later = Later
minutes-kept = Kept. Send /minutes to go on.
minutes-tap = Please press one of the buttons below.
minutes-of = Meeting of { $place }, { $day }
minutes-item =
    { $nth } of { $total }
    { $item }
minutes-ask = What was decided? Just type it.
minutes-none = Nothing decided
minutes-rest = Nothing on the rest
minutes-earlier = How does it stand?
minutes-done = It is done
minutes-carry = Give it another date
minutes-leave = Leave it
minutes-free = What else did the meeting of { $place } decide? Just type it.
minutes-to-review = That is all
minutes-long = That is too long: the first { $most } characters are kept.
minutes-owner =
    { $words }
    Who sees to it?
minutes-due-ask = By when? Press one, or type a date, e.g. 12-5
minutes-due = { $at }
minutes-due-wrong = Not that date: it must be after today, within a year. E.g. 12-5
minutes-public = May residents read this one?
minutes-public-yes = Residents may read it
minutes-public-no = Colleagues only
minutes-review = Minutes of { $place }. Is it right so?
minutes-line = { $words } — { $owner }, by { $due }
minutes-internal = (colleagues only)
minutes-settled-done = Done: { $words }
minutes-settled-carried = Moved to { $due }: { $words }
minutes-empty = All was talked over; nothing new was decided.
minutes-record = Yes, record it
minutes-add = Add one
minutes-drop = Take the last one out
minutes-enough = { $most } at once are the most: record these, then send /minutes again.
minutes-recorded = Recorded, { $count ->
        [one] { $count } resolution
       *[other] { $count } resolutions
    }. The staff chat has the minutes, and those who see to it were told.
minutes-posted = 📋 Minutes of { $place }
minutes-yours =
    The meeting of { $place } gave this to you:
    { $words }
    Due { $due }. When it is done, press below and write a line.
minutes-author =
    The meeting of { $place } talked over what you proposed:
    { $words }
minutes-author-see = See what was decided

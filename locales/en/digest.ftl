## The weekly digest: to the residents' group each Monday, and to whoever subscribed

digest-title = 【The week in { $place }】{ $from } – { $until }
digest-day = { $day } { date-month }
digest-tickets = { $filed } reported, { $done } done{ $open }
digest-open = , { $count } open now
digest-only-open = { $count } open now
digest-on-time = { $due } were due, { $kept } of them done in time{ $percent }
digest-reopened = { $count } were not done well and are open again
digest-percent = { " " }({ $percent } %)
digest-solved = Solved? { $answered } answered: { $yes } said yes{ $percent }{ $partly }
digest-partly = , { $count } said partly
digest-satisfied = Satisfied? { $answered } answered: { $satisfied } said yes{ $percent }
digest-top = Most reported: { $list }
digest-category = { $name } { $count }
digest-list = { $list }, { $next }
digest-works = Small works: { $moved } moved on, { $struck } struck off
digest-resolutions = { $count } resolved in the four-party meeting
digest-vote = 🗳 Vote { $number } is open: { $cast } of { $all } have voted; it closes { $at } (send /vote)
digest-fund = Good-Home Fund: ¥{ $came } came in, ¥{ $spent } paid, ¥{ $held } there (see /fund)
digest-posting = Posted { $number } ({ $what }): { $from } – { $until }; to object, please ring { $phone }
digest-meeting = Next four-party meeting: { $at }
digest-reception = Next reception day: { $at }
digest-nothing = Nothing new this week.
digest-sign = { $who }, { $at }
digest-missed =
    { $title }
    This week's digest could not be posted in time. To read it, press below.
digest-more = Read all, or get it each week
digest-on = Send it to me each Monday
digest-off = Stop sending it to me
digest-is-on = You get it each Monday morning from now on.
digest-is-off = You get it no more.
digest-preview = What the residents' group of { $place } read this Monday:

digest-column-what = This week
digest-column-count = Count
digest-row-filed = Reported
digest-row-done = Done
digest-row-open = Open now
digest-row-on-time = Done in time
digest-row-reopened = Not done, taken up again
digest-row-solved = Said: solved
digest-row-satisfied = Said: satisfied
digest-row-top = Most reported: { $name }
digest-row-moved = Small works moved
digest-row-struck-off = Small works struck off
digest-row-resolutions = Decided at meetings
digest-row-fund-came = Good-Home Fund: came in (yuan)
digest-row-fund-spent = Good-Home Fund: paid (yuan)
digest-row-fund-held = Good-Home Fund: there (yuan)

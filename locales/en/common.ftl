stale-button = That button is out of date; please use the latest one below.
stale-list = That list is an old one; the present one is below.
failed-inside = Sorry, we could not handle that. It is kept and somebody will look at it. Please say it again, or call the office.
share-location = Share my location
share-location-hint = You can also tap “Share my location” below, and I find the nearest place.
share-location-done = All right.
back = Back
cancel = Not now
skip = Skip
yes = Yes
no = No
more = Next page
previous = Previous page

date-today = today { $hour }:{ $minute }
date-tomorrow = tomorrow { $hour }:{ $minute }
date-yesterday = yesterday { $hour }:{ $minute }
date-day = { date-weekday } { $day } { date-month } { $hour }:{ $minute }
date-year = { date-weekday } { $day } { date-month } { $year } { $hour }:{ $minute }
date-whole-day = { date-weekday } { $day } { date-month }
date-whole-day-year = { date-weekday } { $day } { date-month } { $year }
date-weekday =
    { $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
date-month =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
quota-messages =
    More than { $most } messages in a minute: I read them more slowly, and none is lost. If it is urgent, please ring the office:
    { $phone }

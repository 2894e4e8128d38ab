## What is open in the compound, as far as others may see it

open-none = Nothing is open in your compound at the moment.
open-list = { $count ->
        [one] Open in your compound: { $count } matter
       *[other] Open in your compound: { $count } matters
    }
open-list-many = Open in your compound: more than { $count } matters
open-form =
    { $number } { $category } · { $compound }{ $building ->
        [none] {""}
       *[other] , building { $building }
    }
    { $state } · since { $since } · affects { $affected }
open-waiting = waiting until { $until }
open-one = See { $number }
open-resolutions = What was decided
open-menu = Main menu
open-back = Back to the list
open-join = Me too
open-leave = Stop following
open-mine = This is yours: see how it stands
open-joined = You are counted in. You will hear how { $number } goes on.
open-left = All right, you won't hear of { $number } any more.

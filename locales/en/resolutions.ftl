## What residents read of resolutions

resolutions-none = No meeting has decided anything here yet.
resolutions-list = { $count ->
        [one] Decided by the meetings of your compound and community: { $count } matter
       *[other] Decided by the meetings of your compound and community: { $count } matters
    }
resolutions-propose = I have an idea too
resolutions-work = Small work: { $words }
resolution-line = { $owner }, by { $due } · { $state }
resolution-open = under way
resolution-carried_over = given another date, under way
resolution-late = late, not done yet
resolution-done = done
resolution-done-at = done { $at }
resolution-result = Result: { $words }
resolution-internal = (colleagues only)

## A ticket's card, for colleagues only

card-head = 🎫 { $number } · { $state }
card-emergency = ⚠️ Emergency: somebody may be in danger
card-urgent = ❗ Urgent
card-category = { $category } · { $kind }
card-building = building { $name }
card-unit = unit { $name }
card-room = room { $name }
card-affected = { $count } people affected
card-nearby = Same kind in this building in 12 weeks: { $count }
card-took = { $who } took it ({ $at })
card-lead = Lead: { $who }
card-helper = Co-handler: { $who }
card-waiting = ⏸ Waiting for { $on }, until { $until }
card-waiting-resident = the resident's answer
card-waiting-parts = a part
card-waiting-third = a third party
card-urged =
    { $count ->
        [one] The resident urged once
       *[other] The resident urged { $count } times
    }
card-reopened =
    { $count ->
        [one] Reopened once
       *[other] Reopened { $count } times
    }

card-due-acknowledge = Take by { $at } · { $colour }
card-due-contact = Contact by { $at } · { $colour }
card-due-done = Done by { $at } · { $colour }
card-met = ✅ in time
card-met-late = 🟠 was late
card-ahead = 🟢 not due yet
card-near = 🟡 due soon
card-over = 🔴 overdue

card-anonymous = Anonymous: nobody knows who it is, messages can't reach them
card-confidential = Confidential: no name here, I pass messages on
card-named = Named: { $who }
card-resident-of = Named: a resident of building { $building } (left no name)
card-resident = Named: a resident (left no name)
card-counts = This resident has { $open } open and { $past } past
card-blocked = ⛔ The resident blocked the bot, messages can't reach them
card-answer = { $question } { $answer }
card-files =
    { $count ->
        [one] 📎 one file
       *[other] 📎 { $count } files
    }

card-state-submitted = to be taken
card-state-acknowledged = taken
card-state-in_progress = in progress
card-state-resolved = done, follow-up running
card-state-closed = closed
card-state-declined = declined
card-state-transferred = transferred
card-state-terminated = terminated
card-state-merged = merged
card-state-withdrawn = withdrawn by the resident

card-kind-question = question
card-kind-help = request for help
card-kind-complaint = complaint
card-kind-report = report of wrongdoing
card-kind-suggestion = suggestion
card-kind-praise = praise

card-take = Take
card-contacted = Contacted
card-ask = Ask resident
card-reply = Reply
card-done = Done
card-canned = Canned reply
card-assign = Assign
card-decline = Decline
card-reopen = Reopen
card-more = Whole story

## The story

story-line = { $at } { $who } { $what }
story-line-words = { $at } { $who } { $what }: { $words }
story-files = {" "}📎{ $count }
story-reporter = The reporter
story-resident = A resident affected
story-clock = The system
story-somebody = A colleague
story-submitted = reported
story-acknowledged = took it
story-assigned = changed the lead
story-contacted = contacted the resident
story-replied = replied
story-asked = asked
story-said = said
story-edited = edited an earlier line
story-noted = noted (internal)
story-waits = put it on hold
story-resumed = went on with it
story-moved = moved it
story-returned = returned it
story-raised = raised it
story-raise-accepted = accepted it from below
story-raise-rejected = sent it back down
story-supervised = supervises it
story-urged = urged
story-helper-added = added a co-handler
story-extended = extended it
story-parked = parked it
story-unparked = took it off parking
story-urgency-changed = changed the urgency
story-privacy-changed = changed the privacy
story-resolved = finished it
story-verified = verified it
story-contacted-yes = follow-up: was contacted
story-contacted-no = follow-up: was not contacted
story-solved-yes = follow-up: solved
story-solved-partly = follow-up: partly solved
story-solved-no = follow-up: not solved
story-reason = follow-up: gave a reason
story-satisfied = follow-up: rated it
story-affected-unsolved = follow-up: not solved for me
story-closed = closed it
story-reopened = reopened it
story-declined = declined it
story-objected = objected
story-transferred = transferred it
story-terminated = terminated it
story-merged = merged it
story-unmerged = unmerged it
story-withdrawn = withdrew it
story-reporter-left = left, others go on
story-joined = is affected too
story-left = no longer follows

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
card-counts = This resident has { $open } more open and { $past } past
card-counts-none = This resident's first report
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

card-story-line = { $at } { $who } { $what }
card-story-line-words = { $at } { $who } { $what }: { $words }
card-story-files = {" "}📎{ $count }
card-story-reporter = The reporter
card-story-resident = A resident affected
card-story-clock = The system
card-story-somebody = A colleague
card-story-submitted = reported
card-story-acknowledged = took it
card-story-assigned = changed the lead
card-story-contacted = contacted the resident
card-story-replied = replied
card-story-asked = asked
card-story-said = said
card-story-edited = edited an earlier line
card-story-noted = noted (internal)
card-story-waits = put it on hold
card-story-answered = answered; it goes on
card-story-assigned-to = assigned { $who }
card-story-resumed = went on with it
card-story-moved = moved it
card-story-returned = returned it
card-story-lead-left = lost its handler, back in the queue
card-story-raised = raised it
card-story-raise-accepted = accepted it from below
card-story-raise-rejected = sent it back down
card-story-supervised = supervises it
card-story-urged = urged
card-story-helper-added = added a co-handler
card-story-extended = extended it
card-story-parked = parked it
card-story-unparked = took it off parking
card-story-urgency-changed = changed the urgency
card-story-privacy-changed = changed the privacy
card-story-resolved = finished it
card-story-verified = verified it
card-story-contacted-yes = follow-up: was contacted
card-story-contacted-no = follow-up: was not contacted
card-story-solved-yes = follow-up: solved
card-story-solved-partly = follow-up: partly solved
card-story-solved-no = follow-up: not solved
card-story-reason = follow-up: gave a reason
card-story-satisfied = follow-up: rated it
card-story-affected-unsolved = follow-up: not solved for me
card-story-closed = closed it
card-story-reopened = reopened it
card-story-declined = declined it
card-story-objected = objected
card-story-transferred = transferred it
card-story-terminated = terminated it
card-story-merged = merged it
card-story-unmerged = unmerged it
card-story-taken-back = took that back: a slip
card-story-withdrawn = withdrew it
card-story-reporter-left = left, others go on
card-story-joined = is affected too
card-story-left = no longer follows
card-task = Make it a task

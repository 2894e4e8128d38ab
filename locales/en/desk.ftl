## For staff

desk-took = { $number } is yours now.
desk-contacted = Noted: the resident of { $number } was contacted.
desk-done = { $number } is done; the follow-up will ask the resident.
desk-declined = { $number } is declined; the resident is told why.
desk-reopened = { $number } is open again.
desk-undo = A slip: take it back (15 s)
desk-undone = { $number } is taken back and still open. The resident was told that it doesn't count.
desk-undo-late = The 15 seconds are over, or the resident has answered. A done one can be reopened on its card.
desk-undo-others = You didn't send it; whoever did can take it back.
desk-taken-now = { $who } took it { $seconds } s ago.
desk-taken-at = { $who } took it ({ $at }).
desk-your-words =
    Your words are still here:
    { $words }
desk-too-long = That was too long; the first { $count } characters are kept.

desk-prompt-reply = Reply to this with your words to the resident ({ $number }). A photo may come with them.
desk-prompt-ask = Reply to this with your question to the resident ({ $number }).
desk-prompt-note = Reply to this with your internal note ({ $number }).
desk-prompt-done = Reply to this with the result ({ $number }): when you talked, what you found, what you did, how it is now. A photo may come with it.
desk-prompt-channel = Reply to this with whom the resident should ask instead ({ $number }).

desk-preview =
    { $number }, the resident will read:

    { $words }
desk-send = Send to the resident
desk-drop = Don't send
desk-sending =
    { $number }, handed over for sending:

    { $words }
desk-dropped =
    Not sent. Your words are still here:

    { $words }
desk-preview-gone = This was sent already or is gone; please write it again.

desk-canned = Which reply for { $number }? You see it before it goes.
desk-canned-none = There are no canned replies for this kind of matter yet.
desk-canned-unknown = Something in “{ $name }” can't be filled in, so it was not sent. Please ask a manager to mend it.

desk-assign = Who should lead { $number }?
desk-assign-unknown = Nobody called “{ $who }” can take it.
desk-assign-nobody = Nobody else can take { $number } at present.
desk-assigned = { $who } leads { $number } now.
desk-assigned-to-you = { $by } asks you to lead { $number }.

desk-decline = Why isn't { $number } ours to do?
desk-decline-emergency = A matter for 110, 119, 120
desk-decline-legal = In court, arbitration or petition
desk-decline-duplicate = The same matter is in hand
desk-decline-secrets = Touches secrets or others' privacy
desk-decline-beyond = Beyond anyone's duty here
desk-decline-unlawful = The demand is unlawful
desk-decline-words = { $number }, reason: { $reason }. Do you want to say whom the resident should ask instead?
desk-decline-say = Say whom to ask
desk-decline-plain = The reason alone

desk-story = 🎫 { $number } · { $category }
desk-shown-in-private = That isn't for the group; you have it in our private chat.

desk-queue =
    { $count ->
        [one] One open
       *[other] { $count } open, urgent ones and those soon due first
    }
desk-queue-mine =
    { $count ->
        [one] You lead one
       *[other] You lead { $count }, urgent ones and those soon due first
    }
desk-queue-many = More than { $count } open, urgent ones and those soon due first
desk-queue-mine-many = You lead more than { $count }, urgent ones and those soon due first
desk-queue-empty = Nothing is open.
desk-queue-mine-empty = You lead none. New ones are behind the button “Untaken”.
desk-queue-only = Only: { $what }
desk-queue-page = Page { $page } of { $pages }
desk-queue-page-of-many = Page { $page }
desk-queue-row = { $number } · { $category } · { $state }
desk-queue-private = { $number } · please look at it in private
desk-queue-due = 🟢 by { $at }
desk-queue-near = 🟡 by { $at }
desk-queue-over = 🔴 overdue since { $at }
desk-queue-open = See { $number }
desk-queue-untaken = Untaken
desk-queue-overdue = Overdue
desk-queue-urgent = Urgent
desk-queue-on = ✓ { $name }
desk-queue-all = Show all

## Wrong use, with an example of right use

desk-usage-queue = I don't understand. Example: /queue overdue, /queue lighting 3
desk-usage-ticket = Please give the number. Example: /ticket 1042
desk-usage-take = Please give the number. Example: /take 1042
desk-usage-ask = Please give the number and the question. Example: /ask 1042 On which floor is the lamp?
desk-usage-reply = Please give the number and the reply. Example: /reply 1042 The electrician comes at three
desk-usage-note = Please give the number and the note. Example: /note 1042 tube missing
desk-usage-assign = Please give the number and the person. Example: /assign 1042 @Chen
desk-usage-done = Please give the number and the result. Example: /done 1042 Tube replaced, lamp is on
desk-usage-decline = Please give the number; the reason comes next. Example: /decline 1042

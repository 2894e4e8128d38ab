## Projects of the Good-Home Fund: proposed, vetted, asked about, pledged to

project-stage-proposed = to be vetted
project-stage-refused = refused
project-stage-published = open for questions and pledges
project-stage-voting = put to the vote
project-stage-lost = not chosen in the vote
project-stage-funded = funded, work is being prepared
project-stage-works = under way
project-stage-accounted = done, accounts shown
project-stage-withdrawn = taken back by its author
project-turned = turned down for now; its author may answer until { $until }
project-turned-answered = turned down for now; its author's answer is being looked at

project-class-fund = Households vote (fund project)
project-class-ordinary = Owners decide (ordinary matter)
project-class-special = Owners decide (special matter)
project-kind-work = A public work
project-kind-start_up = The start of a service
project-reason-unlawful = Not lawful, or no permit
project-reason-duty = The property company's duty
project-reason-planned = Planned or proposed already
project-reason-purpose = Not the fund's to pay
project-reason-cost = More than the fund can give
project-reason-few = Serves only a few
project-reason-other = Another reason

project-head = Fund project { $number }: { $title }
project-stands = Now: { $stage }
project-cost = Cost: { $amount } yuan
project-estimate = About { $amount } yuan (its author's guess)
project-cost-open = Cost: not reckoned yet
project-what = { $kind } · { $class }
project-affected = { $count ->
        [one] Reported by { $count } person
       *[other] Reported by { $count } people
    }
project-supporters = Supporters: { $count }
project-granted = The fund gives { $amount } yuan
project-task = Small work { $number }
project-turned-why = Reason for turning it down: { $reason }
project-turned-answer = Its author says: { $words }
project-answer-until = You may answer until { $until }
project-pledged = Pledged: { $promised } yuan, of these received: { $received } yuan
project-holder = The money is held by { $holder }
project-pledger = { $name }: { $amount } yuan
project-question = Q: { $words }
project-answer = A: { $words }
project-answer-waits = (not answered yet)
project-accounts = Accounts: { $spent } yuan spent in all

project-brief =
    { $number } { $title }
    { $stage } · { $cost }
project-list = Fund projects of { $place }: { $count }
project-list-own = Proposed by you, waiting to be vetted:
project-list-none = { $place } has no fund projects yet. If you have an idea, propose one.
project-list-waiting = To be vetted in { $place }: { $count }
project-see-waiting = To be vetted
project-new = Propose one
project-of-ticket = Make it a fund project
project-of-ticket-already = Ticket { $ticket } has become a fund project already.
project-photos-of = Photos of fund project { $number }, { $title }

project-support = I am for it
project-unsupport = No longer for it
project-supported = You are counted in, and told how it goes on.
project-unsupported = You are no longer counted.
project-ask = Ask a question
project-ask-what = What would you like to know? A sentence will do. Everyone reads question and answer, nobody reads who asked.
project-asked = Noted. You are told the answer, and everyone can read it.
project-withdraw = Take this project back
project-withdraw-sure = Really take project { $number } back? It can't be voted on then.
project-withdraw-yes = Yes, take it back
project-withdrawn = Taken back.
project-object = I have something to say
project-object-what = What do you say to that? Whoever vets it reads it. The reason and your words are published together in the end, without your name.
project-objected = Noted. It is looked at before it is decided, and you are told.

project-pledge = Pledge money
project-take-back = Take my pledge back
project-taken-back = Taken back.
project-pledge-early = This project isn't published yet; you can pledge once it is.
project-pledge-over = This project takes no pledges now.
project-pledge-amount = How many yuan would you pledge for { $number }, “{ $title }”? Tap one, or type a number.
project-pledge-again = You have pledged { $amount } yuan already and not paid yet. A new pledge takes its place.
project-pledge-way =
    A pledge is a promise; no money is taken here. { $holder } receives it: { $pay }
    Until it is paid you can take it back at any time.
project-pledge-name = May everyone read your name? Type it if so; otherwise tap below.
project-pledge-unnamed = Without my name
project-pledge-review =
    Please look it over:
    { $amount } yuan for { $number }, “{ $title }”
    Name: { $name }
project-pledge-yes = Yes, I pledge it
project-pledge-receipt = Noted, thank you: pledge { $code }, { $amount } yuan. Please give this number when you pay.

project-q-what = What should be done? A few words, such as “benches at the east gate”. Everyone will read it; please no names or rooms.
project-q-spot = Where? Such as “east gate”.
project-q-estimate = About how many yuan does it cost? A number, or leave it open.
project-estimate-open = I don't know
project-review =
    Please look it over:
    { $title }
project-review-photos = { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
project-review-public = Once it is vetted everyone can read it, without your name.
project-send = Yes, propose it
project-edit-what = Change what
project-edit-spot = Change where
project-edit-estimate = Change the cost
project-edit-photos = Add photos
project-receipt =
    Noted as number { $number }.
    It is vetted now: whether it is lawful, what it costs, who does it. Then it is published. You are told of each step.
project-receipt-staff = Noted as number { $number }. Please vet it.
project-enough = { $most } of your projects are waiting to be vetted; please wait for them.

project-do-vet = Vet it
project-do-vet-after-all = Take it up after all
project-do-uphold = Looked at it: still no
project-do-publish = Publish
project-do-refuse = Turn it down
project-do-answer = Answer a question
project-do-receive = A pledge was paid
project-do-works = Make a small work of it
project-do-start = Make a small work of its start
project-do-account = Show the accounts
project-told-author = Its author was told first. If they answer, please look again; if not, it is published when the time is over.
project-published = Published.
project-why = Why is it turned down? The reason is published.
project-why-what = Please explain in a few words: its author reads it first, everyone in the end. No names or rooms.
project-answer-what = What is the answer? Everyone reads it.
project-spent-what = How many yuan were spent in all? Type a number. The fund gave { $granted } yuan.
project-accounts-what = What was the money spent on? A few words; everyone reads it.
project-receive-which = Which pledge was paid?
project-promise = { $code } { $name } { $amount } yuan
project-unnamed = unnamed

project-q-lawful = Is it lawful, and will it get its permits?
project-lawful-yes = Lawful
project-lawful-no = Not lawful
project-q-cost = How many yuan does it cost? Type a number.
project-q-class = Who has to decide on it?
project-q-kind = What is it?
project-q-holder = Which body holds the pledged money? Tap one, or type its name.
project-q-pay = How is it paid? A sentence, such as “at the community office, against a receipt”.
project-vet-yes = Vetted

project-notice-proposed = New fund project { $number }: { $title }. Please vet it.
project-notice-of-ticket = What you reported became fund project { $number }: { $title }. You are told of each step.
project-notice-turned-down = Your project { $number }, “{ $title }”, is turned down for now. { $detail }; if you don't, that is published.
project-notice-refusal-answered = Fund project { $number }, “{ $title }”: its author answered. Please look at it before it is decided.
project-notice-refused = Fund project { $number }, “{ $title }”, was refused.
project-notice-published = Fund project { $number }, “{ $title }”, is vetted and published. { $detail }
project-notice-asked = A question about fund project { $number }, “{ $title }”. Please answer it:
project-notice-answered = A question about fund project { $number }, “{ $title }”, was answered:
project-notice-pledged = Fund project { $number }, “{ $title }”, a pledge: { $detail }
project-notice-taken-back = Fund project { $number }, “{ $title }”: a pledge was taken back: { $detail }
project-notice-received = Your { $detail } for fund project { $number }, “{ $title }”, came in. Thank you.
project-notice-voting = Fund project { $number }, “{ $title }”, is put to the vote; the group will hear when it begins.
project-notice-won = Fund project { $number }, “{ $title }”, was chosen. The fund gives { $detail }.
project-notice-lost = Fund project { $number }, “{ $title }”, was not chosen this time.
project-notice-works = Work on fund project { $number }, “{ $title }”, is being prepared: { $detail }. You are told of each step.
project-notice-accounted = Fund project { $number }, “{ $title }”, is done. Accounts: { $detail } spent in all.
project-notice-withdrawn = Fund project { $number }, “{ $title }”, was taken back by its author.

## Micro-tasks

stage-proposed = proposed
stage-decided = decided
stage-published = posted
stage-scheduled = scheduled
stage-under_way = under way
stage-acceptance = acceptance
stage-struck_off = struck off
stage-dropped = dropped

task-type-works = Works
task-type-service = A service
task-type-goods = Goods

task-origin-ticket = A resident's report
task-origin-meeting = A meeting's resolution
task-origin-call = An idea of residents
task-origin-project = A Good-Home Fund project
task-origin-direct = We saw it ourselves

money-fund = Good-Home Fund
money-subdistrict = Subdistrict's budget
money-community = Community's fund
money-company = Property company
money-residents = Residents themselves
money-revenue = Common revenue
money-free = costs nothing

hold-weather = weather
hold-materials = material is missing
hold-money = money isn't there yet
hold-permit = a permit is missing
hold-objection = residents object
hold-other = another reason

drop-objection = residents don't want it
drop-money = there is no money
drop-permit = it isn't permitted
drop-needless = no longer needed
drop-other = another reason

task-on = { $at }
task-yuan = { $amount } yuan
task-paused = paused
task-ended = ended
task-days-left = { $days ->
        [one] { $days } day to its deadline
       *[other] { $days } days to its deadline
    }
task-near = { $days ->
        [one] due soon, { $days } day to its deadline
       *[other] due soon, { $days } days to its deadline
    }
task-overdue = { $days ->
        [0] just overdue
        [one] { $days } day overdue
       *[other] { $days } days overdue
    }
task-deadline = To be done by { $at }
task-posting-span = Posted from { $from } to { $to }
task-staff = a member of staff

task-brief =
    No. { $number } { $title }
    { $stage } · { $stands }
task-head = Task { $number }: { $title }
task-what = { $compound } · { $category } · { $kind }
task-stands = Now: { $stage } · { $stands }
task-who = Responsible: { $who }
task-company = Done by: { $company }
task-free = Costs nothing
task-budget = Budget: { $amount } yuan ({ $from })
task-dates = Starts { $start }, done by { $deadline }
task-posting = Posted from { $from } to { $to }. If you object, tap below or ring:
task-posting-ended = The posting is over ({ $from } to { $to })
task-objections = { $count ->
        [one] { $count } objection, { $open } without an answer
       *[other] { $count } objections, { $open } without an answer
    }
task-acceptances = Residents who say it is done: { $count } of { $needed } needed
task-carried = { $count ->
        [one] Carried over once
       *[other] Carried over { $count } times
    }
task-reopened = { $count ->
        [one] Reopened once
       *[other] Reopened { $count } times
    }
task-tickets = Tickets that wait for it: { $numbers }
task-carried-until = { $reason }, now by { $until }
task-carried-unexplained = no reason given

task-line = { $at }: { $what }
task-line-by = { $line } · { $who }
task-event-proposed = proposed
task-event-decided = decided to be done
task-event-published = posted for objections
task-event-scheduled = scheduled
task-event-started = work began
task-event-photographed = photos of how it is
task-event-posted = news
task-event-finished = done, please have a look
task-event-accepted = a resident says it is done
task-event-checked = a member of staff looked
task-event-acceptance-complete = accepted by residents
task-event-objected = a resident objects
task-event-answered = objections answered
task-event-strike-off-asked = strike-off asked for
task-event-sent-back = strike-off sent back
task-event-struck-off = struck off
task-event-looked-again = looked at again: in order
task-event-reopened = it came back, reopened
task-event-paused = paused
task-event-resumed = goes on
task-event-dropped = dropped
task-event-carried = carried over
task-event-assigned = somebody else is responsible
task-event-linked = a ticket follows

task-list = Small works in { $place }: { $open } open ({ $late } overdue), { $done } struck off
task-list-all = Small works: { $open } open ({ $late } overdue), { $done } struck off
task-list-own = Small works you answer for
task-list-everyone = All tasks
task-narrowed = Only: { $by }
task-list-none = There are none like that.
task-open = No. { $number }
task-list-back = See others
task-filter = Filter
task-filter-how = Which would you like to see?
task-filter-open = Open
task-filter-overdue = Overdue
task-filter-done = Struck off
task-filter-by-stage = By stage
task-filter-by-category = By category
task-filter-by-place = Another compound
task-filter-stage = Which stage?
task-filter-category = Which category?
task-filter-place = Which compound? You can type its name, too.

task-see = Have a look
task-page = As residents see it
task-work = Work on it
task-follow = Follow
task-unfollow = Unfollow
task-followed = All right, you'll hear when it moves.
task-unfollowed = All right, you won't hear of it any more.
task-photos = Photos ({ $count })
task-photos-of = Photos of no. { $number } { $title }
task-accept = It is really done
task-object = It isn't done
task-object-posting = I object
task-object-what = What is wrong? One sentence is enough, a photo helps. It goes to whoever is responsible.
task-accepted = Thank you, noted.
task-objected = Noted and passed on to whoever is responsible. You'll hear when there is an answer.

task-step =
    { $n }/{ $of }
    { $question }
task-q-origin = Where does it come from?
task-q-compound = Which compound? You can type its name, too.
task-q-title = What is to be done? One sentence, such as “New plants at the door of building 3”. Everyone will read it: no names or rooms, please.
task-q-category = Which category?
task-q-duty = Is it what the property company has to do anyway?
task-q-planned = Is it part of works that are planned already?
task-q-kind = What kind is it?
task-q-responsible = Who is responsible?
task-q-company = Which company does it? Type its name, or skip.
task-q-budget = What is the budget in yuan? A number will do.
task-q-money = Where does the money come from?
task-q-start = When does work start? Tap one or type a date, such as 12-15.
task-q-deadline = By when is it done? Tap one or type a date.
task-q-photos = Have you photos of how it is now? Just send them.
task-duty-no = No, not the company's duty
task-duty-yes = Yes, the company's duty
task-planned-no = No other plans
task-planned-yes = Planned already
task-company-none = Not settled yet
task-free-button = Costs nothing
task-in-days = { $days ->
        [one] In { $days } day
       *[other] In { $days } days
    }
task-bad-date = That isn't a date I can read. Tap one, or type it like 12-15.
task-photos-kept = { $count ->
        [one] Got { $count } photo. Send more if you have any.
       *[other] Got { $count } photos. Send more if you have any.
    }
task-photo-count = { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
task-excluded-duty = What the property company has to do anyway doesn't become a task. File a ticket: the company must answer it.
task-excluded-planned = What is planned already isn't done twice.
task-review = Please look it over:
task-review-line = { $part }: { $answer }
task-propose = Right, propose it
task-edit = Change something
task-edit-which = Change what?
task-part-origin = Origin
task-part-compound = Compound
task-part-title = What
task-part-category = Category
task-part-duty = Company's duty
task-part-planned = Other plans
task-part-kind = Kind
task-part-responsible = Responsible
task-part-company = Company
task-part-budget = Budget
task-part-money = Money
task-part-start = Start
task-part-deadline = Deadline
task-part-photos = Photos
task-proposed = Proposed as no. { $number }.
task-of-ticket-already = Ticket { $ticket } has become a task already.
task-of-your-ticket = What you reported as { $ticket } has become task { $number }: { $title }. You'll hear of each step.
task-in-private = Tasks are worked in your private chat: { $link }
task-usage = Like this: /task new for a new one; /task new 1042 from a ticket; /task 12 to see no. 12.

task-do-decide = Decide: do it
task-do-publish = Post it
task-do-schedule = Schedule
task-do-start = Work began
task-do-finish = Done, ask residents
task-do-finish-again = Mended, ask again
task-do-answer = Answer objections
task-do-strike = Ask for strike-off
task-do-approve = Approve strike-off
task-do-send-back = Send back
task-do-fine = Still in order
task-do-relapse = It came back
task-do-resume = Go on
task-do-post = Post news
task-do-more = More
task-do-check = I looked: it is done
task-do-carry = Carry over
task-do-pause = Pause
task-do-drop = Drop
task-more = No. { $number }, you can also:
task-noted = Noted.
task-send = Send
task-gathered = { $count ->
        [one] To be sent ({ $count } photo):
       *[other] To be sent ({ $count } photos):
    }
task-ask-post = What is new? One sentence; just send the photos.
task-ask-finish = What was done? One sentence, and a photo of the result.
task-ask-answer = What do you answer the residents? One sentence.
task-ask-send-back = What is missing? One sentence.
task-ask-relapse = What came back? One sentence, a photo helps.
task-why-pause = Why does it pause?
task-why-carry = Why can't it be done this month?
task-why-drop = Why isn't it done?
task-when-posting = For how many days is it posted? At least 5.
task-when-start = When does work start? Tap one or type a date.
task-when-deadline = By when is it done? Tap one or type a date.
task-when-carry = Until when? It must be after this month. Tap one or type a date.
task-posting-over = No. { $number } { $title }: the posting is over, it can be scheduled.
task-look-again = No. { $number } { $title }: struck off a month ago, please look at it again.

task-notice-proposed = New task { $number }: { $title }. { $detail }. Please decide.
task-notice-decided = No. { $number } { $title }: it will be done. { $detail }
task-notice-published = No. { $number } { $title }: posted for objections. { $detail }
task-notice-scheduled = No. { $number } { $title }: scheduled. { $detail }
task-notice-started = No. { $number } { $title }: work began. { $detail }
task-notice-posted = No. { $number } { $title }: news. { $detail }
task-notice-finished = No. { $number } { $title }: done. Please look: is it really done?
task-notice-accepted = No. { $number } { $title }: a resident says it is done.
task-notice-accepted-enough = No. { $number } { $title }: residents accepted it, you can ask for strike-off.
task-notice-objected = No. { $number } { $title }: a resident objects, please answer.
task-notice-answered = No. { $number } { $title }: the objections are answered.
task-notice-strike-off-asked = No. { $number } { $title }: strike-off is asked for, somebody else please check.
task-notice-sent-back = No. { $number } { $title }: strike-off was sent back. { $detail }
task-notice-struck-off = No. { $number } { $title }: done and struck off.
task-notice-looked-again = No. { $number } { $title }: looked at a month later, still in order.
task-notice-reopened = No. { $number } { $title }: it came back and is reopened. { $detail }
task-notice-paused = No. { $number } { $title }: paused because of: { $detail }
task-notice-resumed = No. { $number } { $title }: it goes on. { $detail }
task-notice-dropped = No. { $number } { $title }: dropped because: { $detail }
task-notice-carried = No. { $number } { $title }: not done this month, carried over. { $detail }
task-notice-assigned = No. { $number } { $title }: you are responsible. { $detail }

closeout-asks = { $count ->
        [one] Monthly close-out today. You have { $count } task due and not done: strike it off, or give a reason and a date.
       *[other] Monthly close-out today. You have { $count } tasks due and not done: strike them off, or give a reason and a date.
    }
closeout-begin = One by one
closeout-next = This one is due this month:
closeout-work = Work on it, strike it off
closeout-carried-one = No. { $number } is carried over.
closeout-go-on = The next
closeout-nothing = You have no task that is due this month and not done.
closeout-head = [Monthly close-out] { $place }, { $month }/{ $year }: { $of } due, { $struck } struck off
closeout-row = No. { $number } { $category }: { $end }
closeout-struck = struck off
closeout-carried = carried over ({ $how }; { $times ->
        [one] once
       *[other] { $times } times
    })
closeout-more = { $count } more
closeout-see = See more

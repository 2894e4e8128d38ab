## The ledger, as everyone reads it

ledger-kind-fund = Good-Home Fund
ledger-kind-revenue = Common revenue
ledger-kind-assets = Leased assets

ledger-slot-subdistrict = from the subdistrict
ledger-slot-firm = from firms
ledger-slot-resident = from residents
ledger-slot-adverts = adverts
ledger-slot-parking = parking
ledger-slot-cabinets = parcel cabinets and the like
ledger-slot-rent = rent
ledger-slot-other = other

ledger-entry-allocation = set aside
ledger-entry-disbursement = paid
ledger-yuan = ¥{ $amount }
ledger-book = { $kind } · { $place }
ledger-quarter = quarter { $nth } of { $year }
ledger-head = { $book }
ledger-holder = The money is held by { $holder }
ledger-held = There is { $held }
ledger-held-fund = There is { $held }: { $free } free, { $kept } set aside for projects
ledger-came = Came in: { $sum }
ledger-of = { $what } { $amount }
ledger-spent = Paid: { $sum }
ledger-year = Income in { $year } so far: { $sum }
ledger-project = Project { $number }: { $all } set aside, { $spent } paid, { $left } left
ledger-for-project = project { $number }
ledger-posted = Posted for { $quarter }, { $from } to { $until }: came in { $came }, paid { $spent }, left { $held }
ledger-missing = 🔴 Not posted: { $quarter }
ledger-entry = No. { $nr }, { $at }: { $what } { $amount }
ledger-countered = (This was wrong; no. { $nr } undoes it)
ledger-counters = undoes no. { $nr }
ledger-post =
    Posted: { $book }
    { $quarter }
    If you have a question, please ring:
    { $phone }

ledger-picture = The books of { $place }
ledger-picture-about = As of { $at }, in yuan
ledger-picture-note = Blue bar: the share of all that came into the book. Each entry is in /fund.
ledger-col-book = Book
ledger-col-came = Came in
ledger-col-spent = Paid
ledger-col-held = There
ledger-caption = { $book }: { $held }

fund-none = There are no open books for your compound yet.
fund-head = The books of { $place }. This is the record only; no money is taken here.
fund-latest = Latest entries:
fund-see = For every entry, tap a book below:
fund-receipt = Receipt of no. { $nr }

## The ledger, for those who enter it

ledger-shelf = Your books; tap one:
ledger-shelf-none = There are no books yet.
ledger-waiting = { $count ->
        [one] One payment waits for you.
       *[other] { $count } payments wait for you.
    }
ledger-see-waiting = See what waits
ledger-open = Open a book
ledger-open-kind = Which kind of money? The three are never mixed.
ledger-open-place = Of which place?
ledger-open-holder = Which body holds the money? Please type its full name; everyone reads it.
ledger-open-review =
    Please look it over:
    { $kind } · { $place }
    Held by { $holder }
ledger-open-already = That book is there already.
ledger-opened = Opened: { $book }
ledger-go-on = Go to this book
ledger-entries = See every entry
ledger-save = Yes, write it down
ledger-edit = Change: { $part }
ledger-saved = Written: no. { $nr } of { $book }
ledger-no-entry = There is no such number; please type one from above.
ledger-no-words = none

ledger-do-receive = Money came in
ledger-do-allocate = Set aside for a project
ledger-do-pay = Ask for a payment
ledger-do-counter = Undo a wrong entry
ledger-do-post = Post a quarter

ledger-step = { $n }/{ $of } { $question }
ledger-q-source = Where did it come from?
ledger-q-project = For which project?
ledger-q-amount = How much, in yuan? 3000 or 12.50, say.
ledger-q-receipts = Please send a photo of the receipt. Everyone can see it: cover names, phones and card numbers first.
ledger-q-entry = Which entry was wrong? Please type its number.
ledger-q-quarter = Which quarter?
ledger-q-words = Whom is it paid to, and what for? Everyone reads it, so no person's name please.
ledger-q-words-receive = A line about it, such as the firm that gave it? Everyone reads it, so no person's name please.
ledger-q-words-counter = What was wrong? Everyone reads it.

ledger-part-source = source
ledger-part-project = project
ledger-part-amount = amount
ledger-part-receipts = receipts
ledger-part-entry = number
ledger-part-quarter = quarter
ledger-part-words = words
ledger-answer = { $part }: { $answer }
ledger-review = Please look it over: { $book }, { $doing }
ledger-second = A payment stands in the book only once another person has agreed to it.
ledger-project-room = Project { $number }, up to { $amount }
ledger-receipts = { $count ->
        [one] one photo
       *[other] { $count } photos
    }
ledger-receipts-kept = { $count ->
        [one] One photo is here. Send more, or tap below.
       *[other] { $count } photos are here. Send more, or tap below.
    }
ledger-receipts-done = That's all
ledger-receipt-photo = Please send a photo or a PDF, { $most } at most.
ledger-posted-now = Done. { $quarter }

ledger-payout =
    A payment is asked for: { $book }
    { $amount }
ledger-what-for = For: { $words }
ledger-approve = Pay it
ledger-refuse = Refuse
ledger-asked = Asked for; another person has to agree.
ledger-asked-nobody = It is kept, but nobody who may pay can be reached. Please call the subdistrict.
ledger-approved = ✅ You agreed; it is no. { $nr }.
ledger-approved-told = ✅ Agreed; it is no. { $nr }.
ledger-refuse-why = Why not? One line for who asked.
ledger-refused = Done; who asked was told.
ledger-refused-told = Refused: { $reason }

## Votes: reading, voting, checking; publishing, opening, stopping, certifying

vote-none = There is no vote in your compound now. When there is one, the group will hear of it.
vote-list = Votes of your compound. Tap one:
vote-brief = { $number }: { $title } · { $phase }
vote-verify = Check a receipt
vote-phase-draft = being prepared
vote-phase-published = announced
vote-phase-open = open
vote-phase-closed = closed
vote-phase-certified = result certified
vote-phase-dropped = cancelled

vote-kind-fund = Fund vote
vote-kind-asks = Consultation of owners ({ $subject })
vote-kind-owners = Owners' joint decision ({ $subject })
vote-matter-ordinary = ordinary matter
vote-matter-special = special matter
vote-subject-rules = rules of procedure, convention
vote-subject-committee = owners' committee
vote-subject-company = hiring or dismissing the company
vote-subject-service = buying a service after its trial
vote-subject-use_funds = using maintenance funds
vote-subject-raise_funds = raising maintenance funds
vote-subject-rebuild = rebuilding
vote-subject-common_parts = common parts: use or business
vote-subject-other = another major matter
vote-title-new =
    🗳 New vote · { $title }
    { $kind }
vote-title =
    🗳 No. { $number } · { $title }
    { $kind }
vote-scope = { $scope } · { $phase }
vote-scope-stair = { $place }, building { $building }, stair { $unit }
vote-scope-building = { $place }, building { $building }
vote-budget = Money there is: { $yuan } yuan
vote-method-equal-shares = How it is counted: each household has an equal share to spend on what it approves (equal shares)
vote-method-greedy = How it is counted: the most votes first, while the money lasts
vote-who-all = Who votes: one ballot a household; owners, family and tenants may cast it
vote-who-owners = Who votes: one ballot a household; owners or family cast it
vote-option = No. { $number }: { $name } · { $yuan } yuan
vote-options-more =
    { $count ->
        [one] and one more, which you see when you vote
       *[other] and { $count } more, which you see when you vote
    }
vote-needs-ordinary = To pass: two thirds or more of the area and of the owners take part, and more than half of those, by area and by heads, say yes.
vote-needs-special = To pass: two thirds or more of the area and of the owners take part, and three quarters or more of those, by area and by heads, say yes.
vote-of-project = Project No. { $number }: { $name }
vote-only-asks = This only asks for opinions, for everybody to go by. It is no vote of the owners' assembly.
vote-counts-by = Channel: { $channel }. The result holds.
vote-silence-strict = Who says nothing: doesn't count. Both counts are published.
vote-silence-follows =
    Who says nothing: joins the majority, once reached by proof (rules of procedure { $rules }…). Both counts are published.
    ⚠️ { $warning }
vote-opens-from = It opens after the notice, at the earliest { $at }.
vote-closes = Closes { $at }
vote-turnout =
    { $cast ->
        [one] One household of { $all } has voted
       *[other] { $cast } households of { $all } have voted
    }
vote-turnout-owners =
    { $cast ->
        [one] One owner with { $area } m² has taken part
       *[other] { $cast } owners with { $area } m² have taken part
    }, of { $all } with { $whole } m²
    Two thirds are { $heads } owners and { $least } m²

vote-by-building = Turnout by building
vote-turnout-building = Building { $building }: { $cast } of { $all }
vote-turnout-building-owners = Building { $building }: { $cast } of { $all } owners, { $area } of { $whole } m²
vote-by-building-least = Buildings that are too small to be told apart are left out, so that nobody is recognised.

vote-begin = Vote
vote-change = Change my vote
vote-page = See the vote
vote-bind = Bind my home
vote-needs-home = Each household has one ballot, so your home must be bound first.
vote-owners-only = This is the owners' to decide (or family with their written proxy). None of your homes may vote.
vote-not-yours = None of your homes belongs to this vote.
vote-not-on-roll = { $door }: not on the roll of this vote
vote-has-voted = { $door }: has voted; it can be changed until the close
vote-has-not-voted = { $door }: hasn't voted yet
vote-secret-how = How secret is it?
vote-secret-fund =
    What you approve is seen by nobody of the subdistrict, the community or the company, and no result names you.
    Until the result is certified, only who holds all the stored data and its key together could tell. Then the key is destroyed, and nobody can any more.
    The company of the chat sees the messages that you send.
    Whoever you show a receipt can tell what you chose. Fewer than five ballots, or ballots all alike, hide nothing.
vote-secret-owners =
    An owners' decision keeps a list (who, which area, which word), since filing needs it. The list is sealed; only two people together open it, and each time is recorded.
    In the compound only heads and areas are shown.

vote-which-home = For which home?
vote-fill =
    Tap what you want; tap again to take it back. Chosen: { $count } of { $all }.
vote-fill-order = The order is drawn by lot, another for each household. You may also send numbers, like 1 4.
vote-change-anew = Your household has voted. To keep it secret, what was chosen isn't shown: please choose all anew. Until then the earlier ballot counts.
vote-fill-advice = We advise { $advised } or more.
vote-chosen = ✅ { $number }: { $name }
vote-unchosen = ⬜ { $number }: { $name }
vote-pictures = 🖼 Pictures
vote-look-over = Done
vote-one =
    { $nth } of { $all }
    { $name }
    { $yuan } yuan
    Do you want it?
vote-one-yes = Yes
vote-one-no = No
vote-please-tap = Please tap a button below.
vote-not-cast = Nothing was cast. Tap “Vote” when you want to.
vote-review =
    { $count ->
        [0] You chose none. That counts as a ballot, too (none of them).
        [one] You chose one:
       *[other] You chose { $count }:
    }
vote-advice = We advise { $advised } or more, so that your ballot isn't wasted. You may cast it as it is.
vote-review-owners = You say: { $choice }
vote-list-sealed = It goes into the sealed list (for filing), which only two people together can open.
vote-review-secret = Once cast you can change it until the close; the last one counts.
vote-cast = Cast it
vote-choice-yes = Yes
vote-choice-no = No
vote-choice-abstain = Abstain
vote-receipt-of = “{ $title }” · { $door }
vote-receipt = Your ballot is in. Your receipt:
vote-receipt-changed = Changed; this one counts. Your new receipt:
vote-receipt-keep = Keep it. Tap /verify and send it the receipt to see that it is counted. You can change it until { $at }.
vote-too-late = The vote closed { $at }; this ballot was not counted.
vote-others-cast = Somebody of your household has voted on “{ $title }” (what isn't said). One ballot a household; it can be changed until the close.
vote-others-changed = Your household's ballot on “{ $title }” was changed (how isn't said). One ballot a household; the last counts.
vote-thanks =
    Thank you for voting!
    { $title } · { $scope }
vote-reminder =
    Your household hasn't voted on “{ $title }” yet; it closes { $at }.

vote-closed-at = Closed { $at }
vote-result-fund =
    { $count ->
        [one] One is funded
       *[other] { $count } are funded
    }, { $yuan } yuan of { $budget }:
vote-won =
    ✅ { $name } · { $votes ->
        [one] one vote
       *[other] { $votes } votes
    }
vote-lost =
    ▫️ { $name } · { $votes ->
        [one] one vote
       *[other] { $votes } votes
    } · { $why }
vote-no-votes = nobody chose it
vote-lacked = { $yuan } yuan short
vote-lacked-votes =
    { $yuan } yuan short, about { $votes ->
        [one] one vote
       *[other] { $votes } votes
    }
vote-lost-shares = its supporters' shares don't reach: { $lacked }
vote-lost-pot = too little was left when its turn came: { $lacked }
vote-lost-both = its supporters' shares don't reach: { $lacked }; what was left is { $yuan } yuan short, too
vote-verdict-passed = ✅ Passed
vote-verdict-rejected = Not passed
vote-verdict-no_quorum = Fewer than two thirds took part: nothing is decided, nothing is rejected
vote-verdict-short-passed = passed
vote-verdict-short-rejected = not passed
vote-verdict-short-no_quorum = too few
vote-count-yes =
    Yes: { $heads ->
        [one] one owner
       *[other] { $heads } owners
    }, { $area } m²
vote-count-no =
    No: { $heads ->
        [one] one owner
       *[other] { $heads } owners
    }, { $area } m²
vote-count-abstain =
    Abstain: { $heads ->
        [one] one owner
       *[other] { $heads } owners
    }, { $area } m²
vote-count-strict = Silence counts as nothing: { $part } took part, { $yes } said yes, { $verdict }
vote-count-holds-strict = What holds is the count without those who said nothing.
vote-count-holds-deemed = What holds is the count with those who said nothing, by the rules of procedure.
vote-count-deemed = Had the silent joined the majority: { $part } took part, { $yes } said yes, { $verdict }
vote-root =
    Checksum of all ballots:
    { $root }

verify-ask = Please send the receipt (12 letters, like ABCD-EFGH-2345).
verify-no-receipt = This doesn't look like a receipt.
verify-unknown = There is no such receipt. Please check whether it is copied right.
verify-replaced = “{ $title }”: this ballot was changed later and doesn't count; the new one does.
verify-lies = “{ $title }”: this ballot lies in the box. It can be changed until the close.
verify-counted = “{ $title }”: this ballot was counted.
verify-another = Check another
verify-root =
    Checksum of all ballots:
    { $root }

vote-in-private = Votes are run in the private chat: { $link }
votes-list = Votes of { $place }, those that wait for you first:
votes-none = { $place } has no votes yet.
votes-back = Back to the list
vote-resident-page = As residents see it
vote-brief-staff = 🗳 No. { $number } · { $title }
vote-post-certified = ✅ Vote No. { $number } “{ $title }”: two people have certified the result.
vote-certify-means = This can't be taken back: what won gets its money by this result, and the key that could tell who chose what is destroyed.
vote-certify-means-owners = This can't be taken back. The list of who said what is kept for filing; it takes two to open it.
vote-certified-owners = The result is certified. The list stays sealed; two people open it for filing.
vote-run = Run it
vote-prepare = Prepare a vote
vote-asked-open = Somebody asks to open the vote.
vote-asked-stop = Somebody asks to stop it before its time.
vote-asked-certify = Somebody asks to certify the result.
vote-asked-list = Somebody asks to release the list of who said what (for filing).
vote-asked-of = No. { $number } · { $title }, asked by { $who }. Please tap “Run it” and look; if you agree, you do it.
vote-second = Another person must do it; they have been told.
vote-you-may = Tap the button below and it is done.
vote-asked = Asked. Another person must do it; they have been told.
vote-do-publish = Announce it
vote-do-open = Open it
vote-do-deliver = Enter who was reached
vote-reached =
    { $heads ->
        [one] Reached by proof: one owner, { $area } m²
       *[other] Reached by proof: { $heads } owners, { $area } m²
    }
vote-ask-proof =
    How did the papers of “{ $title }” reach the owners themselves?
    “Read” in a chat is no proof, and the tenant is not the owner.
vote-proof-signed = Signed for by the owner
vote-proof-registered = Registered mail, slip came back
vote-reached-not = Take a wrong entry back
vote-ask-doors =
    “{ $title }” · { $how }
    Send doors, several at once with spaces between (like 3#2-501 3#2-502; at most { $most }).
vote-too-many-doors = Too many: at most { $most } at once.
vote-reached-noted =
    { $count ->
        [one] Noted for one owner.
       *[other] Noted for { $count } owners.
    }
vote-reached-strange = Not on the roll, not noted: { $doors }
vote-do-stop = Stop it now
vote-do-certify = Certify the result
vote-do-list = Release the list
vote-do-drop = Cancel this vote
vote-too-early = The notice isn't over yet, so it can't be opened now.
vote-published = Announced; the group sees it. Opening takes two people.
vote-opened = The vote is open until { $at }.
vote-stopped = Stopped. Once all ballots that came before are in, the result comes.
vote-certified = Certified. From now on nobody can find out who chose what.
vote-list-released = The list can be exported now (for filing): mulin export votes --vote { $number } --voters
vote-dropped = This vote is cancelled.
vote-extended = 🗳 No. { $number } “{ $title }”: the bot was away for a while, so the vote stays open until { $at }. What was cast counts.
vote-to-certify = 🗳 No. { $number } “{ $title }” is counted. Two people must certify it.
vote-post-published = 📢 There will be a vote. This is what it will ask:
vote-frozen =
    To check it later:
    Hash of rules and roll { $hash }
vote-frozen-lot = Commitment for the lot { $lot }
vote-post-result = 📢 How the vote came out (two people still have to certify it):
vote-post-open = 📢 The vote is open:

vote-ask-kind =
    What is voted on?
    Fund vote: households choose which projects are done.
    Ordinary matter: owners decide by more than half (their committee, the property company, a service after its trial, using maintenance funds).
    Special matter: owners decide by three quarters (raising maintenance funds, rebuilding, another use of common parts).
vote-ask-subject = What is to be decided?
vote-ask-project =
    Which published project is it about? If it passes, the project goes on.
    If it is about none, tap “About no project”.
vote-project-none = About no project
vote-ask-silence =
    What becomes of owners who say nothing?
    This compound's rules of procedure allow it: who is reached and says nothing joins the majority. If you choose that, everybody reads this before voting:
    ⚠️ { $warning }
vote-silence-short-strict = They don't count
vote-silence-short-follows = They join the majority (enter who was reached)
vote-ask-title = What is it called? (at most { $most } characters)
vote-ask-question = What do you ask the owners? One matter, clearly. (at most { $most } characters)
vote-ask-area = Which owners vote? Send a building or stair (like 3栋2单元), or tap “all”.
vote-area-all = The whole compound
vote-bad-area = Not understood. Send 3栋 or 3栋2单元.
vote-no-projects = No fund project is published yet. Vet and publish them with /project first.
vote-ask-projects = Which projects stand? Tap them. Chosen: { $count }.
vote-projects-done = Done
vote-ask-budget = How much money is there? Send a number (yuan). These projects cost { $yuan } yuan together.
vote-ask-method =
    How is it decided which win?
    Equal shares: each household has the same share of the money, to spend on what it approves.
    Most votes first: down the list while the money lasts.
vote-short-equal-shares = Equal shares
vote-short-greedy = Most votes first
vote-ask-who = Who may vote? Each household has one ballot.
vote-short-all = Owners, family, tenants
vote-short-owners = Owners, family
vote-ask-days = For how many days?
vote-days =
    { $days ->
        [one] one day
       *[other] { $days } days
    }
vote-bad-days = Please send { $least } to { $most } days.
vote-bad-words = Please send words, at most { $most } characters.
vote-window =
    Once open it takes ballots for { $days ->
        [one] one day
       *[other] { $days } days
    }.
vote-notice-days =
    It may be opened { $days ->
        [one] one day
       *[other] { $days } days
    } after it is announced.
vote-save = Save
vote-saved = Saved. Only staff see it until it is announced.

paper-usage = Send /paper with the vote's number, like /paper 3.
paper-ask-door = Paper ballot for “{ $title }”: which household? (like 3#2-501)
paper-voted = { $door } has a ballot already. Another takes its place, and the household is told.
paper-no-door = The roll has no such household. Please check it.
paper-ask-numbers = What did { $door } choose? Send the projects' numbers, like 12, 15; send 0 for none.
paper-ask-word = What does { $door } say? Tap one:
paper-bad-numbers = Not understood, or a number that doesn't stand in this vote. Once more, please.
paper-nothing = none
paper-review =
    { $door }
    { $read }
    Is it right?
paper-enter = Enter it
paper-waits = { $door }: entered. Another teller must read it, too.
paper-differs = { $door }: the two readings differ. Please both read the sheet again.
paper-counted = { $door }: both readings agree; the ballot is in.
paper-receipt =
    The receipt of { $door }, please hand it over:
    { $code }

## My home: being tied to a household, leaving it, voting for the owners

tie-owner = owner
tie-family = family
tie-tenant = tenant
home-door = { $place } { $door }
home-none = You are not bound to a home yet. Once you are, you can vote for it; reports work without it.
home-list = Your homes:
home-row = { $home } ({ $tie })
home-waits = Waiting for the property company: { $home }, check number { $number }
home-by-code = I have a code
home-by-staff = No code: ask the property company
home-menu = Main menu

home-code =
    Please send me the code. It looks like this: ABCD-EFGH
    The property company gives one to each home; it works once.
home-code-form = That does not look like a code. A code is 8 letters and digits.
home-code-wrong = This code does not work. Please compare it, or ask the property company for a new one.
home-code-wait = Too many tries. Please try again after { $at }, or ask the property company to confirm.
home-bound = Bound: { $home }, as { $tie }.
home-somebody = Somebody else was bound to { $home }: { $tie }. If you do not know of it, please tell the property company.

home-where =
    { $place }: which building, unit and room is yours?
    For example: building 3 unit 2 room 501
home-where-whole = Please write building, unit and room, for example: building 3 unit 2 room 501
home-where-unknown =
    This home is not in the list. Please compare it, or ring the property company:
    { $phone }
home-as-what = { $home }: you are
home-asked =
    The property company was asked to confirm { $home }.
    Please ring or go there, say who you are and give the check number { $number }. One tap of theirs and you are bound:
    { $phone }
home-asked-already = You have asked already. Please wait for the answer.
home-nobody =
    Nobody here can confirm it online yet. Please ring and ask for a code:
    { $phone }
home-confirm =
    A resident asks you to confirm: { $home }, { $tie }
    Check number { $number }. Tap only when they come with this number and you know who they are.
home-confirm-yes = Checked, they belong to it
home-confirm-no = No, do not bind
home-confirmed = Confirmed: { $home }, { $tie } (check number { $number }).
home-refused = Not bound: { $home } (check number { $number }).
home-refused-told =
    { $home } was not bound: the property company could not check it. Please ring and ask:
    { $phone }
home-decided-already = Somebody has dealt with this already: { $home }.

home-one = { $home }: you are bound as { $tie }.
home-area = Exclusive area { $area } m²
home-people = Bound as { $tie }: { $count }
home-proxy-held = The owners let you cast this home's vote in owners' decisions.
home-proxy-none = You may cast the owners' vote only if an owner agrees.
home-since = since { $at }
home-proxy = Let family vote for us ({ $since })
home-proxy-end = End their vote for us ({ $since })
home-proxy-set = Noted: they may cast the owners' vote for you. You can end it at any time.
home-proxy-ended = Ended. They no longer vote for you.
home-proxy-told = The owner of { $home } lets you cast the owners' vote.
home-proxy-told-end = You no longer cast the owners' vote of { $home }.
home-leave = Leave this home
home-leave-sure = Really leave { $home }? To come back you need a new code, or the property company again.
home-leave-yes = Yes, leave
home-left = Left: { $home }.

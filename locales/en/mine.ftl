mine-none = You haven't reported anything yet.
mine-list =
    { $total ->
        [one] Your one matter:
       *[other] Your { $total } matters:
    }
mine-row = { $number } { $state } { $words }
mine-list-back = All of them
mine-menu = Main menu
mine-page = No. { $number } { $category }: { $state }
mine-due = To be done by { $at }
mine-late = 🔴 It was to be done by { $at }
mine-may-urge = It is past its time: press “Ask to hurry”
mine-story-earlier = Earlier
mine-story-latest = Latest
place-on-map = a point on the map
mine-lead = Handled by { $who }
mine-see = See how it stands
mine-add = Add words or photos
mine-add-what = What would you like to add to no. { $number }? Type, or send a photo.
mine-add-end = That's all
mine-urge = Ask to hurry
mine-urged = We passed it on.
mine-withdraw = No longer needed
mine-withdraw-sure = Is no. { $number } really no longer needed?
mine-withdraw-yes = Really
mine-withdrawn = No. { $number } is withdrawn. Thank you for telling us.
mine-leave = It no longer affects me
mine-left = All right, no more news of no. { $number }.
mine-contact = Change name and phone
mine-contact-leave = Leave a name and phone
mine-contact-none = Take them back
mine-contact-changed = Changed. Those who handle it now see: { $contact }
mine-contact-gone = All right, name and phone are gone: those who handle it no longer see them, nor are they filled in next time.
mine-object = I disagree
mine-objected = Noted; it goes one level up.
story-submitted = { $at } { $who }: { $words }
story-taken = { $at } { $who } took it{ $words }
story-replied = { $at } { $who }: { $words }
story-asked = { $at } { $who } asks: { $words }
story-said = { $at } { $who }: { $words }
story-resolved = { $at } { $who } is done: { $words }
story-reopened = { $at } { $who }: not solved; taken up again{ $words }
story-closed = { $at } closed{ $words }
story-declined = { $at } { $who }: can't be taken up here. { $detail }{ $words }
story-channel = . Whom to ask: { $words }
story-urged = { $at } { $who } asked to hurry{ $words }
story-withdrawn = { $at } { $who } withdrew it{ $words }

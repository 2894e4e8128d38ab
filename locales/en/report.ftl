## Reporting: one question at a time; words, photos and locations are taken at any moment

report-step = { $n }/{ $m } { $question }
report-choose = Please tap a button below, or type its number.

report-what = What is it about? A sentence or two will do; a voice note or a photo is fine too.
report-what-care = What is it about? Write, speak, or send a photo.
report-what-file = Got it. What is it about? One sentence will do.
report-what-again =
    This is what you wrote:
    { $words }

    To change it, just write it again.
report-what-keep = Keep it

report-category-suggested = Is this about “{ $category }”?
report-category-yes = Yes, { $category }
report-category-else = No, something else
report-category-groups = What does it have to do with?
report-category-which = Which of these?
report-stop-anyway = Report it anyway
report-stop-enough = That helps, no report

report-similar = Somebody nearby has reported something like this. Is it the same? Tap “Me too” and you will hear how it goes on.
report-similar-join = Me too: { $number }
report-similar-own = { $number } is yours: see how it stands
report-similar-different = Mine is different

report-where = Where is it? Building and unit will do, e.g. “building 3 unit 2”, or “by the east gate”; or share the location.
report-where-care = Which building? Write it, or share the location.
report-where-wide = The whole compound
report-where-here = Is it here, at { $place }?
report-where-here-yes = Yes, here
report-where-here-no = No
report-where-type = Where is it, then? Building and unit will do.
report-where-far = That location is too far from the compounds we look after. Please write building and unit, or share another location.
report-location-kept = I have the location.
report-compound = Which compound? Tap it, write its name, or share the location.
report-compound-unknown = I can't find that compound. Please write a part of its name, or share the location.
report-spot = { $compound }{ $building ->
        [none] {""}
       *[other] , building { $building }
    }{ $unit ->
        [none] {""}
       *[other] , unit { $unit }
    }{ $room ->
        [none] {""}
       *[other] , room { $room }
    }{ $words ->
        [none] {""}
       *[other] {" "}({ $words })
    }

report-photos = Any photos? Send as many as you like.
report-photos-care = Any photos? Just send them.
report-photos-more = { $count ->
        [one] I have { $count } photo or file. Send more if there are any.
       *[other] I have { $count } photos and files. Send more if there are any.
    }
report-photos-done = That's all
report-photos-none = No photos
report-files = { $count ->
        [one] { $count } photo or file
       *[other] { $count } photos and files
    }
report-file-kept = Got it.
report-words-added = I've added that.
report-unusable = I can't read that. Please send words, a photo, a voice note, a video or a location.
report-file-kind = I can't take that kind of file. Please send a photo, video, voice note or PDF.
report-file-large = That file is over 20 MB, which I can't take. Please send the photo compressed, or a shorter video; what you said so far is kept.
report-files-enough = One report takes { $most } photos and files at most; the earlier ones are kept.
report-too-long = One report takes { $most } characters in all. The beginning is kept, the rest is not.
report-edited = I have your corrected words.

report-urgency = Is anyone in danger right now, or is there no water, power, lift or way in?
report-urgency-yes = Yes, urgent
report-urgency-no = No

report-privacy = Who may know that it was you?
report-privacy-care = May others know that it was you?
report-privacy-named = Named: whoever handles it sees the name and phone you leave
report-privacy-confidential = Confidential: whoever handles it can't see who you are
report-privacy-anonymous = Anonymous: nobody knows, only a code opens it
report-contact = Would you like to leave a name and phone? E.g. “Ms Wang 13800000000”. You needn't.
report-contact-again = You left: { $contact }. To change it, write it again.
report-contact-keep = Use this
report-contact-none = Leave nothing
report-contact-kept = The phone number is kept for those who handle it; it is not part of what you say.
report-contact-not-kept = You chose not to be known, so the number was not kept. To leave one, change “who may know” first.
report-contact-long = That name is too long; a surname will do, e.g. “Ms Wang 13800000000”.

report-review = Is this right? You can still send words and photos.
report-review-care = Is this right?
report-review-category = About: { $category }
report-review-words = You said: { $words }
report-review-where = Where: { $place }
report-review-answer = { $question } { $answer }
report-review-files = Photos and files: { $count }
report-review-urgent = Urgent: yes
report-review-named = Who may know it was you: whoever handles it (named)
report-review-confidential = Who may know it was you: not those who handle it (confidential)
report-review-anonymous = Who may know it was you: nobody (anonymous)
report-review-contact = Name and phone: { $contact }
report-past-company = This goes past the property company to the community; the company won't see it.
report-past-committee = This goes past the owners' committee to the community; the committee won't see it.
report-past-staff = This goes past the staff it is about to the level above; they won't see it.
report-file = Yes, file it
report-file-now = Report it now
report-edit = Edit: { $part }
report-part-compound = compound
report-part-what = words
report-part-category = category
report-part-where = place
report-part-photos = photos
report-part-urgency = urgency
report-part-privacy = who may know
report-part-contact = name and phone

report-quota =
    { $most } reports a day is the most I can take, and today's are used up. This one is kept for you until tomorrow; if it can't wait, please ring the office:
    { $phone }
report-filed = Filed as number { $number }. The details are below.
report-filed-menu = Main menu
report-already-filed = Already filed: { $number }

report-unfinished = You have an unfinished report (begun { $at }): { $matter }
report-unfinished-beside = What you said just now is kept too: “Continue” adds it to that report, “Start over” keeps only what you said just now.
report-unfinished-continue = Continue
report-unfinished-restart = Start over
report-unfinished-discard = Discard
report-unfinished-later = Later
report-discarded = All right, it's discarded.
report-nothing-unfinished = There is no unfinished report.

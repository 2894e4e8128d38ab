## What you are told unasked

settings-switches = Messages I get
switches-list =
    Messages: tap to switch on or off.
    Your own matters, water, power, lifts and safety always reach you. From 22:00 to 8:00 without a sound.
switch-on = { $kind }: on
switch-off = { $kind }: off
switch-announcements = Announcements
switches-digest = Weekly digest: read and subscribe
switch-reminders = Reminders (reports, votes)
switch-surveys = Surveys
switches-building =
    { $building ->
        [none] My building: not said
       *[other] My building: { $building }
    }
switches-ask-building = Which building do you live in? Then announcements for others won't disturb you.
switches-no-building = Rather not
why-announcements = You got this because you chose this compound.
why-reminders = You got this because your home has a ballot.
why-urgent = Urgent: everyone gets this.
switch-this-off = No more of these
switch-see-all = Messages I get
switch-back-on = I want them after all
switched-off = Switched off
switched-off-notice = All right, no more “{ $kind }”. Urgent ones still reach you.
switched-on-notice = All right, “{ $kind }” go on.

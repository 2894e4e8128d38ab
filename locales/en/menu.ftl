menu-greeting = { $place }: what can we do for you? Just type, or send a photo or voice note.
menu-greeting-nowhere = What can we do for you? Just type, or send a photo or voice note.
menu-resume = Go on with the unfinished report
menu-report = Report something
menu-queue = Tickets to do
menu-mine = My matters
menu-open = In my compound
menu-progress = Small works
menu-together = Votes and money
menu-together-what =
    What the compound decides and pays for together:
    votes, projects that people propose, and where the money went.
menu-votes = Votes
menu-projects = Projects
menu-fund = The books
menu-home = My home
menu-settings = Settings
menu-help = How it works
care-office = Office phone:

## The project battle map: what is drawn, and the words under it

map-title = Project battle map
map-about = As of { $at } · { $open } open
map-green = in time
map-yellow = near due
map-red = overdue
map-compound = compound
map-month = closed this month
map-rest = { $count ->
    [one] 1 other compound
   *[other] { $count } other compounds
 }
map-all = All
map-share = { $part }/{ $of }
map-share-percent = { $part }/{ $of } ({ $percent }%)
map-note = closed this month: of the works due this month, those accepted and struck off. Below 5 no percentage is shown.
map-caption = Project battle map: { $open } open, of which { $green } in time, { $yellow } near due, { $red } overdue. Closed this month: { $month }.
map-lines-table = By compound:
map-lines = Tap the picture to enlarge it. By compound:
map-line = { $place }: { $open } open{ $near }{ $late }{ $month }
map-line-near = , { $count } near due
map-line-late = , { $count } overdue
map-line-month = , struck off this month { $month }
map-none = No public works are under way at present.

photo-usage = With its number, please: /photo 12
photo-none = Work { $number } has no photos of before and after yet.
photo-caption = Work { $number }: { $title }
photo-before = before
photo-after = after

rich-is-on = All right: map and digest are shown here as tables from now on. Some apps can't show them; then send /rich again.
rich-is-off = All right: no more tables here.
rich-about = Notes

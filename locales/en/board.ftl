## The public board: counts only, for everyone

board-title = { $place } · what is being done
board-title-bare = What is being done
board-at = As of { $at }
board-open = Open matters
board-open-count = { $count }
board-age = Since it was reported
board-age-within = up to 1 day
board-age-between = { $from }–{ $to } days
board-age-over = over { $days } days
board-count = How many
board-answers = What residents said in the last { $days } days
board-solved = Solved
board-partly = Partly solved
board-satisfied = Satisfied
board-rate = { $percent }%
board-rate-few = too few to say
board-rate-of = { $part } of { $of } who answered
board-pause = Pause updates
board-stale = No connection: the figures are those of the time above.
board-all-compounds = All compounds
board-language = 中文
board-tag = zh-CN
board-none = No public works are under way at present.
board-broken = The figures can't be read at the moment. Please look again later.

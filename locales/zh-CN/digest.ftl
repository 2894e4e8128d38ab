## 周报:每周一发到居民群,也发给订了的人

digest-title = 【{ $place }一周】{ $from }–{ $until }
digest-day = { $month }月{ $day }日
digest-tickets = 报上来 { $filed } 件,办好 { $done } 件{ $open }
digest-open = ,现在还在办 { $count } 件
digest-only-open = 现在还在办 { $count } 件
digest-on-time = 该办好的 { $due } 件,按时办好 { $kept } 件{ $percent }
digest-reopened = 没办好、重新办的 { $count } 件
digest-percent = ({ $percent }%)
digest-solved = 办好没有,答了 { $answered } 次:{ $yes } 次说解决了{ $percent }{ $partly }
digest-partly = ,{ $count } 次说解决了一部分
digest-satisfied = 满不满意,答了 { $answered } 次:{ $satisfied } 次满意{ $percent }
digest-top = 报得最多的:{ $list }
digest-category = { $name } { $count } 件
digest-list = { $list }、{ $next }
digest-works = 微实事:往前走了 { $moved } 项,销号 { $struck } 项
digest-resolutions = 四方会议定了 { $count } 件事
digest-vote = 🗳 { $number } 号投票正在进行:已投 { $cast }/{ $all },{ $at }截止(发 /vote)
digest-fund = 美好家园基金:收到 { $came } 元,付出 { $spent } 元,余额 { $held } 元(发 /fund 看明细)
digest-posting = 公示 { $number }({ $what }):{ $from }–{ $until },有意见请打 { $phone }
digest-meeting = 下次四方会议:{ $at }
digest-reception = 下次接访:{ $at }
digest-nothing = 这一周没有新的事。
digest-sign = { $who },{ $at }
digest-missed =
    { $title }
    这一周的周报没能按时发出。想看请点下面。
digest-more = 看全部、每周发给我
digest-on = 每周一发给我
digest-off = 不用再发给我
digest-is-on = 好,以后每周一早上发给您。
digest-is-off = 好,以后不发了。
digest-preview = 这是{ $place }居民群这周一看到的:

digest-column-what = 这一周
digest-column-count = 数
digest-row-filed = 报上来
digest-row-done = 办好
digest-row-open = 现在还在办
digest-row-on-time = 按时办好
digest-row-reopened = 没办好、重新办
digest-row-solved = 说解决了
digest-row-satisfied = 说满意
digest-row-top = 报得最多:{ $name }
digest-row-moved = 微实事往前走
digest-row-struck-off = 微实事销号
digest-row-resolutions = 四方会定了
digest-row-fund-came = 美好家园基金收到(元)
digest-row-fund-spent = 美好家园基金付出(元)
digest-row-fund-held = 美好家园基金余额(元)

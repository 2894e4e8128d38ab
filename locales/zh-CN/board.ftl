## 大屏:街道办事看板,谁都能看,只有件数

board-title = { $place } · 办事看板
board-title-bare = 办事看板
board-at = 截至 { $at }
board-open = 在办工单
board-open-count = { $count } 件
board-age = 报上来多久了
board-age-within = 1 天以内
board-age-between = { $from }–{ $to } 天
board-age-over = { $days } 天以上
board-count = 件数
board-answers = 近 { $days } 天居民怎么说
board-solved = 解决率
board-partly = 部分解决
board-satisfied = 满意率
board-rate = { $percent }%
board-rate-few = 人数太少,不算
board-rate-of = { $of } 人回答,其中 { $part } 人
board-pause = 暂停刷新
board-stale = 连不上,数字停在上面的时间。
board-all-compounds = 看全部小区
board-language = English
board-tag = en
board-none = 现在没有登记在办的微实事。
board-broken = 数据暂时读不出来,请稍后再看。

stale-button = 这个按钮已经过期了,请看下面最新的。
stale-list = 上面那张单子旧了,下面是新的。
failed-inside = 抱歉,这一条我们没能处理好,已经记下来让人查看。请再说一次,或打办公室电话。
share-location = 发送我的位置
share-location-hint = 不想打字,就点最下面的“发送我的位置”。
share-location-done = 好。
back = 上一步
cancel = 先不办了
skip = 跳过
yes = 是
no = 不是
more = 下一页
previous = 上一页

date-today = 今天 { $hour }:{ $minute }
date-tomorrow = 明天 { $hour }:{ $minute }
date-yesterday = 昨天 { $hour }:{ $minute }
date-day = { $month }月{ $day }日({ date-weekday }){ $hour }:{ $minute }
date-year = { $year }年{ $month }月{ $day }日({ date-weekday }){ $hour }:{ $minute }
date-whole-day = { $month }月{ $day }日({ date-weekday })
date-whole-day-year = { $year }年{ $month }月{ $day }日({ date-weekday })
date-weekday =
    { $weekday ->
        [1] 周一
        [2] 周二
        [3] 周三
        [4] 周四
        [5] 周五
        [6] 周六
       *[7] 周日
    }
quota-messages =
    一分钟里发了 { $most } 条以上,我看得会慢一点,一条也不会丢。急事请打办公室电话:
    { $phone }

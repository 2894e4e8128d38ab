## 发通知

announce-step = { $n }/{ $m } { $question }
announce-ask-place = 发给哪里?
announce-ask-buildings = 只发给哪几栋?写楼号,比如“3栋、5栋”;整个小区就点“全部”。
announce-all-buildings = 全部
announce-ask-category = 什么事?
announce-category-water = 停水
announce-category-power = 停电
announce-category-lift = 电梯
announce-category-gas = 停气
announce-category-safety = 安全
announce-category-meeting = 开会
announce-category-other = 其他通知
announce-ask-words = 写通知的内容:什么事、哪里、怎么办。最多 { $count } 字,不要写居民的姓名、电话、房号。
announce-no-words = 请打字写内容。
announce-too-long = 多了 { $over } 个字,请写短些。
announce-ask-until = 到什么时候为止?可以点,也可以写,比如“周五 18:00”。
announce-ask-schedule = 什么时候发?可以点,也可以写,比如“明天 8:00”。
announce-moment = { $at }
announce-bad-moment = 这个时间不行。请写以后的时间,比如“明天 18:00”。
announce-bad-buildings = 没看懂是哪几栋。请写楼号,比如“3栋、5栋”。
announce-tap = 请点下面的按钮。
announce-ask-edit = 改哪一项?
announce-part-place = 地点
announce-part-buildings = 楼栋
announce-part-category = 什么事
announce-part-words = 内容
announce-part-until = 到什么时候
announce-words-kept = 内容记下了,先选一类:
announce-review = 居民会看到:
announce-review-urgent = 急事:小区群和{ $place }的居民现在就收到。
announce-review-plain = 发到小区群,也发给没关通知的居民;一人一天最多打扰一次,多的第二天早上一起发。
announce-send = 现在发出
announce-schedule = 定时发
announce-edit = 修改
announce-send-correction = 发出更正
announce-sent = 发出去了。有谁收到,发 /announce 看。
announce-scheduled = 定好了,{ $at }发。
announce-dropped = 好,没有发。
announce-corrected = 更正了,发出去的都会改过来。
announce-withdrawn = 撤回了,发出去的都会改过来。
announce-list =
    { $count ->
        [0] 现在没有生效的通知。
       *[other] 正在生效或等着发的通知:
    }
announce-listed = { $category }·{ $place },到{ $until }
announce-new = 发新通知
announce-back-to-list = 看全部
announce-correct = 更正
announce-withdraw = 撤回
announce-withdraw-sure = 真的撤回?发出去的会改成“已撤回”。
announce-reach = 收到 { $sent },等着发 { $waiting },没发成 { $failed },联系不上 { $unreachable }

## 居民看到的

announce-post = 【{ $category }】{ $place }
announce-place = { $place }({ $buildings }栋)
announce-post-end =
    到{ $until }为止
    { $who },{ $at }
announce-post-corrected = 【已更正】{ $at }
announce-post-withdrawn =
    【已撤回】{ $category },{ $place }
    { $at }撤回,以新的通知为准。
announce-follow-corrected = “{ $category }”有更正,到{ $until }为止:
announce-follow-withdrawn = “{ $category }”的通知撤回了。

## 正要报的事,已经通知过

known-begin = 这件事已经知道了,看看是不是同一件:
known-until = 已知:{ $category },{ $place },到{ $until }
known-task =
    已经立项在做:微实事 { $number } 号 { $title }
    现在:{ $stage },{ $deadline }前完成
known-follow = 就是这件,有变化告诉我
known-followed = 好,到{ $until }前有变化就告诉您。

## 攒在一起的消息

gathered-begin = 给您攒的消息,{ $count } 条:
gathered-reminder = 您有一件事还没说完,要接着说吗?

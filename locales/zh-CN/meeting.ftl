## 四方联动会:议程、决议、提醒

meeting-agenda =
    📋 { $place }四方联动会:{ $at }
    要议 { $count } 项:
meeting-agenda-more = 另有 { $count } 件,发 /queue 看。
meeting-agenda-minutes = 会后在私聊发 /minutes 记下定了什么:{ $link }
meeting-item-resolution = 上次定的还没办好:{ $words } · { $owner } · 原定{ $due }前
meeting-item-reopened = { $matter } · 重办了 { $times } 次
meeting-item-overdue = { $matter } · 超时,原定{ $due }
meeting-item-task = 微实事 { $number } 号({ $category },{ $spot }) · 超期,原定{ $due }
meeting-item-frequent = { $matter } · { $days } 天里 { $count } 件,一起看看怎么治根
meeting-item-proposal = 居民提议:{ $words }
meeting-matter = { $number } { $category } · { $spot }
meeting-alike = { $category } · { $spot }
meeting-building = { $building }栋
meeting-spot = { $compound }{ $building }

meeting-finish = 办好了
meeting-reminder =
    会上定给您的事快到日子了:
    { $words }
    { $due }前办好。办好了点下面,写一句就行。
meeting-late =
    会上定给您的事过了日子:
    { $words }
    原定{ $due }。没办好的话,下次会上再议。
meeting-done-ask =
    { $words }
    办得怎么样?写一句,可以配照片。
meeting-done-photo = 照片收到了。再写一句办得怎么样。
meeting-done-thanks = 记好了,辛苦您。
meeting-done =
    ✅ 会上定的事办好了:{ $words }
    { $owner }:{ $result }

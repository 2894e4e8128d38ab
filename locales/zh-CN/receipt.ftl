## 回执

receipt-filed = 记下了,编号 { $number }
receipt-matter = 您反映:{ $place },{ $matter }
receipt-matter-placed = 您反映:{ $matter }
receipt-who = 谁来办:{ $who }
receipt-holder-of = { $of },{ $who }
receipt-nobody =
    谁来办:这里暂时没有人在线接单,着急请直接打办公室电话:
    { $phone }
receipt-nobody-no-phone = 谁来办:这里暂时没有人在线接单,有人接了马上告诉您
receipt-dues = { $acknowledge } 前签收,{ $contact } 前联系您,{ $done } 前办好
receipt-due-acknowledge = { $acknowledge } 前签收
receipt-usual = 这类事这里最近一般 { $days } 天内办好(看了 { $count } 件)
receipt-next = 要补照片直接发给我;等急了,点“催一下”
receipt-code =
    查询码(只有凭它才能查这件事,请收好,丢了谁也找不回来):
    { $code }
receipt-danger = 着火、漏气、有人受伤:先打 119、120
receipt-open = 看进度
receipt-add = 补照片
receipt-claim = 用查询码看进度

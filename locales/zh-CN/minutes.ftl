## 记会议纪要

minutes-place = 记哪里的会?
minutes-resume = { $place }的纪要还没记完。
minutes-go-on = 接着记
minutes-restart = 重新记
minutes-later = 先放着
minutes-kept = 先放着了,再发 /minutes 接着记。
minutes-tap = 请点下面的按钮。
minutes-of = { $place }的会,{ $day }
minutes-item =
    第 { $nth } 项,共 { $total } 项
    { $item }
minutes-ask = 会上定了什么?直接打字。
minutes-none = 没定下来
minutes-rest = 后面都没定
minutes-earlier = 现在怎么样了?
minutes-done = 已经办好
minutes-carry = 改日子接着办
minutes-leave = 先不动
minutes-free = { $place }的会还定了什么?直接打字。
minutes-to-review = 就这些
minutes-long = 太长了,只记下前 { $most } 个字。
minutes-owner =
    { $words }
    谁来办?
minutes-due-ask = 哪天前办好?点一个,或者打字,例:12月5日
minutes-due = { $at }
minutes-due-wrong = 这个日子不行:要在今天以后,一年以内。例:12月5日
minutes-public = 这一条居民看得到吗?
minutes-public-yes = 居民看得到
minutes-public-no = 只给同事看
minutes-review = { $place }会议纪要,请看一遍:
minutes-line = { $words } —— { $owner },{ $due }前
minutes-internal = (只给同事看)
minutes-settled-done = 已经办好:{ $words }
minutes-settled-carried = 改到{ $due }:{ $words }
minutes-empty = 都议过了,没有新定的事。
minutes-record = 对,记下来
minutes-add = 再加一条
minutes-drop = 去掉最后一条
minutes-enough = 一次最多记 { $most } 条,先记下这些,再发 /minutes 补。
minutes-recorded = 纪要记好了,定了 { $count } 件事,已经发到工作群,也告诉了要办的人。
minutes-posted = 📋 { $place }会议纪要
minutes-yours =
    { $place }的会定给您一件事:
    { $words }
    { $due }前办好。办好了点下面,写一句就行。
minutes-author =
    您提的想法,{ $place }的会议过了:
    { $words }
minutes-author-see = 看会上定了什么

## 消息提醒

settings-switches = 消息提醒
switches-list =
    消息提醒:点一下就开、关。
    您自己的事、停水停电、电梯、安全,一直会告诉您。晚上 22:00 到早上 8:00 不出声。
switch-on = { $kind }:收
switch-off = { $kind }:不收
switch-announcements = 小区通知
switches-digest = 每周小结:看一看,订不订
switch-reminders = 没说完、没投票的提醒
switch-surveys = 问卷
switches-building =
    { $building ->
        [none] 我住哪栋:还没说
       *[other] 我住哪栋:{ $building }栋
    }
switches-ask-building = 您住几栋?说了,别的楼的通知就不打扰您。
switches-no-building = 不说
why-announcements = 您选了这个小区,所以收到。
why-reminders = 您家有一票,所以提醒一声。
why-urgent = 急事人人都收到。
switch-this-off = 不收这类
switch-see-all = 消息提醒设置
switch-back-on = 还是要收
switched-off = 关掉了
switched-off-notice = 好,不再发“{ $kind }”给您。急事还会告诉您。
switched-on-notice = 好,“{ $kind }”还发给您。

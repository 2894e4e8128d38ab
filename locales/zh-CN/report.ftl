## 报事:一步问一件,随时可以发文字、照片、位置

report-step = { $n }/{ $m } { $question }
report-choose = 请点下面的按钮,或者回数字。

report-what = 什么事?一两句话说说就行,发语音、照片也可以。
report-what-care = 什么事?写字、说话、发照片都行。
report-what-file = 收到了。这是什么事?一句话说说就行。
report-what-again =
    您现在写的是:
    { $words }

    要改就重新说一遍。
report-what-keep = 不改了

report-category-suggested = 这件事算“{ $category }”,对吗?
report-category-yes = 对,{ $category }
report-category-else = 不是,选别的
report-category-groups = 这件事跟哪方面有关?
report-category-which = 是哪一种?
report-stop-anyway = 还是要记下来
report-stop-enough = 知道了,不用记

report-similar = 附近有人已经说过这样的事,是同一件吗?点“我也是”,有进展一起告诉您。
report-similar-join = 我也是:{ $number }
report-similar-own = { $number } 是您报的,看进度
report-similar-different = 不是同一件

report-where = 在哪儿?写楼栋单元就行,比如“3栋2单元”;也可以写“东门口”,或者发位置。
report-where-care = 在哪栋楼?写出来,或者发位置。
report-where-wide = 整个小区都这样
report-where-here = 是在{ $place }这里吗?
report-where-here-yes = 是,就在这里
report-where-here-no = 不是
report-where-type = 那是在哪儿?写楼栋单元就行。
report-where-far = 这个位置离我们管的小区太远了。请写一下楼栋单元,或者换个位置发。
report-location-kept = 位置收到了。
report-compound = 在哪个小区?点一下、写名字,或者发位置。
report-compound-unknown = 没找到这个小区。请写小区名字里的几个字,或者发位置。
report-spot = { $compound }{ $building ->
        [none] {""}
       *[other] { $building }栋
    }{ $unit ->
        [none] {""}
       *[other] { $unit }单元
    }{ $room ->
        [none] {""}
       *[other] { $room }
    }{ $words ->
        [none] {""}
       *[other] ({ $words })
    }

report-photos = 有照片吗?直接发给我,几张都行。
report-photos-care = 有照片吗?发给我就行。
report-photos-more = 照片和文件收到 { $count } 个了,还有就接着发。
report-photos-done = 好了,就这些
report-photos-none = 没有照片
report-files = 照片和文件 { $count } 个
report-file-kept = 收到了。
report-words-added = 补进去了。
report-unusable = 这个我看不懂。请发文字、照片、语音、视频或者位置。
report-file-kind = 这种文件我收不了。请发照片、视频、语音或者 PDF。
report-file-large = 文件超过 20 MB,我收不了。照片请不要勾“原图”,视频请截短一点再发;前面说的都还在。
report-files-enough = 一件事最多收 { $most } 个照片和文件,前面的都留着。
report-too-long = 一件事最多记 { $most } 个字,前面的都记下了,超出的没记上。
report-edited = 您改过的话记上了。

report-urgency = 现在有人有危险吗?或者断水、断电、电梯停了、进不了门?
report-urgency-yes = 有,很急
report-urgency-no = 没有

report-privacy = 谁能知道是您说的?
report-privacy-care = 要不要让人知道是您说的?
report-privacy-named = 实名:办事的人看得到您留的称呼和电话
report-privacy-confidential = 保密:办事的人看不到您是谁
report-privacy-anonymous = 匿名:谁都不知道,只凭一个查询码
report-contact = 要留个称呼和电话吗?比如“王阿姨 13800000000”。不留也行。
report-contact-again = 您留的是:{ $contact }。要改就重新写。
report-contact-keep = 就用这个
report-contact-none = 不留
report-contact-kept = 电话记下了,只给办事的人看,不写进说明里。
report-contact-not-kept = 您选了不让人知道是您,所以电话没有记。要留电话,先改“谁能知道”。
report-contact-long = 称呼太长了,写个姓就行,比如“王阿姨 13800000000”。

report-review = 看看对不对。还可以接着发文字和照片。
report-review-care = 看看对不对。
report-review-category = 什么事:{ $category }
report-review-words = 您说:{ $words }
report-review-where = 在哪儿:{ $place }
report-review-answer = { $question } { $answer }
report-review-files = 照片和文件:{ $count } 个
report-review-urgent = 急:是
report-review-named = 谁能知道是您:办事的人(实名)
report-review-confidential = 谁能知道是您:办事的人看不到(保密)
report-review-anonymous = 谁能知道是您:没有人(匿名)
report-review-contact = 称呼和电话:{ $contact }
report-past-company = 这件事不经过物业,他们看不到,直接交给社区。
report-past-committee = 这件事不经过业委会,他们看不到,直接交给社区。
report-past-staff = 这件事不经过您说的那一级,他们看不到,直接交给上一级。
report-file = 对,记下来
report-file-now = 马上报
report-edit = 改:{ $part }
report-part-compound = 小区
report-part-what = 说明
report-part-category = 哪类事
report-part-where = 地点
report-part-photos = 照片
report-part-urgency = 急不急
report-part-privacy = 谁能知道
report-part-contact = 称呼电话

report-quota =
    一天最多记 { $most } 件,今天的已经满了。这件给您留着,明天再记;等不及请打办公室电话:
    { $phone }
report-filed = 记下了,编号 { $number }。详情在下面。
report-filed-menu = 回主菜单
report-already-filed = 已经记下了,编号 { $number }

report-unfinished = 您有一件事还没说完({ $at }开始的):{ $matter }
report-unfinished-beside = 刚才说的我也留着:点“接着说”就并到这件里,点“重新来”就只记刚才说的。
report-unfinished-continue = 接着说
report-unfinished-restart = 重新来
report-unfinished-discard = 不要了
report-unfinished-later = 先放着
report-discarded = 好,不记了。
report-nothing-unfinished = 没有没说完的事。

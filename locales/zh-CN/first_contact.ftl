first-notice =
    您好,这里是睦邻,街道和小区的办事窗口。灯坏了、门坏了、有事要问,直接跟我说就行。

    先跟您说清楚:您说的话、发的照片、留的地址,只用来办您的事;经手的人看得到,别人看不到;存的时候都加了密。想看、想删,找街道办公室。
    14 岁以下的小朋友,请让家长来办。

    同意我们这样用吗?
first-abroad =
    还有一件:这个聊天走的是 Telegram,它的服务器在国外,您发的内容会经过那里。
    接收方:Telegram Messenger Inc.。

    同意吗?不想这样,也可以打办公室电话或到窗口来办。
first-agree = 同意
first-refuse = 不同意
first-language = English
first-refused =
    好的,您说的我们都没有留。
    不用这个聊天,也可以打社区办公室电话,或者到窗口来。
    着火、漏气、有人受伤:先打 119、120。
    改主意了,点下面。
first-again = 我再看看
first-which-compound = 您住哪个小区?打几个字找一找,发个位置,或者在下面点。
first-is-it-here = 是这里吗:{ $place }
first-nowhere-near = 这个位置附近没有我们管的小区。打小区名字试试。
first-not-found = 没找到这个小区。换几个字试试,或者在下面点。
first-several = 有几个像的,是哪一个?
first-not-open =
    这里还没有开通,过些日子再来看看。
    着火、漏气、有人受伤:先打 119、120、110。
first-please-choose = 请先在下面点一个。您刚才说的先放着,不会丢。
first-tap-below = 请先在下面点一个。

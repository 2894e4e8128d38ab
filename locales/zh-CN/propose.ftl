## 居民给会议提想法

propose-ask = 有什么想法,想让{ $place }开会商量?直接打字。开会的人看得到内容,看不到您是谁。坏了东西要修,请用“报修、反映事情”。
propose-words = 请写几个字,说说是什么想法。
propose-review =
    给{ $place }开会商量:
    { $words }
propose-long = 太长了,只留下前 { $most } 个字。
propose-send = 对,交给会上
propose-again = 重写
propose-sent = 记下了。下次开会会拿出来商量,商量过了告诉您。
propose-enough = 您已经有 { $most } 个想法在等开会,商量过了再提。

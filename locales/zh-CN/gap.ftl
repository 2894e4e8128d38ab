# After an outage of more than a day: what was said in its first part never came.
gap-person = 抱歉,机器人停过一阵:{ $from }到{ $until }发来的话没有收到。那段时间说过什么的,请再发一次。
gap-phone = 着急的请直接打电话:{ $phone }
gap-staff = 机器人停过一阵:{ $from }到{ $until }发来的话、按的按钮都没有收到,之后的已经补上了。有事在办的居民已请他们再发一次;各位那段时间里回的、按的,也请再来一次。

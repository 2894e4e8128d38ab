## 应急状态

emergency-preset-typhoon = 台风
emergency-preset-water_off = 全停水
emergency-preset-power_off = 全停电
emergency-preset-flood = 内涝
emergency-words-typhoon =
    台风来了。关好门窗,收好阳台上的花盆、衣架,别出门。
    不要躲在树下、广告牌下、工地旁。
emergency-words-water_off =
    整片停水。先存一点水,关好水龙头。
    家里有老人、孩子、病人要用水的,点“要帮忙”。
emergency-words-power_off =
    整片停电。别坐电梯,拔掉电器插头,用手电别用蜡烛。
    家里有人靠电用药、吸氧的,点“要帮忙”。
emergency-words-flood =
    积水上涨。住一楼的往高处走,拉掉电闸,别蹚水,别进地下车库。
emergency-banner = ⚠ { $preset },到{ $until }。有事点“我要帮忙”,有危险先打 119、120。
emergency-safe-ask = 您平安吗?请点一下,我们好知道谁要帮忙。
emergency-safe = 我平安
emergency-help = 我要帮忙
emergency-safe-noted = 记下了:您平安。要是有变化,点“我要帮忙”。
emergency-help-noted = 记下了:您要帮忙。小区的人看得到您留的称呼、电话和楼栋。没事了点“我平安”。
emergency-help-report = 说说要帮什么忙,我马上报给小区。
emergency-call = 有危险,先打:
emergency-over = 已经解除了。
emergency-open = 打开睦邻
emergency-menu-safe = 报平安、要帮忙
emergency-mode-list =
    { $count ->
        [0] 现在没有应急状态。
       *[other] 正在进行:
    }
emergency-mode-new = 启动应急
emergency-mode-ask-place = 在哪里启动?
emergency-mode-ask-preset = 什么情况?
emergency-mode-ask-until = 到什么时候?可以点,也可以写,比如“明天 18:00”。
emergency-mode-sure =
    启动“{ $preset }”,{ $place },到{ $until }。
    所有居民马上收到,并问一次是否平安:
emergency-mode-start = 确定启动
emergency-mode-started = { $preset }启动了,到{ $until }。谁要帮忙,发 /emergency 看。
emergency-mode-one = { $preset },{ $place },到{ $until }
emergency-mode-counts = 平安 { $safe },要帮忙 { $help },还没答 { $silent }
emergency-mode-helpless =
    要帮忙:{ $who }{ $building ->
        [none] {""}
       *[other] ,{ $building }栋
    }{ $number ->
        [none] {""}
       *[other] ,{ $number } 号
    }
emergency-mode-end = 解除
emergency-mode-end-sure = 真的解除?横幅会收起来,发出去的会改成“已解除”。
emergency-mode-ended =
    【已解除】{ $category },{ $place }
    { $at }解除,谢谢大家。

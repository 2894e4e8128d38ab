## 美好家园基金项目:提、核、问、认捐

project-stage-proposed = 等街道社区核一遍
project-stage-refused = 没有立项
project-stage-published = 公布了,可以提问、认捐
project-stage-voting = 交给大家投票
project-stage-lost = 这次投票没选上
project-stage-funded = 有钱了,准备动工
project-stage-works = 正在做
project-stage-accounted = 做完了,账目已公布
project-stage-withdrawn = 提的人收回了
project-turned = 初步不立项,{ $until }前可以申辩
project-turned-answered = 初步不立项,提的人有话说,正在看

project-class-fund = 住户投票(基金项目)
project-class-ordinary = 业主共同决定(一般事项)
project-class-special = 业主共同决定(特别事项)
project-kind-work = 一项工程
project-kind-start_up = 办一项服务
project-reason-unlawful = 不合规,或办不下手续
project-reason-duty = 物业本来就该做
project-reason-planned = 已经有计划,或有人提过
project-reason-purpose = 不归基金管的钱
project-reason-cost = 超出基金能给的
project-reason-few = 只方便少数人
project-reason-other = 其他原因

project-head = 基金项目 { $number } 号:{ $title }
project-stands = 现在:{ $stage }
project-cost = 要花:{ $amount } 元
project-estimate = 大约要花:{ $amount } 元(提的人估的)
project-cost-open = 要花多少:还没算
project-what = { $kind } · { $class }
project-affected = 有 { $count } 人反映过这件事
project-supporters = 支持的人:{ $count } 位
project-granted = 基金给:{ $amount } 元
project-task = 微实事 { $number } 号
project-turned-why = 不立项的原因:{ $reason }
project-turned-answer = 提的人说:{ $words }
project-answer-until = { $until }前您可以回话
project-pledged = 大家认捐:{ $promised } 元,已收到 { $received } 元
project-holder = 钱由{ $holder }保管
project-pledger = { $name } { $amount } 元
project-question = 问:{ $words }
project-answer = 答:{ $words }
project-answer-waits = (还没答复)
project-accounts = 账目:一共花了 { $spent } 元

project-brief =
    { $number } 号 { $title }
    { $stage } · { $cost }
project-list = { $place }的基金项目:{ $count } 个
project-list-own = 您提的,等街道社区核:
project-list-none = { $place }还没有基金项目。您有想法就提一个。
project-list-waiting = { $place }等着核的:{ $count } 个
project-see-waiting = 等着核的
project-new = 我也提一个
project-of-ticket = 提成基金项目
project-of-ticket-already = 工单 { $ticket } 已经提成基金项目了。
project-photos-of = 基金项目 { $number } 号 { $title } 的照片

project-support = 支持
project-unsupport = 不再支持
project-supported = 好,算上您。有进展就告诉您。
project-unsupported = 好,不再算您了。
project-ask = 我要问
project-ask-what = 您想问什么?写一句话。问题和答复大家都看得到,不会写您是谁。
project-asked = 记下了。答复了就告诉您,大家也看得到。
project-withdraw = 收回这个项目
project-withdraw-sure = 真的收回 { $number } 号项目吗?收回了就不能再投票。
project-withdraw-yes = 对,收回
project-withdrawn = 收回了。
project-object = 我有话说
project-object-what = 您怎么看?写一段话,核的人会看。原因和您说的话,最后一起公布,不写您是谁。
project-objected = 记下了,核的人看过再定,结果告诉您。

project-pledge = 认捐
project-take-back = 收回认捐
project-taken-back = 好,收回了。
project-pledge-early = 这个项目还没公布,公布了再认捐。
project-pledge-over = 这个项目现在不收认捐。
project-pledge-amount = 给 { $number } 号“{ $title }”认捐多少元?点一个,或打数字。
project-pledge-again = 您已经认捐了 { $amount } 元,还没交。再认捐,就换成新的数。
project-pledge-way =
    认捐是一句承诺,这里不收钱。钱由{ $holder }收:{ $pay }
    钱没交之前,随时可以收回。
project-pledge-name = 名字写给大家看吗?打上名字就写;不想写,点下面。
project-pledge-unnamed = 不写名字
project-pledge-review =
    请看一遍:
    { $number } 号“{ $title }”,认捐 { $amount } 元
    名字:{ $name }
project-pledge-yes = 对,认捐
project-pledge-receipt = 记下了,认捐编号 { $code },{ $amount } 元,谢谢您。交钱时报这个编号。

project-q-what = 想做什么?一句话,比如“东门口加一排长椅”。大家都会看到,请不要写姓名和房号。
project-q-spot = 在哪里?比如“东门口”。
project-q-estimate = 大概要花多少元?打数字就行,不知道就先空着。
project-estimate-open = 不知道
project-review =
    请看一遍:
    { $title }
project-review-photos = 照片 { $count } 张
project-review-public = 核好以后大家都看得到,不写您是谁。
project-send = 对,提上去
project-edit-what = 改做什么
project-edit-spot = 改在哪里
project-edit-estimate = 改花多少
project-edit-photos = 加照片
project-receipt =
    记下了,编号 { $number }。
    街道社区会核一遍:合不合规、花多少、谁来做。核好了公布,都告诉您。
project-receipt-staff = 记下了,编号 { $number }。请核。
project-enough = 您已经有 { $most } 个项目在等着核,先等等它们。

project-do-vet = 核项目
project-do-vet-after-all = 改为立项,去核
project-do-uphold = 看过了,还是不立项
project-do-publish = 公布
project-do-refuse = 不立项
project-do-answer = 答复提问
project-do-receive = 认捐的钱到了
project-do-works = 立微实事
project-do-start = 立微实事,办起来
project-do-account = 公布账目
project-told-author = 先告诉提的人了。对方回话后请再看;没回话,到期自动公布。
project-published = 公布了。
project-why = 为什么不立项?原因会公布。
project-why-what = 写几句说明:先给提的人看,最后公布。请不要写姓名和房号。
project-answer-what = 怎么答复?写一段话,大家都看得到。
project-spent-what = 一共花了多少元?打数字。基金给了 { $granted } 元。
project-accounts-what = 钱花在哪里?写几句,大家都看得到。
project-receive-which = 哪一笔认捐的钱到了?
project-promise = { $code } { $name } { $amount } 元
project-unnamed = 没写名字

project-q-lawful = 合不合规?手续办得下来吗?
project-lawful-yes = 合规
project-lawful-no = 不合规
project-q-cost = 要花多少元?打数字。
project-q-class = 该由谁来定?
project-q-kind = 是哪一种?
project-q-holder = 认捐的钱由哪个单位保管?点一个,或打名称。
project-q-pay = 钱怎么交?写一句,比如“到社区居委会交,开收据”。
project-vet-yes = 核好了

project-notice-proposed = 新的基金项目 { $number } 号:{ $title }。请核。
project-notice-of-ticket = 您反映的事,提成了基金项目 { $number } 号:{ $title }。每一步都会告诉您。
project-notice-turned-down = 您提的基金项目 { $number } 号“{ $title }”,初步不立项。{ $detail };到期没回话,就公布。
project-notice-refusal-answered = 基金项目 { $number } 号“{ $title }”:提的人有话说,请看了再定。
project-notice-refused = 基金项目 { $number } 号“{ $title }”没有立项。
project-notice-published = 基金项目 { $number } 号“{ $title }”核好公布了。{ $detail }
project-notice-asked = 基金项目 { $number } 号“{ $title }”有人问,请答复:
project-notice-answered = 基金项目 { $number } 号“{ $title }”的提问有答复了:
project-notice-pledged = 基金项目 { $number } 号“{ $title }”有人认捐:{ $detail }
project-notice-taken-back = 基金项目 { $number } 号“{ $title }”收回一笔认捐:{ $detail }
project-notice-received = 您给基金项目 { $number } 号“{ $title }”认捐的 { $detail },收到了,谢谢您。
project-notice-voting = 基金项目 { $number } 号“{ $title }”交给大家投票了,哪天开始投会发到小区群里。
project-notice-won = 基金项目 { $number } 号“{ $title }”选上了,基金给 { $detail }。
project-notice-lost = 基金项目 { $number } 号“{ $title }”这次没选上。
project-notice-works = 基金项目 { $number } 号“{ $title }”要动工了:{ $detail }。以后每一步都告诉您。
project-notice-accounted = 基金项目 { $number } 号“{ $title }”做完了,账目公布:一共花了 { $detail }。
project-notice-withdrawn = 基金项目 { $number } 号“{ $title }”,提的人收回了。

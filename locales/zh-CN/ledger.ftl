## 账本:大家看的

ledger-kind-fund = 美好家园基金
ledger-kind-revenue = 公共收益
ledger-kind-assets = 统租统管收入

ledger-slot-subdistrict = 街道拨付
ledger-slot-firm = 企业捐赠
ledger-slot-resident = 居民认捐
ledger-slot-adverts = 广告
ledger-slot-parking = 停车
ledger-slot-cabinets = 快递柜等
ledger-slot-rent = 租金
ledger-slot-other = 其他

ledger-entry-allocation = 安排
ledger-entry-disbursement = 付款
ledger-yuan = { $amount } 元
ledger-book = { $kind } · { $place }
ledger-quarter = { $year } 年第 { $nth } 季度
ledger-head = 【{ $book }】
ledger-holder = 钱由 { $holder } 保管
ledger-held = 余额:{ $held }
ledger-held-fund = 余额:{ $held },其中 { $free } 还没安排,{ $kept } 留给项目
ledger-came = 一共收到:{ $sum }
ledger-of = { $what } { $amount }
ledger-spent = 一共付出:{ $sum }
ledger-year = { $year } 年到现在收入:{ $sum }
ledger-project = 项目 { $number } 号:安排 { $all },付了 { $spent },还剩 { $left }
ledger-for-project = 项目 { $number } 号
ledger-posted = { $quarter }公示,{ $from } 到 { $until }:收入 { $came },支出 { $spent },结余 { $held }
ledger-missing = 🔴 { $quarter }还没有公示
ledger-entry = { $nr } 号 { $at } { $what } { $amount }
ledger-countered = (这笔记错了,{ $nr } 号已经冲掉)
ledger-counters = 红冲 { $nr } 号
ledger-post =
    【公示】{ $book }
    { $quarter }
    有疑问请打电话:
    { $phone }

ledger-picture = { $place }的账
ledger-picture-about = 截至 { $at },单位:元
ledger-picture-note = 蓝条:占这本账一共收到的钱的多少。每笔明细发 /fund 看。
ledger-col-book = 账本
ledger-col-came = 收到
ledger-col-spent = 付出
ledger-col-held = 余额
ledger-caption = { $book }:余额 { $held }

fund-none = 您的小区这里还没有公开的账。
fund-head = { $place }的账。这里只记账,不收钱。
fund-latest = 最近几笔:
fund-see = 想看每一笔,点下面的账:
fund-receipt = 看 { $nr } 号的凭证

## 账本:记账的同事

ledger-shelf = 您管的账,点一本:
ledger-shelf-none = 还没有账本。
ledger-waiting = 有 { $count } 笔付款等您看。
ledger-see-waiting = 看等着的付款
ledger-open = 开一本账
ledger-open-kind = 是哪种钱?三种各记各的账,不能混。
ledger-open-place = 是哪里的账?
ledger-open-holder = 钱由哪个单位保管?请写单位全称,大家都看得到。
ledger-open-review =
    请看一遍:
    { $kind } · { $place }
    钱由 { $holder } 保管
ledger-open-already = 这里已经有这本账了。
ledger-opened = 开好了:{ $book }
ledger-go-on = 打开这本账
ledger-entries = 看每一笔
ledger-save = 对,记下来
ledger-edit = 改{ $part }
ledger-saved = 记好了:{ $book }第 { $nr } 号
ledger-no-entry = 没有这个号,请写上面有的号。
ledger-no-words = 没写

ledger-do-receive = 记一笔收入
ledger-do-allocate = 安排给项目
ledger-do-pay = 申请付款
ledger-do-counter = 红冲(记错了)
ledger-do-post = 公示季度

ledger-step = { $n }/{ $of } { $question }
ledger-q-source = 钱从哪里来?
ledger-q-project = 是哪个项目?
ledger-q-amount = 多少钱?单位是元,比如 3000 或 12.50。
ledger-q-receipts = 请发发票或收据的照片。大家都看得到,请先遮住姓名、电话、卡号。
ledger-q-entry = 记错的是几号?请写号码。
ledger-q-quarter = 公示哪个季度?
ledger-q-words = 付给谁、做什么?大家都看得到,别写个人姓名。
ledger-q-words-receive = 要写一句说明吗?比如捐款的企业。大家都看得到,别写个人姓名。
ledger-q-words-counter = 哪里记错了?大家都看得到。

ledger-part-source = 来源
ledger-part-project = 项目
ledger-part-amount = 金额
ledger-part-receipts = 凭证
ledger-part-entry = 号码
ledger-part-quarter = 季度
ledger-part-words = 说明
ledger-answer = { $part }:{ $answer }
ledger-review = 请看一遍:{ $book },{ $doing }
ledger-second = 付款要另一个人同意,才记进账里。
ledger-project-room = 项目 { $number } 号,还可以 { $amount }
ledger-receipts = { $count } 张
ledger-receipts-kept = 收到 { $count } 张。还有就接着发,没有了点下面。
ledger-receipts-done = 就这些
ledger-receipt-photo = 请发照片或 PDF,最多 { $most } 张。
ledger-posted-now = 公示好了。{ $quarter }

ledger-payout =
    付款申请:{ $book }
    { $amount }
ledger-what-for = 用途:{ $words }
ledger-approve = 同意付款
ledger-refuse = 不同意
ledger-asked = 申请好了,等另一个人同意。
ledger-asked-nobody = 申请记下了,但现在没有能同意付款的人。请联系街道。
ledger-approved = ✅ 您同意了,记为第 { $nr } 号。
ledger-approved-told = ✅ 已同意,记为第 { $nr } 号。
ledger-refuse-why = 为什么不同意?写一句,告诉申请的人。
ledger-refused = 好,已经告诉申请的人。
ledger-refused-told = 没有同意:{ $reason }

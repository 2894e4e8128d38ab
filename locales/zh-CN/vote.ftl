## 投票:看、投、查;公布、开启、提前截止、确认

vote-none = 您小区现在没有投票。有了会发到小区群里。
vote-list = 您小区的投票。点一个看:
vote-brief = { $number } 号 { $title } · { $phase }
vote-verify = 查回执
vote-phase-draft = 准备中
vote-phase-published = 已公布
vote-phase-open = 正在投票
vote-phase-closed = 已截止
vote-phase-certified = 结果已确认
vote-phase-dropped = 已取消

vote-kind-fund = 基金项目投票
vote-kind-asks = 业主意见征询({ $subject })
vote-kind-owners = 业主共同决定({ $subject })
vote-matter-ordinary = 一般事项
vote-matter-special = 特别事项
vote-subject-rules = 议事规则、管理规约
vote-subject-committee = 业委会选举、换人
vote-subject-company = 选聘、解聘物业
vote-subject-service = 先享后付:要不要买这个服务
vote-subject-use_funds = 使用维修资金
vote-subject-raise_funds = 筹集维修资金
vote-subject-rebuild = 改建、重建
vote-subject-common_parts = 公共部分改用途、做经营
vote-subject-other = 其他大事
vote-title-new =
    🗳 新投票 · { $title }
    { $kind }
vote-title =
    🗳 { $number } 号 · { $title }
    { $kind }
vote-scope = { $scope } · { $phase }
vote-scope-stair = { $place }{ $building }栋{ $unit }单元
vote-scope-building = { $place }{ $building }栋
vote-budget = 这次可用:{ $yuan } 元
vote-method-equal-shares = 怎么算:每户分到一样多的钱,花在自己投的项目上(等额分摊法)
vote-method-greedy = 怎么算:票多的先办,钱够为止
vote-who-all = 谁能投:每户一票,业主、家属、租户都行
vote-who-owners = 谁能投:每户一票,业主或家属
vote-option = { $number } 号 { $name } · { $yuan } 元
vote-options-more = 还有 { $count } 个,投票时都能看到
vote-needs-ordinary = 要通过,得有三分之二以上的业主参加(按人数、按面积都要够),参加的里面过半同意(人数、面积都要过半)。
vote-needs-special = 要通过,得有三分之二以上的业主参加(按人数、按面积都要够),参加的里面四分之三以上同意(人数、面积都要够)。
vote-of-project = 项目:{ $number } 号 { $name }
vote-only-asks = 这次只征求意见,结果供大家参考,不当作业主大会的表决。
vote-counts-by = 表决渠道:{ $channel },结果有效。
vote-silence-strict = 没表态的:不算。两种算法的结果都会公布。
vote-silence-follows =
    没表态的:送达了还没表态,随多数(议事规则校验值 { $rules }…)。两种算法的结果都会公布。
    ⚠️ { $warning }
vote-opens-from = 公示期满后开始投,最早 { $at }。
vote-closes = { $at }截止
vote-turnout = 已投 { $cast } 户,共 { $all } 户
vote-turnout-owners =
    已参加 { $cast } 人 { $area } 平方米,共 { $all } 人 { $whole } 平方米
    三分之二是 { $heads } 人、{ $least } 平方米

vote-by-building = 各楼栋投了多少
vote-turnout-building = { $building }栋:{ $cast } 户,共 { $all } 户
vote-turnout-building-owners = { $building }栋:{ $cast } 人 { $area } 平方米,共 { $all } 人 { $whole } 平方米
vote-by-building-least = 太小的楼栋不单独列,免得看出是谁。

vote-begin = 投票
vote-change = 改投
vote-page = 看投票
vote-bind = 绑定房号
vote-needs-home = 投票是一户一票,要先绑定您家的房号。
vote-owners-only = 这次由业主投(或业主书面委托的家属)。您绑定的房号里没有能投的。
vote-not-yours = 您绑定的房号不在这次投票的范围里。
vote-not-on-roll = 您家 { $door } 不在这次的名册里
vote-has-voted = 您家 { $door } 已经投了,截止前可以改
vote-has-not-voted = 您家 { $door } 还没投
vote-secret-how = 保密吗
vote-secret-fund =
    您投了什么,街道、社区、物业的人都看不到,公布的结果里也没有名字。
    结果确认以前,只有同时拿到后台全部数据和钥匙的人能对上是谁投的。结果一确认,钥匙就销毁,以后谁也对不上。
    聊天软件的公司看得到您发的消息。
    回执给别人看,别人就能知道您投了什么。一共不到 5 张票,或者大家投得一样,也藏不住。
vote-secret-owners =
    业主共同决定要留明细表(谁、多大面积、投了什么),备案用得上。明细表封存,要两个人一起才能打开,每次都留记录。
    小区里公布的只有人数和面积。

vote-which-home = 给哪一户投?
vote-fill =
    点您想要的项目,再点一下就取消。
    已选 { $count } 个,共 { $all } 个。
vote-fill-order = 顺序是抽签排的,每家不一样。也可以发项目号,像 1 4。
vote-change-anew = 您家已经投过一张。为了保密,上次选了什么这里不显示,请重新选全。不重新投,原来那张还算数。
vote-fill-advice = 建议选 { $advised } 个以上。
vote-chosen = ✅ { $number } 号 { $name }
vote-unchosen = ⬜ { $number } 号 { $name }
vote-pictures = 🖼 看图
vote-look-over = 选好了
vote-one =
    第 { $nth } 个,共 { $all } 个
    { $name }
    { $yuan } 元
    要办吗?
vote-one-yes = 要
vote-one-no = 不要
vote-please-tap = 请点下面的按钮。
vote-not-cast = 没有投。想投再点“投票”。
vote-review =
    { $count ->
        [0] 您一个都没选。这样也算投了一票(都不要)。
       *[other] 您选了 { $count } 个:
    }
vote-advice = 建议选 { $advised } 个以上,您家的票才不容易落空。也可以就这样投。
vote-review-owners = 您的意见:{ $choice }
vote-list-sealed = 会记进封存的明细表(备案用),要两个人一起才能打开。
vote-review-secret = 投出去以后,截止前还能改,最后一次算数。
vote-cast = 确认投出
vote-choice-yes = 同意
vote-choice-no = 不同意
vote-choice-abstain = 弃权
vote-receipt-of = “{ $title }” · { $door }
vote-receipt = 票投好了。您的回执:
vote-receipt-changed = 改好了,这张票算数。新的回执:
vote-receipt-keep = 留着它。点 /verify 再发回执,能查这张票算没算上。{ $at }前还能改。
vote-too-late = 已经在{ $at }截止,这张票没有算上。
vote-others-cast = 您家有人投了“{ $title }”的票(投了什么不说)。截止前可以改,一户一票,最后一次算数。
vote-others-changed = 您家的“{ $title }”改投了(改成什么不说)。一户一票,最后一次算数。
vote-thanks =
    谢谢您投票!
    { $title } · { $scope }
vote-reminder =
    “{ $title }”您家还没投,{ $at }截止。

vote-closed-at = { $at }截止
vote-result-fund = 办 { $count } 个,共 { $yuan } 元(可用 { $budget } 元):
vote-won = ✅ { $name } · { $votes } 票
vote-lost = ▫️ { $name } · { $votes } 票 · { $why }
vote-no-votes = 没有人投
vote-lacked = 差 { $yuan } 元
vote-lacked-votes = 差 { $yuan } 元,约 { $votes } 票
vote-lost-shares = 支持的人分到的钱不够:{ $lacked }
vote-lost-pot = 轮到它时剩的钱不够:{ $lacked }
vote-lost-both = 支持的人分到的钱不够:{ $lacked };剩下的钱也不够,差 { $yuan } 元
vote-verdict-passed = ✅ 通过
vote-verdict-rejected = 没有通过
vote-verdict-no_quorum = 参加的不够三分之二,不算通过,也不算否决
vote-verdict-short-passed = 通过
vote-verdict-short-rejected = 未通过
vote-verdict-short-no_quorum = 参加不够
vote-count-yes = 同意:{ $heads } 人 { $area } 平方米
vote-count-no = 不同意:{ $heads } 人 { $area } 平方米
vote-count-abstain = 弃权:{ $heads } 人 { $area } 平方米
vote-count-strict = 没表态的不算:参加 { $part } 人,同意 { $yes } 人,{ $verdict }
vote-count-holds-strict = 以“没表态的不算”为准。
vote-count-holds-deemed = 以“没表态的随多数”为准(议事规则定的)。
vote-count-deemed = 没表态的随多数:参加 { $part } 人,同意 { $yes } 人,{ $verdict }
vote-root =
    全部选票的校验值:
    { $root }

verify-ask = 请发回执(12 位,像 ABCD-EFGH-2345)。
verify-no-receipt = 这不像回执。
verify-unknown = 没有这个回执。请看看有没有抄错。
verify-replaced = “{ $title }”:这张票后来改投了,不算数,新的那张算。
verify-lies = “{ $title }”:这张票在票箱里。截止前还能改。
verify-counted = “{ $title }”:这张票算上了。
verify-another = 再查一张
verify-root =
    全部选票的校验值:
    { $root }

vote-in-private = 投票的事请在私聊里办:{ $link }
votes-list = { $place }的投票,等您办的在前:
votes-none = { $place }还没有投票。
votes-back = 回列表
vote-resident-page = 居民看到的
vote-brief-staff = 🗳 { $number } 号 · { $title }
vote-post-certified = ✅ 投票 { $number } 号“{ $title }”:结果已由两个人确认。
vote-certify-means = 确认以后改不了:选上的项目按这个结果给钱,认出谁投了什么的钥匙就销毁。
vote-certify-means-owners = 确认以后改不了。谁投了什么的明细表留着备案,要两个人一起才能打开。
vote-certified-owners = 结果确认了。明细表封着,备案要用时两个人一起打开。
vote-run = 管理
vote-prepare = 准备新投票
vote-asked-open = 有人请求开启投票。
vote-asked-stop = 有人请求提前截止。
vote-asked-certify = 有人请求确认结果。
vote-asked-list = 有人请求打开明细表(备案用)。
vote-asked-of = { $number } 号 · { $title },{ $who }提出的。请您点“管理”看一看,同意就由您来办。
vote-second = 要另一个人来办,已经通知他们。
vote-you-may = 您点下面的按钮就办成。
vote-asked = 已请求。要另一个人来办,已经通知他们。
vote-do-publish = 公布
vote-do-open = 开启投票
vote-do-deliver = 登记送达
vote-reached = 已送达:{ $heads } 人 { $area } 平方米
vote-ask-proof =
    “{ $title }”的材料,是怎么送到业主本人手上的?
    聊天里显示“已读”不算,送到租户手上也不算。
vote-proof-signed = 本人签收
vote-proof-registered = 挂号信,有回执
vote-reached-not = 登错了,撤销
vote-ask-doors =
    “{ $title }” · { $how }
    发门牌号,一次可以发多户,中间用空格隔开(像 3#2-501 3#2-502,最多 { $most } 户)。
vote-too-many-doors = 太多了,一次最多 { $most } 户。
vote-reached-noted = 登记了 { $count } 位业主。
vote-reached-strange = 名册里没有,没登记:{ $doors }
vote-do-stop = 提前截止
vote-do-certify = 确认结果
vote-do-list = 打开明细表
vote-do-drop = 取消这次投票
vote-too-early = 公示期还没满,现在不能开启。
vote-published = 公布了,小区群里看得到。开启要两个人。
vote-opened = 开始投票了,{ $at }截止。
vote-stopped = 截止了。先到的票都算完,就出结果。
vote-certified = 结果确认了。谁投了什么,从此谁也对不上。
vote-list-released = 明细表可以导出了(备案用):mulin export votes --vote { $number } --voters
vote-dropped = 这次投票取消了。
vote-extended = 🗳 { $number } 号“{ $title }”:机器人停了一阵,投票延到{ $at }。已经投的都算数。
vote-to-certify = 🗳 { $number } 号“{ $title }”出结果了。要两个人确认。
vote-post-published = 📢 要投票了,先看看投什么:
vote-frozen =
    以后有疑问,可以核对:
    规则和名册的校验值 { $hash }
vote-frozen-lot = 抽签用的承诺 { $lot }
vote-post-result = 📢 投票结果出来了(还要两个人确认):
vote-post-open = 📢 开始投票了:

vote-ask-kind =
    投什么?
    基金项目:住户投,选出先办哪些。
    一般事项:业主定,过半同意(选业委会、换物业、先享后付的服务、用维修资金)。
    特别事项:业主定,四分之三同意(筹集维修资金、改建、公共部分改用途)。
vote-ask-subject = 定哪一件事?
vote-ask-project =
    是为哪个公布了的项目定的?通过了,项目就往下办。
    不是为项目的,点“不是为项目”。
vote-project-none = 不是为项目
vote-ask-silence =
    没表态的业主怎么算?
    这个小区的议事规则允许:送达了还没表态的,随多数。选它,投票前人人会看到这段提醒:
    ⚠️ { $warning }
vote-silence-short-strict = 不算
vote-silence-short-follows = 随多数(要登记送达)
vote-ask-title = 叫什么名字?(不超过 { $most } 个字)
vote-ask-question = 问业主什么?写清楚一件事。(不超过 { $most } 个字)
vote-ask-area = 哪些业主投?发楼栋或单元(像 3栋2单元),或者点“全小区”。
vote-area-all = 全小区
vote-bad-area = 没看懂。发 3栋 或 3栋2单元。
vote-no-projects = 还没有公布了的基金项目。先发 /project 审好、公布。
vote-ask-projects = 哪些项目参加?点一点。已选 { $count } 个。
vote-projects-done = 选好了
vote-ask-budget = 这次一共可用多少钱?发数字(元)。这些项目合起来 { $yuan } 元。
vote-ask-method =
    怎么算谁选上?
    等额分摊:每户分到一样多的钱,花在自己投的项目上。
    票多先办:从票最多的开始办,钱够为止。
vote-short-equal-shares = 每户分一样多(等额分摊)
vote-short-greedy = 票多先办
vote-ask-who = 谁能投?每户一票。
vote-short-all = 业主、家属、租户
vote-short-owners = 业主、家属
vote-ask-days = 投几天?
vote-days = { $days } 天
vote-bad-days = 请发 { $least } 到 { $most } 天。
vote-bad-words = 请发文字,不超过 { $most } 个字。
vote-window = 开启后投 { $days } 天。
vote-notice-days = 公布满 { $days } 天才能开启。
vote-save = 保存
vote-saved = 保存了。公布以前只有工作人员看得到。

paper-usage = 发 /paper 加投票号,像 /paper 3。投票号在小区群的公告里。
paper-ask-door = “{ $title }”纸质票:是哪一户?(像 3#2-501)
paper-voted = { $door } 已经有一张票了。再录一张,就换掉原来那张,这一户的人会收到通知。
paper-no-door = 名册里没有这一户,看看有没有写错。
paper-ask-numbers = { $door } 选了哪些?发项目号,像 12、15;一个都没选发 0。
paper-ask-word = { $door } 的意见?点一个:
paper-bad-numbers = 没看懂,或者有不参加这次投票的号。再发一次。
paper-nothing = 一个都没选
paper-review =
    { $door }
    { $read }
    对吗?
paper-enter = 录入
paper-waits = { $door }:录好了。等另一位计票人也录一遍。
paper-differs = { $door }:两个人录的不一样,请都拿原票再录一遍。
paper-counted = { $door }:两个人录的一样,这张票算上了。
paper-receipt =
    { $door } 的回执,请交给这一户:
    { $code }
